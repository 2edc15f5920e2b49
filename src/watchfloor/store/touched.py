"""Which texts each decision names: how what was decided on an incident is found fast."""

import sqlite3
from collections.abc import Iterable

from watchfloor.model import Decision
from watchfloor.model.anchored import Subject, sides, subject
from watchfloor.store import rows
from watchfloor.store.faults import guarded


def note(connection: sqlite3.Connection, decision: Decision) -> None:
    """Note the texts that a decision just written names, or those of the one that it undoes."""
    named = {anchor.document_id for side in sides(decision) for anchor in side}
    if decision.document_id is not None:
        named.add(decision.document_id)
    if decision.undoes is not None:
        named |= {
            str(row[0])
            for row in connection.execute(
                "SELECT decision_text.document_id FROM decision_text"
                " JOIN decision ON number = decision WHERE id = ?",
                (decision.undoes,),
            )
        }
    connection.executemany(
        "INSERT OR IGNORE INTO decision_text (document_id, decision)"
        " SELECT document.id, decision.number FROM document, decision"
        " WHERE document.id = ? AND decision.id = ?",
        [(one, decision.id) for one in sorted(named)],
    )


def numbers(connection: sqlite3.Connection, document_ids: Iterable[str]) -> dict[int, str]:
    """Return the decisions that name any of some texts: number -> id, the oldest first."""
    with guarded(connection):
        found = connection.execute(
            "SELECT DISTINCT decision.number, decision.id FROM decision_text"
            " JOIN decision ON decision.number = decision_text.decision"
            " WHERE decision_text.document_id IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (rows.to_json(sorted(set(document_ids))),),
        ).fetchall()
    return {int(number): str(name) for number, name in found}


def corrected(connection: sqlite3.Connection, decision: Decision) -> tuple[str, ...]:
    """Return the texts whose reports a decision, or the one that it undoes, changes."""
    if decision.undoes is None:
        is_of_event = subject(decision) is Subject.EVENT and decision.document_id
        return (decision.document_id,) if is_of_event and decision.document_id else ()
    found = connection.execute(
        "SELECT decision_text.document_id FROM decision_text JOIN decision ON number = decision"
        " WHERE id = ?",
        (decision.id,),
    ).fetchall()
    return tuple(row[0] for row in found if is_corrected(connection, row[0]))


def is_corrected(connection: sqlite3.Connection, document_id: str) -> bool:
    """Say whether somebody decided on an event of a text."""
    row = connection.execute(
        "SELECT 1 FROM decision_text JOIN decision ON number = decision"
        " WHERE decision_text.document_id = ? AND instr(value, '{\"event\":') = 1 LIMIT 1",
        (document_id,),
    ).fetchone()
    return row is not None
