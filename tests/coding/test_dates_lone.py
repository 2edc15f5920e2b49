"""Words that date an event only where a reader says so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.dates import find_dates
from watchfloor.coding.dates_lone import find_lone
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import Document


def read(text: str) -> list[str]:
    """Return the words of each lone date of a text."""
    return [text[low:high] for one in sentences(Document.new(text)) for low, high in spans(one)]


def spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Return the characters of the lone dates of a sentence."""
    lone = find_lone(sentence, find_dates(sentence))
    return [(sentence.starts[low], sentence.ends[high - 1]) for low, high in lone]


@pytest.mark.parametrize(
    "text, lone",
    [
        ("Gunmen stormed the post at dawn.", ["at dawn"]),
        ("The mayor was shot shortly after midnight.", ["shortly after midnight"]),
        ("Two were abducted on the 14th near Kilicha.", ["on the 14th"]),
        ("The 5th Marines landed and the 14th floor burned.", []),
        ("They have blocked the road for nine weeks.", ["for nine weeks"]),
        ("It rained in the small hours of Friday.", []),
        ("It was the fifth day of riots.", ["the fifth day"]),
        ("Ten came since New Year.", ["since New Year"]),
        ("It is to end by month-end.", ["by month-end"]),
        ("A cart was stopped about noon.", ["about noon"]),
        ("A two-week hunger strike ended.", ["two-week"]),
        ("Nine days of fighting killed 40.", ["Nine days"]),
        ("The siege has lasted since spring.", ["since spring"]),
        ("The summer offensive failed.", []),
        ("Shells fell at 08:15 and again on Monday at dawn.", ["at 08:15"]),
        ("A three-year-old boy was killed on May 3.", []),
    ],
)
def test_lone_dates_are_found(text: str, lone: list[str]) -> None:
    """Parts of the day, days of the month, seasons and stretches; no names, no dates again."""
    assert read(text) == lone


WORDS = ["at", "dawn", "on", "the", "14th", "for", "nine", "weeks", "Monday", "noon", "of"]


@given(st.lists(st.sampled_from(WORDS)))
def test_lone_dates_lie_in_the_sentence_and_touch_no_date(words: list[str]) -> None:
    """Whatever the words: spans are in order, apart from each other and from the dates."""
    text = "Shells fell " + " ".join(words) + "."
    for sentence in sentences(Document.new(text)):
        dates = find_dates(sentence)
        lone = find_lone(sentence, dates)
        edges = sorted([*lone, *dates])
        assert all(low < high for low, high in edges)
        assert all(one[1] <= other[0] for one, other in pairwise(edges))


def test_a_hostile_line_is_survived() -> None:
    """A hundred thousand openers in one line are read in a stride."""
    text = "Shells fell " + "for nine on the 14th at " * 20_000
    found = [text[low:high] for one in sentences(Document.new(text)) for low, high in spans(one)]
    assert len(found) > 19_000  # a few lie where a sentence of this length is cut
    assert all(one.endswith("the 14th") for one in found)
