"""A coded document as a value: what `watchfloor.code` and `Record.show` return."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from watchfloor.errors import InputError
from watchfloor.model import (
    Claim,
    Document,
    Event,
    Figure,
    Relation,
    Resolution,
    encode,
    join_claims,
    join_figures,
    join_relations,
)
from watchfloor.model.frozen import dataclass
from watchfloor.present import html
from watchfloor.present.phrases import (
    bounds_words,
    date_words,
    fillers_words,
    place_words,
    plural,
    published_words,
    short,
    status_words,
    type_words,
)
from watchfloor.present.spans import (
    Span,
    claim_spans,
    document_spans,
    event_spans,
    figure_spans,
    relation_spans,
)

if TYPE_CHECKING:
    from watchfloor.store.history import Provenance
    from watchfloor.store.withdrawn import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A document and everything that was read in it; a notebook shows its text marked.

    `alone`: one row was asked for, and the others of the document are left out. `provenance` says
    how each field of a stored document was found, and which inputs it came from. `reasons` leads
    from spans of actors, dates and places to the rule and the runners-up of what they were
    resolved to. `withdrawn` says who took the text out of the count, when and why.
    """

    document: Document
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    alone: bool = False
    provenance: "Provenance | None" = None
    reasons: Mapping[tuple[int, int], Resolution] = field(default_factory=dict)
    withdrawn: "Withdrawal | None" = None

    def spans(self) -> Iterator[Span]:
        """Yield (start, end, label) of every piece of evidence, and of the page furniture."""
        yield from document_spans(self.document)
        yield from chain.from_iterable(map(event_spans, self.events))
        yield from chain.from_iterable(map(claim_spans, self.claims))
        yield from chain.from_iterable(map(figure_spans, self.figures))
        yield from chain.from_iterable(map(relation_spans, self.relations))

    def anchors(self) -> dict[int, list[int]]:
        """Return the numbers (from 1) of the events whose anchors end at an offset."""
        found: dict[int, list[int]] = {}
        for number, event in enumerate(self.events, start=1):
            found.setdefault(event.anchor.end or 0, []).append(number)
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the document and its rows as plain JSON data in the contract's shapes."""
        return {
            "document": encode(self.document),
            "events": encode(self.events),
            "claims": encode(self.claims),
            "figures": encode(self.figures),
            "relations": encode(self.relations),
            "provenance": encode(self.provenance) if self.provenance else None,
            "reasons": [
                {
                    **{"start": start, "end": end, "text": self.document.text[start:end]},
                    **{"rule": one.rule, "score": round(one.score, 3)},
                    "runners_up": encode(one.runners_up),
                }
                for (start, end), one in sorted(self.reasons.items())
            ],
            **({"withdrawn": encode(self.withdrawn)} if self.withdrawn else {}),
        }

    def summary(self) -> str:
        """Return "3 events, 1 claim, no figures, no relations"."""
        counts = (
            ("event", self.events),
            ("claim", self.claims),
            ("figure", self.figures),
            ("relation", self.relations),
        )
        return ", ".join(plural(len(rows), noun) for noun, rows in counts)

    def __repr__(self) -> str:
        title = self.document.title or self.document.text[:40]
        return f"<Coding {short(self.document.id)} {title!r:.60}: {self.summary()}>"

    def _repr_html_(self) -> str:
        document = self.document
        facts = (document.source, published_words(document.published), self.summary())
        return html.block(
            html.heading(document.title or "Untitled", " · ".join(fact for fact in facts if fact)),
            html.marked(document.text, self.spans(), self.anchors()),
            html.legend(label for _, _, label in self.spans()),
            self._events_table() if self.events else "",
        )

    def _events_table(self) -> str:
        more = f"{SHOWN} of {len(self.events):,} events" if len(self.events) > SHOWN else ""
        return html.table(EVENT_COLUMNS, map(event_cells, self.events[:SHOWN]), more)


SHOWN = 100
"""Events of one text in a notebook; `events` has them all."""

EVENT_COLUMNS = ("id", "date", "status", "type", "words", "actor", "recipient", "place", "dead")


def event_cells(event: Event) -> tuple[str, ...]:
    """Return the cells of an event under `EVENT_COLUMNS`, as plain words."""
    return (
        short(event.id),
        date_words(event.date),
        status_words(event.status),
        type_words(event),
        event.anchor.text or "",
        fillers_words(event.actor),
        fillers_words(event.recipient),
        place_words(event.event_loc),
        bounds_words(event.dead),
    )


def code_text(text: str, *, published: date | str | None, source: str | None, coder: str) -> Coding:
    """Code one text; see `watchfloor.code`."""
    from watchfloor import pipeline
    from watchfloor.pipeline_actors import coding_reasons

    if not isinstance(text, str):
        message = f"code() wants the text itself as a str, not {type(text).__name__}"
        raise InputError(message)
    day = _day(published)
    document = pipeline.dated(pipeline.document_of(text, published=day, source=source))
    coded, resolved, events = pipeline.code_document(document, pipeline.coder(coder))

    return Coding(
        document=document,
        events=events,
        claims=join_claims(document, coded, resolved),
        figures=join_figures(document, coded, resolved),
        relations=join_relations(document, coded, resolved),
        reasons=coding_reasons(coded, resolved),
    )


def _day(published: date | str | None) -> date | None:
    if not isinstance(published, str):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        message = f"published wants a day as YYYY-MM-DD, not {published!r}"
        raise InputError(message) from error
