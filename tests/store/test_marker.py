"""Matches are found where the text index would find them, in texts of any length."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.store.marker import CHUNK, Marker, chunk_starts, matches_in


def test_marks_are_read_back_as_spans() -> None:
    """Adjacent, first and last matches too; a copy of another text gives none."""
    assert [(0, 1), (1, 2), (3, 4)] == matches_in(
        "abcd", "\ufdd0a\ufdd1\ufdd0b\ufdd1c\ufdd0d\ufdd1"
    )
    assert [(0, 1)] == matches_in("abcd", "\ufdd0a\ufdd1b\ufdd0c")
    assert [] == matches_in("abcd", "\ufdd0x\ufdd1")
    assert [] == matches_in("abcd", "abcd")


def test_matches_are_spans_of_the_whole_text() -> None:
    """Case and accents aside, on both sides of a cut between chunks."""
    text = "Élan " + "word " * CHUNK + "and ELAN at the end: elan"
    with Marker('"elan"') as marker:
        found = marker.matches(text)
        assert ["Élan", "ELAN", "elan"] == [text[start:end] for start, end in found]
        assert [] == marker.matches("nothing of it")


@given(text=st.text(st.sampled_from("ab \n"), max_size=60), unit=st.integers(1, 900))
def test_chunks_follow_each_other_and_are_bounded(text: str, unit: int) -> None:
    """Whatever the text, no part of it is left out and none is longer than a chunk."""
    text = text * unit
    starts = [*chunk_starts(text), len(text)]
    assert 0 == starts[0]
    assert all(0 < after - before <= CHUNK for before, after in pairwise(starts))
