"""Connected components of reports, and how one that is too large is cut."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watchfloor.fuse.columns import Floats
from watchfloor.fuse.match import Pairs, Rows

MOST = 2_000
"""Reports of one component; a larger one is cut."""


@dataclass(frozen=True, slots=True)
class Split:
    """Component of each report, named by its first row; how many reports were in cut ones."""

    labels: Rows
    cut: int


def connected(size: int, pairs: Pairs) -> Rows:
    """Return for each of `size` rows the first row that it is connected to."""
    labels = np.arange(size, dtype=np.int64)
    left, right = pairs.left, pairs.right
    while len(left):
        low = np.minimum(labels[left], labels[right])
        np.minimum.at(labels, labels[left], low)
        np.minimum.at(labels, labels[right], low)
        while (labels[labels] != labels).any():
            labels = labels[labels]
        apart = labels[left] != labels[right]
        left, right = left[apart], right[apart]
    return labels


def split(linked: Pairs, scores: Floats, order: Rows) -> Split:
    """Return the components of `linked` pairs of len(order) rows, those of more than MOST cut.

    In such a component pairs are taken from the strongest to the weakest (of equal ones the first
    by `order` of their rows), and one that would make a part of more than MOST reports is left out:
    Kruskal's algorithm with a bound. All of this looks at the component alone, so the cut is the
    same whatever else is in the record.
    """
    size = len(order)
    labels = connected(size, linked)
    large = np.bincount(labels, minlength=size)[labels] > MOST
    if large.any():
        inside = np.flatnonzero(large[linked.left])
        pairs = Pairs(linked.left[inside], linked.right[inside])
        ranks = np.sort(order[np.stack([pairs.left, pairs.right])], axis=0)
        strongest = np.lexsort((ranks[1], ranks[0], -scores[inside]))
        labels[large] = _bounded(size, pairs, strongest)[large]
    return Split(labels, int(large.sum()))


def _bounded(size: int, pairs: Pairs, sequence: Rows) -> Rows:
    """Return the first row of the part of each row, no part larger than MOST."""
    root = list(range(size))
    counts = [1] * size

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for one, two in zip(pairs.left[sequence].tolist(), pairs.right[sequence].tolist(), strict=True):
        low, high = sorted((find(one), find(two)))
        if low != high and counts[low] + counts[high] <= MOST:
            root[high] = low
            counts[low] += counts[high]
    return np.array([find(row) for row in range(size)], dtype=np.int64)


def members(labels: Rows) -> list[npt.NDArray[np.int64]]:
    """Return the rows of each component of several reports, by its first row."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    return [rows for rows in np.split(order, starts[1:]) if len(rows) > 1]
