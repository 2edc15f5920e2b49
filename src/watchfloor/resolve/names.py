"""Names of states as the tables give them, folded and indexed once per process."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import filterfalse
from typing import Any, TypeVar

from watchfloor import assets
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

Value = TypeVar("Value")
ACRONYM_LENGTH = 6
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʻʼʿʾ´", "'"))
_CURLY = late_regex("[" + "".join(map(chr, APOSTROPHES)) + "]")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the name without case and accents, apostrophes straight, single spaces."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
    else:
        if _CURLY.search(name):
            name = name.translate(APOSTROPHES)
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(filterfalse(unicodedata.combining, parts))
    return " ".join(name.casefold().replace("`", "'").split())


def table_key(name: str) -> str:
    """Return the key of a name of a table: acronyms keep their case ("US" is a state, "us" not)."""
    letters = name.replace(".", "")
    if letters.isupper() and len(letters) <= ACRONYM_LENGTH:
        return name
    return fold(name)


@dataclass(frozen=True, slots=True)
class State:
    """One row of the states table."""

    iso3: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    bodies: tuple[str, ...]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def states() -> dict[str, State]:
    """Return every state by its ISO 3166-1 alpha-3 code."""
    return {row[0]: State(*row) for row in _tables()[0]}


Index = dict[str, str]


@assets.made_ready("states", of=("states",))
def _tables() -> tuple[list[tuple[Any, ...]], Index, Index, Index]:
    """Return the rows, and ISO-3 codes by names, by adjectives and peoples, by capitals."""
    rows = [
        (
            *(row["iso3"], row["name"], (row["name"], *_list(row["aliases"]))),
            *(_list(row["demonyms"]), _list(row["capital"]), _list(row["government"])),
        )
        for row in assets.load_rows("states")
    ]
    names, demonyms, capitals = (
        {table_key(name): row[0] for row in rows for name in row[column]} for column in (2, 3, 4)
    )
    return rows, names, names | demonyms, capitals


def _index(codes: Index) -> dict[str, State]:
    known = states()
    return {key: known[iso3] for key, iso3 in codes.items()}


@cache
def states_by_name() -> dict[str, State]:
    """Return states by every name of the country."""
    return _index(_tables()[1])


@cache
def states_by_demonym() -> dict[str, State]:
    """Return states by their adjectives and peoples, and by names that serve as adjectives."""
    return _index(_tables()[2])


@cache
def states_by_capital() -> dict[str, State]:
    """Return states by the names of their capitals."""
    return _index(_tables()[3])


def look_up(index: Mapping[str, Value], name: str) -> Value | None:
    """Return what a table holds under a name of a text, acronyms first."""
    found = index.get(name.strip())
    return index.get(fold(name)) if found is None else found
