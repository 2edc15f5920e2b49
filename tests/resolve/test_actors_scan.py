"""One pass over a text: its names, whether it is all capitals, and nothing kept of another text."""

import pytest

from watchfloor.resolve.actors_scan import is_shouted, scan

TEXT = "Hamas fired at Israel, said a spokesman in Cairo. Kata'ib Hezbollah was quiet."


@pytest.mark.parametrize(
    "text, shouted",
    [
        ("BAGHDAD, 3 JAN -- TROOPS FIRED", True),
        ("Baghdad, 3 Jan: troops fired", False),
        ("МОСКВА, ÜBER ÉTÉ “ОДИН”", True),
        ("Москва, über été “один”", False),
        ("A", False),
        ("", False),
        ("123 ... 456", False),
    ],
)
def test_capitals_of_any_alphabet_count(text: str, *, shouted: bool) -> None:
    """A text is all capitals whatever its alphabet; a letter alone or none is not."""
    assert is_shouted(text) is shouted


def test_the_countries_of_one_reading_are_not_those_of_the_next() -> None:
    """Places given to one reading of a text do not count in another reading of the same text."""
    plain = dict(scan(TEXT, None).countries)
    assert scan(TEXT, None, ["MLI"]).countries["MLI"] == 0.5
    assert dict(scan(TEXT, None).countries) == plain
    assert "MLI" not in plain


def test_the_longest_name_at_a_place_is_found() -> None:
    """Each known name of a text is found once, the longest at its place."""
    found = {TEXT[one.start : one.end]: one.ids[0] for one in scan(TEXT, None).hits}
    assert found == {
        "Hamas": "hamas",
        "Israel": "ISR-GOV",
        "Cairo": "EGY-GOV",
        "Kata'ib Hezbollah": "kataib-hezbollah",
    }
