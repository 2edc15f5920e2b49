"""Calendars other than the civil one."""

from datetime import date

import pytest

from watchfloor.resolve import times_moons as moons


@pytest.mark.parametrize(
    "year,west,east",
    [
        (1981, (4, 19), (4, 26)),
        (2000, (4, 23), (4, 30)),
        (2017, (4, 16), (4, 16)),
        (2024, (3, 31), (5, 5)),
        (2035, (3, 25), (4, 29)),
    ],
)
def test_easter(year: int, west: tuple[int, int], east: tuple[int, int]) -> None:
    """Western and eastern Easter fall on their Sundays, also where they meet."""
    assert date(year, *west) == moons.easter(year)
    assert date(year, *east) == moons.orthodox_easter(year)


@pytest.mark.parametrize("year", range(1980, 2036))
def test_every_easter_is_a_sunday(year: int) -> None:
    """Both Easters are Sundays between 22 March and 8 May."""
    for found in (moons.easter(year), moons.orthodox_easter(year)):
        assert found.weekday() == 6
        assert date(year, 3, 22) <= found <= date(year, 5, 8)


@pytest.mark.parametrize(
    "month,day,expected",
    [
        (9, 1, date(2024, 3, 11)),
        (10, 1, date(2024, 4, 10)),
        (12, 10, date(2019, 8, 11)),
        (1, 10, date(2018, 9, 20)),
        (10, 1, date(1990, 4, 26)),
    ],
)
def test_islamic_days(month: int, day: int, expected: date) -> None:
    """Feasts fall on the observed day, of which a civil year can have two."""
    assert expected in moons.hijri_in(expected.year, month, day)


def test_a_civil_year_can_hold_a_feast_twice() -> None:
    """In 2000 Ramadan ended in January and in December."""
    assert len(moons.hijri_in(2000, 10, 1)) == 2


def test_months_without_a_table_have_no_day() -> None:
    """Outside the table there is no day rather than a wrong one."""
    assert moons.hijri(1300, 9, 1) is None
    assert moons.hijri(1440, 2, 1) is None
    assert moons.chinese_new_year(1950) is None
    assert moons.diwali(2050) is None


@pytest.mark.parametrize(
    "year,new_year", [(1980, (9, 11)), (2001, (9, 18)), (2023, (9, 16)), (2024, (10, 3))]
)
def test_hebrew_new_year(year: int, new_year: tuple[int, int]) -> None:
    """Rosh Hashanah is computed with its postponements."""
    assert date(year, *new_year) == moons.hebrew_new_year(year)


@pytest.mark.parametrize(
    "year,day", [(1975, 21), (1980, 21), (1996, 20), (2018, 21), (2024, 20), (2025, 21)]
)
def test_nowruz(year: int, day: int) -> None:
    """The Persian year begins on 20 or 21 March, by its leap years, before 1980 too."""
    assert date(year, 3, day) == moons.nowruz(year)


def test_tables() -> None:
    """Chinese New Year and Diwali come from their tables."""
    assert moons.chinese_new_year(2023) == date(2023, 1, 22)
    assert moons.diwali(2021) == date(2021, 11, 4)
