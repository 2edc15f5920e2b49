"""The gazetteer step of the build: its rows, its pin and its stamp, on a small invented world."""

import hashlib
import importlib
from pathlib import Path
from typing import Any

import pytest

from build_steps import gazetteer as step
from watchfloor import assets

ROOT = Path(__file__).parents[1]


def country(
    code: str, number: int, capital: str, area: int, languages: str = "en"
) -> dict[str, Any]:
    """Make a country the way the source writes it."""
    return {
        "geonameid": number,
        "name": f"Land {code}",
        "iso": code,
        "iso3": code + "X",
        "capital": capital,
        "areakm2": area,
        "population": 1000,
        "languages": languages,
    }


def city(number: int, name: str, code: str, people: int, **more: Any) -> dict[str, Any]:
    """Make a city the way the source writes it."""
    return {
        "geonameid": number,
        "name": name,
        "countrycode": code,
        "population": people,
        "latitude": more.get("lat", 10.0),
        "longitude": more.get("lon", 20.0),
        "alternatenames": more.get("alternatenames", []),
    }


COUNTRIES = {
    "AA": country("AA", 2, "Ábor", 314, "ar-AA"),
    "BB": country("BB", 1, "Nowhere", 3141),
    "AN": country("AN", 3, "Gone", 1),
    "CC": country("CC", 4, "", 10),
}
CITIES = [
    city(30, "Ábor", "AA", 900, alternatenames=["Abor", "Aborr", "Xyzzy"]),
    city(20, "Al Madin", "AA", 50_000, alternatenames=["El-Madine", "AMD", "Hope", "madin"]),
    city(10, "Eastend", "BB", 40_000, lon=179.0, lat=0.0),
    city(11, "Westend", "BB", 200, lon=-179.0, lat=0.0),
    city(12, "Goneville", "AN", 90_000),
]


def rows() -> list[dict[str, str]]:
    """Return the rows as values by column."""
    made = step.make_rows(CITIES, COUNTRIES, [city(9, "Hamlet", "CC", 3, lat=5.0, lon=6.0)])
    return [dict(zip(step.COLUMNS, row, strict=True)) for row in made]


def test_rows_are_sorted_cities_then_countries() -> None:
    """Cities come by id, then countries by id, whatever the order of the source."""
    expected = [("city", "10"), ("city", "20"), ("city", "30")]
    expected += [("country", "1"), ("country", "2"), ("country", "4")]
    assert expected == [(row["feature"], row["geonames_id"]) for row in rows()]
    assert step.make_rows(CITIES[::-1], COUNTRIES) == step.make_rows(CITIES, COUNTRIES)


def test_small_capitals_stay_small_towns_go() -> None:
    """A capital is kept whatever its size; a town under the limit and a gone country are not."""
    assert {"Ábor": "1", "Al Madin": "0", "Eastend": "0"} == {
        row["name"]: row["capital"] for row in rows() if row["feature"] == "city"
    }


def test_alternates_are_few_and_plain() -> None:
    """Similar Latin spellings stay, in Arabic countries without the article too."""
    by_name = {row["name"]: row["alternates"].split("|") for row in rows()}
    assert ["El-Madine", "Madin", "Madine"] == by_name["Al Madin"]
    assert ["Aborr"] == by_name["Ábor"]


def test_a_country_across_the_antimeridian_has_its_point_there() -> None:
    """The mean of 179 east and 179 west is 180, not Greenwich."""
    lat, lon = step.centre([(0.0, 179.0), (0.0, -179.0)])
    assert lat == pytest.approx(0.0)
    assert abs(lon) == pytest.approx(180.0)


def test_the_radius_is_that_of_a_disc_of_the_area() -> None:
    """3,141 square kilometres are a disc of 32 kilometres."""
    assert {"1": "32", "2": "10", "4": "2"} == {
        row["geonames_id"]: row["radius_km"] for row in rows() if row["feature"] == "country"
    }


def test_villages_stand_in_where_there_is_no_city() -> None:
    """A country without cities gets its point from the smaller places."""
    land = next(row for row in rows() if row["geonames_id"] == "4")
    assert ("5.0000", "6.0000") == (land["lat"], land["lon"])


