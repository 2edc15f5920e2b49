"""What a date means under the words around it: since, by, the first half of, N days before."""

import re
from datetime import date, timedelta

from watchfloor.model import DatePrecision, Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_counts import ordinal, stretch_from, stretch_to
from watchfloor.resolve.times_grammar import ORDINALS, Anchor, number

Match = re.Match[str]
ONE_DAY = timedelta(days=1)


def join_since(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return the days from its first to publication, or to the day at which it was over."""
    start = _turning_day(match, a) or a.from_
    if anchor.until is None:
        return Interval(start, None, DatePrecision.OPEN)
    told = anchor.narrative.to if anchor.over and anchor.narrative else None
    if told and start and start < told <= anchor.until:
        return days.between(start, told)
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


def join_from(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return the days from it to publication, without an end if it lies ahead."""
    if anchor.until is None or a.from_ is None or a.from_ > anchor.until:
        return Interval(a.from_, None, DatePrecision.OPEN)
    return days.between(a.from_, anchor.until)


def join_by(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return publication up to its last day; of the past only that end."""
    end = _turning_day(match, a) or a.to
    if anchor.day is None or end is None or end < anchor.day:
        return Interval(None, end, DatePrecision.OPEN)
    return days.between(anchor.day, end)


def join_before(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return publication up to its eve; of the past only that end."""
    if a.from_ is None:
        return None
    eve = a.from_ - ONE_DAY
    if anchor.day is not None and eve >= anchor.day:
        return days.between(anchor.day, eve)
    return Interval(None, eve, DatePrecision.OPEN)


def join_after(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return the days from its morrow to publication, without an end if it lies ahead."""
    if a.to is None:
        return None
    morrow = a.to + ONE_DAY
    if anchor.until is None or morrow > anchor.until:
        return Interval(morrow, None, DatePrecision.OPEN)
    return days.between(morrow, anchor.until)


def join_third(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its early, mid or late third."""
    return days.third(a, match["third"])


def join_edge(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its first or last third; of a year the month."""
    if a.from_ is None or a.to is None:
        return None
    end = match["edge"] in ("end", "close")
    if a.precision is DatePrecision.YEAR:
        return days.month(a.from_.year, 12 if end else 1)
    return days.third(a, "late" if end else "early")


def join_middle(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its middle third."""
    return days.third(a, "mid")


def join_half(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its first or second half."""
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


def join_some_units(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its first or last N units."""
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


def join_nth_unit(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its N-th day, week or month."""
    if a.from_ is None or a.to is None:
        return None
    start = days.shift(a.from_, ORDINALS[match["nth"]] - 1, match["unit"])
    end = days.shift(start, 1, match["unit"]) - ONE_DAY
    return Interval(start, end, _precision_of(1, match["unit"])) if end <= a.to else None


def join_nth_weekend(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its N-th Saturday and the Sunday behind, or its last weekend."""
    if a.from_ is None or a.to is None:
        return None
    if match["nth"] == "last":
        return days.weekend(a.to - timedelta(days=(a.to.weekday() + 1) % days.WEEK_DAYS))
    first = a.from_ + timedelta(days=(days.SATURDAY - a.from_.weekday()) % days.WEEK_DAYS)
    found = first + timedelta(days=days.WEEK_DAYS * (ORDINALS[match["nth"]] - 1))
    return days.weekend(found) if found <= a.to else None


def _precision_of(count: int, unit: str) -> DatePrecision:
    named = count == 1 and unit in ("day", "month", "quarter", "year", "decade")
    return DatePrecision(unit) if named else DatePrecision.RANGE


def join_as_of(_match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return it, without an end if it lies ahead."""
    ahead = anchor.until is not None and a.from_ is not None and a.from_ > anchor.until
    return Interval(a.from_, None, DatePrecision.OPEN) if ahead else a


def join_into(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return the night into it: its eve and it."""
    single = a.from_ if a.from_ == a.to else None
    return days.between(single - ONE_DAY, single) if single else None


def join_night_of(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return it and the next day for its night; the eve where the next is not told yet.

    "The night of 9 November" is that day alone.
    """
    if a.from_ is None or a.from_ != a.to:
        return a
    if match["of"] and any(map(str.isdigit, match["a"])):
        return a
    if anchor.day is not None and a.from_ >= anchor.day and not anchor.ahead:
        return days.between(a.from_ - ONE_DAY, a.from_)
    return days.between(a.from_, a.from_ + ONE_DAY)


def join_week_of(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return the week that holds it; a Sunday begins the week that is named by it."""
    if a.from_ is None or a.from_ != a.to:
        return None
    if a.from_.weekday() == days.SATURDAY + 1:
        return Interval(a.from_, a.from_ + timedelta(days=days.WEEK_DAYS - 1), DatePrecision.WEEK)
    return days.week(a.from_)


def join_weekend_of(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return the weekend that holds it."""
    return days.weekend(a.from_) if a.from_ is not None and a.from_ == a.to else a


def join_same(_match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return itself."""
    return a


def join_offset(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return the day N units before or after it."""
    count, unit = number(match["number"]), match["unit"]
    if match["side"] == "before":
        there = days.shift(a.from_, -count, unit) if a.from_ else None
    else:
        there = days.shift(a.from_, count, unit) if a.from_ else None
    if there is None:
        return None
    if a.from_ == a.to:
        return days.day(there)
    return days.around(there, days.calendar_unit(unit))


SOON = timedelta(days=45)
"""Days ahead of an anniversary in which a text speaks of the coming one."""
WRITTEN_YEAR = late_regex(r"\b[12][0-9]{3}\b")


def join_anniversary(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return its day N years on if its year is written, else of the nearest year."""
    if a.from_ is None or a.from_ != a.to:
        return None
    if match["nth"] and WRITTEN_YEAR.search(match["a"]):
        return days.day(days.shift(a.from_, ordinal(match["nth"]), "year"))
    if anchor.day is None:
        return None
    here = days.shift(a.from_, anchor.day.year - a.from_.year, "year")
    if here < anchor.day:
        coming = days.shift(here, 1, "year")
        soon = coming - anchor.day <= SOON and not anchor.behind
        return days.day(coming if anchor.ahead or soon else here)
    soon = here - anchor.day <= SOON and not anchor.behind
    keep = anchor.ahead or soon or here == anchor.day
    return days.day(here if keep else days.shift(here, -1, "year"))


def join_nth_day(match: Match, _anchor: Anchor, a: Interval) -> Interval | None:
    """Return its N-th day, the first counted."""
    if a.from_ is None:
        return None
    return days.day(a.from_ + timedelta(days=ordinal(match["nth"]) - 1))


def join_counted(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    """Return N units that begin or end on it."""
    if a.from_ is None or a.to is None or a.from_ != a.to:
        return None
    make = stretch_to if match["turn"].startswith(("end", "to")) else stretch_from
    return make(number(match["number"]), match["unit"], a.from_)
