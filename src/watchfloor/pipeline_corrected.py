"""Events as people corrected them: what reports are made of, and what votes when one is settled.

The machine's rows stay as they are. A correction that the vocabulary no longer allows is left out,
rather than the event.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from watchfloor.errors import InputError, WatchfloorError
from watchfloor.model import Decision, Event, Testimony
from watchfloor.store.decided import Rulings
from watchfloor.store.testimonies import testimonies, texts

CREDIBILITY = "credibility"

LISTS = ("actor", "recipient", "instrument", "mode")
NEVER_EMPTY = ("type", "status", "outcome")
"""Fields of an event that always have a value: one that is wrong needs another."""


def set_value(name: str, value: Any) -> Any:
    """Return a value that a person set, read from plain JSON data, in the incident's own type.

    Raises:
        InputError: a field that nobody sets, or a value that is none of it.
    """
    from watchfloor.fuse.settle import SETTABLE  # noqa: PLC0415  (numpy comes with it)
    from watchfloor.model import decode  # noqa: PLC0415
    from watchfloor.model.incident import Settable  # noqa: PLC0415

    if name == CREDIBILITY:
        return value
    if name not in SETTABLE:
        message = (
            f"no value can be set for {name!r}; for {', '.join(sorted(SETTABLE))}, credibility"
        )
        raise InputError(message)
    blank = dict.fromkeys(sorted(SETTABLE))
    try:
        return getattr(decode(Settable, blank | {name: value}), name)
    except (WatchfloorError, TypeError) as error:
        message = f"{value!r:.80} is no value of {name}: {error}"
        raise InputError(message) from error


def corrected(event: Event, values: Mapping[str, tuple[Any, Decision]]) -> Event:
    """Return an event with what people said of its fields.

    Raises:
        WatchfloorError: together they are no event: a mode of another type.
    """
    fields = {
        name: _empty(name) if value is None else set_value(name, value)
        for name, (value, _) in values.items()
        if name
    }
    if "type" in fields:
        fields.setdefault("mode", ())  # the modes that were read are of another type
    return replace(event, **fields) if fields else event


def corrected_events(events: Iterable[Event], decided: Rulings) -> tuple[Event, ...]:
    """Return the events of a text as people corrected them."""
    return tuple(_kept(one, decided) for one in events)


def told(
    connection: sqlite3.Connection,
    chains: Iterable[str],
    decided: Rulings,
    as_of: date | None = None,
) -> Mapping[str, tuple[Testimony, ...]]:
    """Return the events of each chain as reports of an incident, corrected, void ones marked so.

    With a rejected report go those of its copies: the same words in another place are no evidence.
    As of a day only texts that were published until then tell anything.
    """
    found = testimonies(connection, chains, decided.withdrawn, decided.superseded, as_of)
    outdated = _outdated(connection, found)
    rejected: dict[tuple[str | None, ...], set[str]] = {}
    for one in (each for own in found.values() for each in own):
        if _is_rejected(one.event, decided):
            rejected.setdefault(_same_words(one), set()).add(one.event.document_id)
    return {
        chain: tuple(
            replace(
                one,
                event=_kept(one.event, decided),
                rejected=_is_rejected(one.event, decided)
                or bool(rejected.get(_same_words(one), set()) - {one.event.document_id}),
                replaced=tuple(
                    name
                    for name in outdated.get(one.event.id, ())
                    if name not in decided.events.get(one.event.id, {})
                ),
            )
            for one in own
        )
        for chain, own in found.items()
    }


def _outdated(
    connection: sqlite3.Connection, found: Mapping[str, tuple[Testimony, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return by event id the fields whose number the text of the event replaces itself."""
    from watchfloor.fuse import revisions  # noqa: PLC0415  (numpy comes with it)

    unsure: dict[str, list[tuple[Event, ...]]] = {}
    for own in found.values():
        events = tuple(one.event for one in own)
        if revisions.differ(events):
            unsure.setdefault(events[0].document_id, []).append(events)
    outdated: dict[str, tuple[str, ...]] = {}
    for document, text in texts(connection, unsure):
        for events in unsure[document]:
            outdated |= revisions.replaced(text, events)
    return outdated


def _same_words(one: Testimony) -> tuple[str | None, ...]:
    """Return what an event shares with the same event of another copy of its text."""
    return one.copy_group, one.event.type, one.event.anchor.text


def _is_rejected(event: Event, decided: Rulings) -> bool:
    return event.chain in decided.rejected or "" in decided.events.get(event.id, {})


def _kept(event: Event, decided: Rulings) -> Event:
    try:
        return corrected(event, decided.events.get(event.id, {}))
    except WatchfloorError:
        return event


def _empty(name: str) -> Any:
    return () if name in LISTS else None
