"""Which kinds can be written in which formats, and the one function that writes them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from watchfloor.errors import UsageError
from watchfloor.export.graphs import write_graphml
from watchfloor.export.maps import write_geojson
from watchfloor.export.tables import write_csv, write_jsonl
from watchfloor.model import Actor, Claim, Document, Event, Figure, Relation

KINDS: Mapping[str, type] = {
    "documents": Document,
    "events": Event,
    "claims": Claim,
    "figures": Figure,
    "relations": Relation,
    "actors": Actor,
}
"""The kinds of rows and the shape of each."""

Writer = Callable[[type, Iterator[Any], BinaryIO], int]


def _parquet(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    # pyarrow takes longer to import than the other formats take to write a small record.
    from watchfloor.export.parquet import write_parquet  # noqa: PLC0415  (see above)

    return write_parquet(shape, rows, stream)


_WRITERS: Mapping[str, Writer] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": _parquet,
    "geojson": write_geojson,
    "graphml": write_graphml,
}

_ONLY: Mapping[str, tuple[str, ...]] = {"geojson": ("events",), "graphml": ("actors",)}
"""Formats that suit some kinds alone."""

BINARY = ("parquet",)
"""Formats that a terminal cannot show."""


def pairs() -> tuple[tuple[str, str], ...]:
    """Return every (kind, format) that can be written."""
    return tuple(
        (kind, name) for kind in KINDS for name in _WRITERS if kind in _ONLY.get(name, tuple(KINDS))
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


def write(kind: str, format_name: str, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write rows of one kind to a binary stream as they come; return how many were written.

    Raises:
        UsageError: this kind cannot be written in this format.
    """
    check(kind, format_name)
    return _WRITERS[format_name](KINDS[kind], iter(rows), stream)
