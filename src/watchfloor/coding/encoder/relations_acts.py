"""Who opposes whom by what is told of both: two bodies that are fighting, the war between two.

Patterns over names read what one sentence says in set words; the roles of its events know sides
that stand further apart or carry more than their name ("Quxland's soldiers"). Only acts that last
state a relation: two that "clashed" once may be allies the day after. On the training part of the
dispatches all six such pairs are marked as opposed, of all pairs of bodies that clashed or fought
six of seventeen.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.relations import SCORE, Stated

_LASTING = frozenset({"feud", "war", "conflict", "rivalry", "hostilities"})
"""Nouns of what lasts by itself."""

_FIGHTING = frozenset({"fighting", "battling", "feuding", "fought", "battled", "feuded"})
_LASTS = {
    "ing": frozenset({"is", "are", "been", "still", "keep", "keeps", "kept"}),
    "ed": frozenset({"have", "has", "had", "long"}),
}
"""Words right before a verb that make it last: are fighting, have fought."""

_BETWEEN = "between"
_ORGANISED = frozenset({"ORG", "LOC", "NORP", "FAC"})
_OVER = frozenset({"end", "ended", "ends", "ending", "peace", "reconciled"})
"""Words of a sentence that tells of an enmity which is over."""

_STAKES = frozenset({"for", "over"})
"""Words before what is fought for, which is no side."""

_NO_BODY = frozenset({"crimes", "crime", "game", "games", "zone", "veteran", "criminal"})
"""Words behind "war" that make it no war between anybody: war crimes."""


def opposed(
    anchors: Sequence[Anchor],
    roles: Sequence[Mapping[str, Sequence[Filler]]],
    names: Sequence[Found],
    encoded: Encoded,
) -> list[Stated]:
    """Return pairs of named sides that acts which last set against each other, once a pair.

    `roles` are the fillers of each anchor, `names` those of the text in order.
    """
    found: dict[tuple[Span, Span], Stated] = {}
    for anchor, held in zip(anchors, roles, strict=True):
        if anchor.status != "actual" or not _lasts((anchor.start, anchor.end), encoded):
            continue
        for pair in _pairs(held, anchor, names, encoded):
            start, end = min(pair[0][0], anchor.start), max(pair[1][1], anchor.end)
            found.setdefault(pair, Stated(pair[0], "opposes", pair[1], (start, end), SCORE))
    return list(found.values())


def _lasts(anchor: Span, encoded: Encoded) -> bool:
    """Say whether an act is told as one that lasts: "are fighting", "the war", "have fought"."""
    low, high = encoded.around(anchor[0])
    texts = [word.lower() for word in encoded.texts[low:high]]
    start, end = anchor[0] - low, min(anchor[1] - low, len(texts))
    if not _OVER.isdisjoint(texts):
        return False
    if not _LASTING.isdisjoint(texts[start:end]):
        return _NO_BODY.isdisjoint(texts[start : end + 1])
    verb = next((place for place in range(start, end) if texts[place] in _FIGHTING), None)
    if verb is None:
        return False
    if texts[verb] == "fighting" and texts[verb + 1 : verb + 2] == [_BETWEEN]:
        return True
    ending = "ing" if texts[verb].endswith("ing") else "ed"
    return not _LASTS[ending].isdisjoint(texts[max(0, verb - 2) : verb])


def _pairs(
    held: Mapping[str, Sequence[Filler]],
    anchor: Anchor,
    names: Sequence[Found],
    encoded: Encoded,
) -> Iterator[tuple[Span, Span]]:
    """Yield the sides of an act in the order of the text: two who act, or who act on whom."""
    sentence = encoded.around(anchor.start)
    actors, others = (
        [
            part
            for one in held.get(role, ())
            if sentence[0] <= one.span[0] < one.span[1] <= sentence[1]
            for part in _parts(one.span, names, encoded)
            if _is_side(part, names, encoded)
        ]
        for role in ("actor", "recipient")
    )
    others = [one for one in others if encoded.texts[one[0] - 1].lower() not in _STAKES]
    pairs = itertools.product(actors, others) if others else itertools.combinations(actors, 2)
    for one, other in pairs:
        first, second = sorted((one, other))
        if first[1] <= second[0]:
            yield first, second


def _parts(span: Span, names: Sequence[Found], encoded: Encoded) -> list[Span]:
    """Return both halves of "the Front and the League" where each has a name, else the whole."""
    inside = [one for one in names if span[0] <= one.start and one.end <= span[1]]
    for place in range(span[0] + 1, span[1] - 1):
        before = any(one.end <= place for one in inside)
        if encoded.texts[place].lower() == "and" and before and inside[-1].start > place:
            return [(span[0], place), (place + 1, span[1])]
    return [span]


def _is_side(span: Span, names: Sequence[Found], encoded: Encoded) -> bool:
    """Say whether a filler is a body with a name, and nobody single."""
    inside = [one for one in names if span[0] <= one.start and one.end <= span[1]]
    if inside:
        return inside[-1].kind in _ORGANISED
    return encoded.texts[span[1] - 1][0].isupper() and span[1] - span[0] > 1
