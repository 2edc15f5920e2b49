"""Where acts took place whose own words name no place that is known: inferred, with the rule.

A village that no gazetteer has, "the city", "the embassy", or no word of place at all: such an act
would be on no map and in no country's count. The text often says more: the town it spoke of before,
the happening told of again, the place of the sentence, the only place of the opening paragraph, the
only country of the text. Each of these is a rule with a score of its own (`places_scene`); where
the text speaks of several countries an act stays unplaced on purpose.
"""

from collections.abc import Mapping

from watchfloor.model import (
    Coded,
    Document,
    Resolution,
    Setting,
    Status,
)
from watchfloor.resolve.places_scene import Scene, inferred

HAPPENED = frozenset({Status.ACTUAL, Status.ATTEMPTED})


def resolve_acts(
    document: Document, coded: Coded, found: Mapping[int, Resolution]
) -> dict[int, Setting]:
    """Return event index -> where it took place, for acts that happened and whose words say not.

    `found` holds what mentions mean. Scores are at most those of the rules of `places_scene`.
    """
    scene = Scene.of(document.text, coded, found)
    acts: dict[int, Setting] = {}
    open_: list[int] = []
    placed: dict[int, Resolution] = {}
    for index, event in enumerate(coded.events):
        own = next((found[role.mention] for role in event.place if role.mention in found), None)
        if own is not None and own.place is not None:
            placed.setdefault(event.chain, own)
        elif event.status in HAPPENED:
            by_words = scene.by_words(coded, event)
            if by_words is not None:
                acts[index] = by_words
                placed.setdefault(event.chain, by_words.where)
            else:
                open_.append(index)
    for index in open_:
        event = coded.events[index]
        same = placed.get(event.chain)
        if same is not None:
            words = event.place[0].mention if event.place else None
            where = inferred(same, "place of the same happening", same.score)
            acts[index] = Setting(mention=words, where=where)
        elif (around := scene.around(event)) is not None:
            acts[index] = around
    return {index: acts[index] for index in sorted(acts)}
