"""`/forecasts`: what was said to come, what people found came of it, and the scores."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watchfloor.analyse.forecasters import LEAST
from watchfloor.export.discretion import discreet
from watchfloor.model import encode
from watchfloor.pipeline_forecasts import ledger, scores, suggested
from watchfloor.present.discretion import rules_of
from watchfloor.present.find import settled
from watchfloor.present.forecasts_view import chance_words
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.saying import spoken
from watchfloor.store import connect

SHOWN = 100


def page(request: Request) -> Response:
    """Show the newest forecasts under the filters, and the speakers that have scores."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        found = ledger(connection, settled(connection, asked.where))
        newest = list(reversed(found.forecasts))[:SHOWN]
        rules = rules_of(connection)
        rows = [
            (one, spoken(one.speaker), suggested(connection, one).suggested)
            for one in (discreet(each, rules) for each in newest)
        ]
    return render(
        request,
        "forecasts.html",
        query=asked,
        rows=rows,
        left=len(found.forecasts) - len(rows),
        orphans=found.orphans,
        speakers=scores(found.forecasts),
        least=LEAST,
        today=datetime.now(UTC).date(),
        chance=chance_words,
        filters=filters_of(asked, "claim"),
        twins=[("json", asked.twin("json"))],
    )


def as_json(request: Request) -> Response:
    """Return the forecasts as `watchfloor forecasts --json` writes them, as one array."""
    asked = read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        found = ledger(connection, settled(connection, asked.where))
        return JSONResponse([encode(suggested(connection, one)) for one in found.forecasts])


ROUTES = (Route("/forecasts", page), Route("/forecasts.json", as_json))
