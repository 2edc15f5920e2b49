"""Dates: what news expressions mean against a published day, and when they mean nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import DatePrecision, Interval, Published
from watchfloor.resolve import days
from watchfloor.resolve.times import Told, looks_ahead, resolve_date

WEDNESDAY = Published.on(date(2023, 3, 15), "given")  # a Wednesday, in the middle of a month

# words, from, to (None: open), precision; all in a text published on Wednesday 2023-03-15
NEWS = [
    # weekdays: the nearest behind, the published day itself included
    ("Monday", "2023-03-13", "2023-03-13", "day"),
    ("on Tuesday", "2023-03-14", "2023-03-14", "day"),
    ("Wednesday", "2023-03-15", "2023-03-15", "day"),
    ("on Thursday", "2023-03-09", "2023-03-09", "day"),
    ("Friday", "2023-03-10", "2023-03-10", "day"),
    ("SATURDAY", "2023-03-11", "2023-03-11", "day"),
    ("on Sunday", "2023-03-12", "2023-03-12", "day"),
    ("Thursday's", "2023-03-09", "2023-03-09", "day"),
    ("Monday’s", "2023-03-13", "2023-03-13", "day"),
    ("early Monday", "2023-03-13", "2023-03-13", "day"),
    ("late on Friday", "2023-03-10", "2023-03-10", "day"),
    ("Sunday night", "2023-03-12", "2023-03-12", "day"),
    ("on Saturday evening", "2023-03-11", "2023-03-11", "day"),
    ("before dawn on Tuesday", "2023-03-14", "2023-03-14", "day"),
    ("shortly after midnight on Sunday", "2023-03-12", "2023-03-12", "day"),
    ("the night of Monday", "2023-03-13", "2023-03-14", "range"),
    ("at 5 p.m. on Monday", "2023-03-13", "2023-03-13", "day"),
    ("Friday at about 10:30 a.m. local time", "2023-03-10", "2023-03-10", "day"),
    ("last Wednesday", "2023-03-08", "2023-03-08", "day"),
    ("last Monday", "2023-03-13", "2023-03-13", "day"),
    ("next Monday", "2023-03-20", "2023-03-20", "day"),
    ("next Wednesday", "2023-03-22", "2023-03-22", "day"),
    ("this Friday", "2023-03-17", "2023-03-17", "day"),
    ("Monday of last week", "2023-03-06", "2023-03-06", "day"),
    ("Friday next week", "2023-03-24", "2023-03-24", "day"),
    # the published day and its neighbours
    ("today", "2023-03-15", "2023-03-15", "day"),
    ("earlier today", "2023-03-15", "2023-03-15", "day"),
    ("this morning", "2023-03-15", "2023-03-15", "day"),
    ("early this morning", "2023-03-15", "2023-03-15", "day"),
    ("tonight", "2023-03-15", "2023-03-15", "day"),
    ("yesterday", "2023-03-14", "2023-03-14", "day"),
    ("yesterday evening", "2023-03-14", "2023-03-14", "day"),
    ("last night", "2023-03-14", "2023-03-14", "day"),
    ("the day before yesterday", "2023-03-13", "2023-03-13", "day"),
    ("tomorrow", "2023-03-16", "2023-03-16", "day"),
    ("the day after tomorrow", "2023-03-17", "2023-03-17", "day"),
    ("overnight", "2023-03-14", "2023-03-15", "range"),
    # whole dates
    ("January 5, 2022", "2022-01-05", "2022-01-05", "day"),
    ("Jan. 5, 2022", "2022-01-05", "2022-01-05", "day"),
    ("9 January 2022", "2022-01-09", "2022-01-09", "day"),
    ("the 9th of January, 2022", "2022-01-09", "2022-01-09", "day"),
    ("on Sunday, January 9, 2022,", "2022-01-09", "2022-01-09", "day"),
    ("Sept. 11, 2001", "2001-09-11", "2001-09-11", "day"),
    ("29 February 2020", "2020-02-29", "2020-02-29", "day"),
    ("4 FEB 90", "1990-02-04", "1990-02-04", "day"),
    ("17 NOV 05", "2005-11-17", "2005-11-17", "day"),
    ("2022-01-05", "2022-01-05", "2022-01-05", "day"),
    ("2022-01", "2022-01-01", "2022-01-31", "month"),
    ("25/12/2021", "2021-12-25", "2021-12-25", "day"),
    ("12/25/2021", "2021-12-25", "2021-12-25", "day"),
    ("07/07/2005", "2005-07-07", "2005-07-07", "day"),
    ("31.12.99", "1999-12-31", "1999-12-31", "day"),
    ("January 5 last year", "2022-01-05", "2022-01-05", "day"),
    # dates without a year: the last one, or one a few weeks ahead
    ("Jan. 9", "2023-01-09", "2023-01-09", "day"),
    ("on 6 June", "2022-06-06", "2022-06-06", "day"),
    ("15 March", "2023-03-15", "2023-03-15", "day"),
    ("March 14th", "2023-03-14", "2023-03-14", "day"),
    ("on Friday, 10 March", "2023-03-10", "2023-03-10", "day"),
    ("Nov. 30", "2022-11-30", "2022-11-30", "day"),
    ("on 22 March", "2023-03-22", "2023-03-22", "day"),
    ("the 3rd", "2023-03-03", "2023-03-03", "day"),
    ("on the 24th", "2023-02-24", "2023-02-24", "day"),
    ("Friday the 10th", "2023-03-10", "2023-03-10", "day"),
    ("on the 31st", "2023-01-31", "2023-01-31", "day"),
    # months
    ("in November", "2022-11-01", "2022-11-30", "month"),
    ("in March", "2023-03-01", "2023-03-31", "month"),
    ("January 2020", "2020-01-01", "2020-01-31", "month"),
    ("in February of 2020", "2020-02-01", "2020-02-29", "month"),
    ("last November", "2022-11-01", "2022-11-30", "month"),
    ("last March", "2022-03-01", "2022-03-31", "month"),
    ("this May", "2023-05-01", "2023-05-31", "month"),
    ("next May", "2023-05-01", "2023-05-31", "month"),
    ("next January", "2024-01-01", "2024-01-31", "month"),
    ("in October last year", "2022-10-01", "2022-10-31", "month"),
    # seasons, quarters, years, decades
    ("last summer", "2022-06-01", "2022-08-31", "season"),
    ("last fall", "2022-09-01", "2022-11-30", "season"),
    ("last winter", "2022-12-01", "2023-02-28", "season"),
    ("this spring", "2023-03-01", "2023-03-15", "range"),
    ("this summer", "2023-06-01", "2023-08-31", "season"),
    ("next autumn", "2023-09-01", "2023-11-30", "season"),
    ("in the winter", "2022-12-01", "2023-02-28", "season"),
    ("the summer of 2014", "2014-06-01", "2014-08-31", "season"),
    ("in the winter of 2019", "2019-12-01", "2020-02-29", "season"),
    ("the third quarter of 2021", "2021-07-01", "2021-09-30", "quarter"),
    ("Q1 2022", "2022-01-01", "2022-03-31", "quarter"),
    ("2018", "2018-01-01", "2018-12-31", "year"),
    ("in 1984", "1984-01-01", "1984-12-31", "year"),
    ("throughout 2021", "2021-01-01", "2021-12-31", "year"),
    ("last year", "2022-01-01", "2022-12-31", "year"),
    ("next year", "2024-01-01", "2024-12-31", "year"),
    ("this year", "2023-01-01", "2023-03-15", "range"),
    ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
    ("the mid-2000s", "2004-01-01", "2006-12-31", "decade"),
    ("the early 1980s", "1980-01-01", "1983-12-31", "decade"),
    ("the late 1970s", "1977-01-01", "1979-12-31", "decade"),
    ("last decade", "2010-01-01", "2019-12-31", "decade"),
    # weeks, weekends, months against publication
    ("last week", "2023-03-06", "2023-03-12", "week"),
    ("next week", "2023-03-20", "2023-03-26", "week"),
    ("this week", "2023-03-13", "2023-03-15", "range"),
    ("later this week", "2023-03-16", "2023-03-19", "range"),
    ("last month", "2023-02-01", "2023-02-28", "month"),
    ("last month's", "2023-02-01", "2023-02-28", "month"),
    ("next month", "2023-04-01", "2023-04-30", "month"),
    ("this month", "2023-03-01", "2023-03-15", "range"),
    ("earlier this month", "2023-03-01", "2023-03-14", "range"),
    ("at the weekend", "2023-03-11", "2023-03-12", "range"),
    ("last weekend", "2023-03-11", "2023-03-12", "range"),
    ("next weekend", "2023-03-18", "2023-03-19", "range"),
    ("three days ago", "2023-03-12", "2023-03-12", "day"),
    ("a day ago", "2023-03-14", "2023-03-14", "day"),
    ("two weeks ago", "2023-03-01", "2023-03-01", "day"),
    ("six months ago", "2022-09-01", "2022-09-30", "month"),
    ("five years ago", "2018-01-01", "2018-12-31", "year"),
    ("a year ago", "2022-03-01", "2022-03-31", "month"),
    ("two decades ago", "2003-01-01", "2003-12-31", "year"),
    ("over the past three months", "2022-12-15", "2023-03-15", "range"),
    ("in the past week", "2023-03-08", "2023-03-15", "range"),
    ("in the last month", "2023-02-15", "2023-03-15", "range"),
    ("the next two days", "2023-03-15", "2023-03-17", "range"),
    ("within a month", "2023-03-15", "2023-04-15", "range"),
    # parts of a whole
    ("the first two weeks of 2022", "2022-01-01", "2022-01-14", "range"),
    ("the first nine months of 2022", "2022-01-01", "2022-09-30", "range"),
    ("in the last week of December", "2022-12-25", "2022-12-31", "range"),
    ("the first week of March", "2023-03-01", "2023-03-07", "range"),
    ("the second week of February", "2023-02-08", "2023-02-14", "range"),
    ("the first days of January", "2023-01-01", "2023-01-10", "range"),
    ("the first half of 2022", "2022-01-01", "2022-06-30", "range"),
    ("the second half of February", "2023-02-16", "2023-02-28", "range"),
    ("the first half of last summer", "2022-06-01", "2022-07-16", "range"),
    ("the end of 2021", "2021-12-01", "2021-12-31", "month"),
    ("the end of January", "2023-01-21", "2023-01-31", "range"),
    ("at the start of the year", "2023-01-01", "2023-01-31", "month"),
    ("the middle of October", "2022-10-11", "2022-10-20", "range"),
    ("early January", "2023-01-01", "2023-01-10", "range"),
    ("mid-January", "2023-01-11", "2023-01-20", "range"),
    ("late February", "2023-02-21", "2023-02-28", "range"),
    ("early 2022", "2022-01-01", "2022-04-30", "range"),
    ("late last year", "2022-09-01", "2022-12-31", "range"),
    ("early last week", "2023-03-06", "2023-03-07", "range"),
    ("late last summer", "2022-08-01", "2022-08-31", "month"),
    # ranges
    ("between Jan. 3 and Jan. 7", "2023-01-03", "2023-01-07", "range"),
    ("between Jan. 3 and 7", "2023-01-03", "2023-01-07", "range"),
    ("from 5 to 8 January", "2023-01-05", "2023-01-08", "range"),
    ("Oct. 7-9", "2022-10-07", "2022-10-09", "range"),
    ("2–11 January 2022", "2022-01-02", "2022-01-11", "range"),
    ("19 and 20 September", "2022-09-19", "2022-09-20", "range"),
    ("from 28 December to 3 January", "2022-12-28", "2023-01-03", "range"),
    ("from 5 May to 2 June 2021", "2021-05-05", "2021-06-02", "range"),
    ("from January to March 2022", "2022-01-01", "2022-03-31", "range"),
    ("November to January", "2022-11-01", "2023-01-31", "range"),
    ("between 2014 and 2018", "2014-01-01", "2018-12-31", "range"),
    ("2014-18", "2014-01-01", "2018-12-31", "range"),
    ("Monday and Tuesday", "2023-03-13", "2023-03-14", "range"),
    ("from Saturday to Monday", "2023-03-11", "2023-03-13", "range"),
    ("between Monday and Friday", "2023-03-06", "2023-03-10", "range"),
    # open ends
    ("since Monday", "2023-03-13", "2023-03-15", "range"),
    ("since 2018", "2018-01-01", "2023-03-15", "range"),
    ("since mid-January", "2023-01-15", "2023-03-15", "range"),
    ("since the start of the year", "2023-01-01", "2023-03-15", "range"),
    ("since last November", "2022-11-01", "2023-03-15", "range"),
    ("since today", "2023-03-15", "2023-03-15", "day"),
    ("from Friday", "2023-03-10", "2023-03-15", "range"),
    ("by Friday", "2023-03-15", "2023-03-17", "range"),
    ("by the end of June", "2023-03-15", "2023-06-30", "range"),
    ("by the end of the year", "2023-03-15", "2023-12-31", "range"),
    ("by mid-April", "2023-03-15", "2023-04-15", "range"),
    ("by the end of 2021", None, "2021-12-31", "open"),
    ("until 2020", None, "2020-12-31", "open"),
    ("until next Monday", "2023-03-15", "2023-03-20", "range"),
    ("before 1 June", "2023-03-15", "2023-05-31", "range"),
    ("before 2020", None, "2019-12-31", "open"),
    ("from next Monday", "2023-03-20", None, "open"),
]


def interval(start: str | None, end: str | None, precision: str) -> Interval:
    """Make an interval from ISO words."""
    return Interval(
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        DatePrecision(precision),
    )


NEWS += [
    ("two Fridays ago", "2023-03-03", "2023-03-03", "day"),
    ("two Wednesdays ago", "2023-03-01", "2023-03-01", "day"),
    ("Jan '21", "2021-01-01", "2021-01-31", "month"),
    ("January ’21", "2021-01-01", "2021-01-31", "month"),
    ("H1 2021", "2021-01-01", "2021-06-30", "range"),
    ("H2 2021", "2021-07-01", "2021-12-31", "range"),
    ("FY2021", "2021-01-01", "2021-12-31", "year"),
    ("FY21", "2021-01-01", "2021-12-31", "year"),
    ("January-March 2021", "2021-01-01", "2021-03-31", "range"),
    ("the first nine months", "2022-01-01", "2022-09-30", "range"),
    ("the first two months", "2023-01-01", "2023-02-28", "range"),
    ("the first weekend of March", "2023-03-04", "2023-03-05", "range"),
    ("the last weekend of February", "2023-02-25", "2023-02-26", "range"),
    ("As of Monday", "2023-03-13", "2023-03-13", "day"),
    ("as of March 10", "2023-03-10", "2023-03-10", "day"),
    ("after March 10", "2023-03-11", "2023-03-15", "range"),
    ("since the start of the day", "2023-03-15", "2023-03-15", "day"),
    ("the 20th anniversary of the Sept. 11 attacks", "2022-09-11", "2022-09-11", "day"),
    ("the 20th anniversary of the 20 March invasion", "2023-03-20", "2023-03-20", "day"),
    ("the 20th anniversary of the 20 March 2003 invasion", "2023-03-20", "2023-03-20", "day"),
    ("on Eid", "2022-07-09", "2022-07-09", "day"),
]


@pytest.mark.parametrize("words,start,end,precision", NEWS, ids=[row[0] for row in NEWS])
def test_news_expression(words: str, start: str | None, end: str | None, precision: str) -> None:
    """An expression of news means one interval against a Wednesday in March."""
    found = resolve_date(words, WEDNESDAY)
    assert found is not None
    assert interval(start, end, precision) == found.interval


def test_there_are_enough_expressions() -> None:
    """The list stays a benchmark of its own: at least 150 different expressions."""
    assert len({row[0] for row in NEWS}) >= 150


@pytest.mark.parametrize(
    "words",
    [
        "02/04/1990",
        "30 February 2021",
        "29 February 2021",
        "31 November",
        "recently",
        "hours later",
        "after prayers",
        "the war",
        "a few days ago",
        "for three days",
        "",
        "   ",
        "13/13/2021",
        "since next Monday",
        "7 to 3 March",
        "from 2018 to 2014",
        "the second month of January",
        "the first three weeks of last week",
        "x" * 500,
    ],
)
def test_unresolved_on_purpose(words: str) -> None:
    """Ambiguous, impossible and vague words stay unresolved; the published date never fills in."""
    assert resolve_date(words, WEDNESDAY) is None


@pytest.mark.parametrize(
    "words",
    ["Monday", "yesterday", "last week", "in November", "Jan. 9", "the 24th", "two weeks ago",
     "last summer", "overnight", "at the weekend", "this year", "last year", "last decade",
     "next Monday", "last November", "Friday next week", "in the past week",
     "the past three months",
     "later this week", "late last year"],
)  # fmt: skip
def test_relative_words_need_a_published_date(words: str) -> None:
    """Without a published date nothing relative is resolved."""
    assert resolve_date(words, None) is None


@pytest.mark.parametrize(
    "words,expected",
    [
        ("January 5, 2022", interval("2022-01-05", "2022-01-05", "day")),
        ("in 2018", interval("2018-01-01", "2018-12-31", "year")),
        ("the summer of 2014", interval("2014-06-01", "2014-08-31", "season")),
        ("since 2018", interval("2018-01-01", None, "open")),
        ("by the end of 2021", interval(None, "2021-12-31", "open")),
        ("Oct. 7-9, 2019", interval("2019-10-07", "2019-10-09", "range")),
    ],
)
def test_absolute_words_need_none(words: str, expected: Interval) -> None:
    """Whole dates are read without a published date; their open ends stay open."""
    found = resolve_date(words, None)
    assert found is not None
    assert expected == found.interval


def test_a_published_interval_tells_what_all_its_days_agree_on() -> None:
    """A weekday or a month is told where all days of publication agree, yesterday never."""
    published = Published(date(2022, 1, 14), date(2022, 1, 19), "inferred")
    assert resolve_date("Wednesday", published) is None
    thursday = resolve_date("Thursday", published)
    assert thursday is not None
    assert interval("2022-01-13", "2022-01-13", "day") == thursday.interval
    assert resolve_date("at the weekend", published) is None
    assert resolve_date("yesterday", published) is None
    found = resolve_date("last month", published)
    assert found is not None
    assert interval("2021-12-01", "2021-12-31", "month") == found.interval


def test_a_published_interval_across_two_months_leaves_last_month_open() -> None:
    """Where the two ends lead to different answers there is none."""
    published = Published(date(2022, 1, 30), date(2022, 2, 2), "inferred")
    assert resolve_date("last month", published) is None


@pytest.mark.parametrize(
    "words,before,after,expected",
    [
        ("on Friday", "Four hostages are to be freed ", ".", "2023-03-17"),
        ("on Monday", "", " the council will meet in Geneva.", "2023-03-20"),
        ("Monday", "The minister said on ", " that troops would stay.", "2023-03-13"),
        ("on Friday", "He was killed ", " and will be buried at home.", "2023-03-10"),
        ("Friday", "Unions called a strike for ", ".", "2023-03-17"),
        ("Friday", "Police arrested two men for ", "'s attack.", "2023-03-10"),
        ("By Friday", "They agreed. ", " shops were closed.", "2023-03-10"),
        ("in May", "Elections are due ", ".", "2023-05-31"),
        ("in the autumn", "Talks will resume ", ".", "2023-11-30"),
        ("on 6 June", "The envoy will travel ", ".", "2023-06-06"),
        ("on the 24th", "Talks are scheduled ", ".", "2023-03-24"),
        ("this month", "Aid will reach the camp ", ".", "2023-03-31"),
        ("at the weekend", "The mission is expected to end ", ".", "2023-03-19"),
    ],
)
def test_tense_of_the_sentence(words: str, before: str, after: str, expected: str) -> None:
    """The clause around a date decides between the last and the next day of that name."""
    found = resolve_date(words, WEDNESDAY, before=before, after=after)
    assert found is not None
    assert found.interval is not None
    assert date.fromisoformat(expected) == found.interval.to


@pytest.mark.parametrize(
    "words,before,after,coming,expected",
    [
        ("on Friday", "Two patrol boats sail ", ".", True, "2023-03-17"),
        ("in January", "Sweden sends a battalion ", ".", True, "2024-01-31"),
        ("in June", "Four men seized ", " may be let go.", False, "2022-06-30"),
        ("in November", "Crew will go home who were seized ", ".", False, "2022-11-30"),
        ("on Friday", "A strike was called for ", ".", False, "2023-03-17"),
        ("since April", "The group may stop the attacks it has led ", ".", True, "2023-03-15"),
        ("overnight", "They would have struck ", ".", True, "2023-03-15"),
        ("within two years", "He died ", ", officials say.", False, "2023-03-15"),
        ("within two years", "Troops leave ", ".", True, "2025-03-15"),
        ("on 6 March", "The pull-out announced ", " begins soon.", True, "2023-03-06"),
    ],
)
def test_what_is_known_of_the_event_leads_where_words_leave_it_open(
    words: str, before: str, after: str, coming: bool, expected: str
) -> None:
    """A plan's Friday lies ahead without a future verb; what has happened has no next November."""
    found = resolve_date(words, WEDNESDAY, before=before, after=after, coming=coming)
    assert found is not None
    assert found.interval is not None
    assert date.fromisoformat(expected) == found.interval.to


