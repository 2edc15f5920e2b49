"""The audit chain: rows that people signed are what they were, or are named."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import StoreError
from watchfloor.model import Decision, Verdict
from watchfloor.model.issued import (
    Disclosure,
    DisclosureVerdict,
    Issued,
    Note,
    NoteSection,
    RecordState,
)
from watchfloor.store import Ledger, audit, connect
from watchfloor.store.connection import writing
from watchfloor.store.disclosures import add_disclosure
from watchfloor.store.issued import add_issued
from watchfloor.store.migrate import SCHEMA, migrate, statements
from watchfloor.store.notes import add_note

STATE = RecordState(documents=1, data_up_to="2022-01-13", step=1, decisions=0, notes=0)
NOTE = Note(
    id="n1",
    section=NoteSection.WATCH,
    author="Basim",
    written="2022-03-02T08:00:00+00:00",
    since=None,
    until=None,
    countries=(),
    text="The road north.",
    withdraws=None,
)
NAMED = Disclosure(
    id="x1",
    verdict=DisclosureVerdict.HIDE,
    name="Some One",
    author="Ana",
    decided="2022-03-03T08:00:00+00:00",
    reason="a witness",
    arguments={},
)
ISSUED = Issued(
    id="i1",
    kind="brief",
    title="Week 9",
    author="Ana",
    issued="2022-03-04T08:00:00+00:00",
    version="0.1",
    arguments={},
    state=STATE,
    sha256="0" * 64,
    shown=(),
    documents=("quoted",),
)


def decided(number: int, **more: Any) -> Decision:
    """Return a decision on nothing in particular."""
    values: dict[str, Any] = {
        "id": f"d{number}",
        "verdict": Verdict.ACCEPT,
        "author": "Ana",
        "decided": f"2022-03-01T08:00:0{number}+00:00",
        "reason": f"seen by {number}",
    }
    empty = ("document_id", "start", "end", "field", "machine_value", "value", "coder")
    return Decision(**{**dict.fromkeys(empty), **values, **more})


@pytest.fixture
def signed(record: sqlite3.Connection) -> sqlite3.Connection:
    """Give a record with two decisions, a note, a decision on a name and an issued line."""
    ledger = Ledger(record)
    ledger.decide(decided(1))
    ledger.decide(decided(2))
    add_note(record, NOTE)
    add_disclosure(record, NAMED)
    add_issued(record, ISSUED)
    return record


@pytest.fixture
def forced(signed: sqlite3.Connection, path: Path) -> Iterator[Callable[[str], None]]:
    """Give what changes the file behind the record's back: no triggers, no checks."""
    with closing(sqlite3.connect(path)) as other:
        for (name,) in other.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE '%fts%'"
        ).fetchall():
            other.execute(f"DROP TRIGGER {name}")

        def run(sql: str) -> None:
            other.execute(sql)
            other.commit()

        yield run


def test_everything_signed_is_bound_once(signed: sqlite3.Connection) -> None:
    """One line a row over all four ledgers, one of what is appended twice; the last is the head."""
    Ledger(signed).decide(decided(2))
    add_note(signed, NOTE)
    add_disclosure(signed, NAMED)
    found = audit.check(signed)
    assert (5, 0, 0, ()) == (found.rows, found.stood, found.erased, found.faults)
    kept = signed.execute("SELECT ledger, hash FROM audit ORDER BY number").fetchall()
    assert ["decision", "decision", "analyst_note", "disclosure", "issued"] == [
        ledger for ledger, _ in kept
    ]
    assert kept[-1][1] == found.head


def test_an_empty_chain_is_sound(record: sqlite3.Connection) -> None:
    """Where nobody decided anything there is no head, and nothing is wrong."""
    found = audit.check(record)
    assert (0, None, ()) == (found.rows, found.head, found.faults)


