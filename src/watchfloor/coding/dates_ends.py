"""Where words of time end: readers made of small patterns, each compiled when first needed.

One pattern for all of it would hold the whole calendar thirty times and take half a second to
compile; so what holds a whole day or a date is read as what stands before it, then the day or date.
Each reader tries its readings in a fixed order and takes the first that fits, as one pattern would.
"""

import re
from collections.abc import Callable
from functools import cache

from watchfloor.coding import dates_patterns as like
from watchfloor.model.late import late_regex

Read = Callable[[str, int, int], int]
"""(text, at, stop) -> where the words that begin at `at` end, or 0."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled once."""
    return late_regex(pattern)


def ends(pattern: str) -> Read:
    """Return the reader of one pattern."""

    def read(text: str, at: int, stop: int) -> int:
        return _end(pattern, text, at, stop)

    return read


def date_end(text: str, at: int, stop: int) -> int:
    """Return where the date that begins at `at` ends, ranges and turning words in it, or 0."""
    start = _end(like.TURN, text, at, stop)
    if start:
        end = (
            _range_end(text, start, stop)
            or _timed_end(text, start, stop)
            or _end(like.BARE_YEAR, text, start, stop)
            or _after(like.END_OF, _whole_end, text, start, stop)
        )
        if end:
            return end
    return _range_end(text, at, stop) or single_end(text, at, stop)


def single_end(text: str, at: int, stop: int) -> int:
    """Return where a date ends, each end of a range on its own, without the words that turn it."""
    return _timed_end(text, at, stop) or _end(like.VAGUE, text, at, stop)


def _end(pattern: str, text: str, at: int, stop: int) -> int:
    match = compiled(pattern).match(text, at, stop)
    return match.end() if match else 0


def _after(lead: str, read: Read, text: str, at: int, stop: int) -> int:
    """Return where a reading ends that begins behind `lead`, or 0 if one of the two fails."""
    match = compiled(lead).match(text, at, stop)
    return read(text, match.end(), stop) if match else 0


_EDGES = (("between ", " and "), ("from ", " (?:to|until|through|till) "))


def _range_end(text: str, at: int, stop: int) -> int:
    """Return where "between March 3 and 5" or "Monday to Friday" ends: edge, joining word, edge."""
    for opener, joins in _EDGES:
        if text.startswith(opener, at):
            end = _joined_end(text, at + len(opener), stop, _timed_end, joins)
            if end:
                return end
    return (
        _after(like.RANGE_TO, _day_or_year_end, text, at, stop)
        or _end(like.RANGE, text, at, stop)
        or _joined_end(text, at, stop, _core_end, like.DAY_TO)
    )


def _joined_end(text: str, at: int, stop: int, edge: Read, joins: str) -> int:
    first = edge(text, at, stop)
    return _after(joins, edge, text, first, stop) if first else 0


def _day_or_year_end(text: str, at: int, stop: int) -> int:
    return _end(like.DAY_MONTH, text, at, stop) or _end(like.Y, text, at, stop)


def _timed_end(text: str, at: int, stop: int) -> int:
    """Return where a date ends that may have a time of the day before and behind it."""
    end = (
        _after(like.CLOCK_BEFORE, _piece_end, text, at, stop)
        or _after(like.PART_BEFORE, _piece_end, text, at, stop)
        or _piece_end(text, at, stop)
    )
    return _end(like.TIME_AFTER, text, end, stop) if end else 0


def _piece_end(text: str, at: int, stop: int) -> int:
    """Return where a date ends, or a part of one: the end of May, early Monday."""
    return (
        _after(like.PART_OF, _whole_end, text, at, stop)
        or _after(like.UNITS_OF, _whole_end, text, at, stop)
        or _after(like.THIRD_OF, _core_end, text, at, stop)
        or _core_end(text, at, stop)
        or _end(like.YEAR_TO, text, at, stop)
        or _end(like.COUNTED, text, at, stop)
    )


def _whole_end(text: str, at: int, stop: int) -> int:
    """Return where that ends of which something is a part."""
    return (
        (_core_end(text, at + 4, stop) if text.startswith("the ", at, stop) else 0)
        or _core_end(text, at, stop)
        or _end(like.BARE_YEAR, text, at, stop)
        or _end(like.UNIT, text, at, stop)
    )


def _core_end(text: str, at: int, stop: int) -> int:
    """Return where a date of the calendar or beside today ends."""
    return (
        _end(like.NUMERIC, text, at, stop)
        or _after(like.WEEKDAY_OF, _day_end, text, at, stop)
        or _day_end(text, at, stop)
        or _end(like.NAMED, text, at, stop)
        or _after(like.NIGHT_INTO, _day_end, text, at, stop)
        or _after(like.WEEK_OF, _day_end, text, at, stop)
        or _end(like.RELATIVE, text, at, stop)
        or _feast_end(text, at, stop)
        or _anniversary_end(text, at, stop)
    )


def _day_end(text: str, at: int, stop: int) -> int:
    """Return where a day of a month ends."""
    return _end(like.DAY_MONTH, text, at, stop) or _end(like.MONTH_DAY, text, at, stop)


def _feast_end(text: str, at: int, stop: int) -> int:
    """Return where a feast ends, with its day if it is given."""
    end = _end(like.FEAST, text, at, stop)
    if not end:
        return 0
    start = _end(" ,? ?", text, end, stop)
    day = (
        _end(like.MONTH_DAY, text, start, stop) or _end(like.DAY_MONTH, text, start, stop)
        if start
        else 0
    )
    return day or end


_MOST_WORDS = 6
"""Words between "anniversary of" and its day, at most."""


def _anniversary_end(text: str, at: int, stop: int) -> int:
    """Return where "the tenth anniversary of the ceasefire of May 3" ends."""
    place = _end(like.ANNIVERSARY, text, at, stop)
    for _ in range(_MOST_WORDS + 1):
        if not place:
            return 0
        end = _day_end(text, place, stop)
        if end:
            return end
        place = _end("[a-z0-9'-]+ ", text, place, stop)
    return 0
