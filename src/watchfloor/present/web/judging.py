"""What the review page shows beside its form: evidence, values to choose, what to merge with."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from sqlite3 import Connection
from typing import Any

from markupsafe import Markup

from watchfloor.model import Document, Event, Incident, Status, encode
from watchfloor.model.words import MentionKind, Standing
from watchfloor.pipeline_actors import reasons
from watchfloor.pipeline_dossier import dossier
from watchfloor.present.coding_view import Coding
from watchfloor.present.discretion import rules_of
from watchfloor.present.phrases import bounds_signs, date_words, fillers_words, place_words
from watchfloor.present.web import reading
from watchfloor.present.web.pages.incident import SourceGroup, source_groups
from watchfloor.store import query, queue

MOST_CANDIDATES = 9
"""One a digit key."""
MOST_OTHERS = 5
"""Incidents that are offered for merging."""
PASSAGE = 700
"""Characters of a text before and after an anchor that stand beside the form."""
COMPARED = ("dead", "injured", "event_loc", "type", "status", "date", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a digit key chooses: the field, the value as it is typed, and its words."""

    field: str
    typed: str
    words: str
    said_by: str

    @property
    def value(self) -> str:
        """Return what the form sends: the field, a sign, the value."""
        return f"{self.field}={self.typed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an item rests on.

    Attributes:
        groups: its independent sources with their sentences; none of an event.
        event: the event whose text is shown.
        document: its text.
        text: the passage as HTML, the words of the event marked.
        offset: character of the text at which the passage begins.
        is_cut: whether the text goes on after it.
    """

    groups: tuple[SourceGroup, ...]
    event: Event
    document: Document
    text: Markup
    offset: int
    is_cut: bool
    candidates: tuple[Candidate, ...]


def evidence_of(
    connection: Connection, item: Incident | Event, report: str | None
) -> Evidence | None:
    """Return the evidence of an incident or event; `report` chooses the event that is shown.

    None if no report of an incident is left.
    """
    if isinstance(item, Event):
        events = [item]
        groups: tuple[SourceGroup, ...] = ()
    else:
        found = dossier(connection, item, whole=False)
        groups = tuple(source_groups(found, rules_of(connection)))
        counting = [one for one in found.testimonies if one.standing is Standing.COUNTS]
        events = [one.event for one in (counting or found.testimonies)]
        events += [one.event for one in found.testimonies if one.event not in events]
    if not events:
        return None
    chosen = next((one for one in events if one.id == report), events[0])
    document = query.document(connection, chosen.document_id)
    text, offset, end = passage(document, chosen)
    return Evidence(
        groups=groups,
        event=chosen,
        document=document,
        text=text,
        offset=offset,
        is_cut=end < len(document.text),
        candidates=tuple(candidates(item, events, chosen, document))[:MOST_CANDIDATES],
    )


def passage(document: Document, event: Event) -> tuple[Markup, int, int]:
    """Return the words around an anchor with what the event rests on marked, and their ends."""
    start, end = event.anchor.start or 0, event.anchor.end or 0
    low = max(0, start - PASSAGE)
    low = document.text.find(" ", low, start) + 1 if low else 0
    high = min(len(document.text), end + PASSAGE)
    if high < len(document.text):  # between words, if there are any
        space = document.text.rfind(" ", end, high)
        high = high if space < 0 else space
    spans = [
        reading.Span(one.start - low, one.end - low, one.labels, one.of)
        for one in reading.spans_of(Coding(document=document, events=(event,)))
    ]
    furniture = [(one.start - low, one.end - low) for one in document.boilerplate]
    return reading.marked(document.text[low:high], spans, furniture), low, high


def candidates(
    item: Incident | Event, events: Sequence[Event], chosen: Event, document: Document
) -> Iterator[Candidate]:
    """Yield other values of an item's fields: what its reports say, then who else may be meant.

    Each value comes once; what is shown already is no candidate.
    """
    seen = {(name, _words(name, getattr(item, name))) for name in COMPARED}
    for name in COMPARED:
        for one in events:
            value = getattr(one, name)
            words = _words(name, value)
            if value and words and (name, words) not in seen and not _is_private(value):
                seen.add((name, words))
                yield Candidate(name, typed(value), words, one.source or "source unknown")
    for span, why in reasons(document, [chosen], []).items():
        role = next((each for each in ("actor", "recipient") if _has(chosen, each, span)), None)
        for other in why.runners_up:
            if role and (role, other.name) not in seen:
                seen.add((role, other.name))
                yield Candidate(role, other.name, other.name, f"runner-up, {other.score:.2f}")
    for status in Status:
        if ("status", status.value) not in seen:
            yield Candidate("status", status.value, status.value, "another status")


def typed(value: Any) -> str:
    """Return a value of the model as `set_values.plain_value` reads it."""
    plain = [encode(one) for one in value] if isinstance(value, tuple) else encode(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _is_private(value: Any) -> bool:
    """Say whether a value names somebody of whom no actor is known: such names are not offered."""
    return isinstance(value, tuple) and any(
        one.kind is MentionKind.PERSON and one.entity_id is None for one in value
    )


def _has(event: Event, role: str, span: tuple[int, int]) -> bool:
    return any((one.start, one.end) == span for one in getattr(event, role))


def _words(name: str, value: Any) -> str:
    if name == "event_loc":
        return place_words(value) if value else ""
    if name == "date":
        return date_words(value) if value else ""
    if name in ("actor", "recipient"):
        return fillers_words(value) if value else ""
    if name in ("dead", "injured"):
        return bounds_signs(value) if value else ""
    return str(value)


def others(connection: Connection, incident: Incident) -> tuple[Incident, ...]:
    """Return incidents that may be the same: of its type and country, within a day of it."""
    when = incident.date
    if when is None or when.from_ is None or when.to is None:
        return ()
    day = timedelta(days=1)
    near = queue.begun_between(
        connection, when.from_ - day, when.to + day, incident, 8 * MOST_OTHERS
    )
    place = incident.event_loc.name if incident.event_loc else None
    ranked = sorted(
        (one for one in near if one.id != incident.id),
        key=lambda one: ((one.event_loc.name if one.event_loc else None) != place, one.id),
    )
    return tuple(ranked[:MOST_OTHERS])
