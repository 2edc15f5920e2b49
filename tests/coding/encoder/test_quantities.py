"""How many the words of a span say, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.encoder.quantities import bounds, counted, victim
from watchfloor.coding.phrases import tag
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import CasualtyKind, Document, Victim
from watchfloor.model.span import check_bounds

Told = tuple[int | None, int | None, int | None]
WORDS = """
a no one two 12 5,000 at least more than between and 10-15 million of the dozens several Ana Lima
- – , nobody 1,2,3 000 billion 9,999,999,999
"""


def tokens(words: str, around: str) -> tuple[Sentence, int, int]:
    """Return a sentence with words put in, and the tokens of the words in it."""
    text = around.format(words)
    (only,) = sentences(Document.new(text))
    begin = text.index(words)
    inside = [
        place
        for place in range(len(only))
        if only.starts[place] < begin + len(words) and begin < only.ends[place]
    ]
    return only, inside[0], inside[-1] + 1


def told(words: str, around: str = "They saw {} there.") -> Told | None:
    """Return (low, best, high) of words in a sentence."""
    found = bounds(*tokens(words, around))
    return None if found is None else (found.low, found.best, found.high)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("three soldiers", (3, 3, 3)),
        ("17", (17, 17, 17)),
        ("seventeen people", (17, 17, 17)),
        ("forty-two people", (42, 42, 42)),
        ("two hundred and five people", (205, 205, 205)),
        ("2,500 troops", (2500, 2500, 2500)),
        ("3 million people", (3_000_000, 3_000_000, 3_000_000)),
        ("the three men", (3, 3, 3)),
        ("all 12 crew members", (12, 12, 12)),
        ("five others", (5, 5, 5)),
        ("a family of five", (5, 5, 5)),
        ("a dozen miners", (12, 12, 12)),
        ("two dozen civilians", (24, 24, 24)),
        ("at least 17 people", (17, None, None)),
        ("at least one child", (1, None, None)),
        ("more than 20 others", (20, None, None)),
        ("over 100 fighters", (100, None, None)),
        ("no fewer than 12 dead", (12, None, None)),
        ("no less than five men", (5, None, None)),
        ("up to 40 rebels", (None, None, 40)),
        ("fewer than ten men", (None, None, 10)),
        ("no more than 12 people", (None, None, 12)),
        ("about 40 people", (None, 40, None)),
        ("nearly 50 police", (None, 50, 50)),
        ("as many as 40 people", (None, None, 40)),
        ("five or six bakers", (5, None, 6)),
        ("some 60 miners", (None, 60, None)),
        ("between 10 and 15 people", (10, None, 15)),
        ("from 10 to 15 people", (10, None, 15)),
        ("10-15 people", (10, None, 15)),
        ("10–15 people", (10, None, 15)),
        ("5,000-6,000 people", (5000, None, 6000)),
        ("dozens of villagers", (24, None, None)),
        ("scores of people", (40, None, None)),
        ("hundreds", (200, None, None)),
        ("thousands of protesters", (2000, None, None)),
        ("tens of thousands of people", (20_000, None, None)),
        ("a woman", (1, 1, 1)),
        ("an officer", (1, 1, 1)),
        ("another child", (1, 1, 1)),
        ("a 16-year-old girl", (1, 1, 1)),
        ("one of the soldiers", (1, 1, 1)),
        ("a member of the group", (1, 1, 1)),
        ("the driver", (1, 1, 1)),
        ("his brother", (1, 1, 1)),
        ("Ana Lima", (1, 1, 1)),
        ("both pilots", (2, 2, 2)),
        ("a couple of guards", (2, 2, 2)),
        ("several guards", (2, None, None)),
        ("nobody", (0, 0, 0)),
        ("no one", (0, 0, 0)),
        ("no civilians", (0, 0, 0)),
        ("none of the 12 men", (0, 0, 0)),
        ("zero casualties", (0, 0, 0)),
        ("0 people", (0, 0, 0)),
    ],
)
def test_bounds(words: str, expected: Told) -> None:
    """Numbers, words that bound them, single people and nobody have bounds."""
    assert expected == told(words)


@pytest.mark.parametrize(
    "words",
    [
        "villagers",
        "the army",
        "the drivers",
        "his children",
        "many people",
        "more people",
        "a number of men",
        "an unknown number of people",
        "a group of soldiers",
        "2021-22",
    ],
)
def test_no_bounds(words: str) -> None:
    """Words that name no number give none: unknown is not zero, and a crowd is not one."""
    assert told(words) is None


def test_bounding_words_may_stand_before_the_span() -> None:
    """What bounds a number counts even where the span begins at the number."""
    assert (17, None, None) == told("17 people", "At least {} died.")


def test_the_end_of_a_number_is_none() -> None:
    """What follows a figure is no number of its own: 2.5 million are not a million."""
    assert told("2.5 million people") is None
    assert told("million people", "2 {} left") is None
    assert (2_000_000,) * 3 == told("2 million people")
    assert (1_000_000,) * 3 == told("a million people")


def test_capitals_all_over_are_no_name() -> None:
    """Two capitalised words are a person, but not in a headline all in capitals."""
    assert told("ANA LIMA", "{} DIED IN THE GREAT FIRE") is None


def test_endless_digits_are_no_number() -> None:
    """A count beyond reason is none, and costs nothing."""
    assert told("5 billion people") is None
    assert told("several billion people") == (2, None, None)
    assert told("9" * 5000 + " billion people") is None
    assert told("9" * 5000) is None
    assert told("9" * 5000 + "-" + "9" * 5000) is None


@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=8,
    )
)
def test_bounds_are_in_order(words: list[str]) -> None:
    """Whatever the words, bounds are such that a count of the model can hold them."""
    found = told(" ".join(words), "and so {} there")
    if found is not None:
        check_bounds(*found)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("three soldiers", Victim.COMBATANT),
        ("12 villagers", Victim.CIVILIAN),
        ("two children", Victim.CHILD),
        ("a reporter", Victim.MEDIA),
        ("five people", Victim.UNKNOWN),
        ("three soldiers and two children", Victim.COMBATANT),
    ],
)
def test_victim(words: str, expected: Victim) -> None:
    """The first word that says who the people were decides."""
    assert expected == victim(*tokens(words, "They saw {} there."))


def parts(words: str, around: str) -> list[tuple[str, Told]]:
    """Return (words, bounds) of the items of a list in a sentence."""
    sentence, start, end = tokens(words, around)
    return [
        (
            " ".join(sentence.words[one.start : one.end]),
            (one.bounds.low, one.bounds.best, one.bounds.high),
        )
        for one in counted(sentence, tag(sentence), start, end, kind=CasualtyKind.DEAD)
    ]


@pytest.mark.parametrize(
    "words, around, expected",
    [
        ("two men and a child", "It killed {} there.", ["two men", "a child"]),
        ("a nurse, two guards and at least six others", "It killed {} there.",
         ["a nurse", "two guards", "at least six others"]),
        ("two men", "It killed {}, three women and a child there.",
         ["two men", "three women", "a child"]),
        ("two men", "It killed {} and six others.", ["two men", "six others"]),
        ("two Malians and a", "The dead were {} Chadian, he said.",
         ["two Malians", "a Chadian"]),
        ("Two men", "{} and a child were killed.", ["Two men", "a child"]),
        ("two men", "It killed {} and a child was hurt.", ["two men"]),
        ("two men", "It killed {} and three were hurt.", ["two men"]),
        ("two men", "It killed {} and burned a house.", ["two men"]),
        ("two hundred and five men", "It killed {} there.", ["two hundred and five men"]),
        ("17 men", "It killed at least {} there.", ["at least 17 men"]),
        ("a man, 45, and his son", "It killed {} there.", ["a man , 45 , and his son"]),
        ("ten men, three of them guards", "It killed {} there.",
         ["ten men , three of them guards"]),
    ],
)  # fmt: skip
def test_items_of_a_list(words: str, around: str, expected: list[str]) -> None:
    """Each counted item counts for itself, with what bounds it; what has its own verb is none."""
    assert expected == [one for one, _ in parts(words, around)]


@pytest.mark.parametrize(
    "words, expected",
    [
        ("several hundred boys", (300, None, None)),
        ("a few hundred people", (200, None, None)),
        ("several dozen people", (36, None, None)),
        ("dozens of people", (24, None, None)),
        ("scores of people", (40, None, None)),
        ("more than 30 people", (30, None, None)),
        ("upwards of 30 people", (30, None, None)),
        ("30 or more people", (30, None, None)),
    ],
)
def test_vague_numbers_have_no_upper_end(words: str, expected: Told) -> None:
    """What is at least, and how many hundreds several are, leaves the high end open."""
    assert expected == told(words)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("five aid workers", Victim.AID_WORKER),
        ("three NGO staff", Victim.AID_WORKER),
        ("two factory workers", Victim.UNKNOWN),
    ],
)
def test_victims_of_two_words(words: str, expected: Victim) -> None:
    """Two words say who the people were before one of them does."""
    assert expected == victim(*tokens(words, "They saw {} there."))


def test_a_pair_begins_with_both() -> None:
    """Of "both he and Lima" the second half alone is read as the dead, and two died."""
    only, start, end = tokens("and Lima", "The strike killed both he {} in a car.")
    (part,) = counted(only, tag(only), start, end, kind=CasualtyKind.DEAD)
    assert (2, 2, 2) == (part.bounds.low, part.bounds.best, part.bounds.high)
