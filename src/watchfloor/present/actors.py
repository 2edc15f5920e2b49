"""Actors of a record: the entities that its events, claims and relations name, most named first."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Actor, Event, Where
from watchfloor.store import query


@dataclass(slots=True)
class Tally:
    """How often actors are named, by id: as actor and recipient of events, and in all."""

    acting: Counter[str] = field(default_factory=Counter)
    receiving: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)

    def add(self, counter: "Counter[str]", entity_id: str | None) -> None:
        """Count one naming."""
        if entity_id is not None:
            counter[entity_id] += 1
            if counter is not self.named:
                self.named[entity_id] += 1

    def ranked(self, limit: int | None = None) -> list[str]:
        """Return the ids, the most named first, then by id."""
        ids = sorted(self.named, key=lambda one: (-self.named[one], one))
        return ids if limit is None else ids[:limit]


def tally(connection: sqlite3.Connection, where: Where | None = None) -> Tally:
    """Count the actors of the events that pass, and of claims and relations where they can.

    Raises:
        UsageError: a filter that events do not have.
    """
    made = Tally()
    for event in query.events(connection, where):
        _add_event(made, event)
    try:
        for claim in query.claims(connection, where):
            if claim.speaker:
                made.add(made.named, claim.speaker.entity_id)
        for relation in query.relations(connection, where):
            made.add(made.named, relation.subject.entity_id)
            made.add(made.named, relation.object.entity_id)
    except UsageError:  # a filter of events alone: they decide
        return made
    return made


def _add_event(made: Tally, event: Event) -> None:
    for filler in event.actor:
        made.add(made.acting, filler.entity_id)
    for filler in event.recipient:
        made.add(made.receiving, filler.entity_id)
    for filler in (*event.attributed_to, *event.instrument):
        made.add(made.named, filler.entity_id)


def actors(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Actor]:
    """Yield the actors that a record names, the most named first.

    An id that the knowledge base no longer holds, in a record of an older one, is left out.
    """
    from watchfloor.pipeline import actor

    count = 0
    for actor_id in tally(connection, where).ranked():
        if limit is not None and count >= limit:
            return
        try:
            made = actor(actor_id)
        except InputError:
            continue
        count += 1
        yield made


def events_of(connection: sqlite3.Connection, one: Actor) -> list[Event]:
    """Return the events in which an actor acts or is acted upon, by date."""
    found: dict[str, Event] = {}
    for where in (Where(actor=one.name), Where(recipient=one.name)):
        for event in query.events(connection, where):
            if any(filler.entity_id == one.id for filler in (*event.actor, *event.recipient)):
                found[event.id] = event
    return sorted(found.values(), key=_day)


def _day(event: Event) -> tuple[str, str]:
    date = event.date
    day = (date.from_ or date.to) if date else None
    return (day.isoformat() if day else "~", event.id)
