"""From the first digits of an id to a document with what was read in it."""

import sqlite3
from dataclasses import replace

from watchfloor.errors import InputError
from watchfloor.model import Claim, Document, Event, Figure, Incident, Relation, Where
from watchfloor.present.coding_view import Coding
from watchfloor.store import history, query
from watchfloor.store.withdrawn import withdrawals


def coding_of(connection: sqlite3.Connection, prefix: str) -> Coding:
    """Return the document of that id with all that was read in it.

    The id of an event, claim, figure or relation gives its document with that row alone; an event
    brings the claims about it.

    Raises:
        UsageError: too few digits, or no part of an id.
        InputError: no id begins so, or several do.
    """
    found = query.find(connection, prefix)
    if isinstance(found, Document):
        return whole(connection, found)
    if isinstance(found, Incident):
        message = f"{prefix} is an incident, no text: `watchfloor show` shows it"
        raise InputError(message)
    coding = _row_of(connection, found)
    return replace(
        coding,
        provenance=query.provenance(connection, coding.document.id),
        withdrawn=withdrawals(connection).get(coding.document.id),
    )


def _row_of(connection: sqlite3.Connection, found: Event | Claim | Figure | Relation) -> Coding:
    document = query.document(connection, found.document_id)
    match found:
        case Event():
            claims = query.claims(connection, Where(document=document.id))
            about = tuple(claim for claim in claims if claim.event_id == found.id)
            return Coding(document=document, events=(found,), claims=about, alone=True)
        case Claim():
            return Coding(document=document, claims=(found,), alone=True)
        case Figure():
            return Coding(document=document, figures=(found,), alone=True)
        case Relation():
            return Coding(document=document, relations=(found,), alone=True)


def settled(connection: sqlite3.Connection, where: Where) -> Where:
    """Return filters whose `document` is a whole id; it may be the first digits, as on screens.

    As of a day, what was known then is made ready to be read.

    The id of an event, claim, figure or relation stands for its document.

    Raises:
        UsageError: too few digits, or no part of an id.
        InputError: no id begins so, or several do.
    """
    if where.as_of is not None:
        from watchfloor.pipeline_known import know

        know(connection, where.as_of)
    if where.document is None:
        return where
    found = query.find(connection, where.document)
    if isinstance(found, Incident):
        message = (
            f"{where.document} is an incident, no document: `watchfloor show {where.document}`"
            " names its texts"
        )
        raise InputError(message)
    return replace(where, document=found.id if isinstance(found, Document) else found.document_id)


def whole(connection: sqlite3.Connection, document: Document) -> Coding:
    """Return a document with all that was read in it."""
    here = Where(document=document.id)
    return Coding(
        document=document,
        events=query.events_of(connection, document.id),
        claims=tuple(query.claims(connection, here)),
        figures=tuple(query.figures(connection, here)),
        relations=tuple(query.relations(connection, here)),
        provenance=query.provenance(connection, document.id),
        withdrawn=withdrawals(connection).get(document.id),
    )


def run_of(connection: sqlite3.Connection, words: str) -> str:
    """Return the id of the run that `words` begin, or of the latest for `last`.

    Raises:
        InputError: no run or several.
    """
    ids = [run.id for run in history.runs(connection)]
    found = ids[:1] if words == "last" else [one for one in ids if one.startswith(words)]
    if len(found) != 1:
        problem = "several runs begin" if found else "no run begins"
        message = f"{problem} with {words!r}: `watchfloor runs` lists them"
        raise InputError(message)
    return found[0]
