"""Phrases about other places: borders, stretches between two, distances from one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import Place, Resolution
from watchfloor.resolve.gazetteer import distance_km
from watchfloor.resolve.places import resolve_place
from watchfloor.resolve.places_phrases import bearing, destination


def found(words: str) -> tuple[Resolution, Place]:
    """Resolve words that must be known."""
    resolution = resolve_place(words)
    assert resolution is not None
    assert resolution.place is not None
    return resolution, resolution.place


@pytest.mark.parametrize(
    "words",
    [
        "the Iraq-Syria border", "the Iraq–Syria border", "the Syrian-Iraqi border",
        "the border between Iraq and Syria", "Iraq's border with Syria",
        "the Iraq-Syria border area",
    ],
)  # fmt: skip
def test_border_of_two_countries(words: str) -> None:
    """However it is written, the border is one place, near where the towns of both come near."""
    resolution, place = found(words)
    assert resolution.rule == "border of two countries"
    assert place.lat is not None
    assert place.lon is not None
    assert distance_km((35.2, 41.2), (place.lat, place.lon)) < 160
    assert place.radius_km is not None
    assert 50 < place.radius_km < 400
    assert place.country is None


def test_no_border_where_countries_do_not_touch() -> None:
    """France and Iraq have no border: nothing is placed on it."""
    resolution = resolve_place("the France-Iraq border")
    assert resolution is None or resolution.rule != "border of two countries"


def test_between_two_places() -> None:
    """The point lies half way, with half the distance as radius."""
    resolution, place = found("the road between Mosul and Erbil")
    (_, mosul), (_, erbil) = found("Mosul"), found("Erbil")
    ends = [(end.lat or 0.0, end.lon or 0.0) for end in (mosul, erbil)]
    middle = (place.lat or 0.0, place.lon or 0.0)
    apart = distance_km(*ends)
    assert resolution.rule == "half way between two places"
    assert distance_km(ends[0], middle) == pytest.approx(apart / 2, abs=0.1)
    assert distance_km(ends[1], middle) == pytest.approx(apart / 2, abs=0.1)
    assert place.radius_km == pytest.approx(apart / 2, abs=0.1)
    assert place.country == "IRQ"


@pytest.mark.parametrize(
    "words,km,towards",
    [
        ("30 km north of Mosul", 30, 0),
        ("about 30 kilometers (20 miles) north of Mosul", 30, 0),
        ("some 10 miles south-west of the city of Mosul", 16.09, 225),
        ("thirty km to the east of Mosul", 30, 90),
    ],
)
def test_distance_from_a_place(words: str, km: float, towards: float) -> None:
    """The point is computed by distance and bearing; its radius grows with the distance."""
    resolution, place = found(words)
    _, mosul = found("Mosul")
    start, point = (mosul.lat or 0.0, mosul.lon or 0.0), (place.lat or 0.0, place.lon or 0.0)
    assert distance_km(start, point) == pytest.approx(km, abs=0.1)
    assert (bearing(start, point) - towards + 180) % 360 - 180 == pytest.approx(0, abs=1)
    assert resolution.rule.startswith("distance from a place")
    assert place.geonames_id is None
    assert place.radius_km == pytest.approx(max(5, km / 4), abs=0.1)


def test_marked_in_part() -> None:
    """A coder that marks only the names inside such a phrase gets the same places."""
    border = resolve_place("Iraq-Syria", "along the ", " border. The strikes")
    assert border == found("the Iraq-Syria border")[0]
    assert resolve_place("Mosul", "a base 30 km north of ") == found("30 km north of Mosul")[0]
    headed = resolve_place("north of Mosul", "a base 30 km ")
    assert headed == found("30 km north of Mosul")[0]
    plain = resolve_place("Mosul", "It drove 30 km. North of the river lies ")
    assert plain == found("Mosul")[0]


def test_distance_without_direction_is_a_disc() -> None:
    """Words that say no direction give the place itself and a radius that reaches so far."""
    _, place = found("20 km from Mosul")
    assert place.radius_km == pytest.approx(25)
    assert place.lat == pytest.approx(found("Mosul")[1].lat, abs=0.001)


@given(st.floats(-80, 80), st.floats(-180, 179), st.floats(0, 359), st.floats(1, 2000))
def test_going_and_coming_back(lat: float, lon: float, degrees: float, km: float) -> None:
    """A destination lies as far away as was asked, and on the globe."""
    end = destination((lat, lon), degrees, km)
    assert abs(end[0]) <= 90
    assert abs(end[1]) <= 180
    assert distance_km((lat, lon), end) == pytest.approx(km, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize(
    "before, words, after",
    [
        ("Gunmen ambushed a bus ", "between Gao", " and Ansongo."),
        ("They hit lorries on ", "the highway", " from Gao to Ansongo."),
        ("Men fell between ", "the towns of Gao", " and Ansongo on Friday."),
    ],
)
def test_a_stretch_of_which_a_part_is_marked(before: str, words: str, after: str) -> None:
    """The other end may stand behind the words that were marked as the place."""
    resolution = resolve_place(words, before, after)
    assert resolution is not None
    assert resolution.place is not None
    assert resolution.place.name == "between Gao and Ansongo"


@pytest.mark.parametrize(
    "before, words, after",
    [
        ("Clashes broke out between ", "Gao", " and Ansongo."),
        ("Gunmen left ", "Gao", " between Ansongo and Mopti."),
    ],
)
def test_an_end_of_a_stretch_is_itself(before: str, words: str, after: str) -> None:
    """A mention that is the name of one end means that place."""
    resolution = resolve_place(words, before, after)
    assert resolution is not None
    assert resolution.place is not None
    assert resolution.place.name == "Gao"


def test_two_states_are_no_stretch() -> None:
    """Fighting between Iran and Iraq is not half way between their middles."""
    resolution = resolve_place("between Iran", "Fighting ", " and Iraq went on.")
    assert resolution is None or "half way" not in resolution.rule
