"""Which numbers a text replaces itself: "first announced 20 dead; later raised the toll to 53".

Of several numbers that a text gives, news says first what it is sure of, unless words say that one
was the first to be heard of, or that another was raised or lowered to. One that is replaced stays
among the reported values and has no vote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.fuse.votes import point
from watchfloor.model import Count, Event

COUNTS = ("count", "dead", "injured", "arrested", "abducted")
"""Fields of an event that hold a number."""

BEFORE, BEHIND = 160, 24
"""Characters before and behind a number in which words about it are looked for."""

_TOLL = r"(?:tolls?|counts?|tall(?:y|ies)|figures?|numbers?|estimates?)"
_REVISED = re.compile(
    r"\b(?:(?:rais|revis|updat|increas|upgrad|lower|reduc|correct|cut|downgrad)(?:e[ds]?|ing|ting)?"
    r"|r[io]se[sn]?|climb(?:ed|s)?|gr[eo]wn?|jump(?:ed|s)?|went up|gone up|fallen|fell)\b"
    r"[^.;:\n]{0,60}?\bto\s[^.;:\n]{0,24}$"
    rf"|\b(?:new|latest|final|revised|updated)\s(?:\w+\s)?{_TOLL}\b[^.;:\n]{{0,24}}$"
    rf"|\b{_TOLL}\snow\s(?:is|stands|stood|at)\b[^.;:\n]{{0,24}}$",
    re.IGNORECASE,
)
"""Ends right before a number that replaces others."""

_AT_FIRST = re.compile(
    r"\b(?:at\sfirst|initially|originally"
    rf"|(?:initial|preliminary|first|earlier|previous|original)\s(?:\w+\s)?(?:{_TOLL}|reports?)"
    r"|(?:first|earlier|previously)\s(?:said|announced|reported|put|counted|gave|spoken?|claimed"
    r"|listed|given|told))\b[^.;:\n]*$",
    re.IGNORECASE,
)
"""Stands before a number that was heard of first."""

_MORE = re.compile(r"(?:more|further|additional|others?|another|later\sdied)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s|\n")


@dataclass(frozen=True, slots=True)
class _Said:
    """A number of a text: the event that gives it, and the words of its sentence before it."""

    event: Event
    count: Count
    start: int
    before: str
    adds: bool

    @classmethod
    def of(cls, text: str, event: Event, count: Count) -> "_Said":
        start, end = count.start or 0, count.end or 0
        before = _SENTENCE.split(text[max(0, start - BEFORE) : start])[-1]
        adds = _MORE.search(text[start : end + BEHIND].split(".", maxsplit=1)[0]) is not None
        return cls(event, count, start, before, adds)

    def replaces(self, other: "_Said") -> bool:
        """Say whether this number stands where another one was given by the same voice."""
        if point(self.count) == point(other.count) or self.adds:
            return False
        voices = [
            {one.entity_id or one.text for one in said.event.attributed_to}
            for said in (self, other)
        ]
        if all(voices) and voices[0].isdisjoint(voices[1]):
            return False
        is_new = self.start > other.start and _REVISED.search(self.before) is not None
        return is_new or (_is_first(other) and not _is_first(self))


def _is_first(said: _Said) -> bool:
    return _AT_FIRST.search(said.before) is not None


def replaced(text: str, events: Sequence[Event]) -> Mapping[str, tuple[str, ...]]:
    """Return by event id the fields whose number the text replaces by another of the same chain."""
    found: dict[str, list[str]] = {}
    for name in COUNTS:
        said = list(_said(text, events, name))
        for one in said:
            if any(other.replaces(one) for other in said):
                found.setdefault(one.event.id, []).append(name)
    return {event: tuple(names) for event, names in found.items()}


def differ(events: Iterable[Event]) -> bool:
    """Say whether events of one text give several numbers for a field: else none is replaced."""
    held = list(events)
    return len(held) > 1 and any(
        len({point(count) for one in held if (count := _number(one, name)) is not None}) > 1
        for name in COUNTS
    )


def _said(text: str, events: Iterable[Event], name: str) -> Iterator[_Said]:
    for event in events:
        count = _number(event, name)
        if count is not None:
            yield _Said.of(text, event, count)


def _number(event: Event, name: str) -> Count | None:
    """Return a number that stands in the text: what a person set has no words there."""
    count: Count | None = getattr(event, name)
    return count if count is not None and count.start is not None else None
