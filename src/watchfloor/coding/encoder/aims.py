"""What an attack is aimed at, by the participle behind it: "strikes, targeting depots".

In the training dispatches what "hitting", "targeting" and "aimed at" name behind an attack is among
its recipients in seven cases of eight.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler, Fillers, phrases
from watchfloor.coding.encoder.no_acts import HIT

_AIMING = frozenset({"targeting", "hitting", "striking"})
_AIMED = frozenset({"aimed", "directed", "aiming"})
_CLAUSES = frozenset({";", ":", "and", "but", "or", "who", "that", "which", "when", "while"}) | {
    *("after", "before", "as", "since", "until", "without"),
}
_REACH = 12
"""Words between an attack and its participle, at most: strikes by night and by day."""

_SCORE = 0.5
"""Believed as much as the least that roles are believed at."""


def with_aims(kept: Sequence[Anchor], roles: Sequence[Fillers], encoded: Encoded) -> list[Fillers]:
    """Return the fillers of acts, in the order of `kept`, with aims where none was found."""
    held = list(roles)
    wholes: dict[int, Span] | None = None
    for number, one in enumerate(kept):
        if one.type != "ASSAULT" or held[number].get("recipient"):
            continue
        start = _aim((one.start, one.end), encoded)
        if start is None:
            continue
        if wholes is None:
            wholes = {span[0]: span for span in phrases(encoded)}
        if start in wholes:
            held[number] = {**held[number], "recipient": (Filler(wholes[start], _SCORE),)}
    return held


def _aim(anchor: Span, encoded: Encoded) -> int | None:
    """Return the first word behind the participle that goes with an attack."""
    _, high = encoded.around(anchor[0])
    for place in range(anchor[1], min(high - 1, anchor[1] + _REACH)):
        word = encoded.texts[place].lower()
        if word in _AIMING:
            return place + 1
        if word in _AIMED and encoded.texts[place + 1].lower() == "at":
            return place + 2
        if word in ("that", "which") and encoded.texts[place + 1].lower() in HIT:
            return place + 2
        if word in _CLAUSES:
            return None
    return None
