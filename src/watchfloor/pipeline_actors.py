"""Where readers meet the knowledge base: actors, how they stood on a day, why somebody is one.

A part of `pipeline`, apart because it grew its own size.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from watchfloor.errors import InputError, UsageError
from watchfloor.model import (
    Actor,
    ActorStanding,
    Claim,
    Coded,
    Document,
    Event,
    EventDate,
    EventPlace,
    Mention,
    MentionKind,
    Resolution,
    Resolved,
    Where,
)
from watchfloor.model.frozen import dataclass
from watchfloor.resolve import explain
from watchfloor.resolve.actors_check import faults, notes
from watchfloor.resolve.actors_compile import read_folder
from watchfloor.resolve.actors_knowledge import PERSON, knowledge
from watchfloor.resolve.actors_offices import office_in
from watchfloor.resolve.actors_standing import (
    COUNTED_WITH,
    counted_in,
    counts_for,
    find_actor,
    known_actors,
    standing,
)
from watchfloor.resolve.actors_unknown import name_key, suggested_id, unknown_name

Spans = dict[tuple[int, int], Resolution]


def reasons(document: Document, events: Sequence[Event], claims: Sequence[Claim]) -> Spans:
    """Return why the actors of stored events and claims were resolved so, by spans of words.

    The record keeps no rules: the stored spans are resolved again, and an answer that differs
    from the stored one (another version of the knowledge base, fewer mentions) is left out.
    """
    return _Stored.of(events, claims).explained(document)[1]


def every_reason(document: Document, events: Sequence[Event], claims: Sequence[Claim]) -> Spans:
    """Return why the actors, dates and places of stored rows were resolved so, by spans of words.

    Where one span is a place and an actor it is the actor's reason.
    """
    scene, actors = _Stored.of(events, claims).explained(document)
    return scene | actors


def coding_reasons(coded: Coded, resolved: Resolved) -> Spans:
    """Return why each mention of a coding was resolved so, by spans of words."""
    found = {}
    for index, mention in enumerate(coded.mentions):
        resolution = resolved.of(index)
        if resolution is not None and mention.start is not None and mention.end is not None:
            found[mention.start, mention.end] = resolution
    return found


@dataclass(frozen=True, slots=True)
class _Stored:
    """Spans of stored rows with what they are, and what the record says that they mean."""

    kinds: dict[tuple[int, int], MentionKind]
    entities: dict[tuple[int, int], str | None]
    meant: dict[tuple[int, int], EventDate | EventPlace]

    @classmethod
    def of(cls, events: Sequence[Event], claims: Sequence[Claim]) -> "_Stored":
        made = cls({}, {}, {})
        for event in events:
            date_, place = event.date, event.event_loc
            for cited, kind in ((date_, MentionKind.DATE), (place, MentionKind.PLACE)):
                if cited and cited.start is not None and cited.end is not None:
                    made.kinds.setdefault((cited.start, cited.end), kind)
                    made.meant.setdefault((cited.start, cited.end), cited)
            for filler in (*event.actor, *event.recipient, *event.attributed_to):
                if filler.start is not None and filler.end is not None:
                    made.kinds[filler.start, filler.end] = filler.kind
                    made.entities[filler.start, filler.end] = filler.entity_id
        for claim in claims:
            one = claim.speaker
            if one and one.entity_id and one.start is not None and one.end is not None:
                made.kinds.setdefault((one.start, one.end), _kind_of(one.entity_id))
                made.entities.setdefault((one.start, one.end), one.entity_id)
        return made

    def explained(self, document: Document) -> tuple[Spans, Spans]:
        """Return the reasons of dates and places, and those of actors, where they agree."""
        spans = sorted(self.kinds)
        mentions = tuple(
            Mention.cut(document.text, *span, kind=self.kinds[span], head=span) for span in spans
        )
        coded = Coded(document_id=document.id, coder="record", mentions=mentions)
        acting = [at for at, span in enumerate(spans) if self.entities.get(span)]
        metonyms = [at for at in acting if mentions[at].kind in PLACES]
        scene, actors = explain(document, coded, metonyms)
        return (
            {
                spans[at]: one
                for at, one in scene.items()
                if (said := self.meant.get(spans[at])) is not None and _agrees(one, said)
            },
            {
                spans[at]: actors[at]
                for at in acting
                if at in actors
                and (entity := actors[at].entity)
                and entity.entity_id == self.entities[spans[at]]
            },
        )


def _agrees(one: Resolution, said: EventDate | EventPlace) -> bool:
    """Say whether a resolution is what the record holds."""
    if isinstance(said, EventDate):
        return one.interval is not None and (one.interval.from_, one.interval.to) == (
            said.from_,
            said.to,
        )
    return one.place is not None and (one.place.name, one.place.country) == (
        said.name,
        said.country,
    )


def _kind_of(entity_id: str) -> MentionKind:
    """Return a kind of mention that such an entity has; the record keeps none of speakers."""
    if entity_id.endswith("-GOV"):
        return MentionKind.GOVERNMENT
    known = knowledge().known(entity_id) and knowledge().entity(entity_id).type
    return MentionKind.PERSON if known == PERSON else MentionKind.GROUP


PLACES = (MentionKind.PLACE, MentionKind.FACILITY)
"""Kinds of mentions that are an actor only as a metonym."""


def actors(where: Where | None = None, limit: int | None = None) -> Iterator[Actor]:
    """Yield the actors of the knowledge base, by id.

    Raises:
        UsageError: a filter that says nothing about the knowledge base.
    """
    return known_actors(where, limit)


def actor(actor_id: str) -> Actor:
    """Return one actor of the knowledge base, or organ of a state, by its id.

    Raises:
        InputError: there is none.
    """
    return knowledge().actor(actor_id)


def switched_on(words: str | None) -> tuple[str, ...]:
    """Return what is counted in with an actor, as it is typed: "facades", "facades,parents".

    Raises:
        UsageError: something else is asked for.
    """
    given = tuple(dict.fromkeys(one.strip() for one in (words or "").split(",") if one.strip()))
    if unknown := [one for one in given if one not in COUNTED_WITH]:
        message = f"with {', '.join(unknown)[:80]}: acts are counted with {', '.join(COUNTED_WITH)}"
        raise UsageError(message)
    return given


def counted_for(actor_id: str, switched: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the actors for whom the acts of one count, its own first."""
    return counts_for(actor_id, switched)


