"""Readers of longer stretches: months, seasons, quarters, years, and units against a day."""

import re
from datetime import timedelta

from watchfloor.model import Interval
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import (
    ORDINALS,
    Anchor,
    month_number,
    number,
    year_number,
)

Match = re.Match[str]


def read_month(match: Match, anchor: Anchor) -> Interval | None:
    """Return a month; without a year the last that has begun, or the next to come."""
    month = month_number(match["month"])
    if "year" in match.groupdict():
        year = year_number(match["year"], anchor)
        return days.month(year, month) if year else None
    if anchor.day is None:
        return None
    if anchor.ahead:
        return days.month(anchor.day.year + (month < anchor.day.month), month)
    return days.month(anchor.day.year - (month > anchor.day.month), month)


def read_which_month(match: Match, anchor: Anchor) -> Interval | None:
    """Return "last November", "this May", "next March"."""
    if anchor.day is None:
        return None
    month, now, which = month_number(match["month"]), anchor.day.month, match["which"]
    if which in ("this", "current"):
        return days.month(anchor.day.year, month)
    if which in ("next", "coming"):
        return days.month(anchor.day.year + (month <= now), month)
    return days.month(anchor.day.year - (month >= now), month)


def read_season(match: Match, anchor: Anchor) -> Interval | None:
    """Return a season: the last one ended, the one that runs, or the one to come."""
    if anchor.day is None:
        return None
    which = match["which"] or ("this" if anchor.ahead else "latest")
    found = [days.season(anchor.day.year + step, match["season"]) for step in (-2, -1, 0, 1)]
    begun = [one for one in found if one.from_ and one.from_ <= anchor.day]
    if which in ("last", "past", "previous"):
        return [one for one in begun if one.to and one.to < anchor.day][-1]
    if which == "latest":
        return begun[-1]
    coming = [one for one in found if one not in begun]
    if which in ("this", "current"):
        return begun[-1] if begun[-1].to and begun[-1].to >= anchor.day else coming[0]
    return coming[0]


def read_season_of_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the summer of 2021"."""
    year = year_number(match["year"], anchor)
    return days.season(year, match["season"]) if year else None


def read_quarter(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the third quarter of 2021", "Q3 2021"."""
    year = year_number(match["year"], anchor)
    index = ORDINALS[match["nth"]] if match["nth"] else int(match["q"])
    return days.quarter(year, index) if year else None


def read_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return a year; "this year" only as far as the sentence can speak of."""
    year = year_number(match["year"], anchor)
    if year and anchor.day and match["year"] == "this year":
        return _so_far(days.year(year), anchor)
    return days.year(year) if year else None


def read_decade(match: Match, _anchor: Anchor) -> Interval | None:
    """Return "the 1990s"."""
    return days.decade(int(match["decade"]))


def read_last_decade(_match: Match, anchor: Anchor) -> Interval | None:
    """Return the calendar decade before the running one."""
    return days.decade(anchor.day.year // 10 * 10 - 10) if anchor.day else None


def _so_far(whole: Interval, anchor: Anchor) -> Interval:
    """Return the part of the running week, month or year that the sentence speaks of."""
    if anchor.day is None or whole.from_ is None or whole.to is None:
        return whole
    if anchor.ahead:
        return Interval(anchor.day, whole.to, whole.precision)
    return Interval(whole.from_, anchor.day, whole.precision)


def read_which_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return "last week", "this month", "next year", "the month"."""
    if anchor.day is None:
        return None
    which, unit = match["which"], match["period"]
    if which in ("this", "current"):
        return _so_far(days.around(anchor.day, unit), anchor)
    if which is None:
        return days.around(anchor.day, unit)
    step = 1 if which in ("next", "coming") else -1
    return days.around(days.shift(anchor.day, step, unit), unit)


def read_within_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return "earlier this month" or "later this week"."""
    if anchor.day is None:
        return None
    whole = days.around(anchor.day, match["period"])
    if match["side"] == "later":
        return Interval(anchor.day, whole.to, whole.precision)
    return Interval(whole.from_, anchor.day, whole.precision)


def read_weekend(match: Match, anchor: Anchor) -> Interval | None:
    """Return Saturday and Sunday of the last weekend begun, or of the one to come."""
    if anchor.day is None or not anchor.exact:
        return None
    this, which = days.weekend(anchor.day), match["which"] or ""
    if which in ("this", "next", "coming", "current") or (anchor.ahead and not which):
        return this
    inside = anchor.day.weekday() >= days.SATURDAY and not which
    return this if inside else days.weekend(anchor.day - timedelta(days=days.WEEK_DAYS))


def read_ago(match: Match, anchor: Anchor) -> Interval | None:
    """Return the day, week, month or year that lies N units back."""
    if anchor.day is None:
        return None
    count, unit = number(match["number"]), match["unit"]
    there = days.shift(anchor.day, -count, unit)
    if unit == "year" and count == 1:
        return days.month(there.year, there.month)
    return days.around(there, "year" if unit == "decade" else unit)


def read_moved(match: Match, anchor: Anchor) -> Interval | None:
    """Return "two days later" against the day told of last."""
    if anchor.narrative is None:
        return None
    back = match["side"] in ("earlier", "previously")
    count = number(match["number"]) * (-1 if back else 1)
    unit = match["unit"]
    return days.around(days.shift(anchor.narrative, count, unit), unit)


def read_stretch(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the past three weeks", "the next two days", "within a month"."""
    if anchor.day is None:
        return None
    count = number(match["number"]) if match["number"] else 1
    if match["way"] in ("next", "coming", "following", "within"):
        return days.between(anchor.day, days.shift(anchor.day, count, match["unit"]))
    return days.between(days.shift(anchor.day, -count, match["unit"]), anchor.day)


def read_past_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return the month that ends at publication."""
    # "last month" is the calendar month; "the past month" the thirty days behind us
    if anchor.day is None:
        return None
    return days.between(days.shift(anchor.day, -1, match["unit"]), anchor.day)
