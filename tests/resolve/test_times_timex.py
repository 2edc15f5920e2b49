"""Values in the notation of TIMEX3."""

from datetime import date

import pytest

from watchfloor.model import Published
from watchfloor.resolve.times_timex import timex_values

WEDNESDAY = Published.on(date(2023, 3, 15), "given")


def value(words: str, kind: str = "date", before: str = "It came ") -> tuple[str, str] | None:
    """Return type and value of words behind some others."""
    text = before + words
    (found,) = timex_values(text, [(len(before), len(text), kind)], WEDNESDAY)
    return (found.type, found.value) if found else None


@pytest.mark.parametrize(
    "words,kind,expected",
    [
        ("Monday", "date", ("DATE", "2023-03-13")),
        ("Monday night", "date", ("TIME", "2023-03-13TNI")),
        ("10:30 a.m. Monday", "date", ("TIME", "2023-03-13T10:30")),
        ("9 p.m. Monday", "date", ("TIME", "2023-03-13T21:00")),
        ("last week", "date", ("DATE", "2023-W10")),
        ("the weekend", "date", ("DATE", "2023-W10-WE")),
        ("this week", "date", ("DATE", "2023-W11")),
        ("two weeks ago", "date", ("DATE", "2023-W09")),
        ("November", "date", ("DATE", "2022-11")),
        ("late November", "date", ("DATE", "2022-11")),
        ("the end of 2021", "date", ("DATE", "2021")),
        ("last summer", "date", ("DATE", "2022-SU")),
        ("the third quarter", "date", ("DATE", "2022-Q3")),
        ("the latest quarter", "date", ("DATE", "2022-Q4")),
        ("this quarter", "date", ("DATE", "2023-Q1")),
        ("the 1988 third quarter", "date", ("DATE", "1988-Q3")),
        ("last year's first quarter", "date", ("DATE", "2022-Q1")),
        ("year-earlier", "date", ("DATE", "2022")),
        ("year-end", "date", ("DATE", "2023")),
        ("the end of the year", "date", ("DATE", "2023")),
        ("the week", "date", ("DATE", "2023-W11")),
        ("the fiscal year", "date", ("DURATION", "P1Y")),
        ("the 1990s", "date", ("DATE", "199")),
        ("the 19th century", "date", ("DATE", "18")),
        ("the past two months", "date", ("DURATION", "P2M")),
        ("the next few days", "date", ("DURATION", "PXD")),
        ("recent weeks", "date", ("DURATION", "PXW")),
        ("recent years", "date", ("DATE", "PAST_REF")),
        ("coming years", "date", ("DURATION", "PXY")),
        ("by July", "date", ("DATE", "2023-07")),
        ("several years ago", "date", ("DATE", "PAST_REF")),
        ("overnight", "date", ("TIME", "2023-03-14TNI")),
        ("past year", "date", ("DATE", "2022")),
        ("nineteen ninety-six", "date", ("DATE", "1996")),
        ("January nineteen ninety-seven", "date", ("DATE", "1997-01")),
        ("the winter of nineteen ninety-four", "date", ("DATE", "1994-WI")),
        ("the year two thousand", "date", ("DATE", "2000")),
        ("twenty twelve", "date", ("DATE", "2012")),
        ("the fiscal first quarter", "date", ("DATE", "2023-Q1")),
        ("the year-ago third quarter", "date", ("DATE", "2021-Q3")),
        ("the current quarter", "date", ("DATE", "2023-Q1")),
        ("the current fiscal year", "date", ("DATE", "2023")),
        ("the latest fiscal year", "date", ("DATE", "2022")),
        ("the last half of 1989", "date", ("DATE", "1989-H2")),
        ("this past spring", "date", ("DATE", "2022-SP")),
        ("the early summer", "date", ("DATE", "2022-SU")),
        ("year's end", "date", ("DATE", "2023")),
        ("earlier in the year", "date", ("DATE", "2023")),
        ("7:15 p.m.", "date", ("TIME", "2023-03-15T19:15")),
        ("these days", "duration", ("DATE", "PRESENT_REF")),
        ("coming weeks", "date", ("DURATION", "PXW")),
        ("two to three weeks", "duration", ("DURATION", "P2W")),
        ("twenty four hours", "duration", ("DURATION", "PT24H")),
        ("each July", "set", ("SET", "XXXX-07")),
        ("every summer", "set", ("SET", "XXXX-SU")),
        ("two years", "duration", ("DURATION", "P2Y")),
        ("30-day", "duration", ("DURATION", "P30D")),
        ("2 1/2 years", "duration", ("DURATION", "P2Y6M")),
        ("three quarters", "duration", ("DURATION", "P9M")),
        ("a couple of years", "duration", ("DURATION", "P2Y")),
        ("four hours", "duration", ("DURATION", "PT4H")),
        ("weeks", "duration", ("DURATION", "PXW")),
        ("centuries", "duration", ("DURATION", "PXY")),
        ("the past decade", "duration", ("DURATION", "P10Y")),
        ("wholly vague", "duration", None),
        ("daily", "set", ("SET", "P1D")),
        ("every Friday", "set", ("SET", "XXXX-WXX-5")),
        ("Tuesday nights", "set", ("SET", "XXXX-WXX-2TNI")),
        ("each month", "set", ("SET", "P1M")),
        ("every quarter", "set", ("SET", "P1Q")),
        ("every other day", "set", ("SET", "P2D")),
        ("now", "reference", ("DATE", "PRESENT_REF")),
        ("recently", "reference", ("DATE", "PAST_REF")),
        ("the future", "reference", ("DATE", "FUTURE_REF")),
        ("the other one", "date", None),
    ],
)
def test_values(words: str, kind: str, expected: tuple[str, str] | None) -> None:
    """Units are told by their names, durations by their length."""
    assert expected == value(words, kind)


def test_a_year_earlier_leans_on_the_quarter_told_of() -> None:
    """In business news "a year earlier" is the same quarter of the year before."""
    text = "In the third quarter of 2021 it lost more than a year earlier, in the quarter."
    words = ("third quarter of 2021", "a year earlier", "the quarter.")
    spans = [(text.index(one), text.index(one) + len(one.rstrip(".")), "date") for one in words]
    found = timex_values(text, spans, WEDNESDAY)
    assert ["2021-Q3", "2020-Q3", "2021-Q3"] == [one.value if one else None for one in found]
