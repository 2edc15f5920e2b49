"""Words of time to TIMEX3 values, the notation of the TimeML corpora: 1998-W10, P2M, PRESENT_REF.

It tells units by their names where an `Interval` tells days; durations and sets, which date no
event, get a value here only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.model import DatePrecision, Interval, Published
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times import Told, resolve_date
from watchfloor.resolve.times_fiscal import fiscal
from watchfloor.resolve.times_grammar import compile_rule
from watchfloor.resolve.times_spelt import in_digits
from watchfloor.resolve.times_values import (
    CODES,
    PRESENT,
    Timex,
    value_of_clock,
    value_of_duration,
    value_of_interval,
    value_of_reference,
    value_of_set,
    value_of_time,
    value_of_vague,
)
from watchfloor.resolve.times_words import SPACES

NEARBY = 200


@dataclass(frozen=True, slots=True)
class _Told:
    """What was spoken of last: an interval, and the last quarter or year for "a year earlier"."""

    interval: Interval | None = None
    fiscal: Interval | None = None
    end: int = 0


WINDOW = compile_rule(
    r"(?:in )?(?:the )?(?:past|last|next|first|coming|final|following|previous) "
    r"(?:NUMBER|few|several|couple of) UNIT(?:s)?(?: of .*)?|within (?:the )?NUMBER2 UNIT2(?:s)?"
)
RECENT = late_regex(
    r"(?:in )?(?:the )?(?P<way>recent|past|coming|future) (?P<unit>day|week|month|quarter|year)s"
)
MODIFIER = late_regex(
    r"^(?:(?:since|until|till|by|before|after|from|throughout|through|as of|the|very|early"
    r"|late|mid|earlier|later|in|at|on|end of|start of|beginning of|middle of|turn of|close of"
    r"|sometime|around|about|nearly|almost|so far|just|only|end|more than|less than|over)[ -])+",
    re.IGNORECASE,
)
CLOCK_ALONE = late_regex(
    r"(?:(?:at|around|about|by|before|until|after|shortly|just) )*[0-9]{1,2}(?::[0-9]{2})?"
    r" ?[ap]\.?m\.?(?: (?:[ecmp][sd]t|gmt|local time))?"
)
FISCAL_QUARTER = late_regex(r"\bfiscal[ -](first|second|third|fourth)[ -]quarter")
BARE_SEASON = late_regex(r"^the(?: early| late)? (" + "|".join(days.SEASONS) + r")$")
COMING_DAY = late_regex(r"^(?:this )?(?:coming|past) (?=[a-z]+day, )")
HALF = late_regex(r"(?:the )?(?P<nth>first|last|second|latter) half of (?P<year>[12][0-9]{3})")
PLANNED, TURNS = "it will be ", late_regex(r"(?:by|until|till|through) ")
ENDS_YEAR = late_regex(r"(?:the )?(?:end|beginning|start|rest) of the year$")


def timex_values(
    text: str, found: Sequence[tuple[int, int, str]], published: Published | None
) -> list[Timex | None]:
    """Return the value of each (start, end, kind), kinds as the coder's finder names them.

    The spans come in the order of the text. A value of None: the words have none.
    """
    values: list[Timex | None] = []
    told = _Told()
    for start, end, kind in found:
        words = SPACES.sub(" ", text[start:end].lower()).replace("’", "'").strip(" .,'")
        words = in_digits(words)
        value: Timex | None
        if words in PRESENT:
            value = value_of_reference(words)
        elif kind == "set":
            value = value_of_set(words)
        elif kind == "reference":
            value = value_of_reference(words)
        elif kind == "duration":
            value = value_of_duration(words)
        else:
            value, told = _date(text, (start, end), words, published, told)
        values.append(value)
    return values


def _date(
    text: str, span: tuple[int, int], words: str, published: Published | None, told: _Told
) -> tuple[Timex | None, _Told]:
    plain = MODIFIER.sub("", words).removesuffix("'s").replace(" 's", "'s")
    value = _window(words) or _running(words, plain, published) or _half(words)
    if value is not None:
        return value, told
    if (clock := CLOCK_ALONE.fullmatch(words)) and (day := _day_told(told, published)):
        return Timex("TIME", f"{day.isoformat()}{value_of_clock(clock.group())}"), told
    quarter = fiscal(plain, told.fiscal, published)
    if quarter is not None:
        value = Timex("DATE", value_of_interval(quarter, plain))
        return value, replace(told, interval=quarter, end=span[1])
    interval = _resolved(text, span, words, published, told)
    if interval is None:
        return value_of_duration(words) or value_of_vague(plain), told
    interval = _whole(interval, plain, published)
    timed = value_of_interval(interval, plain) + value_of_time(words, interval)
    latest = interval if interval.precision is DatePrecision.QUARTER else told.fiscal
    return Timex("TIME" if "T" in timed else "DATE", timed), _Told(interval, latest, span[1])


def _day_told(told: _Told, published: Published | None) -> date | None:
    """Return the day on which a clock time falls: the one told of, else that of publication."""
    if told.interval is not None and told.interval.precision is DatePrecision.DAY:
        return told.interval.from_
    return published.to if published else None


def _resolved(
    text: str, span: tuple[int, int], words: str, published: Published | None, told: _Told
) -> Interval | None:
    near = told.interval is not None and "\n" not in text[told.end : span[0]]
    given = SPACES.sub(" ", text[span[0] : span[1]])
    lower = given.lower()
    plainer = _plainer(in_digits(lower))
    given = given if plainer == lower else plainer  # a capital tells March from a march
    resolution = resolve_date(
        MODIFIER.sub("", given) or given,
        published,
        before=PLANNED if TURNS.match(words) else text[max(0, span[0] - NEARBY) : span[0]],
        after=text[span[1] : span[1] + NEARBY],
        told=Told(told.interval) if told.interval and near else None,
    )
    return resolution.interval if resolution else None


def _plainer(words: str) -> str:
    """Return a fiscal quarter as a quarter, and "the spring" as the last one."""
    words = FISCAL_QUARTER.sub(r"\1 quarter", words)
    return BARE_SEASON.sub(r"last \1", COMING_DAY.sub("", words))


def _window(words: str) -> Timex | None:
    """Return "the past two weeks" and "recent months", which TIMEX3 tells by their length."""
    if WINDOW.fullmatch(words):
        return value_of_duration(words.partition(" of ")[0])
    match = RECENT.fullmatch(words)
    if match is None:
        return None
    if match["way"] == "coming" or (
        match["unit"] in ("week", "month") and match["way"] == "recent"
    ):
        return Timex("DURATION", f"PX{CODES[match['unit']]}")
    return Timex("DATE", "FUTURE_REF" if match["way"] == "future" else "PAST_REF")


def _half(words: str) -> Timex | None:
    """Return the half of a year that the words name, which an `Interval` tells by its days."""
    match = HALF.fullmatch(words)
    if match is None:
        return None
    return Timex("DATE", f"{match['year']}-H{1 if match['nth'] == 'first' else 2}")


def _running(words: str, plain: str, published: Published | None) -> Timex | None:
    """Return the year or the week that runs: "year-end", "the week", "the fiscal year"."""
    if published and (
        ENDS_YEAR.match(words) or plain.endswith(("year-end", "year end", "year's end"))
    ):
        return Timex("DATE", str(published.to.year))
    if published and plain in ("week", "the week"):
        return Timex("DATE", value_of_interval(days.week(published.to), plain))
    if published and (plain == "the full year" or words.endswith("in the year")):
        return Timex("DATE", str(published.to.year))
    if plain.removeprefix("the ") in ("year", "fiscal year", "full year"):
        return Timex("DURATION", "P1Y")
    return None


def _whole(interval: Interval, words: str, published: Published | None) -> Interval:
    """Return the unit that "this week" names, of which a report tells only the part so far."""
    unit = next((u for u in ("week", "month", "quarter", "year") if words == f"this {u}"), None)
    if unit and published:
        return days.around(published.to, unit)
    season = next((one for one in days.SEASONS if words.endswith(f"this {one}")), None)
    if season and interval.from_ and interval.precision is DatePrecision.RANGE:
        return days.season(interval.from_.year, season)
    if words.endswith(("weeks ago", "weeks earlier", "weeks later", "week ago")) and interval.from_:
        return days.week(interval.from_)
    if words in ("past year", "the past year") and published:
        return days.year(published.to.year - 1)
    return interval
