"""`/actors` and `/actors/ID?at=DATE`: who is named, and how an actor stood on a day."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor.analyse.attribution import Series
from watchfloor.errors import InputError, UsageError
from watchfloor.export.discretion import Discretion, discreet
from watchfloor.model import Actor, ActorStanding, ActsWeek, Claim, Incident, Stand, Where, encode
from watchfloor.pipeline_actors import actor as actor_of
from watchfloor.pipeline_actors import actor_standing, counted_for, counted_with, switched_on
from watchfloor.present.actor_view import held, span, through_of
from watchfloor.present.actors import actors as read_actors
from watchfloor.present.acts import acts_by_week, week_of
from watchfloor.present.charts.network import Edge, Node, network
from watchfloor.present.discretion import rules_of
from watchfloor.present.find import settled
from watchfloor.present.terminal import one_line
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.pages.incidents import twin_links
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.saying import spoken
from watchfloor.present.web.twins import Rows, table_routes, twin_routes
from watchfloor.store import connect, naming, paging, query

ROWS = 300
WEEKS = 26
"""Weeks with incidents that an actor's page shows, the newest; its files have all."""
ENDINGS = ("json", "csv", "parquet")
INCIDENTS, CLAIMS, ACCUSERS = 20, 20, 10
MOST_NODES = 48
"""Drawn here, as links: the largest neighbourhood of the knowledge base has some thirty."""
KINDS = {
    "REB": "armed opposition",
    "PRM": "pro-government paramilitary",
    "MIL": "force of a state",
    "IMG": "armed group across borders",
    "CRM": "criminal organisation",
    "COP": "police",
    "SPY": "intelligence service",
    "GOV": "body of a government",
    "PTY": "party or political coalition",
    "REL": "religious body",
    "IGO": "organisation of states",
    "NGO": "aid, rights or civic organisation",
    "LEA": "holder of an office or command",
}
"""PLOVER's sectors in words, as the knowledge base uses them."""


def page(request: Request) -> Response:
    """Show the actors that events name, the most named first."""
    asked = read_query(request, "with")
    switched = switched_on(asked.settings.get("with"))
    with connect(request.app.state.record, write=False) as connection:
        found = naming.named(
            connection,
            settled(connection, asked.where),
            (lambda one: counted_for(one, switched)) if switched else None,
        )
    return render(
        request,
        "actors.html",
        query=asked,
        rows=[replace(one, name=one.name or name_of(one.id)) for one in found[:ROWS]],
        left=max(0, len(found) - ROWS),
        counted=naming.COUNTED,
        switched=switched,
        filters=filters_of(asked, "event"),
        twins=twin_links(asked, "actors", "with"),
    )


def name_of(actor_id: str) -> str:
    """Return the name of an actor that no text names; its id if no table knows it."""
    try:
        return actor_of(actor_id).name
    except InputError:
        return actor_id


def one(request: Request) -> Response:
    """Show one actor as of a day."""
    words, (day, switched) = request.path_params["id"], _asked(request)
    found = _in_tables(words, day)
    if found is not None and found.actor.id != words:
        address = f"/actors/{quote(found.actor.id, safe='')}{_tail(day, switched)}"
        return RedirectResponse(address, status_code=303)
    with connect(request.app.state.record, write=False) as connection:
        if found is None:
            found = _only_named(connection, words, day)
        actor, until = found.actor, day.isoformat() if day else None
        rules = rules_of(connection)
        counted = {each: name_of(each) for each in counted_with(actor.id, switched)}
        counted[actor.id] = actor.name
        said = (*_own_claims(connection, actor, day), *_claims_about(connection, actor, until))
        context: dict[str, Any] = {
            "incidents": withheld_in_list(connection, _incidents(connection, actor, day)),
            "assertions": naming.assertions_of(connection, counted, until),
            "accusers": _accusers(connection, counted, until, rules),
            "series": _series(connection, actor, counted, day),
            "claims": [discreet(claim, rules) for claim in said if _speaks(claim, actor)],
            "about": [discreet(claim, rules) for claim in said if not _speaks(claim, actor)],
            "texts": {
                name: query.document(connection, name)
                for name in sorted({claim.document_id for claim in said})
            },
        }
    relations = list(_relations(found))
    picture, not_drawn = _picture(found, relations)
    return render(
        request,
        "actor.html",
        actor=actor,
        at=day,
        existed=span(actor.since, actor.until),
        standing=found,
        relations=relations,
        picture=picture,
        not_drawn=not_drawn,
        kind=KINDS.get(actor.type),
        through=through_of(found),
        switched=switched,
        shown_weeks=WEEKS,
        files=[
            (ending, f"/actors/{quote(actor.id, safe='')}/weeks.{ending}{_tail(day, switched)}")
            for ending in ENDINGS
        ],
        others={name: words for name, words in counted.items() if name != actor.id},
        span=partial(held, at=found.at),
        **context,
    )


