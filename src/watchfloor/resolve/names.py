"""Names of states as the tables give them, folded and indexed once per process."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import filterfalse
from typing import TypeVar

from watchfloor import assets
from watchfloor.model.frozen import dataclass

Value = TypeVar("Value")
ACRONYM_LENGTH = 6
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʻʼʿʾ´", "'"))
_CURLY = re.compile("[" + "".join(map(chr, APOSTROPHES)) + "]")


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
    return {
        row["iso3"]: State(
            iso3=row["iso3"],
            name=row["name"],
            names=(row["name"], *_list(row["aliases"])),
            demonyms=_list(row["demonyms"]),
            capitals=_list(row["capital"]),
            bodies=_list(row["government"]),
        )
        for row in assets.load_rows("states")
    }


def _index(pairs: Iterable[tuple[str, State]]) -> dict[str, State]:
    return {table_key(name): state for name, state in pairs}


@cache
def states_by_name() -> dict[str, State]:
    """Return states by every name of the country."""
    return _index((name, state) for state in states().values() for name in state.names)


@cache
def states_by_demonym() -> dict[str, State]:
    """Return states by their adjectives and peoples, and by names that serve as adjectives."""
    pairs = [(name, state) for state in states().values() for name in state.demonyms]
    return states_by_name() | _index(pairs)


@cache
def states_by_capital() -> dict[str, State]:
    """Return states by the names of their capitals."""
    return _index((name, state) for state in states().values() for name in state.capitals)


def look_up(index: Mapping[str, Value], name: str) -> Value | None:
    """Return what a table holds under a name of a text, acronyms first."""
    found = index.get(name.strip())
    return index.get(fold(name)) if found is None else found
