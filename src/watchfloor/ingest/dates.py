"""When a text was published, as far as words say it: never a guess."""

import re
from datetime import date

from watchfloor.model import Published, last_day
from watchfloor.model.late import late_regex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NAMED = _MONTH.replace("month", "named")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.]\d{2}.{0,40})?"
_FORMS = tuple(
    late_regex(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})"
        r"(?:[T ]\d{2}(?::?\d{2}.{0,40})?|Z|[+-]\d{2}:?\d{2})?",
        r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})(?:T?\d{4,6}.{0,20})?",
        r"(?P<year>\d{4})/(?P<number>\d{2})/(?P<day>\d{2})",
        r"(?P<year>\d{4})-(?P<number>\d{2})",
        r"(?P<year>\d{4})",
        rf"{_WEEKDAY}{_DAY}[ -]{_MONTH},?[ -]{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}{_CLOCK}",
        rf"{_MONTH},? {_YEAR}",
    )
)
_LONGEST = 100
_URL_DATE = late_regex(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<number>\d{2})[/-](?P<day>\d{2})(?=[/_.-]|$)"
)
_DATELINE_WITHIN = 600
_PLACE = r"[A-ZÀ-ÞĀ-Ž][^\n,\d]{1,40}(?:,[^\n,\d]{1,30}){0,2}"
_DATELINE = late_regex(
    rf"^[ \t]{{0,20}}{_PLACE},?\s"
    rf"(?i:(?P<first>\d{{1,2}})\s{_MONTH}|{_NAMED}\s(?P<second>\d{{1,2}})),?\s"
    r"(?P<year>\d{4}|\d{2})\b[ \t]{0,4}(?:[(\[][^()\[\]\n]{1,80}[)\]][ \t]{0,4})?(?:--|[-–—:])",
    re.MULTILINE,
)
_CENTURY_TURN = 30
"""A two-digit year above this is of the 1900s."""


def read_date(words: str) -> tuple[date, date, str] | None:
    """Return first day, last day and precision ("day", "month", "year") of a stated date.

    Only forms that mean one thing are read: 05/01/2022 is not one of them. A zone is ignored: the
    day is the day as written.
    """
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        return None
    for form in _FORMS:
        match = form.fullmatch(words)
        if match is not None:
            return _interval(match.groupdict())
    return None


def published(words: str, rule: str) -> Published | None:
    """Return the interval that the words state; the rule says if it is a month or a year."""
    interval = read_date(words)
    if interval is None:
        return None
    first, last, precision = interval
    return Published(first, last, rule if precision == "day" else f"{rule}, {precision}")


def url_date(url: str) -> Published | None:
    """Return the day in a path such as /2022/01/05/, by the rule "url"."""
    match = _URL_DATE.search(url)
    interval = _interval(match.groupdict()) if match else None
    return Published.on(interval[0], "url") if interval else None


def dateline(text: str) -> Published | None:
    """Return the day of a dateline with a year near the start of the text, by "dateline"."""
    match = _DATELINE.search(text[:_DATELINE_WITHIN])
    if match is None:
        return None
    year = int(match["year"])
    if len(match["year"]) == len("90"):
        year += 1900 if year > _CENTURY_TURN else 2000
    interval = _interval(
        {
            "year": str(year),
            "month": match["month"] or match["named"],
            "day": match["first"] or match["second"],
        }
    )
    return Published.on(interval[0], "dateline") if interval else None


def _interval(found: dict[str, str | None]) -> tuple[date, date, str] | None:
    year, day = int(found["year"] or 0), found.get("day")
    name = found.get("month")
    number = _MONTHS.index(name[:3].casefold()) + 1 if name else int(found.get("number") or 0)
    try:
        if day is not None:
            one = date(year, number, int(day))
            return one, one, "day"
        if number:
            return date(year, number, 1), date(year, number, last_day(year, number)), "month"
        return date(year, 1, 1), date(year, 12, 31), "year"
    except ValueError:
        # No such day, such as 31 June.
        return None
