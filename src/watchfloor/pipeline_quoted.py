"""Texts that something issued quotes: where no incident shows it, and what was taken out since.

A brief quotes claims, denials and counts of texts that no incident of it rests on. Whoever was told
of them must be found as well when such a text is withdrawn.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from watchfloor.model import Decision, Document
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.issued import Issued
from watchfloor.model.ledger import Verdict
from watchfloor.store import history, query
from watchfloor.store.decided import superseded_by, with_copies
from watchfloor.store.issued import texts_of, using


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A text that something issued used, and the decisions since that took it out of the count."""

    document: Document
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """Something issued that quotes a text or source of which it shows no incident."""

    issued: Issued
    lost: tuple[Lost, ...]


def quoting(connection: sqlite3.Connection, kind: str, names: Iterable[str]) -> tuple[Quoting, ...]:
    """Return what quotes some documents or sources (`kind`) and shows no incident of them."""
    wanted = set(names)
    made = []
    for issued in using(connection, kind, wanted):
        held = {
            name
            for one in issued.shown
            for name in (one.sources if kind == "source" else (*one.documents, one.incident_id))
        }
        if wanted & held:
            continue
        lost = tuple(
            one
            for one in lost_texts(connection, issued)
            if wanted & {one.document.id, one.document.source}
        )
        made.append(Quoting(issued=issued, lost=lost))
    return tuple(made)


def lost_texts(connection: sqlite3.Connection, issued: Issued) -> tuple[Lost, ...]:
    """Return the texts used in something issued that people withdrew or replaced since, by id."""
    made = history.decisions(connection)
    held = {one.id for one in standing_decisions(made)}
    used = texts_of(connection, issued.id)
    found: dict[str, list[Decision]] = {}
    for one in made[issued.state.decisions :]:
        if one.id in held:
            for name in sorted(used & _taken_out(connection, one)):
                found.setdefault(name, []).append(one)
    return tuple(
        Lost(document=query.document(connection, name), decisions=tuple(found[name]))
        for name in sorted(found)
    )


def _taken_out(connection: sqlite3.Connection, decision: Decision) -> set[str]:
    """Return the documents that a decision takes out of the count."""
    if decision.verdict is Verdict.WITHDRAW and decision.document_id is not None:
        return with_copies(connection, [decision.document_id])
    return superseded_by(connection, decision)
