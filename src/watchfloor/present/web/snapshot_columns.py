"""Incidents as columns of numbers: words once each in a table, dead rows until they are many."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
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
    "withheld": np.bool_,
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


class Table(dict[Any, int]):
    """Words and their numbers, by the order in which they came; a new word gets the next."""

    def __missing__(self, word: Any) -> int:
        """Return the number that a word gets when it is first asked for."""
        number = self[word] = len(self)
        return number

    @property
    def words(self) -> list[Any]:
        """Return the words by number."""
        return list(self)


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
    _places: list[Place] = field(default_factory=list)

    def __getattr__(self, name: str) -> Array:
        """Return a column by its name."""
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def places(self) -> Sequence[Place]:
        """Return the places, by number."""
        if not self._places:
            self._places = [Place(*one) for one in self.tables.get("place", Table())]
        return self._places

    def words(self, name: str) -> list[str]:
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

    def values_of(self, name: str, mask: Array) -> tuple[list[str], Array]:
        """Return words and, of the rows of a mask, their numbers."""
        if name in self.pairs:
            pairs = self.pairs[name]
            return self.words(name), pairs.word[mask[pairs.row]]
        if name == "country":
            names = Table()
            of = np.array([names[one.country or ""] for one in self.places], np.uint32)
            return names.words, of[self.place[mask]] if len(of) else np.empty(0, np.uint32)
        return self.words(name), getattr(self, name)[mask]

    def size(self) -> int:
        """Return the bytes that the columns take, words and places aside."""
        pairs = sum(one.row.nbytes + one.word.nbytes for one in self.pairs.values())
        return pairs + sum(one.nbytes for one in self.columns.values())

    def with_rows(
        self, portions: Iterable[list[Row]], gone: Iterable[str], withheld: Iterable[str] = ()
    ) -> "Columns":
        """Return the columns with rows of `store.columns.NAMES` added in place of older ones.

        Args:
            portions: the rows, in portions.
            gone: ids of which no row lives any more.
            withheld: ids, among the rows, whose place is not told.
        """
        tables = {name: Table(self.tables.get(name, ())) for name in _TABLES}
        grown = [self.columns]
        pairs = {name: [(one.row, one.word)] for name, one in self.pairs.items()}
        before = count = len(self.alive)
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
        hidden = np.array([one.encode() for one in withheld], "S20")
        columns["withheld"][before:] = np.isin(columns["key"][before:], hidden)
        columns["alive"] = _living(columns["key"], columns["alive"], before, gone)
        return _compact(Columns(columns, tables, joined))


_TABLES = ("type", "status", "review", "mode", "source", "place")


def _portion(
    rows: list[Row], tables: dict[str, Table], base: int
) -> tuple[dict[str, Array], dict[str, tuple[Array, Array]]]:
    """Return rows as columns and pairs; by column, since by row a million takes half a minute."""
    sides = list(zip(*rows, strict=True)) or [()] * _WIDTH
    names, kinds, modes, statuses, violence, reviews, begun, ended = sides[:8]
    days = _Days()
    made: dict[str, Iterable[Any]] = {
        "key": [name.encode() for name in names],
        "first": map(days.__getitem__, begun),
        "last": map(days.__getitem__, ended),
        "type": map(tables["type"].__getitem__, kinds),
        "status": map(tables["status"].__getitem__, statuses),
        "review": [tables["review"][one or ""] for one in reviews],
        "place": map(tables["place"].__getitem__, zip(*sides[8:15], strict=True)),
        "violence": [one is not None for one in violence],
        "sources": [min(one, 65_535) for one in sides[15]],
        "withheld": [False] * len(rows),
        "alive": [True] * len(rows),
    }
    columns = {name: np.array(list(values), _TYPES[name]) for name, values in made.items()}
    several = {"mode": list(map(_modes, modes)), "source": sides[16]}
    return columns, {name: _pairs(tables[name], told, base) for name, told in several.items()}


_WIDTH = 17


def _pairs(table: Table, told: Sequence[str], base: int) -> tuple[Array, Array]:
    """Return row and number of each word of what rows tell, a line a word."""
    lengths = [one.count("\n") + 1 if one else 0 for one in told]
    words = "\n".join(filter(None, told))
    flat = words.split("\n") if words else []
    rows = np.repeat(np.arange(base, base + len(told), dtype=np.int32), lengths)
    numbers = np.array(list(map(table.__getitem__, flat)), np.uint32)
    known = np.array([word != "" for word in table], bool)
    kept = known[numbers] if len(numbers) else np.empty(0, bool)
    return rows[kept], numbers[kept]


@cache
def _modes(text: str) -> str:
    """Return the words of a JSON array, a line each; few arrays ever occur."""
    return "\n".join(json.loads(text))


class _Days(dict[str | None, int]):
    """Day of the calendar -> its number."""

    def __missing__(self, day: str | None) -> int:
        try:
            found = date.fromisoformat(day or "").toordinal()
        except ValueError:
            found = NO_DAY
        self[day] = found
        return found


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
