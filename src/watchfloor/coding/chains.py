"""Which events of a document are one happening told again, by rules: for coders without vectors.

Cautious: a wrong join hides an event, a missed one only leaves two reports.
"""

from collections.abc import Sequence

from watchfloor.model import CodedEvent, Status
from watchfloor.model.frozen import dataclass

NEAR = 4
"""Sentences between a first mention and "the attack" that takes it up again, at most."""

WINDOW = 24
"""Events looked back at, at most, so that chaining stays linear."""

_REAL = frozenset({Status.ACTUAL, Status.ATTEMPTED})
_TWO_SIDED = "sideAB"
_ALONE = frozenset({"abduct", "sexual", "torture"})
_LOOSE = frozenset({"targeted", "destroy"})


@dataclass(frozen=True, slots=True)
class Told:
    """What joining needs to know of an event: its sentence, and how it is named.

    `slain` are the names of persons whom its words say to be killed; `attackers` and `attacked`
    are the names of bodies in its actors and recipients.
    """

    event: CodedEvent
    sentence: int
    definite: bool
    verb: bool
    places: frozenset[str]
    dates: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    slain: frozenset[str] = frozenset()
    attackers: frozenset[str] = frozenset()
    attacked: frozenset[str] = frozenset()


def chains(told: Sequence[Told]) -> list[int]:
    """Return for each event the index of the first event of the same happening."""
    founders: list[int] = []
    for index, here in enumerate(told):
        founder = index
        for back in range(index - 1, max(-1, index - WINDOW), -1):
            before = told[back]
            close = here.definite and here.sentence - before.sentence <= NEAR
            if not (close or _twin(before, here)) or not _same(before, here):
                continue
            if not _same(told[founders[back]], here):
                continue
            if before.event.count is None and here.event.count is None:
                founder = founders[back]
            break
        founders.append(founder)
    return founders


def _twin(before: Told, here: Told) -> bool:
    """Say whether two mentions share their date words, an actor and a recipient."""
    return bool(
        before.dates & here.dates
        and before.actors & here.actors
        and before.recipients & here.recipients
    )


def _same(before: Told, here: Told) -> bool:
    """Say whether two mentions may be one happening."""
    one, two = before.event, here.event
    if (one.type, one.status in _REAL, _TWO_SIDED in one.mode) != (
        two.type,
        two.status in _REAL,
        _TWO_SIDED in two.mode,
    ):
        return False
    if here.definite and not before.verb and _plural(one) != _plural(two):
        return False  # "the attack" takes up one attack, not "attacks"
    first, second = set(one.mode) - {_TWO_SIDED} - _LOOSE, set(two.mode) - {_TWO_SIDED} - _LOOSE
    if first and second and not first & second:
        return False
    if bool(first & _ALONE) != bool(second & _ALONE) and one.mode and two.mode:
        return False
    if before.dates and here.dates and not before.dates & here.dates:
        return False
    return not (before.places and here.places and not before.places & here.places)


def _plural(event: CodedEvent) -> bool:
    return (event.anchor.text or "").lower().endswith("s")
