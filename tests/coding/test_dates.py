"""Date words as spans of tokens."""

import pytest

from tests.patience import bounded
from watchfloor.coding.dates import find_dates, find_times
from watchfloor.coding.words import sentences
from watchfloor.model import Document


def dates(text: str) -> list[str]:
    """Return the date words found in one sentence."""
    (sentence,) = sentences(Document.new(text))
    return [text[sentence.starts[a] : sentence.ends[b - 1]] for a, b in find_dates(sentence)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They met on Thursday in Oslo", ["Thursday"]),
        ("They met on Thursday morning", ["Thursday morning"]),
        ("They met yesterday", ["yesterday"]),
        ("They met on January 3, 2020 in Oslo", ["January 3, 2020"]),
        ("They met on 3 January 2020", ["3 January 2020"]),
        ("A Jan. 9 statement", ["Jan. 9"]),
        ("In March they left", ["March"]),
        ("They may march in May 2021", ["May 2021"]),
        ("They left in 2018", ["2018"]),
        ("They left last week", ["last week"]),
        ("They left two days ago", ["two days ago"]),
        ("In the first two weeks of 2022 they left", ["the first two weeks of 2022"]),
        ("They left on 30 DEC 89", ["30 DEC 89"]),
        ("They may leave", []),
        ("2018 people left in three groups", []),
        ("They left the day after", ["the day after"]),
        ("They met over the weekend", ["the weekend"]),
        ("In mid-January they left", ["mid-January"]),
        ("They left last Monday", ["last Monday"]),
        ("They met on Friday, 5 November", ["Friday, 5 November"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    """Dates are found without their preposition, look-alikes are left alone."""
    assert expected == dates(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It lasted from 5 to 8 January", ["from 5 to 8 January"]),
        ("It ran between 2014 and 2018", ["between 2014 and 2018"]),
        ("They fought on Oct. 7-9 there", ["Oct. 7-9"]),
        ("They fought from Monday to Friday", ["from Monday to Friday"]),
        ("The road is closed since early December", ["since early December"]),
        ("They will leave by the end of the year", ["by the end of the year"]),
        ("It stays closed until further notice", ["until further notice"]),
        ("They marched for a third day", ["for a third day"]),
        ("The siege, now in its sixth day, goes on", ["now in its sixth day"]),
        ("At 10:30 a.m. Monday it shook", ["10:30 a.m. Monday"]),
        ("It began in the mid-2000s", ["the mid-2000s"]),
        ("On May 7th they met", ["May 7th"]),
        ("Shots fell overnight into Sunday", ["overnight into Sunday"]),
        ("Two days later they met", ["Two days later"]),
        ("It came late in November", ["late in November"]),
        ("They met on Christmas Eve", ["Christmas Eve"]),
        ("They spoke on the 20th anniversary of the 11 September 2001 attacks",
         ["the 20th anniversary of the 11 September 2001"]),
        ("They met in the first week of June", ["the first week of June"]),
        ("The first half of 2020 was calm", ["The first half of 2020"]),
        ("The decree of 24.02.2022 holds", ["24.02.2022"]),
        ("It was signed on 08/26/2021", ["08/26/2021"]),
        ("The March on Rome", []),
        ("They use 2000 rifles and 15 cars", []),
    ],
)  # fmt: skip
def test_more_dates(text: str, expected: list[str]) -> None:
    """Ranges, terms and counted days are found whole, with the words that turn them."""
    assert expected == dates(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It took two weeks", [("two weeks", "duration")]),
        ("A 30-day truce", [("30-day", "duration")]),
        ("They meet every Friday", [("every Friday", "set")]),
        ("They are there now", [("now", "reference")]),
        ("From Monday to Friday", [("Monday", "date"), ("Friday", "date")]),
        ("Profit fell in the quarter", [("the quarter", "date")]),
        ("In nineteen ninety-six it shut", [("nineteen ninety-six", "date")]),
        ("It rose in the fiscal first quarter", [("the fiscal first quarter", "date")]),
        ("He slept at 7:15 p.m. there", [("7:15 p.m.", "date")]),
        ("They march each July in rain", [("each July", "set")]),
        ("She is 37 years old now", [("now", "reference")]),
        ("It costs $2 million a year now", [("now", "reference")]),
        ("It took a year", [("a year", "duration")]),
    ],
)
def test_times_have_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    """Durations, sets and references are told apart; a range is taken by its ends."""
    (sentence,) = sentences(Document.new(text))
    found = [
        (text[sentence.starts[one.start] : sentence.ends[one.end - 1]], one.kind)
        for one in find_times(sentence)
    ]
    assert expected == found


@pytest.mark.parametrize(
    "unit", ["the first last ", "5 to 8 ", "May 1 to ", "early late mid-", "a few days ", "- – to "]
)
def test_hostile_text_is_cheap(unit: str) -> None:
    """Half-begun dates cost no more than their length: fifty thousand characters."""
    with bounded():
        for sentence in sentences(Document.new(unit * (50_000 // len(unit)))):
            find_dates(sentence)
            find_times(sentence)
