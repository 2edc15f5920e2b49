"""`/search`: documents by their words."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.errors import UsageError
from watchfloor.present.discretion import discreet_hits
from watchfloor.present.web.query import LONGEST_VALUE
from watchfloor.present.web.render import render
from watchfloor.store import connect
from watchfloor.store.search_pages import RANKED, Hits, Key, best_hits, newest_hits

ROWS = 20
LONGEST_KEY = 80
SORTS = ("newest", "best")


def page(request: Request) -> Response:
    """Show the documents that have the words."""
    given = {name: value for name, value in request.query_params.items() if value.strip()}
    words, sort = given.get("q", "").strip(), given.get("sort", "newest")
    if unknown := sorted(given.keys() - {"q", "sort", "after"}):
        message = f"a search takes q, sort and after, not {', '.join(unknown)[:200]}"
        raise UsageError(message)
    if sort not in SORTS or len(words) > LONGEST_VALUE:
        message = f"sort is newest or best, and q has at most {LONGEST_VALUE} characters"
        raise UsageError(message)
    after = _after(given.get("after"))
    problem, found = None, Hits(())
    if words:
        with connect(request.app.state.record, write=False) as connection:
            try:
                found = (
                    best_hits(connection, words, ROWS)
                    if sort == "best"
                    else newest_hits(connection, words, ROWS, after)
                )
                found = replace(found, rows=discreet_hits(connection, found.rows))
            except UsageError as error:
                problem = str(error)
    return render(
        request,
        "search.html",
        status=400 if problem else 200,
        q=words,
        sort=sort,
        after=after,
        hits=found,
        problem=problem,
        ranked=RANKED,
    )


def _after(words: str | None) -> Key | None:
    if words is None:
        return None
    day, _, name = words.partition(".")
    if not name or len(words) > LONGEST_KEY:
        message = f"{words!r:.80} is no place in this list: begin at its first page"
        raise UsageError(message)
    return day, name


ROUTES = (Route("/search", page),)
