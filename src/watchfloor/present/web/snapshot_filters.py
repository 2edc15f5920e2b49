"""Filters as masks over the columns of incidents: which of them columns answer, and how."""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import numpy.typing as npt

from watchfloor.model import Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.present.web.snapshot_columns import Columns, Place
from watchfloor.store.functions import fold, kilometres

Mask = npt.NDArray[np.bool_]

ANSWERED = frozenset(
    {"since", "until", "country", "admin1", "place", "near", "type", "mode", "status", "source"}
    | {"min_sources", "review", "set"}
)
"""Filters that the columns answer."""


def answers(where: Where) -> bool:
    """Say whether columns answer all filters that are asked for."""
    return set(asked(where)) <= ANSWERED


def asked(where: Where) -> list[str]:
    """Return the names of the filters that are asked for."""
    return [one.name for one in fields(where) if getattr(where, one.name) not in (None, ())]


def _since(held: Columns, where: Where) -> Mask:
    """Keep intervals that reach the day: an open end reaches everything, no date nothing."""
    found: Mask = held.reach >= (where.since.toordinal() if where.since else 0)
    return found


def _until(held: Columns, where: Where) -> Mask:
    found: Mask = held.since <= (where.until.toordinal() if where.until else 0)
    return found


def _coded(name: str) -> Callable[[Columns, Where], Mask]:
    def test(held: Columns, where: Where) -> Mask:
        wanted = set(getattr(where, name))
        found: Mask = held.codes(name, lambda word: word in wanted)[held[name]]
        return found

    return test


def _paired(name: str) -> Callable[[Columns, Where], Mask]:
    def test(held: Columns, where: Where) -> Mask:
        given = getattr(where, name)
        wanted = {fold(one) for one in given} if name == "source" else set(given)
        folded = fold if name == "source" else str
        return held.having(name, lambda word: folded(word) in wanted)

    return test


def _placed(passes: Callable[[Place, Where], bool]) -> Callable[[Columns, Where], Mask]:
    def test(held: Columns, where: Where) -> Mask:
        known = np.fromiter((passes(one, where) for one in held.places), bool, len(held.places))
        found: Mask = known[held["place"]]
        return found

    return test


def _is_country(place: Place, where: Where) -> bool:
    return place.country in where.country


def _is_admin1(place: Place, where: Where) -> bool:
    return place.admin1 is not None and fold(place.admin1) == fold(where.admin1)


def _is_named(place: Place, where: Where) -> bool:
    return place.name is not None and (fold(where.place) or "") in (fold(place.name) or "")


def _is_near(place: Place, where: Where) -> bool:
    near = where.near
    if near is None or place.lat is None or place.lon is None:
        return False
    if kilometres(near.lat, near.lon, place.lat, place.lon) > near.km:
        return False
    fine = place.precision in ("site", "town", "district")
    return fine or (place.radius_km is not None and place.radius_km <= near.km)


def _reviewed(held: Columns, where: Where) -> Mask:
    asked = (where.review or "").lower()
    wanted = "" if asked == UNREVIEWED else asked
    found: Mask = held.codes("review", lambda word: word == wanted)[held["review"]]
    return found


TESTS: dict[str, Callable[[Columns, Where], Mask]] = {
    "since": _since,
    "until": _until,
    "type": _coded("type"),
    "status": _coded("status"),
    "mode": _paired("mode"),
    "source": _paired("source"),
    "country": _placed(_is_country),
    "admin1": _placed(_is_admin1),
    "place": _placed(_is_named),
    "near": _placed(_is_near),
    "min_sources": lambda held, where: held["sources"] >= (where.min_sources or 0),
    "review": _reviewed,
    "set": lambda held, _: held["violence"],
}
