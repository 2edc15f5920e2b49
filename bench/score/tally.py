"""Counts that add up over documents, and the figures made from their sum.

Every figure of the harness comes from one sum of tallies. So a subset of the documents, or a
bootstrap sample of them, is scored by adding other tallies, never by scoring again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

Key = tuple[str, ...]
Tally = Mapping[Key, float]


def add(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies, key by key."""
    total: Counter[Key] = Counter()
    for tally in tallies:
        total.update(dict(tally))  # Counter adds floats as well as integers
    return total


def count(keys: Iterable[Key]) -> Tally:
    """Return how often each key comes."""
    return Counter(keys)


def f1(right: float, predicted: float, gold: float) -> float:
    """Return the harmonic mean of right/predicted and right/gold; 0 where nothing is right."""
    return 2 * right / (predicted + gold) if right else 0.0


def f1_of(right: float, predicted: float, found: float, gold: float) -> float:
    """Return F1 where precision and recall count different things: right/predicted, found/gold."""
    precision = right / predicted if predicted else 0.0
    recall = found / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float | None:
    """Return part/whole, or None where there is nothing to take a part of."""
    return part / whole if whole else None
