"""Whom the name of a people or a state names beside other words.

The proxies in "attacks by restless Chadian allies", the state in "recent Omani raids", and
whose troops they are, but no place, in "Omani army or aid posts".
"""

from collections.abc import Collection, Sequence

from watchfloor.coding.encoder.decode import touching
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.names import capitals, is_state
from watchfloor.coding.words import word_classes

_TIED = (
    frozenset({"associated", "affiliated", "aligned", "allied", "linked", "loyal", "tied"}),
    frozenset({"with", "to"}),
)
_BODIES = frozenset({"state_force", "government", "person"})


def whole(people: Span, wholes: Sequence[Span]) -> Span:
    """Return the noun phrase that a people's adjective stands in the middle of, or the adjective.

    `wholes` are the plain noun phrases of the text, in order.
    """
    place = touching(wholes, people)
    around = people if place is None else wholes[place]
    return around if around[0] <= people[0] and people[1] < around[1] else people


def owner(span: Span, peoples: Collection[Span], acts: Collection[int]) -> Span:
    """Return the adjective that a span ends with, if the noun behind it is an act: its owner's.

    Args:
        span: words that may take part in an act: "the sudden full Omani" (pullout).
        peoples: the adjectives of peoples.
        acts: the first words of nouns that tell acts.
    """
    if span[1] not in acts:
        return span
    return next((one for one in peoples if one[1] == span[1] and span[0] < one[0]), span)


def scene(span: Span, places: Collection[Span], acts: Collection[int]) -> Span:
    """Return the name of the place in a span, if the noun behind it is an act: a Kabul car bombing.

    Args:
        span: words that may be a place.
        places: the names of places.
        acts: the first words of nouns that tell acts.
    """
    if span[1] not in acts or span in places:
        return span
    return next((one for one in places if span[0] <= one[0] and one[1] < span[1]), span)


def backs(span: Span, texts: Sequence[str]) -> bool:
    """Say whether a span is whom others are tied to: "militias associated with Iran" are not it."""
    start = span[0] + (texts[span[0]].lower() in _TIED[1])
    before = tuple(word.lower() for word in texts[max(0, start - 2) : start])
    return len(before) == 2 and before[0] in _TIED[0] and before[1] in _TIED[1]  # noqa: PLR2004


def has_forces(span: Span, texts: Sequence[str]) -> bool:
    """Say whether a span is the name of a state right before its forces or people: no place.

    A capital before its police is one.
    """
    start, end = span
    if " ".join(texts[start:end]).lower() in capitals():
        return False
    end += texts[end : end + 1] == (".",)
    behind = [word.lower() for word in texts[end : end + 1]]
    kinds = word_classes().kinds
    return any(kinds.get(word) in _BODIES for word in behind) and is_state(texts[start:end])
