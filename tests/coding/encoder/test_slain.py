"""The dead whom no number counts."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.slain import both_slain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It was a strike that killed both Ana Lima and Omar Haddad in Oslo.", True),
        ("It was a strike that killed Ana Lima.", False),
        ("It was a strike that hit both of the ports.", False),
    ],
)
def test_both_of_two_are_two(text: str, expected: bool) -> None:
    """Behind a verb of killing, and with the whole of the second name."""
    sentence = toys.encoded(text).passages[0].sentence
    place = sentence.lower.index("strike")
    found = both_slain(sentence, (place, place + 1))
    assert expected is (found is not None)
    if found is not None:
        given = " ".join(sentence.words[found.start : found.end])
        assert ("both Ana Lima and Omar Haddad", 2) == (given, found.bounds.best)
