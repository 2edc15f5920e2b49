"""`/incidents`: the list with facets, map and weeks, and its twins."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote_plus, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watchfloor.errors import UsageError
from watchfloor.model import Where
from watchfloor.present.find import settled
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.drawing import (
    MOST_SPOTS,
    every_week,
    places_picture,
    weeks_picture,
)
from watchfloor.present.web.facets import filters_of, incident_facets
from watchfloor.present.web.query import Query, read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.snapshot import Snapshot
from watchfloor.present.web.twins import endings, twin_routes
from watchfloor.store import connect, counts, paging, query
from watchfloor.store.incidents import marks_waiting

ROWS = 50
LATELY = 500
"""Newest documents among which unfused ones are looked for."""
SORTS = {"newest": False, "oldest": True}
LISTED: dict[str, tuple[str, ...]] = {"sort": tuple(SORTS), "after": ()}
"""What a page of a list takes for itself, with the values."""
SETTINGS = (*LISTED, "counted")
VIOLENCE, ALL = "violence", "all"
"""What the map and the weeks may count: the named set, or whatever the list has."""


def page(request: Request) -> Response:
    """Show a page of incidents under the filters."""
    asked = read_query(request, *SETTINGS)
    oldest = sort_of(asked, SORTS)
    after = asked.settings.get("after")
    snapshot = snapshot_of(request)
    with connect(request.app.state.record, write=False) as connection:
        where = settled(connection, asked.where)
        found = snapshot.page(
            connection,
            where,
            limit=ROWS,
            after=paging.key_of(after, "incident") if after else None,
            oldest_first=oldest,
        )
        context: dict[str, Any] = {
            "filters": filters_of(asked, "incident", incident_facets(connection, asked, snapshot)),
            "total": snapshot.how_many(connection, where),
            "waiting": marks_waiting(connection, LATELY),
            "rows": withheld_in_list(connection, found.rows),
            **_counted(request, connection, asked, where),
        }
    return render(
        request,
        "incidents.html",
        query=asked,
        more=next_page(asked, found),
        twins=twin_links(asked, "incidents"),
        **context,
    )


def counted_where(asked: Query, where: Where) -> Where:
    """Return what the map and the weeks count: of all that pass the violent incidents.

    Unless the address says what to count: a set, types, modes, or `counted=all`.

    Raises:
        UsageError: it wants something else counted.
    """
    if (name := asked.settings.get("counted", VIOLENCE)) not in (VIOLENCE, ALL):
        message = f"counted is {VIOLENCE} or {ALL}, not {name!r:.80}"
        raise UsageError(message)
    if name == ALL or where.set or where.type or where.mode:
        return where
    return replace(where, set=VIOLENCE)


def _counted(
    request: Request, connection: Connection, asked: Query, where: Where
) -> dict[str, Any]:
    """Return what is counted, and its pictures: a part that a script asked for has them already."""
    counted, snapshot = counted_where(asked, where), snapshot_of(request)
    what = "Violent incidents" if counted.set else "Incidents"
    context: dict[str, Any] = {
        "counted": snapshot.how_many(connection, counted),
        "counts_violence": counted.set == VIOLENCE,
        "by_default": counted != where,
        "weeks": None,
        "map": None,
    }
    if request.headers.get("hx-request") != "true":
        accepted = () if where.review else snapshot.weeks(connection, _accepted(counted))
        found = snapshot.weeks(connection, counted)
        if where.review == "accepted":
            accepted = found
        places, _ = snapshot.places(connection, counted, MOST_SPOTS)
        query_of = place_queries(asked, counted)
        context["weeks"] = weeks_picture(found, accepted, title=f"{what} by week")
        context["map"] = places_picture(
            places,
            title=f"Places of {what.lower()}",
            link=lambda one: f"/incidents?{query_of(one)}",
        )
    return context


def _accepted(where: Where) -> Where:
    return replace(where, review="accepted")


def snapshot_of(request: Request) -> Snapshot:
    """Return the columns that the server counts by."""
    found: Snapshot = request.app.state.snapshot
    return found


def sort_of(asked: Query, sorts: dict[str, bool]) -> bool:
    """Return whether the oldest come first.

    Raises:
        UsageError: no order that the list has.
    """
    name = asked.settings.get("sort", "newest")
    if name not in sorts:
        message = f"no order {name!r:.80}: {', '.join(sorts)}"
        raise UsageError(message)
    return sorts[name]


def next_page(asked: Query, found: paging.Page[Any]) -> str | None:
    """Return the address of the next page; None after the last."""
    return asked.href(after=paging.key_words(found.after)) if found.after else None


def twin_links(asked: Query, kind: str, *settings: str) -> list[tuple[str, str]]:
    """Return ending and address of each twin of a list, with the settings that it keeps."""
    return [(ending, asked.twin(ending, *settings)) for ending in endings(kind)]


_TOLD = tuple(one.name for one in fields(counts.PlaceCount))
"""What a map is told of a place: as it is, since all of it is plain."""


def map_json(request: Request) -> Response:
    """Return the places of the incidents that pass, each once with its counts."""
    asked = read_query(request, *SETTINGS, path="/incidents")
    snapshot = snapshot_of(request)
    with connect(request.app.state.record, write=False) as connection:
        where = counted_where(asked, settled(connection, asked.where))
        found, without = snapshot.places(connection, where, counts.MOST_PLACES + 1)
    query_of = place_queries(asked, where)
    return JSONResponse(
        {
            "places": [
                {"key": f"p{number}", "query": query_of(one)}
                | {name: getattr(one, name) for name in _TOLD}
                for number, one in enumerate(found[: counts.MOST_PLACES])
            ],
            "without_position": without,
            "truncated": len(found) > counts.MOST_PLACES,
        }
    )


def place_queries(asked: Query, counted: Where) -> Callable[[counts.PlaceCount], str]:
    """Return what gives the query string that lists what was counted at a place.

    A map has thousands of them, and they differ in place and country alone.
    """
    shared = asked.href("", place=None, country=None, set=None).removeprefix("?")
    last = urlencode({"set": counted.set}) if counted.set else ""

    def of(place: counts.PlaceCount) -> str:
        country = "" if place.country is None else f"country={_quoted(place.country)}"
        return "&".join(filter(None, (shared, f"place={_quoted(place.name)}", country, last)))

    return of


@lru_cache(maxsize=20_000)
def _quoted(name: str) -> str:
    """Return a name as it stands in an address; maps ask for the same names again."""
    return quote_plus(name)


def weeks_json(request: Request) -> Response:
    """Return how many incidents that pass began in each of the last weeks, by its Monday.

    `before` of them began before these weeks.
    """
    asked = read_query(request, *SETTINGS)
    snapshot = snapshot_of(request)
    with connect(request.app.state.record, write=False) as connection:
        where = counted_where(asked, settled(connection, asked.where))
        found = snapshot.weeks(connection, where)
    weeks, before = every_week(found)
    return JSONResponse({"weeks": [{"from": week, "n": n} for week, n in weeks], "before": before})


ROUTES = (
    Route("/incidents", page),
    Route("/incidents/map.json", map_json),
    Route("/incidents/weeks.json", weeks_json),
    *twin_routes("incidents", query.incidents, of_page={**LISTED, "counted": (VIOLENCE, ALL)}),
)
