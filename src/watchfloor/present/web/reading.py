"""A document as the reader shows it: its text cut into pieces, and what rests on each of them.

Spans overlap, repeat and contain each other, and HTML can only nest: so the text is cut wherever a
span begins or ends, and each piece names the spans that it is part of. Every piece is escaped on
its own, then joined; no words of a text can become markup, wherever a span may cut them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from watchfloor.model import Cited, Claim, Event, Figure, Relation
from watchfloor.present.coding_view import Coding
from watchfloor.present.segments import segments
from watchfloor.present.spans import LABELS
from watchfloor.present.terminal import plain
from watchfloor.present.web.words import span_id

BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a coded row.

    Attributes:
        label: what it is, a label of `spans.LABELS`.
        name: the field as the side bar calls it.
        cited: the words it rests on; without offsets if it was inferred.
        meaning: what the words mean, if they do not say it themselves.
        actor: the id of the entity that they mean.
    """

    label: str
    name: str
    cited: Cited
    meaning: str = ""
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the text and all that rests on them: the row's id and the field's name."""

    start: int
    end: int
    labels: tuple[str, ...]
    of: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the anchor that leads to it."""
        return f"s{self.start}-{self.end}"

    @property
    def label(self) -> str:
        """Return the label that gives the colour."""
        return min(self.labels, key=LABELS.index)


def event_values(event: Event) -> Iterator[Value]:
    """Yield the cited fields of an event."""
    from watchfloor.present.phrases import bounds_words, date_words, place_words

    yield Value("anchor", "words", event.anchor)
    for label, name, fillers in (
        ("actor", "actor", event.actor),
        ("recipient", "recipient", event.recipient),
        ("instrument", "instrument", event.instrument),
        ("reporter", "reported by", event.attributed_to),
    ):
        for one in fillers:
            yield Value(label, name, one, one.name or "", one.entity_id)
    if event.date:
        said = f"{date_words(event.date)} ({event.date.rule})"
        yield Value("date", "date", event.date, said)
    if event.event_loc:
        where = event.event_loc
        said = f"{place_words(where)} ({where.precision}, {where.rule})"
        yield Value("place", "place", where, said)
    if event.count:
        yield Value("count", "count", event.count, bounds_words(event.count))
    for harm in event.casualties:
        yield Value("casualties", str(harm.kind), harm, bounds_words(harm))


def claim_values(claim: Claim) -> Iterator[Value]:
    """Yield the cited fields of a claim."""
    if claim.speaker:
        one = claim.speaker
        yield Value("speaker", "speaker", one, one.name or one.role or "", one.entity_id)
    yield Value("claim", "quoted" if claim.quoted else "words", claim.content)
    if claim.cue:
        yield Value("claim", "said by the word", claim.cue)
    if claim.condition:
        yield Value("claim", "condition", claim.condition)


def figure_values(figure: Figure) -> Iterator[Value]:
    """Yield the cited fields of a figure."""
    from watchfloor.present.phrases import bounds_words, date_words, place_words

    total = f" of {figure.of:,}" if figure.of is not None else ""
    value = f"{bounds_words(figure.value)}{total} {figure.unit or ''}".strip()
    yield Value("figure", "value", figure.evidence, value)
    yield Value("figure", "subject", figure.subject)
    if figure.date:
        yield Value("date", "date", figure.date, f"{date_words(figure.date)} ({figure.date.rule})")
    if figure.event_loc:
        yield Value("place", "place", figure.event_loc, place_words(figure.event_loc))


def relation_values(relation: Relation) -> Iterator[Value]:
    """Yield the cited fields of a relation."""
    for name, party in (("subject", relation.subject), ("object", relation.object)):
        yield Value("relation", name, party, party.name or "", party.entity_id)
    yield Value("relation", "words", relation.evidence)


def spans_of(coding: Coding) -> tuple[Span, ...]:
    """Return every span of a coded document once, with all that rests on it, in order."""
    found: dict[tuple[int, int], tuple[dict[str, None], dict[str, None]]] = {}
    for row, values in _rows(coding):
        for value in values:
            if value.cited.start is None or value.cited.end is None:
                continue
            labels, of = found.setdefault((value.cited.start, value.cited.end), ({}, {}))
            labels[value.label] = None
            of[f"{row}:{value.name.replace(' ', '-')}"] = None
    return tuple(
        Span(start, end, tuple(labels), tuple(of))
        for (start, end), (labels, of) in sorted(found.items())
    )


def _rows(coding: Coding) -> Iterator[tuple[str, Iterable[Value]]]:
    for event in coding.events:
        yield event.id, event_values(event)
    for claim in coding.claims:
        yield claim.id, claim_values(claim)
    for figure in coding.figures:
        yield figure.id, figure_values(figure)
    for relation in coding.relations:
        yield relation.id, relation_values(relation)


def marked(text: str, spans: Sequence[Span], furniture: Iterable[tuple[int, int]]) -> Markup:
    """Return a text with its spans as `mark`, its page furniture greyed.

    The pieces joined are the text again, but for control signs. A piece in several spans names
    them all in `data-span`; the first piece of a span bears its id, so that a link without any
    script leads there.
    """
    by_name = {span.id: span for span in spans}
    cuts = [(span.start, span.end, span.id) for span in spans]
    cuts += [(start, end, BOILERPLATE) for start, end in furniture]
    begun: set[str] = set()
    made = []
    for piece in segments(text, cuts):
        inside = _escaped(piece.text)
        own = [by_name[name] for name in piece.labels if name != BOILERPLATE]
        if own:
            inside = _mark(piece.start, own, inside, begun)
        if BOILERPLATE in piece.labels:
            inside = f'<span class="boilerplate">{inside}</span>'
        made.append(inside)
    # Every piece was escaped, and whatever stands in an attribute: what is joined is markup.
    return Markup("".join(made))  # noqa: S704


def _escaped(piece: str) -> str:
    """Return words as markup; what is printable has nothing to drop."""
    return escape(piece if piece.isprintable() else plain(piece), quote=True)


def _mark(start: int, own: Sequence[Span], inside: str, begun: set[str]) -> str:
    """Return a piece as a mark; ids of spans that begin with another stand on empty ones before."""
    strongest = min(own, key=lambda span: (LABELS.index(span.label), span.end - span.start))
    new = [span for span in own if span.id not in begun and max(span.start, 0) == start]
    begun.update(span.id for span in new)
    main = strongest if strongest in new else (new[0] if new else None)
    before = "".join(f'<span id="{span.id}"></span>' for span in new if span is not main)
    labels = sorted({label for span in own for label in span.labels}, key=LABELS.index)
    attributes = {
        "class": f"s s-{strongest.label}",
        **({"id": main.id} if main else {}),
        "data-span": " ".join(span.id for span in own),
        "data-of": " ".join(dict.fromkeys(one for span in own for one in span.of)),
        "title": ", ".join(labels),
    }
    told = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in attributes.items())
    return f"{before}<mark{told}>{inside}</mark>"


def spans_attribute(value: Value) -> str:
    """Return the ids of the spans that a field rests on, for `data-spans`."""
    return span_id(value.cited) or ""
