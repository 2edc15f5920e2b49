"""The point of a country is the one nearest to its published points together."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from build_steps.country_points import middles, nearest_to_all
from watchfloor.resolve.gazetteer import distance_km

TABLE = Path(__file__).parent.parent / "kb" / "countries.csv"
LAND = st.tuples(st.floats(-70, 70), st.floats(-180, 180))


def test_two_that_agree_are_not_drawn_away() -> None:
    """A reference half a world away moves nothing; on either side of the date line two are near."""
    assert nearest_to_all([(10.0, 20.0), (10.0, 20.0), (-30.0, 150.0)]) == (10.0, 20.0)
    lat, lon = nearest_to_all([(-17.0, 179.9), (-17.0, -179.9), (-17.0, 179.9)])
    assert lat == -17.0
    assert abs(lon) > 179.8


@given(st.lists(LAND, min_size=3, max_size=3))
def test_no_reference_has_a_smaller_sum(points: list[tuple[float, float]]) -> None:
    """The sum of distances is no larger than at any of the three, but for rounding."""
    near = [(lat / 10, lon / 10) for lat, lon in points]
    found = nearest_to_all(near)

    def total(point: tuple[float, float]) -> float:
        return sum(distance_km(point, one) for one in near)

    assert total(found) <= min(map(total, near)) * 1.001 + 5.0


def test_every_country_has_a_point() -> None:
    """A country with one reference has that; one of three in another hemisphere moves nothing."""
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    found = middles(rows)
    assert len(found) == len(rows) > 230
    assert found["XKX"] == (42.58, 21.0), "one reference stands as it is"
    assert found["KIR"][1] > 170, "two of three lie in the Gilberts"
