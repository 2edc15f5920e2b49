"""Rows of incidents as columns of numbers, a portion at a time; words once each in a table."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Row = tuple[Any, ...]
Array = npt.NDArray[Any]

NO_DAY = -1
"""Where there is no day, or one that the calendar does not have."""

TYPES: dict[str, Any] = {
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
}
"""Column -> its numbers, one a row."""

TABLES = ("type", "status", "review", "mode", "source", "place")
SEVERAL = ("mode", "source")
"""What an incident may have more than one of."""


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


def portion(
    rows: list[Row], tables: dict[str, Table], base: int
) -> tuple[dict[str, Array], dict[str, tuple[Array, Array]]]:
    """Return rows as columns and as pairs of row and word, rows counted from `base`.

    By column, since by row a million takes half a minute.
    """
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
    }
    columns = {name: np.array(list(values), TYPES[name]) for name, values in made.items()}
    several = {"mode": list(map(_modes, modes)), "source": sides[16]}
    return columns, {name: _pairs(tables[name], told, base) for name, told in several.items()}


_WIDTH = 17


def _pairs(table: Table, told: Sequence[str], base: int) -> tuple[Array, Array]:
    """Return row and number of each word of what rows tell, a line a word."""
    lengths = [one.count("\n") + 1 if one else 0 for one in told]
    words = "\n".join(filter(None, told))
    flat = words.split("\n") if words else []
    rows = np.repeat(np.arange(base, base + len(told), dtype=np.int32), lengths)
    numbers = np.array(list(map(table.__getitem__, flat)), np.int32)
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
