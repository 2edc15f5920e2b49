"""Which words of a document stand under which label, and which label wins where several meet."""

from collections.abc import Iterable, Iterator

from watchfloor.model import Cited, Claim, Document, Event, Figure, Relation

Span = tuple[int, int, str]

LABELS = (
    "anchor",
    "casualties",
    "actor",
    "recipient",
    "instrument",
    "date",
    "place",
    "count",
    "reporter",
    "speaker",
    "figure",
    "relation",
    "claim",
    "boilerplate",
)
"""Every label, strongest first: where spans overlap, the first of these gives the colour."""


def document_spans(document: Document) -> Iterator[Span]:
    """Yield what is page furniture."""
    for part in document.boilerplate:
        yield part.start, part.end, "boilerplate"


def event_spans(event: Event) -> Iterator[Span]:
    """Yield the evidence of one event."""
    yield from _cited("anchor", (event.anchor,))
    yield from _cited("casualties", event.casualties)
    yield from _cited("actor", event.actor)
    yield from _cited("recipient", event.recipient)
    yield from _cited("instrument", event.instrument)
    yield from _cited("reporter", event.attributed_to)
    yield from _cited("date", (event.date,))
    yield from _cited("place", (event.event_loc,))
    yield from _cited("count", (event.count,))


def claim_spans(claim: Claim) -> Iterator[Span]:
    """Yield speakers, words and condition of one claim."""
    yield from _cited("claim", (claim.content, claim.condition))
    yield from _cited("speaker", (claim.speaker, *claim.via))


def figure_spans(figure: Figure) -> Iterator[Span]:
    """Yield the evidence of one figure."""
    yield from _cited("figure", (figure.evidence,))


def relation_spans(relation: Relation) -> Iterator[Span]:
    """Yield the evidence of one relation."""
    yield from _cited("relation", (relation.evidence,))


def strongest(labels: Iterable[str]) -> str | None:
    """Return the label that gives the colour, or None if there is none."""
    return min(labels, key=LABELS.index, default=None)


def _cited(label: str, values: Iterable[Cited | None]) -> Iterator[Span]:
    for value in values:
        if value is not None and value.start is not None and value.end is not None:
            yield value.start, value.end, label
