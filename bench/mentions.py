"""Given mentions -> reports, by the product's own probe, resolver, join and words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bench.product import Product
from watchfloor import resolve
from watchfloor.fuse.reports import Setting, reports
from watchfloor.model import (
    ROLE_NAMES,
    Coded,
    CodedEvent,
    Document,
    Mention,
    Probe,
    Report,
    Role,
    Scored,
    Status,
    event_id,
    join_events,
)
from watchfloor.vocab import plover

MODE = 0.5
"""Probability from which a mode of a probe counts."""


def reports_of(
    product: Product, document: Document, spans: Sequence[tuple[int, int]]
) -> list[Report]:
    """Return one report a span, in their order; equal spans have the same report."""
    return of_probes(document, product.probe(document, spans))


def of_probes(document: Document, probes: Sequence[Probe]) -> list[Report]:
    """Return one report a probe: each a chain of its own."""
    distinct = {(probe.start, probe.end): probe for probe in probes}
    coded = coding(document, distinct.values())
    events = join_events(document, coded, resolve.resolve(document, coded))
    ids = {
        span: event_id(document.id, *span, event.type)
        for span, event in zip(distinct, coded.events, strict=True)
    }
    vectors = {ids[span]: probe.vector for span, probe in distinct.items() if probe.vector}
    made = reports(document, events, Setting(vectors=vectors))
    by_chain = {report.chain: report for report in made}
    return [by_chain[ids[probe.start, probe.end]] for probe in probes]


def coding(document: Document, probes: Iterable[Probe]) -> Coded:
    """Return the coding that says of each span what its probe holds most likely."""
    mentions: list[Mention] = []
    place: dict[tuple[object, ...], int] = {}
    events: list[CodedEvent] = []
    for probe in probes:
        numbers = [_number(mention, mentions, place) for mention in probe.mentions]
        role = {name: _moved(probe.roles.get(name, ()), numbers) for name in ROLE_NAMES}
        kind = _likeliest(probe.type) or next(iter(plover.types()))
        modes = plover.modes(kind)
        events.append(
            CodedEvent(
                anchor=Scored.cut(document.text, probe.start, probe.end, score=1.0),
                type=kind,
                mode=tuple(m for m, p in sorted(probe.mode.items()) if p >= MODE and m in modes),
                status=Status(_likeliest(probe.status) or Status.ACTUAL),
                score=1.0,
                chain=len(events),
                actor=role["actor"],
                recipient=role["recipient"],
                instrument=role["instrument"],
                attributed_to=role["attributed_to"],
                date=role["date"],
                place=role["place"],
            )
        )
    return Coded(
        document_id=document.id, coder="probe", mentions=tuple(mentions), events=tuple(events)
    )


def _number(mention: Mention, mentions: list[Mention], place: dict[tuple[object, ...], int]) -> int:
    """Return the number of a mention in the joint list: probes of one text repeat each other's."""
    own = (mention.start, mention.end, mention.kind)
    if own not in place:
        place[own] = len(mentions)
        mentions.append(replace(mention, cluster=None))
    return place[own]


def _moved(roles: Sequence[Role], numbers: Sequence[int]) -> tuple[Role, ...]:
    return tuple(Role(numbers[role.mention], role.score) for role in roles)


def _likeliest(weights: Mapping[str, float]) -> str | None:
    """Return the name of most weight, of equal ones the first by spelling."""
    return min(weights, key=lambda name: (-weights[name], name), default=None)
