"""What an anniversary is of happened years before its day."""

from datetime import date

import pytest

from watchfloor.model import Published
from watchfloor.resolve.times_walk import resolve_dates


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("Jan 3 was the second anniversary of the strike.", "Jan 3", date(2020, 1, 3)),
        ("Jan 3 marks the 10th anniversary of the strike.", "Jan 3", date(2012, 1, 3)),
        ("Jan 3 was the day of the strike.", "Jan 3", date(2022, 1, 3)),
        ("They met on Jan 3, the second anniversary of the strike.", "Jan 3", date(2022, 1, 3)),
    ],
)
def test_a_day_that_is_an_anniversary_dates_what_it_is_of(
    text: str, words: str, expected: date
) -> None:
    """Only where the day is said to be one: who meets on such a day meets then."""
    start = text.index(words)
    published = Published.on(date(2022, 1, 14), "row")
    (found,) = resolve_dates(text, [(start, start + len(words))], published)
    assert found is not None
    assert found.interval is not None
    assert (expected, expected) == (found.interval.from_, found.interval.to)
