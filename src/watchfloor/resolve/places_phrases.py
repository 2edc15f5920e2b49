"""Phrases that name a place by others: borders, stretches between two, distances from one."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from watchfloor.model import Place, PlacePrecision, Resolution
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import EARTH_KM, border_spot, distance_km
from watchfloor.resolve.names import State, look_up, states, states_by_demonym

NAME = r"[^\W\d_a-zß-ÿ][\w.’' ]{1,40}?"
BORDERS = (
    late_regex(
        r"(?P<one>" + NAME + r")[-–—/ ](?P<other>" + NAME + r")(?:['’]s)? "
        r"(?:border|frontier)(?: (?:area|region|zone|crossing)s?)?$"
    ),
    late_regex(
        r"\b(?:border|frontier)s?(?: (?:area|region|zone)s?)? (?:between|of|separating) "
        r"(?P<one>" + NAME + r") (?:and|with|from) (?P<other>" + NAME + r")$"
    ),
    late_regex(
        r"(?P<one>" + NAME + r")(?:['’]s?)? (?:border|frontier) with (?P<other>" + NAME + r")$"
    ),
)  # fmt: skip
BETWEEN = late_regex(
    r"\b(?:between|from) (?P<one>" + NAME + r") (?:and|to) (?P<other>" + NAME + r")$"
)
ROAD = late_regex(
    r"(?P<one>" + NAME + r")[-–—](?P<other>" + NAME + r") (?:road|highway|motorway|corridor)$"
)
PROPER = r"[^\W\d_a-zß-ÿ][\w’'-]*(?: (?:(?:al|el|de|of)[- ])?[^\W\d_a-zß-ÿ][\w’'-]*){0,3}"
STRETCH = late_regex(
    r"(?:\bbetween|\b(?:road|highway|motorway|route|railway|corridor) (?:from|between|linking)) "
    r"(?:the (?:towns|cities|villages|districts|provinces) of )?"
    r"(?P<one>" + PROPER + r") (?:and|to|with) (?P<other>" + PROPER + r")"
)
STRETCH_BEFORE, STRETCH_BEHIND = 10, 100
"""Characters beside a mention in which the words of a stretch are looked for."""
SOME = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100}  # fmt: skip
OFFSET = late_regex(
    r"(?P<number>\d{1,3}(?:\.\d)?|" + "|".join(SOME) + r")[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)(?: \([^)]{1,20}\))?(?: away)?(?: to the)?"
    r"(?: (?:due )?(?P<towards>(?:north|south)?-?(?:east|west)?|north|south)(?:ern)?)? "
    r"(?:of|from|outside) (?:the )?(?:\w+ )?(?:(?:city|town|capital|village|border)(?: of)?,? )?"
    r"(?P<name>[^\W\d_a-zß-ÿ].{1,60})$"
)
MAY_BE_PHRASE = late_regex(r"border|frontier|between|from|road|highway|motorway|corridor|km|mi")
"""What each of these has in it; most mentions have none of it."""
BEFORE = late_regex(
    r"\b(?:km|kms|kilomet(?:er|re)s?|miles?|mi)\b.{0,40}\b(?:of|from|outside) [a-z ]{0,20}$"
)
UNIT_BEFORE = late_regex(r"\d ?(?:km|kms|kilomet(?:er|re)s?|miles?|mi)(?: \([^)]{1,20}\))? $")
HEADED = late_regex(r"(?:(?:north|south)-?(?:east|west)?|east|west) of ")
BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180,
            "southwest": 225, "west": 270, "northwest": 315}  # fmt: skip
MILE_KM = 1.609
DIRECTED, AT_LEAST = 0.25, 5.0
FARTHEST_KM = 1_500.0
"""Between places farther apart than this nothing is placed."""
LONGEST = 160

Resolve = Callable[[str], Resolution | None]


@dataclass(frozen=True, slots=True)
class Border:
    """Two neighbouring states."""

    one: State
    other: State


@lru_cache(maxsize=8_192)
def may_be_phrase(words: str) -> bool:
    """Return whether words have in them what phrases about other places have."""
    return len(words.strip()) <= LONGEST and MAY_BE_PHRASE.search(words) is not None


def resolve_phrase(words: str, resolve: Resolve) -> Resolution | None:
    """Return the place of a phrase about other places; `resolve` says what a plain name means.

    Points are computed on the sphere; the radius says how far the phrase leaves it open.
    """
    text = words.strip()
    if not may_be_phrase(words):
        return None
    for pattern in BORDERS:
        if (found := pattern.search(text)) and (border := _border(found["one"], found["other"])):
            return border
    for pattern in (BETWEEN, ROAD):
        if found := pattern.search(text):
            return _between(resolve(found["one"]), resolve(found["other"]))
    found = OFFSET.search(text)
    return _offset(found, resolve) if found else None


def resolve_distance(before: str, words: str, resolve: Resolve) -> Resolution | None:
    """Return the point of "30 km north of Mosul" where only "Mosul" is marked, else None."""
    if not _may_measure(before):
        return None
    if BEFORE.search(before):
        found = OFFSET.search(before + words)
        return _offset(found, resolve) if found and found["name"] == words else None
    if HEADED.match(words) and UNIT_BEFORE.search(before):
        found = OFFSET.search(before + words)
        inside = found and found.start("towards") >= len(before)
        return _offset(found, resolve) if found and inside else None
    return None


def resolve_stretch(text: str, start: int, end: int, resolve: Resolve) -> Resolution | None:
    """Return the middle of "the road from Kano to Katsina" where only "the road" is marked.

    A mention that begins with the name itself is that place, and so are sides, which are states.
    """
    if not (may_be_phrase(text[start:end]) or text.endswith("between ", 0, start)):
        return None
    low = max(0, start - STRETCH_BEFORE)
    for found in STRETCH.finditer(text[low : end + STRETCH_BEHIND]):
        first, last = low + found.start("one"), low + found.end()
        if start < first and low + found.start() <= end and start <= last:
            ends = resolve(found["one"]), resolve(found["other"])
            known = [one.place.precision for one in ends if one is not None and one.place]
            if PlacePrecision.COUNTRY not in known:
                return _between(*ends)
    return None


def _may_measure(before: str) -> bool:
    """Return whether a unit of length may stand in the words before a name."""
    return "km" in before or "mi" in before or "kilomet" in before


def _border(one: str, other: str) -> Resolution | None:
    """Return the border of two states: the middle of where their towns come near."""
    first, second = _state(one), _state(other)
    spot = border_spot(first.iso3, second.iso3) if first and second else None
    if first is None or second is None or spot is None:
        return None
    place = Place(
        name=f"{first.name}-{second.name} border",
        lat=spot.lat,
        lon=spot.lon,
        precision=PlacePrecision.REGION,
        radius_km=spot.radius_km,
    )
    return Resolution(place=place, rule="border of two countries", score=0.9)


def _state(words: str) -> State | None:
    """Return the state whose name or people the last or first words are."""
    parts = words.removesuffix("'s").removesuffix("’s").split(" ")
    for start in range(len(parts)):
        if found := look_up(states_by_demonym(), " ".join(parts[start:])):
            return found
    return look_up(states_by_demonym(), parts[0])


def _between(one: Resolution | None, other: Resolution | None) -> Resolution | None:
    """Return the point half way, with half the distance as radius."""
    ends = [end.place for end in (one, other) if end is not None and end.place is not None]
    points = [(end.lat, end.lon) for end in ends if end.lat is not None and end.lon is not None]
    if len(points) < 2 or one is None or other is None:  # noqa: PLR2004
        return None
    (lat, lon), (far_lat, far_lon) = points
    apart = distance_km((lat, lon), (far_lat, far_lon))
    if apart > FARTHEST_KM:
        return None
    middle = destination((lat, lon), bearing((lat, lon), (far_lat, far_lon)), apart / 2)
    first, second = ends
    same = first.country == second.country
    place = Place(
        name=f"between {first.name} and {second.name}",
        lat=round(middle[0], 4),
        lon=round(middle[1], 4),
        country=first.country if same else None,
        admin1=first.admin1 if same and first.admin1 == second.admin1 else None,
        precision=PlacePrecision.DISTRICT if same else PlacePrecision.REGION,
        radius_km=round(max(AT_LEAST, apart / 2), 1),
    )
    return Resolution(
        place=place, rule="half way between two places", score=min(one.score, other.score)
    )


def _offset(found: re.Match[str], resolve: Resolve) -> Resolution | None:
    """Return the point at a distance and bearing, or a disc where no bearing is said."""
    from_ = resolve(found["name"])
    if from_ is None or from_.place is None or from_.place.lat is None or from_.place.lon is None:
        return None
    number = float(SOME.get(found["number"], 0)) or float(found["number"])
    km = number * (MILE_KM if found["unit"].startswith("mi") else 1.0)
    towards = (found["towards"] or "").replace("-", "")
    point, radius = (from_.place.lat, from_.place.lon), km + AT_LEAST
    if towards in BEARINGS:
        point = destination(point, BEARINGS[towards], km)
        radius = max(AT_LEAST, DIRECTED * km)
    place = replace(
        from_.place,
        name=f"{found['number']} {found['unit']} {towards} of {from_.place.name}".replace(
            "  ", " "
        ),
        lat=round(point[0], 4),
        lon=round(point[1], 4),
        geonames_id=None,
        precision=PlacePrecision.DISTRICT,
        radius_km=round(radius, 1),
    )
    rule = f"distance from a place: {from_.rule}"
    return Resolution(place=place, rule=rule, score=from_.score, runners_up=from_.runners_up)


def bearing(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the initial bearing from one point to another, in degrees clockwise from north."""
    phi, psi = math.radians(a[0]), math.radians(b[0])
    turn = math.radians(b[1] - a[1])
    y = math.sin(turn) * math.cos(psi)
    x = math.cos(phi) * math.sin(psi) - math.sin(phi) * math.cos(psi) * math.cos(turn)
    return math.degrees(math.atan2(y, x)) % 360


def destination(a: tuple[float, float], degrees: float, km: float) -> tuple[float, float]:
    """Return the point that lies `km` from another on a bearing, along the great circle."""
    phi, theta, arc = math.radians(a[0]), math.radians(degrees), km / EARTH_KM
    lat = math.asin(math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(theta))
    lon = math.radians(a[1]) + math.atan2(
        math.sin(theta) * math.sin(arc) * math.cos(phi),
        math.cos(arc) - math.sin(phi) * math.sin(lat),
    )
    return math.degrees(lat), (math.degrees(lon) + 540) % 360 - 180


def country_name(iso3: str) -> str:
    """Return the name of a state, or the code of a territory that is none."""
    return states()[iso3].name if iso3 in states() else iso3
