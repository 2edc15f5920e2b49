"""PLV: the event type of a sentence, as one of 15 roots (CAMEO's YIELD is CONCEDE or RETREAT).

The set labels a sentence, so the coder is probed with the sentence as the span. Weights of types
that share a root are added, the heaviest root is the answer; a probe that tells no root from the
others gives none, which misses the gold root. Macro F1 is over the roots that occur. The quad
follows from the root on both sides, so the few quads of the file that contradict their root count
as the root says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench import maps
from bench.baselines.sentences import majority, tfidf_svc
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.classify import NONE, accuracy, confusion, macro_f1, per_class
from bench.score.tally import Tally
from bench.task import Baseline, Figures, Table, Task
from watchfloor.errors import InputError

LEVEL = 1e-9
"""Roots whose weights differ by less are told apart by rounding alone."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence and its root."""

    id: str
    text: str
    root: str


def load(path: Path) -> tuple[Case, ...]:
    """Read the JSONL of the set: `id`, `text`, `root`.

    Raises:
        InputError: a root is not in `bench/maps/plover_roots.csv`.
    """
    cases = tuple(Case(row["id"], row["text"], row["root"]) for row in read_jsonl(path))
    for case in cases:
        if case.root not in quads():
            message = f"{path}: {case.id}: unknown root {case.root!r}"
            raise InputError(message)
    return cases


@cache
def quads() -> Mapping[str, str]:
    """Return root -> quad."""
    return {row["root"]: row["quad"] for row in maps.rows("plover_roots")}


def predict(product: Product, case: Case) -> str:
    """Probe the sentence and return its heaviest root."""
    text = read_text(product, {"id": case.id, "text": case.text})
    (probe,) = product.probe(text.document, [text.span(0, len(case.text))])
    return heaviest_root(probe.type)


def heaviest_root(types: Mapping[str, float]) -> str:
    """Return the root of most weight, or none if all weigh the same."""
    weights = dict.fromkeys(quads(), 0.0)
    for row in maps.rows("plover_roots"):
        weights[row["root"]] += types.get(row["type"], 0.0)
    if not any(weights.values()) or _is_flat(types):
        return NONE
    return max(weights, key=lambda root: weights[root])


def _is_flat(types: Mapping[str, float]) -> bool:
    given = [types.get(row["type"], 0.0) for row in maps.rows("plover_roots")]
    return max(given) - min(given) < LEVEL


def tally(case: Case, said: str) -> Tally:
    """Count one sentence by root and by quad."""
    quad = quads().get(said, NONE)
    return {
        **confusion([(case.root, said)], "root"),
        **confusion([(quads()[case.root], quad)], "quad"),
    }


def figures(counts: Tally) -> Figures:
    """Return macro F1 of roots and quads."""
    return Figures({"root_f1": macro_f1(counts, "root"), "quad_f1": macro_f1(counts, "quad")})


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return accuracy and F1 by class."""
    answered = sum(n for key, n in counts.items() if key[0] == "root" and key[2] != NONE)
    totals = (accuracy(counts, "root"), accuracy(counts, "quad"), answered)
    found = [Table("All sentences", ("root accuracy", "quad accuracy", "answered"), (totals,))]
    for level in ("root", "quad"):
        rows = [(one.label, one.f1, one.gold, one.predicted) for one in per_class(counts, level)]
        found.append(Table(f"F1 by {level}", (level, "F1", "gold", "predicted"), tuple(rows)))
    return tuple(found)


def record(case: Case, said: str) -> dict[str, Any]:
    """Return the prediction for one sentence."""
    return {"id": case.id, "root": None if said == NONE else said, "quad": quads().get(said)}


def out_of_fold(path: Path, cases: Sequence[Case]) -> list[str]:
    """Read the predictions of a cross-validation: JSONL of `id` and `root` (null is no answer).

    Raises:
        InputError: the file is missing, or does not hold exactly one known root for each sentence.
    """
    if not path.is_file():
        message = f"no predictions at {path}"
        raise InputError(message)
    rows = read_jsonl(path)
    said = {row.get("id"): row.get("root") or NONE for row in rows}
    unknown = sorted(set(said.values()) - {*quads(), NONE})
    if unknown:
        message = f"{path}: unknown root {unknown[0]!r}"
        raise InputError(message)
    if len(rows) != len(cases) or said.keys() != {case.id for case in cases}:
        message = f"{path}: one row for each of the {len(cases)} sentences is needed, by its id"
        raise InputError(message)
    return [said[case.id] for case in cases]


def _majority(cases: Sequence[Case]) -> list[str]:
    return majority([case.root for case in cases])


def _tfidf_svc(cases: Sequence[Case]) -> list[str] | str:
    return tfidf_svc([case.text for case in cases], [case.root for case in cases])


PLOVER: Task[Case, str] = Task(
    name="plover",
    unit="sentences",
    load=load,
    predict=predict,
    nothing=lambda _: NONE,
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("majority class", "", _majority),
        Baseline("TF-IDF + linear SVC, 5-fold on this file", "tfidf_svc_", _tfidf_svc),
    ),
)
