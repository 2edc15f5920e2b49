"""Cue words of status, by the rows of the words table that begin with `status.`."""

from functools import cache

from watchfloor.coding.words import words
from watchfloor.model import Status


@cache
def cues(name: str) -> frozenset[str]:
    """Return the words of one row of the table that begins with `status.`."""
    return words(f"status.{name}")


def cue(word: str) -> Status | None:
    """Return the status that a governing word gives, if it is one."""
    for status in Status:
        if status is not Status.ACTUAL and word in cues(status):
            return status
    return None
