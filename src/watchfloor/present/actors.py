"""Actors of a record: the entities that its events, claims and relations name, most named first."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Actor, Event, Filler, Party, Speaker, Where
from watchfloor.store import query


@dataclass(slots=True)
class Tally:
    """How often actors are named, by id: as actor and recipient of events, and in all.

    `words` holds a name and a kind of each, for those whom the knowledge base no longer holds.
    """

    acting: Counter[str] = field(default_factory=Counter)
    receiving: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, one: "Filler | Speaker | Party", role: "Counter[str] | None" = None) -> None:
        """Count one naming, in a role of an event or elsewhere."""
        if one.entity_id is None:
            return
        self.named[one.entity_id] += 1
        if role is not None:
            role[one.entity_id] += 1
        kind = str(one.kind) if isinstance(one, Filler) else "other"
        self.words.setdefault(one.entity_id, (one.name or one.entity_id, kind))

    def ranked(self) -> list[str]:
        """Return the ids, the most named first, then by id."""
        return sorted(self.named, key=lambda one: (-self.named[one], one))

    def actor(self, actor_id: str) -> Actor:
        """Return the actor of the knowledge base, else what the record says of it."""
        from watchfloor.pipeline_actors import actor

        try:
            return actor(actor_id)
        except InputError:
            name, kind = self.words[actor_id]
            return Actor(
                id=actor_id,
                name=name,
                type=kind,
                country=None,
                aliases=(),
                since=None,
                until=None,
                relations=(),
            )


def tally(connection: sqlite3.Connection, where: Where | None = None) -> Tally:
    """Count the actors of the events that pass, and of claims and relations where they can.

    Raises:
        UsageError: a filter that events do not have.
    """
    made = Tally()
    for event in query.events(connection, where):
        for filler in event.actor:
            made.add(filler, made.acting)
        for filler in event.recipient:
            made.add(filler, made.receiving)
        for filler in event.attributed_to:
            made.add(filler)
    try:
        claims, relations = query.claims(connection, where), query.relations(connection, where)
    except UsageError:  # a filter of events alone: they decide
        return made
    for claim in claims:
        if claim.speaker:
            made.add(claim.speaker)
    for relation in relations:
        made.add(relation.subject)
        made.add(relation.object)
    return made


def actors(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Actor]:
    """Yield the actors that a record names, the most named first."""
    found = tally(connection, where)
    for actor_id in found.ranked()[:limit]:
        yield found.actor(actor_id)


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
