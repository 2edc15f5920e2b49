"""Texts that people withdrew, with their copies: when, by whom, why, and where it was retracted."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from watchfloor.model import Decision, Verdict
from watchfloor.model.anchored import standing_decisions
from watchfloor.store.decided import with_copies
from watchfloor.store.history import decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why a text no longer counts.

    Attributes:
        on: ISO day (UTC) of the decision.
        by, reason: who decided, and why.
        link: where it was retracted, if a person gave an address.
        of: the text that the decision names: this one, or one that it is a copy of.
        decision_id: what `decide undo` takes.
    """

    on: str
    by: str
    reason: str | None
    link: str | None
    of: str
    decision_id: str


def withdrawals(
    connection: sqlite3.Connection, as_of: date | None = None
) -> Mapping[str, Withdrawal]:
    """Return the texts that do not count, each with the decision on itself, else the latest.

    As of a day: by decisions that held at its end (UTC).
    """
    made = decisions(connection)
    if as_of is not None:
        made = tuple(one for one in made if one.decided[:10] <= as_of.isoformat())
    found: dict[str, Withdrawal] = {}
    for one in standing_decisions(made):
        if one.verdict is not Verdict.WITHDRAW or one.document_id is None:
            continue
        for name in with_copies(connection, [one.document_id]):
            if name not in found or found[name].of != name:
                found[name] = _withdrawal(one, one.document_id)
    return found


def _withdrawal(one: Decision, document_id: str) -> Withdrawal:
    try:
        link = json.loads(one.value or "null")["link"]
    except (ValueError, KeyError, TypeError):
        link = None
    return Withdrawal(
        on=one.decided[:10],
        by=one.author,
        reason=one.reason,
        link=None if link is None else str(link),
        of=document_id,
        decision_id=one.id,
    )
