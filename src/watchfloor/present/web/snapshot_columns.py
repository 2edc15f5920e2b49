"""Incidents as columns of numbers, in order of place, type and status.

In that order what is counted of a place lies together, so that counts of places, types and statuses
are sums of stretches, and a million rows are counted in a few milliseconds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from watchfloor.present.web.snapshot_portion import (
    NO_DAY,
    SEVERAL,
    TABLES,
    TYPES,
    Array,
    Row,
    Table,
    portion,
)
from watchfloor.store.functions import fold

LATEST = np.iinfo(np.int32).max
"""A day after all others."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A place of incidents as the record's columns have it."""

    country: str | None
    admin1: str | None
    name: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """The rows of each word of what an incident may have several of.

    Attributes:
        row: rows, those of the first word first, each word's in order.
        starts: of each word by number where its rows begin; one more says where the last ends.
    """

    row: Array = field(default_factory=lambda: np.empty(0, np.int32))
    starts: Array = field(default_factory=lambda: np.zeros(1, np.int64))

    def word(self) -> Array:
        """Return the number of the word of each of `row`."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def counts(self, mask: Array) -> Array:
        """Return for each word how many rows of a mask have it."""
        return sums(mask.take(self.row), self.starts)


@dataclass(frozen=True, slots=True)
class Cells:
    """Stretches of rows that share place, type, status and whether the place is withheld."""

    starts: Array
    place: Array
    type: Array
    status: Array
    withheld: Array


@dataclass
class Columns:
    """What incidents are counted by. Never changed once it is given out.

    Attributes:
        columns: name of `TYPES` -> one number a row.
        tables: name of `TABLES` -> words by number; a place is the tuple of `Place`.
        pairs: `mode` and `source` -> rows by word.
        fresh: how many rows were read for them since those that they grew from.
    """

    columns: Mapping[str, Array] = field(
        default_factory=lambda: {name: np.empty(0, kind) for name, kind in TYPES.items()}
    )
    tables: Mapping[str, Table] = field(default_factory=lambda: {one: Table() for one in TABLES})
    pairs: Mapping[str, Pairs] = field(default_factory=lambda: {one: Pairs() for one in SEVERAL})
    fresh: int = 0

    def __len__(self) -> int:
        """Return how many incidents there are."""
        return len(self.columns["key"])

    def __getitem__(self, name: str) -> Array:
        """Return a column by its name."""
        return self.columns[name]

    @cached_property
    def cells(self) -> Cells:
        """Return where stretches of one place, type, status begin."""
        key = _order(self.columns)
        starts = _stretches(key)
        own = {name: self[name][starts[:-1]] for name in _ORDERED}
        return Cells(starts, **own)

    @cached_property
    def place_starts(self) -> Array:
        """Return the row at which each place that has any begins; the last says where it ends."""
        return _stretches(self["place"])

    @cached_property
    def begun(self) -> Array:
        """Return the first day of each row; where there is none the last."""
        first = self["first"]
        return np.where(first == NO_DAY, self["last"], first)

    @cached_property
    def ended(self) -> Array:
        """Return the last day of each row; where there is none the first."""
        last = self["last"]
        return np.where(last == NO_DAY, self["first"], last)

    @cached_property
    def week(self) -> Array:
        """Return the week of `begun`, counted from the year 1, which began with a Monday."""
        # Of 3.6 million days no number is beyond 32 bits; a row without a day has -1.
        return (self.begun - 1) // WEEK

    @cached_property
    def endless(self) -> Array:
        """Return the rows that say only until when: they began in no week."""
        return np.flatnonzero((self["first"] == NO_DAY) & (self["last"] != NO_DAY))

    @cached_property
    def reach(self) -> Array:
        """Return the last day that a row reaches: an open end reaches all, no date none."""
        opened = np.where(self["first"] == NO_DAY, NO_DAY, LATEST).astype(np.int32)
        return np.where(self["last"] == NO_DAY, opened, self["last"])

    @cached_property
    def since(self) -> Array:
        """Return the first day that a row reaches: an open begin reaches all, no date none."""
        opened = np.where(self["last"] == NO_DAY, LATEST, NO_DAY).astype(np.int32)
        return np.where(self["first"] == NO_DAY, opened, self["first"])

    @cached_property
    def places(self) -> Sequence[Place]:
        """Return the places, by number."""
        return [Place(*one) for one in self.tables["place"]]

    @cached_property
    def positioned(self) -> Array:
        """Return which places have a position."""
        return np.array([one.lat is not None for one in self.places], bool)

    @cached_property
    def folded(self) -> Sequence[str | None]:
        """Return the names of places as filters compare them."""
        return [fold(one.name) for one in self.places]

    @cached_property
    def country(self) -> tuple[list[str], Array]:
        """Return the countries, and the number of each place's."""
        names = Table()
        of = np.array([names[one.country or ""] for one in self.places], np.int64)
        return names.words, of

    def words(self, name: str) -> list[str]:
        """Return the words of a column, by number."""
        return self.tables[name].words

    def codes(self, name: str, passes: Callable[[str], bool]) -> Array:
        """Return for each word of a column whether it passes."""
        return np.array([passes(word) for word in self.words(name)], dtype=bool)

    def having(self, name: str, passes: Callable[[str], bool]) -> Array:
        """Return which rows have any word that passes, of what they may have several of."""
        found = np.zeros(len(self), bool)
        pairs = self.pairs[name]
        for number, word in enumerate(self.words(name)):
            if passes(word):
                found[pairs.row[pairs.starts[number] : pairs.starts[number + 1]]] = True
        return found

    def size(self) -> int:
        """Return the bytes that the columns take, with what is derived of them, words aside."""
        pairs = sum(one.row.nbytes + one.starts.nbytes for one in self.pairs.values())
        derived = sum(int(getattr(self, name).nbytes) for name in _DERIVED)
        return pairs + derived + sum(one.nbytes for one in self.columns.values())

    def with_rows(
        self, portions: Iterable[list[Row]], gone: Iterable[str], withheld: Iterable[str] = ()
    ) -> "Columns":
        """Return the columns with rows of `store.columns.NAMES` added in place of older ones.

        Args:
            portions: the rows, in portions.
            gone: ids of which no row lives any more.
            withheld: ids, among the rows, whose place is not told.
        """
        tables = {name: Table(self.tables[name]) for name in TABLES}
        grown = [dict(self.columns)]
        pairs = {name: [(one.row, one.word())] for name, one in self.pairs.items()}
        before = count = len(self)
        for rows in portions:
            made, own = portion(rows, tables, count)
            grown.append(made)
            for name, pair in own.items():
                pairs[name].append(pair)
            count += len(rows)
        columns = {name: np.concatenate([one[name] for one in grown]) for name in TYPES}
        fresh = columns["key"][before:]
        columns["withheld"][before:] = np.isin(fresh, _keys(withheld))
        dead = _among(columns["key"][:before], np.concatenate([fresh, _keys(gone)]))
        order = np.argsort(_order(columns), kind="stable")
        lives = np.ones(count, bool)
        lives[dead] = False
        order = order[lives[order]]
        moved = np.full(count, -1, np.int32)
        moved[order] = np.arange(len(order), dtype=np.int32)
        return Columns(
            {name: one[order] for name, one in columns.items()},
            tables,
            {name: _joined(held, moved, len(tables[name])) for name, held in pairs.items()},
            fresh=count - before,
        )


