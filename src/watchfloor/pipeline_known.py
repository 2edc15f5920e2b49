"""The record as it was known on a day.

Texts published until the end of that day tell and vote; texts without a date do not. Decisions
count if they held then. Which reports are one incident is what the record knows today: evidence
that came later may have joined or parted them. What is known of outlets is today's, too.
"""

import sqlite3
from datetime import date

from watchfloor.model import Event, Testimony
from watchfloor.pipeline_corrected import told
from watchfloor.pipeline_denials import deniers
from watchfloor.pipeline_fuse import ruling_of, settled
from watchfloor.pipeline_links import HAPPENED
from watchfloor.pipeline_sources import sources
from watchfloor.store import fusing, known
from watchfloor.store.decided import rulings
from watchfloor.vocab.sets import violence

AT_ONCE = 1_000
"""Incidents whose reports are held at once."""


def know(connection: sqlite3.Connection, as_of: date) -> None:
    """Make what `query` reads as of a day, if the connection does not have it already.

    Copies the incidents of which nothing was learned since, and settles the others from the texts
    that were out: about a millisecond a report of these.
    """
    if known.is_built(connection, as_of):
        return
    changed = known.affected(connection, as_of)
    decided, outlets = rulings(connection, as_of), sources(connection)
    found: list[fusing.Settled] = []
    documents: dict[str, str] = {}
    names = [name for name, chains in changed.items() if chains]
    for start in range(0, len(names), AT_ONCE):
        groups = [changed[name] for name in names[start : start + AT_ONCE]]
        wanted = [chain for chains in groups for chain in chains]
        said = told(connection, wanted, decided, as_of)
        denied = deniers(connection, wanted, decided, {}, as_of)
        for chains in groups:
            own = {chain: said[chain] for chain in chains if chain in said}
            real = [
                one for events in own.values() for one in events if one.event.status in HAPPENED
            ]
            if real:
                founder = chains[0] if chains[0] in own else _founder(real)
                incident = settled(founder, real, ruling_of(chains, decided, denied), outlets)
                kind = violence(incident.type, incident.mode, incident.outcome)
                found.append(fusing.Settled(incident, founder, kind))
                documents |= {chain: events[0].event.document_id for chain, events in own.items()}
    known.build(connection, as_of, changed, found, documents)


def _founder(said: list[Testimony]) -> str:
    return min((one.event for one in said), key=_published).chain


def _published(event: Event) -> tuple[date, str]:
    return (event.published.to if event.published else date.max), event.chain
