"""`/events` and `/claims`: rows of the texts, page by page, and their twins."""

from collections.abc import Callable, Iterator
from sqlite3 import Connection
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.model import Where
from watchfloor.pipeline_review import as_judged
from watchfloor.present.discretion import withheld
from watchfloor.present.find import settled
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.facets import filters_of, row_facets
from watchfloor.present.web.pages.incidents import (
    LISTED,
    ROWS,
    SORTS,
    next_page,
    sort_of,
    twin_links,
)
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import twin_routes
from watchfloor.store import connect, paging, query
from watchfloor.store.withdrawn import withdrawals

READ: dict[str, Callable[[Connection, Where], Iterator[Any]]] = {
    "events": query.events,
    "claims": query.claims,
}


def page(request: Request, *, kind: str) -> Response:
    """Show a page of rows of one kind under the filters."""
    table = kind.removesuffix("s")
    asked = read_query(request, "sort", "after")
    oldest, after = sort_of(asked, SORTS), asked.settings.get("after")
    with connect(request.app.state.record, write=False) as connection:
        found = paging.page(
            connection,
            table,
            settled(connection, asked.where),
            limit=ROWS,
            after=paging.key_of(after, table) if after else None,
            oldest_first=oldest,
        )
        shown, edited = as_judged(connection, found.rows)
        # an event's row shows its parties and place; a claim is words of a text
        rows = list((withheld if kind == "claims" else withheld_in_list)(connection, shown))
        gone = withdrawals(connection)
        facets = row_facets(connection, table, asked)
        texts = {
            name: query.document(connection, name)
            for name in sorted({row.document_id for row in found.rows})
        }
    return render(
        request,
        f"{kind}.html",
        query=asked,
        rows=rows,
        edited=edited,
        texts=texts,
        withdrawn=gone,
        more=next_page(asked, found),
        filters=filters_of(asked, table, facets),
        twins=twin_links(asked, kind),
    )


def _routes(kind: str) -> tuple[Route, ...]:
    def answer(request: Request) -> Response:
        return page(request, kind=kind)

    return (Route(f"/{kind}", answer), *twin_routes(kind, READ[kind], of_page=LISTED))


ROUTES = tuple(route for kind in READ for route in _routes(kind))
