"""Facilities that are known sites, and a row of the gazetteer as a place of the record."""

import re
from collections.abc import Sequence
from dataclasses import replace

from watchfloor.model import Place, PlacePrecision, Resolution
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import Spot, distance_km, places_named
from watchfloor.resolve.names import states
from watchfloor.resolve.places_holders import ADJECTIVE, DESIGNATION, NEARBY
from watchfloor.resolve.places_phrases import country_name

ARTICLE = late_regex(r"(?i)^(?:the|an?) ")
TOWN_BEHIND = late_regex(r" in (?:the )?[^\W\d_a-zß-ÿ][\w’'-]+(?: [^\W\d_a-zß-ÿ][\w’'-]+)?")
TOWN_FURTHER = late_regex(TOWN_BEHIND.pattern.replace(" in ", " (?:in|of) ", 1))
"""Behind a quarter: "in the Green Zone in Baghdad", "in the Green Zone of Baghdad"."""

TOWN_BEFORE = late_regex(r"['’‘]s\b.*")
"""What follows the town in "in Baghdad's Green Zone"."""

TOWNS_OWN = late_regex(
    r"^(?P<town>[^\W\d_][\w.’' -]{1,40}?)['’‘]s (?:(?:main|only|largest|international|civilian|new"
    r"|old|central) )?(?P<what>airport|airbase|air base|port|harbou?r|prison|jail)$"
)
"""What a town has one of that matters: "Baghdad's main airport"."""
OF_AMERICA = late_regex(r"\bU\.?S\.? |\bAmerican ")
SITES = frozenset({"site", "airport"})
ONE_SITE_KM = 10.0


def site_named(words: str, after: str) -> Resolution | None:
    """Return the place of a facility if its words, or they and the town behind, name a known site.

    "the U.S. embassy" followed by " in Baghdad" or by " in the Green Zone in Baghdad" is one; "the
    embassy" alone stays unresolved.
    """
    name = TOWNS_OWN.sub(r"\g<town> \g<what>", ARTICLE.sub("", words.strip(), count=1))
    for full in (*(name + within for within in _towns_behind(after)), name):
        for form in dict.fromkeys((full, OF_AMERICA.sub("US ", full))):
            if form.islower():
                continue
            named = [one.spot for one in places_named(form) if not one.loose]
            # one airport may be in two of the sources, a few kilometres apart
            sites = sorted(
                (spot for spot in named if spot.kind in SITES), key=lambda spot: spot.kind != "site"
            )
            if sites and any(map(str.isupper, form)) and _is_one(sites):
                return Resolution(place=place_of(sites[0]), rule="site by name", score=0.9)
    return None


def _towns_behind(after: str) -> list[str]:
    """Return what may say in which town a facility is, in order: " in Baghdad"."""
    within = TOWN_BEHIND.match(after)
    if within is None:
        return []
    found = [within.group(), TOWN_BEFORE.sub("", within.group())]
    further = TOWN_FURTHER.match(after, within.end())
    if further is not None:
        found.append(further.group().replace(" of ", " in ", 1))
    return list(dict.fromkeys(found))


STANDS_IN = late_regex(
    r",? (?P<link>in|at|of|inside) (?:the )?(?:" + ADJECTIVE + r",? ){0,2}"
    r"(?:" + DESIGNATION + r" (?:of )?)?$"
)
SENT = late_regex(
    r"\b(?:embass|consulate|mission|ministry|parliament|capital|border)", re.IGNORECASE
)
"""What is not in the country that it is of, and what lies beside one."""
STANDING = 0.9


def standing_in(
    text: str, span: tuple[int, int], places: Sequence[tuple[int, int, Resolution]]
) -> Resolution | None:
    """Return the place in which something stands that is no known site: "a church in Komanda".

    Args:
        text: the document's whole text.
        span: of "a church", or of "the airport of Sévaré".
        places: start, end and meaning of the places that the text names, in its order.
    """
    start, end = span
    for begins, ends, resolution in places:
        if start < begins and ends <= end:
            link = STANDS_IN.search(text, start, begins)
            if link is not None and link["link"] == "of" and SENT.search(text, start, begins):
                continue
        elif end < begins <= end + NEARBY:
            link = STANDS_IN.match(text, end, begins)
        else:
            continue
        if link is None:
            continue
        score = round(STANDING * resolution.score, 3)
        return replace(resolution, rule=f"where it stands: {resolution.rule}", score=score)
    return None


def _is_one(spots: Sequence[Spot]) -> bool:
    first = (spots[0].lat, spots[0].lon)
    return all(distance_km(first, (one.lat, one.lon)) < ONE_SITE_KM for one in spots)


def place_of(spot: Spot) -> Place:
    """Return a row of the gazetteer as the record tells it, a state by its common name."""
    is_state = spot.kind == "country" and spot.country in states()
    return Place(
        name=country_name(spot.country) if is_state else spot.name,
        lat=spot.lat,
        lon=spot.lon,
        geonames_id=spot.geonames_id,
        country=spot.country or None,
        admin1=spot.admin1 or None,
        precision=PlacePrecision(spot.precision),
        radius_km=spot.radius_km,
    )