def test_another_clause_does_not_decide() -> None:
    """A future verb in the sentence before says nothing of this date."""
    assert looks_ahead("Friday", "Troops will leave. Two men died on ", " in the town.") is False


@pytest.mark.parametrize(
    "words,expected",
    [
        ("that night", "2023-02-01"),
        ("the next day", "2023-02-02"),
        ("a day earlier", "2023-01-31"),
        ("three days later", "2023-02-04"),
        ("two days earlier", "2023-01-30"),
        ("in the evening", "2023-02-01"),
        ("within hours", "2023-02-01"),
        ("soon afterwards", "2023-02-01"),
        ("by dawn", "2023-02-02"),
    ],
)
def test_words_that_lean_on_the_narrative(words: str, expected: str) -> None:
    """Two days later is counted from the day told of last, and means nothing without one."""
    found = resolve_date(words, WEDNESDAY, told=Told(days.day(date(2023, 2, 1))))
    day = date.fromisoformat(expected)
    assert found is not None
    assert Interval(day, day, DatePrecision.DAY) == found.interval
    if words not in ("in the evening", "by dawn"):  # these are of the published day
        assert resolve_date(words, WEDNESDAY) is None


@pytest.mark.parametrize(
    "words,before,after,first,last",
    [
        ("three days after", "The blast came ", " a bus was hit.", "2023-01-29", "2023-01-29"),
        ("Three days", "", " after drones struck a house.", "2023-01-29", "2023-01-29"),
        ("within 72 hours", "A truce agreed then begins ", ".", "2023-02-01", "2023-02-04"),
        ("since then", "The crew has been held ", ".", "2023-02-01", "2023-03-15"),
        ("for a week", "Rebels freed the men they held ", ".", "2023-01-25", "2023-02-01"),
        ("since Jan. 10", "They had held the town ", ".", "2023-01-10", "2023-02-01"),
        ("for a third night", "Youths rioted ", ".", "2023-01-30", "2023-02-01"),
    ],
)
def test_stretches_that_lean_on_the_sentence(
    words: str, before: str, after: str, first: str, last: str
) -> None:
    """A stretch begins or ends on the day that its own sentence tells of."""
    told = Told(days.day(date(2023, 2, 1)), same_sentence=True)
    found = resolve_date(words, WEDNESDAY, before=before, after=after, told=told)
    assert found is not None
    assert found.interval is not None
    assert (first, last) == (str(found.interval.from_), str(found.interval.to))


