"""Whom a passive befalls: "the envoy was warned" names who was warned, and no actor.

In the training dispatches 176 parties stand right before such verbs as recipients and two as
actors, of the types whose passive has a recipient.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Fillers
from watchfloor.coding.words import is_participle

_TYPES = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "REJECT"})
_BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
_HELPERS = frozenset(
    {
        *("has", "have", "had", "will", "would", "could", "may", "might", "must", "can", "should"),
        *("also", "not", "later", "then", "all", "both", "already", "never", "first", "again"),
    }
)
_LONGEST = 5
"""Words between a party and the participle, at most: may not already have been."""


def with_subjects(fillers: Fillers, kind: str, anchor: Span, encoded: Encoded) -> Fillers:
    """Return the fillers of an act with the subject of its passive as recipient, not as actor."""
    actors = fillers.get("actor", ())
    befell = tuple(one for one in actors if _is_subject(one.span, anchor, encoded))
    if kind not in _TYPES or not befell:
        return fillers
    kept = tuple(one for one in actors if one not in befell)
    known = fillers.get("recipient", ())
    more = tuple(
        one
        for one in befell
        if all(one.span[1] <= o.span[0] or o.span[1] <= one.span[0] for o in known)
    )
    return {**fillers, "actor": kept, "recipient": (*known, *more)}


def _is_subject(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a party stands right before a passive that the act is the verb of."""
    between = [word.lower() for word in encoded.texts[span[1] : anchor[0]]]
    if not 0 < len(between) <= _LONGEST or span[1] > anchor[0]:
        return False
    return is_participle(encoded.texts[anchor[0]].lower()) and _passive(between)


def _passive(between: Sequence[str]) -> bool:
    adverbs = [word for word in between if word not in _BE | _HELPERS]
    return not _BE.isdisjoint(between) and all(word.endswith("ly") for word in adverbs)
