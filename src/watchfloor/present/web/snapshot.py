"""Counts of incidents from columns in memory: facets and weeks of a million in milliseconds.

One snapshot serves all requests. It is brought up to date when a step of fusing was written (no
other change moves an incident): what later steps wrote is added, what they replaced or ended is
marked dead. The answers are those of `store.counts`, which itself answers where a filter looks into
words (`actor`, `text`, ...).
"""

import sqlite3
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from watchfloor.errors import WatchfloorError
from watchfloor.model import Incident, Where
from watchfloor.present.web.snapshot_columns import Columns
from watchfloor.present.web.snapshot_view import View, answers
from watchfloor.store import columns, connect, counts, fusing, incidents, known, paging
from watchfloor.store.disclosures import names_shown_and_hidden


class Snapshot:
    """The columns of one record, kept up to date by whatever connection asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Columns | None = None
        self._mark = columns.Mark()
        self._latest: View | None = None
        self._past: dict[str, Columns] = {}

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
                    withheld = columns.withheld_since(connection, self._mark.step)
                    self._held = (self._held or Columns()).with_rows(portions, gone, withheld)
                    self._mark = now
            return self._held
        finally:
            self._lock.release()

    def _then(self, connection: sqlite3.Connection, as_of: date) -> Columns:
        """Return the columns as of a day that the connection has made ready."""
        name = known.name_of(connection, as_of)
        with self._lock:
            if name not in self._past:
                portions = columns.known_then(connection, as_of)
                withheld = columns.withheld_since(connection, -1, as_of)
                self._past[name] = Columns().with_rows(portions, [], withheld)
            while len(self._past) > known.DAYS_KEPT:
                del self._past[next(iter(self._past))]
            return self._past[name]

    def view(self, connection: sqlite3.Connection, where: Where) -> View | None:
        """Return the incidents that pass; None if a filter asks for what no column has."""
        day, where = where.as_of, replace(where, as_of=None)
        if not answers(where):
            return None
        held = self.current(connection) if day is None else self._then(connection, day)
        latest = self._latest
        if latest is None or latest.held is not held or latest.where != where:
            latest = self._latest = View(held, where)
        return latest

    def how_many(self, connection: sqlite3.Connection, where: Where) -> int:
        """Return how many incidents pass."""
        view = self.view(connection, where)
        return counts.how_many(connection, where) if view is None else view.how_many()

    def facet(
        self, connection: sqlite3.Connection, where: Where, name: str, most: int
    ) -> tuple[tuple[str, int], ...]:
        """Return (value, incidents) of one facet under all other filters, the most first."""
        view = self.view(connection, where)
        if view is None:
            return counts.facet(connection, where, name, most)
        return view.facet(name, most)

    def weeks(self, connection: sqlite3.Connection, where: Where) -> tuple[tuple[str, int], ...]:
        """Return (Monday, incidents that began in the week) of each week that has some."""
        view = self.view(connection, where)
        return counts.weeks(connection, where) if view is None else view.weeks()

    def places(
        self, connection: sqlite3.Connection, where: Where, most: int | None = None
    ) -> tuple[tuple[counts.PlaceCount, ...], int]:
        """Return the places of the incidents that pass, and how many stand at none of them.

        The places with most incidents come first, no more than `most` of them.
        """
        view = self.view(connection, where)
        if view is None:
            found = counts.places(connection, where)
            return found[:most], counts.without_position(connection, where)
        _, hidden = names_shown_and_hidden(connection)
        return view.places(hidden, most)

    def page(
        self,
        connection: sqlite3.Connection,
        where: Where,
        *,
        limit: int,
        after: paging.Key | None,
        oldest_first: bool,
    ) -> paging.Page[Incident]:
        """Return a page of the incidents that pass, as `store.paging` has it."""
        view = self.view(connection, where)
        if view is None:
            return paging.page(
                connection, "incident", where, limit=limit, after=after, oldest_first=oldest_first
            )
        names, following = view.page(limit, after, oldest_first=oldest_first)
        if where.as_of is not None:
            return paging.Page(known.named(connection, where.as_of, names), following)
        found = (incidents.incident(connection, name) for name in names)
        return paging.Page(tuple(one for one in found if one is not None), following)


def warm(snapshot: Snapshot, record: Path) -> None:
    """Read the columns of a record; whatever is wrong with it, the first page will say."""
    with suppress(WatchfloorError), connect(record, write=False) as connection:
        snapshot.current(connection)
