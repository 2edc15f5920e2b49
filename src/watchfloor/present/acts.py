"""How many incidents are laid to an actor week by week, and on whose word: never one sum."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from watchfloor.analyse.attribution import (
    OF_ASSERTION,
    Attributed,
    Series,
    Standing,
    Tally,
    weekly_tallies,
)
from watchfloor.export.discretion import DISCREET, Discretion
from watchfloor.export.private import folded
from watchfloor.model import ActsWeek, Where
from watchfloor.store.acts import Laid, laid

_BLAME = (Standing.BLAMED, Standing.SUSPECTED)


def acts_by_week(
    connection: sqlite3.Connection,
    where: Where,
    counted_for: Callable[[str], Sequence[str]],
    *,
    actors: Mapping[str, str] | None = None,
    rules: Discretion = DISCREET,
) -> dict[str, Series]:
    """Return the series of actors by id.

    Args:
        connection: an open record.
        where: filters of events; of `until` the day of the incident counts.
        counted_for: from an actor those for whom its acts count, so that facades and parts are in
            only when somebody switched them on.
        actors: id -> name of those whose acts are read at all.
        rules: names that a person hid are not told as accusers.

    Raises:
        UsageError: a filter that events do not have.
    """

    def rows() -> Iterator[tuple[date | None, date | None, Attributed]]:
        for one in laid(connection, where, actors):
            for actor in counted_for(one.actor):
                for row in _rows(one, actor, rules):
                    yield _day(one.first), _day(one.last), row

    return weekly_tallies(rows())


def week_of(since: date, tally: Tally) -> ActsWeek:
    """Return a week as the contract has it."""
    return ActsWeek(
        since=since.isoformat(),
        fact=tally.fact,
        claimed=tally.claimed,
        blamed=tally.blamed + tally.suspected,
        suspected=tally.suspected,
        blamed_by=tuple(sorted({*tally.blamed_by, *tally.suspected_by})),
    )


def _rows(one: Laid, actor: str, rules: Discretion) -> Iterator[Attributed]:
    """Yield a report once for each who lays the act to the actor."""
    standing = OF_ASSERTION[one.assertion]
    named: Sequence[str | None] = [None]
    if standing in _BLAME:
        known = [
            name for who, name in one.told_by if who != actor and folded(name) not in rules.hidden
        ]
        named = known or [one.outlet]
    for by in named:
        yield Attributed(actor=actor, incident=one.incident, standing=standing, by=by)


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
