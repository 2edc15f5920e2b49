"""Values that a person types, as data."""

import pytest

from watchfloor.model import Count
from watchfloor.present.phrases import bounds_signs, bounds_words
from watchfloor.present.set_values import plain_value

Bounds = tuple[int | None, int | None]


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("5", (5, 5)),
        ("3-5", (3, 5)),
        (">=3", (3, None)),
        ("at least 3", (3, None)),
        ("0+", (0, None)),
        ("<=3", (None, 3)),
        ("1,200", (1200, 1200)),
    ],
)
def test_counts_that_are_typed(typed: str, expected: Bounds) -> None:
    """A number, a range, or a bound, with or without commas."""
    found = plain_value("dead", typed)
    assert expected == (found["low"], found["high"])


@pytest.mark.parametrize(
    "low, high", [(0, 0), (0, None), (3, 5), (17, None), (None, 5), (1200, 2500)]
)
def test_what_a_form_shows_can_be_sent_back(low: int | None, high: int | None) -> None:
    """The words of pages and terminal are read as the value that they stand for."""
    best = low if low == high else None
    shown = Count.inferred(low=low, best=best, high=high)
    for words in (bounds_words(shown), bounds_signs(shown)):
        found = plain_value("dead", words)
        assert (low, high) == (found["low"], found["high"])
