"""The gate: figures on the development files may not fall below their floors.

A floor belongs to (task, data sha256, metric), not to a model. `--set` writes the shipped figure
and, half a point below it, the floor; it lowers none without `--allow-regression TASK REASON`,
and then the reason stands beside the old value. A metric for which lower is better has a ceiling,
half a point above. PLV is a training set that is reported, so it has no floor; what a coder that
learned from it is worth is read from the predictions of a cross-validation.
"""

import json
import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.product import Product
from bench.run import Result, run, score
from bench.task import Table
from bench.tasks import TASKS
from bench.tasks.plover import PLOVER, out_of_fold
from watchfloor.errors import InputError, UsageError

HERE = Path(__file__).parent
ROOT = HERE.parent.parent / "shared" / "data"
FLOORS, RESULTS = HERE / "floors.json", HERE / "results"

GATED = (
    ("muc4", "muc4/dev.jsonl"),
    ("dispatches", "dispatches/dev.jsonl"),
    ("status", "factuality/uds_ih2_dev.jsonl"),
    ("status", "factuality/meantime_dev.jsonl"),
    ("status", "dispatches/dev.jsonl"),
    ("status", "bench/cases/status.csv"),
    ("events", "wikievents/dev.jsonl"),
    ("events", "rams/dev.jsonl"),
    ("claims", "polnear/dev.jsonl"),
    ("claims", "dispatches/dev.jsonl"),
    ("figures", "bench/cases/figures.jsonl"),
    ("figures", "dispatches/dev.jsonl"),
    ("relations", "bench/cases/relations.jsonl"),
    ("relations", "dispatches/dev.jsonl"),
    ("ner", "ner/uner_ewt_dev.jsonl"),
    ("ner", "ner/re3d_bio_dev.jsonl"),
    ("dates", "tempeval3/dev.jsonl"),
    ("dates", "bench/cases/dates.csv"),
    ("places", "toponyms/geovirus.jsonl"),
    ("actors", "bench/cases/actors.jsonl"),
    ("fuse", "ecbplus/dev.jsonl"),
    ("fuse", "gvc/dev.jsonl"),
    ("fuse", "meantime/dev.jsonl"),
    ("fuse", "wec_eng/dev.jsonl"),
)
"""Task and file: under the root of the sets, or, if it begins with bench/, in this repository."""


OTHERS = ("copies", "resolving", "speed")
"""What is measured otherwise than by asking a file case by case; see `bench.apart`."""

REPORTED = (("plover", "plover/plv_train.jsonl"), ("relations", "re3d/dev.jsonl"))
"""Measured and kept by --set, without a floor."""

PERCENT = frozenset({"muc4", "dates"})
"""Tasks whose figures are percentages: half a point is .5 there, .005 elsewhere."""

LOWER_IS_BETTER = frozenset(
    {
        *("unreal_as_real", "mean_km", "median_km", "upper_lost", "lower_lost"),
        *("negatives_joined", "parent_mb", "worker_mb"),
    }
)

MACHINE = frozenset({"docs_per_s", "two_docs_per_s", "graph_docs_per_s", "parent_mb", "worker_mb"})
"""Figures that tell of the machine and its load too: kept, without a floor."""

SLACK = {"core_docs_per_s": 0.4}
"""Figures of processor time, and how far below the shipped one their floor lies: neighbours on the
machine alone move them by a third, and what this is to catch costs more."""

