"""`/search`: documents by their words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from sqlite3 import Connection

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.errors import UsageError
from watchfloor.model import Published
from watchfloor.present.discretion import discreet_hits
from watchfloor.present.web.query import LONGEST_VALUE
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import Rows, table_routes
from watchfloor.store import connect
from watchfloor.store.search import Hit
from watchfloor.store.search_pages import RANKED, Hits, Key, best_hits, newest_hits

ROWS, FILED = 20, 1_000
"""Hits of a page, and of a file: `/documents` has all of them."""
ENDINGS = ("json", "csv", "geojson", "parquet")
LONGEST_KEY = 80
SORTS = ("newest", "best")


@dataclass(frozen=True, slots=True)
class FlatHit:
    """A hit as Parquet has it: the passage in one piece."""

    document_id: str
    title: str | None
    source: str | None
    published: Published | None
    score: float
    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, in which order, and after which hit of the list."""

    words: str
    sort: str
    after: Key | None


def page(request: Request) -> Response:
    """Show the documents that have the words."""
    asked = _asked(request)
    problem, found = None, Hits(())
    if asked.words:
        with connect(request.app.state.record, write=False) as connection:
            try:
                found = _found(connection, asked, ROWS)
                found = replace(found, rows=discreet_hits(connection, found.rows))
            except UsageError as error:
                problem = str(error)
    return render(
        request,
        "search.html",
        status=400 if problem else 200,
        q=asked.words,
        sort=asked.sort,
        after=asked.after,
        hits=found,
        problem=problem,
        ranked=RANKED,
        endings=ENDINGS,
        filed=FILED,
    )


def _found(connection: Connection, asked: Asked, most: int) -> Hits:
    if asked.sort == "best":
        return best_hits(connection, asked.words, most)
    return newest_hits(connection, asked.words, most, asked.after)


def _rows(request: Request, ending: str) -> Rows:
    """Return what reads the first hits of the same search, without names."""
    del ending
    asked = _asked(request)
    if not asked.words:
        message = "a search needs words: q=WORDS"
        raise UsageError(message)

    def rows(connection: Connection) -> Iterator[Hit]:
        return iter(discreet_hits(connection, _found(connection, asked, FILED).rows))

    return rows


def _flat_rows(request: Request, ending: str) -> Rows:
    read = _rows(request, ending)
    return lambda connection: map(_flat, read(connection))


def _flat(hit: Hit) -> FlatHit:
    return FlatHit(
        document_id=hit.document_id,
        title=hit.title,
        source=hit.source,
        published=hit.published,
        score=hit.score,
        passage="".join(piece for piece, _ in hit.snippet),
        start=hit.start,
        end=hit.end,
    )


def _asked(request: Request) -> Asked:
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    words, sort = given.get("q", "").strip(), given.get("sort", "newest")
    if unknown := sorted(given.keys() - {"q", "sort", "after"}):
        message = f"a search takes q, sort and after, not {', '.join(unknown)[:200]}"
        raise UsageError(message)
    if sort not in SORTS or len(words) > LONGEST_VALUE:
        message = f"sort is newest or best, and q has at most {LONGEST_VALUE} characters"
        raise UsageError(message)
    return Asked(words, sort, _after(given.get("after")))


def _after(words: str | None) -> Key | None:
    if words is None:
        return None
    day, _, name = words.partition(".")
    if not name or len(words) > LONGEST_KEY:
        message = f"{words!r:.80} is no place in this list: begin at its first page"
        raise UsageError(message)
    return day, name


ROUTES = (
    Route("/search", page),
    *table_routes("/search", Hit, _rows, ("json", "csv", "geojson")),
    *table_routes("/search", FlatHit, _flat_rows, ("parquet",)),
)
