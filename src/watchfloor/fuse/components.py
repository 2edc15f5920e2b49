"""Connected components of reports, and how one that is too large is cut."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watchfloor.fuse.match import Floats, Pairs, Rows

MOST = 2_000
"""Reports of one component; a larger one is cut."""

STEP, STEPS = 1.0, 12
"""A component that is too large is taken apart at a log-odds one higher, twelve times at most."""


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


def split(size: int, linked: Pairs, scores: Floats, join: float, order: Rows) -> Split:
    """Return the components of `linked` pairs, those of more than MOST reports cut.

    Such a component keeps only its pairs of a log-odds one higher, and so on; what is still too
    large after STEPS of them is cut into runs of MOST in the order of `order`. All of this looks at
    the component alone, so the cut is the same whatever else is in the record.
    """
    labels = connected(size, linked)
    cut = np.zeros(size, dtype=bool)
    for step in range(1, STEPS + 1):
        large = np.bincount(labels, minlength=size)[labels] > MOST
        if not large.any():
            break
        cut |= large
        inside = large[linked.left] & (scores >= join + step * STEP)
        again = connected(size, Pairs(linked.left[inside], linked.right[inside]))
        labels = np.where(large, again, labels)
    large = np.bincount(labels, minlength=size)[labels] > MOST
    for label in np.unique(labels[large]):
        rows = np.flatnonzero(labels == label)
        rows = rows[np.argsort(order[rows], kind="stable")]
        for start in range(0, len(rows), MOST):
            run = rows[start : start + MOST]
            labels[run] = run.min()
    return Split(labels, int(cut.sum()))


def members(labels: Rows) -> list[npt.NDArray[np.int64]]:
    """Return the rows of each component of several reports, by its first row."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    return [rows for rows in np.split(order, starts[1:]) if len(rows) > 1]
