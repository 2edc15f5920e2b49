"""Read the record: every value comes back exactly as it was appended, current codings only.

The readers check their filters at once and then stream: nothing is held but the row in hand.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TypeVar

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Claim, Document, Event, Figure, Incident, Relation, Where
from watchfloor.store import known, rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions, incident_table, incident_tables
from watchfloor.store.history import (
    Origin,
    Provenance,
    Summary,
    decisions,
    issues,
    provenance,
    raw_bytes,
    runs,
    summary,
)

__all__ = [
    "Found",
    "Origin",
    "Provenance",
    "Summary",
    "claim",
    "claims",
    "claims_about",
    "decisions",
    "document",
    "documents",
    "event",
    "events",
    "events_of",
    "figures",
    "find",
    "incidents",
    "issues",
    "joined",
    "provenance",
    "raw_bytes",
    "relations",
    "runs",
    "select",
    "summary",
]

Found = Document | Event | Claim | Figure | Relation | Incident
T = TypeVar("T")

SHORTEST_PREFIX = 4
CANDIDATES = 8
"""How many an ambiguous prefix is answered with."""

SETTLED_AT_ONCE = 500
"""Incidents as of a day whose reports are read at once."""

_ORDERS = {
    "document": "coalesce(document.published_from, '~'), document.id",
    "event": (
        "coalesce(event.date_from, event.date_to, '~'), event.document_id,"
        " event.anchor_start, event.anchor_end, event.id"
    ),
    "claim": "claim.document_id, claim.start, claim.end, claim.id",
    "figure": "figure.document_id, figure.start, figure.end, figure.id",
    "relation": "relation.document_id, relation.start, relation.end, relation.id",
    "incident": "coalesce(incident.date_from, incident.date_to, '~'), incident.id",
}
_SELECTS = {
    "document": rows.DOCUMENT_SELECT,
    "event": rows.EVENT_SELECT,
    "claim": rows.CLAIM_SELECT,
    "figure": rows.FIGURE_SELECT,
    "relation": rows.RELATION_SELECT,
    "incident": "incident.id, incident.value",
}


def documents(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Document]:
    """Return documents by published date (undated last), then id."""
    return _read(connection, "document", where, limit, rows.read_document)


def events(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Event]:
    """Return events by date (first day, else last day; undated last), document id, anchor."""
    return _read(connection, "event", where, limit, rows.read_event)


def claims(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Claim]:
    """Return claims by document id and place in it.

    `actor` and `speaker` are who speaks; `since` and `until` mean the published date of the
    document; filters by place, recipient, type, mode and status are of the event that a claim is
    about, and `min_sources` and `review` of the incident of that event.
    """
    return _read(connection, "claim", where, limit, rows.read_claim)


def claims_about(connection: sqlite3.Connection, events: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims of current codings about any of some events, in the order of `claims`."""
    sql = " ".join(
        (
            select("claim"),
            "WHERE claim.event_id IN (SELECT value FROM json_each(?))",
            "ORDER BY",
            _ORDERS["claim"],
        )
    )
    return tuple(_stream(connection, sql, (rows.to_json(sorted(set(events))),), rows.read_claim))


def figures(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Figure]:
    """Return figures by document id and place in it; `actor` is the subject."""
    return _read(connection, "figure", where, limit, rows.read_figure)


def relations(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Relation]:
    """Return relations by document id and place in it.

    `actor` is the subject and `recipient` the object; `since` and `until` mean the published date
    of the document.
    """
    return _read(connection, "relation", where, limit, rows.read_relation)


def incidents(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Incident]:
    """Return incidents by date (first day, else last day; undated last), then id.

    `source`, `text` and `document` mean any of their documents. One without support is left out
    unless `review` asks for it.
    """
    if where is None or where.as_of is None:
        return _read(connection, "incident", where, limit, rows.read_incident)
    plain = _read(connection, "incident", where, limit, _row)
    return _settled(connection, where.as_of, plain)


def _row(row: rows.Row) -> rows.Row:
    return row


def _settled(
    connection: sqlite3.Connection, as_of: date, plain: Iterator[rows.Row]
) -> Iterator[Incident]:
    while portion := list(islice(plain, SETTLED_AT_ONCE)):
        yield from known.read(connection, as_of, portion)


def document(connection: sqlite3.Connection, document_id: str) -> Document:
    """Return one document by its whole id.

    Raises:
        InputError: the record has none.
    """
    for found in documents(connection, Where(document=document_id)):
        return found
    message = f"no document {document_id!r} in the record: `watchfloor search` finds some"
    raise InputError(message)


def event(connection: sqlite3.Connection, event_id: str) -> Event | None:
    """Return the event that the current codings have of an id."""
    sql = f"{select('event')} WHERE event.id = ?"
    return next(_stream(connection, sql, (event_id,), rows.read_event), None)


def claim(connection: sqlite3.Connection, claim_id: str) -> Claim | None:
    """Return the claim that the current codings have of an id."""
    sql = f"{select('claim')} WHERE claim.id = ?"
    return next(_stream(connection, sql, (claim_id,), rows.read_claim), None)


