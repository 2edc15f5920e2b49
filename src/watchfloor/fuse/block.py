"""Which pairs of reports are looked at at all: those that share a key.

A key is a hash of what two reports of one incident have in common: a square of half a degree, a
country, an entity or telling words, together with a stretch of days. Reports with town and day
meet by these; a report that lacks one of the two meets others by a coarser key, and only there:
of two reports at a coarse key one has to be coarse itself (`exact` marks the others). So blocks
stay as small as the days are dense, however long the record. In a text that was published nobody
knows when, days are too doubtful for that: its words meet those of all days. Keys depend on the
report alone: a store keeps them in a table (`keys`), and rebuilds that when VERSION rises.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from watchfloor.fuse import block_keys
from watchfloor.fuse.block_keys import STRONG, Hashes, Keys, spread
from watchfloor.fuse.columns import Flags
from watchfloor.fuse.match import Pairs, Rows

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = "3"

AT_ONCE = 4_000_000
"""Pairs that are laid out at once."""

FEW = 3_000
"""Rows of which every pair has a place in a table: 36 MB of them."""


def keys(reports: "pa.Table") -> "pa.Table":
    """Return the keys of reports: `row` (from 0, as in the table), `key`, `exact`, `weight`."""
    return _tabled(block_keys.keys(reports))


def pairs(reports: "pa.Table") -> Pairs:
    """Return the candidate pairs of reports as rows of their table, left before right, sorted."""
    return _meeting(block_keys.keys(reports))


def keys_and_pairs(reports: "pa.Table", among: Rows) -> tuple["pa.Table", Pairs]:
    """Return all keys, and the pairs among some rows: both from keys that are made once."""
    found = block_keys.keys(reports)
    return _tabled(found), _meeting(found.of_rows(among))


def _tabled(of: Keys) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    key = of.key.astype(np.int64)
    return pa.table({"row": of.row, "key": key, "exact": of.exact, "weight": of.weight})


def _meeting(of: Keys) -> Pairs:
    """Return the pairs of rows that share a strong key or two weak ones.

    Of two rows at a key one has to be there as a coarse one.
    """
    size = int(of.row.max(initial=0)) + 1
    order = np.argsort(of.key << np.uint64(1) | of.exact)
    row, key, weight = of.row[order], of.key[order], of.weight[order]
    loose = ~of.exact[order]
    met = _Tally(size) if size <= FEW else _Sorted()
    for left, right in _met(key, loose):
        one, two = np.minimum(row[left], row[right]), np.maximum(row[left], row[right])
        codes, own = (one * size + two)[one != two], weight[left][one != two]
        met.add(codes[own >= STRONG], codes[own < STRONG])
    found = met.enough()
    return Pairs(found // size, found % size)


class _Tally:
    """Counts what each pair shares in a place of its own: prints of one text share many words."""

    def __init__(self, size: int) -> None:
        self.weights = np.zeros(size * size, dtype=np.int32)

    def add(self, strong: Rows, weak: Rows) -> None:
        """Count the pairs at strong and at weak keys."""
        self.weights += np.bincount(weak, minlength=len(self.weights))
        self.weights[strong] = STRONG

    def enough(self) -> Rows:
        """Return the pairs that share enough, sorted."""
        return np.flatnonzero(self.weights >= STRONG)


class _Sorted:
    """Does the same for pairs of many rows, of which few share anything."""

    def __init__(self) -> None:
        self.strong: list[Rows] = [np.empty(0, dtype=np.int64)]
        self.weak: list[Rows] = [np.empty(0, dtype=np.int64)]

    def add(self, strong: Rows, weak: Rows) -> None:
        """Keep the pairs at strong and at weak keys."""
        self.strong.append(_once(strong))
        self.weak.append(weak)

    def enough(self) -> Rows:
        """Return the pairs that share enough, sorted."""
        held = np.sort(np.concatenate(self.weak))
        return _once(np.concatenate([held[1:][held[1:] == held[:-1]], *self.strong]))


def _once(codes: Rows) -> Rows:
    """Return each code once, sorted: by sorting, which costs half of `np.unique`."""
    held = np.sort(codes)
    kept: Rows = held[np.diff(held, prepend=-1) != 0]
    return kept


def _met(key: Hashes, loose: Flags) -> Iterator[tuple[Rows, Rows]]:
    """Yield places that share a key: each loose one with all that stand behind it.

    The keys are sorted, and of one key the loose stand first, so what is exact meets no exact one.
    """
    if not len(key):
        return
    begins = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    ends = np.repeat(np.append(begins[1:], len(key)), np.diff(np.append(begins, len(key))))
    place = np.arange(len(key))
    behind = np.where(loose, ends - place - 1, 0)
    runs = np.cumsum(behind) // AT_ONCE
    for run in np.split(place, np.flatnonzero(np.diff(runs)) + 1):
        at, right = spread(run + 1, behind[run])
        yield run[at], right
