"""Readers of words that lean on what the text spoke of last: "the previous day", "a week later"."""

import re
from datetime import date, timedelta

from watchfloor.model import DatePrecision, Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import Anchor, number

Match = re.Match[str]
ONE_DAY = timedelta(days=1)
PARTS = ("dawn", "daybreak", "morning", "noon", "midday", "afternoon", "evening", "night",
         "midnight", "dusk", "nightfall", "sunrise", "sunset", "sundown",
         "first light", "hours")  # fmt: skip
SAME = ("day", "night", "evening", "morning", "afternoon")
STEPS = {
    **{
        f"{which} {part}": 0
        for which in ("same", "that", "that same", "very same")
        for part in SAME
    },
    **{f"later {which} {part}": 0 for which in ("same", "that", "the same") for part in SAME},
    **{f"earlier {which} {part}": 0 for which in ("same", "that", "the same") for part in SAME},
    "that very day": 0,
    "hours later": 0,
    "a few hours later": 0,
    "hours earlier": 0,
    "a few hours earlier": 0,
    "hours before": 0,
    **{f"{which} {part}": 1 for which in ("next", "following") for part in SAME},
    "day later": 1,
    "a day later": 1,
    "day after": 1,
    **{f"previous {part}": -1 for part in SAME},
    "night before": -1,
    "evening before": -1,
    "day earlier": -1,
    "a day earlier": -1,
    "day before": -1,
    "a day before": -1,
    "eve": -1,
}
BY_MORNING = late_regex(r"by (?:the )?(?:next )?(?:dawn|daybreak|sunrise|morning|first light)$")
BACK = ("earlier", "previously", "before", "beforehand", "prior")


def told_day(anchor: Anchor) -> date | None:
    """Return the day told of last, if it was told to the day or as a few days."""
    told = anchor.narrative
    if told is None or told.to is None:
        return None
    if told.precision in (DatePrecision.DAY, DatePrecision.RANGE):
        return told.to
    return None


def read_step(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the next day", "that night": a day against the one told of last."""
    day, step = told_day(anchor), STEPS[match["step"]]
    if day is None:
        return None
    if match["step"].endswith("day after") and anchor.aside:
        step = -1
    return days.day(day + timedelta(days=step))


def read_part_of_day(match: Match, anchor: Anchor) -> Interval | None:
    """Return the day of "at dawn": the day told of, else the published one.

    "By dawn" it is the morning after what was told of.
    """
    told = told_day(anchor)
    if told and anchor.day and told < anchor.day and BY_MORNING.match(match[0]):
        return days.day(told + ONE_DAY)
    day = told or anchor.day
    return days.day(day) if day else None


def read_since_then(_match: Match, anchor: Anchor) -> Interval | None:
    """Return "since then": from what was told of last to publication."""
    told = anchor.narrative
    if told is None or told.from_ is None or anchor.until is None or told.from_ > anchor.until:
        return None
    start = told.to if told.precision is DatePrecision.RANGE and told.to else told.from_
    return days.between(min(start, anchor.until), anchor.until)


def read_unit(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the following week", "the previous month", "that weekend", "that year"."""
    told, unit, which = anchor.narrative, match["period"], match["which"]
    if told is None or told.from_ is None:
        # "the previous month" of a text that has named no month is last month
        return _against_publication(match, anchor)
    step = {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(which, 0)
    if unit == "weekend":
        return days.weekend(told.from_ + timedelta(days=7 * step))
    if unit == "season":
        return None
    return days.around(days.shift(told.from_, step, unit), unit)


def _against_publication(match: Match, anchor: Anchor) -> Interval | None:
    if anchor.day is None or match["which"] not in ("previous", "preceding"):
        return None
    if match["period"] == "weekend":
        return None
    return days.around(days.shift(anchor.day, -1, match["period"]), match["period"])


def read_run(match: Match, anchor: Anchor) -> Interval | None:
    """Return "the following three days", "the previous two weeks" around the day told of."""
    day = told_day(anchor)
    if day is None:
        if anchor.day is None or match["way"] == "following":
            return None
        return days.between(
            days.shift(anchor.day, -number(match["number"]), match["unit"]), anchor.day
        )
    count, unit = number(match["number"]), match["unit"]
    if match["way"] == "following":
        return days.between(day + ONE_DAY, days.shift(day, count, unit))
    return days.between(days.shift(day, -count, unit), day - ONE_DAY)


def read_moved(match: Match, anchor: Anchor) -> Interval | None:
    """Return "two days later" against what was told of last: the day, the month or the year.

    Where nothing was told of, "five days after" men attacked looks back from publication.
    """
    told = anchor.narrative
    if told is None or told.from_ is None:
        return _looking_back(match, anchor) if match[0].endswith(" after") else None
    back = match["side"] in BACK or (match["side"] == "after" and anchor.aside)
    if match["side"] == "before" and anchor.aside:
        back = False
    count, unit = number(match["number"]) * (-1 if back else 1), match["unit"]
    if unit in days.SHORT_UNITS:
        day = told_day(anchor)
        return days.day(days.shift(day, count, unit)) if day else None
    return days.around(days.shift(told.from_, count, unit), days.calendar_unit(unit))


def _looking_back(match: Match, anchor: Anchor) -> Interval | None:
    if anchor.day is None or match["unit"] not in days.SHORT_UNITS:
        return None
    return days.day(days.shift(anchor.day, -number(match["number"]), match["unit"]))
