"""What copies add to their originals: passages of their own, each owned by its earliest bearer."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchfloor.model import Document
from watchfloor.store import reports, rows
from watchfloor.store.faults import guarded


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a copy has alone: its span, and a hash of its words."""

    start: int
    end: int
    words: str


def uncompared(connection: sqlite3.Connection, limit: int) -> list[tuple[Document, Document]]:
    """Return copies, each with what it is a copy of, whose passages have not been found yet."""
    with guarded(connection):
        names = connection.execute(_UNCOMPARED, (limit,)).fetchall()
        return [(_document(connection, one), _document(connection, two)) for one, two in names]


def add_passages(
    connection: sqlite3.Connection, copy: Document, origin: Document, found: Iterable[Passage]
) -> None:
    """Write the passages of a copy, and mark it and all that share one of them.

    Nothing is written if it is a copy of another text by now.
    """
    held = connection.execute("SELECT copy_of FROM document WHERE id = ?", (copy.id,)).fetchone()
    if held != (origin.id,):
        return
    before = _sharers(connection, copy.id)
    connection.execute("DELETE FROM copy_passage WHERE document_id = ?", (copy.id,))
    connection.execute("INSERT OR REPLACE INTO copy_compared VALUES (?, ?)", (copy.id, origin.id))
    connection.executemany(
        'INSERT INTO copy_passage (document_id, "start", "end", words) VALUES (?, ?, ?, ?)',
        [(copy.id, one.start, one.end, one.words) for one in found],
    )
    touched = before | _sharers(connection, copy.id)
    reports.mark(connection, sorted(touched), reports.EVIDENCE)


def _sharers(connection: sqlite3.Connection, document_id: str) -> set[str]:
    found = connection.execute(
        "SELECT DISTINCT other.document_id FROM copy_passage AS own"
        " JOIN copy_passage AS other ON other.words = own.words WHERE own.document_id = ?",
        (document_id,),
    )
    return {str(row[0]) for row in found}


Owned = Sequence[tuple[int, int, str]]
"""Spans of a copy's passages, each with the document that had it first."""


def owned(connection: sqlite3.Connection, document_ids: Iterable[str]) -> dict[str, Owned]:
    """Return the passages of some copies with their owners, by document.

    The owner is the earliest copy of the same words in the group, undated ones last, then by id.
    Passages that were found against another text than the one it is now a copy of are none.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    wanted = rows.to_json(sorted(set(document_ids)))
    for name, start, end, owner in connection.execute(_OWNED, (wanted,)):
        found.setdefault(name, []).append((start, end, owner))
    return dict(found)


def _document(connection: sqlite3.Connection, document_id: str) -> Document:
    sql = " ".join(("SELECT", rows.DOCUMENT_SELECT, "FROM document WHERE id = ?"))
    return rows.read_document(connection.execute(sql, (document_id,)).fetchone())


_UNCOMPARED = (
    "SELECT document.id, document.copy_of FROM document"
    " LEFT JOIN copy_compared ON copy_compared.document_id = document.id"
    " WHERE document.copy_of IS NOT NULL AND copy_compared.copy_of IS NOT document.copy_of"
    " ORDER BY document.number LIMIT ?"
)
_OWNED = (
    'SELECT own.document_id, own."start", own."end",'
    " (SELECT other.document_id FROM copy_passage AS other"
    " JOIN document AS bearer ON bearer.id = other.document_id"
    " JOIN copy_compared AS compared ON compared.document_id = other.document_id"
    " AND compared.copy_of = bearer.copy_of"
    " JOIN copy_member AS theirs ON theirs.document = bearer.number"
    " WHERE other.words = own.words AND theirs.component = mine.component"
    " ORDER BY coalesce(bearer.published_from, '~'), bearer.id LIMIT 1)"
    " FROM json_each(?) AS wanted JOIN copy_passage AS own ON own.document_id = wanted.value"
    " JOIN copy_compared ON copy_compared.document_id = own.document_id"
    " JOIN document ON document.id = own.document_id AND document.copy_of = copy_compared.copy_of"
    " JOIN copy_member AS mine ON mine.document = document.number"
)
