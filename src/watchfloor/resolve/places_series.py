"""Series of provinces: in "Oregon, Washington and Idaho" each name is a division of one country.

Names of a series are of one kind. Where one of them can only be a first-level division, its
neighbours are divisions too, though each alone might sooner be a town, and none holds another.
"""

from collections.abc import Iterator
from functools import lru_cache

from watchfloor import assets
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import Spot, distance_km, first_divisions, places_named
from watchfloor.resolve.gazetteer_keys import place_key
from watchfloor.resolve.names import look_up, states_by_name
from watchfloor.resolve.places_evidence import divisions_by_name

REACH = 240
"""Characters on either side of a name in which the rest of its series is looked for."""
LONGEST = 4
MOST = 12
WORD = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
NAMES = WORD + r"(?: (?:of |and )?" + WORD + r"){0,3}"
LINK = r"(?P<link>, (?:and |or )?| and | or )(?:in |the )?"
LINK_ENDS = (", ", "and ", "or ", "in ", "the ", "\n")
"""What a link can end in; the pattern reads past one end of line."""
BEHIND = late_regex(LINK + "(?P<names>" + NAMES + ")")
BEFORE = late_regex("(?P<names>" + NAMES + ")" + LINK + "$")
TOWN_BEFORE = late_regex("(?P<names>" + NAMES + "), $")
LEAST_WITHOUT_AND = 3
QUARTER_KM = 40.0
"""A place nearer to a town of the division's name is a quarter of it: "Brooklyn, New York"."""


@dataclass(frozen=True, slots=True)
class Series:
    """The divisions that one name of a series may mean, and where the series ends in the text."""

    divisions: frozenset[str]
    end: int


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    ids: frozenset[str]
    link: str


def series_at(text: str, start: int, end: int) -> Series | None:
    """Return the series of first-level divisions of one country that a name stands in, or None.

    Two names that "and" or "or" joins are one, three or more that commas part as well. A known
    place that is no division breaks it ("Portland, Oregon and Idaho"), except that the country may
    close it ("Borno, Adamawa and Yobe, Nigeria").
    """
    own = _divisions(text[start:end])
    if not own:
        return None
    behind, last = _behind(text, end)
    before = _before(text, start)
    if behind is None or before is None:
        return None
    others = (*before, *behind)
    joined = any(not one.link.startswith(",") or len(one.link) > len(", ") for one in others)
    if not others or not (joined or len(others) + 1 >= LEAST_WITHOUT_AND):
        return None
    countries = frozenset.intersection(*map(_countries, (own, *(one.ids for one in others))))
    names = (text[start:end], *(one.name for one in others))
    for country in sorted(countries):
        if any(_is_only_division(name, country) for name in names):
            return Series(frozenset(one for one in own if _country_of()[one] == country), last)
    return None


def _behind(text: str, end: int) -> tuple[list[_Member] | None, int]:
    """Return the divisions that follow in the series, None if something else does; its end."""
    found: list[_Member] = []
    limit = min(len(text), end + REACH)
    while len(found) < MOST and (match := BEHIND.match(text, end, limit)):
        parts = match["names"].split(" ")
        for count in range(min(LONGEST, len(parts)), 0, -1):
            name = " ".join(parts[:count]).rstrip(".")
            if ids := _divisions(name):
                found.append(_Member(name, ids, match["link"]))
                end = match.start("names") + len(name)
                break
        else:
            name = match["names"].rstrip(".")
            closes = match["link"] == ", " and look_up(states_by_name(), name)
            return (found if closes or not _is_place(name) else None), end
    return found, end


def _before(text: str, start: int) -> list[_Member] | None:
    """Return the divisions before a name in its series, None if another place stands there."""
    found: list[_Member] = []
    first = max(0, start - REACH)
    if not text.endswith(LINK_ENDS, first, start):
        return found
    while len(found) < MOST and (match := BEFORE.search(text[max(first, start - 80) : start])):
        parts = match["names"].split(" ")
        for skip in range(max(0, len(parts) - LONGEST), len(parts)):
            name = " ".join(parts[skip:])
            if ids := _divisions(name):
                found.append(_Member(name, ids, match["link"]))
                start -= len(match.group()) - len(" ".join(parts[:skip])) - (skip > 0)
                break
        else:
            return found if not _is_place(match["names"]) else None
    return found


@lru_cache(maxsize=4096)
def _divisions(name: str) -> frozenset[str]:
    """Return the first-level divisions of that name."""
    return frozenset(divisions_by_name().get(place_key(name), ()))


@assets.made_ready("division-countries", of=("places",), by=("resolve/gazetteer.py",))
def _country_of() -> dict[str, str]:
    return {spot.id: spot.country for spot in first_divisions()}


def _countries(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(_country_of()[one] for one in ids)


@lru_cache(maxsize=4096)
def _is_only_division(name: str, country: str) -> bool:
    """Return whether a name can but be a division: Diyala, not Kirkuk (its town) nor Georgia."""
    if look_up(states_by_name(), name) is not None:
        return False
    inside = [one.spot for one in places_named(name) if one.spot.country == country]
    areas = {spot.id for spot in inside if spot.kind == "admin1"}
    return not any(spot.kind == "town" and spot.admin1_id in areas for spot in inside)


def division_behind(text: str, start: int, end: int) -> frozenset[str]:
    """Return the division that a name closes: New York in "Buffalo, New York", the town's state."""
    own = _divisions(text[start:end])
    linked = own and text.endswith((", ", "\n"), 0, start)
    match = TOWN_BEFORE.search(text[max(0, start - 80) : start]) if linked else None
    if match is None:
        return frozenset()
    parts = match["names"].split(" ")
    for skip in range(len(parts)):
        towns = _towns(" ".join(parts[skip:]), own)
        if towns:
            seats = [
                (one.spot.lat, one.spot.lon)
                for one in places_named(text[start:end])
                if one.spot.kind == "town" and one.spot.admin1_id in own
            ]
            return frozenset(
                one.admin1_id
                for one in towns
                if all(distance_km((one.lat, one.lon), seat) > QUARTER_KM for seat in seats)
            )
    return frozenset()


def _towns(name: str, areas: frozenset[str]) -> list[Spot]:
    spots = (one.spot for one in places_named(name) if one.own and not one.loose)
    return [spot for spot in spots if spot.kind == "town" and spot.admin1_id in areas]


def _is_place(names: str) -> bool:
    """Return whether any beginning or end of a run of words is a place's name."""
    return any(
        look_up(states_by_name(), name) is not None
        or any(not one.loose for one in places_named(name))
        for name in _parts(names)
    )


def _parts(names: str) -> Iterator[str]:
    parts = names.split(" ")
    for count in range(1, len(parts) + 1):
        yield " ".join(parts[:count])
        yield " ".join(parts[-count:])
