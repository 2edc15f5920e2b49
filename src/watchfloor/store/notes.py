"""Signed notes of analysts: appended, withdrawn by another, never changed."""

import json
import sqlite3
from datetime import date

from watchfloor.errors import InputError
from watchfloor.model.issued import Note, NoteSection
from watchfloor.store import audit, rows
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded

_SELECT = (
    "SELECT id, section, author, written, since, until, countries, text,"
    " withdraws FROM analyst_note"
)
_INSERT = (
    "INSERT OR IGNORE INTO analyst_note"
    " (id, section, author, written, since, until, countries, text, withdraws)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def add_note(connection: sqlite3.Connection, note: Note) -> None:
    """Append a note; the same one twice changes nothing.

    Raises:
        StoreError: the record cannot be written.
    """
    values = (
        note.id,
        note.section.value,
        note.author,
        note.written,
        None if note.since is None else note.since.isoformat(),
        None if note.until is None else note.until.isoformat(),
        rows.to_json(list(note.countries)),
        note.text,
        note.withdraws,
    )
    with writing(connection):
        written = connection.execute(
            _INSERT,
            values,
        )
        if written.rowcount:
            audit.append(connection, "analyst_note", written.lastrowid or 0)


def notes(connection: sqlite3.Connection) -> tuple[Note, ...]:
    """Return every note, withdrawn ones and withdrawals too, in the order they were written."""
    with guarded(connection):
        found = connection.execute(f"{_SELECT} ORDER BY number").fetchall()
    return tuple(_note(row) for row in found)


def standing_notes(connection: sqlite3.Connection) -> tuple[Note, ...]:
    """Return the notes that nobody withdrew, in the order they were written."""
    found = notes(connection)
    gone = {one.withdraws for one in found if one.withdraws}
    return tuple(
        one for one in found if one.id not in gone and one.section is not NoteSection.WITHDRAWAL
    )


def the_note(connection: sqlite3.Connection, prefix: str) -> Note:
    """Return the standing note whose id begins so.

    Raises:
        InputError: none or several do.
    """
    wanted = prefix.strip().lower()
    found = [one for one in standing_notes(connection) if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        problem = "several notes begin" if found else "no standing note begins"
        message = f"{problem} with {prefix!r}: `watchfloor notes` lists them"
        raise InputError(message)
    return found[0]


def _note(row: tuple[str | None, ...]) -> Note:
    since, until = (None if day is None else date.fromisoformat(day) for day in row[4:6])
    return Note(
        id=row[0] or "",
        section=NoteSection(row[1] or ""),
        author=row[2] or "",
        written=row[3] or "",
        since=since,
        until=until,
        countries=tuple(json.loads(row[6] or "[]")),
        text=row[7] or "",
        withdraws=row[8],
    )
