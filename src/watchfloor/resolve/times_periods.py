"""Readers of longer stretches: months, seasons, quarters, years, and units against a day."""

import re
from datetime import date, timedelta

from watchfloor.model import DatePrecision, Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import (
    ORDINALS,
    Anchor,
    day_number,
    month_number,
    number,
    year_number,
)
from watchfloor.resolve.times_narrative import told_day
from watchfloor.resolve.times_numeric import full_year

Match = re.Match[str]
ONE_DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=182)
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
           "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
SOUTH = late_regex(
    r"\b(?:australia|new south wales|queensland|victoria's|tasmania|sydney|melbourne|canberra"
    r"|new zealand|auckland|argentin|buenos aires|patagonia|chile|santiago de chile|araucan"
    r"|uruguay|montevideo|paraguay|south africa|johannesburg|cape town|durban|lesotho|zimbabw"
    r"|southern hemisphere|antarctic)"
)


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


def read_month_of_short_year(match: Match, _anchor: Anchor) -> Interval | None:
    """Return the month of "Jan '21"."""
    return days.month(full_year(match["short"]), month_number(match["month"]))


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
    which, south = match["which"] or ("this" if anchor.ahead else "latest"), _south(match, anchor)
    found = [
        days.season(anchor.day.year + step, match["season"], south=south) for step in (-2, -1, 0, 1)
    ]
    begun = [one for one in found if one.from_ and one.from_ <= anchor.day]
    if which in ("last", "past", "previous"):
        return [one for one in begun if one.to and one.to < anchor.day][-1]
    coming, latest = found[len(begun)], begun[-1]
    runs = latest.to is not None and latest.to >= anchor.day
    if which == "latest":
        return latest
    if which in ("next", "coming"):
        return coming
    if runs:
        return latest if anchor.ahead else _so_far(latest, anchor)
    # over, "this summer" is the one of this year; in spring it is still to come
    this_year = latest.from_ is not None and latest.from_.year == anchor.day.year
    return latest if this_year and not anchor.ahead else coming


def read_season_of_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the summer of 2021", "the winter of 2014-15"."""
    year = year_number(match["year"], anchor)
    south = _south(match, anchor)
    return days.season(year, match["season"], south=south) if year else None


def _south(match: Match, anchor: Anchor) -> bool:
    return bool(match["pole"] == "southern" or (not match["pole"] and SOUTH.search(anchor.scene)))


