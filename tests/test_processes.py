"""The command line as several real processes: killed, dying, interrupted, two at a time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import StoreError
from watchfloor.model import Run, Where, dumps
from watchfloor.store import connect, query

PROGRAM = [sys.executable, "-m", "watchfloor.present.cli", "ingest", "--json"]
SENTENCES = (
    "Gunmen killed at least three soldiers near Gao on Thursday, the army said.",
    "Protesters blocked the bridge in Baghdad on Monday demanding reforms.",
    "The minister warned that rebels would attack the airport.",
)
ROWS = 160
"""Texts: more than one batch, more than the chunks that two workers have under way."""
HALT = "Report 100."
"""Words of a text behind the first batch."""
FRAGILE = '''
"""A coder from elsewhere that dies, raises, or finds nothing."""
import os
from watchfloor.model import Coded

class Fragile:
    name, version = "fragile", "1"

    def code(self, document):
        if "perish" in document.text:
            os._exit(9)
        if "falter" in document.text:
            raise RuntimeError("no idea")
        return Coded(document_id=document.id, coder="fragile@1")

    def probe(self, document, spans):
        return ()
'''

GATED = f'''
"""The lexicon, which comes to a halt at one text for as long as there is a file named in GATE."""
import os
import time
from pathlib import Path
from watchfloor.coding.lexicon import Lexicon

class Gated(Lexicon):
    __slots__ = ()
    name, version = "gated", "1"

    def code(self, document):
        while {HALT!r} in document.text and Path(os.environ["GATE"]).exists():
            time.sleep(0.01)
        return super().code(document)
'''

Program = subprocess.Popen[str]


def start(record: Path, *arguments: str, coder: str, plugins: Path) -> Program:
    """Start an ingest into `record` by a coder from the folder of plug-ins."""
    return subprocess.Popen(
        [*PROGRAM, "--record", str(record), "--coder", coder, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join([str(plugins), *filter(None, sys.path)]),
            "GATE": str(gate_of(record)),
        },
        start_new_session=True,
    )


def gate_of(record: Path) -> Path:
    """Return the file that keeps coding at a halt while it is there."""
    return record.with_suffix(".gate")


def finished(program: Program) -> dict[str, Any]:
    """Wait for a program and return what it printed."""
    said, complaint = program.communicate(timeout=120)
    assert 0 == program.returncode, complaint
    found: dict[str, Any] = json.loads(said)
    return found


def counts(found: dict[str, Any]) -> tuple[int, int, int, int]:
    """Return offered, stored, known, refused."""
    return (found["offered"], found["stored"], found["known"], found["refused"])


def write_rows(path: Path, count: int, **special: str) -> Path:
    """Write a JSONL file of different texts; `special` maps row names (`r12`) to their texts."""
    texts = {f"r{n}": " ".join([SENTENCES[n % 3]] * 3) + f" Report {n}." for n in range(count)}
    lines = (json.dumps({"id": name, "text": text}) for name, text in (texts | special).items())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def stored(record: Path) -> int:
    """Return how many documents a record holds; none while it is being made."""
    try:
        with connect(record, write=False) as connection:
            return query.summary(connection).documents
    except StoreError:  # not there yet, or still without its tables
        return 0


def wait_for_some(record: Path, program: Program) -> None:
    """Wait until the first batch is in, while a worker is busy with a text behind it."""
    deadline = time.monotonic() + 60
    while not stored(record):
        assert program.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


def content(record: Path) -> list[str]:
    """Return every event, and what is a copy of what, after checking that the file is whole."""
    with connect(record, write=False) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        copies = (f"{d.id} of {d.copy_of}: {d.copy_reason}" for d in query.documents(connection))
        return sorted([*copies, *(dumps(event) for event in query.events(connection, Where()))])


def runs(record: Path) -> tuple[Run, ...]:
    """Return the runs of a record, the newest first."""
    with connect(record, write=False) as connection:
        return query.runs(connection)


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with an installed plug-in: the coders `fragile` and `gated`."""
    folder = tmp_path_factory.mktemp("plugins")
    info = folder / "made-1.dist-info"
    info.mkdir(parents=True)
    (folder / "fragile.py").write_text(FRAGILE, encoding="utf-8")
    (folder / "gated.py").write_text(GATED, encoding="utf-8")
    (info / "METADATA").write_text("Name: made\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[watchfloor.coders]\nfragile=fragile:Fragile\ngated=gated:Gated\n", encoding="utf-8"
    )
    return folder


