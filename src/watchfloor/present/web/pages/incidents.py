"""`/incidents`: the list with facets, map and weeks, and its twins."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watchfloor.errors import UsageError
from watchfloor.model import encode
from watchfloor.present.find import settled
from watchfloor.present.web.discreet import withheld_in_list
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


def page(request: Request) -> Response:
    """Show a page of incidents under the filters."""
    asked = read_query(request, "sort", "after")
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
        }
    return render(
        request,
        "incidents.html",
        query=asked,
        more=next_page(asked, found),
        twins=twin_links(asked, "incidents"),
        **context,
    )


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


def twin_links(asked: Query, kind: str) -> list[tuple[str, str]]:
    """Return ending and address of each twin of a list."""
    return [(ending, asked.twin(ending)) for ending in endings(kind)]


def map_json(request: Request) -> Response:
    """Return the places of the incidents that pass, each once with its counts."""
    asked = read_query(request, path="/incidents")
    snapshot = snapshot_of(request)
    with connect(request.app.state.record, write=False) as connection:
        where = settled(connection, asked.where)
        found, without = snapshot.places(connection, where)
    return JSONResponse(
        {
            "places": [
                {"key": f"p{number}", "query": place_query(asked, one), **encode(one)}
                for number, one in enumerate(found[: counts.MOST_PLACES])
            ],
            "without_position": without,
            "truncated": len(found) > counts.MOST_PLACES,
        }
    )


def place_query(asked: Query, place: counts.PlaceCount) -> str:
    """Return the query string that lists what lies at a place."""
    return asked.href("", place=place.name, country=place.country).removeprefix("?")


def weeks_json(request: Request) -> Response:
    """Return how many incidents that pass began in each week, by its Monday."""
    asked = read_query(request)
    snapshot = snapshot_of(request)
    with connect(request.app.state.record, write=False) as connection:
        found = snapshot.weeks(connection, settled(connection, asked.where))
    return JSONResponse({"weeks": [{"from": week, "n": n} for week, n in found]})


ROUTES = (
    Route("/incidents", page),
    Route("/incidents/map.json", map_json),
    Route("/incidents/weeks.json", weeks_json),
    *twin_routes("incidents", query.incidents),
)
