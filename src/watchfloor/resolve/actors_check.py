"""Faults of the knowledge base that a machine can find: what `watchfloor kb check` says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from watchfloor.model import Predicate
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import ORGAN, PERSON, Known, Tie
from watchfloor.resolve.names import fold, states

DATE = late_regex(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
TYPES = frozenset(
    {
        *("REB", "PRM", "MIL", "IMG", "CRM", "COP", "SPY", "GOV", "PTY", "REL", "IGO", "NGO"),
        PERSON,
    }
)
PREDICATES = frozenset(map(str, Predicate))
SOLE = late_regex(r"(?:prime minister|king|chancellor|supreme leader|crown prince)")
"""Offices that one person holds at a time."""
SOLE_OF_STATES = late_regex(r"(?:president|head of state)")
"""Offices that one person at a time holds in a state; a movement may have several presidents."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: its kind (overlap, cycle, dangling, reversed, ...), and what is wrong where."""

    kind: str
    message: str


def faults(actors: Sequence[Known], ties: Sequence[Tie]) -> tuple[Fault, ...]:
    """Return every fault of the tables, sorted."""
    return tuple(
        sorted(
            {
                *_rows(actors),
                *_dates(actors, ties),
                *_ends(actors, ties),
                *_cycles(ties),
                *_repeated(ties),
                *_sole_offices(ties),
            }
        )
    )


def notes(actors: Sequence[Known]) -> tuple[Fault, ...]:
    """Return what is no fault and a person should know: the names that several actors bear."""
    bearers: dict[str, dict[str, str]] = {}
    for row in actors:
        for name in (row.name, *row.aliases):
            bearers.setdefault(fold(name), {}).setdefault(row.id, name)
    return tuple(
        Fault("shared", f"{min(held.values())!r} is a name of {', '.join(sorted(held))}")
        for _, held in sorted(bearers.items())
        if len(held) > 1
    )


def _rows(actors: Sequence[Known]) -> Iterator[Fault]:
    counts = Counter(row.id for row in actors)
    for actor_id in (one for one, count in counts.items() if count > 1):
        yield Fault("duplicate", f"actor {actor_id} stands {counts[actor_id]} times: join the rows")
    for row in actors:
        if (row.since or row.until) and not row.basis:
            yield Fault("basis", f"actor {row.id}: dates without a basis: name one or drop them")
        if row.type not in TYPES:
            yield Fault("word", f"actor {row.id}: type {row.type!r} is none of the knowledge base")
        if row.country and row.country not in states():
            yield Fault("word", f"actor {row.id}: country {row.country!r} is no ISO 3166-1 code")
        organ = ORGAN.fullmatch(row.id)
        if organ and (organ[1], organ[2]) != (row.country, row.type):
            yield Fault("word", f"actor {row.id} is an organ of another state, or of another type")


def _dates(actors: Sequence[Known], ties: Sequence[Tie]) -> Iterator[Fault]:
    spans = [(f"actor {row.id}", row.since, row.until) for row in actors]
    spans += [(_named(tie), tie.since, tie.until) for tie in ties]
    for name, since, until in spans:
        if bad := [one for one in (since, until) if one and not is_date(one)]:
            yield Fault("date", f"{name}: {bad[0]!r} is no year, month or day of the calendar")
        elif since and until and since[: len(until)] > until[: len(since)]:
            yield Fault("reversed", f"{name}: ends {until} before it begins {since}")
    checks = [(f"actor {row.id}", row.checked_on, row.checked_against) for row in actors]
    checks += [(_named(tie), tie.checked_on, tie.checked_against) for tie in ties]
    for name, day, page in checks:
        if day and not (is_date(day) and len(day) > len("2020-01")):
            yield Fault("date", f"{name}: checked_on {day!r} is no day")
        if bool(day) != bool(page):
            yield Fault("basis", f"{name}: name both checked_on and checked_against, or neither")


