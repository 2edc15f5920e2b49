"""The table of rules for single expressions: name, pattern, reader, score; the first match wins."""

import re
from functools import lru_cache

from watchfloor.resolve import times_days as one
from watchfloor.resolve import times_narrative as told
from watchfloor.resolve import times_periods as long
from watchfloor.resolve.times_days import SHIFTS
from watchfloor.resolve.times_grammar import Anchor, Reading, Rule
from watchfloor.resolve.times_numeric import read_numeric

Match = re.Match[str]
SURE, GOOD, FAIR, WEAK = 0.95, 0.9, 0.75, 0.6


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


PERIOD = r"(?P<period>week|month|quarter|year)"
WEEKDAY_COMES = r"(?:(?:on )?(?:WHICH )?WEEKDAY(?: the)? )?"
SIMPLE_RULES = tuple(
    Rule(name, words, read, score)
    for name, words, read, score in (
        (
            "iso date",
            r"(?P<year>[12][0-9]{3})[-/](?P<month>[0-9]{2})(?:[-/](?P<day>[0-9]{2}))?"
            r"(?:t[0-9:.z+]*)?",
            one.read_iso,
            SURE,
        ),
        (
            "numeric date",
            r"(?:(?:on )?WEEKDAY )?(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second>[0-9]{1,2})"
            r"(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})",
            read_numeric,
            SURE,
        ),
        (
            "day month year",
            WEEKDAY_COMES + r"(?:the )?DAY(?: day)?[ -](?:of )?MONTH[ -](?:of )?(?:in )?YEAR",
            one.read_date,
            SURE,
        ),
        ("month day year", WEEKDAY_COMES + r"MONTH (?:the )?DAY (?:of )?YEAR", one.read_date, SURE),
        (
            "weekday and day",
            r"WEEKDAY (?:the )?(?P<day>[0-9]{1,2}(?:st|nd|rd|th))",
            one.read_day_of_month,
            GOOD,
        ),
        (
            "day month short year",
            r"DAY[ -]MONTH[ -]'?(?P<short>[0-9]{2})",
            one.read_short_year,
            SURE,
        ),
        ("day month", WEEKDAY_COMES + r"(?:the )?DAY[ -](?:of )?MONTH", one.read_date, GOOD),
        ("month day", WEEKDAY_COMES + r"MONTH (?:the )?DAY(?: WEEKDAY2)?", one.read_date, GOOD),
        ("month short year", r"MONTH ' ?(?P<short>[0-9]{2})", long.read_month_of_short_year, SURE),
        ("month year", r"(?:month of )?MONTH[ -](?:of )?(?:in )?YEAR", long.read_month, SURE),
        ("year month", r"YEAR in MONTH", long.read_month, GOOD),
        ("which month", r"(?:this |the )?WHICH MONTH", long.read_which_month, GOOD),
        ("month", r"(?:month of )?MONTH", long.read_month, GOOD),
        ("weekday", r"WEEKDAY\.?", one.read_weekday, GOOD),
        ("which weekday", r"(?:this )?WHICH WEEKDAY", one.read_which_weekday, GOOD),
        ("weekdays ago", r"NUMBER WEEKDAY(?:s) ago", one.read_weekdays_ago, GOOD),
        ("weekday before last", r"WEEKDAY before last", one.read_weekday_before_last, GOOD),
        (
            "weekday of a week",
            r"WEEKDAY (?:of )?(?P<week>last|this|next) week",
            one.read_weekday_of_week,
            GOOD,
        ),
        (
            "day against publication",
            r"(?:the )?(?:" + _any(SHIFTS) + r")",
            one.read_shifted,
            GOOD,
        ),
        ("overnight", r"overnight", one.read_overnight, FAIR),
        (
            "since what was told",
            r"(?:ever )?since(?: then| that day| that time)?",
            told.read_since_then,
            WEAK,
        ),
        (
            "unit against the narrative",
            r"(?P<which>previous|preceding|following|that|the same|same) (?P<period>week"
            r"|weekend|month|year)",
            told.read_unit,
            WEAK,
        ),
        (
            "day against the narrative",
            rf"(?:the )?(?:very )?(?P<step>{_any(told.STEPS)})(?: .{{0,40}})?",
            told.read_step,
            WEAK,
        ),
        (
            "part of the day",
            r"(?:(?:shortly|just|soon|right) )?"
            r"(?:(?:before|after|around|towards?|by|until|between) )?"
            r"(?:(?:early |late |later )?in )?(?:the )?(?:early |late |small )?"
            rf"(?:{_any(told.PARTS)})(?: hours)?(?: and dawn)?",
            told.read_part_of_day,
            WEAK,
        ),
        ("day of the month", r"(?P<day>[0-9]{1,2}(?:st|nd|rd|th))", one.read_day_of_month, FAIR),
        (
            "day of the month",
            r"(?:(?:on|by|of|from) )?the (?P<day>(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf"
            r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twentie|thirtie)th"
            r"|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty-first)",
            one.read_day_of_month,
            WEAK,
        ),
        (
            "season of a year",
            r"(?:(?P<pole>southern|northern) )?SEASON (?:of )?YEAR(?:[-/][0-9]{2,4})?",
            long.read_season_of_year,
            FAIR,
        ),
        (
            "season",
            r"(?:WHICH )?(?:(?P<pole>southern|northern) )?SEASON",
            long.read_season,
            FAIR,
        ),
        (
            "quarter",
            r"(?:(?P<nth>first|second|third|fourth|(?:last|final)(?= quarter(?: of)?"
            r" [12lt]))[ -]quarter"
            r"|q(?P<q>[1-4]))(?:(?: of)? YEAR)?",
            long.read_quarter,
            SURE,
        ),
        ("half year", r"h(?P<half>[12]) (?:of )?YEAR", long.read_half_year, SURE),
        (
            "fiscal year",
            r"fy ?(?:YEAR|(?P<short>[0-9]{2}))",
            long.read_fiscal_year,
            FAIR,
        ),
        ("first months", r"first NUMBER months", long.read_first_months, WEAK),
        ("year", r"(?:year )?YEAR", long.read_year, SURE),
        (
            "decade",
            r"(?P<decade>(?:1[0-9]|20)[0-9]0)'?s|'?(?P<tens>[1-9]0)'?s"
            rf"|(?P<name>{_any(long.DECADES)})",
            long.read_decade,
            SURE,
        ),
        ("last decade", r"(?:last|past|previous) decade", long.read_last_decade, FAIR),
        ("century", r"DAY century", long.read_century, SURE),
        (
            "past unit",
            r"(?:(?:in |over |during |for |within )?the last|(?:.{2,6} )?(?:the )?past) UNIT",
            long.read_past_unit,
            FAIR,
        ),
        (
            "week, month or year",
            rf"(?:WHICH |(?P<all>all|whole|entire) )?{PERIOD}",
            long.read_which_unit,
            GOOD,
        ),
        ("unit before last", rf"{PERIOD} before last", long.read_before_last, GOOD),
        (
            "part of a running unit",
            rf"(?P<side>earlier|later) (?:this|in the) {PERIOD}",
            long.read_within_unit,
            FAIR,
        ),
        ("weekend", r"(?:WHICH )?weekend", long.read_weekend, GOOD),
        (
            "units ago",
            r"(?:(?P<exact>exactly) )?NUMBER UNIT(?:s)? ago(?: (?P<today>today|to the day))?",
            long.read_ago,
            FAIR,
        ),
        (
            "units ahead",
            r"in NUMBER UNIT(?:s)?(?:'s? time)?|NUMBER2 UNIT2(?:s)?(?P<hence> from (?:now"
            r"|today)| hence)",
            long.read_hence,
            FAIR,
        ),
        (
            "recent or coming units",
            r"(?:(?:most|more) )?(?P<way>recent|past|last|coming|following|next)"
            r"(?: (?:few|several|couple of))? UNIT(?:s)",
            long.read_recent,
            WEAK,
        ),
        (
            "units around the narrative",
            r"(?P<way>following|previous|preceding) NUMBER UNIT(?:s)?",
            told.read_run,
            WEAK,
        ),
        (
            "units against the narrative",
            r"NUMBER UNIT(?:s)? (?P<side>earlier|previously|later|afterwards|after|before"
            r"|beforehand)"
            r"(?: (?:his|her|its|their|the|that|this) [a-z' -]{2,40})?",
            told.read_moved,
            WEAK,
        ),
        (
            "past or next units",
            r"(?P<way>last|past|next|coming) NUMBER UNIT(?:s)?",
            long.read_stretch,
            FAIR,
        ),
        ("no end named", r"(?:until|till) further notice", long.read_no_end, FAIR),
        (
            "within days",
            r"within (?P<unit>day|week|month|year)s",
            long.read_within,
            WEAK,
        ),
        ("within units", r"(?P<way>within) (?:the )?NUMBER UNIT(?:s)?", long.read_stretch, WEAK),
    )
)


def read_simple(text: str, anchor: Anchor) -> Reading | None:
    """Return the reading of words that are one expression, by the first rule that fits."""
    rule, match = _first_rule(text)
    interval = rule.read(match, anchor) if rule is not None and match is not None else None
    return Reading(interval, rule.name, rule.score) if rule is not None and interval else None


@lru_cache(maxsize=4_096)
def _first_rule(text: str) -> tuple[Rule | None, Match | None]:
    """Return the first rule that fits words, whatever they lean on."""
    for rule in SIMPLE_RULES:
        if match := rule.pattern.fullmatch(text):
            return rule, match
    return None, None
