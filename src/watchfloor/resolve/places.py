"""Place mentions by exact name: countries, large cities; homonyms by stated rules, else nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from watchfloor.model import Place, PlacePrecision, Resolution, Runner
from watchfloor.resolve.gazetteer import City, gazetteer
from watchfloor.resolve.names import State, look_up, states, states_by_demonym, states_by_name

LONGEST = 80
TOWN_RADIUS_KM = 10.0
RUNNERS = 3
LONGEST_COUNTRY = 4
OWNER_MARK = re.compile(r"['’]s$")
CLEAR_LEAD = 5.0
"""How many times more people make one homonym the plain choice."""
# Cities whose names are first of all a word: without a country beside them they stay unresolved.
COMMON_WORDS = """
academy battle best central chair concord enterprise federal freedom gates harmony hope imperial
independence justice man march may mission mobile most normal of opportunity orange paradise
parker pearl plant police post progress reading sale salt same savage split star surprise union
young
"""
DIRECTION = (
    r"(?:(?:north|south|east|west)(?:-?(?:east|west))?ern|central|downtown|greater|mainland)"
)
LEADING = re.compile(
    r"^(?:(?:in|at|near|from|to|of|around|outside|inside|into|across|on) )?(?:[Tt]he )?"
    r"(?:(?:" + DIRECTION + r"|capital|port|border|coastal|besieged|occupied|neighbou?ring|nearby"
    r"|war-torn|both|either),? ){0,3}"
    r"(?:(?:city|town|port|capital|suburbs?|outskirts|centre|center|north|south|east|west|streets"
    r"|parts?|rest|all) of |city )?(?:the )?(?:" + DIRECTION + r" )?"
)
PART = re.compile(
    r"\b(?:" + DIRECTION + r"|(?:north|south|east|west|parts?|rest|outskirts|suburbs?) of)\b"
)
OWNED = re.compile(
    r"^(?:(?:in|at|near|the|"
    + DIRECTION
    + r") ){0,2}(?P<owner>[^\W\d_][\w.’' -]{1,40}?)(?:['’]s?)? "
    r"(?:(?:capital|port|border|coastal|" + DIRECTION + r"),? ){0,2}"
    r"(?:(?:city|town|port|capital)(?: of|,)? )?(?=[^\W\d_a-z])"
)
BEHIND = re.compile(
    r"^(?:, |,? in (?:" + DIRECTION + r" )?(?:the )?| \()(?P<words>[A-Z][^,;:()\n]{1,60})"
)
AREAS = re.compile(
    r"\b(?:province|governorate|region|state|district|county|oblast|department|prefecture|valley"
    r"|countryside|strip|peninsula|basin|desert|mountain|border|river|lake|sea|gulf|island|camp"
    r"|airport|base|area)s?$",
    re.IGNORECASE,
)
CITY_TAIL = re.compile(r" (?:city|town|proper)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What stands around a place mention.

    `after` is the text right behind it; `countries` counts what the document's other place
    mentions name.
    """

    after: str = ""
    countries: Mapping[str, int] = field(default_factory=dict)


NOWHERE = PlaceContext()


def resolve_place(words: str, context: PlaceContext = NOWHERE) -> Resolution | None:
    """Return the country or large city that the words name exactly, or None.

    Provinces, districts and sites are not in the tables: they give the country that the text
    itself names beside them, and nothing otherwise.
    """
    if not words.strip() or len(words) > LONGEST:
        return None
    name, _, tail = words.strip().partition(",")
    if country := look_up(states_by_name(), _bare(words)):
        rule = "part of a country" if PART.search(words) else "country by name"
        return country_resolution(country, rule, 0.95)
    named = _country_named(name, tail.strip(), context.after)
    return _settlement(name, named, context.countries)


def country_resolution(country: State, rule: str, score: float) -> Resolution | None:
    """Return a country as a place: its point and the radius of a disc of its area."""
    point = gazetteer().countries.get(country.iso3)
    if point is None:
        return None
    place = Place(
        name=country.name,
        lat=point.lat,
        lon=point.lon,
        geonames_id=point.geonames_id,
        country=country.iso3,
        precision=PlacePrecision.COUNTRY,
        radius_km=point.radius_km,
    )
    return Resolution(place=place, rule=rule, score=score)


