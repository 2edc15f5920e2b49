"""What the record keeps beside documents and events: raw bytes, runs, issues, decisions."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from watchfloor.model.coded import Coded
from watchfloor.model.document import Document
from watchfloor.model.event import Claim, Event, Figure, Relation
from watchfloor.model.frozen import dataclass


class Severity(StrEnum):
    """A refused input is not in the record; a warning is about one that is."""

    REFUSED = "refused"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that went wrong with one input: what, where (origin, line), what to do about it.

    `stage` is the room ("ingest", "coding", "resolve"), `code` a short stable word ("empty",
    "binary", "charset", "bad_json", ...), `origin` the path or "-" that it came from.
    """

    severity: Severity
    stage: str
    code: str
    origin: str
    line: int | None = None
    document_id: str | None = None
    message: str

    @property
    def where(self) -> str:
        """Return "origin:line", or the origin alone."""
        return self.origin if self.line is None else f"{self.origin}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one input as they came, before anything was decoded.

    One page, text file, JSONL line or CSV row each is one input. `line` counts from 1.
    """

    data: bytes
    media_type: str
    origin: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document read from one input, how each of its fields was found, and what to warn of.

    `provenance` maps field names (title, source, url, published, language) to the rule that found
    the value ("row", "metadata", "first heading", "option", ...); a field without value is absent.
    """

    document: Document
    raw: Raw
    provenance: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger appends for one document: the reading and everything derived from it.

    `coded` is null when the coder failed: the document is kept, uncoded, with its issue.
    """

    reading: Reading
    coded: Coded | None
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command that wrote to the record: counts in = stored + known + refused.

    `started` and `finished` are ISO timestamps in UTC; `known` documents were there before.
    """

    id: str
    command: str
    arguments: tuple[str, ...]
    version: str
    coder: str
    started: str
    finished: str | None = None
    offered: int = 0
    stored: int = 0
    known: int = 0
    refused: int = 0


class Verdict(StrEnum):
    """What a person decides."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"
    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    REDACT = "redact"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on what the machine said: appended, signed, dated, never overwritten.

    It names document, span and field, the machine's value and the coder it judged (JSON text).
    `judged` is the state that the person saw (`model.judged`), null if none was given.
    """

    id: str
    verdict: Verdict
    author: str
    decided: str
    reason: str | None
    document_id: str | None
    start: int | None
    end: int | None
    field: str | None
    machine_value: str | None
    value: str | None
    coder: str | None
    undoes: str | None = None
    judged: str | None = None
