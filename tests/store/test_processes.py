"""Several processes on one record: at the same time, and killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from watchfloor.model import dumps
from watchfloor.store import Ledger, connect, query

DOCUMENTS = 240

WRITER = """
import sys, runpy
from pathlib import Path
tools = runpy.run_path(sys.argv[2])
tools["write"](sys.argv[1], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
"""


def write(path: str, first: int, last: int, pause: float) -> None:
    """Append documents `first`..`last` in small batches, pausing after each."""
    import runpy

    build = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["Builder"]()
    with connect(path, write=True, create=True) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0.1", build.lexicon, "2022-01-01")
        for start in range(first, last, 8):
            batch = [
                build.rich(url=f"https://harbour.example/{number}", title=f"Number {number}")
                for number in range(start, min(start + 8, last))
            ]
            ledger.append(batch, run.id, "2022-01-01")
            sys.stdout.write(".")
            sys.stdout.flush()
            time.sleep(pause)


def start(path: Path, first: int, last: int, pause: float = 0.0) -> "subprocess.Popen[bytes]":
    """Start a process that writes."""
    arguments = [str(path), __file__, str(first), str(last), str(pause)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, env=environment
    )


def content(path: Path) -> list[str]:
    """Return every document, and what was read in it, as JSON, in order; whatever its run."""
    with connect(path, write=False) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        documents = [replace(found, run_id=None) for found in query.documents(connection)]
        read = (query.events, query.claims, query.figures, query.relations)
        lines = [dumps(value) for value in documents]
        lines += [dumps(value) for one in read for value in one(connection)]
        found = connection.execute(
            "SELECT count(*) FROM document_fts WHERE document_fts MATCH 'drones'"
        ).fetchone()
        return [*lines, f"found {found[0]}"]


def test_two_writers_with_overlapping_documents_write_what_one_would(tmp_path: Path) -> None:
    """Whatever their order, the record holds each document once."""
    both, alone = tmp_path / "both.db", tmp_path / "alone.db"
    writers = [start(both, 0, 160), start(both, 80, DOCUMENTS)]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [0, 0] == [writer.returncode for writer in writers]
    write(str(alone), 0, DOCUMENTS, 0.0)
    assert content(alone) == content(both)


def test_a_writer_killed_in_the_middle_is_completed_by_the_next(tmp_path: Path) -> None:
    """Kill -9: the record opens and is whole, and writing everything again completes it."""
    killed, alone = tmp_path / "killed.db", tmp_path / "alone.db"
    with start(killed, 0, DOCUMENTS, 0.001) as writer:
        assert writer.stdout is not None
        assert b"." == writer.stdout.read(1)
        writer.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == writer.wait(60)
    part = content(killed)
    write(str(killed), 0, DOCUMENTS, 0.0)
    write(str(alone), 0, DOCUMENTS, 0.0)
    assert 0 < len(part) < len(content(alone))
    assert content(alone) == content(killed)
