"""A series of values as a picture."""

from watchfloor.present.charts.points import Point, points_svg


def test_every_value_is_told() -> None:
    """Bounds and contradictions stand in the picture's words, escaped."""
    points = [Point("2021-01-01", 2500, 2500), Point("<b>", 900, 1000, conflicts=True)]
    made = points_svg(points, title="troops & <men>", key="s1")
    assert "2021-01-01: 2,500" in made
    assert "900 to 1,000, contradicted" in made
    assert "&lt;men&gt;" in made
    assert "<b>" not in made
    assert made.count("<circle") == 2
    assert 'fill="none"' in made


def test_no_points_are_no_failure() -> None:
    """An empty series is an empty picture."""
    assert points_svg([], title="t", key="k").startswith("<svg")
