"""Speakers as the pages name them."""

from dataclasses import dataclass

from watchfloor.export.discretion import readable
from watchfloor.model import Speaker


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks, in words that may be shown, and the page of the entity if it is one."""

    words: str
    actor: str | None


def spoken(speaker: Speaker | None) -> Spoken:
    """Return how a speaker, whom the rules have passed, is named on a page."""
    if speaker is None:
        return Spoken("nobody named", None)
    words = speaker.name or readable(speaker.called or "nobody named")
    return Spoken(words, speaker.entity_id)
