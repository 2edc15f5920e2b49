"""Windows of whole sentences: each word read once, nothing too long."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder.toys import VOCABULARY, document
from watchfloor.coding.encoder.passages import Passage, passages
from watchfloor.coding.encoder.windows import CONTEXT, MOST, Window, spans_of, windows
from watchfloor.coding.encoder.wordpiece import LONGEST_WORD, WordPiece

ROOM = MOST - 2

UNITS = st.lists(
    st.integers(1, ROOM).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size))),
    max_size=40,
)
"""Sentences as (pieces, words)."""


def laid(units: list[tuple[int, int]]) -> list[Window]:
    """Return the windows over sentences of so many pieces and words."""
    return windows([size for size, _ in units], [count for _, count in units])


def read(text: str) -> list[Passage]:
    """Return the sentences of a text, cut letter by letter."""
    return list(passages(document(text), WordPiece(VOCABULARY)))


@given(UNITS)
def test_every_word_has_exactly_one_home(units: list[tuple[int, int]]) -> None:
    """The homes of the windows, in their order, are the words of the document, none left out."""
    homes = [place for one in laid(units) for place in range(one.home, one.end)]
    assert list(range(sum(count for _, count in units))) == homes


@given(UNITS)
def test_no_window_is_too_long(units: list[tuple[int, int]]) -> None:
    """Context and home together, with [CLS] and [SEP], are at most MOST pieces."""
    pieces_before = {0: 0}
    for size, count in units:
        words, pieces = max(pieces_before.items())
        pieces_before[words + count] = pieces + size
    for one in laid(units):
        assert pieces_before[one.end] - pieces_before[one.first] + 2 <= MOST


@given(UNITS)
def test_windows_are_whole_sentences_in_order(units: list[tuple[int, int]]) -> None:
    """Windows begin and end at the edges of sentences; context is the one sentence before."""
    edges = [0, *accumulate(count for _, count in units)]
    found = laid(units)
    assert all(one.end == other.home for one, other in pairwise(found))
    for one in found:
        assert {one.first, one.home, one.end} <= set(edges)
        assert one.first <= one.home < one.end
        assert edges.index(one.home) - edges.index(one.first) <= 1


@given(UNITS)
def test_context_is_short(units: list[tuple[int, int]]) -> None:
    """A sentence of more than CONTEXT pieces is never read twice."""
    edges = [0, *accumulate(count for _, count in units)]
    for one in laid(units):
        if one.first < one.home:
            assert units[edges.index(one.first)][0] <= CONTEXT


@pytest.mark.parametrize(
    "units, expected",
    [
        ([], []),
        ([(5, 3)], [Window(0, 0, 3)]),
        ([(100, 10), (100, 10), (54, 5)], [Window(0, 0, 25)]),
        ([(100, 10), (100, 10), (55, 5)], [Window(0, 0, 20), Window(20, 20, 25)]),
        ([(200, 20), (50, 5), (100, 10)], [Window(0, 0, 25), Window(20, 25, 35)]),
        ([(190, 20), (64, 5), (190, 10)], [Window(0, 0, 25), Window(20, 25, 35)]),
        ([(190, 20), (64, 5), (191, 10)], [Window(0, 0, 25), Window(25, 25, 35)]),
        ([(254, 9), (254, 9)], [Window(0, 0, 9), Window(9, 9, 18)]),
    ],
)
def test_windows(units: list[tuple[int, int]], expected: list[Window]) -> None:
    """As many sentences as fit go together; a short last sentence is the next one's context."""
    assert expected == laid(units)


def test_a_long_sentence_is_cut() -> None:
    """A sentence of more pieces than a window holds is cut into units that fit, none empty."""
    text = "attacked " * 100
    found = read(text)
    sizes, counts = spans_of(found)
    assert 800 == sum(sizes) == sum(one.pieces() for one in found)
    assert 100 == sum(counts)
    assert len(found) < len(sizes)
    assert max(sizes) <= ROOM
    assert min(counts) > 0


@given(st.lists(st.integers(1, LONGEST_WORD + 20), min_size=1, max_size=120), st.booleans())
def test_units_fit_whatever_the_words(lengths: list[int], stopped: bool) -> None:
    """Units keep every piece and word of the text, and each has room in a window."""
    text = (". A" if stopped else " ").join("a" * length for length in lengths)
    found = read(text)
    sizes, counts = spans_of(found)
    assert sum(one.pieces() for one in found) == sum(sizes)
    assert sum(len(one.words) for one in found) == sum(counts)
    assert max(sizes) <= ROOM
    assert all(counts)


def test_a_sentence_that_fits_is_not_cut() -> None:
    """Sentences that are short enough are the units."""
    found = read("Gunmen attacked. Police fled. Nobody was hurt.")
    assert [one.pieces() for one in found] == spans_of(found)[0]
    assert [3, 3, 4] == spans_of(found)[1]
