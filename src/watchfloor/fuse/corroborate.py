"""Who really says so: independent sources behind many reports, and two scales kept apart.

A report stands for its origin: the original speaker where the text names one ("AFP said, citing
the ministry" is the ministry), else the outlet, else whoever owns the outlet. Reports are one
source when they share a copy group or an origin; organs of one state, and media that belong to it,
are one origin. NATO's Admiralty system (AJP-2.1) grades sources by letters and information by
digits: the letters here are set by people, of the digits a machine suggests 2, 3, 4 or 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from watchfloor.errors import InputError
from watchfloor.model import Filler, Testimony
from watchfloor.model.source import LETTERS

UNJUDGED = "F"
"""Reliability of a source on which nobody has decided: it cannot be judged."""

CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, IMPROBABLE, UNKNOWN = range(1, 7)
ISO3 = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The reliability of a source as a person graded it, with the reason and the day."""

    source: str
    letter: str
    by: str
    reason: str
    on: date

    def __post_init__(self) -> None:
        if self.letter not in LETTERS:
            message = f"reliability of {self.source} is one of {', '.join(LETTERS)}: {self.letter}"
            raise InputError(message)
        if not (self.by.strip() and self.reason.strip()):
            message = f"reliability of {self.source} needs who decided it and why"
            raise InputError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is known of outlets.

    `owners` maps an outlet to the entity that owns it and the state (ISO 3166-1 alpha-3) that it
    belongs to; `outlets` are known outlets by name; `names` maps spellings to the name that an
    outlet is known by; `letters` what people decided. Names are compared `folded`.
    """

    owners: Mapping[str, Sequence[str]] = field(default_factory=dict)
    outlets: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()

    def __post_init__(self) -> None:
        for name, value in (
            ("owners", {folded(one): tuple(held) for one, held in self.owners.items()}),
            ("names", {folded(one): known for one, known in self.names.items()}),
            ("outlets", frozenset(map(folded, self.outlets))),
        ):
            object.__setattr__(self, name, value)

    def letter(self, source: str) -> Letter | None:
        """Return the letter last set for a source, with its reason."""
        wanted = self.known_as(source)
        own = [one for one in self.letters if self.known_as(one.source) == wanted]
        return max(own, key=lambda one: one.on, default=None)

    def reliability(self, source: str) -> str:
        """Return the letter last set for a source; F if nobody set one."""
        found = self.letter(source)
        return found.letter if found else UNJUDGED

    def known_as(self, source: str) -> str:
        """Return the one folded name of an outlet, whichever spelling is given."""
        return folded(self.names.get(folded(source), source))

    def owners_of(self, source: str) -> tuple[str, ...]:
        """Return whom an outlet belongs to, however its name is written."""
        return tuple(self.owners.get(self.known_as(source), ()))

    def is_outlet(self, name: str) -> bool:
        """Say whether a name is that of an outlet."""
        return not self.outlets.isdisjoint((folded(name), self.known_as(name)))


def folded(name: str) -> str:
    """Return a name without case, article and surplus space."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def origins(testimony: Testimony, sources: Sources) -> tuple[str, ...]:
    """Return who stands behind a report: a speaker, else an outlet and all that it belongs to.

    None of them is known: nothing.
    """
    speaker = original_speaker(testimony.event.attributed_to, sources)
    if speaker is not None:
        if speaker.entity_id:
            return (body(speaker.entity_id),)
        return (f"speaker {folded(speaker.name or speaker.text or '')}",)
    named = outlet(testimony, sources)
    if named is None:
        return ()
    own = f"outlet {sources.known_as(named)}"
    return (own, *map(body, sources.owners_of(named)))


def outlet(testimony: Testimony, sources: Sources) -> str | None:
    """Return the outlet that a report comes from: one that it credits, else its publisher."""
    credited = [one for one in testimony.event.attributed_to if _is_outlet(one, sources)]
    if credited:
        best = min(credited, key=_surest)
        return best.name or best.text
    return testimony.event.source


def original_speaker(fillers: Sequence[Filler], sources: Sources) -> Filler | None:
    """Return the surest of those to whom a report is attributed that is no outlet."""
    return min((one for one in fillers if not _is_outlet(one, sources)), key=_surest, default=None)


def _is_outlet(filler: Filler, sources: Sources) -> bool:
    return any(sources.is_outlet(name) for name in (filler.name, filler.text) if name)


def _surest(filler: Filler) -> tuple[float, int, str]:
    return -filler.score, filler.start or 0, filler.name or filler.text or ""


def body(entity: str) -> str:
    """Return whom an entity speaks for: an organ of a state (`IRQ-MIL`) for its state."""
    state, dash, _ = entity.partition("-")
    is_state = len(state) == ISO3 and state.isalpha() and state.isupper()
    return f"state {state}" if is_state and (dash or entity == state) else f"entity {entity}"


def independent(testimonies: Sequence[Testimony], sources: Sources) -> tuple[tuple[int, ...], ...]:
    """Return the testimonies (by place) of each independent source, each sorted, in order.

    What was superseded or copied belongs to its source; what was withdrawn or rejected to none.
    """
    held: dict[str, int] = {}
    root = list(range(len(testimonies)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, one in enumerate(testimonies):
        if one.is_void:
            continue
        for key in (f"copies {one.copy_group}", *origins(one, sources)):
            first = find(held.setdefault(key, place))
            low, high = sorted((first, find(place)))
            root[high] = low
    groups: dict[int, list[int]] = {}
    for place, one in enumerate(testimonies):
        if not one.is_void:
            groups.setdefault(find(place), []).append(place)
    return tuple(tuple(members) for _, members in sorted(groups.items()))


@dataclass(frozen=True, slots=True)
class Credibility:
    """A digit of the Admiralty scale, 1 confirmed .. 5 improbable, 6 unknown, and why."""

    digit: int
    reason: str


def credibility(
    count: int, *, denied_by: Sequence[str] = (), by_person: Credibility | None = None
) -> Credibility:
    """Return what a person set, else a suggestion from the number of independent sources.

    A machine confirms nothing (1) and calls nothing improbable (5).

    Raises:
        InputError: a person's digit is not 1..6, or has no reason.
    """
    if by_person is not None:
        if by_person.digit not in range(CONFIRMED, UNKNOWN + 1) or not by_person.reason.strip():
            message = f"credibility is 1..6 with a reason, not {by_person}"
            raise InputError(message)
        return by_person
    if not count:
        return Credibility(UNKNOWN, "no report of it counts")
    if denied_by:
        return Credibility(DOUBTFUL, f"denied by {', '.join(sorted(set(denied_by)))}")
    if count > 1:
        return Credibility(PROBABLE, f"{count} independent sources report it")
    return Credibility(POSSIBLE, "one independent source reports it")
