"""The table of rules for single expressions: name, pattern, reader, score; the first match wins."""

from watchfloor.resolve import times_days as one
from watchfloor.resolve import times_periods as long
from watchfloor.resolve.times_days import NARRATIVE, SHIFTS
from watchfloor.resolve.times_grammar import Anchor, Reading, Rule, compile_rule

SURE, GOOD, FAIR, WEAK = 0.95, 0.9, 0.75, 0.6

WEEKDAY_COMES = r"(?:(?:on )?WEEKDAY(?: the)? )?"
SIMPLE_RULES = tuple(
    Rule(name, compile_rule(pattern), read, score)
    for name, pattern, read, score in (
        (
            "iso date",
            r"(?P<year>[12][0-9]{3})[-/](?P<month>[0-9]{2})(?:[-/](?P<day>[0-9]{2}))?(?:t[0-9:.z+]*)?",
            one.read_iso,
            SURE,
        ),
        (
            "numeric date",
            r"(?P<first>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<year>[0-9]{4}|[0-9]{2})",
            one.read_numeric,
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
        ("month day", WEEKDAY_COMES + r"MONTH (?:the )?DAY", one.read_date, GOOD),
        ("month year", r"MONTH[ -](?:of )?(?:in )?YEAR", long.read_month, SURE),
        ("year month", r"YEAR in MONTH", long.read_month, GOOD),
        ("which month", r"(?:this |the )?WHICH MONTH", long.read_which_month, GOOD),
        ("month", r"(?:month of )?MONTH", long.read_month, GOOD),
        ("weekday", r"WEEKDAY", one.read_weekday, GOOD),
        ("which weekday", r"(?:this )?WHICH WEEKDAY", one.read_which_weekday, GOOD),
        (
            "weekday of a week",
            r"WEEKDAY (?:of )?(?P<week>last|this|next) week",
            one.read_weekday_of_week,
            GOOD,
        ),
        (
            "day against publication",
            r"(?:the )?(?:" + "|".join(sorted(SHIFTS, key=len, reverse=True)) + r")",
            one.read_shifted,
            GOOD,
        ),
        ("overnight", r"overnight", one.read_overnight, FAIR),
        (
            "day against the narrative",
            "|".join(sorted(NARRATIVE, key=len, reverse=True)),
            one.read_narrative,
            WEAK,
        ),
        ("day of the month", r"(?P<day>[0-9]{1,2}(?:st|nd|rd|th))", one.read_day_of_month, FAIR),
        ("season of a year", r"SEASON (?:of )?YEAR", long.read_season_of_year, FAIR),
        ("season", r"(?:WHICH )?SEASON", long.read_season, FAIR),
        (
            "quarter",
            r"(?:(?P<nth>first|second|third|fourth) quarter|q(?P<q>[1-4]))(?: of)? YEAR",
            long.read_quarter,
            SURE,
        ),
        ("year", r"(?:year )?YEAR", long.read_year, SURE),
        ("decade", r"(?P<decade>(?:1[0-9]|20)[0-9]0)'?s", long.read_decade, SURE),
        ("last decade", r"(?:last|past|previous) decade", long.read_last_decade, FAIR),
        (
            "past unit",
            r"(?:(?:in |over |during |for |within )?the last|(?:.{2,6} )?(?:the )?past) UNIT",
            long.read_past_unit,
            FAIR,
        ),
        (
            "week, month or year",
            r"(?:WHICH )?(?P<period>week|month|year)",
            long.read_which_unit,
            GOOD,
        ),
        (
            "part of a running unit",
            r"(?P<side>earlier|later) this (?P<period>week|month|year)",
            long.read_within_unit,
            FAIR,
        ),
        ("weekend", r"(?:WHICH )?weekend", long.read_weekend, GOOD),
        ("units ago", r"NUMBER UNIT(?:s)? ago", long.read_ago, FAIR),
        (
            "units against the narrative",
            r"NUMBER UNIT(?:s)? (?P<side>earlier|previously|later|afterwards)",
            long.read_moved,
            WEAK,
        ),
        (
            "past or next units",
            r"(?P<way>last|past|previous|next|coming|following) NUMBER UNIT(?:s)?",
            long.read_stretch,
            FAIR,
        ),
        ("within units", r"(?P<way>within) NUMBER UNIT(?:s)?", long.read_stretch, WEAK),
    )
)


def read_simple(text: str, anchor: Anchor) -> Reading | None:
    """Return the reading of words that are one expression, by the first rule that fits."""
    for rule in SIMPLE_RULES:
        if match := rule.pattern.fullmatch(text):
            interval = rule.read(match, anchor)
            return Reading(interval, rule.name, rule.score) if interval else None
    return None
