"""The knowledge base of actors: who exists, under which names, and how they stand to each other.

People edit `kb/actors.csv` and `kb/relations.csv`; the package carries them in one compact file
that `python -m watchfloor.resolve.actors_compile` makes of them, with every name already folded.
Organs of states (`IRQ-MIL`) have no rows: they follow from the states table.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from watchfloor import assets
from watchfloor.errors import InputError
from watchfloor.model import Actor, ActorRelation, Entity, Predicate
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_words import SECTORS, sector_of_body
from watchfloor.resolve.names import State, fold, states

PERSON = "LEA"
"""The type of a person who holds an office or a command."""
ORGAN = late_regex(r"([A-Z]{3})-(MIL|COP|GOV|SPY|LEG|JUD)")
DEEPEST = 12
"""Steps of a chain of command that are followed."""


class Known(NamedTuple):
    """One row of the actors table; dates are ISO days, months or years, empty where unknown.

    `checked_on` is the day on which the dates were held against the page `checked_against`.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    type: str
    country: str
    since: str
    until: str
    basis: str
    note: str
    checked_on: str = ""
    checked_against: str = ""


class Tie(NamedTuple):
    """One row of the relations table: `subject` stands so to `object` from `since` to `until`.

    `checked_on` is the day on which the row was held against the page `checked_against`.
    """

    subject: str
    predicate: str
    object: str
    role: str
    since: str
    until: str
    basis: str
    asserted_by: str
    checked_on: str
    checked_against: str
    contested: str

    def holds(self, day: date | None) -> bool:
        """Return whether the tie held on that day; without a day, whether it has no known end."""
        if day is None:
            return not self.until
        return not ends_before(self.until, day) and not begins_after(self.since, day)


def begins_after(since: str, day: date) -> bool:
    """Return whether a date of the tables ("2016", "2016-05", a day) lies wholly after `day`."""
    return bool(since) and since > day.isoformat()[: len(since)]


def ends_before(until: str, day: date) -> bool:
    """Return whether a date of the tables lies wholly before `day`."""
    return bool(until) and until < day.isoformat()[: len(until)]


@dataclass(frozen=True)
class Knowledge:
    """The tables with their indexes. `keys` and `skeletons` lead from folded names to ids.

    `prefixes` leads from the first two words of names to how many words the longest of them has.
    """

    actors: Mapping[str, Known]
    ties: Sequence[Tie]
    keys: Mapping[str, tuple[str, ...]]
    skeletons: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, int]
    _states: Mapping[str, State] = field(default_factory=states)

    @cached_property
    def of_subject(self) -> Mapping[str, tuple[Tie, ...]]:
        """Return the ties of each subject."""
        return _grouped((tie.subject, tie) for tie in self.ties)

    @cached_property
    def of_object(self) -> Mapping[str, tuple[Tie, ...]]:
        """Return the ties to each object."""
        return _grouped((tie.object, tie) for tie in self.ties)

    def entity(self, actor_id: str) -> Entity:
        """Return the entity of a row or of an organ of a state.

        Raises:
            InputError: there is none of that id.
        """
        if (row := self.actors.get(actor_id)) is not None:
            return Entity(
                entity_id=row.id, name=row.name, type=row.type, country=row.country or None
            )
        organ = ORGAN.fullmatch(actor_id)
        if organ is None or organ[1] not in self._states:
            message = f"no actor {actor_id!r} in the knowledge base: `watchfloor actors --known`"
            raise InputError(message)
        return organ_of(self._states[organ[1]], organ[2])

    def known(self, actor_id: str) -> bool:
        """Return whether a row or an organ of a state has that id."""
        organ = ORGAN.fullmatch(actor_id)
        return actor_id in self.actors or (organ is not None and organ[1] in self._states)

    def actor(self, actor_id: str) -> Actor:
        """Return an actor in the exported shape, its relations as its own row states them.

        Raises:
            InputError: there is none of that id.
        """
        entity, row = self.entity(actor_id), self.actors.get(actor_id)
        return Actor(
            id=entity.entity_id,
            name=entity.name,
            type=entity.type,
            country=entity.country,
            aliases=row.aliases if row else self._organ_names(actor_id),
            since=(row.since or None) if row else None,
            until=(row.until or None) if row else None,
            relations=tuple(
                ActorRelation(
                    predicate=Predicate(tie.predicate),
                    object=tie.object,
                    since=tie.since or None,
                    until=tie.until or None,
                    basis=tie.basis or None,
                )
                for tie in self.of_subject.get(actor_id, ())
            ),
        )

    def _organ_names(self, actor_id: str) -> tuple[str, ...]:
        state = self._states[actor_id[:3]]
        return tuple(one for one in state.bodies if sector_of_body(one) == actor_id[4:])

    def above(self, actor_id: str, day: date | None) -> tuple[tuple[str, Tie], ...]:
        """Return the bodies above an actor on a day, nearest first, with the tie that says so."""
        found: dict[str, Tie] = {}
        level = [actor_id]
        for _ in range(DEEPEST):
            ties = [
                tie
                for one in level
                for tie in self.of_subject.get(one, ())
                if tie.predicate == Predicate.PART_OF and tie.holds(day)
            ]
            level = []
            for tie in ties:
                if tie.object not in found and tie.object != actor_id:
                    found[tie.object] = tie
                    level.append(tie.object)
        return tuple(found.items())

    def leaders(self, actor_id: str, day: date | None) -> tuple[Tie, ...]:
        """Return who led or served an actor on a day: leads first, then other offices."""
        ties = [tie for tie in self.of_object.get(actor_id, ()) if tie.holds(day)]
        leads = [tie for tie in ties if tie.predicate == Predicate.LEADS]
        served = [
            tie
            for tie in ties
            if tie.predicate == Predicate.MEMBER_OF
            and tie.role
            and tie.subject in self.actors
            and self.actors[tie.subject].type == PERSON
        ]
        return (*sorted(leads, key=lambda tie: tie.since, reverse=True), *served)

    def backers(self, actor_id: str, day: date | None) -> tuple[Tie, ...]:
        """Return who backed an actor on a day."""
        ties = self.of_object.get(actor_id, ())
        return tuple(tie for tie in ties if tie.predicate == Predicate.BACKS and tie.holds(day))


