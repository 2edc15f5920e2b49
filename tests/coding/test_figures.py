"""Figures of one sentence: golden values worked out by hand before the code saw them."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.figures import figures
from watchfloor.coding.figures_phrases import Counted
from watchfloor.coding.look import Look
from watchfloor.coding.words import sentences


def read(text: str) -> list[tuple[str, str, Counted]]:
    """Return (words, quantity, figure) of a text."""
    document: Any = SimpleNamespace(text=text, boilerplate=())
    return [
        (text[one.starts[figure.start] : one.ends[figure.end - 1]], figure.quantity, figure)
        for one in sentences(document)
        for figure in figures(Look(one))
    ]


@pytest.mark.parametrize(
    "text, words, quantity",
    [
        ("The coalition keeps about 900 troops here.", "about 900 troops", "troops"),
        ("Hundreds of families fled.", "Hundreds of families", "displaced"),
        ("Up to 15,000 people marched.", "Up to 15,000 people", "protesters"),
        ("The bank froze $300 million in assets.", "$300 million", "money"),
        ("A 600-member force will guard it.", "600-member force", "troops"),
        ("Raiders drove off 350 cattle.", "350 cattle", "cattle"),
        ("The house has 235 Democrats.", "235 Democrats", "members"),
        ("The navy sent three frigates.", "three frigates", "ships"),
        ("The flood killed 41 people.", "41 people", "deaths"),
        ("Thousands fled from their homes.", "Thousands", "displaced"),
        ("The number of troops fell to 2,500 last year.", "2,500", "troops"),
    ],
)
def test_what_is_counted(text: str, words: str, quantity: str) -> None:
    """A figure has the words of its number and noun, and a quantity."""
    assert [(words, quantity)] == [one[:2] for one in read(text)]


def test_of_a_total() -> None:
    """Lost 28 of its 48 seats: the number and what it is a part of."""
    ((words, quantity, figure),) = read("The party lost 19 of its 51 seats.")
    assert ("19 of its 51 seats", "seats", 19, 51) == (
        words,
        quantity,
        figure.amount.best,
        figure.of,
    )


def test_a_noun_is_understood_from_the_figure_before() -> None:
    """The 2,500 troops in A and the nearly 1,000 in B: both are troops."""
    found = read("The 2,500 U.S. troops in Iraq and the nearly 1,000 in Syria are targets.")
    assert [("2,500 U.S. troops", "troops"), ("nearly 1,000", "troops")] == [
        one[:2] for one in found
    ]


def test_a_percentage_keeps_its_bounds() -> None:
    """A range or "more than" of percents is no exact share."""
    ((_, _, ranged),) = read("Women hold 60 to 70% of the seats.")
    assert (60, 70) == (ranged.amount.low, ranged.amount.high)
    ((_, _, least),) = read("Women hold more than 95% of the seats.")
    assert (95, None) == (least.amount.low, least.amount.high)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 14 people and wounded 30 others.",
        "Police arrested 15 suspects.",
        "The 45-year-old took office in 2019.",
        "It happened at 6:30 p.m. on March 14.",
        "The town lies 40 kilometres north.",
        "Rebels carried out three attacks.",
        "Resolution 1701 ended the war of 2006.",
        "Real Madrid won 3-1.",
        "Four gunmen attacked the post.",
        "Troops fired 20 rockets.",
        "They held two rounds of talks.",
        "The rate is seven per 100,000 people.",
        "One out of every thousand children falls ill.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    """Casualties, dates, ages, distances, acts, names and scores are no figures."""
    assert read(text) == []


@given(st.text(alphabet="0123456789,. of the troopsmen-$%\n", max_size=120))
def test_figures_lie_inside_the_sentence_and_apart(text: str) -> None:
    """Whatever the text, figures are in order, apart, and the same when read again."""
    found = read(text)
    assert found == read(text)
    document: Any = SimpleNamespace(text=text, boilerplate=())
    for one in sentences(document):
        spans = [(figure.start, figure.end) for figure in figures(Look(one))]
        assert all(0 <= start < end <= len(one) for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
