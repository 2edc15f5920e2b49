"""`/sources`: who published how much and when, who copied whom, and how far they agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.analyse.periods import WEEK, monday
from watchfloor.model import Where
from watchfloor.pipeline_sources import SourceLine, listing
from watchfloor.present.charts.network import Edge, Node, network
from watchfloor.present.find import settled
from watchfloor.present.phrases import plural
from watchfloor.present.terminal import one_line
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import Rows, table_routes
from watchfloor.store import connect, counts
from watchfloor.store.sources import outputs

WEEKS, SOURCES, PAIRS = 26, 60, 100
FEWEST, DRAWN = 2, 40
"""Pairs of sources from which on a graph is drawn, and how many: the table has the others."""
ENDINGS = ("json", "csv", "geojson", "parquet")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Documents by source (rows) and week (columns, by Monday), the silent ones last.

    `most` is the largest cell, `left` how many sources are not shown.
    """

    weeks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    most: int
    left: int


@dataclass(frozen=True, slots=True)
class Copies:
    """(Who copied, whose text, None without a source, how many), pairs not shown, the graph."""

    rows: tuple[tuple[str, str | None, int], ...]
    left: int
    picture: Markup | None


def page(request: Request) -> Response:
    """Show the sources of the documents that pass."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        where = settled(connection, asked.where)
        lines = listing(connection, where)
        nameless = counts.documents_without_source(connection, where)
        last = _last(where, counts.last_day(connection))
        weeks = _weeks(last)
        found = counts.documents_by_week(connection, weeks[0], where) if weeks else {}
        # A source that was silent in these weeks is one that published before or after them.
        known = outputs(connection, replace(where, since=None, until=None))
    return render(
        request,
        "sources.html",
        query=asked,
        lines=lines[: SOURCES * 5],
        left=max(0, len(lines) - SOURCES * 5),
        copies=_copies(lines),
        nameless=nameless,
        coverage=_coverage(found, [one.source for one in known], weeks),
        filters=filters_of(asked, "document"),
        twins=[(ending, asked.twin(ending)) for ending in ENDINGS],
    )


def _copies(lines: Sequence[SourceLine]) -> Copies:
    """Return who took whose texts, the most texts first."""
    every = [
        (one.source, origin.source, origin.documents) for one in lines for origin in one.copied_from
    ]
    ranked = sorted(every, key=lambda row: (-row[2], row[0], row[1] or ""))
    shown = tuple(ranked[:PAIRS])
    return Copies(shown, max(0, len(ranked) - PAIRS), _picture(shown))


def _picture(pairs: Sequence[tuple[str, str | None, int]]) -> Markup | None:
    """Return the graph of who copies whom, as far as both have names; None of a single pair."""
    drawn = [(copier, origin, n) for copier, origin, n in pairs if origin is not None][:DRAWN]
    if len(drawn) < FEWEST:
        return None
    copied = Counter[str]()
    for copier, origin, n in drawn:
        copied[origin] += n
        copied[copier] += 0
    nodes = [
        Node(name, one_line(name), f"/documents?{urlencode({'source': name})}")
        for name, _ in copied.most_common()
    ]
    edges = [Edge(copier, origin, plural(n, "text"), has_tip=True) for copier, origin, n in drawn]
    # Escaped piece by piece.
    return Markup(network(nodes, edges, "Who copies whom: from copier to origin"))  # noqa: S704


def _last(where: Where, last: str | None) -> str | None:
    """Return the day on which the weeks end: the latest that can have documents that pass."""
    ends = (where.until, where.as_of)
    return min((*(str(day) for day in ends if day), *((last,) if last else ())), default=None)


def _weeks(last: str | None) -> tuple[str, ...]:
    """Return the Mondays of the weeks that end with that of a day, whether or not texts came."""
    if last is None:
        return ()
    end = monday(date.fromisoformat(last)).toordinal()
    first = max(end - (WEEKS - 1) * WEEK, 1)
    return tuple(date.fromordinal(day).isoformat() for day in range(first, end + 1, WEEK))


def _coverage(
    found: Mapping[str, Mapping[str, int]], known: Sequence[str], weeks: tuple[str, ...]
) -> Coverage:
    totals = dict.fromkeys(known, 0)
    for week in weeks:
        for source, n in found.get(week, {}).items():
            totals[source] = totals.get(source, 0) + n
    names = sorted(totals, key=lambda name: (-totals[name], name))
    rows = tuple(
        (name or "source unknown", tuple(found.get(week, {}).get(name, 0) for week in weeks))
        for name in names[:SOURCES]
    )
    most = max((n for _, row in rows for n in row), default=0)
    return Coverage(weeks, rows, most, max(0, len(names) - SOURCES))


def _rows(request: Request, ending: str) -> Rows:
    """Return what reads the sources as `watchfloor sources --json` writes them."""
    del ending
    asked = read_query(request).where
    return lambda connection: iter(listing(connection, settled(connection, asked)))


ROUTES = (Route("/sources", page), *table_routes("/sources", SourceLine, _rows, ENDINGS))