def events_of(connection: sqlite3.Connection, document_id: str) -> tuple[Event, ...]:
    """Return the events of one document in the order of the text."""
    sql = " ".join(
        (
            select("event"),
            "WHERE event.document_id = ?",
            "ORDER BY event.anchor_start, event.anchor_end, event.id",
        )
    )
    return tuple(_stream(connection, sql, (document_id,), rows.read_event))


def find(connection: sqlite3.Connection, prefix: str) -> Found:
    """Return the one thing of the record whose id begins with `prefix`.

    An incident's id that is no longer in use finds nothing here: `incidents.heirs` knows of it.

    Raises:
        UsageError: fewer than four characters, or no part of an id.
        InputError: nothing begins so, or several do; the message lists them.
    """
    wanted = prefix.strip().lower()
    if len(wanted) < SHORTEST_PREFIX or set(wanted) - set("0123456789abcdef"):
        message = (
            f"{prefix!r} is no beginning of an id: give at least {SHORTEST_PREFIX} of its "
            "characters (0-9, a-f)"
        )
        raise UsageError(message)
    found = [value for name in _SELECTS for value in _begins(connection, name, wanted)]
    if not found:
        message = f"nothing in the record has an id that begins with {wanted}: look it up again"
        raise InputError(message)
    if len(found) > 1:
        listed = "; ".join(_named(value) for value in found[:CANDIDATES])
        more = "; and more" if len(found) > CANDIDATES else ""
        message = f"{wanted} is the beginning of several ids, give more of it: {listed}{more}"
        raise InputError(message)
    return found[0]


def _begins(connection: sqlite3.Connection, table: str, prefix: str) -> Iterable[Found]:
    sql = " ".join(
        (
            select(table),
            f"WHERE {table}.id >= ? AND {table}.id < ? ORDER BY {table}.id LIMIT {CANDIDATES + 1}",
        )
    )
    readers: dict[str, Callable[[rows.Row], Found]] = {
        "document": rows.read_document,
        "event": rows.read_event,
        "claim": rows.read_claim,
        "figure": rows.read_figure,
        "relation": rows.read_relation,
        "incident": rows.read_incident,
    }
    return _stream(connection, sql, (prefix, f"{prefix}g"), readers[table])  # g follows f


def _named(value: Found) -> str:
    kind = type(value).__name__.lower()
    if isinstance(value, Document):
        return f"{kind} {value.id} ({value.title or value.text.strip()[:40]})"
    if isinstance(value, Incident):
        return f"{kind} {value.id} ({value.type})"
    words = value.anchor if isinstance(value, Event) else None
    return f"{kind} {value.id}" + (f" ({words.text})" if words else f" of {value.document_id}")


def select(table: str, more: Iterable[str] = (), where: Where | None = None) -> str:
    """Return SELECT .. FROM of a table, current codings only, with more columns behind its own.

    Of `where` the day counts as of which incidents are read.
    """
    own = _SELECTS[table]
    if table == "incident" and where is not None and where.as_of is not None:
        own = f"incident.id, {known.VALUE_THEN}"
    return " ".join(("SELECT", ", ".join((own, *more)), joined(table, where)))


def joined(table: str, where: Where | None = None) -> str:
    """Return FROM of a table with what its filters and columns ask for, current codings only.

    Of `where` the day counts as of which incidents are read.
    """
    asked = where or Where()
    if table in ("document", "incident"):
        return " ".join(("FROM", table if table == "document" else incident_table(asked)))
    members = incident_tables(asked)[1]
    member = f"LEFT JOIN {members} AS incident_member ON incident_member.chain = event.chain"
    more = {"event": member, "claim": f"{_OF_CLAIM} {member}"}
    return " ".join(
        (
            f"FROM {table}",
            f"JOIN coding ON coding.document_id = {table}.document_id",
            f"AND coding.coder = {table}.coder AND coding.current = 1",
            f"JOIN document ON document.id = {table}.document_id",
            more.get(table, ""),
        )
    )


_OF_CLAIM = (
    "LEFT JOIN event ON event.document_id = claim.document_id AND event.coder = claim.coder"
    " AND event.id = claim.event_id"
)


def _read(
    connection: sqlite3.Connection,
    table: str,
    where: Where | None,
    limit: int | None,
    read: Callable[[rows.Row], T],
) -> Iterator[T]:
    condition, values = conditions(where or Where(), table)
    if limit is not None and limit < 0:
        message = f"a limit is 0 or more, not {limit}"
        raise UsageError(message)
    sql = " ".join(
        (select(table, (), where), "WHERE", condition, "ORDER BY", _ORDERS[table], "LIMIT", "?")
    )
    return _stream(connection, sql, (*values, -1 if limit is None else limit), read)


def _stream(
    connection: sqlite3.Connection,
    sql: str,
    values: tuple[str | float, ...],
    read: Callable[[rows.Row], T],
) -> Iterator[T]:
    with guarded(connection):
        for row in connection.execute(sql, values):
            yield read(row)
