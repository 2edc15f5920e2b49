"""Counted quantities: our own cases and the figures of the dispatches.

A figure is found if its words overlap a gold one's, one to one. `value_exact` is the share of the
found ones whose low and high are both those of the gold; `quantity_acc` the share with the same
quantity: annotators of dispatches had no closed list of quantities, so there it reads low.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.baselines.nearest import nearest
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.match import greedy, overlap
from bench.score.tally import Tally, f1, share
from bench.task import Baseline, Figures, Table, Task
from watchfloor.errors import InputError

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure, its span in offsets of the file."""

    span: tuple[int, int]
    quantity: str
    low: Number | None
    high: Number | None
    of: Number | None = None
    place: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text with its figures."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    gold: tuple[Counted, ...]


Said = tuple[Counted, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read a file of texts with `figures`.

    Raises:
        InputError: no row has `figures`, or a span is not inside its text.
    """
    rows = read_jsonl(path)
    if rows and not any("figures" in row for row in rows):
        message = f"{path} has no `figures`: not a file of figures"
        raise InputError(message)
    cases = tuple(_case(row) for row in rows)
    for case in cases:
        for one in case.gold:
            if not 0 <= one.span[0] < one.span[1] <= len(case.row["text"] or ""):
                message = f"{path}: {case.id}: span {one.span} is not inside the text"
                raise InputError(message)
    return cases


def _case(row: Mapping[str, Any]) -> Case:
    fields = {name: row.get(name) for name in ("id", "text", "title", "source", "published")}
    gold = tuple(
        Counted(
            span=(one["text"]["start"], one["text"]["end"]),
            quantity=one["quantity"],
            low=one["value"]["low"],
            high=one["value"]["high"],
            of=one.get("of"),
            place=frozenset((place["start"], place["end"]) for place in one.get("place") or ()),
        )
        for one in row.get("figures", ())
    )
    return Case(id=row["id"], row=fields, gold=gold)


def predict(product: Product, case: Case) -> Said:
    """Code the text and return its figures."""
    text = read_text(product, case.row)
    coded, _ = product.code(text.document)
    said = []
    for one in coded.figures:
        place = coded.mentions[one.place.mention] if one.place else None
        said.append(
            Counted(
                span=text.offsets.to_file((one.evidence.start or 0, one.evidence.end or 0)),
                quantity=one.quantity,
                low=one.value.low,
                high=one.value.high,
                of=one.of,
                place=frozenset(
                    [text.offsets.to_file((place.start or 0, place.end or 0))] if place else ()
                ),
            )
        )
    return tuple(said)


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    pairs = [(case.gold[x], said[y]) for x, y in greedy(case.gold, said, _rank)]
    same = [(gold, one) for gold, one in pairs if (gold.low, gold.high) == (one.low, one.high)]
    placed = [(gold, one) for gold, one in pairs if gold.place]
    return {
        ("figures", "gold"): len(case.gold),
        ("figures", "predicted"): len(said),
        ("figures", "found"): len(pairs),
        ("value", "right"): len(same),
        ("quantity", "right"): sum(gold.quantity == one.quantity for gold, one in pairs),
        ("of", "right"): sum(gold.of == one.of for gold, one in pairs),
        ("place", "gold"): len(placed),
        ("place", "right"): sum(_same_place(gold, one) for gold, one in placed),
        ("empty", "gold"): int(not case.gold),
        ("empty", "right"): int(not case.gold and not said),
    }


def _rank(gold: Counted, said: Counted) -> tuple[float, ...] | None:
    if not overlap(gold.span, said.span):
        return None
    return ((gold.low, gold.high) == (said.low, said.high), gold.span == said.span)


def _same_place(gold: Counted, said: Counted) -> bool:
    return any(overlap(one, other) for one in gold.place for other in said.place)


def figures(counts: Tally) -> Figures:
    """Return F1 of figures, and of those found how many have the value, quantity and place."""
    found = counts.get(("figures", "found"), 0)
    predicted, gold = (counts.get(("figures", key), 0) for key in ("predicted", "gold"))
    values = {
        "f1": f1(found, predicted, gold),
        "value_exact": share(counts.get(("value", "right"), 0), found),
        "quantity_acc": share(counts.get(("quantity", "right"), 0), found),
        "place_acc": share(counts.get(("place", "right"), 0), counts.get(("place", "gold"), 0)),
    }
    why = {name: "nothing to compare" for name, value in values.items() if value is None}
    return Figures(values, why)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return precision, recall and the texts without figures that stayed empty."""
    found = counts.get(("figures", "found"), 0)
    row = (
        counts.get(("figures", "gold"), 0),
        counts.get(("figures", "predicted"), 0),
        found,
        share(found, counts.get(("figures", "predicted"), 0)),
        share(found, counts.get(("figures", "gold"), 0)),
        counts.get(("of", "right"), 0),
        counts.get(("empty", "gold"), 0),
        counts.get(("empty", "right"), 0),
    )
    columns = ("gold", "predicted", "found", "precision", "recall", "of right")
    return (Table("Figures", (*columns, "texts without", "left empty"), (row,)),)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the figures of one text."""
    found = [
        {"start": one.span[0], "end": one.span[1], "quantity": one.quantity}
        | {"low": one.low, "high": one.high, "of": one.of}
        for one in said
    ]
    return {"id": case.id, "figures": found}


def nearest_noun(cases: Sequence[Case]) -> list[Said]:
    """Take every number with the word behind it, exactly as it stands."""
    return [
        tuple(
            Counted(span=(one.start, one.end), quantity=one.noun, low=one.value, high=one.value)
            for one in nearest(case.row["text"] or "")
        )
        for case in cases
    ]


FIGURES: Task[Case, Said] = Task(
    name="figures",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("nearest noun", "", nearest_noun),),
)
