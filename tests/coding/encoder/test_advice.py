"""The lexicon's coding as a second opinion, in words of the encoded document."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.advice import Advice, Opinion, advice
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.labels import ROLES, TYPES

TEXT = (
    "Gunmen killed three soldiers near Gao on Thursday, the army said. Police arrested two men. "
    "Two attacks hit the U.S.-led force."
)


def asked(text: str) -> tuple[Encoded, Advice]:
    """Return a text and what the lexicon makes of it."""
    encoded = toys.encoded(text)
    return encoded, advice(toys.document(text), encoded)


def words(encoded: Encoded, spans: tuple[Span, ...]) -> list[str]:
    """Return the words of spans."""
    return [" ".join(encoded.texts[slice(*span)]) for span in spans]


def test_events_of_the_lexicon_are_opinions() -> None:
    """Each stands at its anchor with its type, in the order of the text."""
    encoded, found = asked(TEXT)
    assert [("killed", "ASSAULT"), ("arrested", "COERCE"), ("attacks", "ASSAULT")] == [
        (words(encoded, (one.span,))[0], one.type) for one in found.opinions
    ]


@pytest.mark.parametrize(
    "number, role, expected",
    [
        (0, "actor", ["Gunmen"]),
        (0, "place", ["Gao"]),
        (0, "date", ["Thursday"]),
        (0, "attributed_to", ["the army"]),
        (0, "dead", ["three soldiers"]),
        (0, "injured", []),
        (1, "actor", ["Police"]),
        (1, "arrested", ["two men"]),
        (1, "dead", []),
        (2, "count", ["Two attacks"]),
    ],
)
def test_fillers_are_words(number: int, role: str, expected: list[str]) -> None:
    """Mentions, casualties and counts are spans of words, by the names of the roles."""
    encoded, found = asked(TEXT)
    assert expected == words(encoded, found.opinions[number].fillers[role])


def test_a_text_without_events_gives_no_opinion() -> None:
    """Where the lexicon sees nothing it says nothing."""
    assert () == asked("The weather was fine.")[1].opinions


def test_what_was_not_encoded_has_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events and fillers outside the words that were read are left out."""
    monkeypatch.setattr("watchfloor.coding.encoder.passages.MOST_PIECES", 10)
    encoded, found = asked(TEXT)
    assert ["killed"] == words(encoded, tuple(one.span for one in found.opinions))


WORDS = "Gunmen attacked killed 12 men in Gao on Monday . , U.S.-led raid"
SPANS = st.sets(st.integers(0, 40), max_size=20).map(lambda cuts: list(pairwise(sorted(cuts)))[::2])


@given(SPANS, st.integers(0, 40), st.integers(1, 5))
def test_on_finds_the_opinion_that_overlaps(spans: list[Span], start: int, size: int) -> None:
    """By bisection it finds what looking at every opinion would find."""
    found = Advice(tuple(Opinion(span, "ASSAULT", {}) for span in spans))
    expected = next((one for one in spans if one[0] < start + size and start < one[1]), None)
    opinion = found.on((start, start + size))
    assert expected == (opinion.span if opinion else None)


@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=40,
    ).map(" ".join)
)
def test_opinions_are_sound(text: str) -> None:
    """Whatever the text, opinions rise and stay apart, and every span holds words of the text."""
    encoded, found = asked(text)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found.opinions))
    for one in found.opinions:
        assert one.type in TYPES
        assert set(one.fillers) <= set(ROLES)
        for start, end in (one.span, *(span for spans in one.fillers.values() for span in spans)):
            assert 0 <= start < end <= len(encoded.words)