def _series(
    connection: Connection, actor: Actor, counted: Mapping[str, str], day: date | None
) -> Series:
    """Return the incidents laid to an actor by week, those of others only if they are counted."""
    found = acts_by_week(
        connection,
        Where(until=day),
        lambda _: (actor.id,),
        actors=counted,
        rules=rules_of(connection),
    )
    return found.get(actor.id, Series(weeks=(), undated=0))


def _week_rows(request: Request, _: str) -> Rows:
    """Return what reads the weeks of an actor as a file has them: those without incidents, too."""
    words, (day, switched) = request.path_params["id"], _asked(request)

    def rows(connection: Connection) -> Iterator[ActsWeek]:
        found = _in_tables(words, day) or _only_named(connection, words, day)
        counted = {each: name_of(each) for each in counted_with(found.actor.id, switched)}
        counted[found.actor.id] = found.actor.name
        series = _series(connection, found.actor, counted, day).whole()
        return (week_of(*one) for one in series.weeks)

    return rows


def _tail(day: date | None, switched: Sequence[str] = ()) -> str:
    """Return the query string of an actor's page."""
    pairs = {"at": str(day) if day else "", "with": ",".join(switched)}
    query_string = urlencode({name: value for name, value in pairs.items() if value}, safe=",")
    return f"?{query_string}" if query_string else ""


def _own_claims(connection: Connection, actor: Actor, day: date | None) -> tuple[Claim, ...]:
    found = paging.page(connection, "claim", Where(actor=actor.name, until=day), limit=CLAIMS * 3)
    return tuple(claim for claim in found.rows if _speaks(claim, actor))[:CLAIMS]


def _claims_about(connection: Connection, actor: Actor, until: str | None) -> tuple[Claim, ...]:
    return naming.claims_about(connection, actor.id, actor.name, until, CLAIMS)


def _speaks(claim: Claim, actor: Actor) -> bool:
    return claim.speaker is not None and claim.speaker.entity_id == actor.id


def _accusers(
    connection: Connection, actors: Mapping[str, str], until: str | None, rules: Discretion
) -> list[tuple[str, int]]:
    """Return who blames an actor, as a page may name them, and how often; most often first."""
    counted: Counter[str] = Counter()
    for claim, n in naming.accusers_of(connection, actors, until, ACCUSERS):
        counted[spoken(discreet(claim, rules).speaker).words] += n
    return counted.most_common()


def _in_tables(words: str, day: date | None) -> ActorStanding | None:
    """Return an actor of the knowledge base; None if it holds no such."""
    try:
        return actor_standing(words, day)
    except InputError:
        return None


def _asked(request: Request) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of an actor's page, and what is counted in."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    if unknown := sorted(given.keys() - {"at", "with"}):
        message = f"an actor takes at=YYYY-MM-DD and with, not {', '.join(unknown)[:200]}"
        raise UsageError(message)
    return Where.of(since=given.get("at")).since, switched_on(given.get("with"))


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


def _picture(
    found: ActorStanding, relations: list[tuple[str, Stand, bool]]
) -> tuple[Markup | None, int]:
    """Return the picture of who stands to an actor, and how many of them it leaves out."""
    if not relations:
        return None, 0
    tail = _tail(found.at)

    def node(identifier: str, name: str, *, is_focus: bool = False) -> Node:
        address = f"/actors/{quote(identifier, safe='')}{tail}"
        return Node(identifier, one_line(name), address, is_focus)

    nodes = {found.actor.id: node(found.actor.id, found.actor.name, is_focus=True)}
    edges, left = [], set[str]()
    for words, stand, is_subject in relations:
        if stand.id not in nodes and len(nodes) < MOST_NODES:
            nodes[stand.id] = node(stand.id, stand.name)
        if stand.id in nodes:
            own = stand.through if stand.through in nodes else found.actor.id
            ends = (own, stand.id) if is_subject else (stand.id, own)
            edges.append(Edge(*ends, one_line(words), stand.contested))
        else:
            left.add(stand.id)
    title = f"{one_line(found.actor.name)} and who stands to it"
    # Escaped piece by piece.
    return Markup(network(list(nodes.values()), edges, title)), len(left)  # noqa: S704


def _rows(connection: Connection, where: Where, **own: str) -> Iterator[Actor]:
    """Return the actors as a file has them, their acts counted as the page counts them."""
    return read_actors(connection, where, switched=switched_on(own.get("with")))


def as_json(request: Request) -> Response:
    """Return an actor as `watchfloor show` writes it, without its events."""
    words, (day, _) = request.path_params["id"], _asked(request)
    found = _in_tables(words, day)
    if found is None:
        with connect(request.app.state.record, write=False) as connection:
            found = _only_named(connection, words, day)
    return JSONResponse(encode(found))


ROUTES = (
    Route("/actors", page),
    *twin_routes("actors", _rows, settings=("with",)),
    *table_routes(
        "/actors/{id}/weeks",
        ActsWeek,
        _week_rows,
        ENDINGS,
        called=lambda _: "weeks",
    ),
    Route("/actors/{id}.json", as_json),
    Route("/actors/{id}", one),
)
