"""Choose among the places of a name, all names of a document together.

A score is a sum of stated terms: how large a place is, whether the name is its own, what kind the
words ask for, what they say it lies in, and which countries, divisions and neighbourhoods the
document's other names speak for. The last term needs the other names to be weighed: two rounds do.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from watchfloor.resolve.gazetteer import Named, Spot, country_spot
from watchfloor.resolve.gazetteer_keys import bare_key, place_key
from watchfloor.resolve.names import look_up, states_by_capital
from watchfloor.resolve.places_evidence import Spoken
from watchfloor.resolve.places_holders import Holder
from watchfloor.resolve.places_words import Wording

SHARPENING = (0.35, 0.7, 1.6)
"""Sharpness of the rounds: at first a small town still speaks for its neighbours a little."""
CROWD, IN_CROWD = 150, 12
"""In a document of more than so many names fewer places of each are weighed."""
FLOOR_PEOPLE = 200
KIND = {"country": 3.0, "admin1": 1.0, "admin2": -1.4, "region": 0.0, "airport": -1.0}
PEOPLE = {"site": 30_000, "region": 1_000_000, "airport": 1_000}
"""What a place without inhabitants weighs, as if it had so many."""
OTHER_SPELLING, UNLIKE, LOOSELY = -1.2, -1.0, -1.6
OUTSPELT, OUTGROWN = -2.0, -1.0
"""Against a town where a larger one of its country is spelt so: another spelling, a tiny place."""
METROPOLIS, TINY = 300_000, 50
"""People of a town that is known by its bare name, and how many times larger than a tiny one."""
CAPITAL, NAMESAKE, AFTER_ITS_TOWN, LIKE_ITS_CAPITAL = 1.2, 1.2, -2.4, -1.6
ASKED, NOT_ASKED = 3.0, -2.5
HELD, HELD_WIDELY, NOT_HELD = 6.0, 4.5, -1.0
SPOKEN_OF, DIVISION_SPOKEN_OF = 1.6, 1.6
SAME_COUNTRY, SAME_DIVISION, NEAR = 2.2, 2.4, 2.6
NEAR_CELL = 1.0
"""Degrees: places in the same or the next cell of this size are near."""
ROW = 1 << 12
"""Cells are numbered by rows of so many: one number is a quicker key than two."""
AROUND = tuple(dy * ROW + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1))
COMMON_WORD = -6.0
WIDE = 3.0
"""What an ocean, continent or region of many countries gets, since no country can speak for it."""
SERIES = 5.0

OWN = ("size", "kind", "spelling", "outdone", "spoken", "seat", "held", "series", "wide", "asked")
"""What a place's own name and the words around it say for it."""
JOINT = ("country", "division", "near", "word")
"""What the other names of a document say for a place."""

Terms = tuple[float, ...]
Chances = list[float]
Cell = int


@dataclass(slots=True)
class Group:
    """One name with one set of holders, wherever it stands in a document."""

    wording: Wording
    common: bool
    count: int = 1
    options: list[Named] = field(default_factory=list)
    spoken_for: list[tuple[str, str, Cell | None]] = field(default_factory=list)
    """Country, division and cell that each option speaks for."""
    ids: frozenset[str] = frozenset()
    namesakes: frozenset[str] = frozenset()
    """Divisions in which there is a town of the name."""
    base: list[float] = field(default_factory=list)
    chances: Chances = field(default_factory=list)
    own: list[Terms] = field(default_factory=list)
    joint: list[Terms] = field(default_factory=list)

    def terms(self, index: int) -> dict[str, float]:
        """Return what was added up for one option, by the names of `OWN` and `JOINT`."""
        said = self.joint[index] if self.joint else ()
        return dict(zip((*OWN, *JOINT), (*self.own[index], *said), strict=False))

    def sizes(self) -> list[float]:
        """Return what each option has by its size, kind and spelling alone."""
        return [sum(terms[: len(("size", "kind", "spelling"))]) for terms in self.own]


