"""The picture of weeks: well-formed, described, with nothing that runs or loads."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

from watchfloor.analyse.weekly import Week
from watchfloor.present.charts.series import weeks_svg

MONDAY = date(2030, 1, 7)


def week(at: int, accepted: int = 1, unreviewed: int = 2, **more: object) -> Week:
    """Return a week."""
    own = {"documents": 9, "thin": False, "mean_4": 2.0, "mean_52": 1.5, "low": 0, "high": 5}
    return Week(
        since=MONDAY + timedelta(weeks=at),
        accepted=accepted,
        unreviewed=unreviewed,
        **(own | more),  # type: ignore[arg-type]
    )


def classes(svg: str) -> list[str]:
    """Return the classes of all elements."""
    return [element.get("class", "") for element in ET.fromstring(svg).iter()]  # noqa: S314  (ours)


def test_every_part_is_drawn_and_described() -> None:
    """Bars by review, both means, the band, the thin week, a title and a description."""
    svg = weeks_svg([week(0), week(1, thin=True)])
    found = classes(svg)
    assert (2, 2) == (found.count("bar"), found.count("bar out"))
    assert {"line", "average", "band", "gap", "grid"} <= set(found)
    assert "2 weeks from 2030-01-07: 6 incidents, 2 of them accepted" in svg
    assert "In 1 of them few documents were read." in svg
    assert 'role="img"' in svg


def test_no_weeks_are_said_in_words() -> None:
    """An empty picture is a picture."""
    assert "no weeks" in weeks_svg([])


def test_many_weeks_stay_inside_the_picture() -> None:
    """Bars of a year of large weeks keep to the frame."""
    svg = weeks_svg([week(at, 900, 100, high=None, low=None) for at in range(60)])
    for element in ET.fromstring(svg).iter():  # noqa: S314  (ours)
        if element.tag.endswith("rect"):
            left, wide = float(element.get("x", 0)), float(element.get("width", 0))
            top, high = float(element.get("y", 0)), float(element.get("height", 0))
            assert 0 <= left <= left + wide <= 720.1
            assert 0 <= top <= top + high <= 200.1


def test_labels_of_a_year_name_every_month_once() -> None:
    """Months stand under their first week, none is left out, and a year stands where it begins."""
    svg = weeks_svg([week(at) for at in range(60)])
    said = [one.text for one in ET.fromstring(svg).iter() if "tick" in one.get("class", "")]  # noqa: S314
    months = [one.split()[0] for one in said if one and one[0].isalpha()]
    order = [
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ]
    places = [order.index(one) for one in months]
    steps = {(after - before) % 12 for before, after in pairwise(places)}
    assert len(steps) == 1
    assert len({one for one in said if one and " " in one}) == len(
        {one.split()[1] for one in said if one and " " in one}
    )


def test_titles_are_escaped() -> None:
    """Words of a title are words."""
    assert "<script" not in weeks_svg([week(0)], title="<script>\u202e")


def test_lines_break_where_there_is_nothing_to_compare_with() -> None:
    """A week without a mean or a band parts them: nothing is drawn across it."""
    none: dict[str, object] = {"mean_4": None, "mean_52": None, "low": None, "high": None}
    found = classes(weeks_svg([week(0), week(1), week(2, 1, 2, **none), week(3)]))
    assert [2, 2, 2] == [found.count(kind) for kind in ("line", "average", "band")]


def test_a_mark_says_how_much_of_a_bar_is_of_the_sources_compared() -> None:
    """Only where they do not tell all of it, and in the words of the bar, too."""
    svg = weeks_svg([week(0, sources=2, by_sources=3), week(1, sources=2, by_sources=1), week(2)])
    assert 1 == classes(svg).count("shared")
    assert "1 by 2 sources of the year before, too" in svg
