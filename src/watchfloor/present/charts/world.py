"""The base map: countries of a TopoJSON file, cut to a box of degrees.

A file of `world-atlas` (Natural Earth) is a topology: borders are arcs, stored once, as steps on a
grid; a country is a list of arcs, one written as its complement being walked backwards. Format:
TopoJSON specification, sections 2.1.4 and 2.2.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the globe in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name and the rings of its land, as (lon, lat)."""

    name: str
    rings: tuple[Ring, ...]


World = tuple[Country, ...]


@lru_cache(maxsize=1)
def built_world() -> World | None:
    """Return the countries of the built asset; None where the web assets were not built."""
    found = files("watchfloor.present").joinpath("web", "static", "world.json")
    return world(json.loads(found.read_bytes())) if found.is_file() else None


def world(topology: Mapping[str, Any]) -> World:
    """Return the countries of a topology that has an object `countries`."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_arc(steps, scale, shift) for steps in topology["arcs"]]
    made = []
    for one in topology["objects"]["countries"]["geometries"]:
        polygons = one.get("arcs", [])
        if one["type"] == "Polygon":
            polygons = [polygons]
        rings = tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
        made.append(Country(str(one.get("properties", {}).get("name", "")), rings))
    return tuple(made)


def cut(countries: World, box: Box) -> Iterator[Country]:
    """Yield the countries that a box touches, their land cut at its edges."""
    for country in countries:
        rings = tuple(filter(None, (_inside(ring, box) for ring in country.rings)))
        if rings:
            yield Country(country.name, rings)


def _arc(steps: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> Ring:
    x = y = 0
    made = []
    for step in steps:
        x, y = x + step[0], y + step[1]
        made.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return tuple(made)


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    made: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else tuple(reversed(arcs[~number]))
        made.extend(arc[1:] if made else arc)
    return tuple(made)


def _inside(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring inside a box; nothing of a ring beside it or without an area."""
    lons, lats = zip(*ring, strict=True)
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    if west > box.east or east < box.west or south > box.north or north < box.south:
        return ()
    if west < box.west or east > box.east or south < box.south or north > box.north:
        ring = _clipped(ring, box)
    return ring if len(ring) > 2 else ()  # noqa: PLR2004  (a line has no area)


def _clipped(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring inside a box (Sutherland and Hodgman 1974)."""
    for axis, edge, sign in (
        (0, box.west, 1),
        (0, box.east, -1),
        (1, box.south, 1),
        (1, box.north, -1),
    ):
        ring = _half(ring, axis, edge, sign)
        if not ring:
            break
    return ring


def _half(ring: Ring, axis: int, edge: float, sign: int) -> Ring:
    made: list[Point] = []
    for one, other in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        is_in, then_in = sign * (one[axis] - edge) >= 0, sign * (other[axis] - edge) >= 0
        if is_in:
            made.append(one)
        if is_in != then_in:
            share = (edge - one[axis]) / (other[axis] - one[axis])
            made.append(
                (
                    edge if axis == 0 else one[0] + share * (other[0] - one[0]),
                    edge if axis == 1 else one[1] + share * (other[1] - one[1]),
                )
            )
    return tuple(made)
