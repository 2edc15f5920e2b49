"""A threat, what it threatens and the claim that quotes it: three readings of the same words.

"The brigade threatened to attack the base" gives a THREATEN act that happened, an ASSAULT that is
threatened, and a claim of kind threat. Only the act is an incident; the others are linked to it, so
that one threat is counted once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchfloor.model import Claim, ClaimKind, Event, Status

_ABBREVIATED = (
    r"\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec|Gen|Col|Maj|Sgt|Gov|Sen|Rep|Mrs)",
    r"\b(?:Sept|Capt|Brig)",
    r"\b(?:Mr|Ms|Dr|Lt|St)",
)
_STOP = "".join(f"(?<!{words})" for words in ("[A-Z]", *_ABBREVIATED))
_END = re.compile(rf"(?:{_STOP}\.|[!?…])[\"'”’»)]{{0,4}}\s|\n")
"""A full stop after a capital, a short month or a title ends no sentence: "U.S.", "Feb. 5"."""
REACH = 1_000
"""Characters of a sentence that are looked at: a bound for hostile text."""


@dataclass(frozen=True, slots=True)
class Threat:
    """A THREATEN act with the events that it threatens and the claims that state it, by id."""

    act: str
    threatened: tuple[str, ...]
    claims: tuple[str, ...]


def threats(text: str, events: Sequence[Event], claims: Iterable[Claim]) -> tuple[Threat, ...]:
    """Return the THREATEN acts of one document with what the same words say.

    The words are the same where a threatened event stands in the act's sentence, or inside a claim
    of kind threat that touches that sentence.
    """
    stated = [one for one in claims if one.kind is ClaimKind.THREAT]
    found = []
    for act in events:
        if act.type != "THREATEN" or act.status not in (Status.ACTUAL, Status.ATTEMPTED):
            continue
        own = sentence(text, act.anchor.start or 0, act.anchor.end or 0)
        said = [one for one in stated if _touch(own, _span(one))]
        reach = [own, *map(_span, said)]
        ahead = [
            one.id
            for one in events
            if one.status is Status.THREATENED
            and one.id != act.id
            and any(_touch(span, (one.anchor.start or 0, one.anchor.end or 0)) for span in reach)
        ]
        found.append(Threat(act.id, tuple(ahead), tuple(one.id for one in said)))
    return tuple(found)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a span begins and ends, at most REACH away."""
    low = max(0, start - REACH)
    begins = max((stop.end() for stop in _END.finditer(text, low, start)), default=low)
    closes = _END.search(text, end, end + REACH)
    return begins, closes.start() + 1 if closes else min(len(text), end + REACH)


def _span(claim: Claim) -> tuple[int, int]:
    """Return where a claim stands, its cue and condition included."""
    parts = [one for one in (claim.content, claim.cue, claim.condition) if one is not None]
    starts = [one.start for one in parts if one.start is not None]
    ends = [one.end for one in parts if one.end is not None]
    return min(starts, default=0), max(ends, default=0)


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
