"""The ledger of what was handed out: briefs and exports, and who used what."""

import json
import sqlite3
from collections.abc import Iterable

from watchfloor.errors import InputError
from watchfloor.model import decode, encode
from watchfloor.model.issued import Issued, RecordState, ShownIncident
from watchfloor.store import audit, rows
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded

_SELECT = (
    "SELECT id, kind, title, author, issued, version, arguments, state, sha256, shown FROM issued"
)
_INSERT = (
    "INSERT INTO issued (id, kind, title, author, issued, version, arguments, state, sha256, shown)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def record_state(connection: sqlite3.Connection) -> RecordState:
    """Return what the record holds now, in numbers that rise with whatever may change a brief."""
    with guarded(connection):
        row = connection.execute(
            "SELECT coalesce(max(number), 0), max(published_to),"
            " (SELECT step FROM fusion), (SELECT coalesce(max(number), 0) FROM decision),"
            " (SELECT coalesce(max(number), 0) FROM analyst_note) FROM document"
        ).fetchone()
    return RecordState(
        documents=row[0], data_up_to=row[1], step=row[2] or 0, decisions=row[3], notes=row[4]
    )


def add_issued(connection: sqlite3.Connection, issued: Issued) -> None:
    """Append a line to the ledger with what it used, in one transaction.

    Raises:
        StoreError: the record cannot be written.
    """
    uses = {("incident", one.incident_id, issued.id) for one in issued.shown}
    uses |= {("document", name, issued.id) for name in issued.documents}
    uses |= {("source", name, issued.id) for name in issued.sources}
    for one in issued.shown:
        uses |= {("document", name, issued.id) for name in one.documents}
        uses |= {("source", name, issued.id) for name in one.sources}
    with writing(connection):
        written = connection.execute(
            _INSERT,
            (
                issued.id,
                issued.kind,
                issued.title,
                issued.author,
                issued.issued,
                issued.version,
                rows.to_json(dict(issued.arguments)),
                rows.to_json(encode(issued.state)),
                issued.sha256,
                rows.to_json([encode(one) for one in issued.shown]),
            ),
        )
        connection.executemany(
            "INSERT INTO issued_use (kind, name, issued) VALUES (?, ?, ?)", sorted(uses)
        )
        audit.append(connection, "issued", written.lastrowid or 0)


def all_issued(connection: sqlite3.Connection) -> tuple[Issued, ...]:
    """Return everything that was issued, the oldest first."""
    with guarded(connection):
        found = connection.execute(f"{_SELECT} ORDER BY number").fetchall()
    return tuple(map(_issued, found))


def the_issued(connection: sqlite3.Connection, prefix: str) -> Issued:
    """Return what was issued under an id that begins so.

    Raises:
        InputError: nothing or several were.
    """
    wanted = prefix.strip().lower()
    found = [one for one in all_issued(connection) if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        problem = "several issued begin" if found else "nothing was issued whose id begins"
        message = f"{problem} with {prefix!r}: `watchfloor issued` lists them"
        raise InputError(message)
    return found[0]


def using(connection: sqlite3.Connection, kind: str, names: Iterable[str]) -> tuple[Issued, ...]:
    """Return what was issued with any of some incidents, documents or sources, oldest first."""
    with guarded(connection):
        found = connection.execute(
            f"{_SELECT} {_USED}",
            (kind, rows.to_json(sorted(set(names)))),
        ).fetchall()
    return tuple(map(_issued, found))


def texts_of(connection: sqlite3.Connection, issued_id: str) -> frozenset[str]:
    """Return the documents that something issued used, quoted ones too."""
    with guarded(connection):
        found = connection.execute(
            "SELECT name FROM issued_use WHERE issued = ? AND kind = 'document'", (issued_id,)
        )
        return frozenset(str(row[0]) for row in found)


def ancestors(connection: sqlite3.Connection, names: Iterable[str]) -> set[str]:
    """Return the ids of incidents that some incidents succeeded to, at any remove."""
    with guarded(connection):
        found = connection.execute(_ANCESTORS, (rows.to_json(sorted(set(names))),)).fetchall()
    return {str(row[0]) for row in found}


def _issued(row: tuple[str, ...]) -> Issued:
    return Issued(
        id=row[0],
        kind=row[1],
        title=row[2],
        author=row[3],
        issued=row[4],
        version=row[5],
        arguments=json.loads(row[6]),
        state=decode(RecordState, json.loads(row[7])),
        sha256=row[8],
        shown=tuple(decode(ShownIncident, one) for one in json.loads(row[9])),
    )


_USED = (
    "WHERE id IN (SELECT issued FROM issued_use WHERE kind = ?"
    " AND name IN (SELECT value FROM json_each(?))) ORDER BY number"
)

_ANCESTORS = (
    "WITH RECURSIVE older (id) AS (SELECT value FROM json_each(?) UNION"
    " SELECT incident_fate.id FROM older JOIN incident_fate"
    " ON EXISTS (SELECT 1 FROM json_each(incident_fate.successors) WHERE value = older.id))"
    " SELECT id FROM older"
)
