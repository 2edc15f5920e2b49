"""What the pages withhold: names of private persons, places of shelter, as people ruled on them."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import TypeVar

from watchfloor.export.discretion import EXACT_FORMATS, Discretion, discreet
from watchfloor.present.discretion import own_words, rules_of

T = TypeVar("T")

EXACT = (*EXACT_FORMATS, "json")
"""Twins that tools read: there the words must be those of the text, as on the command line."""


def withheld_in_list(connection: Connection, rows: Iterable[T]) -> list[T]:
    """Return rows as a list may show them, by their own words: their texts are not read for it.

    A list shows no words but those of parties and places, and must answer fast in a record of a
    million incidents.
    """
    rules = own_words(connection)
    return [discreet(row, rules) for row in rows]


def rules_for(connection: Connection, ending: str) -> Discretion | None:
    """Return the rules for a file of some ending; none for what a tool reads."""
    return None if ending in EXACT else rules_of(connection)