def counted_with(actor_id: str, switched: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the actors whose acts count for one, its own first."""
    return counted_in(actor_id, switched)


def is_actor(words: str) -> bool:
    """Return whether one actor has this id or bears this name."""
    try:
        find_actor(words)
    except InputError:
        return False
    return True


def actor_standing(words: str, day: date | None) -> ActorStanding:
    """Return an actor, by id or name, as it stood on a day.

    Raises:
        InputError: nobody has that id or bears that name, or several do.
    """
    return standing(find_actor(words), day)


def holds_office(words: str) -> bool:
    """Return whether words name a holder of a public office: "the interior minister"."""
    return office_in(words) is not None


def unknown_body(words: str, kind: MentionKind) -> tuple[str, str] | None:
    """Return a name that the knowledge base lacks, with the key of all its spellings, or None.

    People are never named, nor what only describes ("the group", "Iraqi police").
    """
    name = unknown_name(words, kind)
    return None if name is None else (name_key(name), name)


def new_actor_id(name: str) -> str:
    """Return an id for a new row of the knowledge base, in the way of the others."""
    return suggested_id(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeCheck:
    """Counts of a knowledge base and every fault of it.

    `unchecked` are the relations that were not held against a page since they were entered,
    `contested` those of which a row says so; `dated` are the actors with dates, `unchecked_dates`
    those of them that were not held against a page; `notes` are names that several actors bear.
    """

    actors: int
    relations: int
    unchecked: int
    contested: int
    dated: int
    unchecked_dates: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def check_knowledge(folder: Path | None) -> KnowledgeCheck:
    """Count and check the knowledge base of a folder, or of the package.

    Raises:
        InputError: the folder lacks a table.
    """
    if folder is None:
        rows, ties = list(knowledge().actors.values()), list(knowledge().ties)
    else:
        rows, ties = read_folder(folder)
    dated = [row for row in rows if row.since or row.until]
    return KnowledgeCheck(
        actors=len(rows),
        relations=len(ties),
        unchecked=sum(not tie.checked_on for tie in ties),
        contested=sum(tie.contested == "yes" for tie in ties),
        dated=len(dated),
        unchecked_dates=sum(not row.checked_on for row in dated),
        faults=tuple(f"{one.kind}: {one.message}" for one in faults(rows, ties)),
        notes=tuple(f"{one.kind}: {one.message}" for one in notes(rows)),
    )
