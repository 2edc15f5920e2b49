"""When and where: a value is borne out by votes for it, and by coarser ones that hold it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from watchfloor.fuse.votes import DECIMALS, Ballot, Order, Vote, votes
from watchfloor.model import ONLY_COUNTRY, Event, EventDate, EventPlace
from watchfloor.model.words import PlacePrecision

T = TypeVar("T")

RULE = "settled"
_RANK = {precision: place for place, precision in enumerate(PlacePrecision)}


def settled_date(cast: Sequence[Ballot]) -> EventDate | None:
    """Return the interval that votes of most weight hold, of such the narrowest, then the earliest.

    A week holds its days, a day no week: a coarse date speaks for every finer one inside it.
    What words of a text say outweighs what is inferred from a day of publication: as long as any
    vote is in words, only such votes count.
    """
    given = votes(cast, _said, _width) or votes(cast, _closed, _width)
    best = _fittest(given, _holds_days, _width)
    if best is None:
        return None
    return EventDate.inferred(
        from_=best.from_,
        to=best.to,
        precision=best.precision,
        rule=_rule(given, best, _holds_days, best.rule),
    )


def _closed(event: Event) -> EventDate | None:
    """Return the date of an event if both of its ends are known."""
    date = event.date
    return date if date and date.from_ and date.to else None


def _said(event: Event) -> EventDate | None:
    """Return such a date if words of the text give it."""
    date = _closed(event)
    return date if date and date.text is not None else None


def _holds_days(wide: EventDate, fine: EventDate) -> bool:
    if not (wide.from_ and wide.to and fine.from_ and fine.to):
        return False
    return wide.from_ <= fine.from_ and fine.to <= wide.to


def _width(date: EventDate) -> Order:
    if not (date.from_ and date.to):
        return 0, 0, date.rule
    return (date.to - date.from_).days, date.from_.toordinal(), date.rule


def settled_place(cast: Sequence[Ballot]) -> EventPlace | None:
    """Return the place that votes of most weight hold, of such the finest, then by name.

    A country holds its towns, a province those of its name: a coarse place speaks for every finer
    one inside it. A country that is only the one a text speaks of counts where no vote has more.
    """
    given = votes(cast, _told, _fineness) or votes(cast, lambda event: event.event_loc, _fineness)
    best = _fittest(given, _holds_place, _fineness)
    if best is None:
        return None
    return EventPlace.inferred(
        score=best.score,
        name=best.name,
        lat=best.lat,
        lon=best.lon,
        geonames_id=best.geonames_id,
        country=best.country,
        admin1=best.admin1,
        precision=best.precision,
        radius_km=best.radius_km,
        rule=_rule(given, best, _holds_place, best.rule),
    )


def _told(event: Event) -> EventPlace | None:
    """Return the place of an event, unless it is only the country that its text speaks of."""
    place = event.event_loc
    return place if place and ONLY_COUNTRY not in place.rule else None


def _holds_place(wide: EventPlace, fine: EventPlace) -> bool:
    if (wide.geonames_id, wide.name) == (fine.geonames_id, fine.name):
        return True
    if _RANK[wide.precision] <= _RANK[fine.precision] or wide.country != fine.country:
        return False
    if wide.precision is PlacePrecision.COUNTRY:
        return fine.country is not None
    return wide.admin1 is not None and fine.admin1 == wide.admin1


def _fineness(place: EventPlace) -> Order:
    return _RANK[place.precision], place.name, place.geonames_id or 0, -place.score


def _fittest(
    given: Sequence[Vote[T]],
    holds: Callable[[T, T], bool],
    order: Callable[[T], Order],
) -> T | None:
    """Return the value that votes of most weight hold, of such the first in `order`."""
    return min(
        (vote.value for vote in given),
        key=lambda value: (-_support(given, value, holds), order(value)),
        default=None,
    )


def _support(given: Sequence[Vote[T]], value: T, holds: Callable[[T, T], bool]) -> float:
    return round(sum(vote.weight for vote in given if holds(vote.value, value)), DECIMALS)


def _rule(given: Sequence[Vote[T]], best: T, holds: Callable[[T, T], bool], read: str) -> str:
    fitting = sum(holds(vote.value, best) for vote in given)
    return f"{RULE}: fits {fitting} of {len(given)} sources; {read}"