def countries_named(mentions: Iterable[tuple[str, str]]) -> Counter[str]:
    """Count the countries that place mentions (words, text after) name without any doubt."""
    votes: Counter[str] = Counter()
    for words, after in mentions:
        found = resolve_place(words, PlaceContext(after=after))
        if found and found.place and found.place.country and not found.runners_up:
            votes[found.place.country] += 1
    return votes


def _bare(words: str) -> str:
    """Return a name without articles and directions, unless they belong to it ("The Hague")."""
    text = OWNER_MARK.sub("", words.strip().strip('"“”()'))
    return text if _is_known(text) else LEADING.sub("", text, count=1)


def _is_known(text: str) -> bool:
    return look_up(states_by_name(), text) is not None or gazetteer().knows(text)


def _country_named(name: str, tail: str, after: str) -> State | None:
    """Return the country that stands in the mention, as its owner, or right behind it."""
    if tail:
        return look_up(states_by_name(), _bare(tail.rpartition(",")[2].strip()))
    if not _is_known(_bare(name)):  # Mexico City is not "the city of Mexico"
        owner = OWNED.match(name)
        if owner and (found := look_up(states_by_demonym(), owner["owner"].strip())):
            return found
    behind = BEHIND.match(after)
    return _first_country(behind["words"]) if behind else None


def _first_country(words: str) -> State | None:
    """Return the country whose name these words begin with, unless it opens a list."""
    parts = words.split()
    for count in range(min(LONGEST_COUNTRY, len(parts)), 0, -1):
        candidate = OWNER_MARK.sub("", " ".join(parts[:count])).rstrip(".")
        found = look_up(states_by_name(), candidate) or look_up(states_by_name(), candidate + ".")
        if found is not None:
            # "Aleppo, Turkey and Iran" is a list of three
            return None if parts[count : count + 1] in (["and"], ["or"]) else found
    return None


def _settlement(name: str, named: State | None, countries: Mapping[str, int]) -> Resolution | None:
    bare = _bare(name)
    if named is not None and not _is_known(bare) and (owner := OWNED.match(name)):
        bare = _bare(name[owner.end() :])
    cities = [] if AREAS.search(bare) else gazetteer().cities(bare)
    if not cities and CITY_TAIL.search(bare):
        cities = gazetteer().cities(CITY_TAIL.sub("", bare))
    if named is not None:
        inside = [city for city in cities if city.country == named.iso3]
        if inside:
            return _chosen(inside, "city in the country that the text names with it", 0.95)
        return country_resolution(named, "only the country named with it is known", 0.6)
    if not cities or bare.casefold() in COMMON_WORDS.split() or bare[:1].islower():
        return None
    if len(cities) == 1:
        return _chosen(cities, "only large city of this name", 0.85)
    if any(countries.get(city.country) for city in cities):
        cities = sorted(cities, key=lambda city: (-countries.get(city.country, 0), -city.weight))
        return _chosen(cities, "homonym in a country of the document's other places", 0.8)
    clear = cities[0].weight >= CLEAR_LEAD * cities[1].weight
    return _chosen(cities, "most populous homonym", 0.75 if clear else 0.5)


def _chosen(cities: list[City], rule: str, score: float) -> Resolution:
    best, *others = cities
    total = sum(city.weight for city in cities) or 1.0
    place = Place(
        name=best.name,
        lat=best.lat,
        lon=best.lon,
        geonames_id=best.geonames_id,
        country=best.country,
        precision=PlacePrecision.TOWN,
        radius_km=TOWN_RADIUS_KM,
    )
    runners = tuple(
        Runner(
            name=f"{city.name}, {_country_name(city.country)}",
            score=round((1 - score) * city.weight / total, 3),
        )
        for city in others[:RUNNERS]
    )
    return Resolution(place=place, rule=rule, score=score, runners_up=runners)


def _country_name(iso3: str) -> str:
    return states()[iso3].name if iso3 in states() else iso3
