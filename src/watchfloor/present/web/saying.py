"""Speakers as the pages name them: private people are withheld."""

from dataclasses import dataclass

from watchfloor.export.discretion import Discretion, discreet
from watchfloor.model import Cited, Claim, ClaimKind, Speaker


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks, in words that may be shown, and the page of the entity if it is one."""

    words: str
    actor: str | None


def spoken(speaker: Speaker | None, rules: Discretion) -> Spoken:
    """Return how a speaker is named on a page."""
    if speaker is None:
        return Spoken("nobody named", None)
    shown = shown_speaker(speaker, rules)
    return Spoken(shown.name or shown.text or shown.role or "nobody named", shown.entity_id)


def shown_speaker(speaker: Speaker, rules: Discretion) -> Speaker:
    """Return a speaker as it may be shown.

    The rules are written for rows, so it passes through them in an empty one.
    """
    nothing = Cited(text=None, start=None, end=None)
    row = Claim(
        id="",
        document_id="",
        external_id=None,
        kind=ClaimKind.ASSESSMENT,
        speaker=speaker,
        content=nothing,
        quoted=False,
        cue=None,
        condition=None,
        horizon=None,
        event_id=None,
    )
    return discreet(row, rules).speaker or speaker
