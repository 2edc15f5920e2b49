"""Short words for values."""

from datetime import date

import pytest

from watchfloor.model import Bounds, DatePrecision, EventDate, Published
from watchfloor.present import phrases


def dated(first: date | None, last: date | None, precision: DatePrecision) -> EventDate:
    """Return an inferred date."""
    return EventDate.inferred(from_=first, to=last, precision=precision, rule="test")


DAY = date(2022, 1, 6)


@pytest.mark.parametrize(
    "first,last,precision,expected",
    [
        (DAY, DAY, DatePrecision.DAY, "2022-01-06"),
        (date(2022, 1, 1), date(2022, 1, 31), DatePrecision.MONTH, "2022-01"),
        (date(2022, 1, 1), date(2022, 12, 31), DatePrecision.YEAR, "2022"),
        (date(2022, 1, 1), date(2022, 1, 14), DatePrecision.RANGE, "2022-01-01 to 01-14"),
        (date(2021, 12, 28), DAY, DatePrecision.WEEK, "2021-12-28 to 2022-01-06"),
        (DAY, None, DatePrecision.OPEN, "since 2022-01-06"),
        (None, DAY, DatePrecision.OPEN, "until 2022-01-06"),
        (None, None, DatePrecision.OPEN, "–"),
    ],
)
def test_dates_are_shown_as_finely_as_they_are_known(
    first: date | None, last: date | None, precision: DatePrecision, expected: str
) -> None:
    """A month is a month, a range has two ends, an open interval says which end is open."""
    assert expected == phrases.date_words(dated(first, last, precision))


@pytest.mark.parametrize(
    "low,best,high,words,signs",
    [
        (3, 3, 3, "3", "3"),
        (3, 4, 5, "3 to 5", "3–5"),
        (0, None, None, "0 or more", "0+"),
        (0, 0, None, "0 or more", "0+"),
        (17, None, None, "at least 17", "≥ 17"),
        (None, None, 5, "at most 5", "≤ 5"),
        (5, None, 5, "5", "5"),
        (None, 2500, None, "2,500", "2,500"),
        (70, 70, None, "at least 70", "≥ 70"),
        (9, 17, None, "at least 17", "≥ 17"),
        (None, 20, 20, "at most 20", "≤ 20"),
    ],
)
def test_counts_say_which_bounds_are_known(
    low: int | None, best: int | None, high: int | None, words: str, signs: str
) -> None:
    """Bounds that the words do not set are not made up."""
    bounds = Bounds(low=low, best=best, high=high)
    assert (words, signs) == (phrases.bounds_words(bounds), phrases.bounds_signs(bounds))


def test_absent_values_are_a_dash() -> None:
    """Nothing known is never an empty cell or a zero."""
    shown = {
        phrases.date_words(None),
        phrases.bounds_words(None),
        phrases.place_words(None),
        phrases.published_words(None),
        phrases.fillers_words(()),
    }
    assert shown == {phrases.NOTHING}


def test_published_interval_is_shown() -> None:
    """A document dated to a month shows both ends."""
    published = Published(date(2022, 1, 1), date(2022, 1, 31), "month")
    assert phrases.published_words(published) == "2022-01-01 to 01-31"


@pytest.mark.parametrize(
    "number,expected", [(0, "no events"), (1, "1 event"), (1200, "1,200 events")]
)
def test_plural(number: int, expected: str) -> None:
    """Numbers agree with their noun."""
    assert expected == phrases.plural(number, "event")


def test_every_status_has_its_own_symbol() -> None:
    """Status can be told by shape alone."""
    assert len(set(phrases.SYMBOLS.values())) == len(phrases.SYMBOLS) == 6
