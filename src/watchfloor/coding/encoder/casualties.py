"""Counted people to whom an event did something: which words count whom, and for which harm."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from watchfloor.coding.counts import Toll, tolls
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.fillers import Fillers
from watchfloor.coding.encoder.quantities import Part, counted, people, victim
from watchfloor.coding.encoder.slain import (
    also_slain,
    both_slain,
    joined,
    kills,
    kills_whom,
    slain,
)
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, words
from watchfloor.model import Casualty, CasualtyKind, Side, Status
from watchfloor.model.frozen import dataclass

Filled = Mapping[str, tuple[tuple[Span, float], ...]]
"""The fillers of each role of an event: characters and score."""

_HARM = {
    "dead": CasualtyKind.DEAD,
    "injured": CasualtyKind.INJURED,
    "arrested": CasualtyKind.ARRESTED,
}
_ABDUCTION = "abduct"


@dataclass(frozen=True, slots=True)
class Harmed:
    """An event whose casualties are read; `tokens` gives the sentence and tokens of words.

    `sentence` is its own.
    """

    text: str
    type: str
    modes: tuple[str, ...]
    status: Status
    sentence: Sentence
    anchor: Span  # tokens of its sentence
    tokens: Callable[[Span], tuple[Sentence, str, Span]]


def casualties(event: Harmed, fillers: Fillers, filled: Filled) -> tuple[Casualty, ...]:
    """Return the people counted by the fillers of an event, each with the side it is on."""
    found: list[Casualty] = []
    for role, kind in _HARM.items():
        for one in fillers.get(role, ()):
            sentence, tags, tokens = event.tokens(one.span)
            parts = counted(sentence, tags, *tokens, kind=kind)
            if kind is CasualtyKind.DEAD:
                parts = [
                    part
                    for part in parts
                    if (not part.bare or _died(event, sentence, part))
                    and not _only_aimed_at(sentence, part)
                ]
            found += _cited(event, sentence, parts, kind, filled)
    if event.type == "ASSAULT" and event.status is Status.ACTUAL:
        found += _slain(event, fillers, filled, found)
    if event.type == "ASSAULT" and _ABDUCTION in event.modes and event.status is Status.ACTUAL:
        found += _taken(event, fillers, filled, found)
    return tuple(found)


def _slain(
    event: Harmed, fillers: Fillers, filled: Filled, known: Sequence[Casualty]
) -> list[Casualty]:
    """Return those killed by name whom no number counts; none beside a count of several."""
    dead = [one for one in known if one.kind is CasualtyKind.DEAD]
    if any(one.best != 1 for one in dead):
        return []
    pair = both_slain(event.sentence, event.anchor) if not dead else None
    if pair is not None:
        return _cited(event, event.sentence, [pair], CasualtyKind.DEAD, filled)
    spans = [(one.start or 0, one.end or 0) for one in known]
    made: list[Casualty] = []
    for one in fillers.get("recipient", ()):
        sentence, tags, tokens = event.tokens(one.span)
        if sentence != event.sentence or not (
            kills(sentence, event.anchor) or kills_whom(sentence, event.anchor, tokens)
        ):
            continue
        parts = [part for part in (slain(sentence, tokens),) if part]
        parts += joined(sentence, tags, tokens)
        parts += also_slain(sentence, tags) if not made else ()
        for cited in _cited(event, sentence, parts, CasualtyKind.DEAD, filled):
            own = (cited.start or 0, cited.end or 0)
            if not any(low < own[1] and own[0] < high for low, high in spans):
                spans.append(own)
                made.append(cited)
    return made


def missing(look: Look, text: str) -> list[Casualty]:
    """Return the people whom a sentence counts as missing; none if it says they were found."""
    lost = words("harm.missing")
    if look.present.isdisjoint(lost) or not look.present.isdisjoint(words("harm.found")):
        return []
    sentence = look.sentence
    return [
        Casualty.cut(
            text,
            sentence.starts[one.number.start],
            sentence.ends[one.number.end - 1],
            low=one.number.low,
            best=one.number.best,
            high=one.number.high,
            kind=one.kind,
            of=one.of,
            side=Side.UNKNOWN,
        )
        for one in tolls(look.view)
        if one.kind is CasualtyKind.MISSING and one.number.high != 0 and not _age(sentence, one)
    ]


def _age(sentence: Sentence, one: Toll) -> bool:
    """Say whether a number is somebody's age: Ana Lima, 49, is missing."""
    start, end = one.number.start, one.number.end
    beside = sentence.lower[start - 1 : start], sentence.lower[end : end + 1]
    return end - start == 1 and beside == ((",",), (",",))


