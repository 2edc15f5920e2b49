"""Which event a counted harm is the toll of."""

from collections.abc import Sequence

from watchfloor.coding.counts import Toll
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.model import Casualty, CasualtyKind, CodedEvent, Side, Status
from watchfloor.model.frozen import dataclass

Span = tuple[int, int]

LATER = 2
"""Sentences after an attack in which a toll without an event of its own still belongs to it."""

_BACK = 5
"""Earlier events that are looked at for such a toll, at most."""

_FAR = 1000
_HARMED_BY = {
    CasualtyKind.DEAD: "ASSAULT",
    CasualtyKind.INJURED: "ASSAULT",
    CasualtyKind.ABDUCTED: "ASSAULT",
    CasualtyKind.MISSING: "ASSAULT",
    CasualtyKind.ARRESTED: "COERCE",
}


@dataclass(frozen=True, slots=True)
class Pending:
    """One event before its mentions are numbered: roles hold spans with their scores."""

    event: CodedEvent
    spans: dict[str, tuple[tuple[Span, float], ...]]
    trigger: Trigger
    sentence: int
    definite: bool


def event_of(view: Scene, toll: Toll, pending: Sequence[Pending], first: int) -> int | None:
    """Return the index of the event a harm belongs to; those of this sentence begin at `first`."""
    wanted = _HARMED_BY[toll.kind]
    here = {
        index: _gap(view, pending[index], toll)
        for index in range(first, len(pending))
        if pending[index].event.type == wanted
    }
    near = [index for index, gap in here.items() if gap < _FAR]
    if near:
        return min(near, key=lambda index: here[index])
    return recent_attack(view, pending, first) if wanted == "ASSAULT" else None


def recent_attack(view: Scene, pending: Sequence[Pending], first: int) -> int | None:
    """Return the last real attack told in the sentences just before."""
    for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
        item = pending[index]
        if view.sentence.index - item.sentence > LATER:
            break
        if item.event.type == "ASSAULT" and item.event.status in (Status.ACTUAL, Status.ATTEMPTED):
            return index
    return None


def _gap(view: Scene, item: Pending, toll: Toll) -> int:
    """Return how far an event stands from a harm word; one before it counts as nearer."""
    start, end = item.trigger.start, toll.at
    if toll.kind is CasualtyKind.DEAD and "abduct" in item.event.mode:
        return _FAR - 1
    if start <= end:
        return end - start
    return _FAR if ";" in view.tags[end:start] else min((start - end) * 3, _FAR - 1)


def casualty(text: str, view: Scene, toll: Toll, item: Pending) -> Casualty:
    """Return the harm as a cited count, on the side that the event's roles give it."""
    number, sentence = toll.number, view.sentence
    span = (sentence.starts[number.start], sentence.ends[number.end - 1])
    return Casualty.cut(
        text,
        *span,
        low=number.low,
        best=number.best,
        high=number.high,
        kind=toll.kind,
        of=toll.of,
        side=_side(item, span),
    )


def _side(item: Pending, span: Span) -> Side:
    """Return the side of the people counted, where they are the filler of a role."""
    for name, side in (("recipient", Side.RECIPIENT), ("actor", Side.ACTOR)):
        if any(start < span[1] and span[0] < end for (start, end), _ in item.spans[name]):
            return side
    return Side.UNKNOWN
