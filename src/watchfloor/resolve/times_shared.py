"""Ranges whose ends share a month or a year: `5 to 8 January`, `Oct. 7-9`, `2014-18`."""

import re
from datetime import date

from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import (
    Anchor,
    Reading,
    compile_rule,
    day_number,
    month_number,
    year_number,
)
from watchfloor.resolve.times_rules import GOOD, SURE, read_simple

Match = re.Match[str]
FROM = r"(?:from |between )?"
SEPARATOR = r"(?: to | and | until | till | through | or |, |-)"
SHARED_MONTH = tuple(
    compile_rule(pattern)
    for pattern in (
        FROM + r"(?:the )?DAY" + SEPARATOR + r"(?:the )?DAY2 (?:of )?MONTH(?: (?:of )?YEAR)?",
        FROM + r"MONTH (?:the )?DAY" + SEPARATOR + r"(?:the )?DAY2(?: (?:of )?YEAR)?",
    )
)
SHARED_YEAR = compile_rule(FROM + r"MONTH" + SEPARATOR + r"MONTH2(?: (?:of |in )?YEAR)?")
YEARS = compile_rule(r"(?:from |between |in )?YEAR" + SEPARATOR + r"(?:YEAR2|(?P<short>[0-9]{2}))")


def read_shared(text: str, anchor: Anchor) -> Reading | None:
    """Return the reading of such a range, or None."""
    if match := YEARS.fullmatch(text):
        return _years(match, anchor)
    if match := SHARED_YEAR.fullmatch(text):
        return _months(match, anchor)
    for pattern in SHARED_MONTH:
        if match := pattern.fullmatch(text):
            first, last = day_number(match["day"]), day_number(match["day2"])
            tail = f"{match['month']} {match['year'] or ''}".strip()
            end = read_simple(f"{last} {tail}", anchor)
            if end is None or end.interval.to is None or first > last:
                return None
            start = end.interval.to.replace(day=first)
            return Reading(days.between(start, end.interval.to), "days of a month", GOOD)
    return None


def _years(match: Match, anchor: Anchor) -> Reading | None:
    first = year_number(match["year"], anchor)
    if first is None:
        return None
    last = first // 100 * 100 + int(match["short"]) if match["short"] else None
    last = last or year_number(match["year2"], anchor)
    if last is None or last < first:
        return None
    return Reading(days.between(date(first, 1, 1), date(last, 12, 31)), "years", SURE)


def _months(match: Match, anchor: Anchor) -> Reading | None:
    last = read_simple(f"{match['month2']} {match['year'] or ''}".strip(), anchor)
    if last is None or last.interval.from_ is None or last.interval.to is None:
        return None
    year, end = last.interval.from_.year, month_number(match["month2"])
    first = month_number(match["month"])
    start = days.month(year - (first > end), first)
    if start.from_ is None:
        return None
    return Reading(days.between(start.from_, last.interval.to), "months", last.score)