@pytest.mark.parametrize(
    "words,before,after,first,last",
    [
        ("until Thursday", "It gave them ", " to leave.", "2023-03-15", "2023-03-16"),
        ("seven days", "He gave the governor ", " to post a garrison.", "2023-03-15", "2023-03-22"),
        ("within days", "We will ask for an exit ", ".", "2023-03-15", "2023-03-22"),
        ("within weeks", "Donors will meet ", ".", "2023-03-15", "None"),
        ("before the month is out", "They will meet ", ".", "2023-03-15", "2023-03-31"),
        ("Tuesday last", "He was shot ", ".", "2023-03-14", "2023-03-14"),
        ("the ninth", "The plan was agreed on ", ".", "2023-03-09", "2023-03-09"),
        ("all summer", "Men had burned customs huts ", ".", "2022-06-01", "2022-08-31"),
        ("the night of 9 March", "It fell on ", ".", "2023-03-09", "2023-03-09"),
    ],
)
def test_terms_and_parts(words: str, before: str, after: str, first: str, last: str) -> None:
    """A term that is given ends ahead, and spelt days and wholes are read as their figures are."""
    found = resolve_date(words, WEDNESDAY, before=before, after=after)
    assert found is not None
    assert found.interval is not None
    assert (first, last) == (str(found.interval.from_), str(found.interval.to))