@dataclass(slots=True)
class Mass:
    """What the names of a document speak for, in names: countries, divisions, cells."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, group: Group, sign: float) -> None:
        """Add what a group speaks for, or take it away again."""
        weight = sign * (1 + 0.3 * math.log(group.count))
        countries, divisions, cells = self.countries, self.divisions, self.cells
        for (country, division, cell), chance in zip(group.spoken_for, group.chances, strict=True):
            part = weight * chance
            if country:
                countries[country] += part
            if division:
                divisions[division] += part
            if cell is not None:
                cells[cell] += part

    def near(self, cell: Cell) -> float:
        """Return how much lies in a cell and the eight around it."""
        cells, found = self.cells, 0.0
        for one in _around(cell):
            if one in cells:
                found += cells[one]
        return found if found > 0.0 else 0.0


@lru_cache(maxsize=8192)
def _around(cell: Cell) -> tuple[Cell, ...]:
    return tuple(cell + step for step in AROUND)


def _cell(spot: Spot) -> Cell | None:
    """Return the cell of a place; what is as large as a country lies in none."""
    if spot.kind in {"country", "region"}:
        return None
    # cells are as wide as high in the middle latitudes, where most news is from
    return math.floor(spot.lat / NEAR_CELL) * ROW + math.floor(spot.lon / (1.25 * NEAR_CELL))


def options_of(wording: Wording) -> list[Named]:
    """Return the places that a wording may mean: the state of that name and those of the table."""
    spot = country_spot(wording.state.iso3) if wording.state is not None else None
    if spot is None:
        return list(wording.named)
    # Lebanon is also eleven towns of America, but nothing is called Iraq by another spelling
    rest = (one for one in wording.named if one.own and not one.loose)
    return [Named(spot, own=True), *(one for one in rest if one.spot.id != spot.id)]


def weigh(groups: Sequence[Group], spoken: Spoken) -> None:
    """Fill in options and chances of every group; `spoken` is what the whole text speaks of."""
    for group in groups:
        group.options = options_of(group.wording)
    crowded = sum(bool(group.options) for group in groups) > CROWD
    for group in groups:
        if crowded:
            group.options = group.options[:IN_CROWD]
        group.spoken_for = [
            (spot.country, spot.admin1_id, _cell(spot)) for spot, *_ in group.options
        ]
        group.ids = frozenset(one.spot.id for one in group.options)
        towns = [one.spot for one in group.options if one.spot.kind == "town"]
        group.namesakes = frozenset(id_ for one in towns for id_ in (one.admin1_id, one.admin2_id))
        largest = _largest(group.options)
        group.own = [_own_terms(group, one, spoken, largest) for one in group.options]
        group.base = list(map(sum, group.own))
        group.chances = _chances(group.base, SHARPENING[0])
    for sharpness in SHARPENING:
        mass = Mass()
        for group in groups:
            mass.add(group, 1.0)
        changed = [_weighed_again(group, mass, sharpness) for group in groups]
        for group, chances in zip(groups, changed, strict=True):
            group.chances = chances


def _weighed_again(group: Group, mass: Mass, sharpness: float) -> Chances:
    """Return a group's chances with what the other groups speak for."""
    if len(group.options) == 1 and sharpness != SHARPENING[-1]:
        return group.chances
    mass.add(group, -1.0)
    total = sum(mass.countries.values())
    group.joint = _joint_terms(group.spoken_for, mass, total, common=group.common)
    mass.add(group, 1.0)
    scores = [base + sum(joint) for base, joint in zip(group.base, group.joint, strict=True)]
    return _chances(scores, sharpness)