_DERIVED = ("begun", "ended", "week", "reach", "since")
_ORDERED = ("place", "type", "status", "withheld")


def _order(columns: Mapping[str, Array]) -> Array:
    """Return by what rows are in order, as one number: place, type, status, withheld."""
    key = columns["place"].astype(np.int64) << 8
    key = (key | columns["type"]) << 8
    return ((key | columns["status"]) << 1) | columns["withheld"]


def in_order(columns: Mapping[str, Array]) -> bool:
    """Say whether rows lie in the order that counting relies on."""
    key = _order(columns)
    return bool((key[1:] >= key[:-1]).all())


def _stretches(values: Array) -> Array:
    """Return where each stretch of equal values begins, and where the last ends."""
    if not len(values):
        return np.zeros(1, np.int64)
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1, [len(values)]])


def sums(mask: Array, starts: Array) -> Array:
    """Return how many are true from each start to the next; a stretch may be empty."""
    counts = np.zeros(len(starts) - 1, np.int64)
    some = np.flatnonzero(starts[1:] > starts[:-1])
    if len(some):
        counts[some] = np.add.reduceat(mask.view(np.uint8), starts[some], dtype=np.uint32)
    return counts


def _joined(held: list[tuple[Array, Array]], moved: Array, words: int) -> Pairs:
    """Return pairs of row and word as rows by word, each at its new place, without dead ones."""
    row, word = (np.concatenate(side) for side in zip(*held, strict=True))
    row = moved[row]
    key = (word.astype(np.int64) << 32) | row
    key = key[row >= 0]
    key.sort(kind="stable")  # nearly in order already: a refresh adds a few
    starts = np.searchsorted(key, np.arange(words + 1, dtype=np.int64) << 32)
    return Pairs((key & 0xFFFFFFFF).astype(np.int32), starts)


def _keys(names: Iterable[str]) -> Array:
    return np.array([one.encode() for one in names], TYPES["key"])


def _among(keys: Array, wanted: Array) -> Array:
    """Return the rows whose key is one of those wanted.

    By their first eight signs, as one number: to compare whole keys takes ten times as long.
    """
    if not len(keys) or not len(wanted):
        return np.empty(0, np.int64)
    heads = np.unique(_head(wanted))
    own = _head(keys)
    at = np.minimum(np.searchsorted(heads, own), len(heads) - 1)
    near = np.flatnonzero(heads[at] == own)
    return near[np.isin(keys[near], wanted)]


def _head(keys: Array) -> Array:
    return keys.view(np.uint8).reshape(len(keys), -1)[:, :8].copy().view(np.uint64).ravel()
