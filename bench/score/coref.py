"""Coreference scores on given mentions: MUC, B-cubed, CEAFe, and their mean, the CoNLL F1.

MUC: Vilain et al. 1995. B-cubed: Bagga and Baldwin 1998. CEAFe: Luo 2005, similarity phi4. CoNLL:
Pradhan et al. 2011. Gold and prediction group the same mentions, so precision and recall of
B-cubed have one denominator. Singletons count.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bench.score.tally import Tally

Floats = npt.NDArray[np.float64]

MEASURES = ("muc", "b3", "ceafe")


def coref(gold: Mapping[str, Hashable], said: Mapping[str, Hashable]) -> Tally:
    """Count one set of mentions: mention -> cluster, as annotated and as predicted.

    Returns:
        Keys (measure, "right by said" | "said" | "right by gold" | "gold").

    Raises:
        ValueError: the two do not group the same mentions.
    """
    if gold.keys() != said.keys():
        message = f"{len(gold.keys() ^ said.keys())} mentions are grouped on one side only"
        raise ValueError(message)
    true, found = _groups(gold), _groups(said)
    counts: dict[tuple[str, ...], float] = {}
    _count(counts, "muc", _links(found, gold), _links(true, said))
    _count(counts, "b3", _shares(found, gold), _shares(true, said))
    similar = aligned(true, found, said)
    _count(counts, "ceafe", (similar, len(found)), (similar, len(true)))
    return counts


def _count(
    counts: dict[tuple[str, ...], float],
    measure: str,
    precision: tuple[float, float],
    recall: tuple[float, float],
) -> None:
    counts[measure, "right by said"], counts[measure, "said"] = precision
    counts[measure, "right by gold"], counts[measure, "gold"] = recall


def f1(counts: Tally, measure: str) -> float:
    """Return the F1 of one measure, 0..1; 0 where nothing is right."""
    precision, recall = precision_recall(counts, measure)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def precision_recall(counts: Tally, measure: str) -> tuple[float, float]:
    """Return precision and recall of one measure."""
    parts = [
        counts.get((measure, f"right by {side}"), 0.0) / total
        if (total := counts.get((measure, side), 0.0))
        else 0.0
        for side in ("said", "gold")
    ]
    return parts[0], parts[1]


def conll(counts: Tally) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAFe."""
    return sum(f1(counts, measure) for measure in MEASURES) / len(MEASURES)


def _groups(labels: Mapping[str, Hashable]) -> list[list[str]]:
    groups: dict[Hashable, list[str]] = {}
    for mention, label in labels.items():
        groups.setdefault(label, []).append(mention)
    return list(groups.values())


def _links(groups: Sequence[Sequence[str]], other: Mapping[str, Hashable]) -> tuple[float, float]:
    """Return the links that the other side keeps, and all: a group of n has n - 1."""
    kept = sum(len(group) - len({other[one] for one in group}) for group in groups)
    return kept, sum(len(group) - 1 for group in groups)


def _shares(groups: Sequence[Sequence[str]], other: Mapping[str, Hashable]) -> tuple[float, float]:
    """Return the sum over mentions of the share of its group that is with it on the other side."""
    total = 0.0
    for group in groups:
        total += sum(n * n for n in Counter(other[one] for one in group).values()) / len(group)
    return total, sum(map(len, groups))


def aligned(
    true: Sequence[Sequence[str]], found: Sequence[Sequence[str]], said: Mapping[str, Hashable]
) -> float:
    """Return the largest sum of phi4 = 2 |K & R| / (|K| + |R|) of a one-to-one alignment."""
    number = {said[group[0]]: place for place, group in enumerate(found)}
    worth: dict[tuple[int, int], float] = {}
    for row, group in enumerate(true):
        for label, n in Counter(said[one] for one in group).items():
            column = number[label]
            worth[row, column] = 2 * n / (len(group) + len(found[column]))
    return sum(_best(part) for part in _parts(worth))


def _parts(worth: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Split the graph of overlapping groups into its connected components: small matrices."""
    root: dict[int, int] = {}

    def find(node: int) -> int:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for row, column in worth:
        root[find(row)] = find(-1 - column)
    parts: dict[int, dict[tuple[int, int], float]] = {}
    for (row, column), value in worth.items():
        parts.setdefault(find(row), {})[row, column] = value
    return list(parts.values())


def _best(part: Mapping[tuple[int, int], float]) -> float:
    rows = {row: place for place, row in enumerate(dict.fromkeys(row for row, _ in part))}
    columns = {one: place for place, one in enumerate(dict.fromkeys(one for _, one in part))}
    matrix = np.zeros((len(rows), len(columns)))
    for (row, column), value in part.items():
        matrix[rows[row], columns[column]] = value
    return heaviest(matrix if len(rows) <= len(columns) else matrix.T)


def heaviest(worth: Floats) -> float:
    """Return the largest sum of a one-to-one choice of columns for rows (rows <= columns).

    Shortest augmenting paths with potentials (Jonker and Volgenant 1987), a row at a time.
    """
    rows, columns = worth.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = -worth
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner, way = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        owner[0], here = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while owner[here]:
            used[here] = True
            current = cost[owner[here]] - row_price[owner[here]] - column_price
            closer = ~used & (current < least)
            closer[0] = False
            least[closer], way[closer] = current[closer], here
            free = np.where(used, np.inf, least)
            free[0] = np.inf
            following = int(free.argmin())
            step = free[following]
            row_price[owner[used]] += step
            column_price[used] -= step
            least[~used] -= step
            here = following
        while here:
            owner[here] = owner[way[here]]
            here = int(way[here])
    return float(sum(worth[owner[one] - 1, one - 1] for one in range(1, columns + 1) if owner[one]))
