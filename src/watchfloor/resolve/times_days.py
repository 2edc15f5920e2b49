"""Readers of single days: weekdays, dates, yesterday, the days of the narrative."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from watchfloor.model import Interval
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import (
    Anchor,
    day_number,
    month_number,
    number,
    weekday_number,
    year_number,
)
from watchfloor.resolve.times_numeric import full_year

Match = re.Match[str]
SOON, NEXT_YEAR = timedelta(days=45), timedelta(days=320)
SHIFTS = {
    "today": 0,
    "since the start of the day": 0,
    "since the beginning of the day": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "later today": 0,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "day before yesterday": -2,
    "tomorrow": 1,
    "day after tomorrow": 2,
}


def read_weekday(match: Match, anchor: Anchor) -> Interval | None:
    """Return the nearest such weekday behind, the published day included, or ahead."""
    if anchor.day is None:
        return None
    behind = (anchor.day.weekday() - weekday_number(match["weekday"])) % days.WEEK_DAYS
    if anchor.ahead and behind:
        return days.day(anchor.day + timedelta(days=days.WEEK_DAYS - behind))
    return days.day(anchor.day - timedelta(days=behind))


def read_which_weekday(match: Match, anchor: Anchor) -> Interval | None:
    """Return "last Monday" (before today), "next Monday" (after today), "this Monday"."""
    if anchor.day is None:
        return None
    wanted = weekday_number(match["weekday"])
    behind = (anchor.day.weekday() - wanted) % days.WEEK_DAYS
    if match["which"] in ("last", "past", "previous"):
        return days.day(anchor.day - timedelta(days=behind or days.WEEK_DAYS))
    if match["which"] in ("next", "coming"):
        ahead = days.WEEK_DAYS - behind
        # said on Saturday, "next Sunday" is not tomorrow
        skipped = days.WEEK_DAYS if ahead == 1 and match["which"] == "next" else 0
        return days.day(anchor.day + timedelta(days=ahead + skipped))
    return days.day(anchor.day + timedelta(days=wanted - anchor.day.weekday()))


def read_weekday_before_last(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the Thursday before last": a week before the nearest one behind."""
    last = read_weekday(match, replace(anchor, ahead=False))
    return days.day(last.to - timedelta(days=days.WEEK_DAYS)) if last and last.to else None


def read_weekdays_ago(match: Match, anchor: Anchor) -> Interval | None:
    """Return "two Fridays ago": the second such day behind, today not counted."""
    if anchor.day is None:
        return None
    behind = (anchor.day.weekday() - weekday_number(match["weekday"])) % days.WEEK_DAYS
    weeks = number(match["number"]) - (1 if behind else 0)
    return days.day(anchor.day - timedelta(days=behind + days.WEEK_DAYS * weeks))


def read_weekday_of_week(match: Match, anchor: Anchor) -> Interval | None:
    """Return a weekday of last, this or next week."""
    if anchor.day is None:
        return None
    weeks = {"last": -1, "this": 0, "next": 1}[match["week"]]
    monday = anchor.day - timedelta(days=anchor.day.weekday())
    return days.day(monday + timedelta(days=7 * weeks + weekday_number(match["weekday"])))


def read_shifted(match: Match, anchor: Anchor) -> Interval | None:
    """Return yesterday, today, tomorrow and their parts."""
    if anchor.day is None:
        return None
    return days.day(anchor.day + timedelta(days=SHIFTS[match[0].removeprefix("the ")]))


def read_overnight(_match: Match, anchor: Anchor) -> Interval | None:
    """Return the two days that the last night touches."""
    return days.between(anchor.day - timedelta(days=1), anchor.day) if anchor.day else None


def read_date(match: Match, anchor: Anchor) -> Interval | None:
    """Return a day of a month; without a year the last one, or a near one ahead."""
    month, day = month_number(match["month"]), day_number(match["day"])
    if "year" in match.groupdict():
        year = year_number(match["year"], anchor)
        return days.day(date(year, month, day)) if year else None
    if anchor.day is None:
        return None
    found = list(_in_years_around(anchor.day.year, month, day))
    behind = max((one for one in found if one <= anchor.day), default=None)
    later = min((one for one in found if one > anchor.day), default=None)
    if behind is None or later is None:
        return None
    # "on Feb. 7" in a text of 29 January is nine days ahead, not a year ago; and what was said on
    # Oct. 6 to come is not meant for the next one, in a text of that week
    ahead = anchor.ahead and (later - anchor.day < NEXT_YEAR or anchor.day - behind > SOON)
    if behind == anchor.day or not (ahead or later - anchor.day <= SOON):
        return days.day(behind)
    return days.day(later)


LEAP_DAY, LEAP_YEARS_APART = (2, 29), 8
"""At the turn of most centuries eight years lie between two leap days."""


def _in_years_around(year: int, month: int, day: int) -> Iterator[date]:
    """Yield the day of each year that has it: the 29th of February is of leap years alone."""
    apart = LEAP_YEARS_APART if (month, day) == LEAP_DAY else 1
    for one in range(max(1, year - apart), year + apart + 1):
        if day <= (days.month(one, month).to or date.min).day:
            yield date(one, month, day)


def read_day_of_month(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the 24th": the nearest behind, or ahead if the sentence looks ahead."""
    if anchor.day is None:
        return None
    wanted, step = day_number(match["day"]), 1 if anchor.ahead else -1
    for months in range(3):  # a 31st is at most two months away
        first = days.month(anchor.day.year, anchor.day.month + step * months)
        if first.from_ is None or first.to is None or wanted > first.to.day:
            continue
        found = first.from_.replace(day=wanted)
        if found == anchor.day or (found > anchor.day) == anchor.ahead:
            return days.day(found)
    return None


def read_short_year(match: Match, _anchor: Anchor) -> Interval | None:
    """Return the day of "4 FEB 90"."""
    year = full_year(match["short"])
    return days.day(date(year, month_number(match["month"]), day_number(match["day"])))


def read_iso(match: Match, _anchor: Anchor) -> Interval | None:
    """Return the day or month of an ISO 8601 date."""
    if match["day"] is None:
        return days.month(int(match["year"]), int(match["month"]))
    return days.day(date(int(match["year"]), int(match["month"]), int(match["day"])))
