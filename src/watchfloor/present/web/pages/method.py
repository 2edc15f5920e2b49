"""`/about/method`: what the words mean, how values come about, how well it was measured."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.model import ClaimKind, Predicate, Status
from watchfloor.present.phrases import CREDIBILITIES
from watchfloor.present.web.pages.actors import KINDS
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.store import connect
from watchfloor.store.incidents import violence_counts
from watchfloor.vocab import plover
from watchfloor.vocab.sets import Violence

STATUSES = {
    Status.ACTUAL: "it happened",
    Status.ATTEMPTED: "it was tried and did not come off",
    Status.PLANNED: "somebody intends or prepares it",
    Status.THREATENED: "somebody threatens it: never counted as an attack",
    Status.HYPOTHETICAL: "it is feared, possible, or depends on a condition",
    Status.DENIED: "it is said not to have happened",
}


def page(request: Request) -> Response:
    """Show the codebook, the rules and the scorecard of the package."""
    read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        counted = violence_counts(connection)
    return render(
        request,
        "method.html",
        types=[(one, list(plover.modes(name).values())) for name, one in plover.types().items()],
        contexts=list(plover.contexts().values()),
        statuses=STATUSES,
        kinds=[str(kind) for kind in ClaimKind],
        predicates=[str(one).replace("_", " ") for one in Predicate],
        credibilities=CREDIBILITIES,
        sectors=KINDS,
        violence=[(part, counted.get(str(part), (0, 0))) for part in Violence],
        scorecard=scorecard(),
    )


def scorecard() -> list[list[str]]:
    """Return the rows of the published scorecard, its head first; none if it is not packaged.

    A wheel brings `docs/quality.md` along; a checkout has it where `bench` writes it.
    """
    package = files("watchfloor")
    places = (package.joinpath("data", "quality.md"), package.joinpath(*_CHECKOUT, "quality.md"))
    found = next((one for one in places if one.is_file()), None)
    if found is None:
        return []
    _, _, after = found.read_text(encoding="utf-8").partition("## All figures")
    lines = after.partition("\n## ")[0].splitlines()
    rows = [
        [cell.strip().replace("**", "") for cell in line.strip().strip("|").split("|")]
        for line in lines
        if line.startswith("|") and not set(line) <= set("|-: ")
    ]
    width = len(rows[0]) if rows else 0
    return [row for row in rows if len(row) == width]


_CHECKOUT = ("..", "..", "docs")


ROUTES = (Route("/about/method", page),)
