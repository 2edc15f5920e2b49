"""The characters of a text that must not be told, the same for it and for every span of it.

`document.text[start:end] == span.text` is the first law, also of what leaves. So a text has one
blackout, made from itself and all its rows, and the words of every span are masked by it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from watchfloor.export.unsaid import BLOCK
from watchfloor.model.span import cited_in

_BLOCKS = re.compile(f"{BLOCK}+")


@dataclass(frozen=True, slots=True)
class Blackout:
    """Runs start..end of characters of a text, in order and apart; masking keeps its length."""

    runs: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[tuple[int, str]]) -> "Blackout":
        """Return what is masked in any of some pieces of a text, each with where it begins."""
        found = sorted(
            (at + match.start(), at + match.end())
            for at, words in pieces
            if BLOCK in words
            for match in _BLOCKS.finditer(words)
        )
        runs: list[tuple[int, int]] = []
        for start, end in found:
            if runs and start <= runs[-1][1]:
                runs[-1] = runs[-1][0], max(end, runs[-1][1])
            else:
                runs.append((start, end))
        return cls(tuple(runs))

    def over(self, words: str, start: int = 0) -> str:
        """Return words that begin at `start` of the text, as long as they were, masked."""
        end = start + len(words)
        at = bisect_right(self.runs, start, key=lambda run: run[1])
        pieces, told = [], start
        for low, high in self.runs[at:]:
            if low >= end:
                break
            first, last = max(low, start), min(high, end)
            pieces += [words[told - start : first - start], BLOCK * (last - first)]
            told = last
        return "".join((*pieces, words[told - start :])) if pieces else words


def nothing_blacked(_: str) -> Blackout:
    """Return what is masked of a text that nobody has read: nothing beyond its rows' own words."""
    return Blackout()


def spans_in(row: object) -> Iterable[tuple[int, str]]:
    """Yield where the spans of a row begin, and their words."""
    for one in cited_in(row):
        if one.text is not None and one.start is not None:
            yield one.start, one.text
