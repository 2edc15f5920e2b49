"""Opening a record: what is created, what is refused, and with which advice."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import StoreError
from watchfloor.store import Ledger, connect, query
from watchfloor.store import connection as opening
from watchfloor.store.connection import writing
from watchfloor.store.migrate import latest


def _create(path: str) -> None:
    with connect(path, write=True, create=True) as connection:
        Ledger(connection).start_run("ingest", [], "0", f"c@{id(path)}", "now")


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_created_record_is_strict_about_itself(record: sqlite3.Connection) -> None:
    """WAL, foreign keys, a patient lock, NORMAL synchronous and an untrusted schema."""
    pragmas = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "synchronous": 1,
        "trusted_schema": 0,
        "application_id": 0x57464C52,
        "user_version": latest(),
    }
    found = {name: record.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas}
    assert pragmas == found


def test_every_table_is_strict(record: sqlite3.Connection) -> None:
    """Our tables refuse a value of another type; only the search index has no types."""
    loose = record.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict"
        " AND name NOT LIKE 'document_fts%' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert [] == loose


@pytest.mark.parametrize("name", ["a b?c#d%20.db", "سجل 🗃.db", "'quoted\".db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    """The name is never read as part of a URI."""
    with connect(tmp_path / name, write=True, create=True):
        pass
    with connect(str(tmp_path / name), write=False) as connection:
        assert 0 == query.summary(connection).documents
    assert name in {found.name for found in tmp_path.iterdir()}


@pytest.mark.parametrize("write", [True, False])
def test_a_missing_record_is_not_made_unasked(path: Path, write: bool) -> None:
    """The refusal names the command that creates one, and leaves no file."""
    with pytest.raises(StoreError, match="watchfloor ingest"):
        connect(path, write=write)
    assert not path.exists()


def test_a_reader_never_creates(path: Path) -> None:
    """`create` without `write` creates nothing."""
    with pytest.raises(StoreError, match="no record at"):
        connect(path, write=False, create=True)
    assert not path.exists()


def test_a_folder_is_not_a_record(tmp_path: Path) -> None:
    """The refusal says so, and names a file in it."""
    with pytest.raises(StoreError, match=r"is a folder.*watchfloor\.db"):
        connect(tmp_path, write=True, create=True)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A record is not made in a folder that is not there."""
    with pytest.raises(StoreError, match="no folder"):
        connect(tmp_path / "no" / "w.db", write=True, create=True)


def test_a_file_that_may_not_be_read_is_refused(
    path: Path, record: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the rights."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreError, match="check its rights"):
        connect(path, write=False)


@pytest.mark.parametrize("content", [b"id,text\n1,hello\n", b"SQLite", b"\x00" * 4096])
def test_a_file_of_another_kind_is_refused_untouched(path: Path, content: bytes) -> None:
    """A CSV file named by mistake stays as it is."""
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a record"):
        connect(path, write=True, create=True)
    assert content == path.read_bytes()


def test_a_damaged_sqlite_file_is_refused(path: Path) -> None:
    """A right beginning is not enough."""
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    with pytest.raises(StoreError, match=r"no SQLite file|damaged"):
        connect(path, write=True)


def test_an_empty_file_becomes_a_record_only_when_asked(path: Path) -> None:
    """A temporary file of no bytes may be filled, but is no record to read."""
    path.touch()
    with pytest.raises(StoreError, match="not a record"):
        connect(path, write=False)
    with connect(path, write=True, create=True) as connection:
        assert () == query.runs(connection)


@pytest.mark.parametrize("statements", [("CREATE TABLE t (x)",), ("PRAGMA user_version = 1",)])
def test_the_database_of_another_program_is_refused_untouched(
    path: Path, statements: tuple[str, ...]
) -> None:
    """Neither migrated nor switched to WAL."""
    _sql(path, *statements)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a record"):
        connect(path, write=True, create=True)
    assert before == path.read_bytes()


def test_an_empty_database_is_no_record_to_write_in(path: Path) -> None:
    """Without `create` an SQLite file without tables is refused."""
    _sql(path, "CREATE TABLE t (x)", "DROP TABLE t")
    with pytest.raises(StoreError, match="an empty database"):
        connect(path, write=True)


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_record_is_refused(path: Path, record: sqlite3.Connection, write: bool) -> None:
    """The refusal names both versions and the way out."""
    record.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=rf"version 99, newer.*\({latest()}\): install a newer"):
        connect(path, write=write)