@pytest.mark.parametrize(
    "words, before, after, expected",
    [
        ("may", "they met in ", " there", "2022-05-01"),
        ("march", "they met in ", " there", "2023-03-01"),
        ("march", "they went on the ", " there", None),
        ("5 may", "some 20 may have died on ", "", "2022-05-05"),
        ("1800", "it shook at 6 p.m. (", " UTC)", None),
        ("2018", "they voted in ", " local elections", "2018-01-01"),
        ("As of Monday", "", ", schools will be closed", "2023-03-20"),
        ("After March 20", "", ", schools will be closed", "2023-03-21"),
        ("within the year", "they will attack ", "", "2023-03-15"),
    ],
)
def test_words_in_small_letters_clocks_and_turns(
    words: str, before: str, after: str, expected: str | None
) -> None:
    """A small may is a month behind "in", a clock no year, "as of" lies ahead only in a plan."""
    found = resolve_date(words, WEDNESDAY, before=before, after=after)
    first = found.interval.from_ if found and found.interval else None
    assert (date.fromisoformat(expected) if expected else None) == first


def test_the_rule_is_named() -> None:
    """A resolution says which rules made it, the outer one first."""
    found = resolve_date("since last summer", WEDNESDAY)
    assert found is not None
    assert found.rule == "since: season"


