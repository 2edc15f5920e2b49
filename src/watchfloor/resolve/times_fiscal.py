"""Quarters and years of business news: "the quarter", "a year earlier", "the 1988 period"."""

import re

from watchfloor.model import Interval, Published
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import NUMBERS, compile_rule

AGO = compile_rule(
    r"NUMBER (?P<unit>year|quarter)(?:s)?[ -](?P<side>ago|earlier|before)"
)  # fmt: skip
NTH = ("first", "second", "third", "fourth")
FISCAL = late_regex(
    r"(?:the )?(?:(?P<lead>latest|current|most recent|same|corresponding|comparable|that) )?"
    r"(?:(?P<year>[12][0-9]{3}) |(?P<of>last|this|next) year's )?"
    r"(?P<ago>year-(?:earlier|ago|before) )?(?:fiscal[ -])?"
    r"(?:(?P<nth>first|second|third|fourth)[ -])?(?:quarter|period)"
)
FISCAL_YEAR = late_regex(r"(?:the )?(?P<lead>latest|most recent|current) fiscal year")
YEAR_AGO = late_regex(
    r"(?:the )?(?:comparable |same )?year-(?:earlier|ago|before)(?: quarter| period)?"
)


def fiscal(words: str, told: Interval | None, published: Published | None) -> Interval | None:
    """Return "the quarter" and "a year earlier" against the quarter that the text tells of."""
    if (match := FISCAL_YEAR.fullmatch(words)) and published:
        return days.year(published.to.year - (match["lead"] != "current"))
    if match := FISCAL.fullmatch(words):
        return _period(match, None if match["lead"] == "latest" else told, published)
    if YEAR_AGO.fullmatch(words):
        count, unit = 1, "year"
    elif match := AGO.fullmatch(words):
        count, unit = NUMBERS.get(match["number"], 1), match["unit"]
    else:
        return None
    if told is not None and told.from_ is not None:
        there = days.shift(told.from_, -count, unit)
        return days.quarter(there.year, (there.month + 2) // 3)
    if published is None or not words.startswith(("year-", "the year-", "the comparable")):
        return None
    return days.year(published.to.year - 1)


def _period(
    match: re.Match[str], told: Interval | None, published: Published | None
) -> Interval | None:
    now = published.to if published else None
    if match["lead"] == "current" and match["nth"] is None and now:
        return days.around(now, "quarter")
    latest = told or (days.around(days.shift(now, -1, "quarter"), "quarter") if now else None)
    if latest is None or latest.from_ is None:
        return None
    year, nth = latest.from_.year, (latest.from_.month + 2) // 3
    if match["nth"] is not None:
        nth = NTH.index(match["nth"]) + 1
    if match["year"]:
        year = int(match["year"])
    elif match["of"] and now:
        year = now.year + {"last": -1, "this": 0, "next": 1}[match["of"]]
    elif match["ago"]:
        year -= 1
    elif match["nth"] is not None:
        return None
    return days.quarter(year, nth)
