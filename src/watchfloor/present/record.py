"""The record for Python: `watchfloor.open(path)`."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from watchfloor.errors import InputError
from watchfloor.export.discretion import discreet
from watchfloor.model import Actor, Claim, Document, Event, Figure, Incident, Relation, Where
from watchfloor.present import html
from watchfloor.present.actors import actors
from watchfloor.present.coding_view import EVENT_COLUMNS, Coding, event_cells
from watchfloor.present.discretion import rules_of
from watchfloor.present.find import coding_of, settled
from watchfloor.present.phrases import (
    bounds_signs,
    bounds_words,
    date_words,
    fillers_words,
    place_words,
    plural,
    published_words,
    short,
)
from watchfloor.store import connect, history, query
from watchfloor.store.search import Hit, search

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Row = TypeVar("Row")
Read = Callable[[sqlite3.Connection, Where | None, int | None], Iterator[Row]]

SHOWN = 20
"""Rows of a selection in a notebook."""


class Selection(Generic[Row]):
    """Rows of one kind that pass the filters: read when asked for, never held."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        shape: type[Row],
        read: "Read[Row]",
        filters: dict[str, Any] | None = None,
    ) -> None:
        self._connection, self._shape, self._read = connection, shape, read
        self._filters = filters or {}
        self._where = Where.of(**self._filters)

    def where(self, **filters: Any) -> "Selection[Row]":
        """Return a narrower selection; a filter given again replaces its earlier value.

        Args:
            filters: since, until, country, admin1, place, near, actor, recipient, type, mode,
                status, source, text, document, min_sources, review, set, kind, speaker, as_of:
                as on the command line (see `model.Where`).

        Raises:
            UsageError: an unknown filter, type, mode or status.
        """
        return Selection(self._connection, self._shape, self._read, {**self._filters, **filters})

    def __iter__(self) -> Iterator[Row]:
        return self._rows(None)

    def _rows(self, limit: int | None) -> "Iterator[Row]":
        return self._read(self._connection, settled(self._connection, self._where), limit)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return self.first() is not None

    def first(self) -> Row | None:
        """Return the first row, or None."""
        return next(self._rows(1), None)

    def arrow(self) -> "pa.Table":
        """Return the rows as an Arrow table with the nested schema of the Parquet export."""
        from watchfloor.export.parquet import table

        return table(self._shape, self)

    def df(self) -> "pd.DataFrame":
        """Return the rows as a pandas data frame with the flat columns of the CSV export, typed.

        Raises:
            InputError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: F401  (Arrow imports it by itself; here to say what lacks)
        except ImportError as error:
            message = 'a data frame needs pandas: pip install "watchfloor[notebook]"'
            raise InputError(message) from error
        from watchfloor.export.parquet import flat_table

        return flat_table(self._shape, self).to_pandas(date_as_object=False)

    def __repr__(self) -> str:
        filters = ", ".join(f"{name}={value!r}" for name, value in self._filters.items())
        return f"<{len(self):,} {self._shape.__name__.lower()}s{filters and f' where {filters}'}>"

    def _repr_html_(self) -> str:
        rows = list(self._rows(SHOWN + 1))
        columns, cells = _CELLS[self._shape]
        more = f"{min(len(rows), SHOWN)} of {len(self):,}" if len(rows) > SHOWN else ""
        caption = more or plural(len(rows), self._shape.__name__.lower())
        rules = rules_of(self._connection)
        shown = (cells(discreet(row, rules)) for row in rows[:SHOWN])
        return html.block(html.table(columns, shown, caption))


class Record:
    """A record, open for reading; use it with `with`, or close it.

    Attributes:
        path: the file.
        documents, events, incidents, claims, figures, relations: everything of that kind, as a
            `Selection`.
        actors: the actors that the events (which pass the filters) name, the most named first.
    """

    def __init__(self, path: Path) -> None:
        """Open the record at `path`.

        Raises:
            StoreError: there is none, or it cannot be read.
        """
        self.path = path
        self._connection = connect(path, write=False)
        self.documents = Selection(self._connection, Document, query.documents)
        self.events = Selection(self._connection, Event, query.events)
        self.incidents = Selection(self._connection, Incident, query.incidents)
        self.claims = Selection(self._connection, Claim, query.claims)
        self.figures = Selection(self._connection, Figure, query.figures)
        self.relations = Selection(self._connection, Relation, query.relations)
        self.actors = Selection(self._connection, Actor, actors)

    def show(self, identifier: str) -> Coding:
        """Return the document of that id (or of that event) with what was read in it.

        Raises:
            UsageError: too few digits.
            InputError: no id begins so, or several do.
        """
        return coding_of(self._connection, identifier)

    def search(self, text: str, limit: int = SHOWN) -> list[Hit]:
        """Return the best hits for a full-text query."""
        return search(self._connection, text, limit)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {str(self.path)!r}>"

    def _repr_html_(self) -> str:
        from watchfloor.present.summary import facts_of

        rows = facts_of(history.summary(self._connection))
        return html.block(html.heading(str(self.path), "record"), html.table(("", ""), rows))


def _document_cells(one: Document) -> tuple[str, ...]:
    title = one.title or one.text[:60]
    return (short(one.id), published_words(one.published), one.source or "", title)


def _incident_cells(one: Incident) -> tuple[str, ...]:
    who = f"{fillers_words(one.actor)} → {fillers_words(one.recipient)}"
    day, place, dead = date_words(one.date), place_words(one.event_loc), bounds_signs(one.dead)
    return (short(one.id), day, one.type, who, place, dead, f"{one.independent_sources}")


def _claim_cells(one: Claim) -> tuple[str, ...]:
    speaker = one.speaker.called if one.speaker else ""
    return (short(one.id), one.kind, speaker, one.content.text or "")


def _figure_cells(one: Figure) -> tuple[str, ...]:
    value = f"{bounds_words(one.value)} {one.unit or ''}"
    return (short(one.id), one.subject.text or "", one.quantity, value, one.evidence.text or "")


def _relation_cells(one: Relation) -> tuple[str, ...]:
    subject, object_ = (party.name or party.text or "" for party in (one.subject, one.object))
    return (short(one.id), subject, one.predicate, object_, one.since or "", one.until or "")


def _actor_cells(one: Actor) -> tuple[str, ...]:
    return (one.id, one.name, one.type, one.country or "", one.since or "", one.until or "")


_CELLS: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[str, ...]]]] = {
    Document: (("id", "published", "source", "title"), _document_cells),
    Event: (EVENT_COLUMNS, event_cells),
    Incident: (("id", "date", "type", "who", "place", "dead", "sources"), _incident_cells),
    Claim: (("id", "kind", "speaker", "words"), _claim_cells),
    Figure: (("id", "subject", "quantity", "value", "words"), _figure_cells),
    Actor: (("id", "name", "type", "country", "since", "until"), _actor_cells),
    Relation: (("id", "subject", "predicate", "object", "since", "until"), _relation_cells),
}
"""What a notebook shows of each kind."""
