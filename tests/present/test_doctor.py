"""The doctor: what is broken, and what to do about it."""

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from watchfloor import assets, pipeline
from watchfloor.errors import AssetError, UsageError
from watchfloor.present import doctor
from watchfloor.present.cli import app
from watchfloor.present.doctor import Check, State


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch the coder for a moment only."""
    monkeypatch.setattr(doctor, "CODING_SECONDS", 0.01)
    monkeypatch.delenv("WATCHFLOOR_RECORD", raising=False)


def checks(record: Path, *, named: bool = True) -> dict[str, Check]:
    """Return the checks by name."""
    found = doctor.examine(record, named=named, coder_name=pipeline.DEFAULT_CODER)
    return {check.name: check for check in found}


def test_a_sound_house_passes(record: Path) -> None:
    """Everything in place: each check is fine and names what it found."""
    found = checks(record)
    assert {check.state for check in found.values()} == {State.OK}
    assert list(found) == [
        *("python", "sqlite", "assets", "coder", "record", "integrity", "contents"),
    ]
    assert found["contents"].found == "1 document, 2 events"
    assert "documents/s" in found["coder"].found


def test_no_record_yet_is_a_note(tmp_path: Path) -> None:
    """Before the first ingest nothing is broken; a record that was asked for must be there."""
    assert checks(tmp_path / "none.db", named=False)["record"].state is State.NOTE
    assert checks(tmp_path / "none.db")["record"].state is State.BROKEN


def test_a_damaged_record_is_found(record: Path) -> None:
    """Pages that were overwritten fail the quick check, or the opening."""
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    data = bytearray(record.read_bytes())
    half = len(data) // 2
    data[half:] = b"\xff" * (len(data) - half)
    record.write_bytes(data)
    assert State.BROKEN in {check.state for check in checks(record).values()}


@pytest.mark.parametrize("rows", [["row 3 missing from index"], sqlite3.DatabaseError("malformed")])
def test_what_the_quick_check_finds_is_reported(rows: Any) -> None:
    """Findings and errors of SQLite are shown with what to do."""

    def execute(_: str) -> list[tuple[str]]:
        if isinstance(rows, Exception):
            raise rows
        return [(row,) for row in rows]

    connection: Any = SimpleNamespace(execute=execute)
    found = doctor._integrity(connection)
    assert found.state is State.BROKEN
    assert found.found in ("row 3 missing from index", "malformed")


def test_an_unfinished_run_is_a_note(record: Path, start_run: Callable[[Path], str]) -> None:
    """A run that was killed is named with what to do."""
    run = start_run(record)
    found = checks(record)["runs"]
    assert (found.state, found.found) == (State.NOTE, f"1 run not finished, latest {run[:8]}")


def test_a_changed_table_is_named(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An asset that fails its sha256 is broken, the others are still counted."""
    names = sorted(assets.manifest())
    real = assets.load

    def load(name: str) -> bytes:
        if name == names[0]:
            message = "differs from its manifest"
            raise AssetError(message)
        return real(name)

    monkeypatch.setattr(assets, "load", load)
    found = checks(record)
    assert found[f"asset {names[0]}"].state is State.BROKEN
    assert found["assets"].found.startswith(f"{len(names) - 1} of {len(names)}")


def test_a_missing_manifest_is_broken(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the list of assets nothing can be verified."""

    def manifest() -> None:
        raise FileNotFoundError("assets.toml")

    monkeypatch.setattr(assets, "manifest", manifest)
    assert checks(record)["assets"].state is State.BROKEN


def test_a_coder_that_is_not_there_or_reads_nothing_is_broken(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such coder, or one without a single event in the sample: both are broken."""

    def absent(_: str) -> None:
        message = "no coder named lexicon"
        raise UsageError(message)

    monkeypatch.setattr(pipeline, "code_document", lambda *_: (None, None, ()))
    assert checks(record)["coder"].advice == "it reads nothing: install the package again"
    monkeypatch.setattr(pipeline, "coder", absent)
    assert checks(record)["coder"].state is State.BROKEN


@pytest.mark.parametrize("version,name", [((3, 10, 0), "python"), ((3, 36, 0), "sqlite")])
def test_what_is_too_old_is_broken(
    record: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], name: str
) -> None:
    """Old Python and old SQLite are named with what is needed."""
    if name == "python":
        monkeypatch.setattr(sys, "version_info", version)
        found = doctor._python()
        monkeypatch.undo()
    else:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        found = checks(record)[name]
    assert found.state is State.BROKEN
    assert found.advice


def test_the_command_exits_one_if_something_is_broken(record: Path, tmp_path: Path) -> None:
    """All fine is 0, a record that cannot be opened 1, in words and as JSON."""
    fine = CliRunner().invoke(app, ["doctor", "--record", str(record)])
    assert (fine.exit_code, "✓  integrity" in fine.stdout) == (0, True)
    none = str(tmp_path / "none.db")
    broken = CliRunner().invoke(app, ["doctor", "--record", none])
    assert (broken.exit_code, "✗  record" in broken.stdout) == (1, True)
    found = json.loads(CliRunner().invoke(app, ["doctor", "--json", "--record", none]).stdout)
    assert found["ok"] is False
    assert found["checks"][-1]["state"] == "broken"


def test_advice_is_shown_below_what_was_found(tmp_path: Path, monkeypatch: Any) -> None:
    """A note ends with what to type."""
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, ["doctor"])
    assert shown.exit_code == 0
    assert "→ watchfloor demo, or ingest PATH" in shown.stdout
