"""Incidents as columns of numbers: words once each in a table, dead rows until they are many."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

NO_DAY = -1
"""Where there is no day, or one that the calendar does not have."""

MOST_DEAD = 0.25
"""Share of dead rows from which on the columns are copied without them."""

Row = tuple[Any, ...]
Array = npt.NDArray[Any]
_TYPES: dict[str, Any] = {
    "key": "S20",
    "first": np.int32,
    "last": np.int32,
    "type": np.uint8,
    "status": np.uint8,
    "review": np.uint8,
    "place": np.uint32,
    "violence": np.bool_,
    "sources": np.uint16,
    "alive": np.bool_,
}


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


@dataclass(slots=True)
class Table:
    """Words once each, by the order in which they came."""

    words: list[str] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, word: Any) -> int:
        """Return the number of a word, which it gets if it is new."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
        return found


@dataclass(slots=True)
class Pairs:
    """Row and number of a word, for what an incident may have several of."""

    row: Array = field(default_factory=lambda: np.empty(0, np.int32))
    word: Array = field(default_factory=lambda: np.empty(0, np.uint32))


def _empty() -> dict[str, Array]:
    return {name: np.empty(0, kind) for name, kind in _TYPES.items()}


@dataclass(slots=True)
class Columns:
    """What incidents are counted by. Never changed once it is given out.

    Attributes:
        columns: name -> one number a row; `alive` is false for rows that were replaced.
        tables: name -> words of `type`, `status`, `review`, `mode`, `source`; places.
        pairs: `mode` and `source` by row.
    """

    columns: dict[str, Array] = field(default_factory=_empty)
    tables: dict[str, Table] = field(default_factory=dict)
    pairs: dict[str, Pairs] = field(default_factory=lambda: {"mode": Pairs(), "source": Pairs()})

    def __getattr__(self, name: str) -> Array:
        """Return a column by its name."""
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def places(self) -> Sequence[Place]:
        """Return the places, by number."""
        table: Any = self.tables.get("place", Table()).words
        found: Sequence[Place] = table
        return found

    def words(self, name: str) -> Sequence[str]:
        """Return the words of a column, by number."""
        return self.tables.get(name, Table()).words

    def codes(self, name: str, passes: Callable[[str], bool]) -> Array:
        """Return for each word of a column whether it passes."""
        return np.array([passes(word) for word in self.words(name)], dtype=bool)

    def having(self, name: str, passes: Callable[[str], bool]) -> Array:
        """Return which rows have any word that passes, of what they may have several of."""
        found = np.zeros(len(self.alive), bool)
        pairs = self.pairs[name]
        known = self.codes(name, passes)
        if len(pairs.row):
            found[pairs.row[known[pairs.word]]] = True
        return found

    def values_of(self, name: str, mask: Array) -> tuple[Sequence[str], Array]:
        """Return words and, of the rows of a mask, their numbers."""
        if name in self.pairs:
            pairs = self.pairs[name]
            return self.words(name), pairs.word[mask[pairs.row]]
        if name == "country":
            names = Table()
            of = np.array([names.number(one.country or "") for one in self.places], np.uint32)
            return names.words, of[self.place[mask]] if len(of) else np.empty(0, np.uint32)
        return self.words(name), getattr(self, name)[mask]

    def size(self) -> int:
        """Return the bytes that the columns take, words and places aside."""
        pairs = sum(one.row.nbytes + one.word.nbytes for one in self.pairs.values())
        return pairs + sum(one.nbytes for one in self.columns.values())

    def with_rows(self, portions: Iterable[list[Row]], gone: Iterable[str]) -> "Columns":
        """Return the columns with rows of `store.columns.NAMES` added in place of older ones."""
        tables = {name: Table(list(t.words), dict(t.numbers)) for name, t in self.tables.items()}
        for name in ("type", "status", "review", "mode", "source", "place"):
            tables.setdefault(name, Table())
        grown = [self.columns]
        pairs: dict[str, list[tuple[Array, Array]]] = {
            name: [(one.row, one.word)] for name, one in self.pairs.items()
        }
        count = len(self.alive)
        for portion in portions:
            made, own = _portion(portion, tables, count)
            grown.append(made)
            for name, pair in own.items():
                pairs[name].append(pair)
            count += len(portion)
        columns = {name: np.concatenate([one[name] for one in grown]) for name in _TYPES}
        joined = {
            name: Pairs(*(np.concatenate(side) for side in zip(*held, strict=True)))
            for name, held in pairs.items()
        }
        columns["alive"] = _living(columns["key"], columns["alive"], len(self.alive), gone)
        return _compact(Columns(columns, tables, joined))


def _portion(
    rows: list[Row], tables: dict[str, Table], base: int
) -> tuple[dict[str, Array], dict[str, tuple[Array, Array]]]:
    days = _days()
    made: dict[str, list[Any]] = {name: [] for name in _TYPES}
    several: dict[str, tuple[list[int], list[int]]] = {"mode": ([], []), "source": ([], [])}
    for number, row in enumerate(rows, base):
        name, kind, mode, status, violence, review, begun, ended = row[:8]
        made["key"].append(name.encode())
        made["first"].append(days(begun))
        made["last"].append(days(ended))
        made["type"].append(tables["type"].number(kind))
        made["status"].append(tables["status"].number(status))
        made["review"].append(tables["review"].number(review or ""))
        made["place"].append(tables["place"].number(Place(*row[8:15])))
        made["violence"].append(violence is not None)
        made["sources"].append(min(row[15], 65_535))
        made["alive"].append(True)
        for what, words in (("mode", _modes(mode)), ("source", row[16].split("\n"))):
            for word in words:
                if word:
                    several[what][0].append(number)
                    several[what][1].append(tables[what].number(word))
    columns = {name: np.array(values, _TYPES[name]) for name, values in made.items()}
    pairs = {
        name: (np.array(at, np.int32), np.array(words, np.uint32))
        for name, (at, words) in several.items()
    }
    return columns, pairs


def _modes(text: str) -> Sequence[str]:
    return [] if text == "[]" else json.loads(text)


def _days() -> Callable[[str | None], int]:
    known: dict[str | None, int] = {None: NO_DAY}

    def number(day: str | None) -> int:
        found = known.get(day)
        if found is None:
            try:
                found = date.fromisoformat(day or "").toordinal()
            except ValueError:
                found = NO_DAY
            known[day] = found
        return found

    return number


def _living(keys: Array, alive: Array, before: int, gone: Iterable[str]) -> Array:
    """Return which rows live: of an id the one that came last, of an id that is gone none."""
    ended = np.array([one.encode() for one in gone], "S20")
    if not before and not len(ended):
        return alive
    fresh = keys[before:]
    living = alive.copy()
    living[:before] &= ~np.isin(keys[:before], np.concatenate([fresh, ended]))
    return living


def _compact(held: Columns) -> Columns:
    """Return the columns without their dead rows, if those are many."""
    living = held.alive
    if not len(living) or np.count_nonzero(~living) < MOST_DEAD * len(living):
        return held
    moved = np.cumsum(living, dtype=np.int32) - 1
    pairs = {}
    for name, one in held.pairs.items():
        kept = living[one.row]
        pairs[name] = Pairs(moved[one.row[kept]], one.word[kept])
    return Columns({name: one[living] for name, one in held.columns.items()}, held.tables, pairs)
