"""The review queue, and the decisions that work it off: accept, reject and edit."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Decision, Document, Event, Incident, Verdict, Where, encode
from watchfloor.model.anchored import Anchor, of_event, of_incident
from watchfloor.model.judged import shown
from watchfloor.model.worth import Worth, disputed, event_signs, incident_signs, worth
from watchfloor.pipeline_corrected import NEVER_EMPTY, corrected, corrected_events
from watchfloor.pipeline_decide import Making, anchors_of, draft_of, single
from watchfloor.pipeline_dossier import the_incident
from watchfloor.pipeline_fuse import changed_since
from watchfloor.pipeline_states import state_of
from watchfloor.store import incidents, query, queue
from watchfloor.store.decided import Rulings, rulings
from watchfloor.vocab.harms import contradiction

EVENT_FILTERS = frozenset({"since", "until", "country", "type", "status"})
"""Filters that doubtful events pass too; any other leaves incidents alone in the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a person should decide on.

    Attributes:
        kind: "orphan" (a decision whose place no coding has), "incident", "changed" (an accepted
            incident that shows something else by now) or "event" (read unsurely).
        id: of the decision, incident or event.
        worth: what a decision is worth, with the two factors; None for an orphan.
        why: in words, what makes it worth that.
        state: to hand back with the decision; None for an orphan.
    """

    kind: str
    id: str
    worth: Worth | None
    why: tuple[str, ...]
    state: str | None
    incident: Incident | None = None
    event: Event | None = None
    decision: Decision | None = None

    @property
    def order(self) -> tuple[bool, float, str, str]:
        """Return where it stands: orphans first, then by worth, then by kind and id."""
        return self.worth is not None, -(self.worth.value if self.worth else 0), self.kind, self.id


def review_queue(
    connection: sqlite3.Connection,
    where: Where,
    limit: int,
    *,
    after: tuple[float, str] | None = None,
) -> tuple[Item, ...]:
    """Return at most `limit` items of the queue in their order (`Item.order`).

    Orphans and doubtful events come only if no filter asks for incidents alone.

    `after` is worth and id of the last item of an earlier portion; orphans are not repeated.
    """
    decided = rulings(connection)
    found = list(_waiting(connection, where, limit, decided, after))
    if set(_asked(where)) <= EVENT_FILTERS:
        found += _doubtful(connection, where, decided, after)
        if after is None and not _asked(where):
            found += [_orphan(one) for one in decided.orphans]
    chosen = sorted(found, key=lambda one: one.order)[:limit]
    return tuple(_stated(connection, one) for one in chosen)


def as_judged(
    connection: sqlite3.Connection, rows: Sequence[Any]
) -> tuple[tuple[Any, ...], dict[str, tuple[str, ...]]]:
    """Return rows, events with what people said of them, and by id the fields that they judged.

    An event that a person rejected has "rejected" for a field.
    """
    decided = rulings(connection)
    judged = {
        row.id: tuple(name or "rejected" for name in decided.events[row.id])
        for row in rows
        if isinstance(row, Event) and row.id in decided.events
    }
    shown = tuple(corrected_events([row], decided)[0] if row.id in judged else row for row in rows)
    return shown, judged


def _waiting(
    connection: sqlite3.Connection,
    where: Where,
    limit: int,
    decided: Rulings,
    after: tuple[float, str] | None,
) -> Iterator[Item]:
    for one in queue.waiting(connection, where, limit, after):
        yield _incident_item(one.incident, decided)


def _incident_item(incident: Incident, decided: Rulings) -> Item:
    moved = changed_since(incident, decided)
    signs = incident_signs(incident, changed=bool(moved))
    why = [f"{name} disputed" for name in disputed(incident)]
    why += [f"{name} changed since it was accepted" for name in moved]
    if incident.independent_sources == 1:
        why.append("one source")
    return Item(
        kind="changed" if moved else "incident",
        id=incident.id,
        worth=worth(signs),
        why=(*why, f"score {incident.score:.2f}"),
        state=None,
        incident=incident,
    )


def _doubtful(
    connection: sqlite3.Connection,
    where: Where,
    decided: Rulings,
    after: tuple[float, str] | None,
) -> Iterator[Item]:
    judged = _judged_events(connection)
    for event in queue.doubtful(connection):
        if event.id in judged or not _passes(event, where):
            continue
        item = _event_item(event, decided)
        value = item.worth.value if item.worth else 0.0
        if after is None or (-value, event.id) > (-after[0], after[1]):
            yield item


def _event_item(event: Event, decided: Rulings) -> Item:
    held = corrected(event, decided.events.get(event.id, {}))
    return Item(
        kind="event",
        id=event.id,
        worth=worth(event_signs(held)),
        why=(f"read as {held.status}", f"score {event.score:.2f}"),
        state=None,
        event=event,
    )


def _judged_events(connection: sqlite3.Connection) -> set[str]:
    """Return the events that some decision that holds is on."""
    from watchfloor.model.anchored import (  # noqa: PLC0415  (used here alone)
        Subject,
        sides,
        standing_decisions,
        subject,
    )
    from watchfloor.store.decided import place_of  # noqa: PLC0415

    found = set[str]()
    for one in standing_decisions(query.decisions(connection)):
        if subject(one) is Subject.EVENT:
            places = [place_of(connection, anchor) for side in sides(one) for anchor in side]
            found |= {place.event for place in places if place is not None}
    return found


def _passes(event: Event, where: Where) -> bool:
    country = event.event_loc.country if event.event_loc else None
    days = event.date
    first = (days.from_ or days.to) if days else None
    last = (days.to or days.from_) if days else None
    return (
        (not where.type or event.type in where.type)
        and (not where.status or event.status in where.status)
        and (not where.country or country in where.country)
        and (where.since is None or (last is not None and last >= where.since))
        and (where.until is None or (first is not None and first <= where.until))
    )


def _asked(where: Where) -> list[str]:
    from dataclasses import fields  # noqa: PLC0415  (used here alone)

    return [one.name for one in fields(where) if getattr(where, one.name) not in (None, ())]


def _orphan(decision: Decision) -> Item:
    what = f"{decision.author}'s {decision.verdict} of {decision.field or decision.verdict}"
    return Item(
        kind="orphan",
        id=decision.id,
        worth=None,
        why=(f"{what}: no coding has an event there any more",),
        state=None,
        decision=decision,
    )


def _stated(connection: sqlite3.Connection, item: Item) -> Item:
    on = item.incident or item.event
    return item if on is None else replace(item, state=state_of(connection, on))


def item(connection: sqlite3.Connection, name: str) -> Item:
    """Return the item that an incident or event of a whole id is, reviewed already or not.

    Raises:
        InputError: nothing bears the id.
    """
    decided = rulings(connection)
    event = query.event(connection, name)
    if event is not None:
        return _stated(connection, _event_item(event, decided))
    incident = incidents.incident(connection, name) or single(connection, name)
    return _stated(connection, _incident_item(incident, decided))


def accepting(prefix: str, field: str | None = None) -> Making:
    """Return the decision that an incident is so, or an event of a text, or one field of it."""
    return lambda at: _judging(at, Verdict.ACCEPT, prefix, field)


def rejecting(prefix: str, field: str | None = None) -> Making:
    """Return the decision that an incident is none, or an event, or that a field is wrong."""
    return lambda at: _judging(at, Verdict.REJECT, prefix, field)


def editing(prefix: str, field: str, value: Any, span: tuple[int, int] | None = None) -> Making:
    """Return the decision that a field of an event has another value, by the words at `span`.

    `value` is plain JSON data as the record keeps it. The fields are those of an incident that can
    be set.
    """
    return lambda at: _editing(at, prefix, field, value, span)


def _judging(
    connection: sqlite3.Connection, verdict: Verdict, prefix: str, field: str | None
) -> Decision:
    found = _named(connection, prefix)
    if isinstance(found, Incident):
        if field is not None:
            message = (
                f"{prefix} is an incident: its fields are settled from reports; `decide set` shows"
                " another value, or name an event to judge what one text says"
            )
            raise UsageError(message)
        return _of_incident(connection, verdict, found)
    anchor = Anchor.of(found)
    draft = draft_of(verdict, anchor, value=of_event(anchor))
    judged: Any = shown(found)
    if field is not None:
        _check_field(found, field)
        if verdict is Verdict.REJECT and field in NEVER_EMPTY:
            message = f"{field} always has a value: say which, with `decide edit`"
            raise UsageError(message)
        judged = encode(getattr(found, field))
    return replace(draft, field=field, machine_value=_json(judged), coder=found.coder)


def _of_incident(connection: sqlite3.Connection, verdict: Verdict, found: Incident) -> Decision:
    anchors = anchors_of(connection, found.chains)
    draft = draft_of(verdict, anchors[0], value=of_incident(anchors))
    founder = query.event(connection, found.chains[0])
    return replace(
        draft, machine_value=_json(shown(found)), coder=founder.coder if founder else None
    )


def _editing(
    connection: sqlite3.Connection,
    prefix: str,
    field: str,
    value: Any,
    span: tuple[int, int] | None,
) -> Decision:
    found = _named(connection, prefix)
    if isinstance(found, Incident):
        message = f"{prefix} is an incident: `decide set` shows another value of it"
        raise UsageError(message)
    _check_field(found, field)
    document = query.document(connection, found.document_id)
    cited = value if span is None else _cited(field, value, span, document)
    anchor = Anchor.of(found)
    draft = replace(
        draft_of(Verdict.EDIT, anchor, value=of_event(anchor, cited)),
        field=field,
        machine_value=_json(encode(getattr(found, field))),
        coder=found.coder,
    )
    corrected(found, {field: (cited, draft)})  # refuse now what would be left out later
    return draft


def _cited(field: str, value: Any, span: tuple[int, int], document: Document) -> Any:
    """Return a value with the words it rests on: of a list its first.

    Raises:
        UsageError: no words there, words that say something else, a field that rests on none.
    """
    start, end = span
    if not 0 <= start < end <= len(document.text):
        message = (
            f"no words at {start}-{end}: the text of {document.id[:8]} has"
            f" {len(document.text):,} characters"
        )
        raise UsageError(message)
    words = {"text": document.text[start:end], "start": start, "end": end}
    if isinstance(value, dict) and "low" in value:
        bounds = [value.get(name) for name in ("low", "best", "high")]
        if problem := contradiction(field, document.text[start:end], bounds):
            message = f"{problem}: choose the words that say {field}, or another value"
            raise UsageError(message)
    if isinstance(value, dict):
        return value | words
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [value[0] | words, *value[1:]]
    message = f"{field} rests on the anchor, not on words of its own: leave the span out"
    raise UsageError(message)


def _check_field(event: Event, field: str) -> None:
    known = sorted(shown(event))
    if field not in known:
        message = f"no field {field!r} of an event can be judged; these can: {', '.join(known)}"
        raise UsageError(message)


def _named(connection: sqlite3.Connection, prefix: str) -> Incident | Event:
    """Return the incident or event whose id begins so.

    Raises:
        InputError: nothing begins so, several do, or it is something else.
    """
    try:
        found = query.find(connection, prefix)
    except InputError:
        heirs: Sequence[Incident] = the_incident(connection, prefix)
        if len(heirs) == 1:
            return heirs[0]
        raise
    if isinstance(found, (Incident, Event)):
        return found
    message = f"{prefix} is no incident and no event: these can be accepted or rejected"
    raise InputError(message)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
