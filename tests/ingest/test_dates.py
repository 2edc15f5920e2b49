"""Published dates as words state them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.ingest.dates import dateline, published, read_date, url_date

DAY = (date(2022, 1, 5), date(2022, 1, 5), "day")


@pytest.mark.parametrize(
    "words",
    [
        "2022-01-05",
        " 2022-01-05 ",
        "2022-01-05T23:30:00+03:00",
        "2022-01-05T23:30:00.123Z",
        "2022-01-05 23:30",
        "20220105",
        "20220105T233000Z",
        "2022/01/05",
        "5 January 2022",
        "05 Jan 2022",
        "5th January, 2022",
        "5-Jan-2022",
        "January 5, 2022",
        "Jan. 5, 2022 at 10:30 GMT",
        "Wednesday, January 5th, 2022",
        "Wed, 05 Jan 2022 10:00:00 GMT",
        "Wed, 5 Jan 2022 23:30:00 +0300",
    ],
)
def test_forms_of_a_day(words: str) -> None:
    """ISO, RFC 2822 and written-out days are read; the day is the day as written."""
    assert read_date(words) == DAY


@pytest.mark.parametrize(
    "words,first,last,rule",
    [
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "row, month"),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29), "row, month"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "row, year"),
        ("2022-02-03", date(2022, 2, 3), date(2022, 2, 3), "row"),
    ],
)
def test_months_and_years_are_intervals(words: str, first: date, last: date, rule: str) -> None:
    """A month or a year is its first and last day, and the rule says so."""
    found = published(words, "row")

    assert found is not None
    assert (found.from_, found.to, found.rule) == (first, last, rule)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "05/01/2022",
        "2022-13-01",
        "31 June 2022",
        "yesterday",
        "0000",
        "5 Brumaire 2022",
        "9" * 200,
    ],
)
def test_what_means_two_things_or_nothing_is_not_read(words: str) -> None:
    """An ambiguous, impossible or unknown form is no date."""
    assert read_date(words) is None
    assert published(words, "row") is None


@given(st.text())
def test_any_words_are_safe(words: str) -> None:
    """Reading a date never raises."""
    read_date(words)
    dateline(words)
    url_date(words)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("GUATEMALA CITY, 4 FEB 90 (ACAN-EFE) -- [TEXT] A bomb", date(1990, 2, 4)),
        ("PERTH (AUSTRALIA), JUNE 11 89 (AFP) -- A bomb", date(1989, 6, 11)),
        ("BAGHDAD, Jan. 13, 2022 (Reuters) - A rocket", date(2022, 1, 13)),
        ("A headline\n\nKabul, 3 March 2021 — A rocket", date(2021, 3, 3)),
        ("PARIS, 4 FEB 22 -- A rocket", date(2022, 2, 4)),
        ("SAN SALVADOR, 9 OCT (AFP) -- No year", None),
        ("LIMA, 31 JUN 90 -- No such day", None),
        ("On January 13, 2022, a rocket hit - and missed", None),
        ("x" * 700 + "\nBAGHDAD, Jan. 13, 2022 (Reuters) - Too far down", None),
    ],
)
def test_datelines(text: str, expected: date | None) -> None:
    """A dateline needs place, full date with year, and dash, near the top of the text."""
    found = dateline(text)

    assert expected == (found.from_ if found else None)
    assert found is None or found.rule == "dateline"


@pytest.mark.parametrize(
    "url,expected",
    [
        ("https://a.example/2022/01/05/rocket", date(2022, 1, 5)),
        ("https://a.example/news/2022-01-05-rocket.html", date(2022, 1, 5)),
        ("https://a.example/2022/13/05/rocket", None),
        ("https://a.example/12022/01/05", None),
        ("https://a.example/", None),
    ],
)
def test_dates_in_addresses(url: str, expected: date | None) -> None:
    """A path with year, month and day dates the page."""
    found = url_date(url)

    assert expected == (found.from_ if found else None)
