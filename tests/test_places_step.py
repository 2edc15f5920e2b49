"""The step of the build that makes the places: rows, keys, pins, on a small invented world."""

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from build_steps import places as step
from build_steps import places_rows as rows
from watchfloor.resolve import gazetteer_keys as keys

ISO3 = {"AA": "AAA", "BB": "BBB"}
AREAS = rows.divisions(
    [
        "Norden Province\tAA-N\tAA.01\t501\tProvince\tSever|Север\t1\t\t1",
        "Inner Norden\t\tAA.01.7\t502\t\t\t2\t1\t1",
        "Nameless\tBB-1\tBB.01\t\tProvince\t\t1\t\t2",
    ],
    ["AAA", "BBB"],
)


def city(number: int, name: str, code: str, people: int, **more: Any) -> dict[str, Any]:
    """Make a town the way the source writes it."""
    return {
        "geonameid": number,
        "name": name,
        "countrycode": code,
        "population": people,
        "latitude": more.get("lat", 10.0),
        "longitude": more.get("lon", 20.0),
        "alternatenames": more.get("others", []),
    }


def towns() -> list[rows.Row]:
    """Return three towns, two of them in a division."""
    cities = [
        city(2, "Al Madin", "AA", 500_000, others=["El Medine", "AMD", "мадин", "madin"]),
        city(1, "Nordby", "AA", 900, lat=11.0),
        city(3, "Southend", "BB", 2_000_000, lat=10.0, lon=20.6),
        city(4, "Goneville", "AN", 5_000),
    ]
    return list(rows.towns(cities, {"2": ["2", "1"], "1": ["1"]}, AREAS, ISO3))


def test_towns_know_their_divisions() -> None:
    """A town has the first- and second-level division that holds it, and a radius by its size."""
    first, second, third = towns()
    assert ["1", "2", "3"] == [first.id, second.id, third.id]
    assert ("Norden Province", "501", "502") == (second.admin1, second.admin1_id, second.admin2_id)
    assert [3.0, 8.0, 20.0] == [first.radius_km, second.radius_km, third.radius_km]
    assert ("El Medine",) == second.others


def test_a_division_lies_in_the_middle_of_its_settled_cells() -> None:
    """Two towns, one large, give the point between them; a division without towns is left out."""
    north, inner = rows.areas_of(towns(), AREAS)
    assert north.lat == pytest.approx(10.625, abs=0.01)
    assert (500_900, "province") == (north.population, north.precision)
    assert ("Norden Province", "Norden") == north.names
    assert ("Norden Province", "501", "502") == (inner.admin1, inner.admin1_id, inner.admin2_id)


def test_a_border_lies_where_the_towns_of_both_come_near() -> None:
    """Cells of both countries that face each other mark it; each two neighbours have one row."""
    (border,) = rows.borders(towns(), {"AAA": ["BBB"], "BBB": ["AAA"]})
    assert ("border:AAA-BBB", ("=AAA/BBB",)) == (border.id, border.names)
    assert border.lon == pytest.approx(20.375, abs=0.01)
    assert border.radius_km >= 20


def test_a_province_of_ours_is_no_second_row() -> None:
    """It lends its names and point to the row of GeoNames; other sites learn their division."""
    table = (
        "# comment\nid,name,aliases,kind,lat,lon,precision,radius_km,country,admin1,sensitive,"
        "note\n"
        "norden,Norden,The North,province,10.5,20.5,province,80,AAA,Norden,,\n"
        "base,Camp North,North base,base,10.1,20.1,site,3,AAA,Norden,,\n"
    )
    sites = list(rows.sites(rows.read_table(table)))
    joined = rows.joined(sites, list(rows.areas_of(towns(), AREAS)), keys.place_key)
    by_id = {row.id: row for row in joined}
    assert {"501", "502", "site:base"} == set(by_id)
    assert (10.5, 20.5, 80.0) == (by_id["501"].lat, by_id["501"].lon, by_id["501"].radius_km)
    assert "The North" in by_id["501"].others
    assert ("Norden Province", "501") == (by_id["site:base"].admin1, by_id["site:base"].admin1_id)


def test_towns_of_ours_are_weighed_as_towns() -> None:
    """A town has few people, so that its namesakes count; a village is a site, known by name."""
    table = (
        "id,name,aliases,kind,lat,lon,precision,radius_km,country,admin1,sensitive,note\n"
        "ort,Ort,,town,10.1,20.1,town,3,AAA,,,\n"
        "dorf,Dorf,,village,10.2,20.1,town,3,AAA,,,\n"
    )
    town, village = rows.sites(rows.read_table(table))
    assert ("town", rows.SMALL_TOWN) == (town.kind, town.population)
    assert ("site", 0, "town") == (village.kind, village.population, village.precision)


