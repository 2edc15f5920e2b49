"""What the pages withhold: names of private persons, places of shelter, as people ruled on them."""

import re
from collections.abc import Iterable
from sqlite3 import Connection
from typing import TypeVar

from watchfloor.export.discretion import EXACT_FORMATS, Discretion, discreet
from watchfloor.store.disclosures import names_shown_and_hidden
from watchfloor.vocab.discretion import is_to_protect, person_names

T = TypeVar("T")

AROUND = 30
_WORD = re.compile(r"[\w-]+")
_APPOSED = re.compile(r",? (?:an?|the|his|her|their) ([\w-]+)")

EXACT = (*EXACT_FORMATS, "json")
"""Twins that tools read: there the words must be those of the text, as on the command line."""


def rules_of(connection: Connection) -> Discretion:
    """Return what is withheld in a record: the rules, overruled by what people decided."""
    shown, hidden = names_shown_and_hidden(connection)
    return Discretion.of(shown=shown, hidden=hidden)


def names_beside(sentence: str) -> tuple[str, ...]:
    """Return names in a sentence beside a word for one to protect: "a teacher, Hamid Faraj".

    A coder may have read "a teacher" alone as who was hit; the quote would still tell the name.
    """
    found = []
    for start, end in person_names(sentence):
        before = _WORD.findall(sentence[max(0, start - AROUND) : start])
        after = _APPOSED.match(sentence[end : end + AROUND])
        beside = [*before[-1:], *([after[1]] if after else [])]
        if any(is_to_protect(word) for word in beside):
            found.append(sentence[start:end])
    return tuple(found)


def withheld(connection: Connection, rows: Iterable[T]) -> list[T]:
    """Return rows as they may be shown."""
    rules = rules_of(connection)
    return [discreet(row, rules) for row in rows]
