"""By what an assault was done, as far as its own words and those of its weapon say it plainly.

The head of modes guesses: a shell that fell counts to it as explosives, a bombing as suicide. Words
that leave no doubt ("shelled", "gunned down", "drone", "blew himself up") decide between the modes
that are means; what they do not speak of stays the head's.
"""

from collections.abc import Collection, Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.words import words
from watchfloor.vocab import plover

WORDED = ("drone", "aerial", "heavy-weapons", "firearms", "explosives", "primitive")
"""Modes that have a row `means.MODE` of the words table."""

SUICIDE = "suicide-attack"
_SELF = frozenset({"himself", "herself", "themselves", "itself"})
_BLOW = frozenset({"blow", "blows", "blew", "blown", "blowing", "exploded", "explode"})
_WORN = frozenset({"vest", "vests", "belt", "belts", "jacket"})
_VEHICLES = frozenset({"car", "truck", "lorry", "van", "vehicle", "minibus", "motorcycle", "boat"})
_NEAR = 3

_BARE = frozenset({"killed", "killing", "kill", "murdered", "massacred", "slain", "beheaded"})
"""Words of killing that say nothing of how: on tune firearms were right of none of them."""


def means_told(
    modes: Sequence[str],
    anchor: Span,
    instruments: Sequence[Span],
    actors: Sequence[Span],
    encoded: Encoded,
) -> tuple[str, ...]:
    """Return the modes of an assault with its means as words tell them, in PLOVER's order."""
    low, high = encoded.around(anchor[0])
    texts = _lower(encoded, (low, high))
    own = set(_lower(encoded, anchor))
    weapons = {word for span in instruments for word in _lower(encoded, span)}
    told = {mode for mode in WORDED if not words(f"means.{mode}").isdisjoint(own | weapons)}
    if "air" in own:
        told.add("aerial")  # an air strike, an air raid
    if {"shot", "down"} <= own:
        told.discard("firearms")  # a helicopter that was shot down
    held = set(modes)
    at = (anchor[0] - low, anchor[1] - low)
    if _suicide(texts, at, [_lower(encoded, span) for span in actors]):
        told = {SUICIDE, *({"explosives"} if _VEHICLES & (own | weapons) else ())}
    elif "suicide" not in texts:
        held.discard(SUICIDE)
    if words("means.drone").isdisjoint(texts):
        held.discard("drone")
    if own <= _BARE and not told:
        held.discard("firearms")
    if "drone" in told:
        told -= {"aerial", "explosives", "firearms"}  # whatever it drops
    if "heavy-weapons" in told:
        told.discard("explosives")  # a rocket-propelled grenade
    if told:
        held = (held - {*WORDED, SUICIDE}) | told
    order = list(plover.modes("ASSAULT"))
    return tuple(sorted(held, key=order.index))


def _lower(encoded: Encoded, span: Span) -> list[str]:
    return [word.lower() for word in encoded.texts[slice(*span)]]


def _suicide(texts: Sequence[str], anchor: Span, actors: Collection[Sequence[str]]) -> bool:
    """Say whether the attacker meant to die: a suicide bombing, who blew himself up, his vest."""
    start, end = anchor
    before, behind = texts[max(0, start - 2) : end], texts[start : end + _NEAR]
    return (
        "suicide" in before
        or any("suicide" in actor for actor in actors)
        or (not _BLOW.isdisjoint(texts[start:end]) and not _SELF.isdisjoint(behind))
        or ("detonated" in texts[start:end] and not _WORN.isdisjoint(behind))
    )
