"""The record as it was known on a day.

Texts published until the end of that day tell and vote; texts without a date do not. Decisions
count if they held then. Which reports are one incident is what the record knows today: evidence
that came later may have joined or parted them. What is known of outlets is today's, too.

Lists and counts need the columns of every incident, its whole value only who reads it. So columns
are copied once for a day from what the record kept of it (`pipeline_past`), or settled where people
decided or somebody denies; values are settled when they are read.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from watchfloor.model import Incident
from watchfloor.pipeline_corrected import told
from watchfloor.pipeline_denials import deniers
from watchfloor.pipeline_fuse import ruling_of, settled
from watchfloor.pipeline_links import HAPPENED
from watchfloor.pipeline_past import first_of
from watchfloor.pipeline_sources import sources
from watchfloor.store import fusing, known
from watchfloor.store.decided import rulings
from watchfloor.store.known import Reached
from watchfloor.vocab.sets import violence

AT_ONCE = 1_000
"""Incidents whose reports are held at once."""


def know(connection: sqlite3.Connection, as_of: date) -> None:
    """Make what `query` reads as of a day, if the process does not have it already.

    Copies the columns of incidents as they were, and makes those that the record does not keep from
    the texts that were out. What their reports say is settled when one is read.
    """
    with known.attached(connection, as_of) as missing:
        if missing:
            _make(connection, as_of)
    known.settled_by(connection, as_of, partial(_values, as_of))


def _make(connection: sqlite3.Connection, as_of: date) -> None:
    decided = rulings(connection, as_of)
    ruled = {*decided.values, *decided.accepted, *decided.rejected}
    reached = known.begin(connection, as_of, ruled)
    for start in range(0, len(reached), AT_ONCE):
        rows, members = [], []
        for one, documents in _settled(connection, as_of, reached[start : start + AT_ONCE]):
            rows.append(fusing.columns_of(one))
            members += [(chain, one.incident.id, documents[chain]) for chain in one.incident.chains]
        known.add(connection, as_of, rows, members)


def _values(
    as_of: date, connection: sqlite3.Connection, groups: Mapping[str, Sequence[str]]
) -> dict[str, Incident]:
    """Return incidents as of a day by id; `groups` are their chains, founder first."""
    reached = [Reached(chains[0], tuple(chains)) for chains in groups.values()]
    found = _settled(connection, as_of, reached, with_reported=True)
    return {one.incident.id: one.incident for one, _ in found}


def _settled(
    connection: sqlite3.Connection,
    as_of: date,
    reached: Sequence[Reached],
    *,
    with_reported: bool = False,
) -> Iterator[tuple[fusing.Settled, Mapping[str, str]]]:
    """Yield incidents as of a day, with the document of each of their chains."""
    decided, outlets = rulings(connection, as_of), sources(connection)
    wanted = [chain for group in reached for chain in group.chains]
    said = told(connection, wanted, decided, as_of)
    denied = deniers(connection, wanted, decided, {}, as_of)
    for group in reached:
        own = {chain: said[chain] for chain in group.chains if chain in said}
        real = [one for events in own.values() for one in events if one.event.status in HAPPENED]
        if real:
            founder = group.founder if group.founder in own else first_of(real)
            ruling = ruling_of(group.chains, decided, denied)
            incident = settled(founder, real, ruling, outlets, with_reported=with_reported)
            kind = violence(incident.type, incident.mode, incident.outcome)
            documents = {chain: events[0].event.document_id for chain, events in own.items()}
            yield fusing.Settled(incident, founder, kind), documents
