"""The exported shapes of what was read in one document: event, claim, figure, relation."""

from datetime import date

from watchfloor.model.coded import Bounds, Casualty
from watchfloor.model.document import Published
from watchfloor.model.frozen import dataclass
from watchfloor.model.identity import content_id
from watchfloor.model.span import (
    Cited,
    Count,
    Scored,
    check_interval,
    check_position,
    check_score,
)
from watchfloor.model.words import (
    Assertion,
    ClaimKind,
    DatePrecision,
    MentionKind,
    Outcome,
    PlacePrecision,
    Predicate,
    Status,
)
from watchfloor.vocab import plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler(Scored):
    """Who fills a role: the words, their kind, and the entity they mean if that is known."""

    kind: MentionKind
    entity_id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate(Cited):
    """When, as days from..to (both included), with the words and the rule that read them."""

    from_: date | None
    to: date | None
    precision: DatePrecision
    rule: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_interval(self.from_, self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace(Scored):
    """Where: the words, and the place they mean (degrees, ISO-3 country, radius in kilometres)."""

    name: str
    lat: float | None
    lon: float | None
    geonames_id: int | None
    country: str | None
    admin1: str | None
    precision: PlacePrecision
    radius_km: float | None
    rule: str

    def __post_init__(self) -> None:
        super().__post_init__()
        check_position(self.name, self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of one happening in one document, joined and resolved."""

    id: str
    chain: str
    document_id: str
    external_id: str | None
    source: str | None
    published: Published | None
    type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    status: Status
    outcome: Outcome
    assertion: Assertion
    score: float
    coder: str
    anchor: Scored
    actor: tuple[Filler, ...]
    recipient: tuple[Filler, ...]
    instrument: tuple[Filler, ...]
    attributed_to: tuple[Filler, ...]
    date: EventDate | None
    event_loc: EventPlace | None
    count: Count | None
    dead: Count | None
    injured: Count | None
    arrested: Count | None
    abducted: Count | None
    casualties: tuple[Casualty, ...]
    incident_id: str | None = None

    def __post_init__(self) -> None:
        plover.check(self.type, self.mode, self.context)
        check_score(self.score)


def event_id(document_id: str, start: int, end: int, event_type: str) -> str:
    """Return the id of the event anchored at `start..end`: the same for every coder and run."""
    return content_id("event", document_id, start, end, event_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker(Cited):
    """Who said it: the words, the entity they mean, the role if only that is known."""

    entity_id: str | None = None
    name: str | None = None
    role: str | None = None

    @property
    def called(self) -> str:
        """Return the name, else whom the text means ("critics" for "who"), else the words."""
        return self.name or self.role or self.text or ""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that a forecast, threat or pledge is about."""

    from_: date | None
    to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody's statement with its speaker, words and condition.

    `event_id` is what it is about, `incident_id` the incident of that event. `via` holds those
    through whom it came ("the agency quoted the minister as saying"), the nearest to the reader
    first; `accused` those whom a claim of blame blames.
    """

    id: str
    document_id: str
    external_id: str | None
    kind: ClaimKind
    speaker: Speaker | None
    content: Cited
    quoted: bool
    cue: Cited | None
    condition: Cited | None
    horizon: Horizon | None
    event_id: str | None
    incident_id: str | None = None
    via: tuple[Speaker, ...] = ()
    accused: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A counted quantity at a time and place."""

    id: str
    document_id: str
    external_id: str | None
    subject: Cited
    quantity: str
    unit: str | None
    value: Bounds
    of: int | float | None
    event_loc: EventPlace | None
    date: EventDate | None
    evidence: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Cited):
    """One side of a stated relation."""

    entity_id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two parties stand to each other, by the words of one document.

    `role` is the office by which one leads or belongs, in small letters ("deputy head"); `ended`:
    the words say that it is over and not since when ("former", "until his death").
    """

    id: str
    document_id: str
    external_id: str | None
    subject: Party
    predicate: Predicate
    object: Party
    since: str | None
    until: str | None
    evidence: Cited
    role: str | None = None
    ended: bool = False
