"""What people wear and carry is not their actor."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.worn import bare, worn


@pytest.mark.parametrize(
    "text, what, expected",
    [
        ("Youths wearing scarves and goggles marched.", "goggles", True),
        ("Police carrying shields, helmets and sticks charged.", "sticks", True),
        ("Men armed with rifles and knives robbed a bank.", "knives", True),
        ("Youths wearing scarves marched.", "Youths", False),
        ("Wearing scarves, youths marched.", "youths", False),
        ("The man holding the flag said that soldiers fired.", "soldiers", False),
        ("Youths in scarves marched.", "scarves", False),
    ],
)
def test_a_list_behind_a_participle_of_having_is_worn(text: str, what: str, expected: bool) -> None:
    """A new clause, or a sentence that begins with the participle, ends the list."""
    encoded = toys.encoded(text)
    assert worn([(*toys.place_of(encoded, text, what), 0)], encoded) == ({0} if expected else set())


def test_a_span_ends_before_what_is_worn() -> None:
    """A phrase that runs into the participle is cut; one without stays whole."""
    assert bare((0, 3), ("Youths", "wearing", "black", "marched")) == (0, 1)
    assert bare((0, 2), ("masked", "youths", "marched")) == (0, 2)
