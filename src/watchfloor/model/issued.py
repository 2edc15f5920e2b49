"""What people sign beside decisions: notes, issued briefs, names shown, searches followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoteSection(StrEnum):
    """What a note of an analyst is: a judgement, or what to watch; a withdrawal ends another."""

    ASSESSMENT = "assessment"
    WATCH = "watch"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A signed note; it stands in every brief whose days and countries it meets.

    `since`, `until` null are open; no countries mean all. `written` is an ISO timestamp in UTC.
    """

    id: str
    section: NoteSection
    author: str
    written: str
    since: date | None
    until: date | None
    countries: tuple[str, ...]
    text: str
    withdraws: str | None = None

    def meets(self, since: date, until: date, countries: tuple[str, ...]) -> bool:
        """Say whether it belongs in a brief of these days and countries (none: of all)."""
        if (self.since and self.since > until) or (self.until and self.until < since):
            return False
        return not countries or not self.countries or bool(set(countries) & set(self.countries))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """What a record held: the newest document's number, its latest published day, and how far.

    `step` counts the steps of fusing, `decisions` and `notes` what people appended.
    """

    documents: int
    data_up_to: str | None
    step: int
    decisions: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """The values that an issued brief or export gave for an incident, in words, by field."""

    incident_id: str
    values: Mapping[str, str]
    documents: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One brief or export that was handed out: how to make it again, and what it said.

    `sha256` is of the bytes that were written, `shown` the values of every incident in it.
    """

    id: str
    kind: str
    title: str
    author: str
    issued: str
    version: str
    arguments: Mapping[str, object]
    state: RecordState
    sha256: str
    shown: tuple[ShownIncident, ...]
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class DisclosureVerdict(StrEnum):
    """Show a name, hide a name or place, or unmask one output as a whole."""

    SHOW = "show"
    HIDE = "hide"
    UNMASK = "unmask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A person's decision on masking, signed, dated and reasoned."""

    id: str
    verdict: DisclosureVerdict
    name: str | None
    author: str
    decided: str
    reason: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A saved search: filters by name as text, and up to which document it was looked at."""

    name: str
    filters: Mapping[str, object]
    author: str
    made: str
    seen: int
