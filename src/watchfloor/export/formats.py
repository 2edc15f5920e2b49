"""Which kinds can be written in which formats, and the one function that writes them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from watchfloor.errors import UsageError
from watchfloor.export.acled import write_acled
from watchfloor.export.actor_graph import write_actor_graph
from watchfloor.export.discretion import DISCREET, Discretion, discreet
from watchfloor.export.incident_graph import write_incident_graph
from watchfloor.export.losses import Losses
from watchfloor.export.maps import PlaceOf, write_features, write_geojson
from watchfloor.export.relation_graph import write_relation_graph
from watchfloor.export.tables import write_csv, write_jsonl
from watchfloor.export.ucdp import write_ucdp
from watchfloor.model import Actor, Claim, Document, Event, Figure, Incident, Relation
from watchfloor.model.correction import Correction

KINDS: Mapping[str, type] = {
    "documents": Document,
    "events": Event,
    "incidents": Incident,
    "claims": Claim,
    "figures": Figure,
    "relations": Relation,
    "actors": Actor,
    "corrections": Correction,
}
"""The kinds of rows and the shape of each."""

Writer = Callable[[type, Iterator[Any], BinaryIO], int]


def _parquet(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    # pyarrow takes longer to import than the other formats take to write a small record.
    from watchfloor.export.parquet import write_parquet  # noqa: PLC0415  (see above)

    return write_parquet(shape, rows, stream)


_GRAPHS: Mapping[type, Callable[[Iterator[Any], BinaryIO], int]] = {
    Incident: write_incident_graph,
    Relation: write_relation_graph,
    Actor: write_actor_graph,
}

_WRITERS: Mapping[str, Writer] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": _parquet,
    "geojson": write_geojson,
    "graphml": lambda shape, rows, stream: _GRAPHS[shape](rows, stream),
}

LOSSY = ("acled", "ucdp")
"""Formats of others, which cannot hold all: writing them fills a report of losses."""

_ONLY: Mapping[str, tuple[str, ...]] = {
    "geojson": ("events", "incidents"),
    "graphml": ("incidents", "relations", "actors"),
    "acled": ("incidents",),
    "ucdp": ("incidents",),
}
"""Formats that suit some kinds alone."""

_KIND_ONLY: Mapping[str, tuple[str, ...]] = {"corrections": ("jsonl",)}
"""Kinds that suit some formats alone: a person's value has the shape of its field."""

_TABLES = ("jsonl", "csv", "parquet")
"""Formats that hold rows of any shape."""

BINARY = ("parquet",)
"""Formats that a terminal cannot show."""


def pairs() -> tuple[tuple[str, str], ...]:
    """Return every (kind, format) that can be written."""
    return tuple(
        (kind, name)
        for kind in KINDS
        for name in (*_WRITERS, *LOSSY)
        if kind in _ONLY.get(name, tuple(KINDS)) and name in _KIND_ONLY.get(kind, (name,))
    )


def check(kind: str, format_name: str) -> None:
    """Raise UsageError, naming the pairs that exist, unless this one does."""
    if (kind, format_name) not in pairs():
        known = "; ".join(
            f"{one} as {', '.join(name for other, name in pairs() if other == one)}"
            for one in KINDS
        )
        message = f"{kind} cannot be exported as {format_name!r}; what exists: {known}"
        raise UsageError(message)


def write(  # noqa: PLR0913  (what a file of rows depends on)
    kind: str,
    format_name: str,
    rows: Iterator[Any],
    stream: BinaryIO,
    losses: Losses | None = None,
    *,
    centroids: bool = False,
    rules: Discretion = DISCREET,
) -> int:
    """Write rows of one kind to a binary stream as they come; return how many were written.

    A foreign format counts in `losses` what it cannot hold; `centroids` has it give the middle of a
    coarse place as coordinates. Names and places are withheld by `rules`, in every format.

    Raises:
        UsageError: this kind cannot be written in this format.
    """
    check(kind, format_name)
    rows = (discreet(row, rules) for row in rows)
    if format_name == "acled":
        return write_acled(iter(rows), stream, losses or Losses(), centroids=centroids)
    if format_name == "ucdp":
        return write_ucdp(iter(rows), stream, losses or Losses())
    return _WRITERS[format_name](KINDS[kind], iter(rows), stream)


def write_shape(
    shape: type,
    format_name: str,
    rows: Iterator[Any],
    stream: BinaryIO,
    place_of: PlaceOf | None = None,
) -> int:
    """Write rows of any dataclass, as they are, as a table; return how many were written.

    For lists that no kind of the export holds: who calls it withholds what must be. GeoJSON has a
    feature a row, at the place that `place_of` gives, or without geometry.

    Raises:
        UsageError: this format is of kinds alone.
    """
    if format_name == "geojson":
        return write_features(shape, rows, stream, place_of)
    if format_name not in _TABLES:
        message = f"a list is written as {', '.join((*_TABLES, 'geojson'))}, not as {format_name!r}"
        raise UsageError(message)
    return _WRITERS[format_name](shape, rows, stream)