Floor = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the gate is asked to do.

    `allowed` maps tasks to the reason why a floor may fall; `predictions` holds what a coder that
    learned from PLV said of it in cross-validation, to be reported instead of what it says now.
    """

    root: Path
    floors: Path
    results: Path
    today: date
    set_floors: bool = False
    allowed: Mapping[str, str] = field(default_factory=dict)
    predictions: Path | None = None


Measured = list[tuple[str, Result]]


def gated(request: Request, product: Product) -> Measured:
    """Measure every development file of the gate."""
    return [(name, run(TASKS[task], place(request.root, name), product)) for task, name in GATED]


def reported(request: Request, product: Product) -> Measured:
    """Measure what is kept without a floor."""
    return [(name, _reported(request, task, name, product)) for task, name in REPORTED]


def run_gate(
    request: Request,
    product: Product,
    measure: Callable[[Request, Product], Measured] = gated,
    beside: Callable[[Request, Product], Measured] = reported,
) -> tuple[list[str], bool]:
    """Measure every development file; return what to print and whether the gate is passed.

    `measure` says what has floors, `beside` what --set keeps without.

    With `set_floors` floors and results are written, unless a floor would fall unallowed: then
    nothing is written.

    Raises:
        InputError: a file is missing, or the floors can't be read.
        UsageError: a regression is allowed without --set, for an unknown task or without reason.
    """
    _check(request)
    floors = read_floors(request.floors)
    results = measure(request, product)
    if not request.set_floors:
        return hold(floors, results)
    lines, accepted = raise_floors(floors, results, request)
    if accepted:
        results += beside(request, product)
        write_floors(request.floors, floors)
        write_results(request, results)
    return lines, accepted


def _reported(request: Request, task: str, name: str, product: Product) -> Result:
    data = place(request.root, name)
    if request.predictions is None or task != PLOVER.name:
        return run(TASKS[task], data, product)
    return score(TASKS[task], data, request.predictions, out_of_fold)


def place(root: Path, name: str) -> Path:
    """Return where a file of the gate lies."""
    return HERE.parent / name if name.startswith("bench/") else root / name


def _check(request: Request) -> None:
    if request.allowed and not request.set_floors:
        message = "--allow-regression changes floors: it goes with --set"
        raise UsageError(message)
    for task, reason in request.allowed.items():
        if task not in (*TASKS, *OTHERS) or not reason.strip():
            names = ", ".join((*TASKS, *OTHERS))
            message = f"--allow-regression takes one of {names} and a reason"
            raise UsageError(message)


def read_floors(path: Path) -> dict[Key, Floor]:
    """Return the floors by task, data sha256 and metric; none if there is no file yet.

    Raises:
        InputError: the file is damaged.
    """
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {(row["task"], row["data_sha256"], row["metric"]): row for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path} is not a list of floors ({error!r}): restore it from the repository"
        raise InputError(message) from error


def write_floors(path: Path, floors: Mapping[Key, Floor]) -> None:
    """Write the floors, one a line, so that a change shows as one line in a diff."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in floors.values())
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def hold(floors: Mapping[Key, Floor], results: list[tuple[str, Result]]) -> tuple[list[str], bool]:
    """Compare figures with floors; a figure without a floor fails, so that none slips through."""
    lines, passed = [], True
    for name, result in results:
        for metric, value in result.metrics.values.items():
            floor = floors.get((result.task, result.data_sha256, metric))
            if metric in MACHINE or (floor is None and value is None):
                continue
            if floor is None:
                verdict = "NO FLOOR for this file: set it with `python -m bench gate --set`"
            elif misses(metric, value, floor["floor"]):
                verdict = f"MISSED {_side(metric)} {floor['floor']}"
            else:
                verdict = f"ok, {_side(metric)} {floor['floor']}"
            passed = passed and verdict.startswith("ok")
            lines.append(f"{result.task:12} {name:32} {metric:18} {_text(value):>8}  {verdict}")
    lost = _lost(results)
    passed = passed and not lost
    return [*lines, *lost, "gate passed" if passed else "gate FAILED"], passed


def _lost(results: list[tuple[str, Result]]) -> list[str]:
    """Return a line for each file of which texts were refused: a figure without them is none."""
    return [
        f"{result.task:12} {name:32} {'refused':18} {len(result.refused):>8}  "
        f"MISSED none may be: {result.refused[0]}"
        for name, result in results
        if result.refused
    ]


def misses(metric: str, value: float | None, floor: float) -> bool:
    """Tell whether a figure is beyond its floor; a figure that is gone always is."""
    if value is None:
        return True
    return value > floor if metric in LOWER_IS_BETTER else value < floor


