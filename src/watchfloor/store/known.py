"""Incidents as they were known on a day: tables of the connection, which the record never sees.

Incidents all of whose texts were out by then, and of which nothing else was learned since, are
copied; the others are named here, settled by the caller from what was out, and put beside them.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from watchfloor.model import Where
from watchfloor.store import rows
from watchfloor.store.decided import chains_named
from watchfloor.store.faults import guarded
from watchfloor.store.filters import incident_tables
from watchfloor.store.fusing import Settled, row_of
from watchfloor.store.history import decisions


def is_built(connection: sqlite3.Connection, as_of: date) -> bool:
    """Tell whether the tables of a day are those of the record as it is now."""
    with guarded(connection):
        row = connection.execute(
            "SELECT 1 FROM temp.sqlite_schema WHERE name = ?", (f"known_{as_of:%Y%m%d}",)
        ).fetchone()
        if row is None:
            return False
        step = connection.execute(f"SELECT step FROM temp.known_{as_of:%Y%m%d}").fetchone()
        return bool(step == connection.execute("SELECT step FROM fusion").fetchone())


def affected(connection: sqlite3.Connection, as_of: date) -> dict[str, tuple[str, ...]]:
    """Return the incidents of which more, or other, is known today: id -> chains, founder first.

    Their chains are all of today's; those of later texts are to be left out. An incident of which
    no text was out has none: nobody need read what later texts tell of it.
    """
    day = as_of.isoformat()
    with guarded(connection):
        late = [
            chain
            for one in decisions(connection)
            if one.decided[:10] > day
            for chain in chains_named(connection, one)
        ]
        found = connection.execute(_AFFECTED, (day, rows.to_json(sorted(set(late))))).fetchall()
    held: dict[str, list[str]] = {}
    out = set[str]()
    for name, chain, is_late in found:
        held.setdefault(name, []).append(chain)
        if not is_late:
            out.add(name)
    return {name: tuple(chains) if name in out else () for name, chains in held.items()}


def build(
    connection: sqlite3.Connection,
    as_of: date,
    affected_ids: Iterable[str],
    settled: Iterable[Settled],
    documents: Mapping[str, str],
) -> None:
    """Make the tables of a day: everything that is not affected, and what was settled anew.

    `documents` are those of the chains of `settled`.
    """
    incidents, members = incident_tables(Where(as_of=as_of))
    without = rows.to_json(sorted(affected_ids))
    with guarded(connection):
        for table in (incidents, members, f"temp.known_{as_of:%Y%m%d}"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(
            f"CREATE TEMP TABLE {incidents.removeprefix('temp.')} AS SELECT * FROM incident"
            f" WHERE id NOT IN (SELECT value FROM json_each('{without}'))"
        )
        connection.execute(
            f"CREATE TEMP TABLE {members.removeprefix('temp.')} AS SELECT member.* FROM"
            f" incident_member AS member JOIN {incidents} AS held ON held.id = member.incident_id"
        )
        (step,) = connection.execute("SELECT step FROM fusion").fetchone()
        for one in settled:
            connection.execute(
                rows.INSERT_INCIDENT.replace("INTO incident ", f"INTO {incidents} "),
                row_of(one, step),
            )
            connection.executemany(
                f"INSERT INTO {members} (chain, incident_id, document_id) VALUES (?, ?, ?)",
                [(chain, one.incident.id, documents[chain]) for chain in one.incident.chains],
            )
        name = members.removeprefix("temp.")
        for column in ("chain", "incident_id"):
            connection.execute(f"CREATE INDEX temp.{name}_{column} ON {name} ({column})")
        connection.execute(f"CREATE TEMP TABLE known_{as_of:%Y%m%d} AS SELECT step FROM fusion")


_LATE = "(document.published_to IS NULL OR document.published_to > ?1)"
_AFFECTED = (
    "WITH late AS (SELECT id, url, external_id, source, revises FROM document"
    f" WHERE {_LATE}),"
    # texts that a later one replaces
    " replaced AS (SELECT revises AS id FROM late WHERE revises IS NOT NULL"
    " UNION SELECT document.id FROM late JOIN document ON document.url = late.url"
    " UNION SELECT document.id FROM late JOIN document"
    " ON document.external_id = late.external_id AND document.source = late.source),"
    " touched AS (SELECT incident_id FROM incident_member"
    " WHERE document_id IN (SELECT id FROM late UNION SELECT id FROM replaced)"
    " OR chain IN (SELECT value FROM json_each(?2))"
    # what later texts deny
    " UNION SELECT member.incident_id FROM report_link"
    " JOIN report ON report.chain = report_link.chain AND report.status = 'denied'"
    " JOIN late ON late.id = report.document_id"
    " JOIN incident_member AS member ON member.chain = report_link.concerns)"
    " SELECT member.incident_id, member.chain, member.document_id IN (SELECT id FROM late)"
    " FROM incident_member AS member JOIN incident ON incident.id = member.incident_id"
    " WHERE member.incident_id IN (SELECT incident_id FROM touched)"
    " ORDER BY member.incident_id, member.chain <> incident.founder, member.chain"
)
