"""How two names of one sentence stand to each other, where the text says so.

Patterns over the encoder's names say it, not the encoder's own head of relations: on the 158
sentences of bench/cases/relations.jsonl the head reaches F1 .24, the patterns more than .9. A few
hundred annotated relations teach words better to a person who writes patterns than to a head.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.relations_names import settled
from watchfloor.coding.encoder.relations_pronouns import stand_ins
from watchfloor.coding.relations import ties
from watchfloor.coding.relations_marks import Name
from watchfloor.model.frozen import dataclass

_KINDS = frozenset({"PER", "ORG", "NORP", "LOC", "FAC"})
_NO_NAMES = frozenset(
    {"the", "prime", "foreign", "deputy", "a", "an", "mr", "mrs", "ms", "dr", "gen", "u", "st"}
)
"""Words that the head of names now and then takes for a whole name."""

MOST = 300
"""Relations of one document, at most."""

SCORE = 0.8
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


def relations(
    encoded: Encoded, text: str, names: Sequence[Found], acts: Sequence[Stated] = ()
) -> list[Stated]:
    """Return the stated relations of a document in the order of the text.

    A side that a pronoun or "the group" stands for is the name that it means; the evidence is the
    words that state the relation. `acts` are relations that its events state: of a pair that a
    pattern names too the one with more words stays.
    """
    sentences: dict[int, list[Name]] = {}
    whole = [one for one in settled(encoded, names) if _is_name(one, encoded, text)]
    standing = list(stand_ins(encoded, whole))
    meant = {encoded.characters(one.span): span for one, span in standing}
    for name in whole:
        start, end = encoded.characters(name.span)
        number = int(encoded.sentence[name.start])
        sentences.setdefault(number, []).append(Name(start, end, name.kind))
    for one, _ in standing:
        start, end = encoded.characters(one.span)
        sentences.setdefault(int(encoded.sentence[one.start]), []).append(
            Name(start, end, one.kind)
        )
    made: list[Stated] = []
    for number, found in sorted(sentences.items()):
        ordered = sorted(found, key=lambda one: one.start)
        for tie in ties(encoded.passages[number].sentence, ordered):
            subject, object_ = encoded.span(*tie.subject), encoded.span(*tie.object)
            if subject[0] >= subject[1] or object_[0] >= object_[1]:
                continue
            sides = meant.get(tie.subject, subject), meant.get(tie.object, object_)
            if encoded.texts[slice(*sides[0])] == encoded.texts[slice(*sides[1])]:
                continue
            made.append(
                Stated(
                    subject=sides[0],
                    predicate=tie.predicate,
                    object=sides[1],
                    evidence=(min(subject[0], object_[0]), max(subject[1], object_[1])),
                    score=SCORE,
                    since=tie.since,
                    until=tie.until,
                    role=tie.role,
                    ended=tie.ended,
                )
            )
    for act in acts:
        if not any(_says_as_much(one, act) for one in made):
            less = [one for one in made if _says_as_much(act, one)]
            made = [one for one in made if one not in less] + [_with_times(act, less)]
    return sorted(made, key=lambda one: (one.evidence, one.subject))[:MOST]


def _with_times(act: Stated, others: Sequence[Stated]) -> Stated:
    """Return what an act states with the times that patterns read beside it."""
    for one in others:
        if one.since or one.until or one.ended:
            return replace(act, since=one.since, until=one.until, ended=one.ended)
    return act


def _says_as_much(one: Stated, other: Stated) -> bool:
    """Say whether one relation has the sides of another, with as many words or more."""
    ahead = _holds(one.subject, other.subject) and _holds(one.object, other.object)
    back = _holds(one.subject, other.object) and _holds(one.object, other.subject)
    return one.predicate == other.predicate and (ahead or back)


def _holds(one: Span, other: Span) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def _is_name(name: Found, encoded: Encoded, text: str) -> bool:
    said = text[slice(*encoded.characters(name.span))]
    return name.kind in _KINDS and not said[0].islower() and said.lower() not in _NO_NAMES
