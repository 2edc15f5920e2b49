"""Places: resolved by context, each with its rule and runners-up, or left out on purpose."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchfloor.model import Place, PlacePrecision, Resolution
from watchfloor.resolve.places import resolve_place, resolve_places
from watchfloor.resolve.places_sites import site_named


def found(words: str, before: str = "", after: str = "") -> tuple[Resolution, Place]:
    """Resolve words that must be known."""
    resolution = resolve_place(words, before, after)
    assert resolution is not None
    assert resolution.place is not None
    return resolution, resolution.place


def meant(text: str, *names: str) -> list[Resolution | None]:
    """Resolve names of a text together, each at its first place."""
    return resolve_places(text, [(text.index(one), text.index(one) + len(one)) for one in names])


def countries(text: str, *names: str) -> list[str | None]:
    """Return the countries of names of a text; None for what stays unresolved."""
    places = [one.place if one else None for one in meant(text, *names)]
    return [place.country if place else None for place in places]


@pytest.mark.parametrize(
    "words,country",
    [
        ("Iraq", "IRQ"), ("the United States", "USA"), ("US", "USA"), ("U.S.", "USA"),
        ("Türkiye", "TUR"), ("SYRIA", "SYR"), ("South Sudan", "SSD"), ("Burkina Faso", "BFA"),
        ("Côte d’Ivoire", "CIV"), ("in the south of Lebanon", "LBN"), ("Yemen's", "YEM"),
    ],
)  # fmt: skip
def test_country_by_name(words: str, country: str) -> None:
    """A country is known by its names and aliases, with a point and a radius."""
    _, place = found(words)
    assert (country, PlacePrecision.COUNTRY) == (place.country, place.precision)
    assert place.radius_km is not None
    assert place.radius_km > 1


@pytest.mark.parametrize(
    "words,name,country",
    [
        ("Baghdad", "Baghdad", "IRQ"), ("BAGHDAD", "Baghdad", "IRQ"), ("Kiev", "Kyiv", "UKR"),
        ("Bogota", "Bogotá", "COL"), ("the city of Mosul", "Mosul", "IRQ"),
        ("downtown Beirut", "Beirut", "LBN"), ("Mexico City", "Mexico City", "MEX"),
        ("Baghdad's", "Baghdad", "IRQ"), ("Bombay", "Mumbai", "IND"),
        ("al-Hasakah", "Al Ḩasakah", "SYR"), ("Hasakah", "Al Ḩasakah", "SYR"),
        ("Deir ez-Zor", "Deir ez-Zor", "SYR"), ("Deir al-Zor", "Deir ez-Zor", "SYR"),
    ],
)  # fmt: skip
def test_town_by_name(words: str, name: str, country: str) -> None:
    """A town is known with and without article, accents and hyphens, by its other spellings too."""
    _, place = found(words)
    assert (name, country, PlacePrecision.TOWN) == (place.name, place.country, place.precision)
    assert place.geonames_id is not None
    assert place.admin1 is not None


def test_a_loose_transliteration_needs_its_country() -> None:
    """A spelling that no table has is read by its sounds, where the text speaks of the country."""
    assert resolve_place("Sulaymaaniyya") is None
    resolution, place = found("Sulaymaaniyya", after=", in northern Iraq, was quiet.")
    assert place.country == "IRQ"
    assert resolution.score < found("Sulaymaniyah", after=", in northern Iraq.")[0].score


@pytest.mark.parametrize(
    "words,before,after",
    [
        ("Tripoli, Lebanon", "", ""), ("Tripoli", "", ", Lebanon, on Monday"),
        ("Lebanon's Tripoli", "", ""), ("the Lebanese city of Tripoli", "", ""),
        ("Tripoli", "the Lebanese port city of ", ""), ("Tripoli", "in Lebanon's ", " on Monday"),
        ("Tripoli", "", " (Lebanon) on Monday"), ("Tripoli", "", ", in northern Lebanon, said"),
    ],
)  # fmt: skip
def test_homonym_by_what_holds_it(words: str, before: str, after: str) -> None:
    """The country named with a town decides, wherever it stands, and the rule says so."""
    resolution, place = found(words, before, after)
    assert place.country == "LBN"
    assert resolution.rule == "in Lebanon, named with it"


def test_a_province_behind_its_country_holds() -> None:
    """The words "in Burkina Faso's Soum province" hold a town twice."""
    resolution, place = found("Djibo", after=", in Burkina Faso's Soum province, on Friday")
    assert (place.name, place.country) == ("Djibo", "BFA")
    assert "Soum" in resolution.rule
    assert "Burkina Faso" in resolution.rule


def test_a_list_of_places_is_no_containment() -> None:
    """In "Tripoli, Lebanon and Jordan" the second place does not hold the first."""
    resolution, _ = found("Tripoli", after=", Lebanon and Jordan were quiet")
    assert "named with it" not in resolution.rule


def test_what_holds_a_name_once_holds_it_everywhere() -> None:
    """The second "Springfield" is the one that the text placed in Illinois before."""
    text = "Springfield, Illinois, was calm. Police in Springfield said so."
    last = text.rindex("Springfield")
    first, second = resolve_places(text, [(0, 11), (last, last + 11)])
    assert first is not None
    assert first.place is not None
    assert first.place.admin1 == "Illinois"
    assert second == first


def test_homonyms_by_the_other_places() -> None:
    """Without a country beside it, the document's other places decide."""
    text = "Shells fell on Tripoli. Sidon, Tyre and Beirut were quiet."
    assert ["LBN"] * 3 == countries(text, "Tripoli", "Sidon", "Beirut")
    resolution = meant(text, "Tripoli", "Sidon", "Beirut")[0]
    assert resolution is not None
    assert "other places" in resolution.rule or "speaks of" in resolution.rule
    assert any(one.name.endswith("Libya") for one in resolution.runners_up)


