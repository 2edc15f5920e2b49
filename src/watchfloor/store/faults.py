"""No sqlite3 error leaves the room: each becomes a StoreError that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from watchfloor.errors import StoreError

BUSY_SECONDS = 30
"""How long a connection waits for another writer before it gives up."""

_ADVICE = {
    "SQLITE_BUSY": (
        f"another process has been writing for {BUSY_SECONDS} seconds: let it finish, then repeat; "
        "what was stored before is kept"
    ),
    "SQLITE_LOCKED": "another query on it is still open: let it finish, then repeat",
    "SQLITE_FULL": ("the disk is full: free some space and repeat; what was stored before is kept"),
    "SQLITE_IOERR": "the disk could not be read or written: check it, then repeat",
    "SQLITE_CORRUPT": (
        "the file is damaged: copy it aside, then restore a backup (*.backup-vN) or save what can "
        "be read with `sqlite3 FILE .recover`"
    ),
    "SQLITE_NOTADB": "it is no SQLite file: name another with --record",
    "SQLITE_READONLY": "it may not be written to: check the rights of the file and its folder",
    "SQLITE_CANTOPEN": (
        "it cannot be opened: check the rights of the file and of its folder (readers, too, share "
        "two small files beside it)"
    ),
    "SQLITE_PERM": "access is denied: check the rights of the file and its folder",
    "SQLITE_AUTH": "access is denied: check the rights of the file and its folder",
    "SQLITE_TOOBIG": "a text is too large for the record: split the input",
    "SQLITE_NOMEM": "memory ran out: close other programs, then repeat",
    "SQLITE_INTERRUPT": "the query was interrupted",
}


@contextmanager
def guarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Turn an sqlite3 error of the block into a StoreError that names the record."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_store_error(error, path_of(connection)) from error


def as_store_error(error: sqlite3.Error, path: str) -> StoreError:
    """Return the StoreError that says what `error` means for the record at `path`."""
    name = str(getattr(error, "sqlite_errorname", ""))
    family = "_".join(name.split("_")[:2])  # SQLITE_IOERR_SHORT_READ is of SQLITE_IOERR
    advice = _ADVICE.get(family)
    if advice is None:
        advice = f"SQLite refuses: {error}; `watchfloor doctor` checks the record"
    return StoreError(f"record {path}: {advice}")


def path_of(connection: sqlite3.Connection) -> str:
    """Return the file behind a connection, for messages."""
    try:
        rows = connection.execute("PRAGMA database_list").fetchall()
    except sqlite3.Error:
        return "(closed)"
    return next((str(row[2]) for row in rows if row[1] == "main" and row[2]), "(in memory)")
