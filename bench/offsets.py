"""Offsets between a file's text and the document that ingest made of it.

Gold spans count characters of the file; the product's count characters of the normalised text.
Where both texts are equal, as in all sets measured so far, nothing is mapped. Where normalisation
changed something, positions are carried over by an alignment, and the run says in how many texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

Anchors = tuple[tuple[int, int], ...]
"""Pairs of positions (file, document) that correspond, rising on both sides."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Carries spans from the file's text to the document's and back."""

    anchors: Anchors

    @classmethod
    def between(cls, file_text: str, document_text: str) -> "Offsets":
        """Align two texts; of equal texts every position is its own image."""
        if file_text == document_text:
            return cls(())
        head = _common(file_text, document_text)
        tail = _common(file_text[head:][::-1], document_text[head:][::-1])
        middle = SequenceMatcher(
            None,
            file_text[head : len(file_text) - tail],
            document_text[head : len(document_text) - tail],
            autojunk=False,
        )
        anchors = [(0, 0), (head, head)]
        for block in middle.get_matching_blocks():
            here, there = head + block.a, head + block.b
            anchors += [(here, there), (here + block.size, there + block.size)]
        anchors.append((len(file_text), len(document_text)))
        return cls(tuple(dict.fromkeys(anchors)))

    @property
    def is_identity(self) -> bool:
        """Tell whether the texts were equal."""
        return not self.anchors

    def to_document(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of the file lies in the document; empty if its words are gone."""
        return _carried(self.anchors, span)

    def to_file(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of the document lies in the file."""
        return _carried([(there, here) for here, there in self.anchors], span)


def _common(one: str, other: str) -> int:
    """Return the length of the common beginning."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _carried(anchors: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    if not anchors:
        return span
    return _start(anchors, span[0]), _end(anchors, span[1])


def _start(anchors: Sequence[tuple[int, int]], position: int) -> int:
    """Carry the place before a character: what was inserted there lies outside the span."""
    for (here, there), (next_here, next_there) in pairwise(anchors):
        if here <= position < next_here:
            return min(there + position - here, next_there)
    return anchors[-1][1]


def _end(anchors: Sequence[tuple[int, int]], position: int) -> int:
    """Carry the place after a character: what was inserted there lies outside the span."""
    for (here, there), (next_here, next_there) in pairwise(anchors):
        if here < position <= next_here:
            return min(there + position - here, next_there)
    return anchors[0][1]
