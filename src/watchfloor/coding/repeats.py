"""Triggers that name no event of their own: tolls, and what an attack just named did."""

from dataclasses import replace

from watchfloor.coding.roles import Frame
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import words

_CLAUSE = 6
"""Tokens between a noun and its own verb, at most."""


def own_events(view: Scene, frames: list[Frame], attacked: bool) -> list[int]:
    """Return the triggers that are events, and give their nouns the objects of the others.

    Beside another attack in their sentence "killing 17" and "were wounded" tell its toll; in "the
    strike hit a school" the verb adds an object and no second event. `attacked` says that an attack
    was told just before: then "five people were killed", with no agent, is its toll.
    """
    triggers = view.triggers
    attacks = any(item.row.type == "ASSAULT" and not _tells_toll(view, item) for item in triggers)
    kept: list[int] = []
    for number, trigger in enumerate(triggers):
        if attacks and trigger.row.type == "ASSAULT" and _tells_toll(view, trigger):
            continue
        if attacked and not attacks and _bare_toll(view, trigger, frames[number]):
            continue
        if kept and _predicate_of(view, triggers[kept[-1]], trigger):
            noun = kept[-1]
            if not frames[noun].recipient:
                frames[noun] = replace(frames[noun], recipient=frames[number].recipient)
            continue
        kept.append(number)
    return kept


def _tells_toll(view: Scene, trigger: Trigger) -> bool:
    alone = trigger.end - trigger.start == 1
    return alone and view.sentence.lower[trigger.start] in words("toll.verbs")


def _bare_toll(view: Scene, trigger: Trigger, frame: Frame) -> bool:
    """Say whether a harm is told without an agent: "five people were killed"."""
    if not _tells_toll(view, trigger) or frame.actor:
        return False
    counted = any("#" in view.tags[phrase.start : phrase.end] for phrase in frame.recipient)
    return counted and not view.sentence.lower[trigger.start].endswith("ing")


def _predicate_of(view: Scene, noun: Trigger, verb: Trigger) -> bool:
    """Say whether a verb only says what the attack just named did: the strike hit a school."""
    if noun.verb or not verb.verb or {noun.row.type, verb.row.type} != {"ASSAULT"}:
        return False
    between = view.tags[noun.end : verb.start]
    near = len(between) <= _CLAUSE and not set(between) & set(".;&SVE")
    return near and view.sentence.lower[verb.start] in words("roles.hits")