def read_quarter(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the third quarter of 2021", "Q3 2021"; without a year the nearest that has begun."""
    nth = match["nth"] and {"last": "fourth", "final": "fourth"}.get(match["nth"], match["nth"])
    index = ORDINALS[nth] if nth else int(match["q"])
    if match["year"]:
        year = year_number(match["year"], anchor)
        return days.quarter(year, index) if year else None
    if anchor.day is None:
        return None
    found = days.quarter(anchor.day.year, index)
    begun = found.from_ is not None and found.from_ <= anchor.day
    if anchor.ahead:
        # a forecast of late October for the third quarter speaks of the one just over
        ended = found.to is not None and found.to < anchor.day - HALF_A_YEAR
        return days.quarter(anchor.day.year + 1, index) if ended else found
    return found if begun else days.quarter(anchor.day.year - 1, index)


def read_half_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return "H1 2021"."""
    year = year_number(match["year"], anchor)
    if year is None:
        return None
    return days.months(year, 1 if match["half"] == "1" else 7, 6, DatePrecision.RANGE)


def read_fiscal_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return "FY2021" as the calendar year; where a fiscal year begins is not known."""
    year = full_year(match["short"]) if match["short"] else year_number(match["year"], anchor)
    return days.year(year) if year else None


def read_first_months(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the first nine months": of the last year in which these were over."""
    count = number(match["number"])
    if anchor.day is None or not 1 < count < days.MONTHS_OF_YEAR:
        return None
    found = days.months(anchor.day.year, 1, count, DatePrecision.RANGE)
    if anchor.ahead or (found.to and found.to <= anchor.day):
        return found
    return days.months(anchor.day.year - 1, 1, count, DatePrecision.RANGE)


def read_year(match: Match, anchor: Anchor) -> Interval | None:
    """Return a year; "this year" only as far as the sentence can speak of."""
    year = year_number(match["year"], anchor)
    if year and anchor.day and match["year"] == "this year":
        return _so_far(days.year(year), anchor)
    return days.year(year) if year else None


def read_decade(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the 1990s", "the '90s", "the sixties": of this century where they have begun."""
    if match["decade"]:
        return days.decade(int(match["decade"]))
    tens = int(match["tens"]) if match["tens"] else DECADES[match["name"]]
    if anchor.day is None:
        return days.decade(1900 + tens) if tens >= DECADES["thirties"] else None
    century = anchor.day.year // 100 * 100
    return days.decade(
        century + tens if century + tens <= anchor.day.year else century - 100 + tens
    )


def read_century(match: Match, _anchor: Anchor) -> Interval | None:
    """Return "the 19th century"."""
    first = 100 * (day_number(match["day"]) - 1)
    return days.between(date(first, 1, 1), date(first + 99, 12, 31)) if first else None


def read_last_decade(_match: Match, anchor: Anchor) -> Interval | None:
    """Return the calendar decade before the running one."""
    return days.decade(anchor.day.year // 10 * 10 - 10) if anchor.day else None


def _so_far(whole: Interval, anchor: Anchor) -> Interval:
    """Return the part of the running week, month or year that the sentence speaks of."""
    if anchor.whole or anchor.day is None or whole.from_ is None or whole.to is None:
        return whole
    if anchor.ahead:
        return days.between(anchor.day, whole.to)
    return days.between(whole.from_, min(anchor.day, whole.to))


def read_which_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return "last week", "this month", "next year", "the month"."""
    if anchor.day is None:
        return None
    which, unit = match["which"], match["period"]
    if which in ("this", "current") or match["all"]:
        return _so_far(days.around(anchor.day, unit), anchor)
    if which is None:
        return days.around(anchor.day, unit)
    step = 1 if which in ("next", "coming") else -1
    return days.around(days.shift(anchor.day, step, unit), unit)


def read_before_last(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the week before last"."""
    unit = match["period"]
    return days.around(days.shift(anchor.day, -2, unit), unit) if anchor.day else None


def read_within_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return "earlier this month" (up to the eve) or "later this week" (from tomorrow)."""
    if anchor.day is None:
        return None
    whole = days.around(anchor.day, match["period"])
    if whole.from_ is None or whole.to is None:
        return None
    if match["side"] == "later":
        return days.between(min(anchor.day + ONE_DAY, whole.to), whole.to)
    return days.between(whole.from_, max(anchor.day - ONE_DAY, whole.from_))


def read_weekend(match: Match, anchor: Anchor) -> Interval | None:
    """Return Saturday and Sunday of the last weekend begun, or of the one to come."""
    if anchor.day is None:
        return None
    this, which = days.weekend(anchor.day), match["which"] or ""
    if which in ("this", "next", "coming", "current") or (anchor.ahead and not which):
        return this
    inside = anchor.day.weekday() >= days.SATURDAY and not which
    return this if inside else days.weekend(anchor.day - timedelta(days=days.WEEK_DAYS))


def read_ago(match: Match, anchor: Anchor) -> Interval | None:
    """Return the day, month or year that lies N units back; to the day where it says so."""
    if anchor.day is None:
        return None
    count, unit = number(match["number"]), match["unit"]
    there = days.shift(anchor.day, -count, unit)
    if match["exact"] or match["today"]:
        return days.day(there)
    if unit == "year" and count == 1:
        return days.month(there.year, there.month)
    return days.around(there, days.calendar_unit(unit))


def read_hence(match: Match, anchor: Anchor) -> Interval | None:
    """Return "three days from now", and "in two weeks" where the sentence looks ahead."""
    if anchor.day is None or not (anchor.ahead or match["hence"]):
        return None
    count, unit = match["number"] or match["number2"], match["unit"] or match["unit2"]
    there = days.shift(anchor.day, number(count), unit)
    return days.around(there, days.calendar_unit(unit))


def read_no_end(_match: Match, anchor: Anchor) -> Interval | None:
    """Return "until further notice": from publication, without an end."""
    return Interval(anchor.day, None, DatePrecision.OPEN) if anchor.day else None


def read_recent(match: Match, anchor: Anchor) -> Interval | None:
    """Return "recent weeks": three units; "recent years" have no beginning, coming ones no end."""
    if anchor.day is None:
        return None
    if match["way"] in ("coming", "following", "next"):
        return Interval(anchor.day, None, DatePrecision.OPEN)
    if match["unit"] == "year":
        return Interval(None, anchor.day, DatePrecision.OPEN)
    return days.between(days.shift(anchor.day, -3, match["unit"]), anchor.day)


def read_stretch(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the past three weeks", "the next two days", "within a month"."""
    if anchor.day is None:
        return None
    count = number(match["number"]) if match["number"] else 1
    if match["way"] == "within":
        start = (told_day(anchor) if anchor.same else None) or anchor.day
        if anchor.behind and start == anchor.day:  # what has happened within two years is over
            return days.between(days.shift(start, -count, match["unit"]), start)
        return days.between(start, days.shift(start, count, match["unit"]))
    if match["way"] in ("next", "coming", "following"):
        return days.between(anchor.day, days.shift(anchor.day, count, match["unit"]))
    return days.between(days.shift(anchor.day, -count, match["unit"]), anchor.day)


def read_within(match: Match, anchor: Anchor) -> Interval | None:
    """Return "within days", ahead: a week; longer units without an end."""
    if anchor.day is None:
        return None
    if anchor.ahead:
        if match["unit"] == "day":
            return days.between(anchor.day, days.shift(anchor.day, 1, "week"))
        return Interval(anchor.day, None, DatePrecision.OPEN)
    return None


def read_past_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return the month that ends at publication."""
    # "last month" is the calendar month; "the past month" the thirty days behind us
    if anchor.day is None:
        return None
    return days.between(days.shift(anchor.day, -1, match["unit"]), anchor.day)
