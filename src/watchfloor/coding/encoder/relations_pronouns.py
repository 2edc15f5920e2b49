"""What stands for a name in a stated relation: "it is backed by", "its leader, Ana Lima".

A pronoun or "the group" means the one body, or the one person, that the sentence before it and its
own name so far. Where they name two it stays what it is and states nothing: to choose would be to
guess.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.relations_patterns import ROLES

_ONE = frozenset({"he", "she"})
_OWNERS = frozenset({"its", "their"})
_BODIES = frozenset(
    {
        *("group", "movement", "militia", "organisation", "organization", "faction", "party"),
        *("company", "agency", "alliance", "network"),
    }
)
_STANDING = _ONE | _OWNERS | _BODIES | {"it"}
_PERSON, _BODY = frozenset({"PER"}), frozenset({"ORG"})

_OFFICE = 4
"""Words of an office between its possessive and the name of who holds it: its new chief,"""


def stand_ins(encoded: Encoded, names: Sequence[Found]) -> Iterator[tuple[Found, Span]]:
    """Yield words that stand for a name, as a name of its kind, and the name; `names` in order."""
    starts = [one.start for one in names]
    ends = {one.end for one in names}
    inside = {place for one in names for place in range(one.start, one.end)}
    for place, word in enumerate(encoded.texts):
        if place in inside or word.lower() not in _STANDING:
            continue
        kinds = _kinds(word.lower(), place, encoded, ends, frozenset(starts))
        meant = _meant(place, kinds, encoded, names, starts) if kinds else None
        if meant is not None:
            yield Found(place, place + 1, 1.0, meant.kind), meant.span


def _kinds(
    word: str, place: int, encoded: Encoded, ends: set[int], starts: frozenset[int]
) -> frozenset[str]:
    """Return of what kind a name may be that a word stands for; empty if it stands for none."""
    if word in _ONE:
        return _PERSON
    if word == "it":
        return _BODY
    before = encoded.texts[place - 1].lower() if place else ""
    if word in _BODIES and before == "the" and place + 1 not in starts and place - 1 not in ends:
        return _BODY
    return _BODY if word in _OWNERS and _holds_office(place, encoded, starts) else frozenset()


def _holds_office(place: int, encoded: Encoded, starts: frozenset[int]) -> bool:
    """Say whether an office and a name follow: "its leader, Ana Lima", "its new chief Ana Lima"."""
    high = encoded.around(place)[1]
    for word in range(place + 1, min(high, place + 1 + _OFFICE)):
        if word in starts or not encoded.texts[word][0].isalpha():
            return False
        if encoded.texts[word].lower() in ROLES:
            comma = word + 1 < high and encoded.texts[word + 1] == ","
            return word + 1 + comma in starts
    return False


def _meant(
    place: int, kinds: frozenset[str], encoded: Encoded, names: Sequence[Found], starts: list[int]
) -> Found | None:
    """Return the one name of the kinds in the sentence so far and the one before; None if two."""
    number = int(encoded.sentence[place])
    low = encoded.edges[max(0, number - 1)][0]
    near = names[bisect_left(starts, low) : bisect_left(starts, place)]
    listed = [one for one in near if one.kind in kinds]
    named = {encoded.texts[one.end - 1] for one in listed}
    return listed[-1] if len(named) == 1 else None
