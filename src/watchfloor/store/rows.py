"""The model's values as rows and back. Columns are for filtering; `spans` holds the exact value."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from watchfloor.errors import CodingError, InputError, StoreError, VocabularyError
from watchfloor.model import (
    Boilerplate,
    Claim,
    Count,
    Document,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Incident,
    Published,
    Relation,
    decode,
    encode,
)
from watchfloor.store.functions import fold

Row = tuple[Any, ...]
T = TypeVar("T")

COUNTS = ("count", "dead", "injured", "arrested", "abducted")
EVENT_SPANS = (
    "anchor",
    "actor",
    "recipient",
    "instrument",
    "attributed_to",
    "date",
    "event_loc",
    *COUNTS,
    "casualties",
)
CLAIM_SPANS = ("speaker", "content", "cue", "condition", "horizon", "via", "accused")
FIGURE_SPANS = ("subject", "value", "of", "event_loc", "date", "evidence")
RELATION_SPANS = ("subject", "object", "evidence", "role", "ended")
RELATION_LATER: Mapping[str, Any] = {"role": None, "ended": False}
"""What rows that an earlier coding wrote do not hold, and what they are read as."""

_KEY = ("document_id", "coder", "id")
_DATE = ("date_from", "date_to", "date_precision")
_PLACE = ("country", "admin1", "place", "lat", "lon", "radius_km", "place_precision")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "event": (
        *_KEY,
        *("chain", "type", "mode", "context", "status", "outcome", "assertion", "score"),
        *("anchor_start", "anchor_end", *_DATE, *_PLACE),
        *(f"{name}_{bound}" for name in COUNTS for bound in ("low", "best", "high")),
        *("actor_words", "recipient_words", "place_words", "spans"),
    ),
    "claim": (
        *(*_KEY, "kind", "quoted", "event_id", "start", "end", "horizon_from", "horizon_to"),
        *("speaker_words", "spans"),
    ),
    "figure": (
        *(*_KEY, "quantity", "unit", "value_low", "value_best", "value_high", "start", "end"),
        *(*_DATE, *_PLACE, "subject_words", "place_words", "spans"),
    ),
    "relation": (
        *(*_KEY, "predicate", "since", "until", "start", "end"),
        *("subject_words", "object_words", "spans"),
    ),
}
"""The columns of the derived tables, in the order of the rows made here."""

_FURTHEST = 1e300
"""Larger quantities are exact in `spans` alone."""


def event_row(event: Event) -> Row:
    """Return the row of an event."""
    data, place = encode(event), event.event_loc
    bounds = [_bounds(getattr(event, name)) for name in COUNTS]
    return (
        *(event.document_id, event.coder, event.id, event.chain, event.type),
        *(to_json(data["mode"]), to_json(data["context"])),
        *(event.status.value, event.outcome.value, event.assertion.value, event.score),
        *(event.anchor.start, event.anchor.end),
        *_date_columns(event.date),
        *_place_columns(place),
        *(bound for three in bounds for bound in three),
        words_of(event.actor),
        words_of(event.recipient),
        words_of(() if place is None else (place,)),
        to_json({name: data[name] for name in EVENT_SPANS}),
    )


def claim_row(claim: Claim, coder: str) -> Row:
    """Return the row of a claim that `coder` read."""
    data, horizon = encode(claim), claim.horizon
    return (
        *(claim.document_id, coder, claim.id, claim.kind.value, int(claim.quoted), claim.event_id),
        *(claim.content.start, claim.content.end),
        *((None, None) if horizon is None else (_iso(horizon.from_), _iso(horizon.to))),
        words_of(() if claim.speaker is None else (claim.speaker,)),
        to_json({name: data[name] for name in CLAIM_SPANS}),
    )


def figure_row(figure: Figure, coder: str) -> Row:
    """Return the row of a figure that `coder` read."""
    data, place, value = encode(figure), figure.event_loc, figure.value
    return (
        *(figure.document_id, coder, figure.id, figure.quantity, figure.unit),
        *(_real(bound) for bound in (value.low, value.best, value.high)),
        *(figure.evidence.start, figure.evidence.end),
        *_date_columns(figure.date),
        *_place_columns(place),
        words_of((figure.subject,)),
        words_of(() if place is None else (place,)),
        to_json({name: data[name] for name in FIGURE_SPANS}),
    )


def relation_row(relation: Relation, coder: str) -> Row:
    """Return the row of a relation that `coder` read."""
    data = encode(relation)
    return (
        *(relation.document_id, coder, relation.id, relation.predicate.value),
        *(relation.since, relation.until, relation.evidence.start, relation.evidence.end),
        words_of((relation.subject,)),
        words_of((relation.object,)),
        to_json({name: data[name] for name in RELATION_SPANS}),
    )


def incident_row(incident: Incident, founder: str, violence: str | None) -> Row:
    """Return the row of an incident, but for its last columns: queue, worth, step, outlets."""
    return (*incident_columns(incident, founder, violence), to_json(encode(incident)))


def incident_columns(incident: Incident, founder: str, violence: str | None) -> Row:
    """Return the columns before `value`, by which incidents are found and counted."""
    place, dead = incident.event_loc, incident.dead
    return (
        *(incident.id, founder, incident.type, to_json(list(incident.mode))),
        *(incident.status.value, violence, *_date_columns(incident.date), *_place_columns(place)),
        *(*_bounds(dead), incident.independent_sources, incident.copies),
        *(incident.credibility, incident.review),
        words_of(incident.actor),
        words_of(incident.recipient),
        words_of(() if place is None else (place,)),
    )


INCIDENT_COLUMNS = (
    *("id", "founder", "type", "mode", "status", "violence", *_DATE, *_PLACE),
    *("dead_low", "dead_best", "dead_high", "independent_sources", "copies"),
    *("credibility", "review", "actor_words", "recipient_words", "place_words", "value"),
    *("queue", "worth", "step", "outlets"),
)
PAST_COLUMNS = (*INCIDENT_COLUMNS[: INCIDENT_COLUMNS.index("value")], "outlets")
INSERT_PAST = " ".join(
    (
        *("INSERT INTO incident_past (holder, since, until,", ", ".join(PAST_COLUMNS)),
        *(") VALUES (?, ?, ?,", ", ".join("?" * len(PAST_COLUMNS)), ")"),
    )
)
INSERT_INCIDENT = " ".join(
    (
        *("INSERT INTO incident (", ", ".join(INCIDENT_COLUMNS), ") VALUES ("),
        *(", ".join("?" * len(INCIDENT_COLUMNS)), ")"),
    )
)

EVENT_SELECT = (
    "event.id, event.chain, event.document_id, document.external_id, document.source,"
    " document.published_from, document.published_to, document.published_rule,"
    " event.type, event.mode, event.context, event.status, event.outcome, event.assertion,"
    " event.score, event.coder, event.spans, incident_member.incident_id"
)
"""Of event joined with document and, if there is one, the row of its chain in incident_member."""

CLAIM_SELECT = (
    "claim.id, claim.document_id, document.external_id, claim.kind, claim.quoted, claim.event_id,"
    " incident_member.incident_id, claim.spans"
)
"""Of claim joined with document and, if there is one, the incident of what it is about."""

FIGURE_SELECT = (
    "figure.id, figure.document_id, document.external_id, figure.quantity, figure.unit,"
    " figure.spans"
)
RELATION_SELECT = (
    "relation.id, relation.document_id, document.external_id, relation.predicate, relation.since,"
    " relation.until, relation.spans"
)
DOCUMENT_SELECT = (
    "document.id, document.external_id, document.url, document.title, document.source,"
    " document.published_from, document.published_to, document.published_rule, document.language,"
    " document.text, document.copy_of, document.copy_reason, document.revises,"
    " document.boilerplate, document.ingested, document.run_id"
)


def read_event(row: Row) -> Event:
    """Rebuild the event of a row of EVENT_SELECT."""
    names = ("id", "chain", "document_id", "external_id", "source")
    rest = ("type", "mode", "context", "status", "outcome", "assertion", "score", "coder")

    def data() -> dict[str, Any]:
        found = dict(zip((*names, *rest), (*row[:5], *row[8:16]), strict=True))
        found["mode"], found["context"] = json.loads(found["mode"]), json.loads(found["context"])
        found["published"] = _published_data(row[5:8])
        return found | {"incident_id": row[17]} | _spans(row[16], EVENT_SPANS)

    return _trusted(f"event {row[0]}", lambda: decode(Event, data()))


def read_incident(row: Row) -> Incident:
    """Rebuild the incident of a row of id and value."""
    return _trusted(f"incident {row[0]}", lambda: decode(Incident, json.loads(row[1])))


def read_claim(row: Row) -> Claim:
    """Rebuild the claim of a row of CLAIM_SELECT."""
    names = ("id", "document_id", "external_id", "kind", "quoted", "event_id", "incident_id")

    def data() -> dict[str, Any]:
        found = dict(zip(names, row[:7], strict=True))
        return found | {"quoted": bool(row[4])} | _spans(row[7], CLAIM_SPANS)

    return _trusted(f"claim {row[0]}", lambda: decode(Claim, data()))


def read_figure(row: Row) -> Figure:
    """Rebuild the figure of a row of FIGURE_SELECT."""
    names = ("id", "document_id", "external_id", "quantity", "unit")

    def data() -> dict[str, Any]:
        return dict(zip(names, row[:5], strict=True)) | _spans(row[5], FIGURE_SPANS)

    return _trusted(f"figure {row[0]}", lambda: decode(Figure, data()))


def read_relation(row: Row) -> Relation:
    """Rebuild the relation of a row of RELATION_SELECT."""
    names = ("id", "document_id", "external_id", "predicate", "since", "until")

    def data() -> dict[str, Any]:
        found = dict(zip(names, row[:6], strict=True))
        return found | _spans(row[6], RELATION_SPANS, RELATION_LATER)

    return _trusted(f"relation {row[0]}", lambda: decode(Relation, data()))


def read_document(row: Row) -> Document:
    """Rebuild the document of a row of DOCUMENT_SELECT."""

    def make() -> Document:
        parts = json.loads(row[13])
        return Document(
            **dict(zip(("id", "external_id", "url", "title", "source"), row[:5], strict=True)),
            published=read_published(row[5:8]),
            **dict(zip(("language", "text", "copy_of"), row[8:11], strict=True)),
            copy_reason=row[11],
            revises=row[12],
            boilerplate=tuple(decode(Boilerplate, part) for part in parts),
            ingested=row[14],
            run_id=row[15],
        )

    return _trusted(f"document {row[0]}", make)


def read_published(row: Row) -> Published | None:
    """Return the published date of three columns: from, to, rule."""
    data = _published_data(row)
    return None if data is None else decode(Published, data)


def to_json(data: Any) -> str:
    """Return compact JSON text, Unicode as it is.

    Raises:
        ValueError: a number that JSON has no word for (not a number, infinity).
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def words_of(values: Iterable[Any]) -> str:
    """Return the folded words and resolved names of some values, one a line, to search in."""
    found = dict.fromkeys(
        fold(words)
        for value in values
        for words in (value.text, getattr(value, "name", None))
        if words
    )
    return "\n".join(words for words in found if words)


