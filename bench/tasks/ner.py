"""Names: exact spans and label groups, against all mentions of a coding.

Files of rows with `entities`, of three label sets that are told apart by the labels of the file
(`bench/maps/ner_labels.csv`): names (UNER, WikiGold, WNUT, BTC: PER ORG LOC MISC), re3d and
CrossNER. Labels and mention kinds meet in groups. An entity is right if a mention has its span and
group; a leading "the" is cut off both. Equal spans of one group count once.

Left out, and counted: gold labels without a group (and mentions with exactly the span of one),
mentions of a kind without a group, and, in sets of names, mentions whose head word has no capital:
there a coder's "farmers" or "Iraqi farmers" is no error, as only names were annotated. Gold names
written small stay in.

A coder with a head of names for the guideline of the set (`named`) is measured by that head too, as
`guideline_f1`: what the encoder can learn, beside what the product says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench import maps
from bench.baselines.gazetteer import Named, known_names
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.tally import Tally, add, count, f1, share
from bench.task import Baseline, Figures, Row, Table, Task
from watchfloor.errors import InputError

ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
EVERY_MENTION = frozenset({"re3d"})
"""Sets that mark every mention, named or not."""

GUIDELINE = {"names": "names", "re3d": "mentions"}
"""The coder's head for a set; CrossNER has none."""

