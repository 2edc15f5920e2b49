"""One step of fusing as the record sees it: marks taken, a snapshot read, the difference written.

Steps of several processes may overlap: the one that writes second finds that `step` has risen, and
is done again. Whatever is stored meanwhile brings marks of its own. A crash leaves marks.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from watchfloor.model import Incident
from watchfloor.store import rows
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded
from watchfloor.store.reports import CODER, DECISION, EVIDENCE, SCHEME

GRAVITY = (EVIDENCE, SCHEME, CODER, DECISION)
"""Of several reasons the last in this order is the one that is told."""

LATER = 10
"""Marks that a step reads for every chain that it may take."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks that a step takes: their numbers, and the chains with the gravest reason of each."""

    numbers: tuple[int, ...]
    reasons: Mapping[str, str]
    step: int


@dataclass(frozen=True, slots=True)
class Past:
    """What an incident was from the ISO day `since` until before `until`: a row of its columns."""

    since: str
    until: str
    row: rows.Row


@dataclass(frozen=True, slots=True)
class Settled:
    """An incident as it is to be written.

    Attributes:
        founder: its founding chain.
        violence: its part of the set `violence`.
        queue: why a person should look at it: "new", "changed" since it was accepted, None.
        worth: what a decision on it is worth (`model.worth`).
        past: what it was before its last reports came.
    """

    incident: Incident
    founder: str
    violence: str | None
    queue: str | None = None
    worth: float | None = None
    past: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class Fated:
    """What became of an id, and why."""

    id: str
    fate: str
    successors: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference that a step makes.

    Attributes:
        marks: what was taken.
        settled: incidents that are new or changed.
        documents: document of every chain of `settled`.
        gone: ids that name no incident any more.
        fates: what became of ids.
        links: unreal chains that were looked at; what each concerns and the score, if anything.
        noted: ISO day.
    """

    marks: Marks
    settled: Sequence[Settled] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    gone: Sequence[str] = ()
    fates: Sequence[Fated] = ()
    links: Mapping[str, tuple[str, float] | None] = field(default_factory=dict)
    noted: str


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read the record as of one moment, whatever others write; nothing is written inside."""
    with guarded(connection):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()


def take(connection: sqlite3.Connection, limit: int) -> Marks:
    """Return the oldest marks, of at most `limit` chains.

    Of these chains later marks are taken too, as far as they stand within LATER times as many: a
    chain is marked by its document and by its copies, and each step fuses what it reaches whole.
    """
    found = connection.execute(
        "SELECT number, chain, reason FROM fusion_mark ORDER BY number LIMIT ?", (limit * LATER,)
    )
    (step,) = connection.execute("SELECT step FROM fusion").fetchone()
    reasons: dict[str, str] = {}
    numbers = []
    for number, chain, reason in found:
        if chain in reasons or len(reasons) < limit:
            numbers.append(int(number))
            reasons[chain] = max(reasons.get(chain, EVIDENCE), reason, key=GRAVITY.index)
    return Marks(tuple(numbers), reasons, int(step))


def holders(connection: sqlite3.Connection, chains: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the incidents that hold any of some chains, whole: id -> chains, the founder first."""
    found = connection.execute(
        "SELECT incident.id, incident.founder, member.chain FROM incident"
        " JOIN incident_member AS member ON member.incident_id = incident.id"
        " WHERE incident.id IN (SELECT incident_id FROM incident_member"
        " WHERE chain IN (SELECT value FROM json_each(?)))"
        " ORDER BY incident.id, member.chain <> incident.founder, member.chain",
        (rows.to_json(sorted(chains)),),
    )
    held: dict[str, tuple[str, ...]] = {}
    for name, _, chain in found:
        held[name] = (*held.get(name, ()), chain)
    return held


def linked_to(
    connection: sqlite3.Connection, chains: Sequence[str]
) -> dict[str, tuple[str, float]]:
    """Return the links of unreal chains that are, or concern, one of some chains."""
    found = connection.execute(
        "SELECT chain, concerns, score FROM report_link"
        " WHERE chain IN (SELECT value FROM json_each(?1))"
        " OR concerns IN (SELECT value FROM json_each(?1))",
        (rows.to_json(sorted(chains)),),
    )
    return {chain: (concerns, score) for chain, concerns, score in found}


def write(connection: sqlite3.Connection, change: Change) -> bool:
    """Write what a step found in one transaction; False, and nothing, if another was faster."""
    with writing(connection):
        done = connection.execute(
            "UPDATE fusion SET step = step + 1 WHERE step = ?", (change.marks.step,)
        )
        if not done.rowcount:
            return False
        _write_incidents(connection, change)
        _write_links(connection, change)
        connection.executemany(
            "INSERT INTO incident_fate (id, fate, successors, noted, reason)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (one.id, one.fate, rows.to_json(list(one.successors)), change.noted, one.reason)
                for one in change.fates
            ],
        )
        connection.execute(
            "DELETE FROM fusion_mark WHERE number IN (SELECT value FROM json_each(?))",
            (rows.to_json(list(change.marks.numbers)),),
        )
    return True


def _write_incidents(connection: sqlite3.Connection, change: Change) -> None:
    stale = [*change.gone, *(one.incident.id for one in change.settled)]
    held = (("incident_member", "incident_id"), ("incident_past", "holder"), ("incident", "id"))
    for table, column in held:
        connection.executemany(
            " ".join(("DELETE FROM", table, "WHERE", column, "= ?")), [(one,) for one in stale]
        )
    step = change.marks.step + 1
    connection.executemany(rows.INSERT_INCIDENT, (row_of(one, step) for one in change.settled))
    connection.executemany(
        rows.INSERT_PAST,
        (
            (one.incident.id, then.since, then.until, *then.row)
            for one in change.settled
            for then in one.past
        ),
    )
    # A chain that another incident held until now leaves it: both are written in this step.
    connection.executemany(
        "INSERT INTO incident_member (chain, incident_id, document_id) VALUES (?, ?, ?)",
        [
            (chain, one.incident.id, change.documents[chain])
            for one in change.settled
            for chain in one.incident.chains
        ],
    )


def row_of(one: Settled, step: int) -> rows.Row:
    """Return the row of an incident that a step writes."""
    own = rows.incident_row(one.incident, one.founder, one.violence)
    return (*own, one.queue, one.worth, step, outlets(one.incident.sources))


def columns_of(one: Settled) -> rows.Row:
    """Return the row of an incident as of a day, its value left out: it is settled when read."""
    own = rows.incident_columns(one.incident, one.founder, one.violence)
    return (*own, None, None, None, 0, outlets(one.incident.sources))


def past_columns(one: Settled) -> rows.Row:
    """Return the columns of an incident by which it is found and counted, its outlets last."""
    own = rows.incident_columns(one.incident, one.founder, one.violence)
    return (*own, outlets(one.incident.sources))


def outlets(sources: Iterable[str]) -> str:
    """Return names of sources as their column has them, one a line."""
    return "\n".join(" ".join(name.split()) for name in sources)


def _write_links(connection: sqlite3.Connection, change: Change) -> None:
    connection.executemany(
        "DELETE FROM report_link WHERE chain = ?", [(chain,) for chain in change.links]
    )
    connection.executemany(
        "INSERT INTO report_link (chain, concerns, score) VALUES (?, ?, ?)",
        [(chain, *link) for chain, link in change.links.items() if link is not None],
    )
