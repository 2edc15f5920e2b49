"""Reports of several events at once ("at least four attacks in two weeks") and what they cover.

An aggregate is never an incident. It is bound to the incidents that it may count, and the gap
between what it says and what the record holds is shown.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from watchfloor.errors import InputError
from watchfloor.fuse.corroborate import body
from watchfloor.model import NO_DAY_SAID, Event, EventPlace, Filler, Incident
from watchfloor.model.words import UNCOUNTED, PlacePrecision

FINE = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """An aggregate report and the incidents that the record holds of what it counts.

    `missing` is how many the aggregate says at the least beyond those held; it is no estimate.
    """

    event_id: str
    low: int | None
    best: int | None
    high: int | None
    incidents: tuple[str, ...]
    missing: int

    @property
    def words(self) -> str:
        """Return the gap in words: "record holds 3 of at least 4"."""
        said = self.best if self.best is not None else self.low
        if said is None:
            return f"record holds {len(self.incidents)} of at most {self.high}"
        exact = self.best is not None
        return f"record holds {len(self.incidents)} of {'' if exact else 'at least '}{said}"


def covered(
    aggregate: Event, incidents: Iterable[Incident], countries: Set[str] = frozenset()
) -> Coverage:
    """Return which incidents an aggregate report counts: its type, inside its days, place, parties.

    What the aggregate does not say restricts nothing, except its days: where it says none nothing
    is bound; and one that says no place counts nothing of a country that its text is not about, if
    the `countries` that it is about are known. An incident that lies only partly inside the days is
    not counted, nor one without support.

    Raises:
        InputError: the event counts nothing.
    """
    count = aggregate.count
    if count is None:
        message = f"event {aggregate.id} counts nothing: only an aggregate covers incidents"
        raise InputError(message)
    about = countries if aggregate.event_loc is None else frozenset[str]()
    held = tuple(
        sorted(
            one.id
            for one in incidents
            if _counts(aggregate, one) and not (about and _is_abroad(one.event_loc, about))
        )
    )
    said = count.low if count.low is not None else count.best
    return Coverage(
        event_id=aggregate.id,
        low=count.low,
        best=count.best,
        high=count.high,
        incidents=held,
        missing=max(0, (said or 0) - len(held)),
    )


def _counts(aggregate: Event, incident: Incident) -> bool:
    return (
        incident.review not in UNCOUNTED
        and incident.type == aggregate.type
        and _during(aggregate, incident)
        and _inside(aggregate.event_loc, incident.event_loc)
        and _may_be(aggregate.actor, incident.actor)
        and _may_be(aggregate.recipient, incident.recipient)
    )


def _during(aggregate: Event, incident: Incident) -> bool:
    days, own = aggregate.date, incident.date
    if days is None or own is None or own.from_ is None or own.to is None:
        return False
    if (days.from_ is None and days.to is None) or days.rule.startswith(NO_DAY_SAID):
        return False
    return (days.from_ or date.min) <= own.from_ and own.to <= (days.to or date.max)


def _inside(wide: EventPlace | None, own: EventPlace | None) -> bool:
    if wide is None:
        return True
    if own is None:
        return False
    if wide.precision in FINE:
        return (wide.geonames_id, wide.name) == (own.geonames_id, own.name)
    if wide.country != own.country:
        return False
    return wide.admin1 is None or wide.admin1 == own.admin1


def _is_abroad(own: EventPlace | None, about: Set[str]) -> bool:
    return own is not None and own.country is not None and own.country not in about


def _may_be(counted: Iterable[Filler], own: Iterable[Filler]) -> bool:
    """Return whether two sides share whom they name, or one of them names nobody known."""
    one = {body(filler.entity_id) for filler in counted if filler.entity_id}
    two = {body(filler.entity_id) for filler in own if filler.entity_id}
    return not one or not two or bool(one & two)
