"""Documents a second of the whole ingest path, against a bare SQLite insert of the same texts.

    python -m bench.speed --data FILE.jsonl [--json]

The command line is run as a user runs it, into a fresh record: on a quarter of the rows, then on
all of them, so that the peak memory of both shows whether it grows with the number of documents.
Memory is that of the parent and all its workers together, sampled from /proc; where there is no
/proc it is null.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.rows import read_jsonl
from watchfloor.errors import InputError, WatchfloorError

COMMAND = (
    sys.executable,
    "-c",
    "import sys; from watchfloor.present.cli import main; sys.exit(main())",
    "ingest",
)
SMALL_PART = 4
SAMPLE_EVERY = 0.05
KIB = 1024
PARTIAL = 4
"""The exit code of an ingest that refused some rows; the others are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one measurement found; seconds include starting Python."""

    documents: int
    docs_per_s: float
    peak_mb: float | None
    quarter_documents: int
    quarter_peak_mb: float | None
    sqlite_docs_per_s: float


def measure(path: Path, command: Sequence[str] = COMMAND) -> Speed:
    """Measure ingest of a JSONL file.

    Raises:
        InputError: the file is missing or empty, or the command fails on it.
    """
    if not path.is_file():
        message = f"no data file at {path}: give the path of a JSONL file with --data"
        raise InputError(message)
    rows = read_jsonl(path)
    if not rows:
        message = f"{path} holds no rows to ingest"
        raise InputError(message)
    with tempfile.TemporaryDirectory() as folder:
        quarter = rows[: max(1, len(rows) // SMALL_PART)]
        _, quarter_peak = _ingest(quarter, Path(folder, "quarter"), command)
        seconds, peak = _ingest(rows, Path(folder, "all"), command)
        bare = _bare_sqlite([str(row["text"]) for row in rows], Path(folder, "bare.db"))
    return Speed(
        documents=len(rows),
        docs_per_s=round(len(rows) / seconds, 1),
        peak_mb=peak,
        quarter_documents=len(quarter),
        quarter_peak_mb=quarter_peak,
        sqlite_docs_per_s=round(len(rows) / bare, 1),
    )


def _ingest(
    rows: Sequence[dict[str, object]], stem: Path, command: Sequence[str]
) -> tuple[float, float | None]:
    """Run the command on the rows; return seconds and peak megabytes."""
    fields = ("id", "text", "title", "url", "source", "published", "language")
    lines = ({name: row[name] for name in fields if row.get(name)} for row in rows)
    data, record = stem.with_suffix(".jsonl"), stem.with_suffix(".db")
    data.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    start = time.perf_counter()
    # The command is our own, the paths are in a temporary folder of ours.
    process = subprocess.Popen(  # noqa: S603
        [*command, str(data), "--record", str(record)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_mb(process.pid))
        time.sleep(SAMPLE_EVERY)
    seconds = time.perf_counter() - start
    if process.returncode not in (0, PARTIAL):
        message = f"ingest of {len(rows)} rows ended with exit code {process.returncode}"
        raise InputError(message)
    return seconds, round(peak, 1) or None


def tree_mb(pid: int) -> float:
    """Return the megabytes that a process and its descendants hold now; 0 if unknown.

    Pages that processes share are divided among them (PSS), so that forked workers do not count
    the same memory twice.
    """
    total, waiting = 0.0, [pid]
    while waiting:
        here = Path("/proc", str(waiting.pop()))
        try:
            for line in (here / "smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) / KIB
            for task in (here / "task").iterdir():
                children = (task / "children").read_text(encoding="ascii")
                waiting += [int(child) for child in children.split()]
        except (OSError, ValueError):
            continue  # the process ended while we looked, or there is no /proc
    return total


def _bare_sqlite(texts: Sequence[str], path: Path) -> float:
    """Insert the texts with a full-text index in one transaction; return the seconds."""
    start = time.perf_counter()
    connection = sqlite3.connect(path)
    try:
        connection.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        with connection:
            for number, text in enumerate(texts):
                connection.execute("INSERT INTO document VALUES (?, ?)", (number, text))
                connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))
    finally:
        connection.close()
    return time.perf_counter() - start


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL file with `text`")
    parser.add_argument("--json", action="store_true", help="print exactly one JSON line")
    options = parser.parse_args(arguments)
    try:
        speed = measure(options.data)
    except WatchfloorError as error:
        print(f"bench.speed: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(asdict(speed)))
        return 0
    print(f"ingest        {speed.docs_per_s:10.1f} documents/s over {speed.documents} documents")
    print(f"bare SQLite   {speed.sqlite_docs_per_s:10.1f} documents/s, same texts with FTS5")
    print(f"peak memory   {_mb(speed.peak_mb)} at {speed.documents} documents")
    print(f"              {_mb(speed.quarter_peak_mb)} at {speed.quarter_documents}")
    return 0


def _mb(peak: float | None) -> str:
    return "   unknown" if peak is None else f"{peak:10.1f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
