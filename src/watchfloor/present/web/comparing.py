"""The values that reports give for the fields of an incident, side by side with who says them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.model import Incident, Reported
from watchfloor.model.words import Standing
from watchfloor.present.reported_view import COMPARED
from watchfloor.present.terminal import one_line

MOST = 40
"""Voices named for one value."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One report of a value: who says it, where, and whether it counts."""

    reported: Reported
    document_id: str | None
    anchor: str | None

    @property
    def text(self) -> str:
        """Return the text that gives the value; of a report without one its own id."""
        return self.document_id or self.reported.event_id

    @property
    def counts(self) -> bool:
        """Return whether the report counts for the value shown."""
        return self.reported.standing is Standing.COUNTS


@dataclass(frozen=True, slots=True)
class Side:
    """One value with all who give it, the counting ones first; `sources` are independent.

    Who gives it several times in one text is one voice.
    """

    words: str
    voices: tuple[Voice, ...]
    sources: int

    @property
    def copies(self) -> int:
        """Return how many texts that give it are copies."""
        return len({one.text for one in self.voices if one.reported.standing is Standing.COPY})


@dataclass(frozen=True, slots=True)
class Compared:
    """One field and the values it was given; they conflict if there is more than one."""

    name: str
    sides: tuple[Side, ...]


def compared(incident: Incident, places: Mapping[str, tuple[str, str]]) -> Iterator[Compared]:
    """Yield each field that reports give values for, the value of most sources first.

    Args:
        incident: its `reported` is compared.
        places: event id -> its document and the anchor of its words there.
    """
    for name in COMPARED:
        held: dict[object, list[Reported]] = {}
        for one in incident.reported.get(name, ()):
            # that one said "a general" and another his name is no other number
            bounds = (one.low, one.best, one.high) if bounds_of(one) else None
            words = one_line(one.words or "").casefold().removeprefix("the ")
            held.setdefault(bounds or words, []).append(one)
        sides = sorted(
            (_side(told, places) for told in held.values()), key=lambda one: -one.sources
        )
        if sides:
            yield Compared(name.replace("event_loc", "place"), tuple(sides))


def _side(told: Sequence[Reported], places: Mapping[str, tuple[str, str]]) -> Side:
    voices = [Voice(one, *places.get(one.event_id, (None, None))) for one in told]
    groups = {one.copy_group for one in told if one.standing is Standing.COUNTS}
    ranked = sorted(voices, key=lambda one: (not one.counts, one.reported.date or "~"))
    once: dict[tuple[str, str | None], Voice] = {}
    for one in ranked:
        once.setdefault((one.text, one.reported.speaker), one)
    first = ranked[0].reported
    return Side(_value_of(first), tuple(once.values()), len(groups))


def _value_of(one: Reported) -> str:
    """Return a value as it was said; a number first where the words have none."""
    words, bounds = one_line(one.words or ""), bounds_of(one)
    if not bounds or any(mark.isdigit() for mark in words):
        return words or bounds
    return f"{bounds}: {words}" if words else bounds


def bounds_of(one: Reported) -> str:
    """Return the bounds of a number as "3" or "3–5"."""
    known = [number for number in (one.low, one.best, one.high) if number is not None]
    ends = dict.fromkeys((known[0], known[-1])) if known else ()
    return "–".join(f"{number:,}" for number in ends)
