"""What the pages withhold: names of private persons, places of shelter, as people ruled on them."""

from collections.abc import Callable, Iterable, Iterator
from sqlite3 import Connection
from typing import Any, TypeVar

from watchfloor.export.discretion import EXACT_FORMATS, Discretion, discreet
from watchfloor.model import Where
from watchfloor.store.disclosures import names_shown_and_hidden

T = TypeVar("T")

EXACT = (*EXACT_FORMATS, "json")
"""Twins that tools read: there the words must be those of the text, as on the command line."""


def rules_of(connection: Connection) -> Discretion:
    """Return what is withheld in a record: the rules, overruled by what people decided."""
    shown, hidden = names_shown_and_hidden(connection)
    return Discretion.of(shown=shown, hidden=hidden)


def withheld(connection: Connection, rows: Iterable[T]) -> list[T]:
    """Return rows as they may be shown."""
    rules = rules_of(connection)
    return [discreet(row, rules) for row in rows]


def reading(
    read: Callable[[Connection, Where], Iterator[Any]], ending: str
) -> Callable[[Connection, Where], Iterator[Any]]:
    """Return a reader of rows for a file of some ending: withheld unless a tool reads it."""
    if ending in EXACT:
        return read

    def read_withheld(connection: Connection, where: Where) -> Iterator[Any]:
        rules = rules_of(connection)
        return (discreet(row, rules) for row in read(connection, where))

    return read_withheld