def floor_of(task: str, metric: str, value: float) -> float:
    """Return the floor for a shipped figure: half a point on its worse side; of kilometres 2 %.

    Of documents a second of processor time it is SLACK.
    """
    half = 0.5 if task in PERCENT else 0.005
    if metric in SLACK:
        half = SLACK[metric] * value
    if metric.endswith("_km"):
        half = 0.02 * value
    if metric in LOWER_IS_BETTER:
        return round(value + half, 4)
    # A correlation may be negative and needs its room below; a share has none below zero.
    lowest = 0.0 if value >= 0 else -1.0
    return round(max(lowest, value - half), 4)


def raise_floors(
    floors: dict[Key, Floor], results: list[tuple[str, Result]], request: Request
) -> tuple[list[str], bool]:
    """Move the floors in `floors` to the new figures; refuse if one would fall unallowed."""
    lines, accepted = [], True
    for name, result in results:
        for metric, value in result.metrics.values.items():
            key = (result.task, result.data_sha256, metric)
            old = floors.get(key)
            if metric in MACHINE or (value is None and old is None):
                continue
            row, verdict = _moved(old, _row(name, result, metric, request.today), request)
            lines.append(f"{result.task:12} {name:32} {metric:18} {_text(value):>8}  {verdict}")
            if row is None:
                accepted = False
            else:
                floors[key] = row
    lost = _lost(results)
    lines, accepted = [*lines, *lost], accepted and not lost
    if not accepted:
        lines.append('nothing written; to lower a floor: --allow-regression TASK "reason"')
    return lines, accepted


def _moved(old: Floor | None, new: Floor, request: Request) -> tuple[Floor | None, str]:
    """Return the floor to keep and what to say of it; None refuses.

    A figure between its floor and the shipped figure is noise: the old floor stays.
    """
    metric, value, side = new["metric"], new["shipped"], _side(new["metric"])
    if old is None or not misses(metric, new["floor"], old["floor"]):
        past = old["allowed"] if old else []
        return {**new, "allowed": past}, f"{side} {new['floor']}"
    reason = request.allowed.get(new["task"])
    if reason is not None and value is not None:
        entry = _allowed(old, reason, request.today)
        return {**new, "allowed": [*old["allowed"], entry]}, f"{side} {new['floor']}, lowered"
    if misses(metric, value, old["floor"]):
        return None, f"MISSED {side} {old['floor']}: refused"
    return old, f"{side} {old['floor']}, kept"


def _row(name: str, result: Result, metric: str, today: date) -> Floor:
    value = result.metrics.values[metric]
    return {
        "task": result.task,
        "data": name,
        "data_sha256": result.data_sha256,
        "metric": metric,
        "floor": None if value is None else floor_of(result.task, metric, value),
        "shipped": None if value is None else round(value, 4),
        "date": today.isoformat(),
        "allowed": [],
    }


def _allowed(old: Floor, reason: str, today: date) -> dict[str, Any]:
    return {
        "floor": old["floor"],
        "shipped": old["shipped"],
        "date": old["date"],
        "lowered": today.isoformat(),
        "reason": reason,
    }


def write_results(request: Request, results: list[tuple[str, Result]]) -> None:
    """Keep one result for each task and file, with its date and the kind of machine."""
    request.results.mkdir(parents=True, exist_ok=True)
    for name, result in results:
        kept = {
            **result.contract(),
            "data": name,
            "intervals": {
                metric: [round(low, 4), round(high, 4)]
                for metric, (low, high) in result.intervals.items()
            },
            "why": dict(result.metrics.why),
            "tables": [_table(one) for one in result.tables],
            "date": request.today.isoformat(),
            "machine": machine(),
        }
        stem = f"{result.task}--{Path(name).with_suffix('').as_posix().replace('/', '-')}"
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        (request.results / f"{stem}.json").write_text(text + "\n", encoding="utf-8")


def _table(table: Table) -> dict[str, Any]:
    rows = [
        [round(cell, 4) if isinstance(cell, float) else cell for cell in row] for row in table.rows
    ]
    return {"title": table.title, "columns": list(table.columns), "rows": rows}


def machine() -> str:
    """Name the kind of machine, never the machine."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"{os.cpu_count()} cores, Python {python}"


def _side(metric: str) -> str:
    return "ceiling" if metric in LOWER_IS_BETTER else "floor"


def _text(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"