def _taken(
    event: Harmed, fillers: Fillers, filled: Filled, known: Iterable[Casualty]
) -> Iterator[Casualty]:
    """Yield those abducted: the counted recipients of whom no other harm is said."""
    spans = [(one.start or 0, one.end or 0) for one in known]
    for one in fillers.get("recipient", ()):
        sentence, tags, tokens = event.tokens(one.span)
        given = sentence.lower[slice(*event.anchor)]
        if not words("harm.missing").isdisjoint(given):
            continue  # they are counted as such
        kind = CasualtyKind.ABDUCTED
        items = counted(sentence, tags, *tokens, kind=kind)
        parts = [item for item in items if item.said and people(sentence, item)]
        for made in _cited(event, sentence, parts, kind, filled):
            own = (made.start or 0, made.end or 0)
            if not any(low < own[1] and own[0] < high for low, high in spans):
                spans.append(own)
                yield made


def _cited(
    event: Harmed,
    sentence: Sentence,
    parts: Sequence[Part],
    kind: CasualtyKind,
    filled: Filled,
) -> list[Casualty]:
    made = []
    for part in parts:
        begin, stop = sentence.starts[part.start], sentence.ends[part.end - 1]
        made.append(
            Casualty.cut(
                event.text,
                begin,
                stop,
                low=part.bounds.low,
                best=part.bounds.best,
                high=part.bounds.high,
                kind=kind,
                of=victim(sentence, part.start, part.end),
                side=_side(sentence, part, filled),
            )
        )
    return made


def _died(event: Harmed, sentence: Sentence, part: Part) -> bool:
    """Say whether one person not counted by a number is said to have died.

    "The mayor was shot" tells of no death; of an assassination that failed the word itself tells
    none; and who survived or escaped, said nearer than any death, is alive.
    """
    low = sentence.lower
    own = event.anchor if event.status is not Status.ACTUAL else (0, 0)
    deaths = [
        place
        for place, word in enumerate(low)
        if not own[0] <= place < own[1]
        and (word in words("harm.dead") or word in words("harm.fatal"))
    ]
    alive = [place for place, word in enumerate(low) if word in words("harm.alive")]
    nearest = min((_gap(part, place) for place in deaths), default=None)
    return nearest is not None and all(_gap(part, place) >= nearest for place in alive)


def _only_aimed_at(sentence: Sentence, part: Part) -> bool:
    """Say whether people were shot at, and no word of the sentence tells of a death."""
    low = sentence.lower
    start = part.start
    while start and low[start - 1] in _ARTICLES:
        start -= 1
    aimed = start > 1 and low[start - 1] in _AT and low[start - 2] in _FIRED
    return aimed and (words("harm.dead") | words("harm.fatal")).isdisjoint(low)


_FIRED = frozenset({"shot", "shoot", "shooting", "fired", "fire", "firing", "shots"})
_AT = frozenset({"at", "on", "upon"})
_ARTICLES = frozenset({"the", "a", "an", "some", "about"})


def _gap(part: Part, place: int) -> int:
    if part.start <= place < part.end:
        return 0
    return place - part.end if place >= part.end else part.start - place - 1


def _side(sentence: Sentence, part: Part, filled: Filled) -> Side:
    """Return the side of the people counted: what they are called, or whose role they fill."""
    given = sentence.lower[part.start : part.end]
    for one in (Side.BYSTANDER, Side.ACTOR):
        if not words(f"side.{one}").isdisjoint(given):
            return one
    begin, stop = sentence.starts[part.start], sentence.ends[part.end - 1]
    for name, side in (("recipient", Side.RECIPIENT), ("actor", Side.ACTOR)):
        if any(start < stop and begin < end for (start, end), _ in filled[name]):
            return side
    return Side.UNKNOWN