def is_date(words: str) -> bool:
    """Return whether words are YYYY, YYYY-MM or YYYY-MM-DD and exist in the calendar."""
    if not DATE.fullmatch(words):
        return False
    try:
        date.fromisoformat(f"{words}-01-01"[: len("YYYY-MM-DD")])
    except ValueError:
        return False
    return True


def _ends(actors: Sequence[Known], ties: Sequence[Tie]) -> Iterator[Fault]:
    known = {row.id for row in actors}
    for tie in ties:
        for end in (tie.subject, tie.object):
            organ = ORGAN.fullmatch(end)
            if end not in known and not (organ and organ[1] in states()):
                yield Fault("dangling", f"{_named(tie)}: there is no actor {end}")
        if tie.subject == tie.object:
            yield Fault("cycle", f"{_named(tie)}: an actor stands so to itself")
        if tie.predicate not in PREDICATES:
            yield Fault("word", f"{_named(tie)}: unknown relation {tie.predicate!r}")
        if not tie.basis:
            yield Fault("basis", f"{_named(tie)}: no basis is named: name one or drop the row")


def _cycles(ties: Iterable[Tie]) -> Iterator[Fault]:
    """Yield the bodies that are part of themselves, and the facades of themselves."""
    for predicate in (Predicate.PART_OF, Predicate.FACADE_OF, Predicate.SUCCEEDS):
        above: dict[str, set[str]] = {}
        for tie in ties:
            if tie.predicate == predicate and tie.subject != tie.object:
                above.setdefault(tie.subject, set()).add(tie.object)
        for start, first in above.items():
            seen, waiting = set[str](), set(first)
            while waiting:
                one = waiting.pop()
                seen.add(one)
                waiting |= above.get(one, set()) - seen
            if start in seen:
                yield Fault("cycle", f"{start} is {predicate} itself, by way of others")


def _repeated(ties: Iterable[Tie]) -> Iterator[Fault]:
    """Yield the same relation stated for two spans of time that overlap."""
    held: dict[tuple[str, str, str, str], list[Tie]] = {}
    for tie in ties:
        held.setdefault((tie.subject, tie.predicate, tie.object, tie.role), []).append(tie)
    for rows in held.values():
        for earlier, later in _pairs(rows):
            if _overlap(earlier, later):
                yield Fault(
                    "overlap", f"{_named(earlier)}: stated from {earlier.since} and {later.since}"
                )


def _sole_offices(ties: Iterable[Tie]) -> Iterator[Fault]:
    """Yield two holders of one sole office at one time, unless a row says it is contested."""
    held: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        sole = SOLE.fullmatch(tie.role) or (
            SOLE_OF_STATES.fullmatch(tie.role) and ORGAN.fullmatch(tie.object)
        )
        if tie.predicate == Predicate.LEADS and sole and tie.contested != "yes":
            held.setdefault((tie.object, tie.role), []).append(tie)
    for (body, role), rows in held.items():
        for earlier, later in _pairs(rows):
            if earlier.subject != later.subject and _overlap(earlier, later):
                yield Fault(
                    "overlap", f"{role} of {body}: {earlier.subject} and {later.subject} at once"
                )


def _pairs(rows: Sequence[Tie]) -> Iterator[tuple[Tie, Tie]]:
    ordered = sorted(rows, key=lambda tie: (tie.since, tie.subject))
    for index, earlier in enumerate(ordered):
        for later in ordered[index + 1 :]:
            yield earlier, later


def _overlap(earlier: Tie, later: Tie) -> bool:
    """Return whether `later` begins wholly before `earlier` ends; a shared day is a handing over.

    Years and months are compared as finely as both are given.
    """
    if not earlier.until:
        return not later.until or not earlier.since or later.until > earlier.since
    size = min(len(earlier.until), len(later.since))
    return later.since[:size] < earlier.until[:size]


def _named(tie: Tie) -> str:
    return f"{tie.subject} {tie.predicate} {tie.object}"