@pytest.mark.parametrize("name", ["Interval", "day"])
def test_thirds_of_an_odd_interval(name: str) -> None:
    """A day has no parts; a range of days has no early part."""
    one = days.day(date(2022, 1, 1))
    many = days.between(date(2022, 1, 1), date(2022, 1, 9))
    assert (one if name == "day" else None) == days.third(one if name == "day" else many, "early")


def test_an_open_interval_has_no_third() -> None:
    """Without both ends there is no middle."""
    assert days.third(Interval(date(2022, 1, 1), None, DatePrecision.OPEN), "mid") is None


def test_months_are_added_at_their_ends() -> None:
    """A month after 31 January is the last day of February."""
    assert days.add_months(date(2023, 1, 31), 1) == date(2023, 2, 28)
    assert days.add_months(date(2023, 1, 15), -13) == date(2021, 12, 15)


PIECES = st.sampled_from(
    ["since", "from", "to", "between", "and", "by", "until", "last", "next", "this", "early",
     "mid-",
     "late", "the", "first", "second half of", "two", "weeks", "days", "of", "Monday", "Friday",
     "January", "Feb.", "31", "29", "2024", "1999", "0", "ago", "summer", "year", "month", "week",
     "1990s", "-", ",", "9th", "weekend", "night", "end of", "2022-02-30", "99/99/9999", "9999",
     "within", "past", "decade", "later", "yesterday", "q4", "Easter", "Ramadan", "before",
     "third day", "for a", "anniversary of", "century", "hours", "after"]
)  # fmt: skip
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.lists(PIECES, max_size=9), st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_any_words_give_an_ordered_interval_or_nothing(
    words: list[str], published: date | None, narrative: date | None, ahead: bool
) -> None:
    """No words raise, even at the ends of the calendar; what comes out runs forwards."""
    given_date = Published.on(published, "given") if published else None
    before = "it will be held " if ahead else "it was held "
    told = Told(days.day(narrative), same_sentence=ahead) if narrative else None
    found = resolve_date(" ".join(words), given_date, before=before, told=told)
    if found is not None:
        assert found.interval is not None
        start, end = found.interval.from_, found.interval.to
        assert start is None or end is None or start <= end


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=120))
def test_any_text_is_survived(words: str, before: str, after: str) -> None:
    """Random Unicode never raises."""
    found = resolve_date(words, WEDNESDAY, before=before, after=after)
    assert found is None or found.interval is not None


@given(st.sampled_from([row[0] for row in NEWS]))
def test_case_and_quotes_do_not_matter(words: str) -> None:
    """An expression in capitals or in quotation marks means the same."""
    plain = resolve_date(words, WEDNESDAY)
    assert plain == resolve_date(f"“{words.upper()}”", WEDNESDAY)
