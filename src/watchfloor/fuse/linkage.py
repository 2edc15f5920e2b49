"""Average linkage with constraints, for the reports of one component.

What is averaged are chances, not log-odds: a pair that says "surely not" for a word's sake ("it",
"the attack") counts no more than one that says "hardly", so it can't outweigh several good pairs.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from watchfloor.fuse.columns import Floats
from watchfloor.fuse.match import NEVER, Rows

Matrix = npt.NDArray[np.float64]

Link = tuple[int, int]
"""Two rows, the smaller first."""

DECIMALS = 9
"""Digits by which means are compared: sums taken in another order differ in the last ones."""


class Groups:
    """Groups of the rows 0..size-1; each is named by its first row.

    `group` holds the name of each row's group.
    """

    def __init__(self, counts: Rows, scores: Floats, cannot: Sequence[Link]) -> None:
        """Start with every row alone; `scores` are the log-odds of all pairs, row by row.

        `counts` says for how many equal reports each row stands: means are over all of them.
        """
        size = len(counts)
        left, right = np.triu_indices(size, 1)
        values = chance(scores) * counts[left] * counts[right]
        self.group = np.arange(size, dtype=np.int64)
        self.sums: Matrix = np.zeros((size, size))
        self.sums[left, right] = self.sums[right, left] = np.where(scores <= NEVER, -np.inf, values)
        self.barred = np.zeros((size, size), dtype=bool)
        for one, two in cannot:
            self.barred[one, two] = self.barred[two, one] = True
        self.sums[self.barred] = -np.inf
        self.counts = counts.astype(np.float64)
        np.fill_diagonal(self.sums, -np.inf)

    def oblige(self, must: Sequence[Link]) -> list[Link]:
        """Join the rows that people want together; return the pairs that they also want apart.

        A decision outweighs what a text tells apart, and a cannot-link a must-link.
        """
        refused = []
        for link in must:
            one, two = sorted((int(self.group[link[0]]), int(self.group[link[1]])))
            if one != two and self.barred[one, two]:
                refused.append(link)
            elif one != two:
                self._merge(one, two)
        return refused

    def join(self, least: float) -> None:
        """Join the two groups of highest mean chance until none has that of log-odds `least`."""
        bound = round(float(chance(np.array(least))), DECIMALS)
        means = self._means()
        best = means.max(axis=1)
        partner = means.argmax(axis=1)
        while True:
            one = int(best.argmax())
            if best[one] < bound:
                return
            one, two = sorted((one, int(partner[one])))
            self._merge(one, two)
            means[one] = means[:, one] = self._mean(one)
            means[two] = means[:, two] = -np.inf
            stale = (partner == one) | (partner == two)
            stale[[one, two]] = True
            best[stale] = means[stale].max(axis=1)
            partner[stale] = means[stale].argmax(axis=1)
            column = means[:, one]
            better = (column > best) | ((column == best) & (one < partner))
            best[better], partner[better] = column[better], one

    def _merge(self, one: int, two: int) -> None:
        """Put group `two` into group `one`."""
        self.sums[one] += self.sums[two]
        self.sums[one, one] = -np.inf
        self.sums[two] = -np.inf
        self.sums[:, one], self.sums[:, two] = self.sums[one], self.sums[two]
        self.barred[one] |= self.barred[two]
        self.barred[:, one] = self.barred[one]
        self.counts[one] += self.counts[two]
        self.group[self.group == two] = one

    def _mean(self, row: int) -> Matrix:
        found: Matrix = np.round(self.sums[row] / (self.counts[row] * self.counts), DECIMALS)
        return found

    def _means(self) -> Matrix:
        found: Matrix = np.round(self.sums / np.outer(self.counts, self.counts), DECIMALS)
        return found


def chance(scores: Floats) -> Matrix:
    """Return the probabilities of log-odds."""
    found: Matrix = 1.0 / (1.0 + np.exp(-np.clip(scores.astype(np.float64), -30.0, 30.0)))
    return found
