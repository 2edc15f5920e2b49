"""Counted stretches: "for a third day", "for two weeks", "a 72-hour truce from Tuesday"."""

import re
from datetime import date, timedelta

from watchfloor.model import Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import ORDINALS, Anchor, Reading, compile_rule, number
from watchfloor.resolve.times_narrative import told_day

Match = re.Match[str]
FAIR, WEAK = 0.75, 0.6
ONE_DAY = timedelta(days=1)
FEW = 8
"""A count of days up to this holds the last: three days up to Friday begin on Wednesday."""
A_DAY = 24
"""Hours."""
MOST_DAYS = 2_000
"""A count of days beyond this is no date of an event."""

_NTH = rf"(?P<nth>[0-9]{{1,4}}(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
NTH_UNIT = late_regex(
    r"(?:(?:for|in|into|on|now|entered|enters|entering) )*(?:(?:an?|the|its|their) )?"
    + _NTH
    + r"(?: (?P<run>straight|consecutive|successive|full|running))?"
    r" (?P<unit>day|night|week|month|year)(?P<row> in a row| running| in succession| straight)?"
)
DURATION = compile_rule(
    r"(?:(?P<for>for|over|in|lasted|lasting|already for) )?(?:(?:the |at least |nearly |almost "
    r"|about |some |more than |over |another ))?NUMBER[ -]UNIT(?:s)?(?: now)?"
)


def ordinal(words: str) -> int:
    """Return the value of `third` or `18th`."""
    digits = words[:-2]
    return int(digits) if digits.isdigit() else ORDINALS[words]


def read_counted(text: str, anchor: Anchor) -> Reading | None:
    """Return the reading of a count of units that is still running, or None."""
    if match := NTH_UNIT.fullmatch(text):
        interval = _nth(match, anchor)
        return Reading(interval, "counted unit: since its first", FAIR) if interval else None
    if match := DURATION.fullmatch(text):
        return _duration(match, anchor)
    return None


def _duration(match: Match, anchor: Anchor) -> Reading | None:
    """Return the days that "for two weeks" ends on publication with, or begins there if ahead."""
    count, unit, day = number(match["number"]), match["unit"], anchor.day
    if day is None or not anchor.told or (anchor.ahead and match["for"] == "in"):
        return None
    if match[0] == "one day":  # some day or other
        return None
    if unit in ("minute", "hour"):
        told = told_day(anchor) or day
        return Reading(days.day(told), "duration within a day", WEAK) if count < A_DAY else None
    if anchor.ahead or (anchor.granted and not match["for"]):
        return Reading(days.between(day, days.shift(day, count, unit)), "duration ahead", WEAK)
    ended = told_day(anchor) if anchor.same and not anchor.running else None
    day = ended if ended and ended <= day else day
    # three days hold the last of them, and so does the week in which a thing is the third
    days_held = unit in ("day", "night") and (count <= FEW or "-" in match[0])
    if days_held or (unit == "week" and match["for"] == "in"):
        held = "day" if days_held else "week"
        return Reading(stretch_to(count, held, day), "duration up to publication", WEAK)
    rule = "running duration" if anchor.running else "duration up to publication"
    return Reading(days.between(days.shift(day, -count, unit), day), rule, WEAK)


def _nth(match: Match, anchor: Anchor) -> Interval | None:
    """Return the N units up to the day told of in the sentence, else to publication."""
    told = told_day(anchor) if anchor.same else None
    end, count = told or anchor.day, ordinal(match["nth"])
    if end is None or not 1 < count < MOST_DAYS:
        return None
    unit = "day" if match["unit"] == "night" else match["unit"]
    if unit == "day":
        return days.between(end - timedelta(days=count - 1), end)
    return days.between(days.shift(end, 1 - count, unit), end)


def stretch_from(count: int, unit: str, first: date) -> Interval:
    """Return N units that begin on a day, that day included; hours run on into the last day."""
    last = days.shift(first, count, unit)
    return days.between(first, last if unit in ("hour", "minute") else last - ONE_DAY)


def stretch_to(count: int, unit: str, last: date) -> Interval:
    """Return N units that end on a day, that day included."""
    first = days.shift(last, -count, unit)
    return days.between(first if unit in ("hour", "minute") else first + ONE_DAY, last)
