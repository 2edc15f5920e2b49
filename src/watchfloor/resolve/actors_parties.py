"""The sides of stated relations as actors: "Iran backs X" states of a state what a map knows too.

A mention that is the place of an act stays that place for events; as the side of a relation it is
the state that backs, the body that is part of it, or the government that an adjective names.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from watchfloor.model import (
    Coded,
    CodedRelation,
    Document,
    Mention,
    MentionKind,
    Predicate,
    Resolution,
)
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import ORGAN
from watchfloor.resolve.actors_phrase import read
from watchfloor.resolve.actors_scan import Scene, scan, state_of
from watchfloor.resolve.actors_words import RANK
from watchfloor.resolve.names import look_up, states_by_capital

OFFICES = frozenset({Predicate.LEADS, Predicate.MEMBER_OF})
_RANK = late_regex(rf"(?:(?:{RANK})\s?)+", re.IGNORECASE)
_ELSEWHERE, _OF_STATE = 0.9, 0.8


def resolve_parties(
    document: Document, coded: Coded, resolved: Mapping[int, Resolution]
) -> dict[int, Resolution | None]:
    """Return what the sides of relations mean where that differs from what the mention means.

    None: the words mean nobody of the tables as this side, though they do elsewhere. "French
    Foreign Minister X" acts for France; that X belongs to it says nothing of France itself.
    """
    open_sides: dict[int, list[tuple[CodedRelation, bool]]] = {}
    found: dict[int, Resolution | None] = {}
    for one in coded.relations:
        for index, is_subject in ((one.subject.mention, True), (one.object.mention, False)):
            entity = resolved[index].entity if index in resolved else None
            if entity is None:
                open_sides.setdefault(index, []).append((one, is_subject))
            elif (
                is_subject
                and one.predicate in OFFICES
                and ORGAN.fullmatch(entity.entity_id)
                and coded.mentions[index].kind is MentionKind.PERSON
            ):
                found[index] = None
    if not open_sides:
        return found
    named = _by_words(coded, resolved)
    scene = scan(document.text, _day(document))
    for index, sides in open_sides.items():
        resolution = _side(coded.mentions[index], sides, named, scene)
        if resolution is not None:
            found[index] = resolution
    return found


def _by_words(coded: Coded, resolved: Mapping[int, Resolution]) -> dict[str, Resolution]:
    """Return what the names of a text mean, by their words; the first mention decides."""
    found: dict[str, Resolution] = {}
    for index, resolution in sorted(resolved.items()):
        if resolution.entity is not None:
            words = _folded(coded.mentions[index])
            if any(letter.isupper() for letter in coded.mentions[index].text or ""):
                found.setdefault(words, resolution)
    return found


def _side(
    mention: Mention,
    sides: list[tuple[CodedRelation, bool]],
    named: Mapping[str, Resolution],
    scene: Scene,
) -> Resolution | None:
    """Return whom the words of a side mean: the same name elsewhere, a state, a known body."""
    words = mention.text or ""
    same = named.get(_folded(mention))
    if same is not None:
        rule = f"same name in the text ({same.rule})"
        return replace(same, rule=rule, score=round(same.score * _ELSEWHERE, 3))
    if state_of(words) is not None:
        offices = [one for one, _ in sides if one.predicate in OFFICES]
        if offices and look_up(states_by_capital(), words) is not None:
            return None  # the mayor of a capital leads no state
        rank = any(one.role and _RANK.fullmatch(one.role) for one in offices)
        organ = "army" if rank else "government"
        found = read(f"{words} {organ}", MentionKind.GOVERNMENT, scene)
        rule = f"state as the side of a relation: its {organ}"
        return found and replace(found, rule=rule, score=_OF_STATE)
    if mention.kind in (MentionKind.PLACE, MentionKind.FACILITY, MentionKind.OTHER):
        return read(words, MentionKind.ORGANISATION, scene)
    return None


def _folded(mention: Mention) -> str:
    words = " ".join((mention.text or "").casefold().replace("’", "'").split())
    return words.removeprefix("the ").removesuffix("'s")


def _day(document: Document) -> date | None:
    published = document.published
    return (published.to or published.from_) if published else None
