"""The forecast ledger: what somebody said would happen, and what a person found did."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from watchfloor.model.document import Published
from watchfloor.model.event import Horizon, Speaker
from watchfloor.model.span import Cited


class ForecastOutcome(StrEnum):
    """What became of a forecast. The last two are never scored."""

    YES = "yes"
    NO = "no"
    CONDITION_NOT_MET = "condition_not_met"
    UNRESOLVABLE = "unresolvable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probability:
    """The range that a word of ICD 203 means, with the word."""

    words: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A person's finding, with the evidence for it; `decision_id` undoes it."""

    outcome: ForecastOutcome
    evidence: str
    author: str
    decided: str
    decision_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An incident that may bear on a forecast, and what the two have in common."""

    incident_id: str
    type: str
    date: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One forecast: the claim that states it first, and the claims that repeat it.

    `made` is when it was published. `probability` is null where no word of the table stands.
    `on_record` says that the speaker is an entity of the knowledge base or holds an office;
    `scored` that the forecast has all that a score needs.
    """

    id: str
    claims: tuple[str, ...]
    document_id: str
    source: str | None
    made: Published | None
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    outcome: Cited
    condition: Cited | None
    horizon: Horizon | None
    probability: Probability | None
    on_record: bool
    event_id: str | None
    resolution: Resolution | None
    scored: bool
    suggested: tuple[Suggestion, ...] = ()

    def is_due(self, day: date) -> bool:
        """Say whether its horizon lies behind a day and nobody has resolved it."""
        end = self.horizon.to if self.horizon else None
        return self.resolution is None and end is not None and end < day
