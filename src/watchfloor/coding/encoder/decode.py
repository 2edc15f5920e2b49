"""Spans out of word probabilities: never empty, never across the edge of a sentence."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.labels import NER
from watchfloor.coding.encoder.model import Floats

B, I = 1, 2  # noqa: E741  (the labels' own names)


@dataclass(frozen=True, slots=True)
class Found:
    """A span of words with its probability and, for names, its kind."""

    start: int
    end: int
    score: float
    kind: str = ""

    @property
    def span(self) -> Span:
        """Return the words."""
        return self.start, self.end


def spans(
    probabilities: Floats, edges: Sequence[Span], *, start_at: float, go_on: float = 0.5
) -> list[Found]:
    """Return the spans of one B-I-O head, in order.

    A span opens where B and I together reach `start_at`, and goes on while I is at least `go_on`
    of what is not B.
    """
    inside = probabilities[:, B] + probabilities[:, I]
    found: list[Found] = []
    for low, high in edges:
        place = low
        while place < high:
            if inside[place] < start_at:
                place += 1
                continue
            end = place + 1
            while end < high and _goes_on(probabilities[end], go_on):
                end += 1
            found.append(Found(place, end, float(inside[place:end].max())))
            place = end
    return found


def trimmed(found: Sequence[Found], words: Sequence[str]) -> list[Found]:
    """Return spans without marks at their edges; what holds nothing but marks is left out.

    `words` are the words of the document as they stand in it.
    """
    kept = []
    for one in found:
        start, end = one.start, one.end
        while start < end and not words[start][0].isalnum() and words[start] not in _KEPT_FIRST:
            start += 1
        while start < end and not words[end - 1][0].isalnum() and words[end - 1] not in _KEPT_LAST:
            end -= 1
        if any(word[0].isalnum() for word in words[start:end]):
            kept.append(replace(one, start=start, end=end))
    return kept


_KEPT_FIRST = frozenset("$€£#@(")
_KEPT_LAST = frozenset(")%")


def _goes_on(word: Floats, go_on: float) -> bool:
    return bool(word[I] > word[B] and word[I] >= go_on * (word[I] + word[0]))


def names(probabilities: Floats, edges: Sequence[Span], *, start_at: float = 0.5) -> list[Found]:
    """Return the named spans of the likeliest label sequence (Viterbi 1967), sentence by sentence.

    I follows only B or I of its own kind. A name is kept if its words are inside a name with at
    least `start_at` on average.
    """
    logs = np.log(np.maximum(probabilities, 1e-6))
    inside = 1.0 - probabilities[:, 0]
    found: list[Found] = []
    for low, high in edges:
        start = -1
        labels = [*_best_path(logs[low:high]), 0]
        for place, label in enumerate(labels, low):
            if start >= 0 and (label == 0 or label % 2):
                score = float(inside[start:place].mean())
                if score >= start_at:
                    kind = NER[(labels[start - low] - 1) // 2]
                    found.append(Found(start, place, score, kind))
                start = -1
            if label % 2:
                start = place
    return found


def _best_path(logs: Floats) -> list[int]:
    """Return the likeliest labels of one sentence: 0 is O, odd ones are B, even ones I."""
    kinds = logs.shape[1] // 2
    score = logs[0].copy()
    score[2::2] = -np.inf  # no sentence begins inside a name
    back = np.zeros((len(logs), logs.shape[1]), dtype=np.int64)
    for place in range(1, len(logs)):
        best = int(np.argmax(score))
        came = np.full(logs.shape[1], best, dtype=np.int64)
        carried = np.full(logs.shape[1], score[best])
        from_b, from_i = score[1::2], score[2::2]
        own = np.where(from_b >= from_i, np.arange(kinds) * 2 + 1, np.arange(kinds) * 2 + 2)
        came[2::2] = own
        carried[2::2] = np.maximum(from_b, from_i)
        score = carried + logs[place]
        back[place] = came
    label = int(np.argmax(score))
    path = [label]
    for place in range(len(logs) - 1, 0, -1):
        label = int(back[place, label])
        path.append(label)
    return path[::-1]


def touching(found: Sequence[Span], span: Span) -> int | None:
    """Return the place of the first of spans, in order and apart, that shares a word with a span.

    By bisection: texts may have any length, and what is asked of every span must stay cheap.
    """
    place = bisect(found, span[0], key=lambda one: one[1])
    return place if place < len(found) and found[place][0] < span[1] else None


def without_overlaps(found: Sequence[Found]) -> list[Found]:
    """Return the surest spans that don't overlap, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.score, one.start, one.end)):
        place = bisect(kept, one.start, key=lambda other: other.start)
        clear = place == 0 or kept[place - 1].end <= one.start
        if clear and (place == len(kept) or one.end <= kept[place].start):
            kept.insert(place, one)
    return kept
