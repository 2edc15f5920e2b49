"""WikiEvents and RAMS: triggers and arguments, end to end. `events_figures` counts and names.

Types and roles of the sets meet PLOVER's by `bench/maps/events_*.csv`. RAMS marks one trigger in a
window of five sentences and nothing else, so there only predictions at that trigger are judged;
WikiEvents marks all, so there every prediction is.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bench import maps
from bench.baselines.triggers import Learned, same_lemma
from bench.product import Product, Text, read_text
from bench.rows import read_jsonl
from bench.score.heads import Marked, phrase, trigger
from bench.task import Baseline, Task
from bench.tasks.events_figures import (
    Argument,
    Case,
    Said,
    Trigger,
    figures,
    tables,
    tally,
)
from watchfloor.errors import InputError
from watchfloor.model import CodedEvent, Mention, Role

ROLES = ("actor", "recipient", "instrument", "place")

SURE = 0.5
"""A probe names every filler it considers; from this score on it is an answer."""

WIKIEVENTS, RAMS = "wikievents", "rams"


def load(path: Path) -> tuple[Case, ...]:
    """Read either set; they are told apart by `entities`, which only WikiEvents has.

    Raises:
        InputError: a span is not inside its text.
    """
    return tuple(_case(path, row) for row in read_jsonl(path))


def _case(path: Path, row: Mapping[str, Any]) -> Case:
    name = WIKIEVENTS if "entities" in row else RAMS
    text, gold, left_out = row["text"], dict[tuple[int, int, str], Trigger](), list[Marked]()
    for event in row["events"]:
        marked = trigger(text, _span(path, row, event["trigger"]))
        kind = plover_type(name, event["type"])
        if kind is None:
            left_out.append(marked)
            continue
        found = tuple(
            Argument(phrase(text, _span(path, row, one)), roles)
            for one in event.get("args", ())
            if (roles := plover_roles(kind, one["role"]))
        )
        # Several events of one word and type are one to a coder that knows no finer types.
        key = (*marked.span, kind)
        known = gold[key].arguments if key in gold else ()
        arguments = tuple(dict.fromkeys((*known, *found)))
        gold[key] = Trigger(marked, kind, event["type"].lower(), arguments=arguments)
    return Case(
        id=row["id"],
        text=text,
        gold=tuple(gold.values()),
        left_out=tuple(left_out),
        types=plover_types(name),
        sparse=name == RAMS,
    )


def _span(path: Path, row: Mapping[str, Any], words: Mapping[str, Any]) -> tuple[int, int]:
    start, end = words["start"], words["end"]
    if not 0 <= start < end <= len(row["text"]):
        message = f"{path}: {row['id']}: span {start}..{end} is not inside the text"
        raise InputError(message)
    return start, end


@cache
def plover_type(name: str, kind: str) -> str | None:
    """Return the PLOVER type of a set's type, by the row with the longest fitting beginning."""
    parts = kind.lower().split(".")
    fitting = [
        row
        for row in maps.rows("events_types")
        if row["set"] == name and row["type"].split(".") == parts[: row["type"].count(".") + 1]
    ]
    best = max(fitting, key=lambda row: len(row["type"]), default=None)
    return (best["plover"] or None) if best else None


@cache
def plover_types(name: str) -> frozenset[str]:
    """Return the PLOVER types that some type of the set means."""
    return frozenset(
        row["plover"] for row in maps.rows("events_types") if row["set"] == name and row["plover"]
    )


@cache
def plover_roles(kind: str, role: str) -> frozenset[str]:
    """Return the PLOVER roles that a set's role may be; none if the map leaves it out."""
    for row in maps.rows("events_roles"):
        if row["plover"] in ("", kind) and row["role"] == role.lower():
            return frozenset(row["roles"].split("|"))
    return frozenset()


def predict(product: Product, case: Case) -> Said:
    """Code the text, and probe the gold triggers for their arguments."""
    text = read_text(product, {"id": case.id, "text": case.text})
    coded, _ = product.code(text.document)
    events = tuple(_said(text, event, coded.mentions) for event in coded.events)
    spans = [text.span(*one.marked.span) for one in case.gold]
    given = tuple(
        _arguments(text, probe.roles, probe.mentions, SURE)
        for probe in (product.probe(text.document, spans) if spans else ())
    )
    return Said(events, given)


def _said(text: Text, event: CodedEvent, mentions: Sequence[Mention]) -> Trigger:
    span = text.offsets.to_file((event.anchor.start or 0, event.anchor.end or 0))
    marked = trigger(text.file_text, span)
    roles = {name: getattr(event, name) for name in ROLES}
    arguments = _arguments(text, roles, mentions)
    return Trigger(marked, event.type, "", event.score, arguments)


def _arguments(
    text: Text,
    roles: Mapping[str, Iterable[Role]],
    mentions: Sequence[Mention],
    least: float = 0.0,
) -> tuple[Argument, ...]:
    found = []
    for name in ROLES:
        for role in roles.get(name, ()):
            if role.score >= least:
                mention = mentions[role.mention]
                span = text.offsets.to_file((mention.start or 0, mention.end or 0))
                head = text.offsets.to_file(mention.head)
                found.append(Argument(Marked(span, head), frozenset({name}), role.score))
    return tuple(found)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the coded triggers and arguments, and the arguments at the gold triggers."""
    return {
        "id": case.id,
        "events": [
            {"trigger": one.marked.span, "type": one.type, "args": _rows(one.arguments)}
            for one in said.events
        ],
        "given": [
            {"trigger": gold.marked.span, "args": _rows(found)}
            for gold, found in zip(case.gold, said.given, strict=True)
        ],
    }


def _rows(arguments: Sequence[Argument]) -> list[dict[str, Any]]:
    return [
        {"role": role, "span": one.marked.span} for one in arguments for role in sorted(one.roles)
    ]


def nothing(case: Case) -> Said:
    """Return what is said of a refused text."""
    return Said((), ((),) * len(case.gold))


def dictionary(cases: Sequence[Case]) -> list[Said]:
    """Find words that are triggers elsewhere in the file; it knows no arguments."""
    learned = [
        Learned(case.text, tuple((one.marked.head, one.type) for one in case.gold))
        for case in cases
    ]
    return [
        Said(
            tuple(Trigger(Marked(span, span), kind) for span, kind in found),
            ((),) * len(case.gold),
        )
        for case, found in zip(cases, same_lemma(learned), strict=True)
    ]


EVENTS: Task[Case, Said] = Task(
    name="events",
    unit="texts",
    load=load,
    predict=predict,
    nothing=nothing,
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("same lemma, 5-fold on this file", "", dictionary),),
)
