"""What happened in the world (reports fused), and who acts in it: the exported shapes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from watchfloor.model.coded import Casualty
from watchfloor.model.document import Published
from watchfloor.model.event import Event, EventDate, EventPlace, Filler
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import Count
from watchfloor.model.words import Assertion, Outcome, Predicate, Standing, Status
from watchfloor.vocab import plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One value that one report gives for a field of an incident, in its words.

    `words` are what the text says, found again at the field of event `event_id`; a number has
    bounds beside them. `standing` says whether the report counts for the value that is shown.
    """

    low: int | None
    best: int | None
    high: int | None
    words: str | None
    event_id: str
    speaker: str | None
    source: str | None
    date: str | None
    copy_group: str | None
    standing: Standing = Standing.COUNTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One event as a report of an incident, with what is known of its document.

    `is_copy` is a text that is not its copy group's origin; `superseded` one that a newer revision
    or a correction replaces; `withdrawn` one that a person took back, or a copy of such a one;
    `rejected` one in which a person found no such event, or a copy of such a one. `replaced` are
    the fields whose number its own text replaces by a later one.
    """

    event: Event
    copy_group: str
    is_copy: bool = False
    superseded: bool = False
    withdrawn: bool = False
    rejected: bool = False
    replaced: tuple[str, ...] = ()

    @property
    def vote(self) -> Event:
        """Return the event without the numbers that its own text replaces."""
        if not self.replaced:
            return self.event
        kept = tuple(one for one in self.event.casualties if one.kind not in self.replaced)
        blank: dict[str, Any] = dict.fromkeys(self.replaced)
        return replace(self.event, casualties=kept, **blank)

    @property
    def is_void(self) -> bool:
        """Return whether a person took it out: it belongs to no source and has no vote."""
        return self.withdrawn or self.rejected

    @property
    def standing(self) -> Standing:
        """Return whether it counts, and if not, the gravest reason."""
        if self.withdrawn:
            return Standing.WITHDRAWN
        if self.rejected:
            return Standing.REJECTED
        if self.superseded:
            return Standing.SUPERSEDED
        return Standing.COPY if self.is_copy else Standing.COUNTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The settled fields of one happening and every report that carries it.

    Settled fields are inferred, so they carry no spans: `reported` says which event gave which
    value in which words. `review` is "accepted" or "rejected" by a person's decision, "unsupported"
    when every report of it was withdrawn, else null. `assertion` is how sure the surest report is
    of the actor; null if none names one.
    """

    id: str
    type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    status: Status
    outcome: Outcome
    score: float
    actor: tuple[Filler, ...]
    recipient: tuple[Filler, ...]
    instrument: tuple[Filler, ...]
    date: EventDate | None
    event_loc: EventPlace | None
    count: Count | None
    dead: Count | None
    injured: Count | None
    arrested: Count | None
    abducted: Count | None
    casualties: tuple[Casualty, ...]
    chains: tuple[str, ...]
    events: tuple[str, ...]
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    independent_sources: int
    copies: int
    reported: Mapping[str, tuple[Reported, ...]]
    credibility: int | None
    first_reported: Published | None
    review: str | None
    assertion: Assertion | None = None

    def __post_init__(self) -> None:
        plover.check(self.type, self.mode, self.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settable:
    """The fields of an incident that a person may set, each alone: how their JSON is read."""

    type: str | None
    mode: tuple[str, ...] | None
    status: Status | None
    outcome: Outcome | None
    actor: tuple[Filler, ...] | None
    recipient: tuple[Filler, ...] | None
    instrument: tuple[Filler, ...] | None
    date: EventDate | None
    event_loc: EventPlace | None
    count: Count | None
    dead: Count | None
    injured: Count | None
    arrested: Count | None
    abducted: Count | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRelation:
    """A time-bounded relation of an actor, with the public basis it rests on."""

    predicate: Predicate
    object: str
    since: str | None
    until: str | None
    basis: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsWeek:
    """Incidents that began in one week (`since`, its Monday, ISO) and are laid to an actor.

    Each counts once, under the strongest word that any report has: `fact`, `claimed` by itself,
    `blamed` as others accuse or suspect it, merely `suspected` among these. `blamed_by` are who do,
    by name: actors, else the outlet; also of incidents that count under a stronger word.
    """

    since: str
    fact: int
    claimed: int
    blamed: int
    suspected: int
    blamed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Reports of acts that happened or were tried, by how surely they are laid to an actor.

    `fact` as a fact, `claimed` as it claims itself, `blamed` as others accuse or suspect it. One
    report of several acts counts each; copies count, too: these are no incidents. `blamed_by` are
    those who accuse or suspect it, most often first, 20 at most: actors by name, else the outlet.
    `counted_with` says whose acts are counted in beside its own: "facades", "parents"; none unless
    asked for. `weeks` are the weeks with incidents, in order, by incident, not by report.
    """

    fact: int
    claimed: int
    blamed: int
    blamed_by: tuple[str, ...] = ()
    counted_with: tuple[str, ...] = ()
    weeks: tuple[ActsWeek, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor of the knowledge base: never a private person.

    `acts` is null but where the actors of a record are counted.
    """

    id: str
    name: str
    type: str
    country: str | None
    aliases: tuple[str, ...]
    since: str | None
    until: str | None
    relations: tuple[ActorRelation, ...]
    acts: Acts | None = None
