"""Who denies what: denied reports of the record, and the incidents that they dispute.

A denied report is linked with the report most like it, as everything that did not happen is. The
incident of that one is disputed if somebody denies that it happened at all (`fuse.denials`).
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from watchfloor.fuse.denials import denier
from watchfloor.model import Standing, Testimony, Where
from watchfloor.pipeline_corrected import told
from watchfloor.store import fusing, query
from watchfloor.store.decided import Rulings

Links = Mapping[str, tuple[str, float] | None]
"""Unreal chains that were looked at; what each concerns, if anything."""


def deniers(
    connection: sqlite3.Connection,
    chains: Iterable[str],
    decided: Rulings,
    links: Links,
    as_of: date | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return, for the chains that are disputed, who denies that it happened.

    `links` are newer than those of the record. What was withdrawn, rejected or superseded denies
    nothing.
    """
    wanted = set(chains)
    concerns = {
        chain: held[0]
        for chain, held in fusing.linked_to(connection, sorted(wanted)).items()
        if held[0] in wanted and chain not in links
    }
    concerns |= {chain: held[0] for chain, held in links.items() if held and held[0] in wanted}
    said = told(connection, concerns, decided, as_of)
    found: dict[str, set[str]] = {}
    for chain, events in said.items():
        for one in events:
            name = _denier(connection, one)
            if name is not None:
                found.setdefault(concerns[chain], set()).add(name)
    return {chain: tuple(sorted(names)) for chain, names in found.items()}


def _denier(connection: sqlite3.Connection, one: Testimony) -> str | None:
    if one.standing not in (Standing.COUNTS, Standing.COPY):
        return None
    document_id = one.event.document_id
    claims = query.claims(connection, Where(document=document_id))
    return denier(query.document(connection, document_id).text, one.event, claims)


def relinked(connection: sqlite3.Connection, links: Links) -> set[str]:
    """Return the chains that other reports concern than before: of incidents to settle anew."""
    before = fusing.linked_to(connection, sorted(links))
    moved = set[str]()
    for chain, now in links.items():
        was = before.get(chain)
        if (was and was[0]) != (now and now[0]):
            moved |= {held[0] for held in (was, now) if held}
    return moved
