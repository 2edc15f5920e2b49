"""What the reports of an incident settled to on each day before the last of them was out.

Made when an incident is settled, so that the record as of a day is read and not settled again. What
people decided or somebody denies is left to `pipeline_known`: it depends on more than the reports.
"""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.model import Event, Testimony
from watchfloor.store import fusing, rows
from watchfloor.store.testimonies import replaced_since
from watchfloor.vocab.sets import violence

if TYPE_CHECKING:
    from watchfloor.fuse.corroborate import Sources

MOST = 100
"""Reports of an incident of which the past is kept: each day of it is settled by itself."""

EVER = "~"
"""Sorts behind every day: what still holds, or nobody knows when it came."""


def first_of(said: Iterable[Testimony]) -> str:
    """Return the chain that founds an incident when today's founder was not out."""
    return min((one.event for one in said), key=_published).chain


def _published(event: Event) -> tuple[date, str]:
    return (event.published.to if event.published else date.max), event.chain


def replaced(connection: sqlite3.Connection, said: Iterable[Testimony]) -> Mapping[str, str]:
    """Return for documents that a newer text replaces the day it came, EVER if that is unknown."""
    wanted = {one.event.document_id for one in said if one.superseded}
    return replaced_since(connection, wanted) if wanted else {}


def past(
    founder: str, said: Sequence[Testimony], since: Mapping[str, str], outlets: "Sources"
) -> tuple[fusing.Past, ...]:
    """Return what was known of an incident on the days before all of it was.

    `said` are reports of what happened, all without decisions of people; `since` is of `replaced`.
    """
    if len(said) > MOST or any(one.is_void for one in said):
        return ()
    days = sorted({_day(one) for one in said} | {since[name] for name in _replaced(said, since)})
    found: list[fusing.Past] = []
    for day, until in itertools.pairwise(days):
        out = [_then(one, since, day) for one in said if _day(one) <= day]
        if not out:
            continue  # a text was replaced before it came: an older date was filled in
        own = founder if any(one.event.chain == founder for one in out) else first_of(out)
        row = _row(own, out, outlets)
        if found and (found[-1].row, found[-1].until) == (row, day):
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(fusing.Past(day, until, row))
    return tuple(found)


def _day(one: Testimony) -> str:
    published = one.event.published
    return published.to.isoformat() if published else EVER


def _replaced(said: Iterable[Testimony], since: Mapping[str, str]) -> Iterator[str]:
    return (one.event.document_id for one in said if one.event.document_id in since)


def _then(one: Testimony, since: Mapping[str, str], day: str) -> Testimony:
    is_replaced = since.get(one.event.document_id, EVER) <= day
    return one if one.superseded == is_replaced else replace(one, superseded=is_replaced)


def _row(founder: str, out: Sequence[Testimony], outlets: "Sources") -> rows.Row:
    from watchfloor.fuse.settle import settle  # noqa: PLC0415  (numpy comes with it)

    incident = settle(founder, out, outlets, with_reported=False)
    kind = violence(incident.type, incident.mode, incident.outcome)
    return fusing.past_columns(fusing.Settled(incident, founder, kind))
