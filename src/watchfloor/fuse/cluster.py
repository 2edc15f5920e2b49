"""Reports -> groups, each one incident: average linkage inside one connected component.

Two groups are joined while the mean chance over all their pairs is at least that of `join`, the
best pair of groups first, ties by the order of chains; never if a cannot-link pair lies between
them. Must-link pairs are joined before. Nothing outside the component is looked at, and rows are
in the order of their chains, so neither the order of arrival nor the rest of the record matters.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from watchfloor.fuse import components
from watchfloor.fuse.columns import Floats
from watchfloor.fuse.linkage import Groups, Link
from watchfloor.fuse.match import Pairs, Rows

Score = Callable[[Pairs], Floats]
"""Returns the log-odds of any pairs of rows."""

AT_ONCE = 500_000
"""Pairs inside components that are scored at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What clustering found.

    Attributes:
        labels: the first row of the group of each row.
        cut: reports in components of more than `components.MOST`.
        unmet: must-link pairs that a cannot-link pair forbids.
    """

    labels: Rows
    cut: int
    unmet: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Pairs of rows that people have decided on, each left before right, sorted."""

    must: Sequence[Link] = ()
    cannot: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Prints:
    """What is grouped.

    `order` is the rank in which a component that is too large is cut into runs, `counts` how many
    equal reports each row stands for.
    """

    order: Rows
    counts: Rows


def cluster(
    pairs: Pairs, scored: Floats, score: Score, join: float, prints: Prints, links: Links
) -> Grouping:
    """Group the rows 0, 1, ... by their scored candidate pairs."""
    kept = scored >= join
    must = np.array(links.must, dtype=np.int64).reshape(-1, 2)
    linked = Pairs(
        np.concatenate([pairs.left[kept], must[:, 0]]),
        np.concatenate([pairs.right[kept], must[:, 1]]),
    )
    strength = np.concatenate([scored[kept], np.full(len(must), np.inf, dtype=np.float32)])
    found = components.split(linked, strength, prints.order)
    labels = found.labels.copy()
    unmet: list[Link] = []
    decided = _Decided.of(links)
    doubtful = _doubtful(found.labels, linked, decided)
    for rows, inner in _scored(doubtful, score):
        groups = Groups(prints.counts[rows], inner, decided.cannot_in(rows))
        refused = groups.oblige(decided.must_in(rows))
        groups.join(join)
        labels[rows] = rows[groups.group]
        unmet += [(int(rows[one]), int(rows[two])) for one, two in refused]
    crossing = [link for link in links.must if found.labels[link[0]] != found.labels[link[1]]]
    return Grouping(labels=labels, cut=found.cut, unmet=tuple(sorted({*unmet, *crossing})))


def _scored(parts: Sequence[Rows], score: Score) -> Iterator[tuple[Rows, Floats]]:
    """Yield each component with the log-odds of all its pairs, many components scored at once."""
    batch: list[Rows] = []
    waiting = 0
    for rows in parts:
        batch.append(rows)
        waiting += len(rows) * (len(rows) - 1) // 2
        if waiting >= AT_ONCE:
            yield from _batch(batch, score)
            batch, waiting = [], 0
    if batch:
        yield from _batch(batch, score)


def _batch(parts: Sequence[Rows], score: Score) -> Iterator[tuple[Rows, Floats]]:
    sides = [np.triu_indices(len(rows), 1) for rows in parts]
    left = np.concatenate([rows[side[0]] for rows, side in zip(parts, sides, strict=True)])
    right = np.concatenate([rows[side[1]] for rows, side in zip(parts, sides, strict=True)])
    scores = score(Pairs(left, right))
    start = 0
    for rows, side in zip(parts, sides, strict=True):
        yield rows, scores[start : start + len(side[0])]
        start += len(side[0])


@dataclass(frozen=True, slots=True)
class _Decided:
    """Links by their left row."""

    must: dict[int, list[int]]
    cannot: dict[int, list[int]]
    touched: frozenset[int]

    @classmethod
    def of(cls, links: Links) -> "_Decided":
        sides: list[dict[int, list[int]]] = []
        for held in (links.must, links.cannot):
            side: dict[int, list[int]] = {}
            for left, right in sorted(held):
                side.setdefault(left, []).append(right)
            sides.append(side)
        rows = frozenset(row for link in (*links.must, *links.cannot) for row in link)
        return cls(sides[0], sides[1], rows)

    def must_in(self, rows: Rows) -> list[Link]:
        return _local(self.must, rows)

    def cannot_in(self, rows: Rows) -> list[Link]:
        return _local(self.cannot, rows)


def _local(side: dict[int, list[int]], rows: Rows) -> list[Link]:
    if not side:
        return []
    place = {int(row): number for number, row in enumerate(rows)}
    return [
        (place[row], place[other]) for row in place for other in side.get(row, ()) if other in place
    ]


def _doubtful(labels: Rows, linked: Pairs, decided: _Decided) -> list[Rows]:
    """Return the components that are no clique: in a clique average linkage joins everything."""
    size = len(labels)
    edges = np.unique(linked.left * size + linked.right)
    left, right = edges // max(size, 1), edges % max(size, 1)
    inside = labels[left] == labels[right]
    counts = np.bincount(labels, minlength=size)
    held = np.bincount(labels[left[inside]], minlength=size)
    whole = held == counts * (counts - 1) // 2
    doubtful = ~whole
    doubtful[labels[list(decided.touched)]] = True
    rows = np.flatnonzero(doubtful[labels])
    return [rows[inside] for inside in components.members(labels[rows])]
