"""What the lexicon coder makes of the same text: a second opinion, weighed on tune."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import field

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.lexicon import Lexicon
from watchfloor.model import CasualtyKind, Coded, CodedEvent, Document
from watchfloor.model.frozen import dataclass

_ROLES = ("actor", "recipient", "attributed_to", "place", "date", "instrument")
_HARMS = {
    "dead": CasualtyKind.DEAD,
    "injured": CasualtyKind.INJURED,
    "arrested": CasualtyKind.ARRESTED,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One event of the lexicon in words of the document, with the spans that fill its roles."""

    span: Span
    type: str
    fillers: dict[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Advice:
    """All its events, in order; nothing where the lexicon was not asked."""

    opinions: tuple[Opinion, ...] = field(default=())

    def on(self, span: Span) -> Opinion | None:
        """Return the opinion on an anchor, or None; by bisection, as the anchors are in order."""
        place = bisect(self.opinions, span[0], key=lambda one: one.span[1])
        found = self.opinions[place] if place < len(self.opinions) else None
        return found if found is not None and found.span[0] < span[1] else None


def advice(document: Document, encoded: Encoded) -> Advice:
    """Ask the lexicon."""
    coded = Lexicon().second(document, [one.look for one in encoded.passages])
    found = (_opinion(coded, event, encoded) for event in coded.events)
    return Advice(tuple(one for one in found if one.span[0] < one.span[1]))


def _opinion(coded: Coded, event: CodedEvent, encoded: Encoded) -> Opinion:
    found: dict[str, tuple[Span, ...]] = {}
    for role in _ROLES:
        mentions = [coded.mentions[one.mention] for one in getattr(event, role)]
        found[role] = _spans(encoded, [(one.start, one.end) for one in mentions])
    for role, kind in _HARMS.items():
        counts = [one for one in event.casualties if one.kind is kind]
        found[role] = _spans(encoded, [(one.start, one.end) for one in counts])
    if event.count is not None:
        found["count"] = _spans(encoded, [(event.count.start, event.count.end)])
    (span,) = _spans(encoded, [(event.anchor.start, event.anchor.end)]) or ((0, 0),)
    return Opinion(span, event.type, found)


def _spans(
    encoded: Encoded, characters: Sequence[tuple[int | None, int | None]]
) -> tuple[Span, ...]:
    made = [
        encoded.span(start, end)
        for start, end in characters
        if start is not None and end is not None
    ]
    return tuple(span for span in made if span[0] < span[1])
