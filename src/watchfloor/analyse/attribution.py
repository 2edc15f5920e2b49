"""How often an actor is said to have done it, and on whose word: never one sum.

An incident counts for an actor once, under the strongest thing that any report says: told as fact,
claimed by the actor, blamed on it by others, or suspected. Facades and parents are not added: who
is named is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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
    """Incidents of one actor by standing; `blamed_by` are those who blame it, by name."""

    actor: str
    fact: int
    claimed: int
    blamed: int
    suspected: int
    blamed_by: tuple[str, ...]

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
    blamers: dict[str, set[str]] = {}
    for row in rows:
        of_actor = held.setdefault(row.actor, {})
        known = of_actor.get(row.incident, row.standing)
        of_actor[row.incident] = min(known, row.standing, key=_RANK.__getitem__)
        if row.standing is Standing.BLAMED and row.by:
            blamers.setdefault(row.actor, set()).add(row.by)
    made = [
        Tally(
            actor=actor,
            blamed_by=tuple(sorted(blamers.get(actor, ()))),
            **{one.value: list(incidents.values()).count(one) for one in Standing},
        )
        for actor, incidents in held.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.incidents, one.actor)))
