"""How often actors are named, as the record counts it, and how surely acts are laid to them."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.model import Claim, Where
from watchfloor.store import query, rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions
from watchfloor.store.functions import fold
from watchfloor.store.query import select

COUNTED = 50_000
"""The newest events that are counted: each is read, so an archive is not counted whole."""


@dataclass(frozen=True, slots=True)
class Named:
    """How often an actor stands in the events counted: as actor, recipient, reporter.

    Of the acts that happened or were tried, `fact`, `claimed` and `blamed` are the reports that lay
    them to it as a fact, as it claims itself, as others accuse or suspect it.
    """

    id: str
    name: str
    acting: int
    receiving: int
    reporting: int
    fact: int
    claimed: int
    blamed: int


def named(
    connection: sqlite3.Connection,
    where: Where,
    counted_for: Callable[[str], Sequence[str]] | None = None,
) -> tuple[Named, ...]:
    """Return the actors that the newest events which pass name, the most named first.

    Args:
        connection: an open record.
        where: the filters.
        counted_for: from the id of an actor those for whom it is counted; without it each counts
            for itself. An event counts once for whoever stands in it several times.

    Raises:
        UsageError: a filter that events do not have.
    """
    pairs: list[tuple[str, str]] = []
    if counted_for is not None:
        every = [one.id for one in named(connection, where)]
        pairs = [(one, other) for one in every for other in counted_for(one)]
    condition, values = conditions(where, "event")
    sql = " ".join(
        (
            *(_COUNTS_SHARED if pairs else _COUNTS, "FROM (", _CHOSEN, "WHERE", condition),
            "ORDER BY coalesce(event.date_from, event.date_to, '~') DESC LIMIT ?) AS chosen",
            "JOIN json_each(chosen.spans) AS role ON role.key IN",
            "('actor', 'recipient', 'attributed_to')",
            "JOIN json_each(role.value) AS filler",
            _SHARES if pairs else "",
            "WHERE entity IS NOT NULL GROUP BY entity",
            "ORDER BY count(DISTINCT chosen.id || role.key) DESC, entity",
        )
    )
    shared = (rows.to_json(pairs),) if pairs else ()
    with guarded(connection):
        found = connection.execute(sql, (*values, COUNTED, *shared)).fetchall()
    return tuple(Named(*row) for row in found)


_CHOSEN = (
    "SELECT event.id AS id, event.spans AS spans, CASE WHEN event.id = event.chain"
    " AND event.status IN ('actual', 'attempted') THEN event.assertion END AS assertion FROM event"
    " JOIN coding ON coding.document_id = event.document_id"
    " AND coding.coder = event.coder AND coding.current = 1"
    " JOIN document ON document.id = event.document_id"
)
_ACTS = "count(DISTINCT CASE WHEN role.key = 'actor' AND chosen.assertion {} THEN chosen.id END)"
_NUMBERS = ", ".join(
    (
        *(
            f"count(DISTINCT CASE WHEN role.key = '{role}' THEN chosen.id END)"
            for role in ("actor", "recipient", "attributed_to")
        ),
        _ACTS.format("= 'fact'"),
        _ACTS.format("= 'claimed'"),
        _ACTS.format("IN ('accused', 'suspected')"),
    )
)
_COUNTS = (
    "SELECT json_extract(filler.value, '$.entity_id') AS entity,"
    f" coalesce(max(json_extract(filler.value, '$.name')), ''), {_NUMBERS}"
)
_COUNTS_SHARED = (
    "SELECT share.entity AS entity, coalesce(max(CASE WHEN share.said = share.entity"
    f" THEN json_extract(filler.value, '$.name') END), ''), {_NUMBERS}"
)
_SHARES = (
    "JOIN (SELECT json_extract(value, '$[0]') AS said, json_extract(value, '$[1]') AS entity"
    " FROM json_each(?)) AS share ON share.said = json_extract(filler.value, '$.entity_id')"
)


def assertions_of(
    connection: sqlite3.Connection, actors: Mapping[str, str], until: str | None
) -> Mapping[str, int]:
    """Return assertion -> reports that lay an act to any of some actors so: fact, claimed, ...

    Args:
        connection: an open record.
        actors: id -> name; the events are found by the names and kept if they mean the ids.
        until: keeps what began by a day.
    """
    sql = (
        "SELECT assertion, count(*) FROM event JOIN coding USING (document_id, coder)"
        " WHERE coding.current = 1 AND event.id = event.chain"
        " AND event.status IN ('actual', 'attempted')"
        " AND EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(actor_words, value) > 0)"
        " AND (?3 IS NULL OR coalesce(date_from, date_to) <= ?3)"
        " AND EXISTS (SELECT 1 FROM json_each(event.spans, '$.actor') AS filler"
        " WHERE json_extract(filler.value, '$.entity_id') IN (SELECT value FROM json_each(?2)))"
        " GROUP BY assertion"
    )
    values = (_folded(actors), rows.to_json(list(actors)), until)
    with guarded(connection):
        found = connection.execute(sql, values).fetchall()
    return {str(word): int(n) for word, n in found}


def accusers_of(
    connection: sqlite3.Connection, actors: Mapping[str, str], until: str | None, limit: int
) -> Iterator[tuple[Claim, int]]:
    """Yield one claim of each who blames any of some actors, and how often, most often first.

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
            *("WHERE coding.current = 1 AND claim.kind = 'blame' AND", _ACCUSED),
            "AND (? IS NULL OR coalesce(document.published_from, document.published_to) <= ?)",
            "GROUP BY who ORDER BY count(*) DESC, who LIMIT ?",
        )
    )
    with guarded(connection):
        values = (rows.to_json(list(actors)), until, until, limit)
        found = connection.execute(sql, values).fetchall()
    for claim_id, n, _ in found:
        claim = query.claim(connection, str(claim_id))
        if claim is not None:
            yield claim, int(n)


def claims_about(
    connection: sqlite3.Connection, actor_id: str, name: str, until: str | None, limit: int
) -> tuple[Claim, ...]:
    """Return what others say of an actor, the latest first: blame of it, claims on its acts.

    Claims on events are found by its name among those who act and kept if they mean it; `until`
    keeps what was published by a day.
    """
    sql = " ".join(
        (
            *(select("claim"), "WHERE (", _ACCUSED, "OR (instr(event.actor_words, ?) > 0 AND"),
            "EXISTS (SELECT 1 FROM json_each(event.spans, '$.actor') AS filler",
            "WHERE json_extract(filler.value, '$.entity_id') = ?)))",
            "AND json_extract(claim.spans, '$.speaker.entity_id') IS NOT ?",
            "AND (? IS NULL OR document.published_from <= ?)",
            "ORDER BY coalesce(document.published_from, '') DESC, claim.id LIMIT ?",
        )
    )
    values = (rows.to_json([actor_id]), fold(name), actor_id, actor_id, until, until, limit)
    with guarded(connection):
        return tuple(map(rows.read_claim, connection.execute(sql, values)))


def _folded(actors: Mapping[str, str]) -> str:
    return rows.to_json([fold(name) for name in actors.values() if fold(name)])


_ACCUSED = (
    "EXISTS (SELECT 1 FROM json_each(claim.spans, '$.accused') AS named"
    " WHERE json_extract(named.value, '$.entity_id') IN (SELECT value FROM json_each(?)))"
)
