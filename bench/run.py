"""Run one task on one file: predictions, figures, baselines, time and memory."""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.product import Product
from bench.score.bootstrap import SMALL, intervals
from bench.score.tally import Tally, add
from bench.task import Figures, Table, Task
from watchfloor.errors import InputError
from watchfloor.model import Coded, Document, Event, Probe

SEED = 0
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one run found. `contract` is the part that --json prints.

    `cv` marks predictions of a cross-validation that were read from a file: then nothing was timed
    and `model_sha256` is the sha256 of that file.
    """

    task: str
    metrics: Figures
    baseline: Figures
    documents: int
    docs_per_s: float | None
    peak_mb: float
    data_sha256: str
    model_sha256: str
    tables: tuple[Table, ...]
    intervals: Mapping[str, tuple[float, float]]
    refused: tuple[str, ...]
    remapped: int
    unit: str
    baseline_names: tuple[str, ...]
    cv: bool = False

    def contract(self) -> dict[str, Any]:
        """Return exactly the keys of QUALITY.md's JSON line, and `cv` if the run has that mark."""
        baseline: dict[str, Any] = dict(_rounded(self.baseline.values))
        if self.baseline.why:
            baseline["why"] = dict(self.baseline.why)
        return {
            "task": self.task,
            "metrics": _rounded(self.metrics.values),
            "baseline": baseline,
            "documents": self.documents,
            "docs_per_s": None if self.docs_per_s is None else round(self.docs_per_s, 1),
            "peak_mb": round(self.peak_mb, 1),
            "data_sha256": self.data_sha256,
            "model_sha256": self.model_sha256,
            "seed": SEED,
            **({"cv": True} if self.cv else {}),
        }


@dataclass(slots=True)
class Watched:
    """The product, counting the texts that its ingest changed."""

    product: Product
    changed: int = 0

    @property
    def digest(self) -> str:
        """Return the product's."""
        return self.product.digest

    @property
    def signed_weights(self) -> Mapping[str, float] | None:
        """Return the product's."""
        return self.product.signed_weights

    @property
    def decides(self) -> frozenset[str]:
        """Return the product's."""
        return self.product.decides

    def named(self, document: Document, guideline: str) -> Sequence[tuple[int, int, str]] | None:
        """Return the product's."""
        return self.product.named(document, guideline)

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read and compare."""
        document = self.product.read(row)
        self.changed += document.text != row["text"]
        return document

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Code."""
        return self.product.code(document)

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe."""
        return self.product.probe(document, spans)


def run(task: Task[Any, Any], path: Path, product: Product, out: Path | None = None) -> Result:
    """Measure the product on a file of the task's format; write predictions to `out` if given.

    Raises:
        InputError: the file is missing, empty or not of the task's format.
    """
    cases = load(task, path)
    start = time.perf_counter()
    watched = Watched(product)
    said, refused = _predict(task, watched, cases)
    seconds = time.perf_counter() - start
    if out is not None:
        write_predictions(task, cases, said, out)
    result = _result(task, path, cases, said, product.digest)
    return replace(
        result,
        docs_per_s=documents(cases) / max(seconds, 1e-9),
        refused=refused,
        remapped=watched.changed,
    )


def score(
    task: Task[Any, Any],
    path: Path,
    predictions: Path,
    read: Callable[[Path, Sequence[Any]], Sequence[Any]],
) -> Result:
    """Score out-of-fold predictions that a training script wrote; the product is not asked.

    Raises:
        InputError: as `run`, or as `read` says of the predictions.
    """
    cases = load(task, path)
    said = read(predictions, cases)
    digest = hashlib.sha256(predictions.read_bytes()).hexdigest()
    return replace(_result(task, path, cases, said, digest), cv=True)


def _result(
    task: Task[Any, Any], path: Path, cases: Sequence[Any], said: Sequence[Any], digest: str
) -> Result:
    """Return what the predictions are worth; whoever made them adds time and refusals."""
    tallies = [task.tally(case, one) for case, one in zip(cases, said, strict=True)]
    total = add([*tallies, *_whole(task, cases, said)])
    return Result(
        task=task.name,
        metrics=task.figures(total),
        baseline=_baselines(task, cases),
        documents=documents(cases),
        docs_per_s=None,
        peak_mb=peak_mb(),
        data_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        model_sha256=digest,
        tables=task.tables(total),
        intervals=_intervals(task, tallies),
        refused=(),
        remapped=0,
        unit=task.unit,
        baseline_names=tuple(one.name for one in task.baselines),
    )


def load(task: Task[Any, Any], path: Path) -> tuple[Any, ...]:
    """Load a file of the task's format.

    Raises:
        InputError: it is missing, empty, or not of that format.
    """
    if not path.is_file():
        message = f"no data file at {path}: give the path of a file of task {task.name} with --data"
        raise InputError(message)
    try:
        cases = task.load(path)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"no field {error}" if isinstance(error, KeyError) else str(error)
        message = f"{path} is not in the format of task {task.name}: {reason}"
        raise InputError(message) from error
    if not cases:
        message = f"{path} holds nothing to measure"
        raise InputError(message)
    return cases


def documents(cases: Sequence[Any]) -> int:
    """Return how many documents cases are; a case may be a whole file, and says so."""
    return sum(getattr(case, "documents", 1) for case in cases)


def peak_mb() -> float:
    """Return the most memory this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def write_predictions(
    task: Task[Any, Any], cases: Sequence[Any], said: Sequence[Any], out: Path
) -> None:
    """Write one prediction a line."""
    with out.open("w", encoding="utf-8") as file:
        for case, one in zip(cases, said, strict=True):
            file.write(json.dumps(task.record(case, one), ensure_ascii=False) + "\n")


def _predict(
    task: Task[Any, Any], product: Product, cases: Sequence[Any]
) -> tuple[list[Any], tuple[str, ...]]:
    """Ask for every case. A case that ingest refuses counts as read and found empty."""
    said, refused = [], []
    for case in cases:
        try:
            said.append(task.predict(product, case))
        except InputError as error:
            refused.append(str(error))
            said.append(task.nothing(case))
    return said, tuple(refused)


def _baselines(task: Task[Any, Any], cases: Sequence[Any]) -> Figures:
    values: dict[str, float | None] = {}
    why: dict[str, str] = {}
    for baseline in task.baselines:
        said = baseline.predict(cases)
        if isinstance(said, str):
            figures = _unknown(task, said)
        else:
            tallies = [task.tally(case, one) for case, one in zip(cases, said, strict=True)]
            figures = task.figures(add([*tallies, *_whole(task, cases, said)]))
        values |= {baseline.prefix + name: value for name, value in figures.values.items()}
        why |= {baseline.prefix + name: reason for name, reason in figures.why.items()}
    return Figures(values, why)


def _whole(task: Task[Any, Any], cases: Sequence[Any], said: Sequence[Any]) -> list[Tally]:
    """Return the counts of all cases together, if the task has such."""
    return [] if task.whole is None else [task.whole(cases, said)]


def _unknown(task: Task[Any, Any], reason: str) -> Figures:
    names = task.figures({}).values
    return Figures(dict.fromkeys(names), dict.fromkeys(names, reason))


def _intervals(task: Task[Any, Any], tallies: Sequence[Tally]) -> dict[str, tuple[float, float]]:
    if len(tallies) >= SMALL or len(tallies) == 1:
        return {}  # one case is a whole file: there is nothing to draw from
    return intervals(tallies, lambda tally: task.figures(tally).values, seed=SEED)


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {
        name: None if value is None else round(value, DECIMALS) for name, value in values.items()
    }
