"""`/actors` and `/actors/ID?at=DATE`: who is named, and how an actor stood on a day."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Actor, ActorStanding, Incident, Stand, Where, encode
from watchfloor.pipeline_actors import actor_standing
from watchfloor.present.actor_view import held, span
from watchfloor.present.actors import actors as read_actors
from watchfloor.present.charts.network import Edge, Node, network
from watchfloor.present.find import settled
from watchfloor.present.terminal import one_line
from watchfloor.present.web.discreet import withheld
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.pages.incidents import twin_links
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import twin_routes
from watchfloor.store import connect, naming, paging

ROWS = 300
INCIDENTS, CLAIMS, ACCUSERS = 20, 20, 10
MOST_NODES = 48


def page(request: Request) -> Response:
    """Show the actors that events name, the most named first."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        found = naming.named(connection, settled(connection, asked.where))
    return render(
        request,
        "actors.html",
        query=asked,
        rows=found[:ROWS],
        left=max(0, len(found) - ROWS),
        counted=naming.COUNTED,
        filters=filters_of(asked, "event"),
        twins=twin_links(asked, "actors"),
    )


def one(request: Request) -> Response:
    """Show one actor as of a day."""
    words, day = request.path_params["id"], _day(request)
    found = _in_tables(words, day)
    if found is not None and found.actor.id != words:
        tail = f"?at={day}" if day else ""
        address = f"/actors/{quote(found.actor.id, safe='')}{tail}"
        return RedirectResponse(address, status_code=303)
    with connect(request.app.state.record, write=False) as connection:
        if found is None:
            found = _only_named(connection, words, day)
        actor, until = found.actor, day.isoformat() if day else None
        context: dict[str, Any] = {
            "incidents": withheld(connection, _incidents(connection, actor, day)),
            "assertions": naming.assertions_of(connection, actor.id, actor.name, until),
            "accusers": list(naming.accusers_of(connection, actor.id, ACCUSERS)),
            "claims": [
                claim
                for claim in paging.page(
                    connection, "claim", Where(actor=actor.name, until=day), limit=CLAIMS * 3
                ).rows
                if claim.speaker and claim.speaker.entity_id == actor.id
            ][:CLAIMS],
        }
    relations = list(_relations(found))
    return render(
        request,
        "actor.html",
        actor=actor,
        at=day,
        existed=span(actor.since, actor.until),
        standing=found,
        relations=relations,
        picture=_picture(found, relations),
        span=partial(held, at=found.at),
        **context,
    )


def _in_tables(words: str, day: date | None) -> ActorStanding | None:
    """Return an actor of the knowledge base; None if it holds no such."""
    try:
        return actor_standing(words, day)
    except InputError:
        return None


def _day(request: Request) -> date | None:
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    if unknown := sorted(given.keys() - {"at"}):
        message = f"an actor takes at=YYYY-MM-DD, not {', '.join(unknown)[:200]}"
        raise UsageError(message)
    return Where.of(since=given.get("at")).since


def _only_named(connection: Connection, words: str, day: date | None) -> ActorStanding:
    """Return an actor that the record names and the knowledge base no longer holds.

    Raises:
        InputError: the record does not name it either.
    """
    for row in naming.named(connection, Where()):
        if row.id == words:
            actor = Actor(
                id=row.id,
                name=row.name or row.id,
                type="other",
                country=None,
                aliases=(),
                since=None,
                until=None,
                relations=(),
            )
            return _bare(actor, day)
    message = f"no actor has the id or the name {words!r:.80}: `/actors` lists those that are named"
    raise InputError(message)


def _bare(actor: Actor, day: date | None) -> ActorStanding:
    return ActorStanding(
        actor=actor,
        at=day,
        chain=(),
        leaders=(),
        backers=(),
        units=(),
        offices=(),
        others=(),
    )


def _incidents(connection: Connection, actor: Actor, day: date | None) -> Iterator[Incident]:
    """Yield the newest incidents in which an actor acts or is acted upon."""
    seen: dict[str, Incident] = {}
    for where in (Where(actor=actor.name, until=day), Where(recipient=actor.name, until=day)):
        found = paging.page(connection, "incident", where, limit=INCIDENTS * 3)
        for row in found.rows:
            if any(party.entity_id == actor.id for party in (*row.actor, *row.recipient)):
                seen.setdefault(row.id, row)
    ranked = sorted(seen.values(), key=_begun, reverse=True)
    yield from ranked[:INCIDENTS]


def _begun(incident: Incident) -> str:
    when = incident.date
    return str((when.from_ or when.to) if when else "")


def _relations(found: ActorStanding) -> Iterator[tuple[str, Stand, bool]]:
    """Yield (words, other side, whether the actor is the subject) of what held on the day."""
    for words, stands, is_subject in (
        ("part of", found.chain, True),
        ("led by", found.leaders, False),
        ("backed by", found.backers, False),
        ("office", found.offices, True),
        ("", found.others, True),
        ("below it", found.units, False),
    ):
        for stand in stands:
            yield words or str(stand.predicate).replace("_", " "), stand, is_subject


def _picture(found: ActorStanding, relations: list[tuple[str, Stand, bool]]) -> Markup | None:
    if not relations:
        return None
    tail = f"?at={found.at}" if found.at else ""

    def node(identifier: str, name: str, *, is_focus: bool = False) -> Node:
        address = f"/actors/{quote(identifier, safe='')}{tail}"
        return Node(identifier, one_line(name), address, is_focus)

    nodes = {found.actor.id: node(found.actor.id, found.actor.name, is_focus=True)}
    edges = []
    for words, stand, is_subject in relations:
        if stand.id not in nodes and len(nodes) < MOST_NODES:
            nodes[stand.id] = node(stand.id, stand.name)
        if stand.id in nodes:
            ends = (found.actor.id, stand.id) if is_subject else (stand.id, found.actor.id)
            edges.append(Edge(*ends, one_line(words), stand.contested))
    title = f"{one_line(found.actor.name)} and who stands to it"
    return Markup(network(list(nodes.values()), edges, title))  # noqa: S704  (escaped piece by piece)


def as_json(request: Request) -> Response:
    """Return an actor as `watchfloor show` writes it, without its events."""
    words, day = request.path_params["id"], _day(request)
    found = _in_tables(words, day)
    if found is None:
        with connect(request.app.state.record, write=False) as connection:
            found = _only_named(connection, words, day)
    return JSONResponse(encode(found))


ROUTES = (
    Route("/actors", page),
    *twin_routes("actors", read_actors),
    Route("/actors/{id}.json", as_json),
    Route("/actors/{id}", one),
)
