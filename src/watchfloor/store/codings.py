"""Read codings that need not be current: which a record has, and what one of them read.

`query` reads what is current; this is for comparing versions.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from watchfloor.model import Event
from watchfloor.store import rows
from watchfloor.store.faults import guarded

OTHERS = ("claim", "figure", "relation")
"""What a coding reads beside events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """All that one coder, in one version, read in a record."""

    coder: str
    documents: int
    current: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """What two coders read in one document; `others` are ids by table, of each."""

    document_id: str
    before: tuple[Event, ...]
    after: tuple[Event, ...]
    others: tuple[tuple[str, frozenset[str], frozenset[str]], ...]


def codings(connection: sqlite3.Connection) -> tuple[Coding, ...]:
    """Return the codings of a record, by how many documents they are current in, most first."""
    with guarded(connection):
        found = connection.execute(
            "SELECT coder, count(*), sum(current) FROM coding GROUP BY coder ORDER BY 3 DESC, coder"
        ).fetchall()
    return tuple(Coding(coder=row[0], documents=row[1], current=row[2]) for row in found)


def read_twice(connection: sqlite3.Connection, before: str, after: str) -> Iterator[Twice]:
    """Yield the documents that both coders read, by id, with what each of them read there."""
    with guarded(connection):
        ids = connection.execute(
            "SELECT one.document_id FROM coding AS one JOIN coding AS other"
            " ON other.document_id = one.document_id AND other.coder = ?"
            " WHERE one.coder = ? ORDER BY one.document_id",
            (after, before),
        ).fetchall()
    for (document_id,) in ids:
        yield Twice(
            document_id=document_id,
            before=_events(connection, document_id, before),
            after=_events(connection, document_id, after),
            others=tuple(
                (
                    table,
                    _ids(connection, table, document_id, before),
                    _ids(connection, table, document_id, after),
                )
                for table in OTHERS
            ),
        )


def _events(connection: sqlite3.Connection, document_id: str, coder: str) -> tuple[Event, ...]:
    with guarded(connection):
        found = connection.execute(_EVENTS, (document_id, coder)).fetchall()
    return tuple(map(rows.read_event, found))


def _ids(
    connection: sqlite3.Connection, table: str, document_id: str, coder: str
) -> frozenset[str]:
    sql = " ".join(("SELECT id FROM", table, "WHERE document_id = ? AND coder = ?"))
    with guarded(connection):
        return frozenset(row[0] for row in connection.execute(sql, (document_id, coder)))


_EVENTS = " ".join(
    (
        *(
            "SELECT",
            rows.EVENT_SELECT,
            "FROM event JOIN document ON document.id = event.document_id",
        ),
        "LEFT JOIN incident_member ON incident_member.chain = event.chain",
        "WHERE event.document_id = ? AND event.coder = ?",
        "ORDER BY event.anchor_start, event.anchor_end, event.id",
    )
)
