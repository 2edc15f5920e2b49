"""Who holds whom an act befalls: "a strike killed prisoners held by the rebels" is not theirs.

The agent of a participle that only tells who the victims are did that, and not the act itself.
"""

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Fillers

_HELD = frozenset(
    {
        *("held", "detained", "imprisoned", "jailed", "captured", "kidnapped", "abducted"),
        *("seized", "arrested", "captive", "hostage", "interned"),
    }
)
_ARTICLES = frozenset({"the", "a", "an", "its"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "have", "had"})
_NEAR = 4
"""Words between the participle and "by", at most: held captive since May by."""


def without_holders(fillers: Fillers, anchor: Span, encoded: Encoded) -> Fillers:
    """Return the fillers of an act without an actor who only holds whom it befalls."""
    actors = fillers.get("actor", ())
    kept = tuple(
        one
        for one in actors
        if not only_holds(one.span, anchor, encoded) and not only_dated(one.span, anchor, encoded)
    )
    return fillers if len(kept) == len(actors) else {**fillers, "actor": kept}


def only_dated(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether an act only dates what is said of one: "was head at the time of the raid"."""
    texts, low = encoded.texts, encoded.around(anchor[0])[0]
    of = anchor[0] - 1
    while of > low and (texts[of].lower() in _ARTICLES or texts[of][0].isupper()):
        of -= 1
    given = tuple(word.lower() for word in texts[max(low, of - 3) : of + 1])
    return given == ("at", "the", "time", "of") and low <= span[0] and span[1] <= of - 3


def only_holds(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a participant is the agent of "held by" beside an anchor that is another word."""
    low, high = encoded.around(anchor[0])
    if not low < span[0] < span[1] <= high:
        return False
    texts = [word.lower() for word in encoded.texts[low:high]]
    by = span[0] - low - 1
    while by > 0 and texts[by] in _ARTICLES:
        by -= 1
    if texts[by] != "by":
        return False
    near = range(by - 1, max(-1, by - 1 - _NEAR), -1)
    place = next((place for place in near if texts[place] in _HELD), None)
    if place is None or anchor[0] <= low + place < anchor[1]:
        return False
    while place and texts[place - 1] in _HELD:
        place -= 1
    return place > 0 and texts[place - 1] not in _BE
