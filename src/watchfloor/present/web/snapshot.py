"""Counts of incidents from columns in memory: facets and weeks of a million in milliseconds.

One snapshot serves all requests. It is brought up to date when a step of fusing was written (no
other change moves an incident): what later steps wrote is added, what they replaced or ended is
marked dead. The answers are those of `store.counts`, which itself answers where a filter looks into
words (`actor`, `text`, ...).
"""

import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from watchfloor.errors import WatchfloorError
from watchfloor.model import Incident, Where
from watchfloor.present.web.snapshot_columns import Columns
from watchfloor.present.web.snapshot_file import Kept, keep, kept
from watchfloor.present.web.snapshot_filters import answers
from watchfloor.present.web.snapshot_view import View
from watchfloor.store import columns, connect, counts, fusing, incidents, known, paging
from watchfloor.store.disclosures import names_shown_and_hidden

VIEWS = 12
"""Views that are kept with what they counted: a list asks for three, and often the same."""

PATIENCE = 0.5
"""Seconds that a request waits for what was written since: a decision takes a tenth of a second."""


LARGE = 20_000
"""Incidents from which on columns are kept in a file; to read fewer takes half a second."""

RENEWED = 20

_NONE = Kept(Columns(), columns.Mark(), [])


class Snapshot:
    """The columns of one record, kept up to date by whatever connection asks.

    Attributes:
        patience: seconds that a request waits while the columns are brought up to date; then it is
            answered from what they were. The first columns are always waited for.
    """

    def __init__(self, record: Path, patience: float = PATIENCE) -> None:
        self.record = record
        self.patience = patience
        self._lock = threading.Lock()
        self._reading: threading.Thread | None = None
        self._held: Kept | None = None
        self._views: dict[tuple[int, Where], View] = {}
        self._past: dict[str, Columns] = {}

    def current(self, connection: sqlite3.Connection) -> Columns:
        """Return the columns as of now, or of a moment ago if to read on takes long.

        Raises:
            StoreError: the record cannot be read.
        """
        held = self._held or self.refresh(connection)
        until = time.monotonic() + self.patience
        while columns.mark(connection) != held.mark and time.monotonic() < until:
            self._read_on_beside(until - time.monotonic())
            held = self._held or held
        return held.columns

    def refresh(self, connection: sqlite3.Connection) -> Kept:
        """Bring the columns up to date, however long it takes; return them.

        Raises:
            StoreError: the record cannot be read.
        """
        with self._lock, fusing.snapshot(connection):
            now = columns.mark(connection)
            before = self._held or self._kept(connection, now)
            if before.mark != now:
                gone = columns.gone_since(connection, before.mark.fate) if before.columns else []
                portions = columns.written_since(connection, before.mark.step)
                withheld = columns.withheld_since(connection, before.mark.step)
                grown = before.columns.with_rows(portions, gone, withheld)
                before = Kept(grown, now, columns.ends(connection))
            self._held = before
            return before

    def _kept(self, connection: sqlite3.Connection, now: columns.Mark) -> Kept:
        """Return the columns that lie beside the record, if it grew from what they were read of."""
        found = kept(self.record)
        if found is None or found.mark.step > now.step or found.mark.fate > now.fate:
            return _NONE
        return found if columns.grew_from(connection, found.ends) else _NONE

    def _read_on_beside(self, seconds: float) -> None:
        """Read on in a thread, one at a time, and wait so long for it."""
        reading = self._reading
        if reading is None or not reading.is_alive():
            reading = threading.Thread(target=read_on, args=(self,), daemon=True)
            self._reading = reading
            reading.start()
        reading.join(max(seconds, 0))

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
        day = where.as_of
        where = where if day is None else replace(where, as_of=None)
        if not answers(where):
            return None
        held = self.current(connection) if day is None else self._then(connection, day)
        key = id(held), where
        view = self._views.pop(key, None)
        if view is None or view.held is not held:
            view = View(held, where)
        self._views[key] = view  # the last is the newest
        for old in list(self._views)[:-VIEWS]:
            self._views.pop(old, None)
        return view

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


def read_on(snapshot: Snapshot) -> None:
    """Bring the columns up to date; whatever is wrong with the record, the next page will say."""
    with suppress(WatchfloorError), connect(snapshot.record, write=False) as connection:
        snapshot.refresh(connection)


def warm(snapshot: Snapshot) -> None:
    """Read the columns of a record after a start, and keep those of a large one beside it.

    They are written again once a twentieth of them is new: to read that much takes a second.
    """
    with suppress(WatchfloorError, OSError), connect(snapshot.record, write=False) as connection:
        held = snapshot.refresh(connection)
        if len(held.columns) >= LARGE and held.columns.fresh * RENEWED > len(held.columns):
            keep(snapshot.record, held)