def _spans(
    text: str, names: tuple[str, ...], later: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    data = json.loads(text)
    if isinstance(data, dict):
        data = {**later, **data}
    if not isinstance(data, dict) or data.keys() != set(names):
        message = f"the column spans holds other keys than {', '.join(names)}"
        raise InputError(message)
    return data


def _trusted(what: str, make: Callable[[], T]) -> T:
    """Return what `make` reads; a row that does not fit the model was not written by this room."""
    try:
        return make()
    except (CodingError, InputError, VocabularyError, ValueError, TypeError, RecursionError) as bad:
        message = (
            f"{what} in the record cannot be read ({bad}): the row was altered or damaged; restore "
            "a backup, or ingest into a new record"
        )
        raise StoreError(message) from bad


def _published_data(row: Row) -> dict[str, Any] | None:
    return None if row[0] is None else {"from": row[0], "to": row[1], "rule": row[2]}


def _date_columns(when: EventDate | None) -> Row:
    if when is None:
        return (None, None, None)
    return (_iso(when.from_), _iso(when.to), when.precision.value)


def _place_columns(place: EventPlace | None) -> Row:
    if place is None:
        return (None,) * len(_PLACE)
    names = (place.country, place.admin1, place.name)
    return (*names, place.lat, place.lon, place.radius_km, place.precision.value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _bounds(count: Count | None) -> Row:
    return (None, None, None) if count is None else (count.low, count.best, count.high)


def _real(value: float | None) -> float | None:
    return None if value is None else float(max(-_FURTHEST, min(value, _FURTHEST)))
