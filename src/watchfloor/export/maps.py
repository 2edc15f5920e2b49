"""GeoJSON (RFC 7946): one feature a row, written row by row."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, BinaryIO

from watchfloor.export.columns import Cell, flat
from watchfloor.export.tables import utf8
from watchfloor.model import EventPlace

PlaceOf = Callable[[Any], EventPlace | None]
"""From a row the place of what it is about, no finer than may be shown."""


def write_geojson(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write a FeatureCollection of rows that have a place of their own; return how many features.

    Rows without coordinates are left out: a feature without geometry vanishes silently in most
    map programs. Properties are the flat columns, precision and radius among them, so that a
    point that stands for a province can be told from a street corner.
    """
    located = (row for row in rows if _point(row.event_loc) is not None)
    return write_features(shape, located, stream, lambda row: row.event_loc)


def write_features(
    shape: type, rows: Iterator[Any], stream: BinaryIO, place_of: PlaceOf | None = None
) -> int:
    """Write a FeatureCollection of all rows of any dataclass; return how many features.

    A row whose subject has no point, or none that may be shown, keeps a null geometry, which the
    RFC allows: a list and its file have the same rows.
    """
    form, count = flat(shape), 0
    names = [column.name for column in form.columns]
    stream.write(b'{"type":"FeatureCollection","features":[')
    for row in rows:
        known = getattr(row, "id", None)
        feature = {
            "type": "Feature",
            **({} if known is None else {"id": known}),
            "geometry": _point(place_of(row)) if place_of else None,
            "properties": dict(zip(names, map(_property, form.read(row)), strict=True)),
        }
        stream.write(b",\n" if count else b"\n")
        stream.write(utf8(json.dumps(feature, ensure_ascii=False, separators=(",", ":"))))
        count += 1
    stream.write(b"\n]}\n")
    return count


def _point(place: EventPlace | None) -> dict[str, Any] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _property(cell: Cell) -> str | int | float | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell
