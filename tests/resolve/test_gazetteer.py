"""The gazetteer: names folded, looked up in place, with what a name is to a place."""

import math
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor import assets
from watchfloor.errors import AssetError
from watchfloor.resolve import gazetteer
from watchfloor.resolve.gazetteer import (
    border_spot,
    country_spot,
    distance_km,
    first_divisions,
    places_named,
)
from watchfloor.resolve.gazetteer_keys import bare_key, loose_key, place_key


@pytest.mark.parametrize(
    "name,key",
    [
        ("Al-Ḩasakah", "al hasakah"), ("Deir ez-Zor", "deir ez zor"), ("Sana’a", "sanaa"),
        ("St. Louis", "saint louis"), ("Łódź", "lodz"), ("The Hague", "hague"), ("The", "the"),
        ("  Kata‘ib  ", "kataib"), ("Washington, D.C.", "washington dc"), ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_keys(name: str, key: str) -> None:
    """Case, accents, apostrophes, hyphens, stops and "the" are folded away."""
    assert key == place_key(name)


def test_articles_and_sounds() -> None:
    """Articles go; transliterations of one name meet, short names stay apart."""
    assert bare_key("al qaim") == "qaim"
    assert bare_key("al") == "al"
    assert loose_key("sulaymaniyah") == loose_key("sulaimaniya") == loose_key("as sulaymaniyyah")
    assert loose_key("al qaim") == ""


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    """A key is its own key, unless its first word was "the"."""
    key = place_key(name)
    assert "\t" not in key
    assert "\n" not in key
    if not key.startswith("the "):
        assert place_key(key) == key


def test_the_most_populous_comes_first() -> None:
    """Places of a name come by their population."""
    people = [one.spot.population for one in places_named("Springfield")]
    assert len(people) > 10
    assert people == sorted(people, reverse=True)


def test_own_names_and_other_spellings() -> None:
    """A place knows whether a name is its own."""
    assert places_named("Mumbai")[0].own
    assert not places_named("Bombay")[0].own
    assert places_named("Zzyzxquxx") == ()
    assert places_named("") == ()


def test_countries_and_borders() -> None:
    """Countries are found by code, borders by two codes in any order."""
    iraq = country_spot("IRQ")
    assert iraq is not None
    assert iraq.geonames_id == 99237
    assert country_spot("XYZ") is None
    assert border_spot("SYR", "IRQ") == border_spot("IRQ", "SYR")
    assert border_spot("IRQ", "FRA") is None


def test_first_divisions_are_of_every_continent() -> None:
    """Thousands of first-level divisions are read from the head of the file."""
    found = first_divisions()
    assert len(found) > 3_000
    assert {"Al Anbār", "Texas"} <= {one.name for one in found}
    assert {one.kind for one in found} == {"admin1"}


def test_distance() -> None:
    """A quarter of the meridian is 10,008 km on a sphere of 6,371 km."""
    assert distance_km((0, 0), (90, 0)) == pytest.approx(6371 * math.pi / 2)
    assert distance_km((10, 179.5), (10, -179.5)) < 120


def test_a_damaged_part_is_refused_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is held against its digest; a name that lies in another part is still found."""
    first, _, names, _ = gazetteer._index()
    number = bisect_right(first, b"mosul") - 1
    broken = bytearray(names)
    broken[gazetteer.DIGEST * number] ^= 1
    other = gazetteer._Checked("place-names", bytes(broken))
    monkeypatch.setattr(gazetteer, "_names", lambda: other)
    assert gazetteer._line(b"baghdad") is not None
    with pytest.raises(AssetError, match="place-names"):
        gazetteer._line(b"mosul")


def test_every_stretch_begins_and_ends_with_a_line() -> None:
    """Look-ups at the edges of stretches find their lines, and nothing between them."""
    first, bounds, *_ = gazetteer._index()
    assert first == sorted(first)
    for number in (0, 1, len(first) // 2, len(first) - 1):
        assert gazetteer._line(first[number]) is not None
        assert gazetteer._line(first[number] + b"\0") is None
    assert gazetteer._line(b"\0") is None
    assert bounds[-1] == len(assets.load_mapped("place-names"))
