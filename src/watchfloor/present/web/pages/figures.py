"""`/figures` and `/relations`: what texts count over time, and how they say that actors stand."""

from collections.abc import Callable
from functools import cache
from itertools import islice
from sqlite3 import Connection

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor import pipeline_actors
from watchfloor.model import Document
from watchfloor.present.charts.points import Point, points_svg
from watchfloor.present.discretion import rules_of
from watchfloor.present.find import settled
from watchfloor.present.phrases import interval_words
from watchfloor.present.proposals import proposals
from watchfloor.present.series import Series, discreet_series, series
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.pages.incidents import twin_links
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import twin_routes
from watchfloor.store import connect, query

READ = 20_000
"""Rows that are made into series or proposals; filters choose others."""
SHOWN = 40
DRAWN = 2
"""Points from which on a series is drawn."""


def figures(request: Request) -> Response:
    """Show counted quantities as series, the longest first."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        rows = list(islice(query.figures(connection, settled(connection, asked.where)), READ))
        found = series(rows, _documents(connection))
        spans = {
            row.id: f"/documents/{row.document_id}#s{row.evidence.start}-{row.evidence.end}"
            for row in rows
        }
        rules = rules_of(connection)
        shown = [discreet_series(one, rules) for one in found[:SHOWN]]
    return render(
        request,
        "figures.html",
        query=asked,
        rows=[(one, _picture(one, at)) for at, one in enumerate(shown)],
        left=max(0, len(found) - SHOWN),
        full=len(rows) == READ,
        addresses=spans,
        filters=filters_of(asked, "figure"),
        twins=twin_links(asked, "figures"),
    )


def relations(request: Request) -> Response:
    """Show stated relations as proposals for the knowledge base."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        rows = list(islice(query.relations(connection, settled(connection, asked.where)), READ))
        shown = withheld_in_list(connection, rows)
        found = proposals(shown, _documents(connection), pipeline_actors.actor)
    return render(
        request,
        "relations.html",
        query=asked,
        rows=found[: SHOWN * 5],
        left=max(0, len(found) - SHOWN * 5),
        full=len(rows) == READ,
        filters=filters_of(asked, "relation"),
        twins=twin_links(asked, "relations"),
    )


def _documents(connection: Connection) -> Callable[[str], Document]:
    return cache(lambda name: query.document(connection, name))


def _picture(one: Series, at: int) -> Markup | None:
    points = []
    for point in one.points:
        known = [
            float(value)
            for value in (point.value.low, point.value.best, point.value.high)
            if value is not None
        ]
        if known:
            name = interval_words(point.since, point.until)
            points.append(Point(name, min(known), max(known), bool(point.conflicts)))
    if len(points) < DRAWN:
        return None
    title = f"{one.quantity} of {one.subject}"
    return Markup(points_svg(points, title=title, key=f"series{at}"))  # noqa: S704  (escaped there)


ROUTES = (
    Route("/figures", figures),
    *twin_routes("figures", query.figures),
    Route("/relations", relations),
    *twin_routes("relations", query.relations),
)
