"""Dates of one text, each leaning on the one before; and the bench's own cases."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor.model import DatePrecision, Interval, Published
from watchfloor.resolve.times_numeric import order_of
from watchfloor.resolve.times_walk import UNDATED, resolve_dates, resolve_undated

CASES = Path(__file__).parents[2] / "bench" / "cases" / "dates.csv"
DAYS_TOLD = ("Monday", "Friday", "A day later")
WEDNESDAY = Published.on(date(2023, 3, 15), "given")


def walk(text: str, *words: str, published: Published | None = WEDNESDAY) -> list[Interval | None]:
    """Resolve the given words of a text, in the order given."""
    spans = [(text.index(one), text.index(one) + len(one)) for one in words]
    return [found.interval if found else None for found in resolve_dates(text, spans, published)]


def days(start: str, end: str, precision: str = "day") -> Interval:
    """Make an interval from ISO words."""
    return Interval(date.fromisoformat(start), date.fromisoformat(end), DatePrecision(precision))


@pytest.mark.parametrize(
    "text,words,expected",
    [
        ("On Friday they said it had rained the previous evening.", "the previous evening",
         days("2023-03-09", "2023-03-09")),
        ("They marched for the third day running on Tuesday.", "for the third day running",
         days("2023-03-12", "2023-03-14", "range")),
        ("Since the drought began on 1 March, many left.", "Since the drought began on 1 March",
         days("2023-03-01", "2023-03-15", "range")),
        ("On 3 March they met. A week later they fought.", "A week later",
         days("2023-03-10", "2023-03-10")),
        ("In March 2015 it fell. The previous month it was mined.", "The previous month",
         days("2015-02-01", "2015-02-28", "month")),
        ("It was banned in 1991. The following year it split.", "The following year",
         days("1992-01-01", "1992-12-31", "year")),
        ("They met on Saturday 4 March. That weekend many fled.", "That weekend",
         days("2023-03-04", "2023-03-05", "range")),
        ("He quit on Monday, three days after troops fired.", "three days after",
         days("2023-03-10", "2023-03-10")),
        ("He quit on Monday. Three days after, troops fired.", "Three days after",
         days("2023-03-16", "2023-03-16")),
        ("They fought on Monday, for a third day.", "for a third day",
         days("2023-03-11", "2023-03-13", "range")),
        ("They took it on 1 March. In the following three days it burned.",
         "In the following three days", days("2023-03-02", "2023-03-04", "range")),
        ("It shook on 1 March. The night before, dogs barked.", "The night before",
         days("2023-02-28", "2023-02-28")),
    ],
)  # fmt: skip
def test_words_lean_on_a_date_that_dates_no_event(
    text: str, words: str, expected: Interval
) -> None:
    """A leaning expression finds the date before it even if that was not asked for."""
    assert [expected] == walk(text, words)


def test_words_lean_on_the_paragraph_before_but_no_farther() -> None:
    """Two paragraphs on, "the next day" leans on nothing."""
    near = "On 3 March they met.\n\nThe next day they fought."
    far = "On 3 March they met.\n\nIt rained.\n\nIt snowed.\n\nThe next day they fought."
    assert [days("2023-03-03", "2023-03-03"), days("2023-03-04", "2023-03-04")] == walk(
        near, "3 March", "The next day"
    )
    assert walk(far, "3 March", "The next day")[1] is None


def test_a_clause_about_somebody_does_not_move_what_is_told() -> None:
    """What "whom they shot on Sunday" tells looks back: the next dawn is of the day told of."""
    text = "Rebels fired on Tuesday for a chief, whom U.S. troops shot on Sunday. "
    text += "It ended before dawn."
    assert days("2023-03-14", "2023-03-14") == walk(text, "on Tuesday", "before dawn")[1]
    plain = "Rebels fired on Tuesday. Troops had shot their chief on Sunday. It began before dawn."
    assert days("2023-03-12", "2023-03-12") == walk(plain, "on Sunday", "before dawn")[1]


def test_what_happened_does_not_lean_on_a_day_ahead() -> None:
    """A day later than a past event is counted from the last day past, not from a plan's."""
    text = "Troops shot two men on Monday. They will meet on Friday. A day later a third died."
    spans = [(text.index(words), text.index(words) + len(words)) for words in DAYS_TOLD]
    found = resolve_dates(text, spans, WEDNESDAY, {spans[1]: True, spans[2]: False})
    assert ["2023-03-13", "2023-03-17", "2023-03-14"] == [
        str(one.interval.from_) for one in found if one is not None and one.interval is not None
    ]


def test_what_had_lasted_ends_on_the_day_that_follows_in_its_sentence() -> None:
    """What they had held for a week ends when its sentence frees them, not on publication."""
    text = "The miners whom they had held for a week were freed on Monday."
    start = text.index("for a week")
    found = resolve_dates(text, [(start, start + 10)], WEDNESDAY)[0]
    assert found is not None
    assert found.interval is not None
    assert ("2023-03-06", "2023-03-13") == (str(found.interval.from_), str(found.interval.to))


def test_the_order_of_the_spans_does_not_matter() -> None:
    """Spans are walked in the order of the text, whatever the order they come in."""
    text = "On 3 March they met. The next day they fought."
    assert walk(text, "3 March", "The next day") == walk(text, "The next day", "3 March")[::-1]


@pytest.mark.parametrize(
    "text,order",
    [
        ("on 14/02/2024 and 06/02/2024", "dmy"),
        ("on 02/14/2024 and 06/02/2024", "mdy"),
        ("on 06/02/2024", None),
        ("on 14/02/2024 and 02/14/2024", None),
        ("on 14.02.2024", None),
    ],
)
def test_order_of_numeric_dates(text: str, order: str | None) -> None:
    """One date with a single reading shows the order of all; two that disagree show none."""
    assert order == order_of(text)


def test_undated_things_lie_shortly_before_publication() -> None:
    """Nothing is dated by the bare published day, and nothing where that is unknown."""
    found = resolve_undated(WEDNESDAY)
    assert found is not None
    assert found.interval == days("2023-03-08", "2023-03-15", "range")
    assert found.rule == UNDATED
    assert resolve_undated(None) is None


def rows() -> list[dict[str, str]]:
    """Return our own cases."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nearly_all_cases_are_exact() -> None:
    """At least nineteen of twenty marked expressions that lean on nothing else are exact."""
    right = asked = 0
    for row in rows():
        published = row["published"] and Published.on(date.fromisoformat(row["published"]), "given")
        span = (int(row["start"]), int(row["end"]))
        (found,) = resolve_dates(row["sentence"], [span], published or None)
        interval = found.interval if found else None
        told = tuple(
            day.isoformat() if day else ""
            for day in ((interval.from_, interval.to) if interval else (None, None))
        )
        asked += 1
        right += told == (row["from"], row["to"])
    assert right >= 0.95 * asked


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_walked(one: str, other: str) -> None:
    """Random text around two spans raises nothing."""
    text = f"{one} Monday {other} that night."
    assert len(walk(text, "Monday", "that night")) == 2


def test_hostile_text_is_cheap() -> None:
    """Ten thousand leaning expressions in one line cost no more than their length."""
    text = "On Monday, two days later, " * 5_000
    spans = [
        (27 * index + start, 27 * index + end)
        for index in range(5_000)
        for start, end in ((3, 9), (11, 25))
    ]
    with bounded():
        found = resolve_dates(text, spans, WEDNESDAY)
        assert all(found)