TRIO = ("Springfield", "Decatur", "Peoria")


def test_ambiguous_names_help_each_other() -> None:
    """Each of three names is larger elsewhere or doubtful; together they are in Illinois."""
    found = meant("He sold cars in Springfield, Decatur and Peoria.", *TRIO)
    assert ["Illinois"] * 3 == [one.place.admin1 for one in found if one and one.place]


def test_homonym_by_population_comes_last() -> None:
    """Without any context the most populous wins, with a lower score and its runners-up."""
    resolution, place = found("Tripoli")
    assert place.country == "LBY"
    assert resolution.rule == "most populous homonym"
    assert resolution.score < found("Tripoli, Lebanon")[0].score
    assert 1 <= len(resolution.runners_up) <= 3


@pytest.mark.parametrize(
    "words,precision",
    [
        ("Anbar province", PlacePrecision.PROVINCE), ("Anbar", PlacePrecision.PROVINCE),
        ("Iraq's Anbar province", PlacePrecision.PROVINCE),
        ("Texas", PlacePrecision.PROVINCE), ("N.C.", PlacePrecision.PROVINCE),
        ("Ain al-Asad", PlacePrecision.SITE), ("Mosul airport", PlacePrecision.SITE),
        ("the Green Zone", PlacePrecision.DISTRICT), ("Donbas", PlacePrecision.REGION),
        ("the Middle East", PlacePrecision.REGION), ("Africa", PlacePrecision.REGION),
    ],
)  # fmt: skip
def test_provinces_sites_and_regions(words: str, precision: PlacePrecision) -> None:
    """What is no town has its own precision, and a radius."""
    _, place = found(words)
    assert place.precision is precision
    assert place.radius_km is not None


@pytest.mark.parametrize(
    "words", ["Mobile", "Of", "mosul", "", "  ", "x" * 99, "Quxtown", "southwest", "Southwest",
              "the Kremlin", "the capital"],
)  # fmt: skip
def test_unresolved_on_purpose(words: str) -> None:
    """Common words, bare directions, governing bodies and unknown names stay unresolved."""
    assert resolve_place(words) is None


def test_a_common_word_needs_its_country() -> None:
    """A town whose name is a word is one only beside what holds it."""
    assert found("Mobile", after=", Ala., said")[1].country == "USA"


def test_a_village_of_our_own_is_known_by_its_name_alone() -> None:
    """A front-line village has a town's precision, whatever country the text speaks of."""
    (village,) = meant("Russian forces took the village of Robotyne.", "Robotyne")
    assert village is not None
    assert village.place is not None
    assert ("UKR", PlacePrecision.TOWN) == (village.place.country, village.place.precision)
    assert (47.4, 35.8) == (round(village.place.lat or 0, 1), round(village.place.lon or 0, 1))


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("Drones struck the border town of Tine in North Darfur, Sudan.", "Tine", "SDN"),
        ("Thousands fled to Tiné in eastern Chad.", "Tiné", "TCD"),
        ("A convoy was hit near Léré in northern Mali.", "Léré", "MLI"),
        ("Soldiers left Moura in Mali's Mopti region.", "Moura", "MLI"),
        ("They spent a week in Moura in southern Portugal.", "Moura", "PRT"),
        ("Insurgents raided Palma in Mozambique's Cabo Delgado.", "Palma", "MOZ"),
        ("They spent a week in Palma in Spain.", "Palma", "ESP"),
        ("A market in Muse, in Shan State, Myanmar, burned.", "Muse", "MMR"),
    ],
)
def test_a_town_with_namesakes_needs_its_country(text: str, name: str, country: str) -> None:
    """A small town of our own is meant where the text speaks of its country, its namesake else."""
    assert countries(text, name) == [country]