def test_the_pin_holds_and_breaks() -> None:
    """Rows that differ from their pin are refused with both hashes."""
    data = step.write_rows(step.make_rows(CITIES, COUNTRIES))
    step.check(data, hashlib.sha256(data).hexdigest())
    with pytest.raises(ValueError, match=r"assets\.toml pins 0000"):
        step.check(data, "0000")


def world(root: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Make a tree whose pin fits the invented world."""
    made = step.make_rows(CITIES, COUNTRIES)
    monkeypatch.setattr(step, "read_source", lambda: made)
    data = step.write_rows(made)
    (root / step.DATA).mkdir(parents=True)
    pin = f'[gazetteer]\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
    (root / step.DATA / "assets.toml").write_text(pin, encoding="utf-8")
    return data


def test_a_fitting_stamp_skips_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build the step is current, until a file, the stamp or the pin changes."""
    data = world(tmp_path, monkeypatch)
    assert not step.is_current(tmp_path)
    step.build(tmp_path)
    assert step.is_current(tmp_path)
    assert data == (tmp_path / step.DATA / "gazetteer.tsv").read_bytes()
    (tmp_path / step.DATA / "gazetteer.tsv").write_bytes(data + b"x")
    assert not step.is_current(tmp_path)
    step.build(tmp_path)
    (tmp_path / step.DATA / "gazetteer.stamp").write_text("old\n", encoding="utf-8")
    assert not step.is_current(tmp_path)


def test_a_wrong_pin_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build fails before the file is there."""
    world(tmp_path, monkeypatch)
    (tmp_path / step.DATA / "assets.toml").write_text('[gazetteer]\nsha256 = "00"\n', "utf-8")
    with pytest.raises(ValueError, match="the source or the step changed"):
        step.build(tmp_path)
    assert not (tmp_path / step.DATA / "gazetteer.tsv").exists()


def test_the_stamp_depends_on_the_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another limit is another stamp."""
    before = step.stamp()
    monkeypatch.setitem(step.PARAMETERS, "cities_above", 1)
    assert before != step.stamp()


def test_the_hook_asks_for_nothing_while_the_stamp_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build requires sources only when a step has to run, and never for an sdist."""
    pytest.importorskip("hatchling", reason="the hook runs inside hatchling only")
    hatch_build: Any = importlib.import_module("hatch_build")

    def hook(target: str) -> Any:
        return hatch_build.CustomBuildHook(str(tmp_path), {}, None, None, str(tmp_path), target)

    world(tmp_path, monkeypatch)
    monkeypatch.setattr(hatch_build, "load_step", lambda *_: step)
    assert [step.REQUIREMENT] == hook("wheel").dependencies()
    assert [] == hook("sdist").dependencies()
    step.build(tmp_path)
    assert [] == hook("wheel").dependencies()


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_every_asset_is_packed(target: str) -> None:
    """Tables, the three files of the model and the demo's texts go into wheel and sdist.

    The gazetteer is made while a wheel is built; an sdist brings the step that makes it.
    """
    pytest.importorskip("hatchling", reason="the builders are hatchling's")
    builders: Any = importlib.import_module(f"hatchling.builders.{target}")
    builder = getattr(builders, {"wheel": "WheelBuilder", "sdist": "SdistBuilder"}[target])
    packed = {Path(file.relative_path).name for file in builder(str(ROOT)).recurse_included_files()}
    built = {"gazetteer.tsv", "places.tsv", "place-names.tsv"}
    made = built if target == "sdist" else set()
    wanted = {asset.path.name for asset in assets.manifest().values()} - made
    assert {"reader.onnx", "reader-heads.npz", "reader.json"} <= wanted
    assert wanted - packed == set()
    assert {path.name for path in (assets.ROOM / "demo").iterdir()} - packed == set()


def test_an_incomplete_tree_is_named(tmp_path: Path) -> None:
    """A tree without the step is refused."""
    pytest.importorskip("hatchling", reason="the hook runs inside hatchling only")
    hatch_build: Any = importlib.import_module("hatch_build")

    with pytest.raises(FileNotFoundError):
        hatch_build.load_step(tmp_path, "gazetteer")
