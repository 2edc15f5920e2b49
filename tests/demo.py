"""Records of the demo corpus that several files read: each is made once for all workers."""

import io
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from watchfloor import pipeline_ingest
from watchfloor.pipeline_ingest import IngestOptions

FOLDER = Path(pipeline_ingest.__file__).parent / "data" / "demo"
NOW = datetime(2022, 9, 5, tzinfo=UTC)
PATIENCE = 600
"""Seconds that a worker waits for another to make a record."""


def inputs() -> list[str]:
    """Return the paths of the dispatches."""
    return [str(path) for path in sorted(FOLDER.iterdir()) if path.name != "README.md"]


def record_of(coder: str, base: Path) -> Path:
    """Return a record of the dispatches, read by a coder; it is only read.

    Args:
        coder: the name of a coder.
        base: the temporary folder of this process's tests.
    """
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    record = shared / f"demo-{coder}.db"
    # A lock that is free again when its process dies, on every system: one of SQLite's.
    with closing(sqlite3.connect(shared / "demo.lock", PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not record.exists():
            made = record.with_suffix(".made")
            options = IngestOptions(version="test", workers=0, coder=coder)
            pipeline_ingest.ingest(made, inputs(), options, stdin=io.BytesIO(), clock=lambda: NOW)
            made.rename(record)
    return record
