"""Bringing a record forward: one transaction, after a backup, or not at all."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import StoreError
from watchfloor.store import Ledger, connect, query
from watchfloor.store.migrate import SCHEMA, latest, migrations, statements

NEXT = latest() + 1

SECOND = """-- A made-up migration.
CREATE TABLE note (number INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
CREATE TRIGGER note_kept BEFORE DELETE ON note
BEGIN
  SELECT raise(ABORT, 'kept; always');
END;
INSERT INTO note (words) SELECT id FROM document;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with our migrations, to add to."""
    copy = tmp_path / "schema"
    shutil.copytree(SCHEMA, copy)
    return copy


@pytest.fixture
def filled(path: Path, build: Any) -> Path:
    """Give the path of a closed record of the newest version that holds one document."""
    with connect(path, write=True, create=True) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0.1", build.lexicon, "now")
        ledger.append([build.rich()], run.id, "now")
    return path


def test_a_writer_brings_an_older_record_forward(filled: Path, folder: Path) -> None:
    """The migration is applied, and the version before lies beside it, whole."""
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    with connect(filled, write=True, folder=folder) as connection:
        assert (1,) == connection.execute("SELECT count(*) FROM note").fetchone()
        assert (NEXT,) == connection.execute("PRAGMA user_version").fetchone()
    with connect(f"{filled}.backup-v{latest()}", write=False) as backup:
        assert 1 == query.summary(backup).documents
        assert [("ok",)] == backup.execute("PRAGMA integrity_check").fetchall()


def test_a_reader_never_migrates(filled: Path, folder: Path) -> None:
    """An older record is refused with the advice to write, and is left as it is."""
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    with pytest.raises(StoreError, match="any writing command"):
        connect(filled, write=False, folder=folder)
    with connect(filled, write=False) as connection:
        assert 1 == query.summary(connection).documents


def test_a_new_record_leaves_no_backup(path: Path, folder: Path) -> None:
    """There is nothing to back up, however many migrations there are."""
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    connect(path, write=True, create=True, folder=folder).close()
    assert [] == list(path.parent.glob("*.backup*"))


def test_several_steps_make_one_backup(filled: Path, folder: Path) -> None:
    """Each migration is its own transaction; the backup is of where the record stood."""
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    (folder / f"{NEXT + 1:04}.sql").write_text("CREATE TABLE more (x INTEGER) STRICT;")
    connect(filled, write=True, folder=folder).close()
    assert [f"{filled.name}.backup-v{latest()}"] == [
        path.name for path in filled.parent.glob("*.backup*")
    ]
    with closing(sqlite3.connect(filled)) as connection:
        assert (NEXT + 1,) == connection.execute("PRAGMA user_version").fetchone()


def test_a_migration_that_fails_leaves_the_version_before(filled: Path, folder: Path) -> None:
    """Its first statements are undone with it, and the record still opens as the version before."""
    (folder / f"{NEXT:04}.sql").write_text(f"{SECOND}\nSELECT * FROM nowhere;")
    with pytest.raises(StoreError, match="nowhere"):
        connect_unchecked(filled, folder)
    with connect(filled, write=True) as connection:
        assert 1 == query.summary(connection).documents
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    connect(filled, write=True, folder=folder).close()


def connect_unchecked(path: Path, folder: Path) -> None:
    """Migrate without the comparison of schemas, which a broken migration would not reach."""
    from watchfloor.store.migrate import migrate

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, folder)


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from watchfloor.store.migrate import migrate
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
migrate(connection, Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_process_killed_in_a_migration_leaves_the_version_before(
    filled: Path, folder: Path
) -> None:
    """Kill -9 in the middle: the record opens as before, and the next writer completes it."""
    (folder / f"{NEXT:04}.sql").write_text(f"{SECOND}\nSELECT die();")
    process = subprocess.run(
        [sys.executable, "-c", KILLED, str(filled), str(folder)], check=False, capture_output=True
    )
    assert -signal.SIGKILL == process.returncode, process.stderr
    with connect(filled, write=False) as connection:
        assert 1 == query.summary(connection).documents
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    (folder / f"{NEXT:04}.sql").write_text(SECOND)
    connect(filled, write=True, folder=folder).close()


@pytest.mark.parametrize("names", [[], ["0002"], ["0001", "0003"]])
def test_migrations_run_without_a_gap(tmp_path: Path, names: list[str]) -> None:
    """A folder that lacks one is refused before any record is touched."""
    for name in names:
        (tmp_path / f"{name}.sql").touch()
    with pytest.raises(StoreError, match="without a gap"):
        migrations(tmp_path)


def test_the_shipped_migrations_are_found() -> None:
    """Other files in the folder are none; the newest number is the version."""
    assert len(migrations()) == latest()


def test_statements_end_where_sqlite_ends_them() -> None:
    """A trigger is one statement with its semicolons; a comment at the end is harmless."""
    found = list(statements(f"{SECOND}\n-- the end\n"))
    assert ["note (", "note_kept", "INSERT", "the end"] == [
        next(words for words in ("note_kept", "INSERT", "the end", "note (") if words in one)
        for one in found
    ]


def test_claims_of_an_older_record_get_no_one_through_whom_they_came(
    path: Path, folder: Path, build: Any
) -> None:
    """Version 5 adds `via` and `accused` to what a claim cites: empty lists."""
    with connect(path, write=True, create=True) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0.1", build.lexicon, "now")
        ledger.append([build.rich()], run.id, "now")
        before = list(query.claims(connection))
        connection.execute("UPDATE claim SET spans = json_remove(spans, '$.via', '$.accused')")
        with pytest.raises(StoreError, match="claim"):
            list(query.claims(connection))
        (update, *_) = statements((folder / "0005.sql").read_text(encoding="utf-8"))
        connection.execute(update)
        assert before == list(query.claims(connection))
