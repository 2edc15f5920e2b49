"""The masking of a record: the rules, what people decided on names and places, what texts tell."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from sqlite3 import Connection
from typing import TYPE_CHECKING, TypeVar

from watchfloor.errors import InputError
from watchfloor.export.discretion import (
    DISCREET,
    Discretion,
    Unsaid,
    discreet,
    told_title,
    unsaid_of,
)
from watchfloor.model import Where
from watchfloor.store import query
from watchfloor.store.disclosures import names_shown_and_hidden
from watchfloor.store.search import Hit

if TYPE_CHECKING:
    from watchfloor.pipeline_review import Item

TEXTS = 4096
"""Texts whose names are kept while rows of a record are read."""

T = TypeVar("T")


def rules_of(connection: Connection, *, unmask: bool = False) -> Discretion:
    """Return what is withheld in lists, briefs and tables of a record; nothing if `unmask`.

    The rules read texts through the connection: use them while it is open.
    """
    shown, hidden = names_shown_and_hidden(connection)
    rules = Discretion(off=unmask, shown=shown, hidden=hidden)
    if unmask:
        return rules

    @lru_cache(maxsize=TEXTS)
    def known(document_id: str) -> Unsaid:
        return _known(connection, document_id, rules)

    return replace(rules, known=known)


def own_words(connection: Connection) -> Discretion:
    """Return the rules by which a row is masked by its own words alone, and what people decided."""
    return replace(rules_of(connection), known=DISCREET.known)


def withheld(connection: Connection, rows: Iterable[T]) -> list[T]:
    """Return rows as they may be shown."""
    rules = rules_of(connection)
    return [discreet(row, rules) for row in rows]


def discreet_item(item: "Item", rules: Discretion) -> "Item":
    """Return an item of the review queue as a list may show it."""
    return replace(
        item,
        incident=discreet(item.incident, rules) if item.incident else None,
        event=discreet(item.event, rules) if item.event else None,
    )


def discreet_hits(connection: Connection, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return what a search found as a list may show it: title and passage without names."""
    rules = rules_of(connection)
    return tuple(_hit(one, rules) for one in hits)


def _known(connection: Connection, document_id: str, rules: Discretion) -> Unsaid:
    """Return what all that was read in a text says of its people; nothing of a text not held."""
    try:
        text = query.document(connection, document_id).text
    except InputError:
        return Unsaid()
    events = query.events_of(connection, document_id)
    claims = query.claims(connection, Where(document=document_id))
    return unsaid_of((*events, *claims), rules, text=text)


def _hit(hit: Hit, rules: Discretion) -> Hit:
    told = rules.known(hit.document_id)
    passage = "".join(piece for piece, _ in hit.snippet)
    masked, pieces, at = told.hide(passage, hit.start), [], 0
    for piece, matched in hit.snippet:
        pieces.append((masked[at : at + len(piece)], matched))
        at += len(piece)
    title = None if hit.title is None else told_title(hit.title, told, rules)
    return replace(hit, title=title, snippet=tuple(pieces))
