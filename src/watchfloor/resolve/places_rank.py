"""Choose among the places of a name, all names of a document together.

A score is a sum of stated terms: how large a place is, whether the name is its own, what kind the
words ask for, what they say it lies in, and which countries, divisions and neighbourhoods the
document's other names speak for. The last term needs the other names to be weighed: two rounds do.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

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
OUTSPELT, OUTGROWN = -2.0, -1.5
"""Against a town where a larger place of its country is spelt so: another spelling, a tiny town."""
METROPOLIS, TINY = 300_000, 50
"""People of a place that is known by its bare name, and how many times larger than a tiny town."""
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
Key = TypeVar("Key", str, int)


class Voice(NamedTuple):
    """What an option says beside its country that other names hear, or hears of them.

    `division`: its own, if another name has an option there, else ""; `cell`: its own, if another
    name has one in or around it; `near`: those cells.
    """

    option: int
    division: str
    cell: Cell
    near: tuple[Cell, ...]


@dataclass(slots=True)
class Group:
    """One name with one set of holders, wherever it stands in a document."""

    wording: Wording
    common: bool
    count: int = 1
    options: Sequence[Named] = ()
    countries: Sequence[str] = ()
    voices: list[Voice] = field(default_factory=list)
    """Of the few options that lie where another name has one too."""
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


class Said(NamedTuple):
    """What names speak for, in names: countries, divisions, cells."""

    countries: dict[str, float]
    divisions: dict[str, float]
    cells: dict[Cell, float]


SEVERAL = -1
"""Stands for the number of a group where more than one speaks."""


def _give_voices(groups: Sequence[Group], where: Sequence["Options"]) -> None:
    """Fill in which options of each group other groups hear."""
    divisions, cells = dict[str, int](), dict[Cell | None, int]()
    for number, options in enumerate(where):
        for held, of in ((divisions, options.divisions), (cells, options.cells)):
            _note(held, of, number)
    cells.pop(None, None)
    for number, (group, options) in enumerate(zip(groups, where, strict=True)):
        group.voices = []
        for option, (admin1_id, cell) in enumerate(
            zip(options.divisions, options.cells, strict=True)
        ):
            near: tuple[Cell, ...] = ()
            if cell is not None and len(groups) > 1:
                near = tuple(
                    [one for step in AROUND if cells.get(one := cell + step, number) != number]
                )
            division = admin1_id if divisions[admin1_id] == SEVERAL else ""
            if division or near:
                group.voices.append(Voice(option, division, cell or 0, near))


def _note(held: dict[Any, int], keys: Iterable[Any], number: int) -> None:
    """Note which group speaks for each of some keys."""
    for key in set(keys):
        held[key] = SEVERAL if key in held else number


def _said_by(group: Group) -> Said:
    """Return what one group speaks for."""
    weight = 1 + 0.3 * math.log(group.count)
    countries, divisions, cells = said = Said({}, {}, {})
    for country, chance in zip(group.countries, group.chances, strict=True):
        countries[country] = countries.get(country, 0.0) + weight * chance
    countries.pop("", None)
    for option, division, cell, near in group.voices:
        part = weight * group.chances[option]
        if division:
            divisions[division] = divisions.get(division, 0.0) + part
        if near:
            cells[cell] = cells.get(cell, 0.0) + part
    return said


def _said_by_all(said: Iterable[Said]) -> Said:
    """Return what groups speak for together."""
    whole = Said({}, {}, {})
    for own in said:
        _add(whole.countries, own.countries)
        _add(whole.divisions, own.divisions)
        _add(whole.cells, own.cells)
    return whole


def _add(whole: dict[Key, float], own: Mapping[Key, float]) -> None:
    for key, part in own.items():
        whole[key] = whole.get(key, 0.0) + part


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


class Options(NamedTuple):
    """The places that a wording may mean, with what they have in any text.

    `named` are those of the wording, `ids` those of the places.
    """

    named: tuple[Named, ...]
    options: list[Named]
    countries: list[str]
    divisions: list[str]
    cells: list[Cell | None]
    ids: frozenset[str]
    fixed: list["Fixed"]


class Fixed(NamedTuple):
    """The terms of `OWN` that depend on no text."""

    size: float
    kind: float
    spelling: float
    outdone: float
    seat: float
    wide: float


def _with_terms(wording: Wording, options: list[Named]) -> Options:
    towns = [one.spot for one in options if one.spot.kind == "town"]
    namesakes = frozenset(id_ for one in towns for id_ in (one.admin1_id, one.admin2_id))
    ids = frozenset([one.spot.id for one in options])
    spelt, grown = _largest(options, ("town",)), _largest(options, ("town", "admin1", "admin2"))
    return Options(
        wording.named,
        options,
        [one.spot.country for one in options],
        [one.spot.admin1_id for one in options],
        [_cell(one.spot) for one in options],
        ids,
        [
            Fixed(
                math.log10(max(spot.population, PEOPLE.get(spot.kind, 0), FLOOR_PEOPLE)),
                KIND.get(spot.kind, 0.0),
                _spelling(one, wording.name),
                _outdone(one, spelt, grown) if spot.kind == "town" else 0.0,
                _seat(spot, wording.kinds, ids, namesakes),
                WIDE if spot.kind == "region" and not spot.country else 0.0,
            )
            for one in options
            for spot in (one.spot,)
        ],
    )


REMEMBERED = 1_024
"""Wordings of which a process keeps the options."""
_remembered: dict[tuple[int, str, str, frozenset[str]], Options] = {}


def _options(wording: Wording) -> Options:
    """Return the options of a wording, remembered by the tuple of its places.

    To hash that tuple would take longer; as long as it is remembered no other has its identity.
    """
    state = wording.state.iso3 if wording.state is not None else ""
    key = (id(wording.named), state, wording.name, wording.kinds)
    found = _remembered.get(key)
    if found is None:
        if len(_remembered) >= REMEMBERED:
            _remembered.clear()
        found = _remembered[key] = _with_terms(wording, options_of(wording))
    return found


def weigh(groups: Sequence[Group], spoken: Spoken) -> None:
    """Fill in options and chances of every group; `spoken` is what the whole text speaks of."""
    known = [_options(group.wording) for group in groups]
    if sum(bool(one.options) for one in known) > CROWD:
        known = [
            _with_terms(group.wording, one.options[:IN_CROWD])
            for group, one in zip(groups, known, strict=True)
        ]
    for group, options in zip(groups, known, strict=True):
        group.options, group.countries = options.options, options.countries
        group.own = _own_terms(group.wording, options, spoken)
        group.base = list(map(sum, group.own))
        group.chances = _chances(group.base, SHARPENING[0])
    groups = [group for group in groups if group.options]
    _give_voices(groups, [options for options in known if options.options])
    doubtful = any(len(group.options) > 1 for group in groups)
    for sharpness in SHARPENING if doubtful else SHARPENING[-1:]:
        said = list(map(_said_by, groups))
        whole = _said_by_all(said)
        changed = [
            _weighed_again(group, whole, own, sharpness)
            for group, own in zip(groups, said, strict=True)
        ]
        for group, chances in zip(groups, changed, strict=True):
            group.chances = chances


def _weighed_again(group: Group, whole: Said, own: Said, sharpness: float) -> Chances:
    """Return a group's chances with what the other groups speak for: the whole less its own."""
    if len(group.options) == 1 and sharpness != SHARPENING[-1]:
        return group.chances
    group.joint = _joint_terms(group, whole, own)
    scores = [base + sum(joint) for base, joint in zip(group.base, group.joint, strict=True)]
    return _chances(scores, sharpness)


