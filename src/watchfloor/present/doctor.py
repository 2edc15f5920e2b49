"""What works here and what does not: one check a line, each with what to do about it.

The coder is watched in a process of its own: a library that kills it is a line of the report.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from watchfloor import __version__, assets
from watchfloor.errors import WatchfloorError
from watchfloor.model import Document
from watchfloor.present.phrases import plural

OLDEST_PYTHON = (3, 11)
MODEL = ".onnx"
"""The ending of an asset that is a trained model."""

CODING_SECONDS = 0.4
"""How long the coder is watched."""

TOLD = 5
"""Broken rows of the audit chain that are named; the others are counted."""

PATIENCE_SECONDS = 120
"""How long to wait for it: a cold disk and a busy machine may take some."""

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


def examine(
    record: Path, *, named: bool, coder_name: str, head: str | None = None
) -> Iterator[Check]:
    """Yield every check. `named`: somebody asked for this record, so it must be there.

    `head` is the beginning of a hash that the record's audit chain had once.
    """
    yield _python()
    yield _sqlite()
    yield from _assets()
    yield _coder(coder_name)
    yield from _record(record, named=named, head=head)


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
    """Verify every table and model; name those that fail, and the models."""
    try:
        names = sorted(assets.manifest())
    except (OSError, ValueError) as error:
        yield Check("assets", State.BROKEN, f"no manifest: {error}", "install the package again")
        return
    sound = 0
    models: list[Check] = []
    for name in names:
        try:
            size = len(assets.load(name)) / 1e6
        except WatchfloorError as error:
            yield Check(f"asset {name}", State.BROKEN, str(error), "install the package again")
            continue
        sound += 1
        asset = assets.manifest()[name]
        if asset.path.suffix == MODEL:
            found = f"{asset.file} version {asset.version}, {size:,.1f} MB, {asset.sha256[:12]}"
            models.append(Check(f"model {name}", State.OK, found))
    yield Check("assets", State.OK, f"{sound} of {len(names)} verified by sha256")
    yield from models


def _coder(name: str) -> Check:
    """Say how fast the coder reads, and whether it reads at all."""
    seen = _watched(name)
    if "error" in seen:
        found = f"{name}: {seen['error']}"
        return Check("coder", State.BROKEN, found, "install the package again")
    found = (
        f"{seen['coder']}, {seen['per_second']:,.0f} documents/s in one process "
        f"({len(SAMPLE):,} characters, {plural(seen['events'], 'event')})"
    )
    if not seen["events"]:
        return Check("coder", State.BROKEN, found, "it reads nothing: install the package again")
    return Check("coder", State.OK, found)


def _watched(name: str) -> dict[str, Any]:
    """Return what `watch` finds in another process, or the error that it ended with."""
    command = [sys.executable, "-P", "-m", __name__, name, str(CODING_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603  (this module, under this Python)
            command, capture_output=True, encoding="utf-8", timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"error": str(error)}
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        return {"error": f"its process ended with {done.returncode}: {last[0]}"}
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def watch(name: str, at_least: float) -> dict[str, Any]:
    """Code the sample for so many seconds; return the coder's stamp, its speed and its events."""
    try:
        from watchfloor import pipeline

        coder = pipeline.coder(name)
        document = Document.new(SAMPLE)
        _, _, events = pipeline.code_document(document, coder)
        begun, times = time.perf_counter(), 0
        while (seconds := time.perf_counter() - begun) < at_least:
            pipeline.code_document(document, coder)
            times += 1
    except (WatchfloorError, ImportError) as error:
        return {"error": str(error)}
    stamp = f"{coder.name}@{coder.version}"
    return {"coder": stamp, "per_second": times / seconds, "events": len(events)}


def _record(path: Path, *, named: bool, head: str | None) -> Iterator[Check]:
    from watchfloor.store import connect, history

    if not named and not path.exists():
        yield Check("record", State.NOTE, f"none at {path}", "watchfloor demo, or ingest PATH")
        return
    try:
        with closing(connect(path, write=False)) as connection:
            yield Check("record", State.OK, f"{path}, {path.stat().st_size / 1e6:,.1f} MB")
            yield _integrity(connection)
            yield _decisions(connection, head)
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


def _decisions(connection: sqlite3.Connection, head: str | None) -> Check:
    """Say whether what people decided, wrote and issued is what they wrote: the audit chain."""
    from watchfloor.store import audit

    found = audit.check(connection, head)
    if found.faults:
        shown = "; ".join(found.faults[:TOLD])
        more = len(found.faults) - TOLD
        told = f"{shown}; and {more} more" if more > 0 else shown
        advice = "compare the rows with a backup: something else than Watchfloor changed them"
        return Check("decisions", State.BROKEN, told, advice)
    if found.head is None:
        return Check("decisions", State.OK, "nobody has decided, written or issued anything")
    told = f"{plural(found.rows, 'row')} as they were written, head of the chain {found.head}"
    if found.stood:
        told += f"; {found.stood} older than the chain, bound as they stood"
    if found.erased:
        told += f"; {found.erased} redacted"
    return Check("decisions", State.OK, told)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(watch(sys.argv[1], float(sys.argv[2]))))
