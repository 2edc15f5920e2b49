"""Document bootstrap: how far a figure moves when other documents of the kind had been drawn."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bench.score.tally import Key, Tally

SAMPLES = 1_000
SMALL = 100
"""A development set of fewer documents is printed with its interval."""

Metrics = Callable[[Tally], Mapping[str, float | None]]


def intervals(
    tallies: Sequence[Tally], metrics: Metrics, *, seed: int, samples: int = SAMPLES
) -> dict[str, tuple[float, float]]:
    """Return the central 95 % of each metric over documents drawn with replacement.

    A metric that is None in any sample (nothing to measure) has no interval.
    """
    # A fixed seed makes the interval repeatable; nothing here needs to be unpredictable.
    chance = random.Random(seed)  # noqa: S311
    drawn: dict[str, list[float]] = {}
    missing: set[str] = set()
    columns = _columns(tallies)
    for _ in range(samples):
        weights = Counter(chance.choices(range(len(tallies)), k=len(tallies)))
        for name, value in metrics(_weighted(columns, weights)).items():
            if value is None:
                missing.add(name)
            else:
                drawn.setdefault(name, []).append(value)
    return {name: _central(values) for name, values in drawn.items() if name not in missing}


def _columns(tallies: Sequence[Tally]) -> dict[Key, list[tuple[int, float]]]:
    """Turn tallies by document into (document, count) pairs by key: most counts are zero."""
    columns: dict[Key, list[tuple[int, float]]] = {}
    for document, tally in enumerate(tallies):
        for key, value in tally.items():
            if value:
                columns.setdefault(key, []).append((document, value))
    return columns


def _weighted(
    columns: Mapping[Key, Sequence[tuple[int, float]]], weights: Mapping[int, int]
) -> Tally:
    return {
        key: sum(weights.get(document, 0) * value for document, value in entries)
        for key, entries in columns.items()
    }


def _central(values: list[float]) -> tuple[float, float]:
    values.sort()
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]
