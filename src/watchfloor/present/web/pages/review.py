"""`/review`: one thing to decide on at a time, its evidence beside it, the most worth first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor import pipeline_decide, pipeline_review
from watchfloor.errors import InputError, StaleError, UsageError
from watchfloor.model import Decision, Where
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.filters import UNREVIEWED
from watchfloor.pipeline_decide import Making
from watchfloor.pipeline_review import Item, review_queue
from watchfloor.present.command_review import item_json
from watchfloor.present.discretion import discreet_item, rules_of
from watchfloor.present.find import settled
from watchfloor.present.set_values import plain_value, span_of
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.judging import evidence_of, others
from watchfloor.present.web.pages.incidents import snapshot_of
from watchfloor.present.web.query import Query, form, read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import Rows, table_routes
from watchfloor.store import connect, counts, history
from watchfloor.vocab import plover

AHEAD = 10
"""Items listed after the one that is shown."""
RECENT = 10
"""Decisions in the side bar."""
FILED = 100
"""Items of a file of the queue: nobody decides on more before asking again."""
SETTINGS = ("at", "after", "report", "done", "from")
AUTHOR_COOKIE = "watchfloor-author"
LONGEST_NAME = 80
LONGEST_REASON = 1_000
YEAR = 365 * 24 * 3600
FIELDS = (
    *("type", "mode", "status", "outcome", "date", "event_loc", "actor", "recipient"),
    *("instrument", "count", "dead", "injured", "arrested", "abducted"),
)
REASONS = (
    "the evidence says so",
    "not an event of this kind",
    "the same happening as another",
    "wrong value",
    "did not happen: announced, feared or denied",
)
"""Offered while typing a reason."""


def page(request: Request) -> Response:
    """Show the item that comes next, or the one that is asked for."""
    return _shown(request)


def _shown(
    request: Request,
    *,
    problem: str | None = None,
    status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> Response:
    asked = read_query(request, *SETTINGS, path="/review")
    with connect(request.app.state.record, write=False) as connection:
        where = settled(connection, asked.where)
        context = _context(connection, asked, where, (typed or {}).get("item"))
        left = where if where.review else replace(where, review=UNREVIEWED)
        context["relations"] = counts.has_relations(connection)
        context["left"] = snapshot_of(request).how_many(connection, left)
    return render(
        request,
        "review.html",
        status=status,
        query=asked,
        filters=filters_of(asked, "incident"),
        problem=problem,
        typed=typed or {},
        author=(typed or {}).get("author") or author_of(request),
        fields=FIELDS,
        reasons=REASONS,
        **context,
    )


def _context(
    connection: Connection, asked: Query, where: Where, posted: str | None
) -> dict[str, Any]:
    """Return what the page shows of the queue, the item, its evidence and the last decisions."""
    listed = review_queue(connection, where, AHEAD + 1, after=_after(asked))
    name = posted or asked.settings.get("at")
    item = _item(connection, name, listed)
    ahead = [one for one in listed if item is None or one.id != item.id][:AHEAD]
    on = (item.incident or item.event) if item else None
    rules = rules_of(connection)
    made = history.latest_decisions(connection, RECENT)
    held = {one.id for one in standing_decisions(history.decisions(connection))}
    done = next(iter(history.decisions_of(connection, [asked.settings.get("done", "")])), None)
    undoable = next((one.id for one in made if one.id in held), None)
    return {
        "item": discreet_item(item, rules) if item else None,
        "ahead": [discreet_item(one, rules) for one in ahead],
        "evidence": evidence_of(connection, on, asked.settings.get("report")) if on else None,
        "others": withheld_in_list(connection, others(connection, item.incident))
        if item and item.incident
        else (),
        "made": made,
        "undoable": undoable,
        "held": held,
        "done": done,
        "next_address": _next(asked, item, listed),
        "decide_address": _address(asked),
    }


def _item(connection: Connection, name: str | None, listed: tuple[Item, ...]) -> Item | None:
    if not name:
        return listed[0] if listed else None
    orphan = next((one for one in listed if one.id == name and one.kind == "orphan"), None)
    return orphan or pipeline_review.item(connection, name)


def _after(asked: Query) -> tuple[float, str] | None:
    """Return the key of the item after which the list begins."""
    words = asked.settings.get("after")
    if not words:
        return None
    worth, _, name = words.partition(":")
    try:
        return float(worth), name
    except ValueError as error:
        message = f"{words!r:.80} is no place in the queue: begin at its first item"
        raise UsageError(message) from error


def _next(asked: Query, item: Item | None, listed: tuple[Item, ...]) -> str | None:
    """Return the address of what comes after the item; None after the last."""
    if item is None:
        return None
    own = next((place for place, one in enumerate(listed) if one.id == item.id), None)
    rest = listed if own is None else listed[own + 1 :]
    if not rest:
        return None
    if own is None or item.worth is None:
        return _href(asked, at=rest[0].id, **{"from": item.id}, after=asked.settings.get("after"))
    return _href(asked, **{"from": item.id}, after=f"{item.worth.value}:{item.id}")


def _href(asked: Query, **changes: str | None) -> str:
    """Return an address of the queue under the same filters."""
    return asked.href(**({"at": None, "report": None, "done": None, "from": None} | changes))


def _address(asked: Query) -> str:
    """Return where the form goes: the filters and the place in the queue stay."""
    return _href(asked, after=asked.settings.get("after"))


def author_of(request: Request) -> str:
    """Return who decided last in this browser."""
    return unquote(request.cookies.get(AUTHOR_COOKIE, ""))[:LONGEST_NAME]


def decide(request: Request) -> Response:
    """Make the decision of the form, then show what comes next; or say why it was refused."""
    fields = form(request)
    try:
        made, names = _decided(request, fields)
    except StaleError as error:
        return _shown(request, problem=str(error), status=409, typed=fields)
    except (UsageError, InputError) as error:
        return _shown(request, problem=str(error), status=400, typed=fields)
    asked = read_query(request, *SETTINGS, path="/review")
    back = names[0] if made.undoes and names else None
    after = asked.settings.get("after") if back is None else None
    answer = RedirectResponse(_href(asked, done=made.id, at=back, after=after), status_code=303)
    answer.set_cookie(
        AUTHOR_COOKIE,
        quote(made.author),
        max_age=YEAR,
        httponly=True,
        samesite="strict",
        path="/",
    )
    return answer


def _decided(request: Request, fields: Mapping[str, str]) -> tuple[Decision, tuple[str, ...]]:
    author = fields.get("author", "").strip()
    reason = fields.get("reason", "").strip()
    verb, _, name = fields.get("verdict", "").partition(":")
    if not author:
        message = "who decides? put your name into the form; it is kept with each decision"
        raise UsageError(message)
    if len(author) > LONGEST_NAME or len(reason) > LONGEST_REASON:
        message = f"a name has at most {LONGEST_NAME} characters, a reason {LONGEST_REASON:,}"
        raise UsageError(message)
    if not reason and verb not in ("accept", "undo"):
        message = "say why, for those who read it in a year"
        raise UsageError(message)
    item, judged = fields.get("item", ""), {}
    if verb != "undo" and fields.get("state"):
        judged[item] = fields["state"]
    return pipeline_decide.decide(
        request.app.state.record,
        _making(verb, name, item, fields),
        author,
        reason or ("undone in review" if verb == "undo" else None),
        lambda: datetime.now(UTC),
        judged=judged,
    )


def _making(verb: str, name: str, item: str, fields: Mapping[str, str]) -> Making:
    """Return the decision that a button stands for.

    Raises:
        UsageError: no such button, or what it needs was not given.
    """
    buttons: dict[str, Callable[[], Making]] = {
        "accept": lambda: pipeline_review.accepting(item),
        "reject": lambda: pipeline_review.rejecting(item),
        "reject-report": lambda: pipeline_review.rejecting(name),
        "undo": lambda: lambda at: pipeline_decide.undoing(at, name),
        "edit": lambda: _editing(item, fields),
        "merge": lambda: _merging(item, fields),
        "split": lambda: _splitting(item, fields),
    }
    if verb not in buttons:
        message = f"no button {verb!r:.40} on this page"
        raise UsageError(message)
    return buttons[verb]()


def _merging(item: str, fields: Mapping[str, str]) -> Making:
    # What was typed outweighs what was chosen; an address is as good as the id that ends it.
    typed = fields.get("other-id", "").strip().rstrip("/").rpartition("/")[2]
    other = typed or fields.get("other")
    if not other:
        message = "choose the incident that it is the same as, or give its id"
        raise UsageError(message)
    return lambda at: pipeline_decide.merging(at, [item, other])


def _splitting(item: str, fields: Mapping[str, str]) -> Making:
    parted = [key.removeprefix("report-") for key in fields if key.startswith("report-")]
    if not parted:
        message = "choose the reports that tell of another incident, then part them"
        raise UsageError(message)
    return lambda at: pipeline_decide.splitting(at, item, parted)


def _editing(item: str, fields: Mapping[str, str]) -> Making:
    """Return the edit of a field: of the incident, or of what one text says with its words."""
    field, _, words = fields.get("candidate", "").partition("=")
    if fields.get("value", "").strip():  # what was typed outweighs what was chosen
        field, words = fields.get("field", ""), fields["value"].strip()
    if not field:
        message = "choose a value by its digit, or a field and type its value"
        raise UsageError(message)
    if field == "type" and words.upper() not in _types():
        message = f"no type {words!r:.40}; known: {', '.join(sorted(_types()))}"
        raise UsageError(message)
    plain, of = plain_value(field, words), fields.get("of") or item
    start, end = fields.get("start", "").strip(), fields.get("end", "").strip()
    if of == item and fields.get("kind") != "event":
        if start or end:
            message = "words stand in one text: choose the report whose value it is"
            raise UsageError(message)
        return lambda at: pipeline_decide.setting(at, item, field, plain)
    span = span_of(f"{start}-{end}") if start or end else None
    return pipeline_review.editing(of, field, plain, span)


def _types() -> frozenset[str]:
    return frozenset(plover.types())


def as_json(request: Request) -> Response:
    """Return the queue as `watchfloor review --json` has it, one list."""
    asked = read_query(request, *SETTINGS, path="/review")
    with connect(request.app.state.record, write=False) as connection:
        where = settled(connection, asked.where)
        rules = rules_of(connection)
        found = [
            discreet_item(one, rules)
            for one in review_queue(connection, where, FILED, after=_after(asked))
        ]
    return JSONResponse([item_json(one) for one in found])


def _rows(request: Request, ending: str) -> Rows:
    """Return what reads the beginning of the queue as rows, names withheld as on the page."""
    del ending
    asked = read_query(request, *SETTINGS, path="/review")
    after = _after(asked)

    def rows(connection: Connection) -> Iterator[Item]:
        found = review_queue(connection, settled(connection, asked.where), FILED, after=after)
        rules = rules_of(connection)
        return (discreet_item(one, rules) for one in found)

    return rows


ROUTES = (
    Route("/review.json", as_json),
    *table_routes("/review", Item, _rows, ("csv", "geojson", "parquet")),
    Route("/review", page, methods=["GET"]),
    Route("/review", decide, methods=["POST"]),
)
