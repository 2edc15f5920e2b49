"""The masking of a record: the rules, what people decided on names and places, what texts tell."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, TypeVar

from watchfloor.errors import InputError
from watchfloor.export.blackout import Blackout
from watchfloor.export.discretion import (
    DISCREET,
    Discretion,
    Unsaid,
    blackout_of,
    discreet,
    told_in,
    told_title,
)
from watchfloor.model import Document, Where
from watchfloor.store import query
from watchfloor.store.disclosures import names_shown_and_hidden
from watchfloor.store.search import Hit

if TYPE_CHECKING:
    from watchfloor.pipeline_proposals import Retraction
    from watchfloor.pipeline_review import Item

TEXTS = 4096
"""Texts whose names and blackouts are kept while rows of a record are read."""

AT_HAND = 4
"""Texts that are kept whole, with their rows: what is asked of one is asked at once."""

T = TypeVar("T")


def rules_of(connection: Connection, *, unmask: bool = False) -> Discretion:
    """Return what is withheld in lists, briefs and tables of a record; nothing if `unmask`.

    The rules read texts through the connection: use them while it is open.
    """
    shown, hidden = names_shown_and_hidden(connection)
    rules = Discretion(off=unmask, shown=shown, hidden=hidden)
    if unmask:
        return rules

    @lru_cache(maxsize=AT_HAND)
    def read(document_id: str) -> tuple[Document, tuple[Any, ...]] | None:
        return _read(connection, document_id)

    @lru_cache(maxsize=TEXTS)
    def known(document_id: str) -> Unsaid:
        held = read(document_id)
        return told_in(*held, rules) if held else Unsaid()

    @lru_cache(maxsize=TEXTS)
    def blackout(document_id: str) -> Blackout:
        held = read(document_id)
        return blackout_of(*held, replace(rules, known=known)) if held else Blackout()

    return replace(rules, known=known, blackout=blackout)


def own_words(connection: Connection) -> Discretion:
    """Return the rules by which a row is masked by its own words alone, and what people decided."""
    return replace(rules_of(connection), known=DISCREET.known, blackout=DISCREET.blackout)


def withheld(connection: Connection, rows: Iterable[T]) -> Iterator[T]:
    """Yield rows as they may be shown, while the connection is open."""
    rules = rules_of(connection)
    return (discreet(row, rules) for row in rows)


def discreet_item(item: "Item", rules: Discretion) -> "Item":
    """Return an item of the review queue as a list may show it."""
    return replace(
        item,
        incident=discreet(item.incident, rules) if item.incident else None,
        event=discreet(item.event, rules) if item.event else None,
    )


def discreet_retraction(one: "Retraction", rules: Discretion) -> "Retraction":
    """Return what a text takes back as a list may show it."""
    words = told_title(one.words, rules.known(one.document_id), rules)
    meant = (
        replace(each, title=told_title(each.title, rules.known(each.document_id), rules))
        if each.title
        else each
        for each in one.meant
    )
    return replace(one, words=words, meant=tuple(meant))


def discreet_hits(connection: Connection, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return what a search found as a list may show it: title and passage without names."""
    rules = rules_of(connection)
    return tuple(_hit(one, rules) for one in hits)


def _read(connection: Connection, document_id: str) -> tuple[Document, tuple[Any, ...]] | None:
    """Return a text and all that was read in it; None if the record does not hold it."""
    try:
        document = query.document(connection, document_id)
    except InputError:
        return None
    here = Where(document=document_id)
    rows: tuple[Any, ...] = (
        *query.events_of(connection, document_id),
        *query.claims(connection, here),
        *query.figures(connection, here),
        *query.relations(connection, here),
    )
    return document, rows


def _hit(hit: Hit, rules: Discretion) -> Hit:
    told = rules.known(hit.document_id)
    passage = "".join(piece for piece, _ in hit.snippet)
    masked = rules.blackout(hit.document_id).over(told.hide(passage, hit.start), hit.start)
    pieces, at = [], 0
    for piece, matched in hit.snippet:
        pieces.append((masked[at : at + len(piece)], matched))
        at += len(piece)
    title = None if hit.title is None else told_title(hit.title, told, rules)
    return replace(hit, title=title, snippet=tuple(pieces))
