"""Actors: which entity marked words mean, or that they mean nobody whom the tables hold.

`bench/cases/actors.jsonl` points into the sets beside the repository and holds no text: `set`,
`document`, `start`, `end`, `gold` (an id or null), `note` (how the span was drawn). The document is
read, dated, coded and resolved as `ingest` does it; the marked span is given, as one more mention
where coding has none there. `accuracy` is the share of spans whose entity is the gold one, null
included. A case is one document with its spans.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from bench.baselines.aliases import by_alias
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.tally import Tally, share
from bench.task import Baseline, Figures, Table, Task
from watchfloor.errors import InputError
from watchfloor.model import Coded, Document, Mention, MentionKind
from watchfloor.pipeline import dated
from watchfloor.resolve import resolve
from watchfloor.resolve.actors import ACTOR_KINDS
from watchfloor.resolve.actors_scan import names_a_state
from watchfloor.resolve.actors_windows import bare
from watchfloor.resolve.names import look_up, states_by_capital

SETS = Path(__file__).parents[3] / "shared" / "data"
"""Where the sets lie, unless $WATCHFLOOR_SETS says otherwise."""


@dataclass(frozen=True, slots=True)
class Span:
    """Marked words with their entity and how they were drawn."""

    start: int
    end: int
    gold: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """One document with its marked spans, in offsets of the set's text."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    spans: tuple[Span, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return (self.row["text"] or "")[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Linked:
    """What was predicted for one span: the entity's id or None, and the rule."""

    entity: str | None
    rule: str | None = None


Said = tuple[Linked, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read the cases and the documents that they point to.

    Raises:
        InputError: a set or document is missing, or a span is not inside its text.
    """
    spans: dict[tuple[str, str], list[Span]] = {}
    for row in read_jsonl(path):
        made = Span(row["start"], row["end"], row["gold"], row["note"])
        spans.setdefault((row["set"], row["document"]), []).append(made)
    return tuple(_case(path, *key, tuple(marked)) for key, marked in spans.items())


def _case(path: Path, name: str, document: str, spans: tuple[Span, ...]) -> Case:
    row = _set(name).get(document)
    if row is None:
        message = f"{path}: {name} has no document {document}"
        raise InputError(message)
    text, published = row["text"], row.get("published") or row.get("date")
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            message = f"{path}: {document}: span {span.start}..{span.end} is not inside its text"
            raise InputError(message)
    known = {"id": document, "text": text, "published": published[:10] if published else None}
    return Case(f"{name} {document}", known, spans)


@cache
def _set(name: str) -> dict[str, dict[str, Any]]:
    file = Path(os.environ.get("WATCHFLOOR_SETS") or SETS) / f"{name}.jsonl"
    if not file.is_file():
        message = f"no set at {file}: set WATCHFLOOR_SETS to the folder of the sets"
        raise InputError(message)
    return {row["id"]: row for row in read_jsonl(file)}


def predict(product: Product, case: Case) -> Said:
    """Code the document and resolve the marked spans among its mentions."""
    text = read_text(product, case.row)
    document = dated(text.document)
    coded, _ = product.code(document)
    spans = [text.span(span.start, span.end) for span in case.spans]
    marked, places = with_spans(document, coded, spans)
    resolved = resolve(document, marked)
    found = [resolved.of(place) for place in places]
    return tuple(
        Linked(one.entity.entity_id, one.rule) if one and one.entity else Linked(None)
        for one in found
    )


def with_spans(
    document: Document, coded: Coded, spans: Sequence[tuple[int, int]]
) -> tuple[Coded, list[int]]:
    """Return a coding in which every span is an actor mention, and the index of each."""
    mentions, places = list(coded.mentions), []
    at = {(one.start, one.end): index for index, one in enumerate(mentions)}
    for start, end in spans:
        index = at.get((start, end))
        kind = _kind(document.text[start:end], (start, end), coded)
        if index is None:
            index = len(mentions)
            mentions.append(Mention.cut(document.text, start, end, kind=kind, head=(start, end)))
        elif mentions[index].kind not in ACTOR_KINDS:
            mentions[index] = replace(mentions[index], kind=kind)
        places.append(index)
    return replace(coded, mentions=tuple(mentions)), places


def _kind(words: str, span: tuple[int, int], coded: Coded) -> MentionKind:
    """Return the kind of the actor mention that shares most of the span, else what the words say.

    The gold says that the words are an actor, so a state or capital there is a government.
    """
    name = bare(words)
    if names_a_state(name) or look_up(states_by_capital(), name) is not None:
        return MentionKind.GOVERNMENT
    shared = [
        (min(span[1], one.end or 0) - max(span[0], one.start or 0), one.kind)
        for one in coded.mentions
        if one.kind in ACTOR_KINDS
    ]
    best = max(shared, default=(0, MentionKind.GROUP))
    return best[1] if 2 * best[0] > span[1] - span[0] else MentionKind.GROUP


def tally(case: Case, said: Said) -> Tally:
    """Count one document."""
    counts: dict[tuple[str, ...], float] = {}

    def add(*key: str) -> None:
        counts[key] = counts.get(key, 0) + 1

    for span, one in zip(case.spans, said, strict=True):
        right = one.entity == span.gold
        add("spans")
        add("note", span.note, "gold")
        add("linked", "gold" if span.gold else "null")
        if one.entity:
            add("linked", "predicted")
        if right:
            add("right")
            add("note", span.note, "right")
            add("linked", "right" if span.gold else "null right")
    return counts


def figures(counts: Tally) -> Figures:
    """Return the share of spans whose entity is right, 0..1."""
    return Figures({"accuracy": share(counts.get(("right",), 0), counts.get(("spans",), 0))})


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return what is right by the kind of span, and how often a link is right."""
    notes = sorted({key[1] for key in counts if key[0] == "note"})
    rows = tuple(
        (note, counts.get(("note", note, "right"), 0), counts.get(("note", note, "gold"), 0))
        for note in notes
    )
    keys = ("right", "predicted", "gold", "null right", "null")
    linked = tuple(counts.get(("linked", key), 0) for key in keys)
    columns = ("right links", "links", "gold links", "right abstentions", "gold abstentions")
    return (
        Table("Right by kind of span", ("kind", "right", "gold"), rows),
        Table("Links and abstentions", columns, (linked,)),
    )


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return what was said of one document."""
    return {
        "id": case.id,
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "gold": span.gold,
                "entity": one.entity,
                "rule": one.rule,
            }
            for span, one in zip(case.spans, said, strict=True)
        ],
    }


def alias_only(cases: Sequence[Case]) -> list[Said]:
    """Look every span up as it is written."""
    return [tuple(Linked(by_alias(case.words(span))) for span in case.spans) for case in cases]


def nobody(cases: Sequence[Case]) -> list[Said]:
    """Link nothing."""
    return [tuple(Linked(None) for _ in case.spans) for case in cases]


ACTORS: Task[Case, Said] = Task(
    name="actors",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda case: tuple(Linked(None) for _ in case.spans),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("alias alone", "", alias_only),
        Baseline("nobody", "nobody_", nobody),
    ),
)
