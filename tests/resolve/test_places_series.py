"""Names of a series are divisions together, and designations beside a mention say its kind."""

import pytest

from watchfloor.resolve.places import resolve_places
from watchfloor.resolve.places_series import division_behind, series_at


def kinds(text: str, *names: str) -> list[str | None]:
    """Return the precision of what each name in a text means."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    found = resolve_places(text, spans)
    return [one.place.precision.value if one and one.place else None for one in found]


@pytest.mark.parametrize(
    "text,names",
    [
        ("It rained in Oregon, Washington and Idaho.", ["Oregon", "Washington", "Idaho"]),
        ("Police in New York and California agree.", ["New York", "California"]),
        ("Raids in Anbar, Diyala and Kirkuk followed.", ["Anbar", "Diyala", "Kirkuk"]),
        ("Farms in Alabama, Georgia and Florida closed.", ["Alabama", "Georgia", "Florida"]),
        ("Villages in Borno, Adamawa and Yobe, Nigeria, burnt.", ["Borno", "Adamawa", "Yobe"]),
    ],
)
def test_a_series_with_one_sure_division_is_of_divisions(text: str, names: list[str]) -> None:
    """Towns of the same names, and states, lose to the division that the series asks for."""
    assert ["province"] * len(names) == kinds(text, *names)


@pytest.mark.parametrize(
    "text,name",
    [
        ("Clashes in Mosul, Kirkuk and Baghdad went on.", "Kirkuk"),
        ("Shelling of Idlib and Hama went on.", "Hama"),
        ("He left Portland, Oregon and Springfield.", "Oregon"),
        ("He went to Kirkuk.", "Kirkuk"),
    ],
)
def test_other_lists_are_no_series(text: str, name: str) -> None:
    """A town among the names, seats that gave all their divisions their name, a single name."""
    start = text.index(name)
    assert series_at(text, start, start + len(name)) is None


def test_a_series_ends_before_what_holds_it() -> None:
    """Its end lies behind its last member, so that the country behind it can hold each of them."""
    text = "Villages in Borno, Adamawa and Yobe, Nigeria, burnt."
    series = series_at(text, 12, 17)
    assert series is not None
    assert ", Nigeria, burnt." == text[series.end :]


@pytest.mark.parametrize(
    "text,name,expected",
    [
        ("A court in Buffalo, New York, ruled.", "New York", "province"),
        ("A school in Brooklyn, New York, closed.", "New York", "town"),
        ("He came from Borno state.", "Borno", "province"),
        ("Kirkuk Governor Rakan al-Jubouri left.", "Kirkuk", "province"),
        ("It was in the state of Washington.", "Washington", "province"),
        ("It was in the city of Kirkuk.", "Kirkuk", "town"),
        ("The Kirkuk city council met.", "Kirkuk", "town"),
    ],
)
def test_what_stands_beside_a_name_says_its_kind(text: str, name: str, expected: str) -> None:
    """A town before it, a governor or a designation behind it, and "the state of" before it."""
    assert [expected] == kinds(text, name)


def test_a_quarter_does_not_make_the_state() -> None:
    """Brooklyn lies inside the city, Buffalo elsewhere in the state."""
    for town, found in (("Buffalo", 1), ("Brooklyn", 0)):
        text = f"{town}, New York"
        start = text.index("New York")
        assert found == len(division_behind(text, start, len(text)))


def test_state_media_are_no_division() -> None:
    """The television of a state says nothing of a province: the name means what it does alone."""
    media = kinds("Idlib state television said.", "Idlib")
    assert kinds("He is in Idlib.", "Idlib") == media


def test_a_long_list_is_read_within_its_window() -> None:
    """Ten thousand names cost each name only what stands near it."""
    text = "Oregon, Idaho, " * 5_000
    assert series_at(text, 0, 6) is not None
    assert series_at(text, 75_000 - 15, 75_000 - 9) is not None
