"""Spans out of word probabilities: never empty, never across the edge of a sentence."""

from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from watchfloor.coding.encoder.encoded import Span, mean
from watchfloor.coding.encoder.labels import NER
from watchfloor.coding.encoder.model import Floats
from watchfloor.model.frozen import dataclass

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
    opens = np.flatnonzero(inside >= start_at).tolist()
    if not opens:
        return []
    goes_on = probabilities[:, I] > probabilities[:, B]
    goes_on &= probabilities[:, I] >= go_on * (probabilities[:, I] + probabilities[:, 0])
    ahead, sure = goes_on.tolist(), inside.tolist()
    found: list[Found] = []
    highs = [high for _, high in edges]
    end = 0
    for place in opens:
        if place < end:
            continue
        high = highs[bisect(highs, place)]
        end = place + 1
        while end < high and ahead[end]:
            end += 1
        found.append(Found(place, end, max(sure[place:end])))
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
            same = (start, end) == one.span
            kept.append(one if same else replace(one, start=start, end=end))
    return kept


_KEPT_FIRST = frozenset("$€£#@(")
_KEPT_LAST = frozenset(")%")


def names(probabilities: Floats, edges: Sequence[Span], *, start_at: float = 0.5) -> list[Found]:
    """Return the named spans of the likeliest label sequence (Viterbi 1967), sentence by sentence.

    I follows only B or I of its own kind. A name is kept if its words are inside a name with at
    least `start_at` on average.
    """
    logs = np.log(np.maximum(probabilities, 1e-6))
    inside = 1.0 - probabilities[:, 0]
    likeliest = probabilities.argmax(axis=-1).tolist()
    told = [place for place, label in enumerate(likeliest) if label]
    found: list[Found] = []
    for low, high in edges:
        place = bisect_left(told, low)
        if place == len(told) or told[place] >= high:
            continue  # O is the likeliest everywhere: no other sequence is likelier as a whole
        start = -1
        own = likeliest[low:high]
        labels = [*(own if _may_follow(own) else _best_path(logs[low:high])), 0]
        for place, label in enumerate(labels, low):
            if start >= 0 and (label == 0 or label % 2):
                score = mean(inside[start:place])
                if score >= start_at:
                    kind = NER[(labels[start - low] - 1) // 2]
                    found.append(Found(start, place, score, kind))
                start = -1
            if label % 2:
                start = place
    return found


def _may_follow(labels: Sequence[int]) -> bool:
    """Say whether each I follows B or I of its own kind: then no other sequence is likelier."""
    return all(
        label % 2 or not label or before in (label - 1, label)
        for before, label in zip((0, *labels), labels, strict=False)
    )


def _best_path(logs: Floats) -> list[int]:
    """Return the likeliest labels of one sentence: 0 is O, odd ones are B, even ones I."""
    scores = np.empty_like(logs)
    scores[0] = logs[0]
    scores[0, 2::2] = -np.inf  # no sentence begins inside a name
    carried = np.empty_like(logs[0])
    begun, going, kept = scores[:, 1::2], scores[:, 2::2], carried[2::2]
    most, add, likelier = np.maximum.reduce, np.add, np.maximum
    for place in range(1, len(logs)):
        carried.fill(most(scores[place - 1]))
        likelier(begun[place - 1], going[place - 1], out=kept)
        add(carried, logs[place], out=scores[place])
    best = scores.argmax(axis=-1).tolist()
    began = (scores[:, 1::2] >= scores[:, 2::2]).tolist()
    label = best[-1]
    path = [label]
    for place in range(len(logs) - 2, -1, -1):
        if label and label % 2 == 0:  # I: after B or I of its own kind
            label -= began[place][label // 2 - 1]
        else:
            label = best[place]
        path.append(label)
    return path[::-1]


_end_of = itemgetter(1)


def touching(found: Sequence[Span], span: Span) -> int | None:
    """Return the place of the first of spans, in order and apart, that shares a word with a span.

    By bisection: texts may have any length, and what is asked of every span must stay cheap.
    """
    place = bisect(found, span[0], key=_end_of)
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
