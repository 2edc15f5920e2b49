"""What works here and what does not: one check a line, each with what to do about it."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from watchfloor import __version__, assets
from watchfloor.errors import WatchfloorError
from watchfloor.model import Document
from watchfloor.present.phrases import plural

OLDEST_PYTHON = (3, 11)
CODING_SECONDS = 0.4
"""How long the coder is watched."""

SAMPLE = (
    "Gunmen attacked an army checkpoint outside the town on Tuesday, killing three soldiers and "
    "wounding five others, the defence ministry said. A spokesman for the rebels denied that the "
    "group was involved. Police arrested two men near the border on Wednesday. In the capital, "
    "thousands of people marched against the government, which has threatened to close the "
    "university. The president met a United Nations envoy and agreed to a ceasefire. A second "
    "attack was foiled when guards found a bomb under a bridge. Aid workers said that about 400 "
    "families had fled the fighting since Sunday.\n"
) * 3
"""An invented dispatch of 1,600 characters, the length of a short agency text."""


class State(StrEnum):
    """How a check ended; only `broken` makes the command fail."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: what was looked at, how it is, what was found, what to do."""

    name: str
    state: State
    found: str
    advice: str | None = None


def examine(record: Path, *, named: bool, coder_name: str) -> Iterator[Check]:
    """Yield every check. `named`: somebody asked for this record, so it must be there."""
    yield _python()
    yield _sqlite()
    yield from _assets()
    yield _coder(coder_name)
    yield from _record(record, named=named)


def _python() -> Check:
    found = f"{sys.version.split()[0]}, Watchfloor {__version__}"
    if sys.version_info < OLDEST_PYTHON:
        return Check("python", State.BROKEN, found, "use Python 3.11 or newer")
    return Check("python", State.OK, found)


def _sqlite() -> Check:
    with closing(sqlite3.connect(":memory:")) as connection:
        has_search = connection.execute(
            "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'"
        ).fetchone()[0]
    found = f"{sqlite3.sqlite_version}, text search {'FTS5' if has_search else 'missing'}"
    if sqlite3.sqlite_version_info < (3, 37, 0) or not has_search:
        return Check("sqlite", State.BROKEN, found, "use a Python with SQLite 3.37 and FTS5")
    return Check("sqlite", State.OK, found)


def _assets() -> Iterator[Check]:
    """Verify every table and model; name only those that fail."""
    try:
        names = sorted(assets.manifest())
    except (OSError, ValueError) as error:
        yield Check("assets", State.BROKEN, f"no manifest: {error}", "install the package again")
        return
    sound = 0
    for name in names:
        try:
            assets.load(name)
            sound += 1
        except WatchfloorError as error:
            yield Check(f"asset {name}", State.BROKEN, str(error), "install the package again")
    yield Check("assets", State.OK, f"{sound} of {len(names)} verified by sha256")


def _coder(name: str) -> Check:
    """Code the sample for a moment, in this process alone."""
    try:
        from watchfloor import pipeline

        coder = pipeline.coder(name)
        document = Document.new(SAMPLE)
        _, _, events = pipeline.code_document(document, coder)
        begun, times = time.perf_counter(), 0
        while (seconds := time.perf_counter() - begun) < CODING_SECONDS:
            pipeline.code_document(document, coder)
            times += 1
    except (WatchfloorError, ImportError) as error:
        return Check("coder", State.BROKEN, f"{name}: {error}", "install the package again")
    found = (
        f"{coder.name}@{coder.version}, {times / seconds:,.0f} documents/s in one process "
        f"({len(SAMPLE):,} characters, {plural(len(events), 'event')})"
    )
    if not events:
        return Check("coder", State.BROKEN, found, "it reads nothing: install the package again")
    return Check("coder", State.OK, found)


def _record(path: Path, *, named: bool) -> Iterator[Check]:
    from watchfloor.store import connect, history

    if not named and not path.exists():
        yield Check("record", State.NOTE, f"none at {path}", "watchfloor demo, or ingest PATH")
        return
    try:
        with closing(connect(path, write=False)) as connection:
            yield Check("record", State.OK, f"{path}, {path.stat().st_size / 1e6:,.1f} MB")
            yield _integrity(connection)
            counts = history.summary(connection)
            found = f"{plural(counts.documents, 'document')}, {plural(counts.events, 'event')}"
            yield Check("contents", State.OK, found)
            unfinished = [run.id for run in history.runs(connection) if not run.finished]
    except WatchfloorError as error:
        yield Check("record", State.BROKEN, str(error))
        return
    if unfinished:
        found = f"{plural(len(unfinished), 'run')} not finished, latest {unfinished[-1][:8]}"
        yield Check("runs", State.NOTE, found, "ingest the same inputs again: it only adds")


def _integrity(connection: sqlite3.Connection) -> Check:
    advice = "restore a backup, or ingest into a new record"
    try:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.Error as error:
        return Check("integrity", State.BROKEN, str(error), advice)
    if found != ["ok"]:
        return Check("integrity", State.BROKEN, "; ".join(found), advice)
    return Check("integrity", State.OK, "quick check passed")
