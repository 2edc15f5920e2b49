"""Open a record: many readers beside one writer, and nothing believed of a foreign file."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from watchfloor.errors import StoreError
from watchfloor.store.faults import BUSY_SECONDS, as_store_error, guarded, path_of
from watchfloor.store.functions import add_functions
from watchfloor.store.migrate import (
    APPLICATION_ID,
    SCHEMA,
    migrate,
    migrations,
    statements,
    version_of,
)

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with it."""

_MAGIC = b"SQLite format 3\x00"
_CREATE = "`watchfloor ingest PATH --record FILE` creates a record"


class RecordConnection(sqlite3.Connection):
    """A connection that `with` closes: sqlite3's own only ends the transaction.

    `settlers` are, for days as of which the record was asked, who settles what was known then
    (`store.known`).
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.settlers: dict[date, Callable[..., Any]] = {}

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[False]:
        try:
            return super().__exit__(kind, error, trace)
        finally:
            self.close()


def connect(
    path: str | Path, *, write: bool, create: bool = False, folder: Path = SCHEMA
) -> sqlite3.Connection:
    """Open the record at `path`, in autocommit; close it when done, or use it with `with`.

    A read connection never changes the file: it is opened `mode=ro` and does not migrate. A write
    connection brings an older record forward and, with `create`, makes a missing one. `folder`
    holds the migrations.

    Raises:
        StoreError: no record there, a newer or foreign one, or SQLite itself is too old.
    """
    where = Path(path)
    _check_file(where, create=write and create)
    mode = "ro" if not write else "rwc" if create else "rw"
    try:
        connection = sqlite3.connect(
            f"{where.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            factory=RecordConnection,
        )
    except sqlite3.Error as error:
        raise as_store_error(error, str(where)) from error
    try:
        _prepare(connection, where, folder, write=write, create=create)
    except sqlite3.Error as error:
        connection.close()
        raise as_store_error(error, str(where)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what is plainly no record before SQLite touches it."""
    if path.is_dir():
        message = f"{path} is a folder, not a record: name a file in it ({path / 'watchfloor.db'})"
        raise StoreError(message)
    if not path.exists():
        if not create:
            message = f"no record at {path}: {_CREATE}"
            raise StoreError(message)
        if not path.absolute().parent.is_dir():
            message = f"no folder {path.absolute().parent} to make a record in: create it first"
            raise StoreError(message)
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        message = f"record {path} cannot be read ({error.strerror}): check its rights"
        raise StoreError(message) from error
    if head != _MAGIC and not (create and not head):
        message = f"{path} is not a record (no SQLite file): name another; {_CREATE}"
        raise StoreError(message)


def _prepare(
    connection: sqlite3.Connection, path: Path, folder: Path, *, write: bool, create: bool
) -> None:
    # Before anything of the file is looked at: its triggers and views may call no function that
    # is not harmless, and a damaged page is refused rather than followed.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    _check_engine()
    newest = len(migrations(folder))
    version = _check_identity(connection, path, newest, create=write and create)
    if write:
        _check_schema(connection, path, version, folder)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        migrate(connection, path, folder)
    elif version < newest:
        message = (
            f"record {path} is of version {version}, this Watchfloor reads version {newest}: any "
            "writing command (`watchfloor ingest`) brings it forward, after a backup"
        )
        raise StoreError(message)
    _check_schema(connection, path, newest, folder)
    add_functions(connection)


def _check_engine() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = (
            f"Python brings SQLite {sqlite3.sqlite_version}, a record needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer: use a newer Python"
        )
        raise StoreError(message)
    if not _has_fts5():
        message = "Python's SQLite was built without FTS5 (text search): use another Python build"
        raise StoreError(message)


@cache
def _has_fts5() -> bool:
    """Say whether this SQLite searches texts: asked once, since to list modules takes a while."""
    with closing(sqlite3.connect(":memory:")) as connection:
        modules = connection.execute("SELECT name FROM pragma_module_list").fetchall()
    return ("fts5",) in modules


def _check_identity(
    connection: sqlite3.Connection, path: Path, newest: int, *, create: bool
) -> int:
    """Return the version of the record; 0 for an empty file that is about to become one."""
    # One query: another process may be creating the record at this moment.
    application, version, objects = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id),"
        " (SELECT user_version FROM pragma_user_version),"
        " (SELECT count(*) FROM sqlite_schema)"
    ).fetchone()
    if application == APPLICATION_ID and version > newest:
        message = (
            f"record {path} is of version {version}, newer than this Watchfloor knows ({newest}): "
            "install a newer Watchfloor to open it"
        )
        raise StoreError(message)
    if application == APPLICATION_ID and version > 0:
        return int(version)
    if (application, version, objects) == (0, 0, 0) and create:
        return 0
    what = "an empty database" if not objects else "a database of another program"
    message = f"{path} is {what}, not a record: name another; {_CREATE}"
    raise StoreError(message)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the lock for one transaction; an error, a key press too, leaves the record as it was.

    Our triggers keep the text index, and older SQLite calls that index unsafe in a trigger:
    so the schema is trusted for the length of a transaction, after it was compared under its lock.
    """
    with guarded(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)
            _check_schema(connection, Path(path_of(connection)), version, SCHEMA)
            connection.execute("PRAGMA trusted_schema = ON")
            yield
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.execute("PRAGMA trusted_schema = OFF")


def _check_schema(connection: sqlite3.Connection, path: Path, version: int, folder: Path) -> None:
    """Refuse a record whose tables, indexes and triggers are not those of its version.

    A table of its own that somebody added is let be; whatever acts on our tables is not.
    """
    expected = _schema_of(folder, version)
    found = _schema(connection)
    # Another process may have brought the record forward since the version was read, by one or
    # by several migrations, each in a transaction of its own.
    newer = range(version + 1, len(migrations(folder)) + 1)
    if any(found == _schema_of(folder, later) for later in newer):
        return
    wrong = {name for name, what in expected.items() if found.get(name) != what}
    ours = {table for table, _ in expected.values()}
    for name in found.keys() - expected.keys():
        if found[name][0] in ours or name.startswith(("trigger ", "view ")):
            wrong.add(name)
    if wrong:
        message = (
            f"record {path} is not built as version {version} should be "
            f"({', '.join(sorted(wrong))}): another program altered it; restore a backup, or "
            "ingest into a new record"
        )
        raise StoreError(message)


@cache
def _schema_of(folder: Path, version: int) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for number, path in migrations(folder).items():
            if number <= version:
                for statement in statements(path.read_text(encoding="utf-8")):
                    connection.execute(statement)
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return table and definition of every object, but for the tables that FTS5 makes itself.

    Those differ between SQLite versions.
    """
    rows = connection.execute(
        "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND NOT (type = 'table' AND name LIKE 'document!_fts!_%' ESCAPE '!')"
    )
    return {name: (table, sql) for name, table, sql in rows.fetchall()}
