"""What the record knows of itself."""

import sqlite3
from datetime import date
from typing import Any

import pytest

from watchfloor.errors import InputError
from watchfloor.model import Published, Severity, Status
from watchfloor.store import Ledger, query

Append = Any


def test_provenance_says_how_a_document_came(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """The rules of its fields, its inputs, and the hash of the bytes as they came."""
    entry = build.entry(build.document(), data=b'{"text": "..."}')
    append(entry)
    found = query.provenance(record, entry.reading.document.id)
    assert {"title": "row", "source": "option"} == found.fields
    assert ("application/json", 15, True) == (found.media_type, found.raw_size, found.raw_kept)
    assert b'{"text": "..."}' == query.raw_bytes(record, found.raw_sha256)
    assert [("inbox/day.jsonl", 7)] == [(one.path, one.line) for one in found.origins]
    with pytest.raises(InputError, match="no document"):
        query.provenance(record, "none")


def test_unknown_bytes_are_none(record: sqlite3.Connection) -> None:
    """A hash that was never seen has no bytes."""
    assert query.raw_bytes(record, "0" * 64) is None


def test_runs_come_newest_first(record: sqlite3.Connection, ledger: Ledger) -> None:
    """With their arguments as they were; two equal commands of one second are two runs."""
    runs = [
        ledger.start_run("ingest", ["a b", "“é”"], "0.1", "c@1", f"2022-03-0{day}T00:00:00+00:00")
        for day in (1, 3, 2, 3)
    ]
    assert 4 == len({run.id for run in runs})
    assert (runs[3], runs[1], runs[2], runs[0]) == query.runs(record)


def test_a_summary_counts_current_codings(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """Two coders of one document count its events once; a chain is one report."""
    append(build.rich())
    append(build.rich(coder=build.reader))
    other = build.document(
        build.arabic, source="وكالة", published=Published.on(date(2021, 5, 1), "row")
    )
    append(build.entry(other, build.event(other, "قصفت", status=Status.DENIED)))
    found = query.summary(record)
    assert (2, 3, 2) == (found.documents, found.events, found.reports)
    assert (1, 1, 1) == (found.claims, found.figures, found.relations)
    assert (("actual", 2), ("denied", 1)) == found.by_status
    assert (("ASSAULT", 3),) == found.by_type
    assert (("Tel Qasr", "IRQ", 1),) == found.places
    assert (("Harbour Post", 1), ("وكالة", 1)) == found.sources
    assert found.published is not None
    assert (date(2021, 5, 1), date(2022, 1, 14)) == (found.published.from_, found.published.to)


def test_a_summary_counts_an_issue_of_two_runs_once(
    record: sqlite3.Connection, ledger: Ledger, build: Any
) -> None:
    """The same broken line met again is the same trouble."""
    for day in ("1", "2"):
        run = ledger.start_run("ingest", [], "0.1", "c@1", day)
        refused = build.warning(severity=Severity.REFUSED, code="bad_json")
        ledger.refuse([refused, build.warning()], run.id)
    assert 4 == len(query.issues(record))
    assert (("bad_json", 1), ("charset", 1)) == query.summary(record).issues


def test_the_summary_of_an_empty_record_is_empty(record: sqlite3.Connection) -> None:
    """No documents, no range, and the connection is left as it was."""
    found = query.summary(record)
    assert (0, None, (), 0) == (found.documents, found.published, found.sources, found.events)
    assert not record.in_transaction


def test_a_summary_inside_a_transaction_leaves_it_open(record: sqlite3.Connection) -> None:
    """Whoever began it ends it."""
    record.execute("BEGIN")
    query.summary(record)
    assert record.in_transaction
    record.execute("ROLLBACK")
