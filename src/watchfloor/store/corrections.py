"""Decisions that hold, as examples to learn from: place, field, machine's value, person's value."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from watchfloor.model import Decision, Document, Verdict, Where
from watchfloor.model.anchored import Subject, sides, standing_decisions, subject
from watchfloor.model.correction import Correction
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions
from watchfloor.store.history import decisions


def corrections(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> Iterator[Correction]:
    """Yield the decisions on events and incidents that hold, in the order they were made.

    `where` is on the text that a decision names first. A withdrawn text teaches nothing of words,
    so such decisions are left out, as is what was undone.
    """
    left = limit
    for one in standing_decisions(decisions(connection)):
        anchors = [anchor for side in sides(one) for anchor in side]
        document = _document(connection, anchors[0].document_id, where) if anchors else None
        if document is None:
            continue
        if left is not None:
            if not left:
                return
            left -= 1
        yield _correction(one, document)


def _correction(one: Decision, document: Document) -> Correction:
    anchor = sides(one)[0][0]
    return Correction(
        id=one.id,
        document_id=document.id,
        external_id=document.external_id,
        source=document.source,
        start=anchor.start,
        end=anchor.end,
        text=document.text[anchor.start : anchor.end],
        type=anchor.type,
        subject=subject(one).value,
        verdict=one.verdict.value,
        field=one.field,
        machine_value=json.loads(one.machine_value) if one.machine_value else None,
        coder=one.coder,
        value=_value(one),
        author=one.author,
        decided=one.decided,
        reason=one.reason,
    )


def _value(one: Decision) -> Any:
    data, found = json.loads(one.value or "{}"), subject(one)
    if found in (Subject.EVENT, Subject.REPORT):
        agreed = one.verdict is Verdict.ACCEPT and one.machine_value
        return json.loads(one.machine_value or "null") if agreed else data.get("value")
    return data.get(found.value)


def _document(
    connection: sqlite3.Connection, document_id: str, where: Where | None
) -> Document | None:
    condition, values = conditions(where or Where(), "document")
    sql = " ".join(
        ("SELECT", rows.DOCUMENT_SELECT, "FROM document WHERE id = ? AND (", condition, ")")
    )
    with guarded(connection):
        row = connection.execute(sql, (document_id, *values)).fetchone()
    return None if row is None else rows.read_document(row)
