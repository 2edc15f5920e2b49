"""What SQLite refuses leaves the room as a StoreError that says what to do."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import StoreError
from watchfloor.model import Where
from watchfloor.store import Ledger, connect, query
from watchfloor.store.faults import as_store_error, guarded


def test_a_lock_that_is_held_too_long_says_so(path: Path, record: sqlite3.Connection) -> None:
    """Two writers: the second gives up after its patience and advises to repeat."""
    record.execute("BEGIN IMMEDIATE")
    with connect(path, write=False) as reader:
        assert () == query.runs(reader)
    record.execute("ROLLBACK")
    with connect(path, write=True) as second:
        second.execute("PRAGMA busy_timeout = 10")
        record.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process has been writing"):
            Ledger(second).start_run("ingest", [], "0", "c@1", "now")


def test_a_full_disk_says_so_and_keeps_what_was_stored(
    path: Path, record: sqlite3.Connection, build: Any
) -> None:
    """The batch is undone, what was there before is still there."""
    ledger = Ledger(record)
    run = ledger.start_run("ingest", [], "0", build.lexicon, "now")
    pages = record.execute("PRAGMA page_count").fetchone()[0]
    record.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreError, match="the disk is full"):
        ledger.append([build.entry(build.document("words " * 50_000))], run.id, "now")
    assert not record.in_transaction
    assert (run,) == query.runs(record)


def test_a_damaged_page_says_so(path: Path, build: Any) -> None:
    """A record overwritten in the middle is not read as if nothing were."""
    with connect(path, write=True, create=True) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0", build.lexicon, "now")
        many = [build.entry(build.document(f"{build.english} {n}")) for n in range(60)]
        ledger.append(many, run.id, "now")
    data = bytearray(path.read_bytes())
    data[8 * 4096 :] = b"\xa5" * len(data[8 * 4096 :])
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged|restore a backup"):
        _read_all(path)


def _read_all(path: Path) -> None:
    with connect(path, write=False) as reader:
        list(query.documents(reader))
        list(query.documents(reader, Where(text="drones")))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET spans = '{'",
        "UPDATE event SET spans = '{}'",
        "UPDATE event SET spans = '[]'",
        "UPDATE event SET type = 'FIGHT'",
        "UPDATE event SET status = 'maybe'",
        "UPDATE event SET spans = replace(spans, '2022-01-13', '2022-13-13')",
        "UPDATE event SET spans = printf('%.*c', 200000, '[')",
    ],
)
def test_a_row_that_does_not_fit_the_model_says_so(
    record: sqlite3.Connection, append: Any, build: Any, change: str
) -> None:
    """A record from somebody else may hold anything; it is never handed on."""
    append(build.rich())
    record.execute(change)
    with pytest.raises(StoreError, match=r"event [0-9a-f]+ in the record cannot be read"):
        list(query.events(record))


@pytest.mark.parametrize(
    "change", ["UPDATE document SET boilerplate = 'x'", "UPDATE document SET published_to = 'x'"]
)
def test_a_document_row_that_does_not_fit_says_so(
    record: sqlite3.Connection, append: Any, build: Any, change: str
) -> None:
    """The same holds for documents."""
    append(build.rich())
    record.execute(change)
    with pytest.raises(StoreError, match=r"document .* cannot be read"):
        list(query.documents(record))


def test_an_unknown_error_keeps_its_words(record: sqlite3.Connection) -> None:
    """What has no advice of its own is passed on with the record's name."""
    words = r"watchfloor\.db: SQLite refuses: no such table: x"
    with pytest.raises(StoreError, match=words), guarded(record):
        record.execute("SELECT * FROM x")


def test_extended_codes_belong_to_their_family() -> None:
    """A failed read of the disk is known whatever its detail."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHORT_READ"
    assert "could not be read" in str(as_store_error(error, "w.db"))


def test_a_record_in_memory_is_named_so() -> None:
    """A connection without a file has a name for messages too."""
    connection = sqlite3.connect(":memory:")
    with pytest.raises(StoreError, match="in memory"), guarded(connection):
        connection.execute("SELECT * FROM x")
    connection.close()
