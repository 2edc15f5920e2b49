"""When and where: the finest value that fits most of what is reported."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from watchfloor.fuse.votes import DECIMALS, Ballot, Vote, votes
from watchfloor.model import Event, EventDate, EventPlace
from watchfloor.model.words import PlacePrecision

T = TypeVar("T")

RULE = "settled"
_RANK = {precision: place for place, precision in enumerate(PlacePrecision)}


def settled_date(cast: Sequence[Ballot]) -> EventDate | None:
    """Return the interval that overlaps most of the votes' weight, of such the narrowest, earliest.

    What words of a text say outweighs what is inferred from a day of publication: as long as any
    vote is in words, only such votes count.
    """
    given = votes(cast, _closed)
    said = [vote for vote in given if vote.value.text is not None]
    given = said or given
    best = _fittest(given, _overlap, _width)
    if best is None:
        return None
    return EventDate.inferred(
        from_=best.from_,
        to=best.to,
        precision=best.precision,
        rule=_rule(given, best, _overlap, best.rule),
    )


def _closed(event: Event) -> EventDate | None:
    """Return the date of an event if both of its ends are known."""
    date = event.date
    return date if date and date.from_ and date.to else None


def _overlap(one: EventDate, two: EventDate) -> bool:
    if not (one.from_ and one.to and two.from_ and two.to):
        return False
    return one.from_ <= two.to and two.from_ <= one.to


def _width(date: EventDate) -> tuple[int, int, str]:
    if not (date.from_ and date.to):
        return 0, 0, date.rule
    return (date.to - date.from_).days, date.from_.toordinal(), date.rule


def settled_place(cast: Sequence[Ballot]) -> EventPlace | None:
    """Return the place that fits most of the votes' weight, of such the finest, then by name.

    Two places fit if they are the same, or if one is coarser and in one province or country.
    """
    given = votes(cast, lambda event: event.event_loc)
    best = _fittest(given, _fits, _fineness)
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
        rule=_rule(given, best, _fits, best.rule),
    )


def _fits(one: EventPlace, two: EventPlace) -> bool:
    if (one.geonames_id, one.name) == (two.geonames_id, two.name):
        return True
    fine, coarse = sorted((one, two), key=lambda place: _RANK[place.precision])
    if fine.precision is coarse.precision or fine.country != coarse.country:
        return False
    if coarse.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
        return fine.country is not None
    return coarse.admin1 is not None and fine.admin1 == coarse.admin1


def _fineness(place: EventPlace) -> tuple[int, str, int, float]:
    return _RANK[place.precision], place.name, place.geonames_id or 0, -place.score


def _fittest(
    given: Sequence[Vote[T]], fits: Callable[[T, T], bool], order: Callable[[T], tuple[object, ...]]
) -> T | None:
    """Return the value that fits the votes of most weight, of such the first in `order`."""
    return min(
        (vote.value for vote in given),
        key=lambda value: (-_support(given, value, fits), order(value)),
        default=None,
    )


def _support(given: Sequence[Vote[T]], value: T, fits: Callable[[T, T], bool]) -> float:
    return round(sum(vote.weight for vote in given if fits(vote.value, value)), DECIMALS)


def _rule(given: Sequence[Vote[T]], best: T, fits: Callable[[T, T], bool], read: str) -> str:
    fitting = sum(fits(vote.value, best) for vote in given)
    return f"{RULE}: fits {fitting} of {len(given)} sources; {read}"
