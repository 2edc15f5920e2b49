"""Decisions on names and places: shown though the rules withhold them, or withheld though not."""

import json
import sqlite3

from watchfloor.model.issued import Disclosure, DisclosureVerdict
from watchfloor.store import audit, rows
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded

_SELECT = "SELECT id, verdict, name, author, decided, reason, arguments FROM disclosure"
_INSERT = (
    "INSERT OR IGNORE INTO disclosure (id, verdict, name, author, decided, reason, arguments)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def add_disclosure(connection: sqlite3.Connection, one: Disclosure) -> None:
    """Append a decision on masking; the same one twice changes nothing.

    Raises:
        StoreError: the record cannot be written.
    """
    head = (one.id, one.verdict.value, one.name, one.author, one.decided, one.reason)
    with writing(connection):
        written = connection.execute(
            _INSERT,
            (*head, rows.to_json(dict(one.arguments))),
        )
        if written.rowcount:
            audit.append(connection, "disclosure", written.lastrowid or 0)


def disclosures(connection: sqlite3.Connection) -> tuple[Disclosure, ...]:
    """Return every decision on masking in the order they were made."""
    with guarded(connection):
        found = connection.execute(f"{_SELECT} ORDER BY number").fetchall()
    return tuple(
        Disclosure(
            id=row[0],
            verdict=DisclosureVerdict(row[1]),
            name=row[2],
            author=row[3],
            decided=row[4],
            reason=row[5],
            arguments=json.loads(row[6]),
        )
        for row in found
    )


def names_shown_and_hidden(
    connection: sqlite3.Connection,
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that may be shown, and those that may not: the latest word on each holds."""
    latest: dict[str, DisclosureVerdict] = {}
    for one in disclosures(connection):
        if one.name is not None:
            latest[" ".join(one.name.casefold().split())] = one.verdict
    return (
        frozenset(name for name, verdict in latest.items() if verdict is DisclosureVerdict.SHOW),
        frozenset(name for name, verdict in latest.items() if verdict is DisclosureVerdict.HIDE),
    )
