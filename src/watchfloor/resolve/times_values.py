"""Values of single expressions in TIMEX3: durations, sets, references, and intervals by unit."""

import re
from dataclasses import dataclass
from datetime import date

from watchfloor.model import DatePrecision, Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import MONTH_NUMBERS, NUMBERS


@dataclass(frozen=True, slots=True)
class Timex:
    """The type (DATE, TIME, DURATION, SET) and the value of one expression."""

    type: str
    value: str


CODES = {"minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "D",
         "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "century": "Y"}  # fmt: skip
FACTORS = {"quarter": 3, "decade": 10, "century": 100, "weekend": 2}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI",
         "midday": "T12:00", "noon": "T12:00", "midnight": "T24:00"}  # fmt: skip
SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
PRESENT = frozenset(
    {"now", "right now", "just now", "currently", "current", "at present", "the present",
     "these days", "nowadays", "presently", "until now"}
)  # fmt: skip
FUTURE = frozenset(
    {"the future", "future", "the near future", "near future", "the immediate future",
     "the foreseeable future", "soon", "shortly", "eventually", "the near term", "some day",
     "someday", "the short term", "the long term"}
)  # fmt: skip
SETS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y",
        "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D"}  # fmt: skip
EVERY = late_regex(r"(?:every|each) (?:(?P<n>other|[a-z]+|[0-9]+) )?(?P<unit>[a-z]+?)s?")
COUNT = late_regex(
    r"(?:(?P<number>[0-9.]+|(?:[a-z]+-)?[a-z]+(?: (?:hundred|thousand|dozen))?)[ -])?"
    r"(?:(?:more|full|straight|consecutive|trading|additional|few|fiscal) )?(?P<half>1/2 )?"
    r"(?P<unit>minute|hour|day|night|week|weekend|month|quarter|year|decade|century|centurie)"
    r"(?P<many>s?)"
    r"(?P<and> and a half)?"
)
COUPLE = late_regex(r"\b(?:a )?couple(?: of)? (?=[a-z]+s\b)")
_NUMBER = "(?:[0-9]+|" + "|".join(one for one in NUMBERS if " " not in one) + ")"
SPREAD = late_regex(rf"\b({_NUMBER})(?: to |-to-| or ){_NUMBER}(?=[ -][a-z]+$)")
"""Of "two to three weeks" the least counts."""
VAGUE = frozenset({"several", "few", "some", "many", "recent", "coming", "past", "last", "next",
                   "these", "first", "the", "latest"})  # fmt: skip
LEAD = late_regex(
    r"^(?:(?:about|nearly|almost|at least|more than|less than|over|up to|another|an additional|for"
    r"|within|in|the|past|last|next|first|previous|preceding|following|latest|these|final"
    r"|coming)[ -])+"
)
CLOCK = late_regex(r"\b(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))? ?(?P<half>[ap])\.?m\b")


def value_of_set(words: str) -> Timex | None:
    """Return "daily", "every Monday", "each month"."""
    if words in SETS:
        return Timex("SET", SETS[words])
    part = next((code for name, code in PARTS.items() if words.endswith(f" {name}s")), "")
    day = words.partition(" ")[0] if part else words
    day = day.removeprefix("on ").removeprefix("every ").removeprefix("each ").removesuffix("s")
    if day in days.WEEKDAYS:
        return Timex("SET", f"XXXX-WXX-{days.WEEKDAYS.index(day) + 1}{part}")
    match = EVERY.fullmatch(words)
    if match and match["n"] is None and (code := _part_of_year(match["unit"])):
        return Timex("SET", f"XXXX-{code}")
    if match is None or match["unit"] not in CODES:
        return Timex("SET", "P1D") if match else None
    count = {"other": 2, None: 1}.get(match["n"]) or NUMBERS.get(match["n"], 1)
    unit = match["unit"]
    return Timex("SET", _period(str(count), unit) if unit != "quarter" else f"P{count}Q")


def _part_of_year(words: str) -> str:
    """Return the number of a month, the code of a season, "" for other words."""
    if words in MONTH_NUMBERS:
        return f"{MONTH_NUMBERS[words]:02}"
    return SEASON_CODES[days.SEASONS[words]] if words in days.SEASONS else ""


