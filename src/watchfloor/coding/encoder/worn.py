"""What people wear and carry does not act: "protesters wearing masks and helmets"."""

from collections.abc import Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span

WORN = frozenset(
    {"wearing", "carrying", "holding", "wielding", "brandishing", "waving", "clutching"}
    | {"sporting", "toting"}
)
"""Participles of having something on or in hand."""

WITH = frozenset({"armed", "clad", "dressed", "equipped"})
"""Such participles before "with" or "in"."""

_CLAUSES = frozenset({"who", "which", "that", "when", "while", "as", "after", "before", ";", ":"})
_FAR = 16
"""Words that a list of things worn has at most."""


def bare(span: Span, texts: Sequence[str]) -> Span:
    """Return who has something on or in hand, without it: "men" of "men wearing black"."""
    start, end = span
    cut = next((x for x in range(start + 1, end) if _has(x, texts)), end)
    return start, cut


def worn(found: Sequence[tuple[int, int, int]], encoded: Encoded) -> frozenset[int]:
    """Return which candidates stand in a list of what somebody has on or in hand."""
    if WORN.isdisjoint(encoded.texts) and WITH.isdisjoint(encoded.texts):
        return frozenset()
    return frozenset(place for place, one in enumerate(found) if _listed(one[0], encoded))


def _listed(start: int, encoded: Encoded) -> bool:
    texts = encoded.texts
    low, _ = encoded.around(start)
    for place in range(start - 1, max(low, start - _FAR) - 1, -1):
        if texts[place].lower() in _CLAUSES:
            return False
        if _has(place, texts):
            return place > low  # somebody has it: "Wearing masks, gunmen" begins with it
    return False


def _has(place: int, texts: Sequence[str]) -> bool:
    word = texts[place].lower()
    behind = texts[place + 1].lower() if place + 1 < len(texts) else ""
    return word in WORN or (word in WITH and behind in ("in", "with"))
