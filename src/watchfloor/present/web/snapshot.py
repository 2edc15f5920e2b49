"""Counts of incidents from columns in memory: facets and weeks of a million in milliseconds.

One snapshot serves all requests. It is brought up to date when a step of fusing was written (no
other change moves an incident): what later steps wrote is added, what they replaced or ended is
marked dead. The answers are those of `store.counts`, which itself answers where a filter looks into
words (`actor`, `text`, ...). The map is `store.counts`' alone: which places
are withheld is read from words, too.
"""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from watchfloor.model import Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.present.web.snapshot_columns import NO_DAY, Columns, Place
from watchfloor.store import columns, counts, fusing
from watchfloor.store.functions import fold, kilometres

Mask = npt.NDArray[np.bool_]

ANSWERED = frozenset(
    {"since", "until", "country", "admin1", "place", "near", "type", "mode", "status", "source"}
    | {"min_sources", "review", "set"}
)
"""Filters that the columns answer."""

MONDAY = date(1, 1, 1).toordinal()
"""A Monday, by which weeks are counted off."""


class Snapshot:
    """The columns of one record, kept up to date by whatever connection asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Columns | None = None
        self._mark = columns.Mark()

    def current(self, connection: sqlite3.Connection) -> Columns:
        """Return the columns as of now; while one request refreshes, others take what is held.

        Raises:
            StoreError: the record cannot be read.
        """
        held = self._held
        # The first columns are worth waiting for; later ones are not.
        if not self._lock.acquire(blocking=held is None) and held is not None:
            return held
        try:
            with fusing.snapshot(connection):
                now = columns.mark(connection)
                if self._held is None or now != self._mark:
                    gone = columns.gone_since(connection, self._mark.fate) if self._held else []
                    portions = columns.written_since(connection, self._mark.step)
                    self._held = (self._held or Columns()).with_rows(portions, gone)
                    self._mark = now
            return self._held
        finally:
            self._lock.release()

    def how_many(self, connection: sqlite3.Connection, where: Where) -> int:
        """Return how many incidents pass."""
        if not _answers(where):
            return counts.how_many(connection, where)
        return int(np.count_nonzero(self._passing(self.current(connection), where)))

    def facet(
        self, connection: sqlite3.Connection, where: Where, name: str, most: int
    ) -> tuple[tuple[str, int], ...]:
        """Return (value, incidents) of one facet under all other filters, the most first."""
        emptied: dict[str, Any] = {name: ()}
        others = replace(where, **emptied)
        if not _answers(others):
            return counts.facet(connection, where, name, most)
        held = self.current(connection)
        mask = self._passing(held, others)
        words, codes = held.values_of(name, mask)
        numbers = np.bincount(codes, minlength=len(words)) if len(codes) else np.zeros(len(words))
        found = [(word, int(n)) for word, n in zip(words, numbers, strict=False) if n and word]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:most])

    def weeks(self, connection: sqlite3.Connection, where: Where) -> tuple[tuple[str, int], ...]:
        """Return (Monday, incidents that began in the week) of each week that has some."""
        if not _answers(where):
            return counts.weeks(connection, where)
        held = self.current(connection)
        days = held.first[self._passing(held, where)]
        found, numbers = np.unique((days[days != NO_DAY] - MONDAY) // 7, return_counts=True)
        return tuple(
            (date.fromordinal(int(week) * 7 + MONDAY).isoformat(), int(n))
            for week, n in zip(found, numbers, strict=True)
        )

    def _passing(self, held: Columns, where: Where) -> Mask:
        mask = held.alive.copy()
        for name in _asked(where):
            mask &= _TESTS[name](held, where)
        if where.review is None:
            shown = held.codes("review", lambda word: word in ("", "accepted"))
            mask &= shown[held.review]
        return mask


def _asked(where: Where) -> list[str]:
    return [one.name for one in fields(where) if getattr(where, one.name) not in (None, ())]


def _answers(where: Where) -> bool:
    return set(_asked(where)) <= ANSWERED


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
