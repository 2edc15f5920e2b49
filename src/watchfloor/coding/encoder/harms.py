"""Which harm a counted span tells of, by the words of its sentence: killed, wounded, arrested."""

from collections.abc import Collection, Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.words import words

HARMED = frozenset({"dead", "injured", "arrested"})
"""Roles of people counted."""

_FAR = 10_000
"""Words between a span and a harm that its sentence does not name."""

_UNNAMED = 0.5


def named(role: str, span: Span, encoded: Encoded) -> float:
    """Return how far the words of a sentence let a number count this harm.

    Wholly where they name it, by half where they name none, and not at all beside words for
    another harm only.
    """
    given = {word.lower() for word in encoded.texts[slice(*encoded.around(span[0]))]}
    said = {one for one in HARMED if not given.isdisjoint(words(f"harm.{one}"))}
    if role in said:
        return 1.0
    lost = role != "arrested" and not given.isdisjoint(words("harm.missing"))
    return 0.0 if said or lost else _UNNAMED


def states_none(span: Span, encoded: Encoded) -> bool:
    """Say whether words tell that nobody came to harm: nobody was killed, no casualties."""
    return encoded.texts[span[0]].lower() in ("no", "nobody", "none", "no-one")


def said_of(span: Span, encoded: Encoded) -> str | None:
    """Return the harm whose verb has a span as subject or object: "nine were wounded" is injured.

    "Killed or wounded" says two, and so says nothing of which; where nobody was hurt nobody died.
    Of the people counted in the training dispatches 533 stand so beside their harm, one does not.
    """
    low, high = encoded.around(span[0])
    low, high = max(low, span[0] - _BESIDE), min(high, span[1] + _BESIDE)
    texts = [word.lower() for word in encoded.texts[low:high]]
    if texts[span[0] - low] in _NOBODY:
        return None
    after = span[1] - low
    while after < len(texts) and texts[after] in _AUXILIARIES:
        after += 1
    before = span[0] - low - 1
    while before >= 0 and texts[before] in _ABOUT:
        before -= 1
    passive = after > span[1] - low
    for place in (after if passive else -1, before):
        found = _harm(texts, place)
        if found is not None:
            return found
    return None


def _harm(texts: Sequence[str], place: int) -> str | None:
    if not 0 <= place < len(texts):
        return None
    said = [one for one in _BODILY if texts[place] in words(f"harm.{one}")]
    if len(said) != 1 or (place and texts[place - 1] in _DEADLY):
        return None
    lists = (texts[max(0, place - 2) : place][::-1], texts[place + 1 : place + 3])
    return None if any(_is_another(one) for one in lists) else said[0]


def _is_another(beside: Sequence[str]) -> bool:
    """Say whether words beside a harm, nearest first, add another one: or wounded."""
    joined = len(beside) == 2 and beside[0] in ("or", "and")  # noqa: PLR2004
    return joined and any(beside[1] in words(f"harm.{one}") for one in _BODILY)


_DEADLY = frozenset({"fatally", "mortally"})
_BODILY = ("dead", "injured")
_BESIDE = 12
"""Words on either side of a count in which its verb stands."""

_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "been", "being", "had", "have", "has", "also", "reportedly"}
)
_ABOUT = frozenset(
    {"about", "almost", "around", "another", "at", "least", "more", "nearly", "over", "some"}
    | {"than", "up", "to", "a", "an", "the"}
)


def misread(
    dead: Collection[Span], injured: Collection[Span], encoded: Encoded
) -> frozenset[tuple[str, Span]]:
    """Return (role, span) of people counted as dead and as injured whose other harm is nearer.

    "Killed or wounded 20" says both at once, and keeps both.
    """
    found = set()
    for one in dead:
        for other in injured:
            if not (one[0] < other[1] and other[0] < one[1]):
                continue
            killed, hurt = _nearest("dead", one, encoded), _nearest("injured", one, encoded)
            if _joined(killed, hurt, encoded):
                continue
            if _apart(killed, one) < _apart(hurt, one):
                found.add(("injured", other))
            elif _apart(hurt, one) < _apart(killed, one):
                found.add(("dead", one))
    return frozenset(found)


def _nearest(role: str, span: Span, encoded: Encoded) -> int | None:
    """Return the word of a harm that stands nearest to a span in its sentence, if one does."""
    low, high = encoded.around(span[0])
    known = words(f"harm.{role}")
    places = [at for at in range(low, high) if encoded.texts[at].lower() in known]
    return min(places, key=lambda at: _apart(at, span), default=None)


def _apart(at: int | None, span: Span) -> int:
    """Return the words between a word and a span; none inside it."""
    if at is None:
        return _FAR
    return max(span[0] - at - 1, at - span[1], 0)


def _joined(one: int | None, other: int | None, encoded: Encoded) -> bool:
    """Say whether two words stand in one list of two: killed or wounded."""
    if one is None or other is None:
        return False
    between = encoded.texts[min(one, other) + 1 : max(one, other)]
    return len(between) == 1 and between[0].lower() in ("or", "and")
