"""Places: exact names, homonyms by stated rules, and nothing where the tables do not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import PlacePrecision, Resolution
from watchfloor.resolve import gazetteer, names
from watchfloor.resolve.places import PlaceContext, countries_named, resolve_place


def place(words: str, after: str = "", **countries: int) -> Resolution:
    """Resolve words that must be known."""
    found = resolve_place(words, PlaceContext(after=after, countries=countries))
    assert found is not None
    assert found.place is not None
    return found


@pytest.mark.parametrize(
    "words,country",
    [
        ("Iraq", "IRQ"),
        ("the United States", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("Türkiye", "TUR"),
        ("SYRIA", "SYR"),
        ("South Sudan", "SSD"),
        ("Burkina Faso", "BFA"),
        ("Côte d’Ivoire", "CIV"),
        ("northern Syria", "SYR"),
        ("in the south of Lebanon", "LBN"),
        ("Yemen's", "YEM"),
    ],
)
def test_country_by_name(words: str, country: str) -> None:
    """A country is known by its names and aliases, with a point and a radius."""
    found = place(words).place
    assert found is not None
    assert (country, PlacePrecision.COUNTRY) == (found.country, found.precision)
    assert found.lat is not None
    assert found.radius_km is not None
    assert found.radius_km > 1


def test_acronyms_keep_their_case() -> None:
    """The word "US" is a country, "us" is not."""
    assert resolve_place("us") is None


@pytest.mark.parametrize(
    "words,name,country",
    [
        ("Baghdad", "Baghdad", "IRQ"),
        ("BAGHDAD", "Baghdad", "IRQ"),
        ("Kiev", "Kyiv", "UKR"),
        ("Sana’a", "Sanaa", "YEM"),
        ("Bogota", "Bogotá", "COL"),
        ("the city of Mosul", "Mosul", "IRQ"),
        ("downtown Beirut", "Beirut", "LBN"),
        ("Baghdad's", "Baghdad", "IRQ"),
        ("Mexico City", "Mexico City", "MEX"),
        ("Kabul city", "Kabul", "AFG"),
        ("Fallujah", "Al Fallūjah", "IRQ"),
    ],
)
def test_city_by_name(words: str, name: str, country: str) -> None:
    """A large city is known by its name, old and other spellings, with its GeoNames id."""
    found = place(words).place
    assert found is not None
    assert (name, country) == (found.name, found.country)
    assert found.precision is PlacePrecision.TOWN
    assert found.geonames_id is not None


def test_homonym_by_the_country_behind_it() -> None:
    """The country named with a town decides, and the rule says so."""
    for found in (place("Tripoli, Lebanon"), place("Tripoli", ", Lebanon, on Monday")):
        assert found.place is not None
        assert found.place.country == "LBN"
        assert "names with it" in found.rule


@pytest.mark.parametrize(
    "words,after",
    [
        ("Lebanon's Tripoli", ""),
        ("the Lebanese city of Tripoli", ""),
        ("Tripoli", " (Lebanon) on Monday"),
        ("Tripoli", ", in northern Lebanon, said"),
    ],
)
def test_homonym_by_its_owner(words: str, after: str) -> None:
    """An adjective or possessive of a country before the town decides too."""
    found = place(words, after).place
    assert found is not None
    assert found.country == "LBN"


def test_a_list_of_places_is_no_containment() -> None:
    """In "Tripoli, Lebanon and Jordan" the second place does not hold the first."""
    found = place("Tripoli", ", Lebanon and Jordan were quiet")
    assert found.place is not None
    assert found.place.country == "LBY"


def test_homonym_by_the_other_places_of_the_document() -> None:
    """Without a country beside it, the country of the other places decides."""
    found = place("Tripoli", LBN=2)
    assert found.place is not None
    assert found.place.country == "LBN"
    assert "other places" in found.rule
    assert "Tripoli, Libya" in [runner.name for runner in found.runners_up]


def test_homonym_by_population_comes_last() -> None:
    """Without any context the most populous wins, with a lower score and its runners-up."""
    found = place("Tripoli")
    assert found.place is not None
    assert found.place.country == "LBY"
    assert found.rule == "most populous homonym"
    assert found.score < place("Tripoli", LBN=1).score < place("Tripoli, Lebanon").score
    assert 1 <= len(found.runners_up) <= 3


@pytest.mark.parametrize(
    "words", ["Anbar province", "Idlib province", "Mobile", "Of", "mosul", "", "  ", "x" * 99,
              "Mosul airport", "the Tigris river", "Quxtown", "North America"],
)  # fmt: skip
def test_unresolved_on_purpose(words: str) -> None:
    """Provinces, sites, common words and unknown names stay unresolved."""
    assert resolve_place(words) is None


@pytest.mark.parametrize(
    "words,after",
    [
        ("Anbar province, Iraq", ""),
        ("Anbar province", ", Iraq, on Monday"),
        ("Iraq's Anbar province", ""),
        ("the Iraqi town of Quxtown", ""),
    ],
)
def test_country_known_place_unknown(words: str, after: str) -> None:
    """Where the text itself names the country, the country is the answer."""
    found = place(words, after)
    assert found.place is not None
    assert ("IRQ", PlacePrecision.COUNTRY) == (found.place.country, found.place.precision)
    assert found.rule == "only the country named with it is known"


def test_a_common_word_needs_its_country() -> None:
    """A city whose name is a word is one only beside its country."""
    found = place("Mobile", ", U.S., said").place
    assert found is not None
    assert found.country == "USA"


def test_votes_come_from_sure_places_only() -> None:
    """A homonym does not vote for its own country; unknown names do not vote at all."""
    votes = countries_named([("Lebanon", ""), ("Beirut", ""), ("Tripoli", ""), ("Quxtown", "")])
    assert {"LBN": 2} == dict(votes)


def test_a_country_without_a_point_stays_unresolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that the gazetteer lacks has no coordinates to give."""
    empty = gazetteer.read("header\n")
    monkeypatch.setattr("watchfloor.resolve.places.gazetteer", lambda: empty)
    assert resolve_place("Iraq") is None


def test_a_broken_row_is_left_out() -> None:
    """A line with another number of columns is no row."""
    assert gazetteer.read("header\nonly one column\n").rows == []


def test_states_without_an_entry_keep_their_code() -> None:
    """A runner-up in a territory that is no state is named by its code."""
    found = place("Georgetown")
    assert found.runners_up


def test_fold_is_case_accents_and_apostrophes() -> None:
    """Nothing else is folded: hyphens stay."""
    assert names.fold("  Kata‘ib  HEZBOLLAH ") == "kata'ib hezbollah"
    assert names.fold("Deir ez-Zor") != names.fold("Deir ez Zor")


@given(st.text(max_size=90), st.text(max_size=60))
def test_any_text_is_survived(words: str, after: str) -> None:
    """Random Unicode never raises, and what is found lies on the globe."""
    found = resolve_place(words, PlaceContext(after=after))
    assert found is None or found.place is not None


@given(st.sampled_from(["Tripoli", "Baghdad", "Syria", "Odessa", "Kabul"]))
def test_case_does_not_matter(words: str) -> None:
    """A name in capitals is the same place."""
    assert place(words) == place(words.upper())
