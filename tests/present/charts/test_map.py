"""The map draws no place finer than it is known, and cuts the world to what it needs."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from watchfloor.present.charts.map import NOTE, Spot, _Frame, _outline, map_svg, region
from watchfloor.present.charts.world import Box, Country, cut, world

TOWN = Spot(
    name="Ash", lat=34.0, lon=43.0, precision="town", radius_km=5.0, n=4, type="ASSAULT", sources=2
)
PROVINCE = Spot(
    name="Anbar",
    lat=33.0,
    lon=42.0,
    precision="province",
    radius_km=111.2,
    n=1,
    type="ASSAULT",
    status="attempted",
)
SQUARE = {
    "transform": {"scale": [1, 1], "translate": [40, 30]},
    "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Square"}},
                {"type": "MultiPolygon", "arcs": [[[~0, ~1]]], "properties": {"name": "Back"}},
            ]
        }
    },
}
"""A topology by hand: one square of ten degrees, and the same walked backwards."""


def circles(svg: str) -> list[ET.Element]:
    """Return the circles of a picture."""
    return [one for one in ET.fromstring(svg).iter() if one.tag.endswith("circle")]  # noqa: S314


def test_an_area_is_hatched_and_a_town_is_a_dot() -> None:
    """A province is a circle of its radius, hatched; a town a filled dot by type and status."""
    area, dot = circles(map_svg([TOWN, PROVINCE]))
    assert ("area", "type-ASSAULT status-actual") == (area.get("class"), dot.get("class"))
    assert "url(#map-hatch)" == area.get("fill")
    assert float(area.get("r", 0)) > 5 * float(dot.get("r", 0))


def test_the_description_says_what_is_vague() -> None:
    """Those who hear the picture are told the same."""
    svg = map_svg([TOWN, PROVINCE])
    assert "2 places with 5 incidents" in svg
    assert "1 of the places are known as an area only" in svg
    assert NOTE in svg
    assert "somewhere in Anbar (province): 1 incident, 1 source" in svg


def test_without_places_the_world_is_shown() -> None:
    """No spots, no error."""
    assert circles(map_svg([])) == []


def test_a_spot_off_the_globe_is_refused() -> None:
    """Degrees are degrees."""
    off = Spot(name="x", lat=99, lon=0, precision="town", radius_km=None, n=1, type="ASSAULT")
    with pytest.raises(ValueError, match="off the globe"):
        map_svg([off])


def test_the_box_makes_room_for_areas() -> None:
    """The radius of a province is inside, with a margin."""
    box = region([PROVINCE])
    assert box.west < 41
    assert box.east > 43


def test_the_map_does_not_move_with_a_place_inside() -> None:
    """Edges lie on whole steps: places that come and go near an edge leave the box as it is."""
    far = [replace(TOWN, lat=20.0 + at, lon=30.0 + 2 * at) for at in range(10)]
    nudged = [replace(far[0], lat=20.1, lon=30.1), *far[1:]]
    assert region(far) == region(nudged)
    box = region(far)
    assert box.west <= 30 - 18 * 0.12
    assert box.east >= 48 + 18 * 0.12


def test_a_topology_gives_closed_rings() -> None:
    """Arcs are sums of steps, scaled and shifted; a negative one is walked backwards."""
    square, back = world(SQUARE)
    assert ((40, 30), (50, 30), (50, 40), (50, 40), (40, 40), (40, 30)) == tuple(
        (round(x), round(y)) for x, y in (*square.rings[0][:3], *square.rings[0][2:])
    )
    assert set(square.rings[0]) == set(back.rings[0])


def test_countries_are_cut_to_the_box() -> None:
    """What lies outside is gone, what crosses the edge ends on it."""
    box = Box(45, 25, 60, 35)
    (left,) = cut((Country("In", (((40, 30), (50, 30), (50, 40), (40, 40)),)),), box)
    assert all(45 <= x <= 60 and 25 <= y <= 35 for x, y in left.rings[0])
    assert not list(cut((Country("Out", (((0, 0), (1, 0), (1, 1)),)),), box))


def test_land_lies_under_the_places() -> None:
    """With a base map there is land, and names are words."""
    svg = map_svg([TOWN], world(SQUARE))
    assert 'class="land"' in svg
    assert "<title>Square</title>" in svg


def test_outlines_are_no_finer_than_the_picture() -> None:
    """Points within a pixel of the one before are left out; the first stays."""
    ring = ((0.0, 9.0), (0.3, 8.7), (0.6, 8.4), (2.0, 7.0))
    frame = _Frame(Box(0.0, 0.0, 9.0, 9.0), unit=1.0, flat=1.0)
    assert ["0 0", "0.6 0.6", "2 2"] == list(_outline(ring, frame))
