"""How often an actor is said to have done it, and on whose word: never one sum.

An incident counts for an actor once, under the strongest thing that any report says: told as fact,
claimed by the actor, blamed on it by others, or suspected. Facades and parents are not added: who
is named is counted, and whoever wants them added names them so in the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from watchfloor.analyse.observed import LONGEST
from watchfloor.analyse.periods import Period, monday, mondays


class Standing(StrEnum):
    """On whose word an act is an actor's, the strongest first."""

    FACT = "fact"
    CLAIMED = "claimed"
    BLAMED = "blamed"
    SUSPECTED = "suspected"


_RANK = {one: place for place, one in enumerate(Standing)}
OF_ASSERTION = {
    "fact": Standing.FACT,
    "claimed": Standing.CLAIMED,
    "accused": Standing.BLAMED,
    "suspected": Standing.SUSPECTED,
}
"""How an event's `assertion` counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One report that names an actor: incident, standing, and who says so if that is told."""

    actor: str
    incident: str
    standing: Standing
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Incidents of one actor by standing; `blamed_by` are those who blame it, by name.

    `suspected_by` are those who merely suspect it.
    """

    actor: str
    fact: int
    claimed: int
    blamed: int
    suspected: int
    blamed_by: tuple[str, ...]
    suspected_by: tuple[str, ...] = ()

    @property
    def incidents(self) -> int:
        """Return all of them."""
        return self.fact + self.claimed + self.blamed + self.suspected


def strongest(standings: Iterable[Standing]) -> Standing | None:
    """Return the strongest of some standings."""
    return min(standings, key=_RANK.__getitem__, default=None)


def tallies(rows: Iterable[Attributed]) -> tuple[Tally, ...]:
    """Return one tally an actor, the one with most incidents first, then by name."""
    held: dict[str, dict[str, Standing]] = {}
    blamers: dict[tuple[str, Standing], set[str]] = {}
    for row in rows:
        of_actor = held.setdefault(row.actor, {})
        known = of_actor.get(row.incident, row.standing)
        of_actor[row.incident] = min(known, row.standing, key=_RANK.__getitem__)
        if row.by:
            blamers.setdefault((row.actor, row.standing), set()).add(row.by)
    made = [
        Tally(
            actor=actor,
            blamed_by=tuple(sorted(blamers.get((actor, Standing.BLAMED), ()))),
            suspected_by=tuple(sorted(blamers.get((actor, Standing.SUSPECTED), ()))),
            **{one.value: list(incidents.values()).count(one) for one in Standing},
        )
        for actor, incidents in held.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.incidents, one.actor)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Tallies of one actor by the Monday of the week in which incidents began.

    `undated` are the incidents without a day, or with one too vague for a week.
    """

    weeks: tuple[tuple[date, Tally], ...]
    undated: int

    def whole(self) -> "Series":
        """Return it with the weeks between that have no incident, as zeros."""
        if not self.weeks:
            return self
        held = dict(self.weeks)
        actor = self.weeks[0][1].actor
        none = Tally(actor=actor, fact=0, claimed=0, blamed=0, suspected=0, blamed_by=())
        every = mondays(Period(self.weeks[0][0], self.weeks[-1][0]))
        return Series(
            weeks=tuple((week, held.get(week, none)) for week in every), undated=self.undated
        )


def weekly_tallies(
    rows: Iterable[tuple[date | None, date | None, Attributed]],
) -> dict[str, Series]:
    """Return the series of each actor, from rows of (first day, last day, report) of incidents.

    An incident counts in the week of its first day, as in every series.
    """
    by_week: dict[date, list[Attributed]] = {}
    undated: dict[str, set[str]] = {}
    for first, last, row in rows:
        if first is None or last is None or (last - first).days >= LONGEST:
            undated.setdefault(row.actor, set()).add(row.incident)
        else:
            by_week.setdefault(monday(first), []).append(row)
    weeks: dict[str, list[tuple[date, Tally]]] = {actor: [] for actor in undated}
    for week in sorted(by_week):
        for one in tallies(by_week[week]):
            weeks.setdefault(one.actor, []).append((week, one))
    return {
        actor: Series(weeks=tuple(held), undated=len(undated.get(actor, ())))
        for actor, held in weeks.items()
    }
