"""The command line as several real processes: killed, dying, interrupted, two at a time."""

import json
import os
import signal
import subprocess
import sys
import time
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

Program = subprocess.Popen[str]


def start(
    record: Path, *arguments: str, coder: str = "lexicon", plugins: Path | None = None
) -> Program:
    """Start an ingest into `record`, by the fast coder if not told otherwise."""
    paths = [str(plugins) if plugins else "", *sys.path]
    return subprocess.Popen(
        [*PROGRAM, "--record", str(record), "--coder", coder, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        start_new_session=True,
    )


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
    """Wait until the first batch is in, while the program goes on."""
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
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of 600 rows: more than one batch, more than the chunks under way."""
    return write_rows(tmp_path_factory.mktemp("news") / "news.jsonl", 600)


@pytest.fixture(scope="module")
def alone(news: Path) -> list[str]:
    """Give the events of a record that one undisturbed process made of the news."""
    record = news.with_name("alone.db")
    assert (600, 600, 0, 0) == counts(finished(start(record, str(news), "--workers", "0")))
    return content(record)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_an_ingest_that_was_killed_is_completed_by_the_next(
    news: Path, alone: list[str], tmp_path: Path
) -> None:
    """Whole batches are in; the next run stores the rest; the killed run stays unfinished."""
    record = tmp_path / "w.db"
    with start(record, str(news), "--workers", "2") as program:
        wait_for_some(record, program)
        program.kill()
    kept = stored(record)
    assert 0 < kept < 600
    assert (600, 600 - kept, kept, 0) == counts(
        finished(start(record, str(news), "--workers", "2"))
    )
    assert alone == content(record)
    assert [True, False] == [run.finished is not None for run in runs(record)]


def test_two_ingests_on_one_record_store_each_document_once(
    news: Path, alone: list[str], tmp_path: Path
) -> None:
    """Equal commands at the same moment are two runs, and what one stores the other knows."""
    record = tmp_path / "w.db"
    programs = [start(record, str(news), "--workers", "1") for _ in range(2)]
    found = [counts(finished(program)) for program in programs]
    assert [600, 600] == [offered for offered, *_ in found]
    assert 600 == sum(new for _, new, *_ in found)
    assert 600 == sum(known for *_, known, _ in found)
    assert sorted(found) == sorted(
        (run.offered, run.stored, run.known, run.refused) for run in runs(record)
    )
    assert alone == content(record)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to a group")
def test_a_key_press_while_workers_are_busy_is_one_line_and_130(news: Path, tmp_path: Path) -> None:
    """Ctrl+C reaches the whole group: no worker prints a traceback, whole batches are kept."""
    record = tmp_path / "w.db"
    with start(record, str(news), "--workers", "2") as program:
        wait_for_some(record, program)
        os.killpg(program.pid, signal.SIGINT)
        _, complaint = program.communicate(timeout=60)
    assert (130, 0) == (program.returncode, complaint.count("Traceback"))
    assert 0 < stored(record) < 600
    assert content(record)


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """Give a folder with an installed plug-in: the coder `fragile`."""
    folder = tmp_path / "plugins"
    info = folder / "fragile-1.dist-info"
    info.mkdir(parents=True)
    (folder / "fragile.py").write_text(FRAGILE, encoding="utf-8")
    (info / "METADATA").write_text("Name: fragile\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[watchfloor.coders]\nfragile=fragile:Fragile\n")
    return folder


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
