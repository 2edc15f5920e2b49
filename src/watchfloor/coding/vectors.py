"""The vector of an event: 64 bytes by which fusion asks whether two texts tell of one happening.

A small encoder of its own, trained on nothing else (`training/fuse/vectors.py`). It reads the
sentence of an anchor behind the first words of the text, which say what story it is, so a vector
depends on the text alone and on no other event that is asked about. The states of the reader know
types and roles; what is one happening they know badly (docs/decisions/0011-fusion.md).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from watchfloor import assets
from watchfloor.coding.encoder.model import CPU, Floats, options
from watchfloor.coding.encoder.wordpiece import CLS, SEP, Word, WordPiece
from watchfloor.coding.words import sentences
from watchfloor.errors import AssetError
from watchfloor.model import Document
from watchfloor.model.frozen import dataclass

LEAD = 24
"""Pieces of the beginning of a text that are read before each of its later sentences."""

MOST = 96
"""Pieces of a sentence that are read at once; the words behind them are a stretch of their own."""

LENGTH, SMALLEST = 127.0, 1e-6
"""Of a vector of signed bytes, and of one that has a direction."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is read at once: the ids of its pieces, and the anchors in it.

    `anchors` holds (number of the anchor, first piece, end), places in `ids`.
    """

    ids: tuple[int, ...]
    anchors: tuple[tuple[int, int, int], ...]


def stretches(document: Document, anchors: Sequence[Span], cutter: WordPiece) -> Iterator[Stretch]:
    """Yield what has to be read for anchors (characters `start..end`), in the order of the text.

    An anchor in boilerplate, or without a word, is in none of them.
    """
    waiting = sorted((span, number) for number, span in enumerate(anchors))
    opening: list[int] = []
    for sentence in sentences(document):
        if not waiting:
            return
        start, end = sentence.starts[0], sentence.ends[-1]
        words = tuple(cutter.words(document.text, start, end))
        lead = tuple(opening[:LEAD])
        if len(opening) < LEAD:
            opening += [piece for word in words for piece in word.pieces]
        while waiting and waiting[0][0][1] <= start:
            waiting.pop(0)
        inside = []
        while waiting and waiting[0][0][0] < end:
            inside.append(waiting.pop(0))
        yield from _stretches(words, inside, lead, cutter)


def _stretches(
    words: Sequence[Word],
    inside: Sequence[tuple[Span, int]],
    lead: tuple[int, ...],
    cutter: WordPiece,
) -> Iterator[Stretch]:
    """Cut one sentence where it has more than MOST pieces; yield the parts that hold anchors."""
    known = cutter.vocabulary
    before = (known[CLS], *lead, known[SEP])
    for part in _cut(words):
        pieces, firsts = list(before), []
        for word in part:
            firsts.append(len(pieces))
            pieces += word.pieces
        firsts.append(len(pieces))
        held = []
        for (start, end), number in inside:
            places = [
                place for place, word in enumerate(part) if word.start < end and start < word.end
            ]
            if places:
                held.append((number, firsts[places[0]], firsts[places[-1] + 1]))
        if held:
            yield Stretch((*pieces, known[SEP]), tuple(held))


def _cut(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    first = size = 0
    for place, word in enumerate(words):
        if size and size + len(word.pieces) > MOST:
            yield words[first:place]
            first, size = place, 0
        size += len(word.pieces)
    if size:
        yield words[first:]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The encoder of vectors, and what cuts words into the pieces that it reads."""

    graph: "Graph"
    cutter: WordPiece

    def of(self, document: Document, anchors: Sequence[Span]) -> tuple[bytes, ...]:
        """Return 64 signed bytes an anchor, of length 127; zeros for one outside all sentences.

        Stretches are run one by one, since the scale of int8 is taken from what is run together,
        and anchors are turned one by one: a vector is the same whatever else is asked for.
        """
        found: dict[int, bytes] = {}
        for stretch in stretches(document, anchors, self.cutter):
            states = self.graph.states(stretch.ids)
            whole = states.mean(axis=0)
            for number, start, end in stretch.anchors:
                own = np.concatenate([states[start:end].mean(axis=0), whole])
                # of an anchor in two stretches the first is read
                found.setdefault(number, _packed((self.graph.axes * own).sum(axis=1)))
        nothing = bytes(len(self.graph.axes))
        return tuple(found.get(number, nothing) for number in range(len(anchors)))


def _packed(vector: Floats) -> bytes:
    length = max(float(np.sqrt((vector * vector).sum())), SMALLEST)
    return bytes(np.rint(LENGTH * vector / length).astype(np.int8).tobytes())


@dataclass(frozen=True, slots=True)
class Graph:
    """A trained encoder, and its axes, (64, 768): of an anchor's states and of its stretch's."""

    session: Any
    axes: Floats

    def states(self, ids: Sequence[int]) -> Floats:
        """Return the states of the pieces of one stretch, (pieces, 384)."""
        given = {"ids": np.array([ids], dtype=np.int64)}
        found: Floats = self.session.run(["states"], given)[0]
        return found


@cache
def graph() -> Graph:
    """Return the encoder that comes with the package, read once a process.

    Raises:
        AssetError: its file is missing or damaged.
    """
    return read(assets.verified_path("vectors"))


def read(path: Path) -> Graph:
    """Return the encoder of a file: ids (1, pieces) -> states and axes.

    Raises:
        AssetError: ONNX Runtime can't read it.
    """
    import onnxruntime  # noqa: PLC0415  (a tenth of a second that only this coder pays)
    from onnxruntime.capi import onnxruntime_pybind11_state as wrong  # noqa: PLC0415

    try:
        session = onnxruntime.InferenceSession(str(path), options(), providers=CPU)
        axes = session.run(["axes"], {"ids": np.zeros((1, 2), dtype=np.int64)})[0]
    except (
        *(ValueError, RuntimeError, wrong.Fail, wrong.InvalidArgument),
        *(wrong.InvalidGraph, wrong.InvalidProtobuf, wrong.NoSuchFile),
    ) as error:
        message = f"the encoder of vectors can't be read ({error}): install the package again"
        raise AssetError(message) from error
    return Graph(session, axes)
