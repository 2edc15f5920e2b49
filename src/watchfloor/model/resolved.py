"""What the mentions of one document mean in the world, and why: the schema after resolving."""

from collections.abc import Mapping
from dataclasses import field

from watchfloor.errors import CodingError
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import Interval, check_position, check_score
from watchfloor.model.words import PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point that stands for a place: WGS 84 degrees, ISO 3166-1 alpha-3, radius in kilometres."""

    name: str
    lat: float | None
    lon: float | None
    geonames_id: int | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision
    radius_km: float | None = None

    def __post_init__(self) -> None:
        check_position(self.name, self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor of the knowledge base: id, name, type (a PLOVER sector), ISO-3 country."""

    entity_id: str
    name: str
    type: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A value that was considered and not chosen."""

    name: str
    score: float


MEANINGS = 3
"""An interval, a place, an entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The meaning of one mention (exactly one of the three), the rule that chose it, the others."""

    interval: Interval | None = None
    place: Place | None = None
    entity: Entity | None = None
    rule: str
    score: float
    runners_up: tuple[Runner, ...] = ()

    def __post_init__(self) -> None:
        check_score(self.score)
        absent = (self.interval is None) + (self.place is None) + (self.entity is None)
        if absent != MEANINGS - 1:
            message = "a resolution is one of interval, place, entity"
            raise CodingError(message)


ONLY_COUNTRY = "only country of"
"""How the rule begins that sets an act in a country because its text speaks of no other."""
NO_DAY_SAID = "no date words"
"""How the rule begins that dates an act by its text's publication alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where an act took place whose own words name no known place; `mention`: words, if any."""

    mention: int | None
    where: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Mention index -> resolution. A mention that is missing here stayed unresolved on purpose.

    `undated` is when a thing happened that the document tells of without a word of time. `parties`
    holds what mentions mean as sides of relations, where that is something else: a place of acts
    that backs a militia is a state, and who serves a state is not the state (null: nobody known).
    `acts` says by event index where an act took place whose own words name no known place.
    """

    document_id: str
    resolver: str
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    undated: Resolution | None = None
    parties: Mapping[str, Resolution | None] = field(default_factory=dict)
    acts: Mapping[str, Setting] = field(default_factory=dict)

    def of(self, mention: int) -> Resolution | None:
        """Return what mention number `mention` was resolved to, if it was."""
        return self.resolutions.get(str(mention))

    def of_party(self, mention: int) -> Resolution | None:
        """Return what mention number `mention` means as the side of a relation, if anything."""
        key = str(mention)
        return self.parties[key] if key in self.parties else self.of(mention)
