"""What the knowledge base knows of an actor on a day, and which of its actors pass filters."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields
from datetime import date

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Actor, ActorStanding, Predicate, Stand, Where
from watchfloor.resolve.actors_knowledge import (
    ORGAN,
    PERSON,
    Knowledge,
    Tie,
    begins_after,
    ends_before,
    knowledge,
)
from watchfloor.resolve.actors_scan import bearers
from watchfloor.resolve.names import fold

LISTED = 8
KNOWN_FILTERS = frozenset({"country", "actor", "since", "until"})


def find_actor(words: str) -> str:
    """Return the id of the one actor that has this id or bears this name.

    Raises:
        InputError: nobody does, or several do; the message names them.
    """
    base, wanted = knowledge(), words.strip()
    for one in (wanted, wanted.lower(), wanted.upper()):
        if base.known(one):
            return one
    found = bearers(wanted) or bearers(wanted.upper())
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{wanted!r} is the name of several actors: {', '.join(found[:LISTED])}"
        raise InputError(message)
    near = [row.id for row in base.actors.values() if fold(wanted) in fold(row.name)]
    hint = f"; near it: {', '.join(near[:LISTED])}" if near else ""
    message = f"no actor {wanted!r} in the knowledge base{hint}"
    raise InputError(message)


def standing(actor_id: str, day: date | None) -> ActorStanding:
    """Return who stood above, beside and below an actor on a day.

    A relation without dates held on no day on which one of the two was not there.

    Raises:
        InputError: there is no such actor.
    """
    base = knowledge()
    if not existed(base, actor_id, day):
        return ActorStanding(
            actor=base.actor(actor_id),
            at=day,
            existed=False,
            **dict.fromkeys(("chain", "leaders", "backers", "units", "offices", "others"), ()),
        )

    def there(ties: Iterable[Tie]) -> list[Tie]:
        return [
            tie
            for tie in ties
            if tie.holds(day) and all(existed(base, one, day) for one in (tie.subject, tie.object))
        ]

    own = there(base.of_subject.get(actor_id, ()))
    below = there(base.of_object.get(actor_id, ()))
    is_person = actor_id in base.actors and base.actors[actor_id].type == PERSON
    offices = [tie for tie in own if is_person and tie.predicate in _OFFICES]
    shown = {
        *(Predicate.PART_OF,),
        *(_OFFICES if is_person else ()),
    }
    people = there(base.leaders(actor_id, day))
    units = [tie for tie in below if tie.predicate in _UNITS and tie not in people]
    return ActorStanding(
        actor=base.actor(actor_id),
        at=day,
        chain=tuple(
            _stand(
                base, tie, of=tie.object, through=tie.subject if tie.subject != actor_id else None
            )
            for tie in there(tie for _, tie in base.above(actor_id, day))
        ),
        leaders=tuple(_stand(base, tie, of=tie.subject) for tie in people),
        backers=tuple(
            _stand(base, tie, of=tie.subject) for tie in there(base.backers(actor_id, day))
        ),
        units=tuple(_stand(base, tie, of=tie.subject) for tie in units),
        offices=tuple(_stand(base, tie, of=tie.object) for tie in offices),
        others=tuple(_stand(base, tie, of=tie.object) for tie in own if tie.predicate not in shown),
    )


FACADES, PARENTS = "facades", "parents"
COUNTED_WITH = (FACADES, PARENTS)
"""What may be switched on: acts of a facade count for whom it fronts, of a part for the whole."""


def counts_for(actor_id: str, switched: Collection[str]) -> tuple[str, ...]:
    """Return whom the acts of an actor count for: itself first, then those whom switches add.

    By ties of which no end is known; of a chain of them all.
    """
    return _reached(actor_id, switched, lambda base, one: base.of_subject.get(one, ()), "object")


def counted_in(actor_id: str, switched: Collection[str]) -> tuple[str, ...]:
    """Return whose acts count for an actor: its own first, then of those whom switches add."""
    return _reached(actor_id, switched, lambda base, one: base.of_object.get(one, ()), "subject")


def _reached(
    actor_id: str,
    switched: Collection[str],
    ties: Callable[[Knowledge, str], Iterable[Tie]],
    end: str,
) -> tuple[str, ...]:
    if not switched:
        return (actor_id,)
    wanted = {_SWITCHED[name] for name in switched}
    found, base = {actor_id: None}, knowledge()
    waiting = [actor_id]
    while waiting:
        for tie in ties(base, waiting.pop(0)):
            other = getattr(tie, end)
            if tie.predicate in wanted and other not in found and tie.holds(None):
                found[other] = None
                waiting.append(other)
    return tuple(found)


_SWITCHED = {FACADES: Predicate.FACADE_OF, PARENTS: Predicate.PART_OF}


def existed(base: Knowledge, actor_id: str, day: date | None) -> bool:
    """Say whether an actor was there on a day, as far as its own row says; organs always are."""
    row = base.actors.get(actor_id)
    if row is None or day is None:
        return True
    return not begins_after(row.since, day) and not ends_before(row.until, day)


_OFFICES = (Predicate.LEADS, Predicate.MEMBER_OF)
_UNITS = (Predicate.PART_OF, Predicate.MEMBER_OF, Predicate.FACADE_OF)


def _stand(base: Knowledge, tie: Tie, *, of: str, through: str | None = None) -> Stand:
    return Stand(
        id=of,
        name=base.entity(of).name,
        predicate=Predicate(tie.predicate),
        role=tie.role or None,
        since=tie.since or None,
        until=tie.until or None,
        basis=tie.basis or None,
        asserted_by=tie.asserted_by or None,
        checked_on=tie.checked_on or None,
        checked_against=tie.checked_against or None,
        contested=tie.contested == "yes",
        through=through,
    )


def known_actors(where: Where | None = None, limit: int | None = None) -> Iterator[Actor]:
    """Yield the rows of the knowledge base by id, as far as they pass.

    `country` is the actor's own, `actor` words of its names, `since` and `until` when it existed.

    Raises:
        UsageError: another filter; the knowledge base has no events.
    """
    where = where or Where()
    asked = {field.name for field in fields(where) if getattr(where, field.name) not in (None, ())}
    if unknown := sorted(asked - KNOWN_FILTERS):
        message = (
            f"the knowledge base has no filter {', '.join(unknown)}; it has "
            f"{', '.join(sorted(KNOWN_FILTERS))}"
        )
        raise UsageError(message)
    base, count = knowledge(), 0
    for actor_id in sorted(base.actors):
        if limit is not None and count >= limit:
            return
        if ORGAN.fullmatch(actor_id) is None and _passes(base, actor_id, where):
            count += 1
            yield base.actor(actor_id)


def _passes(base: Knowledge, actor_id: str, where: Where) -> bool:
    row = base.actors[actor_id]
    words = fold(where.actor) if where.actor else None
    return (
        (not where.country or row.country in where.country)
        and (words is None or any(words in fold(name) for name in (row.name, *row.aliases)))
        and not (where.since and ends_before(row.until, where.since))
        and not (where.until and begins_after(row.since, where.until))
    )
