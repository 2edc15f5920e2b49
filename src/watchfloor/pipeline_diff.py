"""What changed between two codings of the same texts: events gained, lost and read otherwise.

A part of `pipeline`, apart because nothing else needs it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from watchfloor.errors import InputError
from watchfloor.model import Event, encode
from watchfloor.store import codings
from watchfloor.store.codings import Twice
from watchfloor.store.history import runs

FIELDS = (
    *("type", "mode", "context", "status", "outcome", "assertion", "anchor"),
    *("actor", "recipient", "instrument", "attributed_to", "date", "event_loc"),
    *("count", "dead", "injured", "arrested", "abducted", "casualties"),
)
"""What is compared. Scores change with every model and say little; they are left out."""
SHORTEST = 4
"""Digits of a run's id that name it at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of an event, before and after: values of the contract, without scores."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One event that both codings have, and its fields that differ."""

    before: Event
    after: Event
    fields: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChange:
    """What differs in one document; `others` counts (table, gained, lost) beside events."""

    document_id: str
    gained: tuple[Event, ...]
    lost: tuple[Event, ...]
    changed: tuple[Changed, ...]
    others: tuple[tuple[str, int, int], ...]

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.gained or self.lost or self.changed or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two codings of a record: documents that both read, and those in which they differ."""

    before: str
    after: str
    documents: int
    same_events: int
    differing: tuple[DocumentChange, ...]


def compare(connection: sqlite3.Connection, before: str, after: str) -> Comparison:
    """Compare two codings, each named by a run or as the record names it.

    A run stands for everything that its coder and resolver, in its version, have read in the
    record: a coding is kept once, whichever run made it.

    Raises:
        InputError: there is no such run or coding, or both are the same.
    """
    one, other = coding_named(connection, before), coding_named(connection, after)
    if one == other:
        message = f"{before} and {after} are one coding ({one}): name runs of different versions"
        raise InputError(message)
    documents = same = 0
    differing = []
    for twice in codings.read_twice(connection, one, other):
        change = document_change(twice)
        documents += 1
        same += len(twice.before) - len(change.lost) - len(change.changed)
        if change:
            differing.append(change)
    return Comparison(
        before=one, after=other, documents=documents, same_events=same, differing=tuple(differing)
    )


def coding_named(connection: sqlite3.Connection, name: str) -> str:
    """Return the coding that a run's id, the first digits of it, or the coding's name mean.

    Raises:
        InputError: nothing or several are meant, or the run coded nothing; the message lists what
            there is.
    """
    known = [one.coder for one in codings.codings(connection)]
    if name in known:
        return name
    wanted = name.strip().lower()
    named = [one for one in runs(connection) if one.id.startswith(wanted)]
    found = {one.coder for one in named if one.coder in known}
    if len(wanted) < SHORTEST or len(found) != 1:
        what = "means several codings" if len(found) > 1 else "is no run or coding of the record"
        message = f"{name!r} {what}; it has {', '.join(known) or 'none'} (`watchfloor runs`)"
        raise InputError(message)
    return found.pop()


def document_change(twice: Twice) -> DocumentChange:
    """Return what two codings of one document differ in.

    Events are the same if their ids are (anchor and type), else if their anchors are the same,
    else, of one type, if their anchors overlap; of several the one nearest in length.
    """
    pairs, lost, gained = _paired(twice.before, twice.after)
    changed = [
        Changed(before=one, after=other, fields=fields)
        for one, other in pairs
        if (fields := tuple(_fields(one, other)))
    ]
    others = [(table, len(new - old), len(old - new)) for table, old, new in twice.others]
    return DocumentChange(
        document_id=twice.document_id,
        gained=tuple(gained),
        lost=tuple(lost),
        changed=tuple(sorted(changed, key=lambda one: _place(one.after))),
        others=tuple(one for one in others if one[1:] != (0, 0)),
    )


def told_as(change: DocumentChange, tell: Callable[[Event], Event]) -> DocumentChange:
    """Return what differs in a document with its events, and their fields, as they may be told."""
    changed = []
    for one in change.changed:
        old, new = encode(tell(one.before)), encode(tell(one.after))
        fields = (
            Change(
                field=each.field,
                before=_without_scores(old[each.field]),
                after=_without_scores(new[each.field]),
            )
            for each in one.fields
        )
        changed.append(
            Changed(before=tell(one.before), after=tell(one.after), fields=tuple(fields))
        )
    return replace(
        change,
        gained=tuple(map(tell, change.gained)),
        lost=tuple(map(tell, change.lost)),
        changed=tuple(changed),
    )


Pairs = list[tuple[Event, Event]]


def _paired(
    before: Sequence[Event], after: Sequence[Event]
) -> tuple[Pairs, list[Event], list[Event]]:
    pairs: Pairs = []
    lost, gained = list(before), list(after)
    for is_same in (_same_id, _same_anchor, _overlapping):
        for one in list(lost):
            candidates = [other for other in gained if is_same(one, other)]
            if candidates:
                nearest = min(
                    candidates, key=lambda other: (abs(_long(one) - _long(other)), other.id)
                )
                pairs.append((one, nearest))
                lost.remove(one)
                gained.remove(nearest)
    return pairs, lost, gained


def _place(event: Event) -> tuple[int, int]:
    return event.anchor.start or 0, event.anchor.end or 0


def _long(event: Event) -> int:
    start, end = _place(event)
    return end - start


def _same_id(one: Event, other: Event) -> bool:
    return one.id == other.id


def _same_anchor(one: Event, other: Event) -> bool:
    return _place(one) == _place(other)


def _overlapping(one: Event, other: Event) -> bool:
    (start, end), (begin, stop) = _place(one), _place(other)
    return one.type == other.type and start < stop and begin < end


def _fields(one: Event, other: Event) -> Iterator[Change]:
    old, new = encode(one), encode(other)
    for field in FIELDS:
        before, after = _without_scores(old[field]), _without_scores(new[field])
        if before != after:
            yield Change(field=field, before=before, after=after)


def _without_scores(value: Any) -> Any:
    """Return a value of the contract without scores; lists in an order of their own."""
    if isinstance(value, dict):
        return {name: _without_scores(one) for name, one in value.items() if name != "score"}
    if isinstance(value, list):
        return sorted((_without_scores(one) for one in value), key=repr)
    return value


def counts(changes: Iterable[DocumentChange]) -> dict[str, int]:
    """Return how many events were gained, lost and changed, and how often each field was."""
    found = dict.fromkeys(("gained", "lost", "changed"), 0)
    fields = dict.fromkeys(FIELDS, 0)
    for one in changes:
        found["gained"] += len(one.gained)
        found["lost"] += len(one.lost)
        found["changed"] += len(one.changed)
        for event in one.changed:
            for change in event.fields:
                fields[change.field] += 1
    return found | {name: count for name, count in fields.items() if count}
