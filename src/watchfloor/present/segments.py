"""Cut a text where spans begin and end, so that overlapping spans can be drawn side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from watchfloor.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same labels all along; it begins at offset `start`."""

    start: int
    text: str
    labels: tuple[str, ...]

    @property
    def end(self) -> int:
        """Return the offset after the last character."""
        return self.start + len(self.text)


def segments(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[Segment]:
    """Yield the pieces of `text`, in order and without gaps; joined they are the text again.

    Args:
        text: any text.
        spans: (start, end, label) in any order; they may overlap, repeat, or leave the text, in
            which case the part inside counts. Empty ones are ignored.
    """
    opened, closed = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for start, end, label in spans:
        first, last = max(start, 0), min(end, len(text))
        if first < last:
            opened[first].append(label)
            closed[last].append(label)
    depth: dict[str, int] = {}
    for start, end in pairwise(sorted({0, len(text), *opened, *closed})):
        for label in closed.get(start, ()):
            depth[label] -= 1
            if not depth[label]:
                del depth[label]
        for label in opened.get(start, ()):
            depth[label] = depth.get(label, 0) + 1
        yield Segment(start, text[start:end], tuple(depth))
