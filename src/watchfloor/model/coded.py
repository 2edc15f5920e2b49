"""What a coder says of one document: the schema between coding and everything after it.

`mentions` is the only place where spans of participants, places and dates live; roles are pairs of
mention index and score. Nothing here is resolved: no ISO dates, no coordinates, no entities.
"""

from collections.abc import Iterator, Mapping

from watchfloor.errors import CodingError
from watchfloor.model.document import Document
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import Cited, Count, Scored, check_evidence, check_score
from watchfloor.model.words import (
    Assertion,
    CasualtyKind,
    ClaimKind,
    MentionKind,
    Outcome,
    Predicate,
    Side,
    Status,
    Victim,
)
from watchfloor.vocab import plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Cited):
    """Words that name a participant, place, date or weapon.

    `cluster` numbers mentions of one thing inside the document (null: not decided); `head` is the
    span of the head word, inside the mention.
    """

    kind: MentionKind
    cluster: int | None = None
    head: tuple[int, int]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start is None or self.end is None:
            message = "a mention has words"
            raise CodingError(message)
        if not self.start <= self.head[0] < self.head[1] <= self.end:
            message = f"head {self.head} lies outside the mention {self.start}..{self.end}"
            raise CodingError(message)


@dataclass(frozen=True, slots=True)
class Role:
    """One filler of an event's role: an index into `Coded.mentions`, and a score 0..1."""

    mention: int
    score: float

    def __post_init__(self) -> None:
        check_score(self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty(Count):
    """A cited count of people: what befell them, who they were, on whose side."""

    kind: CasualtyKind
    of: Victim = Victim.UNKNOWN
    side: Side = Side.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """One anchor in one document. `chain` is the index of the first event of the same happening."""

    anchor: Scored
    type: str
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: Status
    outcome: Outcome = Outcome.UNKNOWN
    assertion: Assertion = Assertion.FACT
    score: float
    chain: int
    actor: tuple[Role, ...] = ()
    recipient: tuple[Role, ...] = ()
    instrument: tuple[Role, ...] = ()
    attributed_to: tuple[Role, ...] = ()
    date: tuple[Role, ...] = ()
    place: tuple[Role, ...] = ()
    count: Count | None = None
    casualties: tuple[Casualty, ...] = ()

    def __post_init__(self) -> None:
        plover.check(self.type, self.mode, self.context)
        check_score(self.score)
        if self.anchor.text is None:
            message = "an event has an anchor in the text"
            raise CodingError(message)

    def roles(self) -> Iterator[Role]:
        """Yield the fillers of every role."""
        for name in ROLE_NAMES:
            yield from getattr(self, name)


ROLE_NAMES = ("actor", "recipient", "instrument", "attributed_to", "date", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedClaim:
    """Somebody's statement; `speaker` and `horizon` are mentions, `event` an index of events.

    `via` holds those through whom it came, the nearest to the reader first, `accused` those whom a
    claim of blame blames.
    """

    kind: ClaimKind
    speaker: Role | None
    content: Cited
    quoted: bool
    cue: Cited | None = None
    condition: Cited | None = None
    horizon: Role | None = None
    event: int | None = None
    via: tuple[Role, ...] = ()
    accused: tuple[Role, ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A quantity between bounds (integer or decimal), without words of its own."""

    low: int | float | None
    best: int | float | None
    high: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedFigure:
    """A counted quantity at a time: 2,500 troops in Iraq."""

    subject: Cited
    quantity: str
    unit: str | None = None
    value: Bounds
    of: int | float | None = None
    place: Role | None = None
    date: Role | None = None
    evidence: Cited
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRelation:
    """A relation that the text states between two mentions; `since`, `until` ISO or a year.

    `role` is the office by which one leads or belongs, in small letters; `ended`: the text says
    that it is over ("former", "until his death"), and not since when.
    """

    subject: Role
    predicate: Predicate
    object: Role
    since: str | None = None
    until: str | None = None
    role: str | None = None
    ended: bool = False
    evidence: Cited
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Everything one coder reads in one document.

    `vectors` holds 64 bytes an event, or nothing; `omitted` counts the events that were seen after
    the most that a document may have, and are not coded.
    """

    document_id: str
    coder: str
    mentions: tuple[Mention, ...] = ()
    events: tuple[CodedEvent, ...] = ()
    claims: tuple[CodedClaim, ...] = ()
    figures: tuple[CodedFigure, ...] = ()
    relations: tuple[CodedRelation, ...] = ()
    vectors: tuple[bytes, ...] = ()
    omitted: int = 0

    def __post_init__(self) -> None:
        seen = set[tuple[int | None, int | None, str]]()
        for index, event in enumerate(self.events):
            own = (event.anchor.start, event.anchor.end, event.type)
            if own in seen:
                message = f"event {index}: {event.type} at {own[:2]} stands there already"
                raise CodingError(message)
            seen.add(own)
            self._check_roles(event.roles())
            if not (event.chain == index or self._is_founder(event.chain, index)):
                message = f"event {index}: chain {event.chain} is not an earlier founding event"
                raise CodingError(message)
        for claim in self.claims:
            said = (claim.speaker, claim.horizon, *claim.via, *claim.accused)
            self._check_roles(role for role in said if role)
            if claim.event is not None and not 0 <= claim.event < len(self.events):
                message = f"claim about event {claim.event} of {len(self.events)}"
                raise CodingError(message)
        for figure in self.figures:
            self._check_roles(role for role in (figure.place, figure.date) if role)
        for relation in self.relations:
            self._check_roles((relation.subject, relation.object))
        if self.vectors and len(self.vectors) != len(self.events):
            message = f"{len(self.vectors)} vectors for {len(self.events)} events"
            raise CodingError(message)

    def _is_founder(self, chain: int, index: int) -> bool:
        return 0 <= chain < index and self.events[chain].chain == chain

    def _check_roles(self, roles: Iterator[Role] | tuple[Role, ...]) -> None:
        for role in roles:
            if not 0 <= role.mention < len(self.mentions):
                message = f"role points to mention {role.mention} of {len(self.mentions)}"
                raise CodingError(message)

    def check(self, document: Document) -> None:
        """Raise CodingError unless this coding is of `document` and every span is exact."""
        if self.document_id != document.id:
            message = f"coding of {self.document_id} offered for document {document.id}"
            raise CodingError(message)
        check_evidence(self, document.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A coder's full distributions for one given span, each summing to 1 (mode: independent)."""

    start: int
    end: int
    type: Mapping[str, float]
    mode: Mapping[str, float]
    status: Mapping[str, float]
    roles: Mapping[str, tuple[Role, ...]]
    mentions: tuple[Mention, ...] = ()
    vector: bytes | None = None
