"""Days of sentences as news writes them: leap days, nights into days, events with their date."""

from datetime import date

import pytest

from watchfloor.model import Published
from watchfloor.resolve.times_walk import resolve_dates


def read(published: str, sentence: str) -> tuple[str, str] | None:
    """Return first and last day of the words that stand in brackets in a sentence."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    day = date.fromisoformat(published)
    (found,) = resolve_dates(text, [(start, end)], Published(from_=day, to=day, rule="stated"))
    if found is None or found.interval is None:
        return None
    return str(found.interval.from_), str(found.interval.to)


@pytest.mark.parametrize(
    "published, words, day",
    [
        ("2024-03-05", "Feb. 29", "2024-02-29"),
        ("2024-03-05", "29 February", "2024-02-29"),
        ("2024-03-05", "Thursday, Feb. 29", "2024-02-29"),
        ("2025-02-20", "Feb. 29", "2024-02-29"),
        ("2024-02-29", "Feb. 29", "2024-02-29"),
        ("1904-02-20", "Feb. 29", "1904-02-29"),
        ("2024-03-05", "Feb. 30", None),
        ("2024-03-05", "Feb. 28", "2024-02-28"),
    ],
)
def test_a_leap_day_is_of_a_leap_year(published: str, words: str, day: str | None) -> None:
    """The 29th of February without a year is that of the nearest leap year; the 30th is no day."""
    assert read(published, f"The mayor was shot [on {words}].") == (day and (day, day))


@pytest.mark.parametrize(
    "words, first, last",
    [
        ("overnight Thursday into Friday", "2024-08-08", "2024-08-09"),
        ("late Thursday into Friday", "2024-08-08", "2024-08-09"),
        ("two weeks after the October 7 attack", "2023-10-21", "2023-10-21"),
        ("a day after the July 30 strike in Sofara", "2024-07-31", "2024-07-31"),
        ("three days before the 8 August vote", "2024-08-05", "2024-08-05"),
        ("two days after Monday's raid", "2024-08-07", "2024-08-07"),
        ("the week of August 5", "2024-08-05", "2024-08-11"),
        ("the week of August 4", "2024-08-04", "2024-08-10"),
        ("the week of July 31", "2024-07-29", "2024-08-04"),
    ],
)
def test_days_by_other_days(words: str, first: str, last: str) -> None:
    """Nights into a day, days from a dated event, and the week of a day are computed from it."""
    assert read("2024-08-09", f"A drone hit the depot [{words}].") == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "The siege entered [its 100th day] on Monday.",
        "The siege entered [a 100th day] Monday.",
    ],
)
def test_a_numbered_day_is_the_one_its_sentence_tells_of(sentence: str) -> None:
    """The hundredth day on Monday is Monday; without a day it is the day of publication."""
    assert read("2024-03-05", sentence) == ("2023-11-26", "2024-03-04")
    assert read("2024-03-05", sentence.partition("]")[0] + "].") == ("2023-11-27", "2024-03-05")
