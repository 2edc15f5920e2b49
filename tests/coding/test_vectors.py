"""The vectors of events: what is read for them, and that a vector depends on its text alone."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soaking import examples
from watchfloor.coding import vectors
from watchfloor.coding.encoder.model import installed
from watchfloor.coding.vectors import LEAD, LENGTH, MOST, Stretch, Vectors, stretches
from watchfloor.errors import AssetError
from watchfloor.model import Boilerplate, Document

NEWS = (
    "Gunmen stormed a market in Gao. Three traders died in the raid, the army said. "
    "Elsewhere, farmers sold their wheat."
)
OTHER = "Traders mourned in northern Mali. The attack on the market of Gao killed three of them."


def place(text: str, word: str) -> tuple[int, int]:
    """Return the characters of the first occurrence of a word."""
    start = text.index(word)
    return start, start + len(word)


def read(text: str, *words: str) -> list[Stretch]:
    """Return what is read for some words of a text."""
    return list(
        stretches(Document.new(text), [place(text, one) for one in words], installed().cutter)
    )


def pieces(ids: tuple[int, ...]) -> str:
    """Return pieces by their ids, a space between them."""
    names = {number: word for word, number in installed().cutter.vocabulary.items()}
    return " ".join(names[one] for one in ids)


def made(text: str, *words: str) -> list[np.ndarray]:
    """Return the vectors of some words of a text, of length 1."""
    using = Vectors(vectors.graph(), installed().cutter)
    spans = [place(text, one) for one in words]
    packed = using.of(Document.new(text), spans)
    return [np.frombuffer(one, dtype=np.int8) / LENGTH for one in packed]


def test_a_sentence_is_read_behind_the_beginning_of_its_text() -> None:
    """The first sentence stands alone; a later one follows the first words."""
    first, second = read(NEWS, "stormed", "raid")
    assert pieces(first.ids) == "[CLS] [SEP] gunmen stormed a market in gao . [SEP]"
    assert pieces(second.ids).startswith("[CLS] gunmen stormed a market in gao . [SEP] three")
    assert pieces(second.ids).endswith(" said . [SEP]")


def test_anchors_are_told_by_their_pieces() -> None:
    """The places of an anchor in what is read are those of its words; numbers are the caller's."""
    (found,) = read(NEWS, "raid", "died")
    told = {number: pieces(found.ids[start:end]) for number, start, end in found.anchors}
    assert {0: "raid", 1: "died"} == told


def test_the_beginning_is_no_longer_than_its_bound() -> None:
    """Of a long first sentence a bounded number of pieces is read again."""
    text = "The minister of " + "war and " * 40 + "peace spoke. Rebels attacked."
    (found,) = read(text, "attacked")
    assert LEAD == pieces(found.ids).split().index("[SEP]") - 1


def test_a_long_sentence_is_read_in_parts() -> None:
    """No stretch is longer than its bound, and an anchor far behind is read in its own part."""
    text = "Rebels " + "and others " * 200 + "attacked the town."
    (found,) = read(text, "attacked")
    assert len(found.ids) <= MOST + LEAD + 3
    ((number, start, end),) = found.anchors
    assert (0, "attacked") == (number, pieces(found.ids[start:end]))


def test_an_anchor_in_boilerplate_has_a_vector_of_nothing() -> None:
    """What is no text of the article is not read."""
    document = Document.new(NEWS)
    whole = Boilerplate(start=0, end=len(NEWS), rule="test")
    document = Document.new(NEWS, boilerplate=(whole,))
    using = Vectors(vectors.graph(), installed().cutter)
    assert (bytes(64),) == using.of(document, [place(NEWS, "raid")])


def test_the_same_happening_lies_closer_than_another() -> None:
    """Two outlets' words for one raid are more alike than the raid and the sale of wheat."""
    raid, sold = made(NEWS, "raid", "sold")
    (attack,) = made(OTHER, "attack")
    assert raid @ attack > 0.1 + sold @ attack


@settings(max_examples=examples(20), deadline=None)
@given(st.permutations(["stormed", "died", "raid", "said", "sold"]), st.integers(1, 5))
def test_a_vector_is_the_same_whatever_else_is_asked(words: list[str], kept: int) -> None:
    """The bytes of an anchor depend on the text and on its place alone."""
    using, document = Vectors(vectors.graph(), installed().cutter), Document.new(NEWS)
    together = using.of(document, [place(NEWS, one) for one in words[:kept]])
    alone = tuple(using.of(document, [place(NEWS, one)])[0] for one in words[:kept])
    assert alone == together


@settings(max_examples=examples(30), deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 40))
def test_any_span_of_any_text_has_a_vector(text: str, start: int, length: int) -> None:
    """Hostile text and spans that cut words give 64 bytes, and no error."""
    document = Document.new(text + " .")
    start = min(start, len(document.text) - 1)
    span = (start, min(start + length, len(document.text)))
    using = Vectors(vectors.graph(), installed().cutter)
    assert [64] == [len(one) for one in using.of(document, [span])]


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    """A file that is no graph is an error that says what to do."""
    path = tmp_path / "vectors.onnx"
    path.write_bytes(b"nothing")
    with pytest.raises(AssetError, match="install the package again"):
        vectors.read(path)
