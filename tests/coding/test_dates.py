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
        ("It fell within minutes on Friday", ["Friday"]),
        ("It fell within hours", ["within hours"]),
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
        ("They met on 2022-01-03 in Oslo", ["2022-01-03"]),
        ("2022-01-03: They met", ["2022-01-03"]),
        ("They met (2022-01-03) in Oslo", ["2022-01-03"]),
        ("It ran in 2014-15 and in 2016-2017", ["2014-15", "2016-2017"]),
        ("It ran in January-March 2021", ["January-March 2021"]),
        ("It ran in February–April last year", ["February–April last year"]),
        ("They fought on Friday-Saturday", ["Friday-Saturday"]),
        ("They fell in Q3 2021 and H1 2022", ["Q3 2021", "H1 2022"]),
        ("It is the report for FY2021", ["FY2021"]),
        ("They met last weekend in Oslo", ["last weekend"]),
        ("They met the weekend before last", ["the weekend before last"]),
        ("Two Fridays ago they met", ["Two Fridays ago"]),
        ("In the first nine months they met", ["the first nine months"]),
        ("In Jan '21 they met", ["Jan '21"]),
        ("In the last week of Ramadan they met", ["the last week of Ramadan"]),
        ("In the second week of December they met", ["the second week of December"]),
        ("In the last days of the war they met", []),
        ("In the past two weeks of fighting they met", ["In the past two weeks"]),
        ("It flew overnight into 8 October", ["overnight into 8 October"]),
        ("They met on Epiphany", ["Epiphany"]),
        ("They will leave before year-end", ["before year-end"]),
        ("It came within hours", ["within hours"]),
    ],
)
def test_forms_that_the_resolver_reads_are_found(text: str, expected: list[str]) -> None:
    """What the resolver can read is found whole: ISO dates, months joined, quarters, weekends."""
    assert expected == dates(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("It shook at 6 p.m. (1800 UTC) there", []),
        ("It lasted from 1800 to 2000 GMT there", []),
        ("It shook about 1530 local time there", []),
        ("They voted in 2018 local elections", ["2018"]),
        ("They met in 1800 in Oslo", ["1800"]),
    ],
)
def test_a_clock_is_no_year(text: str, expected: list[str]) -> None:
    """Four figures before a zone or the word hours are the time of day."""
    assert expected == dates(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("they met on monday in oslo", ["monday"]),
        ("they met on 3 january and in february", ["3 january", "february"]),
        ("they met in may and since march", ["may", "since march"]),
        ("they met on may 5 and in may 2021", ["may 5", "may 2021"]),
        ("they met on jan. 3, in dec 2020", ["jan. 3", "dec 2020"]),
        ("some 20 may have died", []),
        ("they may march to oslo", []),
        ("they march 12 km to the sun", []),
        ("the march and the sun of last march", []),
    ],
)
def test_months_in_small_letters(text: str, expected: list[str]) -> None:
    """A month in small letters counts; may and march only with a figure or behind "in"."""
    assert expected == dates(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("After Jan. 4, gunmen left", ["After Jan. 4"]),
        ("After the Jan. 6 riots, they left", ["Jan. 6"]),
        ("Two days after Jan. 4, they left", ["Two days after", "Jan. 4"]),
        ("They will stop from 17 July.", ["from 17 July"]),
        ("They won from Monday's attack", ["Monday"]),
        ("It was up from 2020.", ["2020"]),
    ],
)
def test_after_and_from_turn_a_date_that_closes_its_clause(text: str, expected: list[str]) -> None:
    """The date keeps "after" and "from" where nothing else is dated by it."""
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
