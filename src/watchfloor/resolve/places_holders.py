"""What holds a place by the words around it: "Djibo, in Burkina Faso's Soum province"."""

from dataclasses import replace
from functools import lru_cache

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import places_named
from watchfloor.resolve.names import look_up, states_by_demonym, states_by_name

NEARBY = 100
"""Characters after a mention in which its holders are looked for."""
LOOK_BACK = 60
MOST_HOLDERS = 3
LONGEST = 5
DIRECTION = (
    r"(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|downtown|greater|mainland"
    r"|upper|lower|inner|eastern-most|far)"
)
DESIGNATIONS = {
    "province": "area", "governorate": "area", "region": "area", "state": "first",
    "district": "area", "county": "area", "oblast": "first", "department": "area",
    "prefecture": "area", "parish": "area", "territory": "area", "division": "area",
    "emirate": "area", "krai": "first", "raion": "area", "canton": "area", "borough": "area",
    "municipality": "area", "subdistrict": "area", "sub-district": "area",
    "city": "town", "town": "town", "village": "town", "port": "town", "suburb": "town",
    "municipalities": "area", "provinces": "area", "neighborhood": "town",
    "neighbourhood": "town", "airport": "airport", "airbase": "airport", "airfield": "airport",
    "capital": "town", "hamlet": "town", "settlement": "town",
}  # fmt: skip
DESIGNATION = "(?:" + "|".join(sorted(DESIGNATIONS, key=len, reverse=True)) + ")"
ADJECTIVE = (
    "(?:" + DIRECTION + r"|capital|port|border|coastal|besieged|occupied|war-torn|restive|remote"
    r"|rural|neighbou?ring|nearby|key|strategic|mountainous|rebel-held|government-held)"
)
WORD = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
BEHIND = late_regex(
    r"^(?:(?P<comma>, )|,? (?:in|of|inside|within) | \()(?:the )?(?:" + ADJECTIVE + r",? ){0,2}"
    r"(?:the )?(?:" + DESIGNATION + r" of )?"
    r"(?P<words>" + WORD + r"(?: (?:of |the |de |del |la |al-|el-|ez-)?" + WORD + r"){0,4})"
    r"(?: " + DESIGNATION + r"\b)?"
)
OWNER = late_regex(
    r"(?P<owner>" + WORD + r"(?: " + WORD + r"){0,2}) (?P<link>(?:" + ADJECTIVE + r",? ){0,2}"
    r"(?:" + DESIGNATION + r"(?: of)? )?)$"
)
LINKS = late_regex("(?:" + ADJECTIVE + ",?|" + DESIGNATION + ")")
DESIGNATED = late_regex(r"^(?:['’]s)? (?i:" + DESIGNATION + r")\b")
DESIGNATED_NAME = late_regex(r" (?i:" + DESIGNATION + r")$")
OWNED = ("'s", "’s", "s'", "s’")
POSSESSIVE = late_regex(r"^(?P<owner>.{2,40}?)['’]s? (?P<rest>.+)$")
LISTED = late_regex(r"^,? (?:and|or) ")
NEXT = late_regex(r"^, (" + WORD + ")")
# As the Associated Press shortens states and provinces of North America.
SHORT = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California",
    "Colo": "Colorado", "Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida",
    "Ga": "Georgia", "Ill": "Illinois", "Ind": "Indiana", "Kan": "Kansas", "Ky": "Kentucky",
    "La": "Louisiana", "Md": "Maryland", "Mass": "Massachusetts", "Mich": "Michigan",
    "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri", "Mont": "Montana",
    "Neb": "Nebraska", "Nev": "Nevada", "N.H": "New Hampshire", "N.J": "New Jersey",
    "N.M": "New Mexico", "N.Y": "New York", "N.C": "North Carolina", "N.D": "North Dakota",
    "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania", "R.I": "Rhode Island",
    "S.C": "South Carolina", "S.D": "South Dakota", "Tenn": "Tennessee", "Tex": "Texas",
    "Vt": "Vermont", "Va": "Virginia", "Wash": "Washington", "W.Va": "West Virginia",
    "Wis": "Wisconsin", "Wyo": "Wyoming", "D.C": "District of Columbia", "Ont": "Ontario",
    "Que": "Quebec", "B.C": "British Columbia", "Alta": "Alberta", "Sask": "Saskatchewan",
    "Man": "Manitoba", "N.S": "Nova Scotia", "N.B": "New Brunswick",
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "District of Columbia",
    "NSW": "New South Wales", "Qld": "Queensland",
}  # fmt: skip
SHORTENING = frozenset({"AUS", "CAN", "USA"})


