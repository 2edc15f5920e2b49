"""The border of two states as the place of an act: "struck depots along the Iraq-Syria border".

The heads know towns and countries; a border between two is no name to them. It is the place of the
last act told before it in its sentence, if that act has none.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.names import states_named

_AT = frozenset({"along", "near", "on", "at", "across", "by"})
_BORDER = frozenset({"border", "frontier"})
_SCORE = 0.5
"""Believed as much as the least that roles are believed at."""


def with_borders(
    kept: Sequence[Anchor], roles: Sequence[Fillers], encoded: Encoded
) -> list[Fillers]:
    """Return the fillers of acts, in the order of `kept`, with borders where no place was found."""
    held = list(roles)
    for span in _borders(encoded):
        low = encoded.around(span[0])[0]
        before = [n for n, one in enumerate(kept) if low <= one.start and one.end <= span[0]]
        number = max(before, key=lambda n: kept[n].start, default=None)
        if number is not None and not held[number].get("place"):
            held[number] = {**held[number], "place": (Filler(span, _SCORE),)}
    return held


def _borders(encoded: Encoded) -> list[Span]:
    """Return the spans of "Iraq-Syria border" behind a preposition of place."""
    texts = encoded.texts
    found = []
    for place, word in enumerate(texts):
        if word.lower() not in _BORDER or place < _WORDS:
            continue
        start = place - 3
        if texts[start + 1] not in ("-", "–") or encoded.around(place)[0] > start:
            continue
        ahead = start - 1 - (texts[start - 1].lower() == "the")
        named = all(states_named(one) for one in (texts[start], texts[place - 1]))
        if named and texts[ahead].lower() in _AT:
            found.append((start, place + 1))
    return found


_WORDS = 5
"""Words of "along the Iraq-Syria border" before its last."""
