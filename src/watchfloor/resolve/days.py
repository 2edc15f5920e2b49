"""Intervals of the calendar: days, weeks (Monday to Sunday), months, seasons, quarters, years."""

from datetime import date, timedelta

from watchfloor.model import DatePrecision, Interval, last_day

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Meteorological, northern: what an English-language agency means unless it says otherwise.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
THIRDS = ("early", "mid", "late")
SATURDAY = 5
WEEK_DAYS = 7
MONTHS_OF_YEAR = 12
SHORT_UNITS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14}
"""Days of a unit; "two weeks ago" is a day, where "two months ago" is a month."""
LONG_UNITS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
"""Months of a unit."""
SOUTHERN = {"spring": 9, "summer": 12, "autumn": 3, "fall": 3, "winter": 6}


def day(value: date) -> Interval:
    """Return the interval of one day."""
    return Interval(value, value, DatePrecision.DAY)


def between(start: date, end: date) -> Interval:
    """Return a range of days, or one day if both ends are the same."""
    return day(start) if start == end else Interval(start, end, DatePrecision.RANGE)


def week(value: date) -> Interval:
    """Return the week that holds `value`."""
    monday = value - timedelta(days=value.weekday())
    return Interval(monday, monday + timedelta(days=6), DatePrecision.WEEK)


def weekend(value: date) -> Interval:
    """Return Saturday and Sunday of the week that holds `value`."""
    saturday = value + timedelta(days=SATURDAY - value.weekday())
    return between(saturday, saturday + timedelta(days=1))


def month(year: int, number: int) -> Interval:
    """Return a month; `number` may leave 1..12 and then moves the year."""
    year, index = year + (number - 1) // MONTHS_OF_YEAR, (number - 1) % MONTHS_OF_YEAR + 1
    last = last_day(year, index)
    return Interval(date(year, index, 1), date(year, index, last), DatePrecision.MONTH)


def months(year: int, first: int, count: int, precision: DatePrecision) -> Interval:
    """Return `count` whole months from month number `first` of `year`."""
    return Interval(month(year, first).from_, month(year, first + count - 1).to, precision)


def season(year: int, name: str, *, south: bool = False) -> Interval:
    """Return a season; the one over the new year is named by the year in which it begins."""
    return months(year, (SOUTHERN if south else SEASONS)[name], 3, DatePrecision.SEASON)


def quarter(year: int, number: int) -> Interval:
    """Return a quarter of a year."""
    return months(year, 3 * number - 2, 3, DatePrecision.QUARTER)


def year(value: int) -> Interval:
    """Return a calendar year."""
    return months(value, 1, 12, DatePrecision.YEAR)


def decade(first_year: int, years: int = 10) -> Interval:
    """Return `years` years from `first_year`, as a decade or a part of one."""
    return Interval(
        date(first_year, 1, 1), date(first_year + years - 1, 12, 31), DatePrecision.DECADE
    )


def add_months(value: date, count: int) -> date:
    """Return the same day `count` months on, or the last day of a shorter month."""
    months = value.year * MONTHS_OF_YEAR + value.month - 1 + count
    number, index = divmod(months, MONTHS_OF_YEAR)
    last = last_day(number, index + 1)
    return date(number, index + 1, min(value.day, last))


def shift(value: date, count: int, unit: str) -> date:
    """Return `value` moved by `count` units, from the minute to the century; hours make days."""
    if unit in ("minute", "hour"):
        hours = abs(count) // 60 if unit == "minute" else abs(count)
        return value + timedelta(days=hours // 24 * (1 if count > 0 else -1))
    if unit in SHORT_UNITS:
        return value + timedelta(days=count * SHORT_UNITS[unit])
    return add_months(value, count * LONG_UNITS[unit])


def calendar_unit(unit: str) -> str:
    """Return the unit to which "N units ago" is exact: a day, a month or a year."""
    if unit in SHORT_UNITS:
        return "day"
    return "month" if LONG_UNITS[unit] < MONTHS_OF_YEAR else "year"


def around(value: date, unit: str) -> Interval:
    """Return the calendar unit (day, week, month, quarter, year, decade) that holds `value`."""
    if unit == "day":
        return day(value)
    if unit == "week":
        return week(value)
    if unit == "quarter":
        return quarter(value.year, (value.month + 2) // 3)
    if unit == "decade":
        return decade(value.year // 10 * 10)
    return month(value.year, value.month) if unit == "month" else year(value.year)


def third(whole: Interval, part: str) -> Interval | None:
    """Return the early, mid or late third of a month, year, season, week or decade.

    A week's thirds are two, two and three days; a month's days 1-10, 11-20 and 21-end; a year's
    January-April, May-August and September-December; a decade's four, three and three years.
    """
    if whole.from_ is None or whole.to is None:
        return None
    index = THIRDS.index(part)
    if whole.precision in (DatePrecision.MONTH, DatePrecision.WEEK):
        lengths = (10, 10, 31) if whole.precision is DatePrecision.MONTH else (2, 2, 3)
        first = whole.from_ + timedelta(days=sum(lengths[:index]))
        return between(first, min(first + timedelta(days=lengths[index] - 1), whole.to))
    if whole.precision is DatePrecision.YEAR:
        return months(whole.from_.year, 1 + 4 * index, 4, DatePrecision.RANGE)
    if whole.precision is DatePrecision.DECADE:
        return decade(whole.from_.year + (0, 4, 7)[index], (4, 3, 3)[index])
    if whole.precision in (DatePrecision.SEASON, DatePrecision.QUARTER):
        return month(whole.from_.year, whole.from_.month + index)
    return whole if whole.from_ == whole.to else None
