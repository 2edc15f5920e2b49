"""The places of the world by their names, read in place from two mapped files.

`place-names` holds one folded name a line, sorted by its bytes, with the byte offsets of its
places in `places`. A look-up is a binary search over lines: nothing is indexed or copied at the
start, and processes share the pages.
"""

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from watchfloor import assets
from watchfloor.resolve.gazetteer_keys import bare_key, loose_key, place_key

EARTH_KM = 6371.0
MOST = 120
"""Places of one name that are looked at, the most populous first."""
REMEMBERED = 4096
"""Names that a process keeps the places of."""


class Spot(NamedTuple):
    """One place: GeoNames id or our own, kind, WGS 84 degrees, ISO-3, divisions, radius in km.

    `kind` is country, admin1, admin2, town, airport, site, region or border.
    """

    id: str
    kind: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    admin1_id: str
    admin2_id: str
    population: int
    radius_km: float
    precision: str

    @property
    def geonames_id(self) -> int | None:
        """Return the id if it is one of GeoNames."""
        return int(self.id) if self.id.isdigit() else None


class Named(NamedTuple):
    """A place that has a name: as its own, as another spelling, or by a loose transliteration."""

    spot: Spot
    own: bool
    loose: bool = False


def _spot(line: bytes) -> Spot:
    number, kind, name, lat, lon, country, first, first_id, second_id, people, radius, fine = (
        line.decode("utf-8").split("\t")
    )
    point = (float(lat), float(lon))
    inside = (country, first, first_id, second_id)
    return Spot(number, kind, name, *point, *inside, int(people), float(radius), fine)


def _line(key: bytes) -> bytes | None:
    """Return what stands behind a name in the sorted file (binary search over its lines)."""
    names = assets.load_mapped("place-names")
    low, high = 0, len(names)
    for _ in range(SHARED_STEPS):
        if low >= high:
            return None
        start, end, name = _middle(low, high)
        if name == key:
            return names[start + len(key) + 1 : end]
        low, high = (end + 1, high) if name < key else (low, start)
    while low < high:
        start = names.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = names.find(b"\n", start)
        name, _, places = names[start:end].partition(b"\t")
        if name == key:
            return places
        low, high = (end + 1, high) if name < key else (low, start)
    return None


SHARED_STEPS = 13
"""First halvings of the file, which all look-ups share."""


@lru_cache(maxsize=1 << SHARED_STEPS)
def _middle(low: int, high: int) -> tuple[int, int, bytes]:
    """Return start, end and name of the line in the middle of a part of the file."""
    names = assets.load_mapped("place-names")
    start = names.rfind(b"\n", low, (low + high) // 2) + 1 or low
    end = names.find(b"\n", start)
    return start, end, names[start:end].partition(b"\t")[0]


@lru_cache(maxsize=REMEMBERED)
def _named(key: str) -> tuple[Named, ...]:
    found = _line(key.encode("utf-8", "replace"))
    if found is None:
        return ()
    places = assets.load_mapped("places")
    spots = []
    for mark in found.split(b",", MOST)[:MOST]:
        start = abs(int(mark))
        # the first line of the file has offset 0, and "-0" is still a minus
        own = not mark.startswith(b"-")
        spots.append(Named(_spot(places[start : places.find(b"\n", start)]), own))
    return tuple(spots)


def places_named(name: str) -> tuple[Named, ...]:
    """Return the places of a name, the most populous first: as written, without article, loosely.

    The first way of reading that finds anything decides.
    """
    key = place_key(name)
    if not key or len(key) > 80:  # noqa: PLR2004  (no name is longer)
        return ()
    if found := _named(key):
        return found
    bare = bare_key(key)
    if bare != key and (found := _named(bare)):
        return found
    loose = loose_key(key)
    return tuple(one._replace(loose=True) for one in _named(loose)) if loose else ()


@cache
def country_spot(iso3: str) -> Spot | None:
    """Return the point and disc that stand for a country or territory."""
    found = _named(f"={iso3}")
    return found[0].spot if found else None


@cache
def first_divisions() -> tuple[Spot, ...]:
    """Return every first-level division."""
    return tuple(map(_spot, _lines_of_divisions()))


def division_names() -> Iterator[tuple[str, str]]:
    """Yield the id and the name of every first-level division."""
    for line in _lines_of_divisions():
        number, _, name, _ = line.split(b"\t", 3)
        yield number.decode(), name.decode("utf-8")


def _lines_of_divisions() -> Iterator[bytes]:
    """Yield the lines of the first-level divisions, which follow the countries in the file."""
    places = assets.load_mapped("places")
    found = places.find(b"\tadmin1\t")
    start = places.rfind(b"\n", 0, max(found, 0)) + 1
    while (end := places.find(b"\n", start)) >= 0:
        line = places[start:end]
        if b"\tadmin1\t" not in line:
            return
        yield line
        start = end + 1


@cache
def border_spot(one: str, other: str) -> Spot | None:
    """Return the middle of the border of two neighbouring countries (ISO-3, any order)."""
    first, second = sorted((one, other))
    found = _named(f"={first}/{second}")
    return found[0].spot if found else None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return kilometres between two points (latitude, longitude) on the sphere (haversine)."""
    phi, psi = math.radians(a[0]), math.radians(b[0])
    half = math.sin((phi - psi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
