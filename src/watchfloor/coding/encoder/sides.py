"""Who stands on which side of an attack, by what the rest of the text says of it."""

from collections.abc import Callable, Collection, Sequence

from watchfloor.coding.encoder.assertions import Key, Roles
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.words import word_classes
from watchfloor.model import CodedEvent, MentionKind

Weighed = tuple[CodedEvent, Roles]
"""An event with its fillers, as characters."""


def without_the_dead(
    weighed: Sequence[Weighed], founders: Sequence[int], surname: Callable[[Span], str | None]
) -> list[Weighed]:
    """Return the events without actors whom an attack of the same chain befell.

    Only persons, by their surnames: two groups that fight may each be named as victims.
    """
    befell: dict[int, set[str | None]] = {}
    for (event, spans), founder in zip(weighed, founders, strict=True):
        if event.type == "ASSAULT":
            befell.setdefault(founder, {None}).update(
                surname(span) for span, _ in spans["recipient"]
            )
    kept: list[Weighed] = []
    for (event, spans), founder in zip(weighed, founders, strict=True):
        victims = befell.get(founder, {None}) - {None}
        actors = tuple(one for one in spans["actor"] if surname(one[0]) not in victims)
        alive = actors if event.type == "ASSAULT" else spans["actor"]
        kept.append((event, {**spans, "actor": alive}))
    return kept


def without_the_answering(
    weighed: Sequence[Weighed],
    founders: Sequence[int],
    answers: Sequence[tuple[Sequence[int], Sequence[int]]],
    name: Key,
) -> list[Weighed]:
    """Return the events without actors who answered them, by the chain of their answer.

    `answers` has the numbers of the acts that are answered and of those that answer them.
    """
    kept = list(weighed)
    for answered, answering in answers:
        chains = {founders[number] for number in answering}
        who = {
            name(span)
            for (_, spans), founder in zip(weighed, founders, strict=True)
            if founder in chains
            for span, _ in spans["actor"]
        }
        for number in answered:
            event, spans = kept[number]
            if founders[number] not in chains:
                actors = tuple(one for one in spans["actor"] if name(one[0]) not in who)
                kept[number] = (event, {**spans, "actor": actors})
    return kept


def where_it_hit(event: CodedEvent, spans: Roles, named: Collection[Span]) -> Roles:
    """Return roles in which an attack on a named place is there, if no place is said.

    Of 116 towns and countries attacked in the training dispatches 94 are the place as well.
    """
    if event.type != "ASSAULT" or spans["place"]:
        return spans
    return {**spans, "place": tuple(one for one in spans["recipient"] if one[0] in named)}


def without_forces(event: CodedEvent, spans: Roles, text: str) -> Roles:
    """Return roles in which no police or army protests: they only meet protests.

    Of 972 protests in the training dispatches soldiers stage one.
    """
    if event.type != "PROTEST":
        return spans
    actors = tuple(one for one in spans["actor"] if not _is_force(text[slice(*one[0])]))
    return {**spans, "actor": actors}


def _is_force(name: str) -> bool:
    head = name.rsplit(maxsplit=1)[-1].lower()
    return word_classes().kinds.get(head) == MentionKind.STATE_FORCE.value
