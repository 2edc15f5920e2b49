"""What takes too long for the gate, or depends on the machine: with rows and floors like the rest.

    python -m bench gate --apart [--set]

MUC-4's other slots, a second set of places, dispatches in other letters, copies of made copies,
and the speed of resolving and of the whole command. Figures that tell of the machine
(`gate.MACHINE`) are kept without a floor; those of processor time have one far below them
(`gate.SLACK`).
"""

import hashlib
from pathlib import Path

from bench import copies, resolve_speed, speed
from bench.gate import Measured, Request, place
from bench.product import Product
from bench.run import Result, peak_mb, run
from bench.task import Figures, Table
from bench.tasks import TASKS

FILES = (
    ("muc4-slots", "muc4/dev.jsonl"),
    ("letters", "dispatches/dev.jsonl"),
    ("places", "toponyms/lgl.jsonl"),
)
COPIES, RESOLVING, SPEED = "news_open", "news_open/wikinews.jsonl", "muc4/train.jsonl"
WORDS, TEXTS = 600, 200
"""Length and number of the documents whose ingest is timed, as QUALITY.md asks."""
RESOLVED = 100
"""Documents that are coded first, which takes longer than to resolve them."""

TIMED = ("docs_per_s", "core_docs_per_s", "graph_docs_per_s", "parent_mb", "worker_mb")


def measured(request: Request, product: Product) -> Measured:
    """Measure each; the longest come last."""
    found = [(name, run(TASKS[task], place(request.root, name), product)) for task, name in FILES]
    found.append((COPIES, copies.measure(place(request.root, COPIES))))
    found.append((RESOLVING, resolving(place(request.root, RESOLVING), product)))
    found.append((SPEED, timed(place(request.root, SPEED), product)))
    return found


def beside(_: Request, __: Product) -> Measured:
    """Keep nothing else."""
    return []


def resolving(path: Path, product: Product, limit: int = RESOLVED) -> Result:
    """Return the speed of resolving alone, of the shipped coder's mentions, as a result.

    Raises:
        InputError: the file is missing or too short.
        CodingError: a document resolves otherwise in another order or process.
    """
    found = resolve_speed.measure([path], limit=limit)
    parts = tuple((part, float(getattr(found, part))) for part in resolve_speed.PARTS)
    return Result(
        task="resolving",
        metrics=Figures({"docs_per_s": found.docs_per_s, "core_docs_per_s": found.per_core}),
        baseline=Figures({}),
        documents=found.documents,
        docs_per_s=found.docs_per_s,
        peak_mb=peak_mb(),
        data_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        model_sha256=product.digest,
        tables=(Table("Each part, on a core", ("part", "documents/s"), parts),),
        intervals={},
        refused=(),
        remapped=0,
        unit=f"documents of {found.characters} characters and {found.mentions} mentions",
        baseline_names=(),
    )


def timed(path: Path, product: Product, words: int = WORDS, texts: int = TEXTS) -> Result:
    """Return the speed of ingest as a result, beside a bare insert of the same texts.

    Raises:
        InputError: the file is missing or empty, or ingest fails on it.
    """
    found = speed.measure(path, words=words, texts=texts)
    values: dict[str, float | None] = {name: getattr(found, name) for name in TIMED}
    reason = "there is no /proc to sample memory from"
    return Result(
        task="speed",
        metrics=Figures(values, {name: reason for name, one in values.items() if one is None}),
        baseline=Figures({"docs_per_s": found.sqlite_docs_per_s}),
        documents=found.documents,
        docs_per_s=found.docs_per_s,
        peak_mb=found.peak_mb or 0.0,
        data_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        model_sha256=product.digest,
        tables=(),
        intervals={},
        refused=(),
        remapped=0,
        unit=f"documents of {found.words} words",
        baseline_names=("a bare insert into SQLite with full-text index",),
    )