def organ_of(state: State, sector: str) -> Entity:
    """Return the organ of a state that PLOVER's sector names: `IRQ-MIL`."""
    return Entity(
        entity_id=f"{state.iso3}-{sector}",
        name=f"{state.name} ({SECTORS[sector]})",
        type=sector,
        country=state.iso3,
    )


def _grouped(pairs: Iterator[tuple[str, Tie]]) -> dict[str, tuple[Tie, ...]]:
    found: dict[str, list[Tie]] = {}
    for key, tie in pairs:
        found.setdefault(key, []).append(tie)
    return {key: tuple(ties) for key, ties in found.items()}


@cache
def knowledge() -> Knowledge:
    """Return the knowledge base of the package, read once, when it is first asked for."""
    actors, keys, skeletons, prefixes = _tables()
    return Knowledge(
        actors={row[0]: Known._make(row) for row in actors},
        ties=_Ties(),
        keys=keys,
        skeletons=skeletons,
        prefixes=prefixes,
    )


class _Ties(Sequence[Tie]):
    """The ties of the package, read when one is asked for: few texts need them."""

    @cached_property
    def _rows(self) -> list[Tie]:
        return list(map(Tie._make, _tie_rows()))

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Tie]:
        return iter(self._rows)


Rows = list[tuple[Any, ...]]
Index = dict[str, tuple[str, ...]]


@assets.made_ready("ties", of=("actors",))
def _tie_rows() -> Rows:
    return list(map(tuple, json.loads(assets.load("actors"))["relations"]))


@assets.made_ready("actors", of=("actors",))
def _tables() -> tuple[Rows, Index, Index, dict[str, int]]:
    """Return the rows of actors, and the indexes of names."""
    table = json.loads(assets.load("actors"))
    return (
        [(row[0], row[1], tuple(row[2]), *row[3:]) for row in table["actors"]],
        {key: tuple(ids) for key, ids in table["keys"].items()},
        {key: tuple(ids) for key, ids in table["skeletons"].items()},
        table["prefixes"],
    )


_WORD = late_regex(r"[^\W_]+")
_ARTICLES = frozenset({"the", "al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "bin", "ibn"})
_SPELLINGS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"))
_LETTERS = str.maketrans("qyeo", "kiiu")
_DOUBLED = late_regex(r"(.)\1+")
SHORTEST_SKELETON = 7


def skeleton(name: str) -> str | None:
    """Return a name without what transliterations disagree on; None if too little is left.

    Articles, hyphens and apostrophes go, doubled letters become one, and e, i, y and o, u meet:
    Hizbullah and Hezbollah have one skeleton.
    """
    made = " ".join(_skeletons_of_words(name))
    return made if len(made) >= SHORTEST_SKELETON else None


def _skeletons_of_words(name: str) -> Iterator[str]:
    for word in _WORD.findall(fold(name).replace("'", "")):
        if word not in _ARTICLES:
            yield _skeleton_of(word)


@cache
def _first_skeletons() -> frozenset[str]:
    """Return the first words of the skeletons of all names."""
    return frozenset(key.partition(" ")[0] for key in knowledge().skeletons)


def may_be_respelled(name: str) -> bool:
    """Return whether the first word of a name is one of the tables' in some spelling."""
    return next(_skeletons_of_words(name), "") in _first_skeletons()


@lru_cache(maxsize=32_768)
def _skeleton_of(word: str) -> str:
    for written, read in _SPELLINGS:
        word = word.replace(written, read)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS))
