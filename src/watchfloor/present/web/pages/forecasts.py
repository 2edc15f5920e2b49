"""`/forecasts`: what was said to come, what people found came of it, and the scores."""

from collections.abc import Iterator
from datetime import UTC, datetime
from sqlite3 import Connection

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.analyse.forecasters import LEAST
from watchfloor.export.discretion import discreet
from watchfloor.model import Where
from watchfloor.model.forecast import Forecast
from watchfloor.pipeline_forecasts import ledger, scores, suggested
from watchfloor.present.discretion import rules_of, withheld
from watchfloor.present.find import settled
from watchfloor.present.forecasts_view import chance_words
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.saying import spoken
from watchfloor.present.web.twins import Rows, table_routes
from watchfloor.store import connect
from watchfloor.store.filters import conditions

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
        twins=[(ending, asked.twin(ending)) for ending in ENDINGS],
    )


def _rows(request: Request, ending: str) -> Rows:
    """Return what reads the forecasts as `watchfloor forecasts --json` writes them."""
    del ending
    asked = read_query(request).where

    def found(connection: Connection, where: Where) -> Iterator[Forecast]:
        for one in withheld(connection, ledger(connection, where).forecasts):
            yield suggested(connection, one)

    def rows(connection: Connection) -> Iterator[Forecast]:
        where = settled(connection, asked)
        conditions(where, "claim")  # says at once what claims do not have
        return found(connection, where)

    return rows


ENDINGS = ("json", "csv", "geojson", "parquet")
ROUTES = (Route("/forecasts", page), *table_routes("/forecasts", Forecast, _rows, ENDINGS))
