"""`/`: what the record holds and what changed in it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.present.web.render import render
from watchfloor.store import connect, history


def page(request: Request) -> Response:
    """Show the counts of the record."""
    with connect(request.app.state.record, write=False) as connection:
        summary = history.summary(connection)
    return render(request, "watch.html", summary=summary)


ROUTES = (Route("/", page),)
