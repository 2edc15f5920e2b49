"""Actors of a record: the entities that its events, claims and relations name, most named first."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from watchfloor.analyse.attribution import Series
from watchfloor.errors import InputError, UsageError
from watchfloor.export.discretion import facet_name
from watchfloor.model import Actor, Acts, Event, Filler, Party, Speaker, Status, Where
from watchfloor.model.words import Assertion
from watchfloor.present.acts import acts_by_week, week_of
from watchfloor.store import query
from watchfloor.store.filters import conditions


@dataclass(slots=True)
class Tally:
    """How often actors are named, by id: as actor and recipient of events, and in all.

    `words` holds a name and a kind of each, for those whom the knowledge base no longer holds.
    `acts` counts by (id, assertion) the reports of acts that happened or were tried, `accusers` by
    id who lays them to it; `switched` are whose acts count for others, too ("facades", "parents").
    `series` has the incidents by week.
    """

    acting: Counter[str] = field(default_factory=Counter)
    receiving: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    acts: Counter[tuple[str, Assertion]] = field(default_factory=Counter)
    accusers: dict[str, Counter[str]] = field(default_factory=dict)
    switched: Sequence[str] = ()
    series: dict[str, Series] = field(default_factory=dict)

    def lay(self, event: Event) -> None:
        """Count an act for whom the text lays it to, once for each, whoever stands for it."""
        from watchfloor.pipeline_actors import counted_for

        if event.id != event.chain or event.status not in (Status.ACTUAL, Status.ATTEMPTED):
            return
        found = dict.fromkeys(one.entity_id for one in event.actor if one.entity_id)
        for actor_id in dict.fromkeys(
            other for one in found for other in counted_for(one, self.switched)
        ):
            self.acts[actor_id, event.assertion] += 1
            if event.assertion in _BLAME:
                self.accusers.setdefault(actor_id, Counter()).update(_accusers(event))
            if actor_id not in self.named:  # whom no text names, but a facade or a part of it
                self.named[actor_id] = 0

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

        held = self.series.get(actor_id)
        acts = Acts(
            fact=self.acts[actor_id, Assertion.FACT],
            claimed=self.acts[actor_id, Assertion.CLAIMED],
            blamed=sum(self.acts[actor_id, one] for one in _BLAME),
            blamed_by=_most_often(self.accusers.get(actor_id, Counter())),
            counted_with=tuple(self.switched),
            weeks=tuple(week_of(*week) for week in held.weeks) if held else (),
        )
        try:
            return replace(actor(actor_id), acts=acts)
        except InputError:
            name, kind = self.words.get(actor_id, (actor_id, "other"))
            return Actor(
                id=actor_id,
                name=name,
                type=kind,
                country=None,
                aliases=(),
                since=None,
                until=None,
                relations=(),
                acts=acts,
            )


_BLAME = (Assertion.ACCUSED, Assertion.SUSPECTED)
ACCUSERS = 20
"""Names of accusers that an actor has, at most."""


def _accusers(event: Event) -> set[str]:
    """Return who blames: actors known by name, since others may be private; else the outlet."""
    named = {name for one in event.attributed_to if (name := facet_name(one))}
    return named or ({event.source} if event.source else set())


def _most_often(names: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda one: (-names[one], one))[:ACCUSERS])


def tally(
    connection: sqlite3.Connection, where: Where | None = None, switched: Sequence[str] = ()
) -> Tally:
    """Count the actors of the events that pass, and of claims and relations where they can.

    Raises:
        UsageError: a filter that events do not have.
    """
    from watchfloor.pipeline_actors import counted_for

    made = Tally(switched=switched)
    made.series = acts_by_week(connection, where or Where(), lambda one: counted_for(one, switched))
    for event in query.events(connection, where):
        made.lay(event)
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
    connection: sqlite3.Connection,
    where: Where | None = None,
    limit: int | None = None,
    switched: Sequence[str] = (),
) -> Iterator[Actor]:
    """Return the actors that a record names with their acts, the most named first.

    They are counted when the first is taken; what cannot be asked is refused at once.

    Raises:
        UsageError: a filter that events do not have.
    """
    conditions(where or Where(), "event")

    def counted() -> Iterator[Actor]:
        found = tally(connection, where, switched)
        for actor_id in found.ranked()[:limit]:
            yield found.actor(actor_id)

    return counted()


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
