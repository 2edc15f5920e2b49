"""The filters of a list as a form: what may be typed, and values to choose with their counts."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.model import ClaimKind, Status
from watchfloor.model.filters import UNREVIEWED
from watchfloor.model.words import Review
from watchfloor.present.options import FILTERS as DESCRIBED
from watchfloor.present.web.query import REPEATABLE, Query
from watchfloor.present.web.snapshot import Snapshot
from watchfloor.store import counts
from watchfloor.store.filters import FILTERS
from watchfloor.vocab import plover
from watchfloor.vocab.sets import SETS

MOST = {"type": 16, "status": 6, "country": 12, "mode": 12, "source": 12, "kind": 8}
ROW_FACETS = {"event": ("type", "status", "country", "source"), "claim": ("kind", "source")}
"""Values shown of a facet; the others can be typed."""

_KINDS = {"since": "date", "until": "date", "as_of": "date", "min_sources": "number"}
LABELS = {
    "since": "From day",
    "until": "Until day",
    "country": "Country",
    "admin1": "Province",
    "place": "Place",
    "near": "Near lat,lon,km",
    "actor": "Actor",
    "recipient": "Recipient",
    "type": "Type",
    "mode": "Mode",
    "status": "Status",
    "source": "Source",
    "text": "Words in the text",
    "document": "Document id",
    "min_sources": "Independent sources, at least",
    "review": "Review",
    "set": "Named set",
    "kind": "Kind",
    "speaker": "Speaker",
    "as_of": "As known on day",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `n` is how many rows it would show."""

    value: str
    n: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one filter to choose among."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One filter to type; `options` are the values that it may have, none if any will do."""

    name: str
    label: str
    kind: str
    help: str
    value: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """The form of a list's filters.

    Attributes:
        facets: filters with values to choose.
        fields: filters to type.
        chosen: (label, value, address without it) of each filter in force.
    """

    facets: tuple[Facet, ...]
    fields: tuple[Field, ...]
    chosen: tuple[tuple[str, str, str], ...]


def filters_of(query: Query, table: str, facets: tuple[Facet, ...] = ()) -> Filters:
    """Return the form for the filters that a table has."""
    known = FILTERS[table]
    shown = {facet.name for facet in facets}
    fields = tuple(_field(query, name) for name in DESCRIBED if name in known and name not in shown)
    return Filters(facets, fields, tuple(_chosen(query)))


def incident_facets(
    connection: sqlite3.Connection, query: Query, snapshot: Snapshot
) -> tuple[Facet, ...]:
    """Return the facets of incidents with their counts under the other filters."""
    return tuple(
        facet_of(query, name, snapshot.facet(connection, query.where, name, MOST[name]))
        for name in counts.FACETS
    )


def row_facets(connection: sqlite3.Connection, table: str, query: Query) -> tuple[Facet, ...]:
    """Return the facets of events or claims with their counts under the other filters."""
    return tuple(
        facet_of(query, name, counts.row_facet(connection, table, query.where, name, MOST[name]))
        for name in ROW_FACETS.get(table, ())
    )


def facet_of(query: Query, name: str, counted: tuple[tuple[str, int], ...]) -> Facet:
    """Return a facet; what is chosen stays in it, were it only with 0."""
    chosen = dict.fromkeys(getattr(query.where, name))
    values = [*counted, *((value, 0) for value in chosen if value not in dict(counted))]
    made = tuple(Choice(value, n, value in chosen) for value, n in values)
    return Facet(name, LABELS[name], made)


def _field(query: Query, name: str) -> Field:
    values = query.values(name)
    return Field(
        name,
        LABELS[name],
        _KINDS.get(name, "text"),
        DESCRIBED[name][1],
        values[0] if values else "",
        _options(name),
    )


def _options(name: str) -> tuple[str, ...]:
    """Return the words of a filter's vocabulary, in the vocabulary's order."""
    words: dict[str, Iterable[str]] = {
        "type": plover.types(),
        "mode": dict.fromkeys(one for kind in plover.types() for one in plover.modes(kind)),
        "status": Status,
        "kind": ClaimKind,
        "review": (*Review, UNREVIEWED),
        "set": SETS,
    }
    return tuple(map(str, words.get(name, ())))


def _chosen(query: Query) -> Iterator[tuple[str, str, str]]:
    for name, value in query.filters:
        without = query.toggled(name, value) if name in REPEATABLE else query.href(**{name: None})
        yield LABELS[name], value, without
