"""Bring a record forward to the newest schema: one migration, one transaction."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from watchfloor.errors import StoreError
from watchfloor.store import audit
from watchfloor.store.faults import guarded

SCHEMA = Path(__file__).parent / "schema"
APPLICATION_ID = 0x57464C52
"""The four letters WFLR in the header of the file."""

FILLS: dict[int, Callable[[sqlite3.Connection], None]] = {9: audit.begin}
"""What of a migration SQL cannot do, by its version: it runs in the same transaction."""


def migrations(folder: Path = SCHEMA) -> dict[int, Path]:
    """Return the migrations by the version they lead to.

    Raises:
        StoreError: the numbers in `folder` do not run 1, 2, 3 without a gap.
    """
    found = {
        int(path.stem): path
        for path in sorted(folder.glob("*.sql"))
        if re.fullmatch(r"\d{4}", path.stem)
    }
    if not found or list(found) != list(range(1, len(found) + 1)):
        message = f"the migrations in {folder} do not run from 0001 without a gap: install again"
        raise StoreError(message)
    return found


def latest(folder: Path = SCHEMA) -> int:
    """Return the version of the schema that this Watchfloor writes."""
    return max(migrations(folder))


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the schema in the file: 0 before the first migration."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, folder: Path = SCHEMA) -> int:
    """Apply every migration that the record lacks; return how many there were.

    Before the first of them a record that holds something is copied to `NAME.backup-vN` beside it,
    N being its version. Each migration is one transaction together with its version number: a
    crash leaves the version before. Several processes may call this at once.
    """
    known, applied = migrations(folder), 0
    while True:
        with guarded(connection):
            connection.execute("BEGIN IMMEDIATE")
            try:
                version = version_of(connection)
                if version < len(known):
                    if version and not applied:
                        _back_up(path, version)
                    _apply(connection, known[version + 1], version + 1)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
        if version >= len(known):
            return applied
        applied += 1


def _apply(connection: sqlite3.Connection, migration: Path, version: int) -> None:
    for statement in statements(migration.read_text(encoding="utf-8")):
        connection.execute(statement)
    if version in FILLS:
        FILLS[version](connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one.

    `executescript` would commit before it starts, and a migration is one transaction.
    """
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending


def _back_up(path: Path, version: int) -> None:
    """Copy the record as it was last committed, under a name that appears only when it is whole."""
    target = path.with_name(f"{path.name}.backup-v{version}")
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    source_uri = f"{path.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(source_uri, uri=True)) as source,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no companions
    unfinished.replace(target)