@pytest.mark.parametrize("name", ["Tina", "Muse", "Nasir", "Canaan"])
def test_a_given_name_or_word_is_no_town_of_our_own(name: str) -> None:
    """A town whose name is a given name or a word is none where nothing near it is named."""
    assert countries(f"{name} left London on Monday.", name) == [None]


@pytest.mark.parametrize(
    "words, place",
    [
        ("the Rimal neighbourhood of Gaza City", "Rimal"),
        ("the Quxtown neighborhood of Baghdad", "Baghdad"),
        ("the road to Mosul", "Mosul"),
        ("a highway from Mosul", "Mosul"),
    ],
)
def test_quarters_and_roads_are_where_they_are(words: str, place: str) -> None:
    """A known quarter is meant before what it is of, a road is placed by the end it is named by."""
    assert found(words)[1].name == place


def test_a_people_is_no_place() -> None:
    """An adjective gives its country, marked as no place and with a low score."""
    resolution, place = found("Iraqi", after=" militias")
    assert place.country == "IRQ"
    assert resolution.rule == "country of a people, not a place"
    assert resolution.score <= 0.5


def test_a_seat_that_speaks_is_its_government() -> None:
    """The words "Baghdad said" mean a government: the rule says so and the score is low."""
    resolution, _ = found("Baghdad", after=" said on Monday")
    assert resolution.rule.startswith("seat that stands for its government")
    assert resolution.score <= 0.4 < found("Baghdad", after=" on Monday")[0].score


@pytest.mark.parametrize(
    "words,after",
    [("Quxtown", ", Iraq, on Monday"), ("the Iraqi town of Quxtown", ""), ("Quxtown", " in Iraq")],
)
def test_country_known_place_unknown(words: str, after: str) -> None:
    """Where the text itself names the country, the country is the answer."""
    resolution, place = found(words, after=after)
    assert ("IRQ", PlacePrecision.COUNTRY) == (place.country, place.precision)
    assert resolution.rule == "only the country named with it is known"


def test_facilities_are_places_only_as_known_sites() -> None:
    """An embassy is a site with its city; without it, it stays unresolved."""
    site = site_named("the U.S. embassy", " in Baghdad on Thursday")
    assert site is not None
    assert site.place is not None
    assert (PlacePrecision.SITE, "IRQ") == (site.place.precision, site.place.country)
    for behind in (" in the Green Zone in Baghdad", " in the Green Zone of Baghdad",
                   " in Baghdad's Green Zone"):  # fmt: skip
        further = site_named("the U.S. embassy", behind)
        assert further is not None
        assert site.place == further.place
    twice = site_named("Erbil International Airport", " was hit")  # two sources have it
    assert twice is not None
    owned = site_named("Baghdad‘s main airport", " was hit")
    assert owned is not None
    assert owned.place is not None
    assert "Baghdad International Airport" == owned.place.name
    assert site_named("the city's main airport", " was hit") is None
    assert site_named("the embassy", " was hit") is None
    assert site_named("a hospital", " in Quxtown") is None


def shuffled(seed: Sequence[int], items: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the items in the order of a permutation."""
    return [items[index] for index in seed]


STORY = (
    "Fighters left Tripoli for Sidon and Quxtown. Paris, Beirut and Washington were told that "
    "30 km north of Mosul a bridge at Hit fell; Georgia and Jordan said nothing."
)
NAMES = ("Tripoli", "Sidon", "Quxtown", "Paris", "Beirut", "Washington", "Mosul", "Hit", "Georgia")
SPANS = [(STORY.index(one), STORY.index(one) + len(one)) for one in NAMES]


@settings(deadline=None)
@given(st.permutations(range(len(SPANS))))
def test_the_order_of_spans_does_not_matter(order: list[int]) -> None:
    """A span means the same wherever it stands in the list, and every time."""
    straight = resolve_places(STORY, SPANS)
    assert [straight[index] for index in order] == resolve_places(STORY, shuffled(order, SPANS))


def test_an_unknown_place_does_not_disturb_the_others() -> None:
    """Leaving the unknown name out changes no other answer."""
    without = [span for span, name in zip(SPANS, NAMES, strict=True) if name != "Quxtown"]
    everything = resolve_places(STORY, SPANS)
    assert everything[2] is None
    assert everything[:2] + everything[3:] == resolve_places(STORY, without)


def test_the_order_of_documents_does_not_matter() -> None:
    """What was resolved before changes nothing: caches hold tables only."""
    other = "Tripoli in Lebanon, Paris in Texas and Washington state were quiet."
    spans = [(0, 7), (20, 25)]
    first = resolve_places(STORY, SPANS), resolve_places(other, spans)
    second = resolve_places(other, spans), resolve_places(STORY, SPANS)
    assert first == second[::-1]


@settings(deadline=None)
@given(st.text(max_size=90), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_survived(words: str, before: str, after: str) -> None:
    """Random Unicode never raises, and what is found is a place."""
    resolution = resolve_place(words, before, after)
    assert resolution is None or resolution.place is not None


@settings(deadline=None)
@given(st.sampled_from(["Tripoli", "Baghdad", "Syria", "Odessa", "Kabul"]))
def test_case_does_not_matter(words: str) -> None:
    """A name in capitals is the same place."""
    assert resolve_place(words) == resolve_place(words.upper())


def test_many_names_are_survived() -> None:
    """Twenty thousand mentions of a thousand names in one line do not take minutes."""
    names = ("Springfield", "Tripoli", "Paris", "Quxtown")
    text = " ".join(f"{names[index % 4]} {index}" for index in range(20_000))
    spans, start = [], 0
    for index in range(20_000):
        word = names[index % 4]
        spans.append((start, start + len(word)))
        start += len(f"{word} {index}") + 1
    assert len(resolve_places(text, spans)) == 20_000


def test_a_town_that_gave_its_province_its_name_comes_before_a_province_abroad() -> None:
    """Gaza alone is Palestine's, though Mozambique has a province of that name."""
    text = "Five people were killed in Gaza on Monday."
    start = text.index("Gaza")
    (found,) = resolve_places(text, [(start, start + 4)])
    assert found is not None
    assert found.place is not None
    assert found.place.country == "PSE"


@pytest.mark.parametrize(
    "text,name,where",
    [
        ("In the United States the drought ended; the Middle East stays dry.", "Middle East", None),
        ("U.S. ships left Alaska for the Pacific side of Oregon.", "Pacific", None),
        ("Ships of the U.S. Navy patrol the Red Sea, off Sudan.", "Red Sea", None),
    ],
)
def test_seas_and_regions_of_many_countries_come_before_towns(
    text: str, name: str, where: str | None
) -> None:
    """A text that speaks of a country all the same means the sea, not a town of that name in it."""
    (one,) = meant(text, name)
    assert one is not None
    assert one.place is not None
    assert (where, PlacePrecision.REGION) == (one.place.country, one.place.precision)


def test_a_state_asks_for_a_first_division() -> None:
    """In "Washington state" the state is meant, whatever counties have that name."""
    (one,) = meant("A cow from a Washington state farm was sold in Alabama.", "Washington")
    assert one is not None
    assert one.place is not None
    assert ("Washington", "province") == (one.place.name, one.place.precision)


def test_a_variant_spelling_yields_to_the_town_that_is_spelt_so() -> None:
    """A smaller town whose other spelling a name is does not come before the name's own town."""
    (one,) = meant("Doctors of Pittsburgh met others from California.", "Pittsburgh")
    assert one is not None
    assert one.place is not None
    assert "Pittsburgh" == one.place.name


def test_a_metropolis_is_meant_beside_its_tiny_namesake() -> None:
    """Neighbours do not make a village of what everybody knows as a great city."""
    one, *_ = meant("Rallies were held in Atlanta, Chicago and Peoria in Illinois.", "Atlanta")
    assert one is not None
    assert one.place is not None
    assert "Georgia" == one.place.admin1


@pytest.mark.parametrize(
    "words,name",
    [("the Red Sea port town of Mokha", "Mocha"), ("the Black Sea port of Odesa", "Odesa")],
)
def test_a_town_that_is_told_of_by_its_sea_is_found(words: str, name: str) -> None:
    """What stands before "town of" is no part of the name, whether a country or a sea."""
    _, place = found(words)
    assert (name, PlacePrecision.TOWN) == (place.name, place.precision)


@pytest.mark.parametrize(
    "text, names, expected",
    [
        ("Attacks in southern Lebanon, eastern Ukraine, northwest Nigeria and Syria rose.",
         ("southern Lebanon", "eastern Ukraine", "northwest Nigeria", "Syria"),
         ["LBN", "UKR", "NGA", "SYR"]),
        ("Raids in northern Mali, northern Burkina Faso, northern Benin rose.",
         ("northern Mali", "northern Burkina Faso", "northern Benin"), ["MLI", "BFA", "BEN"]),
        ("Shells fell in southern Lebanon, Syria.", ("southern Lebanon",), ["LBN"]),
        ("They hold the Lebanese border, the border with Niger and the sea.",
         ("the border with Niger",), [None]),
        ("Rockets hit Mykolaiv, southern Ukraine.", ("Mykolaiv",), ["UKR"]),
    ],
)  # fmt: skip
def test_a_mention_that_names_its_country_lies_in_no_other(
    text: str, names: tuple[str, ...], expected: list[str | None]
) -> None:
    """A country that follows in a list holds no place whose own words name another."""
    assert expected == countries(text, *names)


@pytest.mark.parametrize(
    "text, name, expected",
    [
        ("Gunmen attacked Man, Ivory Coast.", "Man", "CIV"),
        ("Rebels attacked Man on Monday, Ivory Coast's army said.", "Man", "CIV"),
        ("They killed four in Ore, in Nigeria's Ondo State.", "Ore", "NGA"),
        ("They killed four in Ala, Italy.", "Ala", "ITA"),
        ("They met in Mobile, Ala., on Monday.", "Ala.", "USA"),
        ("They met in Winnipeg, Man., on Monday.", "Man", "CAN"),
        ("The Ore. governor said so.", "Ore.", "USA"),
        ("They met in Houston, TX, on Monday.", "TX", "USA"),
        ("The ban in NSW goes on.", "NSW", "AUS"),
    ],
)
def test_a_short_name_of_a_state_has_its_stop(text: str, name: str, expected: str) -> None:
    """Ore is a town, Ore. and OR are Oregon behind a town or before what it governs."""
    assert [expected] == countries(text, name)


@pytest.mark.parametrize(
    "text, name, meaning, rule",
    [
        ("They hit Kaura, Zamfara state, Nigeria.", "Kaura", "Zamfara",
         "only the division named with it is known"),
        ("They hit Kaura in Zamfara state.", "Kaura", "Zamfara",
         "only the division named with it is known"),
        ("They hit Kaura, Zamfara, on Monday.", "Kaura", "Zamfara",
         "only the division named with it is known"),
        ("They hit Kaura, Zamfara, Nigeria.", "Kaura", "Zamfara",
         "only the division named with it is known"),
        ("They hit Lagos, Zamfara and Sokoto.", "Lagos", "Lagos", None),
        ("They hit Lagos, Zamfara, Sokoto and Kebbi.", "Lagos", "Lagos", None),
        ("They hit Bor, Unity State, South Sudan.", "Bor", "Unity",
         "only the division named with it is known"),
        ("They hit Bor, Jonglei, South Sudan.", "Bor", "Bor",
         "in Jonglei and South Sudan, named with it"),
        ("They hit Gori, Georgia, Abkhazia.", "Gori", "Gori", "in Georgia, named with it"),
        ("They hit Aleppo, Idlib, Hama.", "Aleppo", "Aleppo", None),
        ("They hit Rafah in the Gaza Strip.", "Rafah", "Rafaḩ", None),
        ("They hit Ain al-Asad in Anbar province.", "Ain al-Asad", "Ain al-Asad Air Base", None),
    ],
)  # fmt: skip
def test_a_division_that_the_words_state_holds_the_place(
    text: str, name: str, meaning: str, rule: str | None
) -> None:
    """The town of that division is meant, else the division; the rule names only what holds it."""
    (one,) = meant(text, name)
    assert one is not None
    assert one.place is not None
    assert meaning == one.place.name
    assert rule in (None, one.rule)


def test_a_name_of_two_halves_is_whole() -> None:
    """Half of "Jammu and Kashmir" means the whole; a list of two places stays two."""
    text = "They killed two in Jammu and Kashmir on Monday, as in Jammu."
    (one,) = meant(text, "Jammu")
    assert one is not None
    assert one.place is not None
    assert PlacePrecision.PROVINCE is one.place.precision
    (town,) = resolve_places(text, [(text.rindex("Jammu"), text.rindex("Jammu") + 5)])
    assert town is not None
    assert town.place is not None
    assert "Jammu" == town.place.name


@pytest.mark.parametrize(
    "words, name",
    [("northern Mali", "Northern Mali"), ("Azawad", "Northern Mali"),
     ("northeastern Syria", "Northeastern Syria"), ("Rojava", "Northeastern Syria"),
     ("off the coast of Yemen", "Yemen")],
)  # fmt: skip
def test_regions_have_neutral_names(words: str, name: str) -> None:
    """A region that a side names its own way is shown by where it lies."""
    assert name == found(words)[1].name
