"""How two names of one sentence stand to each other, where the text says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import RELATIONS
from watchfloor.coding.words import words

_KINDS = frozenset({"PER", "ORG", "NORP", "LOC"})
_MOST_NAMES = 12
"""Names of one sentence that are paired; a list of more is no statement about each two of them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation between two names; `evidence` reaches from the first of them to the last."""

    subject: Span
    predicate: str
    object: Span
    evidence: Span
    score: float


def relations(
    encoded: Encoded, heads: Heads, names: Sequence[Found], fitted: Mapping[str, Any]
) -> list[Stated]:
    """Return the stated relations of a document in the order of the text."""
    pairs: list[tuple[Span, Span]] = []
    sentences: dict[int, list[Span]] = {}
    for name in names:
        given = {word.lower() for word in encoded.texts[name.start : name.end]}
        if name.kind in _KINDS and not given <= words("names.titles"):
            sentences.setdefault(int(encoded.sentence[name.start]), []).append(name.span)
    for found in sentences.values():
        if 1 < len(found) <= _MOST_NAMES:
            pairs += [(one, other) for one in found for other in found if one != other]
    if not pairs:
        return []
    made = []
    for (one, other), row in zip(pairs, heads.relations(pairs), strict=True):
        best = int(np.argmax(row))
        if best and row[best] >= fitted["relation"]:
            made.append(
                Stated(
                    subject=one,
                    predicate=RELATIONS[best],
                    object=other,
                    evidence=(min(one[0], other[0]), max(one[1], other[1])),
                    score=float(row[best]),
                )
            )
    return sorted(made, key=lambda one: (one.evidence, one.subject))
