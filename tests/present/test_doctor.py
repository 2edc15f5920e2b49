"""The doctor: what is broken, and what to do about it."""

import json
import sqlite3
import subprocess
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

watched = doctor._watched
"""The real look at a coder in another process."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch the fast coder, here, for a moment only."""
    monkeypatch.setattr(doctor, "CODING_SECONDS", 0.01)
    monkeypatch.setattr(doctor, "_watched", lambda _: doctor.watch("lexicon", 0.01))
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
        *("python", "sqlite", "assets", "model reader", "model vectors", "coder", "record"),
        *("integrity", "decisions", "contents"),
    ]
    assert found["model reader"].found.startswith("reader.onnx version ")
    assert assets.manifest()["reader"].sha256[:12] in found["model reader"].found
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
    """An asset that fails its sha256 is broken, the others are still counted; a model is named."""
    names = sorted(assets.manifest())
    broken = (names[0], "reader")
    real = assets.load

    def load(name: str) -> bytes:
        if name in broken:
            message = "differs from its manifest"
            raise AssetError(message)
        return real(name)

    monkeypatch.setattr(assets, "load", load)
    found = checks(record)
    assert {State.BROKEN} == {found[f"asset {name}"].state for name in broken}
    assert found["assets"].found.startswith(f"{len(names) - 2} of {len(names)}")
    assert "model reader" not in found
    assert "model vectors" in found


def test_a_missing_manifest_is_broken(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the list of assets nothing can be verified."""

    def manifest() -> None:
        raise FileNotFoundError("assets.toml")

    monkeypatch.setattr(assets, "manifest", manifest)
    monkeypatch.setattr(doctor, "_watched", lambda _: {"error": "assets.toml"})  # its process ended
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


def test_the_coder_is_watched_in_a_process_of_its_own() -> None:
    """The default coder reads the sample there, and an error comes back as its words."""
    seen = watched(pipeline.DEFAULT_CODER)
    assert seen["coder"].startswith(f"{pipeline.DEFAULT_CODER}@")
    assert seen["per_second"] > 0
    assert seen["events"] > 0
    assert "no coder named 'oracle'" in watched("oracle")["error"]


@pytest.mark.parametrize(
    "program,words",
    [
        ("import os; os._exit(9)", "its process ended with 9: it said nothing"),
        ("raise ImportError('no wheel')", "its process ended with 1: ImportError: no wheel"),
        ("import time; time.sleep(60)", "timed out"),
    ],
)
def test_a_coder_that_dies_or_hangs_is_a_line_of_the_report(
    program: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of the other process, the doctor goes on."""
    real = subprocess.run

    def run(_: list[str], **options: Any) -> Any:
        return real([sys.executable, "-c", program], **options)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 3)
    monkeypatch.setattr(doctor, "_watched", watched)
    found = doctor._coder("reader")
    assert found.state is State.BROKEN
    assert words in found.found


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
