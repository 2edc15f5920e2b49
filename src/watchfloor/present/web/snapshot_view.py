"""The incidents that pass some filters, by columns: how many, of what, when, where, and in order.

Each filter is tested once and gives a mask of the rows; a facet joins all masks but its own.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from watchfloor.model import Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.present.web.snapshot_columns import NO_DAY, Columns, Place
from watchfloor.store import counts, paging
from watchfloor.store.functions import fold, kilometres

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]

ANSWERED = frozenset(
    {"since", "until", "country", "admin1", "place", "near", "type", "mode", "status", "source"}
    | {"min_sources", "review", "set"}
)
"""Filters that the columns answer."""

MONDAY = date(1, 1, 1).toordinal()
"""A Monday, by which weeks are counted off."""

LATEST = np.iinfo(np.int32).max


def answers(where: Where) -> bool:
    """Say whether columns answer all filters that are asked for."""
    return set(_asked(where)) <= ANSWERED


class View:
    """The rows of some columns that pass some filters."""

    def __init__(self, held: Columns, where: Where) -> None:
        self.held = held
        self.where = where
        self._masks = {name: _TESTS[name](held, where) for name in _asked(where)}
        if where.review is None:
            shown = held.codes("review", lambda word: word in ("", "accepted"))
            self._masks["review"] = shown[held.review]

    @cached_property
    def mask(self) -> Mask:
        """Return which rows pass."""
        return self._but(None)

    def _but(self, name: str | None) -> Mask:
        """Return which rows pass all filters but one."""
        found: Mask = self.held.alive.copy()
        for other, mask in self._masks.items():
            if other != name:
                found &= mask
        return found

    def how_many(self) -> int:
        """Return how many pass."""
        return int(np.count_nonzero(self.mask))

    def facet(self, name: str, most: int) -> tuple[tuple[str, int], ...]:
        """Return (value, incidents) of one facet under all other filters, the most first."""
        mask = self._but(name) if name in self._masks else self.mask
        words, codes = self.held.values_of(name, mask)
        numbers = np.bincount(codes, minlength=len(words))
        found = [(word, int(n)) for word, n in zip(words, numbers, strict=False) if n and word]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:most])

    def weeks(self) -> tuple[tuple[str, int], ...]:
        """Return (Monday, incidents that began in the week) of each week that has some."""
        days = self.held.first[self.mask]
        days = days[days != NO_DAY]
        if not len(days):
            return ()
        base = (int(days.min()) - MONDAY) // 7
        numbers = np.bincount((days - MONDAY) // 7 - base)
        return tuple(
            (date.fromordinal((int(week) + base) * 7 + MONDAY).isoformat(), int(numbers[week]))
            for week in np.flatnonzero(numbers)
        )

    def places(
        self, hidden: frozenset[str], most: int | None = None
    ) -> tuple[tuple[counts.PlaceCount, ...], int]:
        """Return the places of those that pass, the most first, and how many stand at none.

        Args:
            hidden: folded names of places that a person ruled out of sight.
            most: no more places than these are wanted.
        """
        held, known = self.held, self.held.places
        drawn = np.array([_is_drawn(one, hidden) for one in known], bool)
        rows = np.flatnonzero(self.mask & ~held.withheld)
        rows = rows[drawn[held.place[rows]]] if len(rows) else rows
        at = held.place[rows].astype(np.intp)
        first, last = self._spans(rows)
        # Of one type with what goes into them: numpy takes thirty times as long for two.
        earliest = np.full(len(known), LATEST, first.dtype)
        latest = np.full(len(known), NO_DAY, last.dtype)
        np.minimum.at(earliest, at, np.where(first == NO_DAY, LATEST, first))
        np.maximum.at(latest, at, last)
        sources = np.zeros(len(known), held.sources.dtype)
        np.maximum.at(sources, at, held.sources[rows])
        kinds = _crossed(at, held.type[rows], len(known), held.words("type"))
        statuses = _crossed(at, held.status[rows], len(known), held.words("status"))
        found = []
        for number in _fullest(np.bincount(at, minlength=len(known)), most):
            by_type = kinds(number)
            found.append(
                _place_count(
                    known[number],
                    by_type=by_type,
                    by_status=statuses(number),
                    sources=int(sources[number]),
                    first=None if earliest[number] == LATEST else _day(earliest[number]),
                    last=None if latest[number] == NO_DAY else _day(latest[number]),
                )
            )
        found.sort(key=lambda one: (-one.n, one.name, one.lat, one.lon))
        return tuple(found[:most]), self.how_many() - len(rows)

    def _spans(self, rows: npt.NDArray[np.intp]) -> tuple[Days, Days]:
        """Return first and last day of rows; one that is missing is the other."""
        first, last = self.held.first[rows], self.held.last[rows]
        return np.where(first == NO_DAY, last, first), np.where(last == NO_DAY, first, last)

    def page(
        self, limit: int, after: paging.Key | None, *, oldest_first: bool
    ) -> tuple[list[str], paging.Key | None]:
        """Return ids of a page, and the key of its last row if more follow.

        Newest day first, then the greater id; undated ones come last, the smaller id first.
        """
        rows = np.flatnonzero(self.mask)
        days, _ = self._spans(rows)
        keys = self.held.key
        found: list[tuple[int, bytes]] = []
        if after is None or after[0] != paging.UNDATED:
            dated = days != NO_DAY
            own, on = rows[dated], days[dated]
            if after is not None:
                kept = _beyond(on, keys[own], _ordinal(after[0]), after[1], up=oldest_first)
                own, on, after = own[kept], on[kept], None
            found = _first(on, own, keys, limit + 1, up=oldest_first)
        if len(found) <= limit:
            rest = keys[rows[days == NO_DAY]]
            if after is not None:
                rest = rest[rest > str(after[1]).encode()]
            rest = np.sort(rest)[: limit + 1 - len(found)]
            found += [(NO_DAY, key) for key in rest]
        names = [key.decode() for _, key in found[:limit]]
        if len(found) <= limit:
            return names, None
        day = found[limit - 1][0]
        return names, (paging.UNDATED if day == NO_DAY else _day(day), names[-1])


def _first(
    days: Days, rows: npt.NDArray[np.intp], keys: npt.NDArray[np.bytes_], most: int, *, up: bool
) -> list[tuple[int, bytes]]:
    """Return day and key of the first rows in order, without sorting all of them."""
    if len(days) > most:
        edge = np.partition(days, most - 1)[most - 1] if up else np.partition(days, -most)[-most]
        near = days <= edge if up else days >= edge
        days, rows = days[near], rows[near]
    found = sorted(zip(days.tolist(), keys[rows].tolist(), strict=True), reverse=not up)
    return found[:most]


def _beyond(
    days: Days, keys: npt.NDArray[np.bytes_], day: int, name: str | int, *, up: bool
) -> Mask:
    """Return which rows come after a key."""
    found: Mask = days > day if up else days < day
    same = np.flatnonzero(days == day)
    key = str(name).encode()
    found[same] = keys[same] > key if up else keys[same] < key
    return found


def _ordinal(day: str | int) -> int:
    """Return the number of the day of a key; what is no day comes before all."""
    try:
        return date.fromisoformat(str(day)).toordinal()
    except ValueError:
        return NO_DAY


def _day(number: int) -> str:
    return date.fromordinal(int(number)).isoformat()


def _is_drawn(place: Place, hidden: frozenset[str]) -> bool:
    return place.lat is not None and (not hidden or fold(place.name) not in hidden)


def _fullest(numbers: npt.NDArray[np.intp], most: int | None) -> list[int]:
    """Return the places that have any rows; of more than `most` those with as many as that one."""
    some = np.flatnonzero(numbers)
    if most is not None and len(some) > most:
        edge = np.partition(numbers[some], -most)[-most]
        some = some[numbers[some] >= edge]
    return [int(one) for one in some]


def _crossed(
    at: npt.NDArray[np.intp], codes: npt.NDArray[np.uint8], places: int, words: list[str]
) -> Callable[[int], dict[str, int]]:
    """Return what tells of a place how many of its rows have each word."""
    wide = max(len(words), 1)
    table = np.bincount(at * wide + codes, minlength=places * wide).reshape(places, wide)

    def of(number: int) -> dict[str, int]:
        row = table[number].tolist()
        return {word: n for word, n in sorted(zip(words, row, strict=False)) if n}

    return of


def _place_count(
    place: Place,
    *,
    by_type: dict[str, int],
    by_status: dict[str, int],
    sources: int,
    first: str | None,
    last: str | None,
) -> counts.PlaceCount:
    return counts.PlaceCount(
        name=place.name or "unnamed place",
        country=place.country,
        admin1=place.admin1,
        lat=place.lat or 0.0,
        lon=place.lon or 0.0,
        precision=place.precision or "country",
        radius_km=place.radius_km,
        n=sum(by_type.values()),
        by_type=by_type,
        by_status=by_status,
        sources=sources,
        first=first,
        last=last,
    )


def _asked(where: Where) -> list[str]:
    return [one.name for one in fields(where) if getattr(where, one.name) not in (None, ())]


def _since(held: Columns, where: Where) -> Mask:
    """Keep intervals that reach the day: an open end reaches everything, no date nothing."""
    day = where.since.toordinal() if where.since else 0
    is_open = (held.last == NO_DAY) & (held.first != NO_DAY)
    found: Mask = ((held.last >= day) & (held.last != NO_DAY)) | is_open
    return found


def _until(held: Columns, where: Where) -> Mask:
    day = where.until.toordinal() if where.until else 0
    is_open = (held.first == NO_DAY) & (held.last != NO_DAY)
    found: Mask = ((held.first <= day) & (held.first != NO_DAY)) | is_open
    return found


def _coded(name: str) -> Callable[[Columns, Where], Mask]:
    def test(held: Columns, where: Where) -> Mask:
        wanted = set(getattr(where, name))
        found: Mask = held.codes(name, lambda word: word in wanted)[getattr(held, name)]
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
        found: Mask = known[held.place]
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
    found: Mask = held.codes("review", lambda word: word == wanted)[held.review]
    return found


_TESTS: dict[str, Callable[[Columns, Where], Mask]] = {
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
    "min_sources": lambda held, where: held.sources >= (where.min_sources or 0),
    "review": _reviewed,
    "set": lambda held, _: held.violence,
}
