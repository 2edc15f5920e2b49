"""GeoJSON (RFC 7946): one point a row that has coordinates, written row by row."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from watchfloor.export.columns import Cell, flat
from watchfloor.export.tables import utf8


def write_geojson(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write a FeatureCollection; return how many features.

    Rows without coordinates are left out: a feature without geometry vanishes silently in most
    map programs. Properties are the flat columns, precision and radius among them, so that a
    point that stands for a province can be told from a street corner.
    """
    form, count = flat(shape), 0
    names = [column.name for column in form.columns]
    stream.write(b'{"type":"FeatureCollection","features":[')
    for row in rows:
        place = row.event_loc
        if place is None or place.lat is None or place.lon is None:
            continue
        feature = {
            "type": "Feature",
            "id": row.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": dict(zip(names, map(_property, form.read(row)), strict=True)),
        }
        stream.write(b",\n" if count else b"\n")
        stream.write(utf8(json.dumps(feature, ensure_ascii=False, separators=(",", ":"))))
        count += 1
    stream.write(b"\n]}\n")
    return count


def _property(cell: Cell) -> str | int | float | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell
