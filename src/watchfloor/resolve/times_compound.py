"""Rules for dates made of dates: ranges, open ends, parts of a whole; and the reading of both."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from watchfloor.model import DatePrecision, Interval
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import (
    LONGEST,
    ORDINALS,
    Anchor,
    Reading,
    compile_rule,
    number,
    strip_leading,
)
from watchfloor.resolve.times_rules import FAIR, GOOD, SURE, WEAK, read_simple
from watchfloor.resolve.times_shared import read_shared

Match = re.Match[str]
DEEPEST = 4
"""How many rules may stand inside one another: "since the first week of last month" has three."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Compound:
    """A pattern whose groups `a` (and `b`) are dates themselves, and what they mean together."""

    name: str
    pattern: re.Pattern[str]
    join: Callable[[Match, Anchor, Interval], Interval | None]
    score: float
    ahead: bool = False


def read_words(text: str, anchor: Anchor, depth: int = 0) -> Reading | None:
    """Return the reading of normalised words by the first rule that matches all of them."""
    if depth > DEEPEST or not text or len(text) > LONGEST:
        return None
    for candidate in dict.fromkeys((text, strip_leading(text))):
        try:
            reading = (
                read_shared(candidate, anchor)
                or read_simple(candidate, anchor)
                or _read_range(candidate, anchor, depth)
                or _read_compound(candidate, anchor, depth)
            )
        except (ValueError, OverflowError):  # 30 February, the year 0: no such day
            return None
        if reading is not None:
            return reading
    return None


def _read_compound(text: str, anchor: Anchor, depth: int) -> Reading | None:
    for rule in COMPOUNDS:
        if match := rule.pattern.fullmatch(text):
            leaning = replace(anchor, ahead=True) if rule.ahead else anchor
            inner = read_words(match["a"], leaning, depth + 1)
            interval = inner and rule.join(match, anchor, inner.interval)
            if inner and interval:
                return Reading(interval, f"{rule.name}: {inner.rule}", min(rule.score, inner.score))
    return None


def _since(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    start = _turning_day(match, a) or a.from_
    if anchor.until is None:
        return Interval(start, None, DatePrecision.OPEN)
    if start is None or start > anchor.until:
        return None
    return days.between(start, anchor.until)


def _turning_day(match: Match, a: Interval) -> date | None:
    """Return the fifteenth for "since mid-May" and "by mid-May": one day, not ten."""
    if (
        not match["a"].startswith(("mid ", "the middle of ", "middle of "))
        or a.from_ is None
        or a.to is None
    ):
        return None
    return a.from_.replace(day=15) if a.from_.month == a.to.month else None


def _from(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    if anchor.until is None or a.from_ is None or a.from_ > anchor.until:
        return Interval(a.from_, None, DatePrecision.OPEN)
    return days.between(a.from_, anchor.until)


def _by(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    end = _turning_day(match, a) or a.to
    if anchor.day is None or end is None or end < anchor.day:
        return Interval(None, end, DatePrecision.OPEN)
    return days.between(anchor.day, end)


def _until(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    if anchor.day is not None and a.to is not None and a.to > anchor.day:
        return _by(match, anchor, a)
    return Interval(None, a.to, DatePrecision.OPEN)


def _before(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    if a.from_ is None:
        return None
    eve = a.from_ - ONE_DAY
    if anchor.day is not None and eve >= anchor.day:
        return days.between(anchor.day, eve)
    return Interval(None, eve, DatePrecision.OPEN)


def _third(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    return days.third(a, match["third"])


def _edge(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    if a.from_ is None or a.to is None:
        return None
    end = match["edge"] in ("end", "close")
    if a.precision is DatePrecision.YEAR:
        return days.month(a.from_.year, 12 if end else 1)
    return days.third(a, "late" if end else "early")


def _middle(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    return days.third(a, "mid")


def _half(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    if a.from_ is None or a.to is None:
        return None
    if a.precision is DatePrecision.YEAR:
        middle = date(a.from_.year, 6, 30)
    elif a.precision is DatePrecision.MONTH:
        middle = a.from_.replace(day=15)
    else:
        middle = a.from_ + (a.to - a.from_) // 2
    if match["half"] in ("first", "1st"):
        return days.between(a.from_, middle)
    return days.between(middle + ONE_DAY, a.to)


def _some_units(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    if a.from_ is None or a.to is None:
        return None
    unit, last = match["unit"], match["side"] in ("last", "final")
    if match["number"] is None and match["many"]:
        return days.third(a, "late" if last else "early")
    count = number(match["number"]) if match["number"] else 1
    if last:
        start, end = days.shift(a.to + ONE_DAY, -count, unit), a.to
    else:
        start, end = a.from_, days.shift(a.from_, count, unit) - ONE_DAY
    if start < a.from_ or end > a.to:
        return None
    return Interval(start, end, _precision_of(count, unit))


def _nth_unit(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    if a.from_ is None or a.to is None:
        return None
    start = days.shift(a.from_, ORDINALS[match["nth"]] - 1, match["unit"])
    end = days.shift(start, 1, match["unit"]) - ONE_DAY
    return Interval(start, end, _precision_of(1, match["unit"])) if end <= a.to else None


def _precision_of(count: int, unit: str) -> DatePrecision:
    return DatePrecision(unit) if count == 1 else DatePrecision.RANGE


COMPOUNDS = tuple(
    Compound(name, compile_rule(pattern), join, score, ahead)
    for name, pattern, join, score, ahead in (
        (
            "since",
            r"(?:ever )?since (?:(?:the )?(?:start|beginning) of (?:the )?)?(?P<a>.+)",
            _since,
            GOOD,
            False,
        ),
        ("from", r"from (?P<a>.+?)(?: on| onwards?)?", _from, FAIR, False),
        (
            "by the end",
            r"(?:by|before) (?:the )?(?:end|close) of (?:the )?(?P<a>.+)",
            _by,
            FAIR,
            True,
        ),
        ("by", r"by (?P<a>.+)", _by, FAIR, True),
        (
            "until",
            r"(?:until|till|up to) (?:(?:the )?(?:end|close) of (?:the )?)?(?P<a>.+)",
            _until,
            FAIR,
            False,
        ),
        ("before", r"before (?P<a>.+)", _before, WEAK, True),
        ("part", r"(?:the )?THIRD(?: in| of)?(?: the)? (?P<a>.+)", _third, FAIR, False),
        (
            "half",
            r"(?:the )?(?P<half>first|second|latter|1st|2nd) half(?: of)? (?P<a>.+)",
            _half,
            SURE,
            False,
        ),
        (
            "first or last units",
            r"(?:the )?(?P<side>first|opening|last|final) (?:NUMBER )?UNIT(?P<many>s)?"
            r" (?:of|in) (?P<a>.+)",
            _some_units,
            SURE,
            False,
        ),
        (
            "numbered unit",
            r"(?:the )?(?P<nth>second|third|fourth|fifth) (?P<unit>day|week|month)"
            r" (?:of|in) (?P<a>.+)",
            _nth_unit,
            GOOD,
            False,
        ),
        (
            "edge",
            r"(?:the )?(?P<edge>end|close|start|beginning|turn)(?: of)? (?P<a>.+)",
            _edge,
            FAIR,
            False,
        ),
        ("middle", r"(?:the )?middle of (?P<a>.+)", _middle, FAIR, False),
    )
)

RANGE = re.compile(
    r"(?:(?:from|between) )?(?:the )?(?P<a>.{3,40}?)(?: to | and | until | till | through |-)"
    r"(?:the )?(?P<b>.{3,40})"
)
NO_START = re.compile(r"(?:ever )?(?:since|by|until|till|before|first|last|up) ")
ENDS_IN_YEAR = re.compile(r".*\b(?P<year>[12][0-9]{3})")


def _read_range(text: str, anchor: Anchor, depth: int) -> Reading | None:
    """Read `from A to B` and its like; a bare year, month or side is taken from the other end."""
    match = RANGE.fullmatch(text)
    if match is None or NO_START.match(text):
        return None
    year = ENDS_IN_YEAR.fullmatch(match["b"])
    start = None
    if year and not ENDS_IN_YEAR.fullmatch(match["a"]):
        start = read_words(f"{match['a']} {year['year']}", anchor, depth + 1)
    start = start or read_words(match["a"], anchor, depth + 1)
    end = read_words(match["b"], anchor, depth + 1)
    if start is None or end is None:
        return None
    if _reversed(start.interval, end.interval):
        if anchor.ahead:
            leaning = replace(anchor, day=start.interval.to)
            end = read_words(match["b"], leaning, depth + 1) or end
        else:
            leaning = replace(anchor, day=end.interval.from_)
            start = read_words(match["a"], leaning, depth + 1) or start
    first, last = start.interval.from_, end.interval.to
    if first is None or last is None or first > last:
        return None
    name = f"range: {start.rule}, {end.rule}"
    return Reading(days.between(first, last), name, min(start.score, end.score))


def _reversed(start: Interval, end: Interval) -> bool:
    return bool(start.from_ and end.to and start.from_ > end.to)