Begin = Callable[..., Program]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of texts."""
    return write_rows(tmp_path_factory.mktemp("news") / "news.jsonl", ROWS)


@pytest.fixture(scope="module")
def begin(news: Path, plugins: Path) -> Begin:
    """Give a function that starts reading the news into a record with so many workers."""

    def started(record: Path, workers: int) -> Program:
        arguments = (str(news), "--workers", str(workers))
        return start(record, *arguments, coder="gated", plugins=plugins)

    return started


@pytest.fixture(scope="module")
def alone(news: Path, begin: Begin) -> list[str]:
    """Give the events of a record that one undisturbed process made of the news."""
    record = news.with_name("alone.db")
    assert (ROWS, ROWS, 0, 0) == counts(finished(begin(record, 0)))
    return content(record)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_an_ingest_that_was_killed_is_completed_by_the_next(
    begin: Begin, alone: list[str], tmp_path: Path
) -> None:
    """Whole batches are in; the next run stores the rest; the killed run stays unfinished."""
    record = tmp_path / "w.db"
    gate_of(record).touch()
    with begin(record, 2) as program:
        wait_for_some(record, program)
        program.kill()
    gate_of(record).unlink()
    kept = stored(record)
    assert 0 < kept < ROWS
    assert (ROWS, ROWS - kept, kept, 0) == counts(finished(begin(record, 2)))
    assert alone == content(record)
    assert [True, False] == [run.finished is not None for run in runs(record)]


def test_two_ingests_on_one_record_store_each_document_once(
    begin: Begin, alone: list[str], tmp_path: Path
) -> None:
    """Equal commands at the same moment are two runs, and what one stores the other knows."""
    record = tmp_path / "w.db"
    programs = [begin(record, 1) for _ in range(2)]
    found = [counts(finished(program)) for program in programs]
    assert [ROWS, ROWS] == [offered for offered, *_ in found]
    assert ROWS == sum(new for _, new, *_ in found)
    assert ROWS == sum(known for *_, known, _ in found)
    assert sorted(found) == sorted(
        (run.offered, run.stored, run.known, run.refused) for run in runs(record)
    )
    assert alone == content(record)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to a group")
def test_a_key_press_while_workers_are_busy_is_one_line_and_130(
    begin: Begin, tmp_path: Path
) -> None:
    """Ctrl+C reaches the whole group: no worker prints a traceback, whole batches are kept."""
    record = tmp_path / "w.db"
    gate_of(record).touch()
    with begin(record, 2) as program:
        wait_for_some(record, program)
        os.killpg(program.pid, signal.SIGINT)
        gate_of(record).unlink()  # a worker codes its text to the end
        _, complaint = program.communicate(timeout=60)
    assert (130, 0) == (program.returncode, complaint.count("Traceback"))
    assert 0 < stored(record) < ROWS
    assert content(record)


def test_a_text_that_kills_its_worker_costs_only_its_own_coding(
    plugins: Path, tmp_path: Path
) -> None:
    """Two deadly texts and one that raises: all are stored, three without a coding, all named."""
    special = {"r40": "They perish.", "r41": "They falter.", "r150": "More perish."}
    news, record = write_rows(tmp_path / "news.jsonl", 200, **special), tmp_path / "w.db"
    arguments = (str(news), "--workers", "2")
    found = finished(start(record, *arguments, coder="fragile", plugins=plugins))
    assert (200, 200, 0, 0) == counts(found)
    assert [41, 42, 151] == [issue["line"] for issue in found["issues"]]
    assert {"coding_failed"} == {issue["code"] for issue in found["issues"]}
    again = finished(start(record, *arguments, coder="fragile", plugins=plugins))
    assert (200, 0, 200, 0) == counts(again)
    assert 3 == len(again["issues"])
