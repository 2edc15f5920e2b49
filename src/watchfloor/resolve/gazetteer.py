"""The places of the world by their names, read in place from two mapped files.

`place-names` holds one folded name a line, sorted by its bytes, with the byte offsets of its
places in `places`. A look-up finds the stretch of lines that can hold a name and searches it:
nothing is copied at the start, and processes share the pages. The names with which stretches begin,
and a digest of every stretch, are worked out by the build, which has checked both files as a whole;
so a process checks what it reads, not 39 MB first. Where there was no such build it does that too.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from mmap import mmap
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


STRETCH = 2_048
"""Bytes of names, at least, that one stretch has; the last line of it is whole."""
BLOCK = 4_096
"""Bytes of places of which there is one digest."""
DIGEST = 8


@assets.made_ready("place-index", of=("place-names", "places"))
def _index() -> tuple[list[bytes], list[int], bytes, bytes]:
    """Return the first names of stretches, where these begin and the last ends; digests of both.

    Raises:
        AssetError: one of the two files is not what is pinned.
    """
    names, places = assets.load_mapped("place-names"), assets.load_mapped("places")
    first, bounds, start = list[bytes](), [0], 0
    while start < len(names):
        first.append(names[start : names.find(b"\t", start)])
        start = names.find(b"\n", min(start + STRETCH, len(names) - 1)) + 1 or len(names)
        bounds.append(start)
    stretches = b"".join(_digest(names[low:high]) for low, high in pairwise(bounds))
    blocks = (places[low : low + BLOCK] for low in range(0, len(places), BLOCK))
    return first, bounds, stretches, b"".join(map(_digest, blocks))


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()[:DIGEST]


class _Checked:
    """A mapped file, of which each part is held against its digest when it is first read."""

    def __init__(self, name: str, digests: bytes) -> None:
        self.name, self.data = name, assets.map_unchecked(name)
        self._digests, self._seen = digests, set[int]()

    def check(self, number: int, low: int, high: int) -> None:
        """Check one part.

        Raises:
            AssetError: it is damaged.
        """
        if number not in self._seen:
            told = self._digests[DIGEST * number : DIGEST * (number + 1)]
            if _digest(self.data[low:high]) != told:
                raise assets.damaged(self.name)
            self._seen.add(number)


@cache
def _names() -> _Checked:
    return _Checked("place-names", _index()[2])


@cache
def _places() -> _Checked:
    return _Checked("places", _index()[3])


def _line(key: bytes) -> bytes | None:
    """Return what stands behind a name in the sorted file."""
    first, bounds, *_ = _index()
    number = bisect_right(first, key) - 1
    if number < 0:
        return None
    low, high = bounds[number], bounds[number + 1]
    names = _names()
    names.check(number, low, high)
    data, found = names.data, low
    if first[number] != key:
        found = data.find(b"\n" + key + b"\t", low, high) + 1
        if not found:
            return None
    return data[found + len(key) + 1 : data.find(b"\n", found)]


@lru_cache(maxsize=REMEMBERED)
def _place(start: int) -> Spot:
    """Return the place whose line begins at an offset."""
    places = _places()
    data: mmap = places.data
    end = data.find(b"\n", start)
    for number in range(start // BLOCK, end // BLOCK + 1):
        places.check(number, BLOCK * number, BLOCK * (number + 1))
    return _spot(data[start:end])


@lru_cache(maxsize=REMEMBERED)
def _named(key: str) -> tuple[Named, ...]:
    found = _line(key.encode("utf-8", "replace"))
    if found is None:
        return ()
    spots = []
    for mark in found.split(b",", MOST)[:MOST]:
        start = abs(int(mark))
        # the first line of the file has offset 0, and "-0" is still a minus
        own = not mark.startswith(b"-")
        spots.append(Named(_place(start), own))
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
