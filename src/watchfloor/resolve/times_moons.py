"""Days of calendars other than the civil one: Easter, Islamic, Hebrew, Persian, Chinese, Hindu.

Computed where there is a rule; where the observed day differs from the rule, by a table of our
own for 1980-2035. Outside a table there is no day: better none than a wrong one.
"""

from datetime import date, timedelta

FIRST_YEAR = 1980

_HIJRI_FIRST = 1400
# Days by which the observed (Umm al-Qura) month begins after the tabular one: + one later,
# - one earlier, . the same; one sign a year from 1400 AH.
_HIJRI_OBSERVED = {
    1: ".+-.......-...++..-.++++..++++++..+.+.....+.++...++..+.+++",
    3: "++...-....-....+..-.+.++..+.++++..+.+.....+.++....++++..++",
    9: "...++....+.++....+..+..+.++++.+++++.+.+++++.+++++++.+++++.",
    10: "..-.+..--...+...-...+....++.+..+.++....+.++..+.+.....+.++.",
    12: "..-....--.-.+...-...+....++++....++..-...++....+.++..+.++.",
}
_SIGNS = {"+": 1, ".": 0, "-": -1}
_HIJRI_EPOCH = 227013
"""The ordinal of the day before 1 Muharram 1 in the tabular calendar (astronomical epoch)."""

# Days after 21 January, from 1980.
_CHINESE = """
26 15 4 23 12 30 19 8 27 16 6 25 14 2 20 10 29 17 7 26 15 3 22 11 1 19 8 28 17 5 24 13 2 20 10 29
18 7 26 15 4 22 11 1 20 8 27 16 5 23 13 2 21 10 29 18
"""
_DIWALI_FIRST = 2001
# Days after 15 October, from 2001.
_DIWALI = """
30 20 10 28 17 6 25 13 2 21 11 29 19 8 27 15 4 23 12 30 20 9 28 16 5 24 14 2 21 11 30 18 7 26 15
"""
_HEBREW_EPOCH = -1373427
_PERSIAN_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Leap years within a cycle of 33 Persian years."""


def easter(year: int) -> date:
    """Return the western Easter Sunday (Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return the eastern Easter Sunday (Julian computus, told in civil days; 1900-2099)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def hijri(year: int, month: int, day: int) -> date | None:
    """Return a day of the Islamic year: by the observed month where it is known."""
    index = year - _HIJRI_FIRST
    signs = _HIJRI_OBSERVED.get(month, "")
    if not 0 <= index < len(signs):
        return None
    months = -(-59 * (month - 1) // 2)
    ordinal = _HIJRI_EPOCH + day + months + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(ordinal + _SIGNS[signs[index]])


def hijri_in(year: int, month: int, day: int) -> tuple[date, ...]:
    """Return the days of a civil year on which that day of the Islamic year falls: up to two."""
    near = (year - 622) * 33 // 32
    found = (hijri(near + step, month, day) for step in (-1, 0, 1, 2))
    return tuple(one for one in found if one is not None and one.year == year)


def hebrew_new_year(year: int) -> date:
    """Return Rosh Hashanah (1 Tishri) in the autumn of a civil year."""
    hebrew = year + 3761
    before, here, after = (_hebrew_days(hebrew + step) for step in (-1, 0, 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0  # noqa: PLR2004  (forbidden lengths)
    return date.fromordinal(_HEBREW_EPOCH + here + delay)


def _hebrew_days(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + (3 * (days + 1) % 7 < 3)  # noqa: PLR2004  (no new year on three weekdays)


def nowruz(year: int) -> date:
    """Return the first day of the Persian year that begins in a civil year (1925-2088)."""
    ordinal = date(1980, 3, 21).toordinal()
    for passed in range(min(year, FIRST_YEAR), max(year, FIRST_YEAR)):
        length = 366 if (passed - 621) % 33 in _PERSIAN_LEAP else 365
        ordinal += length if year > FIRST_YEAR else -length
    return date.fromordinal(ordinal)


def chinese_new_year(year: int) -> date | None:
    """Return the first day of the Chinese year, 1980-2035."""
    return _after(date(year, 1, 21), year - FIRST_YEAR, _CHINESE)


def diwali(year: int) -> date | None:
    """Return the main day of Diwali in India, 2001-2035."""
    return _after(date(year, 10, 15), year - _DIWALI_FIRST, _DIWALI)


def _after(start: date, index: int, table: str) -> date | None:
    offsets = table.split()
    return start + timedelta(days=int(offsets[index])) if 0 <= index < len(offsets) else None