def test_our_points_move_divisions() -> None:
    """A division of our table stands where the table says; other rows stay."""
    middle = [{"country": "AAA", "name": "Norden", "lat": "12", "lon": "22"}]
    before = [*rows.areas_of(towns(), AREAS), *towns()]
    after = list(rows.moved(before, middle, keys.place_key))
    assert (12.0, 22.0) == (after[0].lat, after[0].lon)
    assert before[1:] == after[1:]


def test_airports_of_lines_and_forces() -> None:
    """An airport with a code of lines or a military name stays, a private strip does not."""
    lines = [
        "icao,iata,name,city,subd,country,lat,lon",
        "AAAA,AAX,Nordby International Airport,Nordby,Norden,AA,11,20",
        "AAAB,,Desert Air Base,,Norden,AA,11,20",
        "AAAC,,Bob's Strip,,Norden,AA,11,20",
    ]
    found = list(rows.airports(csv.DictReader(lines), ISO3))
    assert ["airport:AAAA", "airport:AAAB"] == [one.id for one in found]
    assert "Nordby Airport" in found[0].others


def lookup(text: bytes, places: bytes, name: str) -> list[str]:
    """Return the ids behind a name of the written files, "-" before other spellings."""
    found = []
    for line in text.splitlines():
        key, _, marks = line.decode().partition("\t")
        if key == name:
            for mark in marks.split(","):
                start = abs(int(mark))
                sign = "-" if mark.startswith("-") else ""
                found.append(sign + places[start:].split(b"\t", 1)[0].decode())
    return found


def written(found: Iterable[rows.Row] = ()) -> dict[str, bytes]:
    """Write rows, AAA with keys for transliterations."""
    return step.write_files(list(found) or towns(), keys, frozenset({"AAA"}))


def test_names_point_to_rows() -> None:
    """Each folded name stands once, sorted, with the offsets of its places; others are marked."""
    files = written()
    names, places = files["place-names"], files["places"]
    assert ["2"] == lookup(names, places, "al madin")
    assert ["-2"] == lookup(names, places, "el medine")
    assert ["2"] == lookup(names, places, "madin")
    assert ["3"] == lookup(names, places, "southend")
    assert ["2"] == lookup(names, places, keys.loose_key(keys.place_key("al-Madeen")))
    lines = [line.partition(b"\t")[0] for line in names.splitlines()]
    assert lines == sorted(set(lines))


def test_the_order_of_the_sources_does_not_matter() -> None:
    """Rows in another order give the same bytes."""
    assert written(towns()) == written(towns()[::-1])


def tree(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Make a tree whose pins fit the invented world."""
    files = written()
    monkeypatch.setattr(step, "read_rows", lambda _: towns())
    monkeypatch.setattr(step, "loose_countries", lambda: frozenset({"AAA"}))
    (root / step.DATA).mkdir(parents=True)
    for path in (step.KEYS, *step.TABLES):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes((Path(__file__).parents[1] / path).read_bytes())
    pins = [
        f'[{name}]\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n' for name, data in files.items()
    ]
    (root / step.DATA / "assets.toml").write_text("".join(pins), encoding="utf-8")
    return files


def test_a_fitting_stamp_skips_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build the step is current, until a file, a table of ours or the stamp changes."""
    files = tree(tmp_path, monkeypatch)
    assert not step.is_current(tmp_path)
    step.build(tmp_path)
    assert step.is_current(tmp_path)
    assert files["places"] == (tmp_path / step.DATA / "places.tsv").read_bytes()
    with (tmp_path / step.TABLES[0]).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    assert not step.is_current(tmp_path)
    step.build(tmp_path)
    (tmp_path / step.DATA / "places.tsv").write_bytes(files["places"] + b"x")
    assert not step.is_current(tmp_path)


def test_a_wrong_pin_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build fails before a file is there, and says how to pin anew."""
    tree(tmp_path, monkeypatch)
    pins = '[places]\nsha256 = "00"\n[place-names]\nsha256 = "00"\n'
    (tmp_path / step.DATA / "assets.toml").write_text(pins, encoding="utf-8")
    with pytest.raises(ValueError, match=r"python -m build_steps\.places"):
        step.build(tmp_path)
    assert not (tmp_path / step.DATA / "places.tsv").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A tree without the table of keys is refused."""
    with pytest.raises(FileNotFoundError):
        step.load(tmp_path / "gone.py")
