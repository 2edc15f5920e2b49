"""Windows: whole sentences in a row, as many as fit, with the sentence before as context.

A window belongs to one document. Every word has one home, the window that reads it; in the next
window it may stand again, as context only.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.passages import Passage
from watchfloor.model.frozen import dataclass

MOST = 256
"""Pieces in one window, [CLS] and [SEP] counted."""

CONTEXT = 64
"""Pieces of context before the sentences that a window reads, at most."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first..end` of the document's words; those before `home` are context."""

    first: int
    home: int
    end: int


def windows(sizes: Sequence[int], counts: Sequence[int]) -> list[Window]:
    """Lay windows over sentences with `sizes` pieces and `counts` words each.

    A sentence that is longer than a window must have been cut before (`spans_of`).
    """
    found: list[Window] = []
    room = MOST - 2
    starts = [0]
    for count in counts:
        starts.append(starts[-1] + count)
    here = 0
    while here < len(sizes):
        first, used = here, 0
        if here and sizes[here - 1] <= CONTEXT and sizes[here - 1] + sizes[here] <= room:
            first, used = here - 1, sizes[here - 1]
        last = here
        while last < len(sizes) and used + sizes[last] <= room:
            used += sizes[last]
            last += 1
        last = max(last, here + 1)
        found.append(Window(starts[first], starts[here], starts[last]))
        here = last
    return found


def spans_of(passages: Sequence[Passage]) -> tuple[list[int], list[int]]:
    """Return (pieces, words) of units no longer than a window: sentences, the longest cut."""
    sizes: list[int] = []
    counts: list[int] = []
    room = MOST - 2
    for passage in passages:
        size = count = 0
        for word in passage.words:
            if count and size + len(word.pieces) > room:
                sizes.append(size)
                counts.append(count)
                size = count = 0
            size += len(word.pieces)
            count += 1
        sizes.append(size)
        counts.append(count)
    return sizes, counts
