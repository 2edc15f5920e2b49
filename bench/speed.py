"""Documents a second of the whole ingest path, against a bare SQLite insert of the same texts.

    python -m bench.speed --data FILE.jsonl [--words 600] [--texts N] [--json]

The command line is run as a user runs it, into a fresh record: on a quarter of the rows, then on
all of them, so that the peak memory of both shows whether it grows with the number of documents.
Memory is sampled from /proc; where there is no /proc it is null. `peak_mb` is that of the parent
and all its workers together, `parent_mb` and `worker_mb` the most that the parent and any one of
its workers held: of pages that they share each counts its part (PSS).

`--words` makes documents of about so many words: neighbouring rows are joined until there are
enough. `docs_per_s` is by the clock and tells of other work on the machine too; `core_docs_per_s`
is documents for each second of processor time of all processes, so a core's, start included.
`graph_docs_per_s` is what the encoder's graph alone would do on a core of this machine, on some of
the same texts: no more than twice that can be had from two cores, whatever the rest costs.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.rows import read_jsonl
from watchfloor.coding.encoder.encoded import encode
from watchfloor.coding.encoder.model import installed
from watchfloor.errors import InputError, WatchfloorError
from watchfloor.pipeline import document_of

COMMAND = (
    sys.executable,
    "-c",
    "import sys; from watchfloor.present.cli import main; sys.exit(main())",
    "ingest",
)
SMALL_PART = 4
SAMPLE_EVERY = 0.05
MEMORY_EVERY = 10
"""Of so many samples one reads memory too: the kernel walks every page for it."""
GRAPH_TEXTS = 8
KIB = 1024
PARTIAL = 4
"""The exit code of an ingest that refused some rows; the others are in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one measurement found; seconds include starting Python."""

    documents: int
    docs_per_s: float
    core_docs_per_s: float
    graph_docs_per_s: float
    words: int
    peak_mb: float | None
    parent_mb: float | None
    worker_mb: float | None
    quarter_documents: int
    quarter_peak_mb: float | None
    sqlite_docs_per_s: float


@dataclass(slots=True)
class Spent:
    """What one run of the command needed: seconds, and the most megabytes, 0 if unknown."""

    seconds: float = 0.0
    processor: float = 0.0
    all_mb: float = 0.0
    parent_mb: float = 0.0
    worker_mb: float = 0.0
    times: dict[int, float] = field(default_factory=dict)
    samples: int = 0

    def look(self, pid: int) -> None:
        """Sample a process and its descendants: processor time, and memory now and then."""
        tree = processes(pid)
        # A worker that nobody waits for is in no one's account of children, so each is asked.
        self.times.update({one: processor_time(one) or self.times.get(one, 0.0) for one in tree})
        self.samples += 1
        if self.samples % MEMORY_EVERY == 1:
            held = {one: mb for one in tree if (mb := megabytes(one)) is not None}
            self.all_mb = max(self.all_mb, sum(held.values()))
            self.parent_mb = max(self.parent_mb, held.pop(pid, 0.0))
            self.worker_mb = max([self.worker_mb, *held.values()])


def measure(
    path: Path,
    command: Sequence[str] = COMMAND,
    *,
    words: int | None = None,
    texts: int | None = None,
) -> Speed:
    """Measure ingest of a JSONL file, of `texts` documents of about `words` words if given.

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
    if words is not None:
        rows = joined(rows, words)
    rows = rows[:texts]
    with tempfile.TemporaryDirectory() as folder:
        quarter = rows[: max(1, len(rows) // SMALL_PART)]
        part = _ingest(quarter, Path(folder, "quarter"), command)
        whole = _ingest(rows, Path(folder, "all"), command)
        bare = _bare_sqlite([str(row["text"]) for row in rows], Path(folder, "bare.db"))
    return Speed(
        documents=len(rows),
        docs_per_s=round(len(rows) / whole.seconds, 1),
        core_docs_per_s=round(len(rows) / max(whole.processor, 1e-3), 1),
        graph_docs_per_s=round(graph_rate([str(row["text"]) for row in rows]), 1),
        words=sum(len(str(row["text"]).split()) for row in rows) // len(rows),
        peak_mb=_or_none(whole.all_mb),
        parent_mb=_or_none(whole.parent_mb),
        worker_mb=_or_none(whole.worker_mb),
        quarter_documents=len(quarter),
        quarter_peak_mb=_or_none(part.all_mb),
        sqlite_docs_per_s=round(len(rows) / bare, 1),
    )


def _or_none(peak: float) -> float | None:
    return round(peak, 1) or None


def joined(rows: Sequence[dict[str, Any]], words: int) -> list[dict[str, Any]]:
    """Return documents of `words` words, each of neighbouring texts; what is over is left out."""
    found: list[dict[str, Any]] = []
    waiting: list[str] = []
    for row in rows:
        waiting += str(row["text"]).split(" ")
        if len(waiting) >= words:
            found.append({"id": f"joined-{len(found)}", "text": " ".join(waiting[:words])})
            waiting = []
    return found


def _ingest(rows: Sequence[dict[str, Any]], stem: Path, command: Sequence[str]) -> Spent:
    """Run the command on the rows; return what it needed."""
    fields = ("id", "text", "title", "url", "source", "published", "language")
    lines = ({name: row[name] for name in fields if row.get(name)} for row in rows)
    data, record = stem.with_suffix(".jsonl"), stem.with_suffix(".db")
    data.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    spent, before = Spent(), resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    # The command is our own, the paths are in a temporary folder of ours.
    process = subprocess.Popen(  # noqa: S603
        [*command, str(data), "--record", str(record)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        spent.look(process.pid)
        time.sleep(SAMPLE_EVERY)
    spent.seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    reaped = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    spent.processor = max(reaped, sum(spent.times.values()))
    if process.returncode not in (0, PARTIAL):
        message = f"ingest of {len(rows)} rows ended with exit code {process.returncode}"
        raise InputError(message)
    return spent


def processes(pid: int) -> list[int]:
    """Return a process and its living descendants; none where there is no /proc."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            tasks = list(Path("/proc", str(one), "task").iterdir())
        except OSError:
            continue  # the process ended while we looked, or there is no /proc
        found.append(one)
        for task in tasks:
            with suppress(OSError, ValueError):
                children = (task / "children").read_text(encoding="ascii")
                waiting += [int(child) for child in children.split()]
    return found


def megabytes(pid: int) -> float | None:
    """Return the megabytes that a process holds now, None if unknown.

    Pages that processes share are divided among them (PSS), so that forked workers do not count
    the same memory twice.
    """
    with suppress(OSError, ValueError):
        text = Path("/proc", str(pid), "smaps_rollup").read_text(encoding="ascii")
        for line in text.splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / KIB
    return None


def processor_time(pid: int) -> float | None:
    """Return the seconds of processor time that a process itself has used, None if unknown."""
    with suppress(OSError, ValueError, IndexError):
        text = Path("/proc", str(pid), "stat").read_text(encoding="utf-8", errors="replace")
        # The name, in brackets, may hold spaces; behind it utime and stime are fields 12 and 13.
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return None


def graph_rate(texts: Sequence[str]) -> float:
    """Return documents a second of processor time by the encoder alone, in this process."""
    model = installed()
    documents = [document_of(text, published=None, source=None) for text in texts[:GRAPH_TEXTS]]
    encode(documents[0], model)  # the first run of a graph also lays out its memory
    start = time.process_time()
    for document in documents:
        encode(document, model)
    return len(documents) / (time.process_time() - start)


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
    parser.add_argument("--words", type=int, help="join rows to documents of so many words")
    parser.add_argument("--texts", type=int, help="the first so many documents alone")
    parser.add_argument("--json", action="store_true", help="print exactly one JSON line")
    options = parser.parse_args(arguments)
    try:
        speed = measure(options.data, words=options.words, texts=options.texts)
    except WatchfloorError as error:
        print(f"bench.speed: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(asdict(speed)))
        return 0
    print(f"ingest        {speed.docs_per_s:10.1f} documents/s by the clock")
    print(f"              {speed.core_docs_per_s:10.1f} documents/s a core, processor time")
    print(f"              {speed.graph_docs_per_s:10.1f} documents/s a core, the encoder alone")
    print(f"              {speed.documents:10} documents of {speed.words} words")
    print(f"bare SQLite   {speed.sqlite_docs_per_s:10.1f} documents/s, same texts with FTS5")
    print(f"peak memory   {_mb(speed.peak_mb)} at {speed.documents} documents")
    print(f"              {_mb(speed.quarter_peak_mb)} at {speed.quarter_documents}")
    print(f"parent        {_mb(speed.parent_mb)}")
    print(f"a worker      {_mb(speed.worker_mb)}")
    return 0


def _mb(peak: float | None) -> str:
    return "   unknown" if peak is None else f"{peak:10.1f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
