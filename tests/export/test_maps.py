"""GeoJSON."""

import io
import json
from collections.abc import Sequence
from typing import Any

from watchfloor.export.maps import write_features, write_geojson
from watchfloor.model import Event

Rows = dict[str, tuple[Any, ...]]


def collection(rows: Sequence[Event]) -> dict[str, Any]:
    """Return the GeoJSON read back."""
    stream = io.BytesIO()
    write_geojson(Event, iter(rows), stream)
    read: dict[str, Any] = json.loads(stream.getvalue())
    return read


def test_longitude_comes_first(rows: Rows) -> None:
    """A point is [lon, lat], as RFC 7946 wants it."""
    feature = collection(rows["events"])["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.25, -33.5]}


def test_properties_say_how_fine_the_point_is(rows: Rows) -> None:
    """Precision and radius travel with the point, dates as ISO text."""
    found = collection(rows["events"])["features"][0]["properties"]
    assert (found["event_loc_precision"], found["event_loc_radius_km"]) == ("town", 5.0)
    assert (found["date_from"], found["actor"]) == ("2022-01-06", "Gunmen")


def test_events_without_coordinates_are_left_out(rows: Rows) -> None:
    """Of two events the one without a place is no feature."""
    assert [one["id"] for one in collection(rows["events"])["features"]] == ["e1"]


def test_several_features_and_none_are_valid(rows: Rows) -> None:
    """Both an empty collection and a long one parse."""
    assert collection([]) == {"type": "FeatureCollection", "features": []}
    assert len(collection(rows["events"][:1] * 3)["features"]) == 3


def test_a_row_that_is_nowhere_keeps_a_null_geometry(rows: Rows) -> None:
    """A list and its features have the same rows; without a place a feature has no geometry."""
    stream = io.BytesIO()
    count = write_features(Event, iter(rows["events"]), stream, lambda row: row.event_loc)
    features = json.loads(stream.getvalue())["features"]
    assert count == len(features) == len(rows["events"])
    assert {"Point", None} == {(one["geometry"] or {}).get("type") for one in features}
    stream = io.BytesIO()
    write_features(Event, iter(rows["events"]), stream)
    assert all(one["geometry"] is None for one in json.loads(stream.getvalue())["features"])
