"""How often actors are named, as the record counts it, and how surely acts are laid to them."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchfloor.model import Claim, Where
from watchfloor.store import query
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions
from watchfloor.store.functions import fold

COUNTED = 50_000
"""The newest events that are counted: each is read, so an archive is not counted whole."""


@dataclass(frozen=True, slots=True)
class Named:
    """How often an actor stands in the events counted: as actor, recipient, reporter."""

    id: str
    name: str
    acting: int
    receiving: int
    reporting: int


def named(connection: sqlite3.Connection, where: Where) -> tuple[Named, ...]:
    """Return the actors that the newest events which pass name, the most named first.

    Raises:
        UsageError: a filter that events do not have.
    """
    condition, values = conditions(where, "event")
    sql = " ".join(
        (
            *("SELECT json_extract(filler.value, '$.entity_id') AS entity,", _A_NAME, ","),
            "sum(role.key = 'actor'), sum(role.key = 'recipient'), sum(role.key = 'attributed_to')",
            "FROM (SELECT event.spans AS spans FROM event",
            "JOIN coding ON coding.document_id = event.document_id",
            "AND coding.coder = event.coder AND coding.current = 1",
            "JOIN document ON document.id = event.document_id",
            *("WHERE", condition),
            "ORDER BY coalesce(event.date_from, event.date_to, '~') DESC LIMIT ?) AS chosen",
            "JOIN json_each(chosen.spans) AS role ON role.key IN",
            "('actor', 'recipient', 'attributed_to')",
            "JOIN json_each(role.value) AS filler",
            "WHERE entity IS NOT NULL GROUP BY entity ORDER BY count(*) DESC, entity",
        )
    )
    with guarded(connection):
        found = connection.execute(sql, (*values, COUNTED)).fetchall()
    return tuple(Named(*row) for row in found)


def assertions_of(
    connection: sqlite3.Connection, actor_id: str, name: str, until: str | None
) -> Mapping[str, int]:
    """Return assertion -> reports that lay an act to an actor so: fact, claimed, accused, ...

    The events are found by its name and kept if they mean it; `until` keeps what began by a day.
    """
    sql = (
        "SELECT assertion, count(*) FROM event JOIN coding USING (document_id, coder)"
        " WHERE coding.current = 1 AND event.id = event.chain"
        " AND event.status IN ('actual', 'attempted')"
        " AND instr(actor_words, ?) > 0 AND (?3 IS NULL OR coalesce(date_from, date_to) <= ?3)"
        " AND EXISTS (SELECT 1 FROM json_each(event.spans, '$.actor')"
        " WHERE json_extract(value, '$.entity_id') = ?2) GROUP BY assertion"
    )
    with guarded(connection):
        found = connection.execute(sql, (fold(name), actor_id, until)).fetchall()
    return {str(word): int(n) for word, n in found}


def accusers_of(
    connection: sqlite3.Connection, actor_id: str, until: str | None, limit: int
) -> Iterator[tuple[Claim, int]]:
    """Yield one claim of each who blames an actor, and how often they do, the most often first.

    `until` keeps what was published by a day. Claims are as they were coded: who shows their
    speakers withholds names.
    """
    sql = " ".join(
        (
            "SELECT min(claim.id), count(*),",
            "coalesce(json_extract(claim.spans, '$.speaker.name'),",
            "json_extract(claim.spans, '$.speaker.text')) AS who",
            "FROM claim JOIN coding USING (document_id, coder)",
            "JOIN document ON document.id = claim.document_id",
            "WHERE coding.current = 1 AND claim.kind = 'blame'",
            "AND (?2 IS NULL OR coalesce(document.published_from, document.published_to) <= ?2)",
            "AND EXISTS (SELECT 1 FROM json_each(claim.spans, '$.accused')",
            "WHERE json_extract(value, '$.entity_id') = ?1)",
            "GROUP BY who ORDER BY count(*) DESC, who LIMIT ?3",
        )
    )
    with guarded(connection):
        found = connection.execute(sql, (actor_id, until, limit)).fetchall()
    for claim_id, n, _ in found:
        claim = query.claim(connection, str(claim_id))
        if claim is not None:
            yield claim, int(n)


_A_NAME = "coalesce(max(json_extract(filler.value, '$.name')), '')"
