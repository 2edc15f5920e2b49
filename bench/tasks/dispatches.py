"""Annotated dispatches: every layer on the same texts. `dispatches_figures` defines each figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bench.baselines.words import find_words, table
from bench.product import Product, Text, read_text
from bench.rows import read_jsonl
from bench.score.classify import confusion
from bench.score.match import greedy, overlap, shared_fillers, token_f1
from bench.score.tally import Tally, add
from bench.task import Baseline, Task
from bench.tasks.dispatches_figures import REAL, figures, tables
from bench.tasks.dispatches_incidents import Place, count_pairs, fused, reports_of
from watchfloor.model import Coded, Count, Event, Report

CONTENT_OVERLAP = 0.5
"""Claims are the same if their contents share at least this much of their words (token F1)."""

Bounds = tuple[float | None, float | None]
Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One event, gold or predicted, in offsets of the file."""

    span: tuple[int, int]
    type: str
    status: str
    score: float = 1.0
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    date: Days | None = None
    dead: Bounds | None = None
    incident: str | None = None
    """The `inc` of a gold event; the chain of one that was said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one text, gold or predicted; claims are (kind, content)."""

    events: tuple[Found, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    reports: tuple[Report, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One dispatch with its annotation."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    gold: Reading


def load(path: Path) -> tuple[Case, ...]:
    """Read the JSONL that `validate.py` of the corpus writes."""
    return tuple(_case(row) for row in read_jsonl(path))


def _case(row: Mapping[str, Any]) -> Case:
    fields = ("id", "text", "title", "source", "published")
    events = tuple(_gold_event(event) for event in row["events"])
    claims = tuple((claim["kind"], claim["content"]["text"]) for claim in row.get("claims", ()))
    return Case(row["id"], {name: row.get(name) for name in fields}, Reading(events, claims))


def _gold_event(event: Mapping[str, Any]) -> Found:
    date, dead = event.get("date"), event.get("dead")
    return Found(
        span=(event["anchor"]["start"], event["anchor"]["end"]),
        type=event["type"],
        status=event["status"],
        actor=tuple(filler["text"] for filler in event.get("actor", ())),
        recipient=tuple(filler["text"] for filler in event.get("recipient", ())),
        place=tuple(filler["text"] for filler in event.get("place", ())),
        date=(date["from"], date["to"]) if date else None,
        dead=(dead["low"], dead["high"]) if dead else None,
        incident=event.get("inc"),
    )


def predict(product: Product, case: Case) -> Reading:
    """Code the dispatch as ingest would, with its own source and date."""
    text = read_text(product, case.row)
    coded, events = product.code(text.document)
    places = [
        tuple(coded.mentions[role.mention].text or "" for role in event.place)
        for event in coded.events
    ]
    found = tuple(map(partial(_said_event, text), events, places))
    return Reading(found, _claims(coded), reports_of(text.document, coded, events))


def _said_event(text: Text, event: Event, place: tuple[str, ...]) -> Found:
    """Return one event; its places are the words, whether or not they mean a known place."""
    anchor = (event.anchor.start or 0, event.anchor.end or 0)
    date = event.date
    return Found(
        span=text.offsets.to_file(anchor),
        type=event.type,
        status=event.status.value,
        score=event.score,
        actor=tuple(filler.text or "" for filler in event.actor),
        recipient=tuple(filler.text or "" for filler in event.recipient),
        place=place,
        # an inferred date claims nothing about the words of the text
        date=(_iso(date.from_), _iso(date.to)) if date and date.text else None,
        dead=_bounds(event.dead),
        incident=event.chain,
    )


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _bounds(count: Count | None) -> Bounds | None:
    return (count.low, count.high) if count else None


def _claims(coded: Coded) -> tuple[tuple[str, str], ...]:
    return tuple((claim.kind.value, claim.content.text or "") for claim in coded.claims)


def _rank(gold: Found, said: Found) -> tuple[float, ...] | None:
    """Let anchors that overlap pair: same type first, then the same span, then the surer one."""
    if not overlap(gold.span, said.span):
        return None
    return (gold.type == said.type, gold.span == said.span, said.score)


def tally(case: Case, said: Reading) -> Tally:
    """Count one dispatch."""
    gold = case.gold
    pairs = [(gold.events[x], said.events[y]) for x, y in greedy(gold.events, said.events, _rank)]
    typed = [(true, found) for true, found in pairs if true.type == found.type]
    counts: dict[tuple[str, ...], float] = {
        ("events", "gold"): len(gold.events),
        ("events", "predicted"): len(said.events),
        ("events", "matched"): len(pairs),
        ("events", "typed"): len(typed),
        ("unreal", "gold"): sum(one.status not in REAL for one in gold.events),
        ("claims", "gold"): len(gold.claims),
        ("claims", "predicted"): len(said.claims),
    }
    counts["claims", "right"], counts["claims", "kind"] = _count_claims(gold, said)
    return add(
        (
            counts,
            confusion((true.status, found.status) for true, found in pairs),
            _count_types(gold, said, typed),
            _count_slots(typed),
        )
    )


def whole(cases: Sequence[Case], said: Sequence[Reading]) -> Tally:
    """Count the pairs of events of the file that are one incident."""
    incident_of = fused(report for reading in said for report in reading.reports)
    gold: dict[Place, str] = {}
    found: dict[Place, str] = {}
    paired: dict[Place, Place] = {}
    for number, (case, reading) in enumerate(zip(cases, said, strict=True)):
        pairs = greedy(case.gold.events, reading.events, _rank)
        paired |= {(number, y): (number, x) for x, y in pairs}
        for place, one in enumerate(case.gold.events):
            if one.incident is not None:
                gold[number, place] = one.incident
        for place, one in enumerate(reading.events):
            if one.incident is not None:
                found[number, place] = incident_of.get(one.incident, one.incident)
    return count_pairs(gold, found, paired)


def _count_types(gold: Reading, said: Reading, typed: Sequence[tuple[Found, Found]]) -> Tally:
    return add(
        (
            add({("type", one.type, "gold"): 1} for one in gold.events),
            add({("type", one.type, "predicted"): 1} for one in said.events),
            add({("type", true.type, "right"): 1} for true, _ in typed),
        )
    )


def _count_slots(typed: Sequence[tuple[Found, Found]]) -> Tally:
    """Count roles, dates and deaths on events matched by anchor and type."""
    counts: dict[tuple[str, ...], float] = {}
    for role in ("actor", "recipient", "place"):
        fillers = [(getattr(true, role), getattr(found, role)) for true, found in typed]
        counts[role, "gold"] = sum(len(true) for true, _ in fillers)
        counts[role, "predicted"] = sum(len(found) for _, found in fillers)
        counts[role, "right"] = sum(shared_fillers(true, found) for true, found in fillers)
    for slot in ("date", "dead"):
        values = [(getattr(true, slot), getattr(found, slot)) for true, found in typed]
        counts[slot, "gold"] = sum(true is not None for true, _ in values)
        counts[slot, "predicted"] = sum(found is not None for _, found in values)
        counts[slot, "right"] = sum(true is not None and true == found for true, found in values)
    return counts


def _count_claims(gold: Reading, said: Reading) -> tuple[int, int]:
    """Return how many claims pair by content, and how many of these are of the same kind."""

    def rank(one: tuple[str, str], other: tuple[str, str]) -> tuple[float, ...] | None:
        alike = token_f1(one[1], other[1])
        return (alike, one[0] == other[0]) if alike >= CONTENT_OVERLAP else None

    pairs = greedy(gold.claims, said.claims, rank)
    return len(pairs), sum(gold.claims[x][0] == said.claims[y][0] for x, y in pairs)


def record(case: Case, said: Reading) -> dict[str, Any]:
    """Return what was read in one dispatch."""
    events = [
        {
            "start": one.span[0],
            "end": one.span[1],
            "type": one.type,
            "status": one.status,
            "score": one.score,
            "actor": one.actor,
            "recipient": one.recipient,
            "place": one.place,
            "date": one.date,
            "dead": one.dead,
        }
        for one in said.events
    ]
    claims = [{"kind": kind, "content": content} for kind, content in said.claims]
    return {"id": case.id, "events": events, "claims": claims}


def word_dictionary(cases: Sequence[Case]) -> list[Reading]:
    """Call every word an anchor that mostly is one in the training part; everything is actual.

    Events of one type in one text are one incident.
    """
    words = table()
    return [
        Reading(
            tuple(
                Found(span=span, type=kind, status="actual", incident=f"{case.id} {kind}")
                for span, kind in find_words(case.row["text"] or "", words)
            )
        )
        for case in cases
    ]


DISPATCHES: Task[Case, Reading] = Task(
    name="dispatches",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: Reading(),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("word dictionary", "", word_dictionary),),
    whole=whole,
)
