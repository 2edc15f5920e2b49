"""Who claims, is blamed for, or denies an incident: the shape of `said` under `show INCIDENT`."""

from dataclasses import dataclass
from enum import StrEnum

from watchfloor.model.event import Speaker


class Stance(StrEnum):
    """What is said of an actor and an incident."""

    CLAIMED = "claimed"
    BLAMED = "blamed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement on who did it: the actor, who says so, in which words, where and when.

    `words` stand at `start..end` of the document; `via` are those through whom they came; `date`
    is the day of publication. A report that accuses somebody and quotes nobody has no `claim_id`.
    """

    stance: Stance
    actor: Speaker | None
    speaker: Speaker | None
    via: tuple[Speaker, ...]
    words: str | None
    start: int | None
    end: int | None
    quoted: bool
    date: str | None
    source: str | None
    document_id: str
    event_id: str | None
    claim_id: str | None
