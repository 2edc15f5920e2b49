"""The incidents that pass some filters, by columns: how many, of what, when, where, and in order.

Each filter is tested once and gives a mask of the rows; a facet joins all masks but its own.
"""

from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from watchfloor.model import Where
from watchfloor.present.web.snapshot_columns import LATEST, WEEK, Columns, Place, sums
from watchfloor.present.web.snapshot_filters import TESTS, Mask, asked
from watchfloor.present.web.snapshot_portion import NO_DAY
from watchfloor.store import counts, paging

Days = npt.NDArray[np.int32]
Numbers = npt.NDArray[Any]

MONDAY = date(1, 1, 1).toordinal()
"""A Monday, by which weeks are counted off."""


class View:
    """The rows of some columns that pass some filters; what was counted once is kept."""

    def __init__(self, held: Columns, where: Where) -> None:
        self.held = held
        self.where = where
        self._known: dict[Any, Any] = {}
        self._masks = {name: TESTS[name](held, where) for name in asked(where)}
        if where.review is None:
            shown = held.codes("review", lambda word: word in ("", "accepted"))
            if not shown.all():
                self._masks["review"] = shown[held["review"]]

    @cached_property
    def mask(self) -> Mask:
        """Return which rows pass."""
        return self._but(None)

    def _but(self, name: str | None) -> Mask:
        """Return which rows pass all filters but one."""
        found: Mask = np.ones(len(self.held), bool)
        for other, mask in self._masks.items():
            if other != name:
                found &= mask
        return found

    @cached_property
    def _cells(self) -> Numbers:
        """Return how many rows of each cell pass."""
        return sums(self.mask, self.held.cells.starts)

    @cached_property
    def _total(self) -> int:
        return int(np.count_nonzero(self.mask))

    def how_many(self) -> int:
        """Return how many pass."""
        return self._total

    def facet(self, name: str, most: int) -> tuple[tuple[str, int], ...]:
        """Return (value, incidents) of one facet under all other filters, the most first."""
        found: tuple[tuple[str, int], ...] | None = self._known.get(name)
        if found is None:
            numbered = zip(*self._facets(name), strict=False)
            counted = [(word, int(n)) for word, n in numbered if n and word]
            counted.sort(key=lambda one: (-one[1], one[0]))
            found = self._known[name] = tuple(counted)
        return found[:most]

    def _facets(self, name: str) -> tuple[list[str], Numbers]:
        """Return the words of a facet, and how many rows have each under all other filters."""
        held = self.held
        if name in held.pairs:
            mask = self._but(name) if name in self._masks else self.mask
            return held.words(name), held.pairs[name].counts(mask)
        cells = held.cells
        counts = sums(self._but(name), cells.starts) if name in self._masks else self._cells
        if name == "country":
            words, of = held.country
            return words, _totals(of[cells.place] if len(of) else cells.place, counts, len(words))
        words = held.words(name)
        return words, _totals(getattr(cells, name), counts, len(words))

    @cached_property
    def _weeks(self) -> tuple[int, Numbers]:
        """Return the first week of any row that passes, and the rows of each from there on."""
        weeks = self.held.week[self.mask]
        weeks = weeks[weeks != NO_DAY] if len(weeks) and weeks.min() == NO_DAY else weeks
        if not len(weeks):
            return 0, np.zeros(0, np.int64)
        base = int(weeks.min())
        return base, np.bincount(weeks - base)

    def weeks(self) -> tuple[tuple[str, int], ...]:
        """Return (Monday, incidents that began in the week) of each week that has some."""
        base, numbers = self._weeks
        endless = self.held.endless[self.mask[self.held.endless]]
        if len(endless):
            numbers = numbers - np.bincount(self.held.week[endless] - base, minlength=len(numbers))
        return tuple(
            (_day((int(week) + base) * WEEK + MONDAY), int(numbers[week]))
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
        if (hidden, most) not in self._known:
            self._known[hidden, most] = self._placed(hidden, most)
        found: tuple[tuple[counts.PlaceCount, ...], int] = self._known[hidden, most]
        return found

    def _placed(
        self, hidden: frozenset[str], most: int | None
    ) -> tuple[tuple[counts.PlaceCount, ...], int]:
        held, cells = self.held, self.held.cells
        drawn = held.positioned
        if hidden:
            drawn = drawn & np.array([one not in hidden for one in held.folded], bool)
        own = np.flatnonzero((self._cells > 0) & ~cells.withheld & drawn[cells.place])
        numbers = _totals(cells.place[own], self._cells[own], len(drawn))
        made = self._made(_fullest(numbers, most), own)
        made.sort(key=lambda one: (-one.n, one.name, one.lat, one.lon))
        return tuple(made[:most]), self.how_many() - int(numbers.sum())

    def _made(self, wanted: Numbers, own: Numbers) -> list[counts.PlaceCount]:
        """Return the places that are wanted, by number, of the cells whose rows stand at them."""
        held, cells = self.held, self.held.cells
        is_wanted = np.zeros(len(held.places), bool)
        is_wanted[wanted] = True
        own = own[is_wanted[cells.place[own]]]
        sides = (cells.place[own], cells.type[own], cells.status[own], self._cells[own])
        kinds, marks, spans = held.words("type"), held.words("status"), self._of_places()
        found: dict[int, tuple[dict[str, int], dict[str, int]]] = {}
        for number, kind, status, n in zip(*(one.tolist() for one in sides), strict=True):
            by_type, by_status = found.setdefault(number, ({}, {}))
            by_type[kinds[kind]] = by_type.get(kinds[kind], 0) + n
            by_status[marks[status]] = by_status.get(marks[status], 0) + n
        return [
            _place_count(held.places[number], _sorted(types), _sorted(statuses), spans[number])
            for number, (types, statuses) in found.items()
        ]

    def _of_places(self) -> dict[int, tuple[int, int, int]]:
        """Return first day, last day and most sources of the rows of each place that has any."""
        held, starts = self.held, self.held.place_starts[:-1]
        if not len(starts):
            return {}
        shown = self.mask & ~held["withheld"]
        first, last = held.begun, held.ended
        # Of one type with what goes in: numpy takes many times as long for two.
        dated = np.where(shown & (first != NO_DAY), first, np.int32(LATEST))
        sides = (
            np.minimum.reduceat(dated, starts),
            np.maximum.reduceat(np.where(shown, last, np.int32(NO_DAY)), starts),
            np.maximum.reduceat(held["sources"] * shown, starts),
        )
        rows = zip(*(one.tolist() for one in sides), strict=True)
        return dict(zip(held["place"][starts].tolist(), rows, strict=True))

    def page(
        self, limit: int, after: paging.Key | None, *, oldest_first: bool
    ) -> tuple[list[str], paging.Key | None]:
        """Return ids of a page, and the key of its last row if more follow.

        Newest day first, then the greater id; undated ones come last, the smaller id first.
        """
        keys = self.held["key"]
        found: list[tuple[int, bytes]] = []
        if after is None or after[0] != paging.UNDATED:
            day = None if after is None else _ordinal(after[0])
            own = self._near(limit, day, up=oldest_first)
            on = self.held.begun[own]
            if after is not None and day is not None:
                kept = _beyond(on, keys[own], day, after[1], up=oldest_first)
                own, on, after = own[kept], on[kept], None
            found = _first(on, own, keys, limit + 1, up=oldest_first)
        if len(found) <= limit:
            rest = keys[self.mask & (self.held.begun == NO_DAY)]
            if after is not None:
                rest = rest[rest > str(after[1]).encode()]
            rest = np.sort(rest)[: limit + 1 - len(found)]
            found += [(NO_DAY, key) for key in rest]
        names = [key.decode() for _, key in found[:limit]]
        if len(found) <= limit:
            return names, None
        last = found[limit - 1][0]
        return names, (paging.UNDATED if last == NO_DAY else _day(last), names[-1])

    def _near(self, limit: int, day: int | None, *, up: bool) -> Numbers:
        """Return dated rows among which the page after a day lies whole: those of some weeks."""
        base, numbers = self._weeks
        weeks = len(numbers)
        at = (-1 if up else weeks) if day is None else (day - MONDAY) // WEEK - base
        at = min(max(at, -1), weeks)
        ahead = numbers[at + 1 :] if up else numbers[: max(at, 0)][::-1]
        reach = int(np.searchsorted(np.cumsum(ahead), limit + 1)) + 1
        low, high = (at, at + reach) if up else (at - reach, at)
        week = self.held.week
        inside = (week >= max(low + base, 0)) & (week <= high + base)
        return np.flatnonzero(self.mask & inside)


def _totals(codes: Numbers, counts: Numbers, words: int) -> Numbers:
    """Return the counts of cells summed by code."""
    # Sums of doubles are exact up to 9e15 rows.
    return np.bincount(codes, weights=counts, minlength=words).astype(np.int64)


def _first(
    days: Days, rows: Numbers, keys: npt.NDArray[np.bytes_], most: int, *, up: bool
) -> list[tuple[int, bytes]]:
    """Return day and key of the first rows in order."""
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


@lru_cache(maxsize=20_000)
def _day(number: int) -> str:
    return date.fromordinal(int(number)).isoformat()


def _fullest(numbers: Numbers, most: int | None) -> Numbers:
    """Return the places that have any rows; of more than `most` those with as many as that one."""
    some = np.flatnonzero(numbers)
    if most is not None and len(some) > most:
        edge = np.partition(numbers[some], -most)[-most]
        some = some[numbers[some] >= edge]
    return some


def _sorted(counted: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items())) if len(counted) > 1 else counted


def _place_count(
    place: Place, by_type: dict[str, int], by_status: dict[str, int], span: tuple[int, int, int]
) -> counts.PlaceCount:
    first, last, sources = span
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
        first=None if first == LATEST else _day(first),
        last=None if last == NO_DAY else _day(last),
    )
