"""The speed of a command line, measured on a stand-in for it."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench import speed
from bench.speed import joined, main, measure, megabytes, processes
from watchfloor.errors import InputError

Write = Callable[..., Path]

HAS_PROC = Path("/proc/self/smaps_rollup").exists()

KEEPS = "import sys, shutil, time; shutil.copy(sys.argv[1], sys.argv[3]); time.sleep(0.2)"
FAILS = "import sys; sys.exit(1)"


def stand_in(program: str) -> Sequence[str]:
    """Return a command that runs a line of Python."""
    return (sys.executable, "-c", program)


def test_it_measures_all_rows_and_a_quarter(write: Write) -> None:
    """Eight rows: two for the small run, eight for the large one, both with their memory."""
    path = write(*({"id": str(n), "text": f"text {n}"} for n in range(8)))
    found = measure(path, stand_in(KEEPS))
    assert (8, 2) == (found.documents, found.quarter_documents)
    assert 0 < found.docs_per_s < 8 / 0.2
    assert found.sqlite_docs_per_s > 0
    assert (found.peak_mb is not None) == HAS_PROC


def test_a_command_that_fails_gives_no_figure(write: Write) -> None:
    """A crash is not a speed."""
    with pytest.raises(InputError, match="exit code 1"):
        measure(write({"text": "one"}), stand_in(FAILS))


def test_missing_and_empty_files_are_refused(write: Write, tmp_path: Path) -> None:
    """Nothing to measure is said, not divided by."""
    with pytest.raises(InputError, match="no data file"):
        measure(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="no rows"):
        measure(write())


@pytest.mark.skipif(not HAS_PROC, reason="memory is sampled from /proc")
def test_memory_is_that_of_a_living_tree() -> None:
    """This process holds some megabytes; one that does not exist holds none."""
    held = megabytes(os.getpid())
    assert held is not None
    assert held > 5
    assert (megabytes(2**22 + 1), processes(2**22 + 1)) == (None, [])


@pytest.mark.skipif(not HAS_PROC, reason="processor time is sampled from /proc")
def test_the_work_of_a_worker_nobody_waits_for_counts(write: Write) -> None:
    """A parent that leaves its child behind has used the child's processor time all the same."""
    child = (
        "import time; "
        "exec('while time.process_time() < 1: pass'); print('done', flush=True); time.sleep(1)"
    )
    program = (
        "import subprocess, sys, os; "
        f"one = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE); "
        "one.stdout.readline(); os._exit(0)"
    )
    found = measure(write({"text": "one"}), stand_in(program))
    assert found.core_docs_per_s <= 1.2


@pytest.mark.skipif(not HAS_PROC, reason="memory is sampled from /proc")
def test_a_worker_is_told_from_its_parent(write: Write) -> None:
    """A parent that waits holds less than the child that fills its memory; both count."""
    child = "x = bytearray(60_000_000); import time; time.sleep(1.0)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = measure(write({"text": "one"}, {"text": "two"}), stand_in(program))
    assert found.parent_mb is not None
    assert found.worker_mb is not None
    assert found.peak_mb is not None
    assert found.parent_mb < 50 < found.worker_mb < found.peak_mb


def test_rows_are_joined_to_documents_of_one_length() -> None:
    """Five words a document of rows of two: three rows each, one word over, a rest left out."""
    made = joined([{"text": f"a{n} b{n}"} for n in range(8)], 5)
    assert ["a0 b0 a1 b1 a2", "a3 b3 a4 b4 a5"] == [one["text"] for one in made]


def test_documents_are_told_by_clock_and_by_core(write: Write) -> None:
    """A command that sleeps costs the clock more than the processor."""
    path = write(*({"id": str(n), "text": "one two three"} for n in range(8)))
    found = measure(path, stand_in(KEEPS), words=6, texts=3)
    assert (3, 6) == (found.documents, found.words)
    assert found.core_docs_per_s > found.docs_per_s


def test_the_command_prints_one_json_line(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a readable form without --json; a missing file ends with 2."""
    monkeypatch.setattr(speed, "measure", lambda path, **_: measure(path, stand_in(KEEPS)))
    path = write({"text": "one"}, {"text": "two"})
    assert main(["--data", str(path), "--json"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert json.loads(printed)["documents"] == 2
    assert main(["--data", str(path)]) == 0
    assert "bare SQLite" in capsys.readouterr().out
    assert main(["--data", str(path.with_name("none.jsonl"))]) == 2