def test_a_reader_cannot_write(path: Path, record: sqlite3.Connection) -> None:
    """A read connection refuses every write, as a StoreError."""
    with (
        connect(path, write=False) as connection,
        pytest.raises(StoreError, match="may not be written"),
    ):
        Ledger(connection).start_run("ingest", [], "0", "c@1", "now")


def test_readers_see_what_was_committed_while_a_writer_works(
    path: Path, record: sqlite3.Connection
) -> None:
    """An open write transaction neither blocks a reader nor shows through."""
    with connect(path, write=False) as reader, writing(record):
        record.execute(
            "INSERT INTO run (id, command, arguments, version, coder, started)"
            " VALUES ('r', 'ingest', '[]', '0', 'c@1', 'now')"
        )
        assert () == query.runs(reader)


HOSTILE = [
    "CREATE TRIGGER spy AFTER INSERT ON run BEGIN DELETE FROM issue; END",
    "CREATE VIEW run_view AS SELECT load_extension('x')",
    "CREATE INDEX sly ON run (length(command))",
    "DROP TRIGGER document_is_kept",
    "ALTER TABLE run ADD COLUMN more TEXT",
    "DROP INDEX event_order",
]


@pytest.mark.parametrize("statement", HOSTILE)
@pytest.mark.parametrize("write", [True, False])
def test_an_altered_record_is_refused(path: Path, statement: str, write: bool) -> None:
    """Somebody else's trigger, view, index or column on our tables is found at opening."""
    connect(path, write=True, create=True).close()
    _sql(path, statement)
    with pytest.raises(StoreError, match="another program altered it"):
        connect(path, write=write)


def test_a_record_altered_while_it_is_open_takes_no_writes(
    path: Path, record: sqlite3.Connection
) -> None:
    """The schema is compared again under each write lock."""
    _sql(path, HOSTILE[0])
    with pytest.raises(StoreError, match="trigger spy"):
        Ledger(record).start_run("ingest", [], "0", "c@1", "now")


def test_a_table_of_ones_own_is_let_be(path: Path) -> None:
    """Notes kept beside ours, with an index on them, and ANALYZE do no harm."""
    connect(path, write=True, create=True).close()
    _sql(path, "CREATE TABLE notes (x)", "CREATE INDEX note ON notes (x)", "ANALYZE")
    connect(path, write=True).close()


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """STRICT tables need SQLite 3.37."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"3\.37\.0 or newer"):
        connect(path, write=True, create=True)


def test_an_sqlite_without_text_search_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FTS5 is looked for before anything is made."""
    connect_as_is = sqlite3.connect

    class Poor(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            return super().execute("SELECT 'rtree'" if "module_list" in sql else sql, *values)

    def poor(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect_as_is(*arguments, **more | {"factory": Poor})
        return connection

    monkeypatch.setattr(sqlite3, "connect", poor)
    # Asked anew: what another test learnt of the engine is kept.
    monkeypatch.setattr(opening, "_has_fts5", opening._has_fts5.__wrapped__)
    with pytest.raises(StoreError, match="without FTS5"):
        connect(path, write=True, create=True)


def test_with_closes_the_connection(path: Path) -> None:
    """Unlike sqlite3's own, which leaves the file open."""
    with connect(path, write=True, create=True) as connection:
        pass
    with pytest.raises(StoreError, match="closed"):
        query.runs(connection)


def test_many_processes_may_create_the_same_record(path: Path) -> None:
    """Each finds a whole record, whoever was first."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_create, args=(str(path),)) for _ in range(4)]
    _run(processes, lambda process: process.start())
    _run(processes, lambda process: process.join(60))
    assert [0] * 4 == [process.exitcode for process in processes]
    with connect(path, write=False) as connection:
        assert query.runs(connection)


def _run(processes: list[Any], act: Callable[[Any], None]) -> None:
    for process in processes:
        act(process)
