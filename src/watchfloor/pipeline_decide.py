"""Decisions of people on incidents: what they name is looked up, checked, appended, and fused."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Decision, Document, Event, Incident, Verdict, content_id, encode
from watchfloor.model.anchored import (
    Anchor,
    apart,
    assigned,
    sides,
    standing_decisions,
    together,
)
from watchfloor.pipeline_corrected import CREDIBILITY, set_value
from watchfloor.pipeline_dossier import the_incident
from watchfloor.pipeline_fuse import founded_by, fuse, scheme
from watchfloor.pipeline_states import check_states
from watchfloor.store import Ledger, connect, history, incidents, query
from watchfloor.store.decided import SUPERSEDED_BY, chains_named, place_of
from watchfloor.vocab import plover

Making = Callable[[sqlite3.Connection], Decision]
"""Looks at a record and returns the decision, neither signed nor dated."""


def decide(
    record: Path,
    make: Making,
    author: str,
    reason: str | None,
    clock: Callable[[], datetime],
    *,
    judged: Mapping[str, str] | None = None,
) -> tuple[Decision, tuple[str, ...]]:
    """Append a decision, fuse what it touches; return it and the incidents of what it names.

    `judged` maps ids of incidents and events to the states that the person saw of them.

    Raises:
        InputError: it names nothing of the record, or a value that cannot be.
        StaleError: one of `judged` is in another state by now; nothing was written.
        StoreError: the record cannot be written.
    """
    with connect(record, write=True) as connection:
        ledger = Ledger(connection)
        ledger.begin_fusing(scheme())
        fuse(connection, ledger, clock)  # a decision is on the incidents as they are
        now = clock().isoformat(timespec="seconds")
        states = dict(sorted((judged or {}).items()))
        draft = replace(make(connection), judged=_json(states) if states else None)
        made = _signed(draft, author, reason, now)
        ledger.decide(made, lambda: check_states(connection, states))
        named = sorted(chains_named(connection, made))
        fuse(connection, ledger, clock)
        return made, incidents.holding(connection, named)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two incidents that a merge names and a split keeps apart."""

    incidents: tuple[str, str]
    decision: Decision


def kept_apart(connection: sqlite3.Connection, merge: Decision) -> tuple[Apart, ...]:
    """Return the pairs of incidents that a merge did not join, each with a split that forbids it.

    A pair once, by the latest split.
    """
    if merge.verdict is not Verdict.MERGE:
        return ()
    held = set(incidents.holding(connection, chains_named(connection, merge)))
    found: dict[tuple[str, str], Decision] = {}
    for one in standing_decisions(history.decisions(connection)):
        if one.verdict is not Verdict.SPLIT:
            continue
        these, those = (_holding(connection, side) & held for side in sides(one))
        for pair in ((min(a, b), max(a, b)) for a in these for b in those if a != b):
            found[pair] = one
    return tuple(Apart(pair, one) for pair, one in sorted(found.items()))


def named_by(connection: sqlite3.Connection, decision: Decision) -> tuple[str, ...]:
    """Return the incidents that a decision names.

    Of a merge those that it joined, by the ids that they had; else those that hold its reports now.
    """
    if decision.verdict is Verdict.MERGE:
        places = (place_of(connection, one) for side in sides(decision) for one in side)
        had = (founded_by(place.chain) for place in places if place is not None)
        was = tuple(dict.fromkeys(one for one in had if _was_incident(connection, one)))
        if was:
            return was
    parts = (sorted(_holding(connection, side)) for side in sides(decision))
    return tuple(dict.fromkeys(name for part in parts for name in part))


def _was_incident(connection: sqlite3.Connection, name: str) -> bool:
    return bool(incidents.named(connection, name) or incidents.once_named(connection, name))


def _holding(connection: sqlite3.Connection, anchors: Iterable[Anchor]) -> set[str]:
    places = (place_of(connection, one) for one in anchors)
    return set(incidents.holding(connection, [one.chain for one in places if one is not None]))


def _signed(decision: Decision, author: str, reason: str | None, now: str) -> Decision:
    signed = replace(decision, author=author, reason=reason, decided=now)
    what = (signed.verdict, signed.document_id, signed.start, signed.end, signed.field)
    parts = (*what, signed.value, signed.undoes, author, reason, now, signed.judged)
    return replace(signed, id=content_id("decision", *parts))


def merging(connection: sqlite3.Connection, prefixes: Sequence[str]) -> Decision:
    """Return the decision that incidents are one.

    Raises:
        InputError: an id is no incident's.
        UsageError: fewer than two incidents.
    """
    found = {one.id: one for prefix in prefixes for one in the_incident(connection, prefix)}
    if len(found) < 2:  # noqa: PLR2004
        message = "merge wants two incidents or more that are not one already"
        raise UsageError(message)
    anchors = [anchor for one in found.values() for anchor in anchors_of(connection, one.chains)]
    return draft_of(Verdict.MERGE, anchors[0], value=together(anchors))


