"""How two names of one sentence stand to each other, where the text says so.

Patterns over the encoder's names say it, not the encoder's own head of relations: on the 158
sentences of bench/cases/relations.jsonl the head reaches F1 .24, the patterns more than .9. A few
hundred annotated relations teach words better to a person who writes patterns than to a head.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.relations_names import settled
from watchfloor.coding.relations import ties
from watchfloor.coding.relations_marks import Name

_KINDS = frozenset({"PER", "ORG", "NORP", "LOC", "FAC"})
_NO_NAMES = frozenset(
    {"the", "prime", "foreign", "deputy", "a", "an", "mr", "mrs", "ms", "dr", "gen", "u", "st"}
)
"""Words that the head of names now and then takes for a whole name."""

MOST = 300
"""Relations of one document, at most."""

_SCORE = 0.8
"""About the share of right ones in dispatches, ../shared/data/dispatches."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation between two names, in words; `evidence` reaches from the first to the last."""

    subject: Span
    predicate: str
    object: Span
    evidence: Span
    score: float
    since: str | None = None
    until: str | None = None
    role: str | None = None
    ended: bool = False


def relations(encoded: Encoded, text: str, names: Sequence[Found]) -> list[Stated]:
    """Return the stated relations of a document in the order of the text."""
    sentences: dict[int, list[Name]] = {}
    for name in settled(encoded, names):
        start, end = encoded.characters(name.span)
        said = text[start:end]
        if name.kind in _KINDS and not said[0].islower() and said.lower() not in _NO_NAMES:
            number = int(encoded.sentence[name.start])
            sentences.setdefault(number, []).append(Name(start, end, name.kind))
    made: list[Stated] = []
    for number, found in sentences.items():
        for tie in ties(encoded.passages[number].sentence, found):
            subject, object_ = encoded.span(*tie.subject), encoded.span(*tie.object)
            if subject[0] < subject[1] and object_[0] < object_[1] and subject != object_:
                evidence = min(subject[0], object_[0]), max(subject[1], object_[1])
                made.append(
                    Stated(
                        subject=subject,
                        predicate=tie.predicate,
                        object=object_,
                        evidence=evidence,
                        score=_SCORE,
                        since=tie.since,
                        until=tie.until,
                        role=tie.role,
                        ended=tie.ended,
                    )
                )
    return sorted(made, key=lambda one: (one.evidence, one.subject))[:MOST]
