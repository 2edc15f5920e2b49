"""Incidents of which one report was out by a day: their columns are those of its event.

Nobody votes where one speaks, so these are made without settling: by far the most where a record
is read as of a day. What anybody decided on, or a denial may concern, is not made here.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from watchfloor.fuse.settle import lone_parties
from watchfloor.model import Filler, decode
from watchfloor.pipeline_fuse import founded_by
from watchfloor.pipeline_links import HAPPENED
from watchfloor.store import fusing, rows
from watchfloor.store.decided import Rulings
from watchfloor.store.functions import fold
from watchfloor.store.known import Reached
from watchfloor.store.lone import Lone, lone
from watchfloor.vocab.sets import violence

Made = tuple[list[rows.Row], list[tuple[str, str, str]]]
"""Rows of incidents, and (chain, incident, document) of their reports."""

POSSIBLE = 3
"""The credibility of what one source reports and nobody denies."""


def alone(
    connection: sqlite3.Connection, reached: Sequence[Reached], decided: Rulings, as_of: date
) -> tuple[Made, list[Reached]]:
    """Return the incidents of one report with their members, and those that must be settled."""
    made: Made = ([], [])
    if decided.rejected or decided.events:
        return made, list(reached)  # what is rejected in one text is so in its copies
    founders = {
        group.chains[0]: group
        for group in reached
        if len(group.chains) == 1 and not {*group.chains} & {*decided.values, *decided.accepted}
    }
    void = decided.withdrawn | decided.superseded
    done = set[str]()
    for one in lone(connection, founders, as_of):
        if one.document not in void and one.status in HAPPENED:
            name = founded_by(one.chain)
            made[0].append(_row(one, name))
            made[1].append((one.chain, name, one.document))
            done.add(one.chain)
    return made, [group for group in reached if group.chains[0] not in done]


def _row(one: Lone, name: str) -> rows.Row:
    low, best, high = one.dead
    dead = (_first(low, best), _first(best, low, high), _first(high, best))
    place = one.place[2]
    return (
        *(name, one.chain, one.type, _sorted(one.mode), one.status),
        violence(one.type, json.loads(one.mode), one.outcome),
        *(one.when if one.when[0] and one.when[1] else (None,) * 3),
        *(*one.place, *dead, 1, 0, POSSIBLE, None),
        *(_words(one.actors), _words(one.recipients), fold(place) or "" if place else ""),
        *(None, None, None, 0),
        fusing.outlets([one.source] if one.source else []),
    )


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


@lru_cache(maxsize=4096)
def _sorted(mode: str) -> str:
    return rows.to_json(sorted(json.loads(mode)))


@lru_cache(maxsize=4096)
def _words(fillers: str) -> str:
    return rows.words_of(lone_parties([decode(Filler, one) for one in json.loads(fillers)]))