@dataclass(frozen=True, slots=True)
class Holder:
    """What a holder's name may mean: countries (ISO-3) and divisions (their ids).

    `stated` says that the words leave no doubt that it holds the place: "in Zamfara", "Zamfara
    state"; a name behind a comma alone may be the next of a list.
    """

    name: str
    countries: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    stated: bool = False


def shortened(name: str) -> str | None:
    """Return the state or province that "Ore." or "OR" shortens; "Ore" without a stop is a town."""
    bare = name.rstrip(".")
    return SHORT.get(bare) if "." in name or bare.isupper() else None


@lru_cache(maxsize=4096)
def holder(name: str, *, adjective: bool = False) -> Holder | None:
    """Return what a name may hold places as: a country or a division; `adjective` adds demonyms."""
    states = states_by_demonym() if adjective else states_by_name()
    state = look_up(states, name) or look_up(states, name + ".")
    full = shortened(name)
    areas = [
        one.spot
        for one in places_named(full or name)
        if one.spot.kind in {"admin1", "admin2", "country"} and not one.loose
        and (full is None or one.spot.country in SHORTENING)
    ]  # fmt: skip
    countries = {spot.country for spot in areas if spot.kind == "country"}
    divisions = frozenset(spot.id for spot in areas if spot.kind != "country")
    if state is not None and not full:
        countries.add(state.iso3)
    if not (countries or divisions):
        return None
    return Holder(state.name if state else full or name, frozenset(countries), divisions)


def holders_behind(after: str) -> tuple[Holder, ...]:
    """Return what holds a place by the text right behind it, the nearest first."""
    found: list[Holder] = []
    rest = after[:NEARBY]
    while len(found) < MOST_HOLDERS and (match := BEHIND.match(rest)):
        names, end = _first_names(match["words"])
        if not names:
            break
        rest = rest[match.start("words") + end :]
        if match["comma"] and LISTED.match(rest):
            break  # "Aleppo, Turkey and Iran" is a list of three
        designated = DESIGNATED.match(rest)
        lone = _is_only_a_division(names[0].name) and _ends_here(rest)
        if not match["comma"] or designated or lone or DESIGNATED_NAME.search(names[0].name):
            names[0] = replace(names[0], stated=True)
        found.extend(names)
        rest = rest[designated.end() :] if designated else rest
    return tuple(found)


@lru_cache(maxsize=4096)
def _is_only_a_division(name: str) -> bool:
    """Say whether a name means one first-level division and no other place: Zamfara, not York."""
    named = [one.spot for one in places_named(name) if not one.loose]
    return [spot.kind for spot in named] == ["admin1"]


def _ends_here(rest: str) -> bool:
    """Say whether no list goes on behind a name: "Kaura, Zamfara, on Friday" or ", Nigeria"."""
    following = NEXT.match(rest)
    if following is None:
        return True
    found = holder(following[1])
    return found is not None and bool(found.countries)


def _first_names(words: str) -> tuple[list[Holder], int]:
    """Return the holders that a run of capitalised words begins with, and where they end."""
    owned = POSSESSIVE.match(words)
    if owned and (owner := holder(owned["owner"])):
        inner, end = _first_names(owned["rest"])
        return [*inner, owner], (owned.start("rest") + end) if inner else owned.end("owner")
    parts = words.split(" ")
    for count in range(min(LONGEST, len(parts)), 0, -1):
        name = " ".join(parts[:count])
        bare = name.removesuffix("'s").removesuffix("’s").rstrip(",")
        bare = bare if shortened(bare) else bare.rstrip(".")
        if bare and (found := holder(bare)):
            return [found], len(name)
    return [], 0


@lru_cache(maxsize=8192)
def _may_link(last: str) -> bool:
    """Return whether a word can stand last between an owner and its place, or be that owner."""
    return last.endswith(OWNED) or last == "of" or LINKS.fullmatch(last) is not None


def holder_before(before: str) -> Holder | None:
    """Return the country that owns a place by the text right before it: "the Iraqi town of "."""
    if not _may_link(before.removesuffix("\n")[:-1].rpartition(" ")[2]):
        return None
    match = OWNER.search(before[-LOOK_BACK:])
    if match is None or not (match["owner"].endswith(OWNED) or match["link"]):
        return None
    if match["link"].rstrip().endswith(","):
        return None  # "the Lebanese border, the border with Niger" are two
    words = match["owner"].split(" ")
    for start in range(len(words)):
        name = " ".join(words[start:])
        for mark in OWNED[:2]:
            name = name.removesuffix(mark)
        state = look_up(states_by_demonym(), name.rstrip("'’"))
        if state is not None:
            return Holder(state.name, frozenset({state.iso3}))
    return None