def _chances(scores: Sequence[float], sharpness: float) -> Chances:
    """Return shares that sum to one (softmax)."""
    best = max(scores, default=0.0)
    raised = [math.exp(sharpness * (score - best)) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def _largest(options: Sequence[Named]) -> dict[str, int]:
    """Return by country how many people the largest town has whose own name it is."""
    found: dict[str, int] = {}
    for one in options:
        if one.own and one.spot.kind == "town":
            people, country = one.spot.population, one.spot.country
            found[country] = max(people, found.get(country, 0))
    return found


def _own_terms(group: Group, one: Named, spoken: Spoken, largest: Mapping[str, int]) -> Terms:
    """Return the terms named `OWN`."""
    spot, wording = one.spot, group.wording
    kind = spot.kind
    people = max(spot.population, PEOPLE.get(kind, 0), FLOOR_PEOPLE)
    said = SPOKEN_OF * spoken.countries.get(spot.country, 0.0)
    # a division that bears the name itself is no evidence for a town in it
    if spoken.divisions and spot.admin1_id not in group.ids:
        said += DIVISION_SPOKEN_OF * spoken.divisions.get(spot.admin1_id, 0.0)
    return (
        math.log10(people),
        KIND.get(kind, 0.0),
        0.0 if one.own and not one.loose else _spelling(one, wording.name),
        _outdone(one, largest) if kind == "town" else 0.0,
        said,
        _seat(spot, group),
        sum(holds(holder, spot) for holder in wording.holders) if wording.holders else 0.0,
        SERIES if spot.id in wording.series else 0.0,
        WIDE if kind == "region" and not spot.country else 0.0,
        _asked(spot, wording) if wording.kinds else 0.0,
    )


def _asked(spot: Spot, wording: Wording) -> float:
    """Return what a designation says for a place: a site of a town's precision is a village."""
    village = spot.kind == "site" and spot.precision == "town" and "town" in wording.kinds
    return ASKED if village or spot.kind in wording.kinds else NOT_ASKED


def _spelling(one: Named, name: str) -> float:
    """Return what a spelling costs: another than the place's own, one that is not even like it."""
    if one.loose:
        return LOOSELY
    if one.own:
        return 0.0
    return OTHER_SPELLING + (0.0 if _initial(one.spot.name) == _initial(name) else UNLIKE)


@lru_cache(maxsize=8192)
def _initial(name: str) -> str:
    """Return the letter that a name begins with, behind its article."""
    return bare_key(place_key(name))[:1]


def _outdone(one: Named, largest: Mapping[str, int]) -> float:
    """Return what speaks against a town beside a larger one of that name in its country.

    It is another spelling of this one, or this one is tiny.
    """
    people, most = one.spot.population, largest.get(one.spot.country, 0)
    if not one.own:
        return OUTSPELT if most >= people and most else 0.0
    return OUTGROWN if most >= METROPOLIS and most >= TINY * people else 0.0


def _seat(spot: Spot, group: Group) -> float:
    """Return what speaks for capitals and seats, and against divisions that share their name."""
    if spot.kind == "town":
        capital = _seat_of(spot.name) == spot.country
        # a town that gave its name to a first division is known for more than its size
        return max(CAPITAL * capital, NAMESAKE * (spot.admin1_id in group.ids))
    if spot.kind in {"admin1", "admin2"}:
        if spot.kind == "admin1" and spot.kind in group.wording.kinds:
            return 0.0  # "Washington state": the words say that it is not the town
        if spot.id in group.namesakes:
            return AFTER_ITS_TOWN
        return LIKE_ITS_CAPITAL if _seat_of(spot.name) == spot.country else 0.0
    return 0.0


@lru_cache(maxsize=4096)
def _seat_of(name: str) -> str | None:
    """Return the country whose capital has that name."""
    state = look_up(states_by_capital(), name)
    return state.iso3 if state is not None else None


def holds(holder: Holder, spot: Spot) -> float:
    """Return what a holder says for a place: a division more than a country."""
    if spot.id not in holder.divisions and (
        spot.admin1_id in holder.divisions or spot.admin2_id in holder.divisions
    ):
        return HELD
    if spot.country in holder.countries and spot.kind != "country":
        return HELD_WIDELY
    return NOT_HELD


def _joint_terms(
    places: Sequence[tuple[str, str, Cell | None]], mass: Mass, total: float, *, common: bool
) -> list[Terms]:
    """Return the terms named `JOINT` of each place; the last of them for common words alone."""
    found: list[Terms] = []
    for iso3, admin1_id, cell in places:
        # what a group added and took away again can leave a little less than nothing
        country = max(0.0, mass.countries.get(iso3, 0.0))
        division = max(0.0, mass.divisions.get(admin1_id, 0.0))
        near = 0.0 if cell is None else mass.near(cell)
        terms = (
            SAME_COUNTRY * country / (total + 0.5),
            SAME_DIVISION * division / (division + 0.8),
            NEAR * near / (near + 0.8),
        )
        word = (COMMON_WORD * (1 - min(1.0, near + division)),) if common else ()
        found.append(terms + word)
    return found
