"""Who really says so: independent sources behind many reports, and two scales kept apart.

A report stands for its origin: the original speaker where the text names one ("AFP said, citing
the ministry" is the ministry), else the outlet, else whoever owns the outlet. An outlet is no
speaker, whether it is known from the table or reports the same incident itself, and neither are its
own people (`voices`). A medium that belongs to somebody is one source with its owner whomever it
quotes, unless that is a body that the knowledge base knows. Reports are one source when they share
a copy group or an origin; organs of one state, and media that belong to it, are one origin.

NATO's Admiralty system (AJP-2.1) grades sources by letters and information by digits: the letters
here are set by people, of the digits a machine suggests 2, 3, 4 or 6.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from watchfloor.errors import InputError
from watchfloor.fuse.voices import is_own, outlets_meant
from watchfloor.model import Filler, Testimony
from watchfloor.model.source import LETTERS

UNJUDGED = "F"
"""Reliability of a source on which nobody has decided: it cannot be judged."""

CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, IMPROBABLE, UNKNOWN = range(1, 7)
ISO3 = 3

Beside = frozenset[str]
"""Outlets that report one incident, by their folded names."""


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

    def outlet_of(self, filler: Filler, beside: Beside = frozenset()) -> str | None:
        """Return the folded name of the outlet that words credit; None if they credit none.

        Those `beside` are outlets by reporting the incident themselves, unless the words mean a
        body of the knowledge base: an army that publishes its own reports stays who it is.
        """
        for words in (filler.name, filler.text):
            for name in outlets_meant(words):
                known = self.known_as(name)
                if self.is_outlet(name) or (filler.entity_id is None and known in beside):
                    return known
        return None


def folded(name: str) -> str:
    """Return a name without case, article and surplus space."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def publishers(testimonies: Iterable[Testimony], sources: Sources) -> Beside:
    """Return who publishes some reports, by the names that they are known as."""
    return frozenset(sources.known_as(one.event.source) for one in testimonies if one.event.source)


def origins(
    testimony: Testimony, sources: Sources, beside: Beside = frozenset()
) -> tuple[str, ...]:
    """Return who stands behind a report: a speaker, else an outlet and all that it belongs to.

    `beside` are the `publishers` of the incident. None of them is known: nothing.
    """
    named = outlet(testimony, sources, beside)
    owners = () if named is None else tuple(map(body, sources.owners_of(named)))
    speaker = original_speaker(testimony.event.attributed_to, sources, beside)
    if speaker is not None:
        if not speaker.entity_id:
            return (f"speaker {folded(speaker.name or speaker.text or '')}", *owners)
        own = {sources.known_as(one) for one in (speaker.name, speaker.text) if one} & beside
        return (body(speaker.entity_id), *(f"outlet {one}" for one in sorted(own)))
    return () if named is None else (f"outlet {sources.known_as(named)}", *owners)


def outlet(testimony: Testimony, sources: Sources, beside: Beside = frozenset()) -> str | None:
    """Return the outlet that a report comes from: one that it credits, else its publisher."""
    credited = [
        (_surest(one), name)
        for one in testimony.event.attributed_to
        if (name := sources.outlet_of(one, beside)) is not None
    ]
    return min(credited)[1] if credited else testimony.event.source


def original_speaker(
    fillers: Sequence[Filler], sources: Sources, beside: Beside = frozenset()
) -> Filler | None:
    """Return the surest of those to whom a report is attributed that is no outlet and none's own.

    "Our correspondent" and "he" say no more than that the outlet says so.
    """
    speaking = (
        one
        for one in fillers
        if (one.entity_id or not is_own(one.name or one.text))
        and sources.outlet_of(one, beside) is None
    )
    return min(speaking, key=_surest, default=None)


def _surest(filler: Filler) -> tuple[float, int, str]:
    return -filler.score, filler.start or 0, filler.name or filler.text or ""


def body(entity: str) -> str:
    """Return whom an entity speaks for: an organ of a state (`IRQ-MIL`) for its state."""
    state, dash, _ = entity.partition("-")
    is_state = len(state) == ISO3 and state.isalpha() and state.isupper()
    return f"state {state}" if is_state and (dash or entity == state) else f"entity {entity}"


def independent(testimonies: Sequence[Testimony], sources: Sources) -> tuple[tuple[int, ...], ...]:
    """Return the testimonies (by place) of each independent source, each sorted, in order.

    What was superseded or copied belongs to its source; what was withdrawn or rejected to none. A
    copy that adds a report of its own stands for its outlet by that alone: the rest is its
    original's.
    """
    reporting = {one.event.document_id for one in testimonies if not one.is_copy}
    beside = publishers(testimonies, sources)
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
        is_repeated = one.is_copy and one.event.document_id in reporting
        stands_for = () if is_repeated else origins(one, sources, beside)
        for key in (f"copies {one.copy_group}", *stands_for):
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
