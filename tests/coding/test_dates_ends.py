"""Where words of time end, read piece by piece."""

import pytest

from watchfloor.coding.dates_ends import date_end, single_end


@pytest.mark.parametrize(
    "told",
    [
        "monday",
        "monday , the 3rd of may",
        "the week of may 3",
        "early in march",
        "the end of the first quarter of 2019",
        "the first half a day of may",
        "3 p.m. est on tuesday",
        "in the morning of march 5 , 2010",
        "christmas , december 25",
        "the tenth anniversary of the attack of may 3",
        "since the end of last week",
        "between march 3 and march 5",
        "monday to friday",
        "until further notice",
    ],
)
def test_a_date_is_read_to_its_end(told: str) -> None:
    """The longest reading is taken, and nothing of what follows."""
    assert len(told) == date_end(f"{told} gunmen", 0, len(told) + 7)
    assert told == f"on {told} gunmen"[3 : date_end(f"on {told} gunmen", 3, len(told) + 10)]


@pytest.mark.parametrize("told", ["gunmen", "the army", "of", "first"])
def test_what_tells_no_time_ends_nowhere(told: str) -> None:
    """Words that may begin a date and go on otherwise give 0."""
    assert 0 == date_end(f"{told} fled", 0, len(told) + 5) == single_end(told, 0, len(told))


def test_one_end_of_a_range_stands_alone() -> None:
    """Read singly, a range ends at its first edge, and a turning word is no part of a date."""
    assert len("monday") == single_end("monday to friday", 0, 16)
    assert 0 == single_end("since monday", 0, 12)