def splitting(connection: sqlite3.Connection, prefix: str, reports: Sequence[str]) -> Decision:
    """Return the decision that some reports (ids of events or documents) are another incident.

    Raises:
        InputError: one of them is no report of the incident, or none would be left.
    """
    one = single(connection, prefix)
    documents = incidents.members(connection, one.id)
    parted = set[str]()
    for report in reports:
        found = query.find(connection, report)
        chains = [chain for chain, document in documents.items() if document == found.id]
        if isinstance(found, Event) and found.chain in documents:
            chains = [found.chain]
        if not isinstance(found, (Event, Document)) or not chains:
            message = f"{report} is no report of incident {one.id}: `watchfloor show` lists them"
            raise InputError(message)
        parted |= set(chains)
    rest = [chain for chain in one.chains if chain not in parted]
    if not rest:
        message = f"these are all reports of incident {one.id}: nothing would be left of it"
        raise InputError(message)
    these = anchors_of(connection, [chain for chain in one.chains if chain in parted])
    return draft_of(Verdict.SPLIT, these[0], value=apart(these, anchors_of(connection, rest)))


def setting(connection: sqlite3.Connection, prefix: str, field: str, value: Any) -> Decision:
    """Return the decision that an incident shows a value.

    Raises:
        InputError: no such field, or no value of it.
    """
    one = single(connection, prefix)
    read = set_value(field, value)
    if field == "type" and read not in plover.types():
        message = f"no type {read!r}; known: {', '.join(sorted(plover.types()))}"
        raise InputError(message)
    if field == "mode":
        plover.check(one.type, read, ())
    machine = one.credibility if field == CREDIBILITY else encode(getattr(one, field))
    anchor = anchors_of(connection, one.chains[:1])[0]
    draft = draft_of(Verdict.EDIT, anchor, value=assigned(anchor, value))
    return replace(draft, field=field, machine_value=_json(machine))


def withdrawing(connection: sqlite3.Connection, prefix: str, link: str | None) -> Decision:
    """Return the decision that a text and its copies no longer count.

    Raises:
        InputError: the id is no document's.
    """
    found = query.find(connection, prefix)
    if not isinstance(found, Document):
        message = f"{prefix} is no text: name a document, `watchfloor documents` lists them"
        raise InputError(message)
    draft = draft_of(Verdict.WITHDRAW, None, value=_json({"link": link}))
    return replace(draft, document_id=found.id)


def superseding(connection: sqlite3.Connection, prefix: str, newer: str) -> Decision:
    """Return the decision that a later text replaces another, with the copies made of it before.

    Raises:
        InputError: an id is no document's, or both are one.
    """
    found = [query.find(connection, one) for one in (prefix, newer)]
    old, new = found
    if not isinstance(old, Document) or not isinstance(new, Document) or old.id == new.id:
        message = f"{prefix} and {newer} are not two texts: `watchfloor documents` lists them"
        raise InputError(message)
    return replace(
        draft_of(Verdict.EDIT, None, value=new.id), document_id=old.id, field=SUPERSEDED_BY
    )


def undoing(connection: sqlite3.Connection, prefix: str) -> Decision:
    """Return the decision that an earlier one holds no more.

    Raises:
        InputError: no decision or several begin so, or it is undone already.
    """
    made = history.decisions(connection)
    wanted = prefix.strip().lower()
    found = [one for one in made if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        problem = "several decisions begin" if found else "no decision begins"
        message = f"{problem} with {prefix!r}: `watchfloor decisions` lists them"
        raise InputError(message)
    if found[0].id not in {one.id for one in standing_decisions(made)}:
        message = f"decision {found[0].id} is undone already"
        raise InputError(message)
    return replace(draft_of(Verdict.UNDO, None), undoes=found[0].id)


def single(connection: sqlite3.Connection, prefix: str) -> Incident:
    """Return the one incident that an id stands for today.

    Raises:
        InputError: nobody has the id, or it became several.
    """
    found = the_incident(connection, prefix)
    if len(found) != 1:
        names = ", ".join(one.id for one in found) or "nothing"
        message = f"{prefix} became {names}: name one of these"
        raise InputError(message)
    return found[0]


def anchors_of(connection: sqlite3.Connection, chains: Iterable[str]) -> list[Anchor]:
    """Return where the founding event of each chain stands, in the order of the chains."""
    wanted = list(chains)
    events = incidents.chain_events(connection, wanted)
    return [Anchor.of(next(one for one in events[name] if one.id == name)) for name in wanted]


def draft_of(verdict: Verdict, anchor: Anchor | None, value: str | None = None) -> Decision:
    """Return a decision that is neither signed nor dated, on the place of an anchor."""
    return Decision(
        id="",
        verdict=verdict,
        author="",
        decided="",
        reason=None,
        document_id=anchor.document_id if anchor else None,
        start=anchor.start if anchor else None,
        end=anchor.end if anchor else None,
        field=None,
        machine_value=None,
        value=value,
        coder=None,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