def _chances(scores: Sequence[float], sharpness: float) -> Chances:
    """Return shares that sum to one (softmax)."""
    best = max(scores, default=0.0)
    raised = [math.exp(sharpness * (score - best)) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def _largest(options: Sequence[Named], kinds: Collection[str]) -> dict[str, int]:
    """Return by country the people of the largest place of some kinds whose own name it is."""
    found: dict[str, int] = {}
    for one in options:
        if one.own and one.spot.kind in kinds:
            people, country = one.spot.population, one.spot.country
            found[country] = max(people, found.get(country, 0))
    return found


def _own_terms(wording: Wording, options: Options, spoken: Spoken) -> list[Terms]:
    """Return the terms named `OWN` of each option."""
    found: list[Terms] = []
    for (spot, *_), (size, kind, spelling, outdone, seat, wide) in zip(
        options.options, options.fixed, strict=True
    ):
        said = SPOKEN_OF * spoken.countries.get(spot.country, 0.0)
        # a division that bears the name itself is no evidence for a town in it
        if spoken.divisions and spot.admin1_id not in options.ids:
            said += DIVISION_SPOKEN_OF * spoken.divisions.get(spot.admin1_id, 0.0)
        held = sum(holds(one, spot) for one in wording.holders) if wording.holders else 0.0
        series = SERIES if spot.id in wording.series else 0.0
        asked = _asked(spot, wording) if wording.kinds else 0.0
        found.append((size, kind, spelling, outdone, said, seat, held, series, wide, asked))
    return found


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


def _outdone(one: Named, spelt: Mapping[str, int], grown: Mapping[str, int]) -> float:
    """Return what speaks against a town beside a larger place of that name in its country.

    It is another spelling of this town, or this one is tiny beside a metropolis or a division:
    `spelt` has the people of the largest town by country, `grown` of the largest town or division.
    """
    people, country = one.spot.population, one.spot.country
    if not one.own:
        most = spelt.get(country, 0)
        return OUTSPELT if most >= people and most else 0.0
    most = grown.get(country, 0)
    return OUTGROWN if most >= METROPOLIS and most >= TINY * people else 0.0


def _seat(
    spot: Spot, asked: Collection[str], ids: Collection[str], namesakes: Collection[str]
) -> float:
    """Return what speaks for capitals and seats, and against divisions that share their name.

    `namesakes` are the divisions in which there is a town of the name.
    """
    if spot.kind == "town":
        capital = _seat_of(spot.name) == spot.country
        # a town that gave its name to a first division is known for more than its size
        return max(CAPITAL * capital, NAMESAKE * (spot.admin1_id in ids))
    if spot.kind in {"admin1", "admin2"}:
        if spot.kind == "admin1" and spot.kind in asked:
            return 0.0  # "Washington state": the words say that it is not the town
        if spot.id in namesakes:
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


def _joint_terms(group: Group, whole: Said, own: Said) -> list[Terms]:
    """Return the terms named `JOINT` of each option; the last of them for common words alone."""
    total = sum(whole.countries.values()) - sum(own.countries.values())
    word = (COMMON_WORD,) if group.common else ()
    alone = {"": (0.0, 0.0, 0.0, *word)}
    for iso3, part in own.countries.items():
        # sums that were added up in two orders can differ by a little less than nothing
        country = SAME_COUNTRY * max(0.0, whole.countries[iso3] - part) / (total + 0.5)
        alone[iso3] = (country, 0.0, 0.0, *word)
    found = [alone[country] for country in group.countries]
    for option, admin1_id, _, cells in group.voices:
        division = near = 0.0
        if admin1_id:
            division = max(0.0, whole.divisions[admin1_id] - own.divisions[admin1_id])
        for one in cells:
            near += whole.cells.get(one, 0.0) - own.cells.get(one, 0.0)
        near = max(0.0, near)
        found[option] = (
            found[option][0],
            SAME_DIVISION * division / (division + 0.8),
            NEAR * near / (near + 0.8),
            *((COMMON_WORD * (1 - min(1.0, near + division)),) if group.common else ()),
        )
    return found