def value_of_reference(words: str) -> Timex:
    """Return "now", "recently", "the future"."""
    if words in PRESENT:
        return Timex("DATE", "PRESENT_REF")
    return Timex("DATE", "FUTURE_REF" if words in FUTURE else "PAST_REF")


def _period(count: str, unit: str) -> str:
    """Return P2M, PT3H, P20Y; quarters count as months, decades and centuries as years."""
    number = f"{int(count) * FACTORS.get(unit, 1)}" if count.isdigit() else count
    return f"P{'T' if unit in ('hour', 'minute') else ''}{number}{CODES[unit]}"


def value_of_duration(words: str) -> Timex | None:
    """Return "two weeks", "the past decade"; None for words that count nothing."""
    if words.endswith("past decade"):
        return Timex("DURATION", "P10Y")
    words = re.sub(r"\b(?:a )?(?:few|several)\b", "several", words)
    words = SPREAD.sub(r"\1", COUPLE.sub("2 ", words))
    words = re.sub(r"\b([0-9]+) 1 ?/ ?2\b", r"\1 1/2", words)
    match = COUNT.fullmatch(LEAD.sub("", words)) or COUNT.fullmatch(words)
    if match is None:
        return None
    unit = "century" if match["unit"] == "centurie" else match["unit"]
    count = _count(match["number"], many=bool(match["many"]))
    if count is None:
        return None
    half = {"year": "6M", "hour": "30M"}.get(unit, "") if match["half"] else ""
    value = f"PT{count}H" if unit == "hour" else _period(count, unit)
    return Timex("DURATION", value + half)


def _count(number: str | None, *, many: bool) -> str | None:
    """Return the digits of a number, X for one left open, None for no number."""
    if number is None:
        return "X" if many else "1"
    if number.replace(".", "").isdigit():
        return number.partition(".")[0]
    if number in VAGUE:
        return "X"
    known = NUMBERS.get(number) or NUMBERS.get(number.partition("-")[0])
    return None if known is None else str(known)


def value_of_vague(words: str) -> Timex | None:
    """Return what "some time ago" and "days later" leave open."""
    if words.endswith(("ago", "earlier", "before")):
        return Timex("DATE", "PAST_REF")
    return Timex("DATE", "FUTURE_REF") if words.endswith(("later", "from now")) else None


def value_of_interval(interval: Interval, words: str) -> str:
    """Return an interval by its unit: 1998-W10, 1989-Q3, 199; a range by what its words say."""
    start, precision = interval.from_ or interval.to, interval.precision
    if start is None:
        return "PAST_REF"
    year, week, _ = start.isocalendar()
    forms = {
        DatePrecision.WEEK: f"{year}-W{week:02}",
        DatePrecision.MONTH: f"{start:%Y-%m}",
        DatePrecision.QUARTER: f"{start.year}-Q{(start.month + 2) // 3}",
        DatePrecision.SEASON: f"{start.year}-{SEASON_CODES.get(start.month, 'SU')}",
        DatePrecision.YEAR: f"{start.year}",
        DatePrecision.DECADE: f"{start.year // 10}",
    }
    if precision is DatePrecision.RANGE:
        return _range_value(start, interval.to or start, words)
    return forms.get(precision, start.isoformat())


def _range_value(start: date, end: date, words: str) -> str:
    """Return a range that is no calendar unit by the unit that its words name."""
    if "weekend" in words:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}-WE"
    if "century" in words:
        return f"{start.year // 100}"
    if words == "overnight":
        return f"{start.isoformat()}TNI"
    if start.year == end.year and start.month == end.month:
        return f"{start:%Y-%m}" if (end - start).days > days.WEEK_DAYS else start.isoformat()
    return f"{start.year}" if start.year == end.year else start.isoformat()


def value_of_time(words: str, interval: Interval) -> str:
    """Return the part of a day or the clock time that the words give a day."""
    if interval.precision is not DatePrecision.DAY:
        return ""
    if clock := value_of_clock(words):
        return clock
    return next(
        (code for part, code in PARTS.items() if words.endswith(part) or words.startswith(part)), ""
    )


def value_of_clock(words: str) -> str:
    """Return the time of day that a clock shows, T10:30, or ""."""
    if match := CLOCK.search(words):
        hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
        return f"T{hour:02}:{match['minute'] or '00'}"
    return ""
