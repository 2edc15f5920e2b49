"""Numeric dates: the order of day and month by what the text shows, else nothing."""

import re
from collections.abc import Iterable
from datetime import date

from watchfloor.model import Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import Anchor, weekday_number

NOON_OF_YEARS = 69  # POSIX: two-digit years from 69 on lie in the twentieth century
# a digit comes first, for a search skips to it; what must not stand before it is asked then
NUMERIC = late_regex(
    r"([0-9](?<![0-9./-][0-9])[0-9]?)([-/.])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})(?![0-9])"
)


def order_of(text: str) -> str | None:
    """Return "dmy" or "mdy" if the numeric dates of a text with slashes show one order alone."""
    orders = {
        order
        for first, mark, second, _ in NUMERIC.findall(text)
        if mark != "." and (order := _only_order(int(first), int(second)))
    }
    return orders.pop() if len(orders) == 1 else None


def _only_order(first: int, second: int) -> str | None:
    if first > days.MONTHS_OF_YEAR >= second:
        return "dmy"
    return "mdy" if second > days.MONTHS_OF_YEAR >= first else None


def full_year(words: str) -> int:
    """Return the year of two or four digits."""
    year = int(words)
    if len(words) <= len("99"):
        year += 1900 if year >= NOON_OF_YEARS else 2000
    return year


def read_numeric(match: re.Match[str], anchor: Anchor) -> Interval | None:
    """Return 25/12/2021 or 12/25/2021; of two possible days the one that the text decides for.

    Dots stand with the day first. Else the weekday beside the date decides, the order of other
    dates in the text, at last that a report does not tell of days after publication.
    """
    first, second, year = int(match["first"]), int(match["second"]), full_year(match["year"])
    found = dict(_readings(first, second, year))
    named = match.groupdict().get("weekday")
    if named:
        found = {k: d for k, d in found.items() if d.weekday() == weekday_number(named)}
    if len(set(found.values())) == 1:
        return days.day(next(iter(found.values())))
    order = "dmy" if match["mark"] == "." else anchor.order
    if order in found:
        return days.day(found[order])
    past = [one for one in found.values() if anchor.day and one <= anchor.day]
    return days.day(past[0]) if len(past) == 1 and not anchor.ahead else None


def _readings(first: int, second: int, year: int) -> Iterable[tuple[str, date]]:
    for order, day, month in (("dmy", first, second), ("mdy", second, first)):
        if (
            1 <= month <= days.MONTHS_OF_YEAR
            and 1 <= day <= (days.month(year, month).to or date.min).day
        ):
            yield order, date(year, month, day)