@pytest.mark.parametrize(
    "sql,words",
    [
        (
            "UPDATE decision SET reason = 'no' WHERE number = 2",
            ["line 2 of the chain (decision 2 by Ana, 2022-03-01): the row is not what was"],
        ),
        (
            "UPDATE analyst_note SET author = 'Cleo'",
            ["line 3 of the chain (note 1 by Cleo, 2022-03-02): the row is not what was written"],
        ),
        ("DELETE FROM decision WHERE number = 1", ["(decision 1): the row is gone"]),
        (
            "INSERT INTO disclosure (id, verdict, name, author, decided, reason, arguments)"
            " VALUES ('x2', 'show', 'Some One', 'Mal', '2022-03-05', 'why not', '{}')",
            ["decision on a name 2 by Mal, 2022-03-05: in no line of the chain"],
        ),
        (
            "DELETE FROM audit WHERE number = 2",
            ["line 2 is missing before it", "decision 2 by Ana"],
        ),
        ("DELETE FROM audit WHERE number IN (2, 3)", ["lines 2 to 3 are missing", "", "note 1"]),
        (
            "UPDATE audit SET digest = 'made up', salt = NULL WHERE number = 1",
            ["its hash does not follow", "its salt was erased, and no decision to redact names it"],
        ),
        ("UPDATE issued_use SET name = 'another'", ["issued line 1 by Ana, 2022-03-04"]),
    ],
)
def test_what_was_changed_behind_the_record_is_named(
    signed: sqlite3.Connection, forced: Callable[[str], None], sql: str, words: list[str]
) -> None:
    """A row that was changed, dropped or put in, and a line that was, is said with its author."""
    forced(sql)
    faults = audit.check(signed).faults
    assert len(words) == len(faults), faults
    assert all(word in fault for word, fault in zip(words, faults, strict=True)), faults


def test_an_end_that_was_cut_off_shows_against_a_noted_head(
    signed: sqlite3.Connection, forced: Callable[[str], None]
) -> None:
    """The chain alone is sound without its end; the head that was noted is missed."""
    head = audit.check(signed).head
    assert head is not None
    forced("DELETE FROM issued_use")
    forced("DELETE FROM issued")
    forced("DELETE FROM audit WHERE number = 5")
    assert () == audit.check(signed).faults
    assert "was noted" in audit.check(signed, head[:16]).faults[0]


def test_an_earlier_head_is_found_again(signed: sqlite3.Connection) -> None:
    """What was noted before later rows came is still in the chain; an empty word is none."""
    head = audit.check(signed).head
    Ledger(signed).decide(decided(3))
    assert () == audit.check(signed, head).faults
    assert audit.check(signed, " ").faults


def test_a_redacted_row_breaks_nothing(
    signed: sqlite3.Connection, forced: Callable[[str], None]
) -> None:
    """A masked row without salt is accepted where a decision to redact names it."""
    forced("UPDATE disclosure SET name = '████████'")
    forced("UPDATE audit SET salt = NULL WHERE ledger = 'disclosure'")
    assert 1 == len(audit.check(signed).faults)
    forced(
        "INSERT INTO decision (id, verdict, author, decided, field, value) VALUES ('d9', 'redact',"
        """ 'Ana', '2022-03-06', 'ledger', '{"ledger": "disclosure", "entry": 1}')"""
    )
    (fault,) = audit.check(signed).faults
    assert "decision 3 by Ana, 2022-03-06: in no line" in fault, "it must be chained itself"
    assert 1 == audit.check(signed).erased


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audit",
        "UPDATE audit SET hash = 'x'",
        "UPDATE audit SET salt = 'x'",
        "UPDATE audit SET salt = NULL, digest = 'x'",
    ],
)
def test_the_schema_keeps_the_chain(signed: sqlite3.Connection, sql: str) -> None:
    """Plain SQL cannot touch a line, but for its salt."""
    with pytest.raises(StoreError, match="never"), writing(signed):
        signed.execute(sql)
    with writing(signed):
        signed.execute("UPDATE audit SET salt = NULL WHERE number = 1")


def test_what_stood_before_the_chain_is_bound_as_it_stands(tmp_path: Path) -> None:
    """An older record gets its lines when it is brought forward, the oldest row first."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for number in range(1, 9):
            for statement in statements((SCHEMA / f"{number:04}.sql").read_text(encoding="utf-8")):
                old.execute(statement)
        old.execute("PRAGMA user_version = 8")
        old.execute(
            "INSERT INTO decision (id, verdict, author, decided)"
            " VALUES ('d1', 'accept', 'Ana', '2022-03-02')"
        )
        old.execute(
            "INSERT INTO analyst_note (id, section, author, written, countries, text)"
            " VALUES ('n1', 'watch', 'Basim', '2022-03-01', '[]', 'The road.')"
        )
        migrate(old, path)
        assert ["analyst_note", "decision"] == [
            row[0] for row in old.execute("SELECT ledger FROM audit ORDER BY number")
        ]
    with connect(path, write=False) as record:
        found = audit.check(record)
        assert (2, 2, ()) == (found.rows, found.stood, found.faults)
