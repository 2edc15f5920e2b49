"""Offsets carried between a file's text and the normalised document."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bench.offsets import Offsets

TEXT = st.text(alphabet="ab \n\r\u0301é", max_size=30)


def normal(text: str) -> str:
    """Normalise as an ingest might: NFC, one kind of line break, no space around."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "").strip()


@given(TEXT, st.integers(0, 30), st.integers(0, 30))
def test_equal_texts_need_no_carrying(text: str, one: int, other: int) -> None:
    """Every span is its own image."""
    offsets = Offsets.between(text, text)
    assert offsets.is_identity
    assert (one, other) == offsets.to_document((one, other)) == offsets.to_file((one, other))


@given(TEXT)
def test_carried_spans_stay_inside_and_keep_their_order(text: str) -> None:
    """Positions rise with positions, in both directions, and never leave the text."""
    document = normal(text)
    offsets = Offsets.between(text, document)
    for carry, here, there in (
        (offsets.to_document, text, document),
        (offsets.to_file, document, text),
    ):
        images = [carry((0, position))[1] for position in range(len(here) + 1)]
        assert images == sorted(images)
        assert all(0 <= image <= len(there) for image in images)


@given(TEXT, st.text(alphabet="xyz", min_size=1, max_size=5), TEXT)
def test_words_that_normalisation_leaves_alone_are_found_again(
    before: str, words: str, after: str
) -> None:
    """A word with letters of its own is the same word on the other side."""
    text = f"{before} {words} {after}"
    document = normal(text)
    offsets = Offsets.between(text, document)
    start = text.index(words)
    here = offsets.to_document((start, start + len(words)))
    assert words == document[here[0] : here[1]]
    assert (start, start + len(words)) == offsets.to_file(here)


def test_words_that_are_gone_have_an_empty_span() -> None:
    """Nothing of the words is left, and that shows."""
    offsets = Offsets.between("  \x00\x00 raid", "raid")
    start, end = offsets.to_document((2, 4))
    assert start == end