Labelled = tuple[int, int, str]
"""Start, end and label or mention kind."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention: its span and kind, and its head word."""

    start: int
    end: int
    kind: str
    head: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Every mention of a coding, and the names of the head for the set; None without such."""

    mentions: tuple[Mentioned, ...]
    heads: tuple[Labelled, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its entities: start, end and label of the set."""

    id: str
    text: str = field(repr=False)
    set: str
    gold: tuple[Labelled, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read a file of names.

    Raises:
        InputError: its labels are of no set of the map, or a span is not inside its text.
    """
    rows = read_jsonl(path)
    labels = {one["type"] for row in rows for one in row["entities"]}
    name = next((name for name in _sets() if labels <= groups(name, "gold").keys()), None)
    if name is None:
        message = f"{path}: no set of bench/maps/ner_labels.csv has the labels {sorted(labels)}"
        raise InputError(message)
    cases = tuple(
        Case(
            row["id"],
            row["text"],
            name,
            tuple((one["start"], one["end"], one["type"]) for one in row["entities"]),
        )
        for row in rows
    )
    for case in cases:
        for start, end, _ in case.gold:
            if not 0 <= start < end <= len(case.text):
                message = f"{path}: {case.id}: span {start}..{end} is not inside the text"
                raise InputError(message)
    return cases


def _sets() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["set"] for row in maps.rows("ner_labels")))


@cache
def groups(name: str, side: str) -> Mapping[str, str]:
    """Return label -> group of a set for gold labels or mention kinds; empty is left out."""
    return {
        row["label"]: row["group"]
        for row in maps.rows("ner_labels")
        if (row["set"], row["side"]) == (name, side)
    }


def predict(product: Product, case: Case) -> Said:
    """Code the text and return every mention, and what the head for the set says."""
    text = read_text(product, {"id": case.id, "text": case.text})
    coded, _ = product.code(text.document)
    mentions = tuple(
        Mentioned(
            *text.offsets.to_file((one.start or 0, one.end or 0)),
            one.kind.value,
            text.offsets.to_file(one.head),
        )
        for one in coded.mentions
    )
    guideline = GUIDELINE.get(case.set)
    named = product.named(text.document, guideline) if guideline else None
    if named is None:
        return Said(mentions)
    return Said(
        mentions,
        tuple((*text.offsets.to_file((start, end)), label) for start, end, label in named),
    )


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    counts: list[Tally] = []
    gold, unjudged = set[Labelled](), set[tuple[int, int]]()
    for start, end, label in case.gold:
        span, group = _bare(case.text, start, end), groups(case.set, "gold")[label]
        if group:
            gold.add((*span, group))
        else:
            unjudged.add(span)
            counts.append({("left out", f"gold {label}"): 1})
    unjudged -= {(start, end) for start, end, _ in gold}
    found = set[Labelled]()
    for one in said.mentions:
        span = _bare(case.text, one.start, one.end)
        group = groups(case.set, "kind").get(one.kind, "")
        reason = _unjudged(case, span, one.head, group, unjudged)
        if reason:
            counts.append({("left out", f"mention {reason}"): 1})
        else:
            found.add((*span, group))
    for side, names in (("gold", gold), ("predicted", found), ("right", gold & found)):
        counts.append(count(("name", group, side) for _, _, group in names))
    if said.heads is not None:
        heads = {
            (*_bare(case.text, start, end), group)
            for start, end, label in said.heads
            if (group := groups(case.set, "head").get(label, ""))
        }
        heads = {one for one in heads if one[:2] not in unjudged}
        for side, names in (("gold", gold), ("predicted", heads), ("right", gold & heads)):
            counts.append(count(("head", group, side) for _, _, group in names))
    spans = {(start, end) for start, end, _ in gold} & {(start, end) for start, end, _ in found}
    counts.append({("span", "", "right"): len(spans)})
    return add(counts)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without its leading article, unless nothing is left."""
    article = ARTICLE.match(text, start, end)
    return (article.end(), end) if article and article.end() < end else (start, end)


def _unjudged(
    case: Case,
    span: tuple[int, int],
    head: tuple[int, int],
    group: str,
    unjudged: set[tuple[int, int]],
) -> str:
    """Return why the annotation can't judge a mention, or nothing."""
    if not group:
        return "of a kind without group"
    if span in unjudged:
        return "at a label without group"
    word = case.text[slice(*head)]
    if case.set not in EVERY_MENTION and not any(one.isupper() for one in word):
        return "that is no name"
    return ""


def figures(counts: Tally) -> Figures:
    """Return F1 of exact spans with their groups: of all mentions, and of the head for the set."""
    if not _total(counts, "gold"):
        why = "the file has no label that a mention kind means"
        return Figures({"f1": None, "guideline_f1": None}, {"f1": why, "guideline_f1": why})
    sides = ("right", "predicted", "gold")
    values: dict[str, float | None] = {"f1": f1(*(_total(counts, one) for one in sides))}
    if not _total(counts, "gold", "head"):
        values["guideline_f1"] = None
        return Figures(values, {"guideline_f1": "the coder has no head for this guideline"})
    values["guideline_f1"] = f1(*(_total(counts, one, "head") for one in sides))
    return Figures(values)


def _total(counts: Tally, side: str, about: str = "name") -> float:
    return sum(n for key, n in counts.items() if key[0] == about and key[2] == side)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return precision, recall and spans alone, F1 by group, and what is left out."""
    right, said, gold = (_total(counts, one) for one in ("right", "predicted", "gold"))
    spans = f1(_total(counts, "right", "span"), said, gold)
    names = sorted({key[1] for key in counts if key[0] == "name"})
    rows: list[Row] = []
    for name in names:
        got = [counts.get(("name", name, one), 0) for one in ("right", "predicted", "gold")]
        rows.append((name, f1(*got), got[2], got[1]))
    left_out = tuple((key[1], n) for key, n in sorted(counts.items()) if key[0] == "left out")
    total = (share(right, said), share(right, gold), spans, gold, said)
    return (
        Table("All names", ("P", "R", "F1 of spans", "gold", "predicted"), (total,)),
        Table("F1 by group", ("group", "F1", "gold", "predicted"), tuple(rows)),
        Table("Left out", ("", "n"), left_out),
    )


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the mentions of one text."""
    return {
        "id": case.id,
        "mentions": [
            {"start": one.start, "end": one.end, "kind": one.kind} for one in said.mentions
        ],
    }


def tables_only(cases: Sequence[Case]) -> list[Said]:
    """Look every run of capitals up in the product's tables of states, groups and cities."""
    return [Said(tuple(map(_mentioned, known_names(case.text)))) for case in cases]


def _mentioned(name: Named) -> Mentioned:
    return Mentioned(name[0], name[1], name[2].value, (name[0], name[1]))


NER: Task[Case, Said] = Task(
    name="ner",
    unit="texts",
    load=load,
    predict=predict,
    nothing=lambda _: Said(()),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("tables of states, groups and cities", "", tables_only),),
)
