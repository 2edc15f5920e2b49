"""Who leaves a named place acts, however little else the text says of it, and acts there.

"The pullout from Kabul" in an article about something else is background, which the head of anchors
learned to leave out; but all 22 leavings of a named place in the training dispatches are events,
and the place of all but one, which leaves an alliance, is the one that is left.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler, Fillers

_REACH = 10
"""Words between "withdrawal" and "from", at most: of the last U.S. troops."""

_SCORE = 0.5
"""Believed as much as the least that roles are believed at."""

_BREAKS = frozenset({",", ";", ":", "(", ")", "and", "but", "to", "that", "who", "which"})
_ARTICLES = frozenset({"the", "its", "their", "his", "all", "of"})


def surer(found: Sequence[Anchor], encoded: Encoded, threshold: float) -> list[Anchor]:
    """Return anchors, with what leaves a named place believed at least as far as is coded."""
    return [
        replace(one, believed=max(one.believed, threshold), modes=_withdrawn(one))
        if _left(one, encoded)
        else one
        for one in found
    ]


def _withdrawn(one: Anchor) -> tuple[tuple[str, float], ...]:
    """Return the modes of an act with that of leaving a place: nobody resigns from Kabul."""
    sure = {"withdraw": 1.0, "resign": 0.0}
    return tuple((mode, sure.get(mode, score)) for mode, score in one.modes)


def with_places(
    kept: Sequence[Anchor],
    roles: Sequence[Fillers],
    places: Sequence[Span],
    encoded: Encoded,
) -> list[Fillers]:
    """Return the fillers of acts, in the order of `kept`, with what is left where none was found.

    `places` are the candidates for places, in order.
    """
    held = list(roles)
    for number, one in enumerate(kept):
        start = None if held[number].get("place") else _left(one, encoded)
        if start:
            named = (span for span in places if span[0] <= start < span[1])
            span = next(named, (start, _end(start, encoded)))
            held[number] = {**held[number], "place": (Filler(span, _SCORE),)}
    return held


def _left(one: Anchor, encoded: Encoded) -> int | None:
    """Return the first word of the name behind "from" or "out of", or None."""
    row = one.trigger.row if one.trigger else None
    if one.type != "RETREAT" or row is None or "withdraw" not in row.mode:
        return None
    _, high = encoded.around(one.start)
    texts = encoded.texts
    for place in range(one.start + 1, min(high, one.end + _REACH)):
        word = texts[place].lower()
        if word == "from" or (word == "of" and texts[place - 1].lower() == "out"):
            behind = place + 1
            while behind < high and texts[behind].lower() in _ARTICLES:
                behind += 1
            return behind if behind < high and texts[behind][0].isupper() else None
        if place >= one.end and word in _BREAKS:
            return None
    return None


def _end(start: int, encoded: Encoded) -> int:
    """Return where the run of capitals that begins at a word ends: Port Sudan."""
    _, high = encoded.around(start)
    end = start + 1
    while end < high and (encoded.texts[end][0].isupper() or encoded.texts[end] == "-"):
        end += 1
    return end
