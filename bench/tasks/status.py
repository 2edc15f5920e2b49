"""Status of given anchors: did it happen, by the text? Spans are given, so the coder is probed.

Three formats are told apart by their fields: factuality sets (`targets` with a signed `label`:
Pearson's r), annotated dispatches (`events` with `status`: macro F1 of six classes on gold
anchors; on the anchors that the coder finds itself, see task dispatches) and our own cases
(CSV `id,sentence,start,end,status,note`: macro F1).

The signed score is the expectation of a scale under the probe's distribution: of the coder's own
`signed_weights` (status -> score, fitted on a training set) if it has them, else of
`bench/maps/status_signed.csv`, which is fixed by definition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench import maps
from bench.product import Product, read_text
from bench.rows import read_csv, read_jsonl
from bench.score.classify import accuracy, confusion, macro_f1, moments, pearson, per_class
from bench.score.tally import Tally
from bench.task import Baseline, Figures, Row, Table, Task
from watchfloor.errors import InputError
from watchfloor.model import Status

Distribution = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one anchor: weights of the statuses, and the signed score they mean."""

    statuses: Distribution
    signed: float


Said = tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A given span with its gold label: a signed number or one of the six statuses."""

    start: int
    end: int
    signed: float | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One text and its anchors."""

    id: str
    text: str
    published: str | None
    anchors: tuple[Anchor, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read any of the three formats.

    Raises:
        InputError: a row is of none of them, or names an unknown status.
    """
    if path.suffix == ".csv":
        cases = [_own_case(row) for row in read_csv(path)]
    else:
        cases = [_jsonl_case(path, row) for row in read_jsonl(path)]
    for case in cases:
        for anchor in case.anchors:
            _check(path, case, anchor)
    return tuple(cases)


def _own_case(row: Mapping[str, str]) -> Case:
    anchor = Anchor(int(row["start"]), int(row["end"]), status=row["status"])
    return Case(row["id"], row["sentence"], None, (anchor,))


def _jsonl_case(path: Path, row: Mapping[str, Any]) -> Case:
    if "targets" in row:
        targets = row["targets"]
        anchors = [Anchor(one["start"], one["end"], signed=float(one["label"])) for one in targets]
    elif "events" in row:
        anchors = [
            Anchor(one["anchor"]["start"], one["anchor"]["end"], status=one["status"])
            for one in row["events"]
        ]
    else:
        message = f"{path}: {row.get('id')} has neither `targets` nor `events`: not a status file"
        raise InputError(message)
    return Case(row["id"], row["text"], row.get("published"), tuple(anchors))


def _check(path: Path, case: Case, anchor: Anchor) -> None:
    if anchor.status is not None and anchor.status not in set(Status):
        message = f"{path}: {case.id}: unknown status {anchor.status!r}"
        raise InputError(message)
    if not 0 <= anchor.start < anchor.end <= len(case.text):
        message = f"{path}: {case.id}: span {anchor.start}..{anchor.end} is not inside the text"
        raise InputError(message)


def predict(product: Product, case: Case) -> Said:
    """Probe the gold spans."""
    scale = product.signed_weights
    row = {"id": case.id, "text": case.text, "published": case.published}
    text = read_text(product, row)
    spans = [text.span(one.start, one.end) for one in case.anchors]
    probes = product.probe(text.document, spans)
    return tuple(Judged(dict(one.status), signed(one.status, scale)) for one in probes)


def signed(distribution: Distribution, scale: Mapping[str, float] | None = None) -> float:
    """Return the expected signed score under a distribution; without a scale by the table."""
    scale = scale or _scale()
    mass = sum(distribution.values())
    return sum(scale[status] * weight for status, weight in distribution.items()) / mass


@cache
def _scale() -> Mapping[str, float]:
    return {row["status"]: float(row["signed"]) for row in maps.rows("status_signed")}


def likeliest(distribution: Distribution) -> str:
    """Return the status of most weight; of equal ones the first of the vocabulary."""
    order = [status.value for status in Status]
    return max(order, key=lambda status: distribution.get(status, 0.0))


def tally(case: Case, said: Said) -> Tally:
    """Count one text: moments for signed labels, a confusion for statuses."""
    pairs = list(zip(case.anchors, said, strict=True))
    numbers = [(gold.signed, one.signed) for gold, one in pairs if gold.signed is not None]
    words = [
        (gold.status, likeliest(one.statuses)) for gold, one in pairs if gold.status is not None
    ]
    return {**moments(numbers), **confusion(words)}


def figures(counts: Tally) -> Figures:
    """Return Pearson's r of the signed score, macro F1 and accuracy of the six statuses.

    A figure that the labels of the file don't allow is None.
    """
    has_numbers = ("moments", "n") in counts
    why = {}
    r = pearson(counts)
    if r is None:
        why["pearson"] = (
            "a score that never varies has no correlation"
            if has_numbers
            else "the file has no signed labels"
        )
    words = {"macro_f1": macro_f1(counts), "accuracy": accuracy(counts)}
    why |= {name: "the file has no status labels" for name, one in words.items() if one is None}
    return Figures({"pearson": r, **words}, why)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return F1 by class and the confusion of statuses."""
    classes = per_class(counts)
    if not classes:
        n = int(counts.get(("moments", "n"), 0))
        return (Table("Signed labels", ("anchors",), ((n,),)),)
    by_class = tuple((one.label, one.f1, one.gold, one.predicted) for one in classes)
    return (
        Table("F1 by status", ("status", "F1", "gold", "predicted"), by_class),
        confusion_table(counts),
    )


def confusion_table(counts: Tally) -> Table:
    """Return gold statuses down, predicted ones across."""
    labels = [one.label for one in per_class(counts)]
    rows: list[Row] = [
        (gold, *(int(counts.get(("confusion", gold, other), 0)) for other in labels))
        for gold in labels
    ]
    return Table("Confusion (rows gold)", ("", *labels), tuple(rows))


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the distributions of one text."""
    anchors = [
        {
            "start": anchor.start,
            "end": anchor.end,
            "status": likeliest(one.statuses),
            "signed": round(one.signed, 3),
            "distribution": one.statuses,
        }
        for anchor, one in zip(case.anchors, said, strict=True)
    ]
    return {"id": case.id, "anchors": anchors}


def all_actual(cases: Sequence[Case]) -> list[Said]:
    """Call everything actual."""
    return [nothing(case) for case in cases]


def nothing(case: Case) -> Said:
    """Return what is said of anchors in a refused text: actual, as nearly everything is."""
    actual = {Status.ACTUAL.value: 1.0}
    return (Judged(actual, signed(actual)),) * len(case.anchors)


STATUS: Task[Case, Said] = Task(
    name="status",
    unit="texts",
    load=load,
    predict=predict,
    nothing=nothing,
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("all actual", "", all_actual),),
)
