"""What takes too long for the gate, or depends on the machine: with rows and floors like the rest.

    python -m bench gate --apart [--set]

MUC-4's other slots, a second set of places, dispatches in other letters, copies of made copies,
and the speed of the whole command. Figures that tell of the machine (`gate.MACHINE`) are kept
without a floor.
"""

import hashlib
from pathlib import Path

from bench import copies, speed
from bench.gate import Measured, Request, place
from bench.product import Product
from bench.run import Result, run
from bench.task import Figures
from bench.tasks import TASKS

FILES = (
    ("muc4-slots", "muc4/dev.jsonl"),
    ("letters", "dispatches/dev.jsonl"),
    ("places", "toponyms/lgl.jsonl"),
)
COPIES, SPEED = "news_open", "muc4/train.jsonl"
WORDS, TEXTS = 600, 200
"""Length and number of the documents whose ingest is timed, as QUALITY.md asks."""

TIMED = ("docs_per_s", "core_docs_per_s", "graph_docs_per_s", "parent_mb", "worker_mb")


def measured(request: Request, product: Product) -> Measured:
    """Measure each; the longest come last."""
    found = [(name, run(TASKS[task], place(request.root, name), product)) for task, name in FILES]
    found.append((COPIES, copies.measure(place(request.root, COPIES))))
    found.append((SPEED, timed(place(request.root, SPEED), product)))
    return found


def beside(_: Request, __: Product) -> Measured:
    """Keep nothing else."""
    return []


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
