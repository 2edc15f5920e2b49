"""Commands that read the record: events, documents, show, search, issues, runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from watchfloor.errors import InputError
from watchfloor.present import terminal
from watchfloor.present.exits import NOTHING
from watchfloor.present.options import (
    TABLE_ROWS,
    JsonOption,
    LimitOption,
    RecordOption,
    filtered,
    record_path,
)
from watchfloor.present.terminal import say, write_json

if TYPE_CHECKING:
    from sqlite3 import Connection

    from rich.console import RenderableType

    from watchfloor.model import Where
    from watchfloor.store.withdrawn import Withdrawal


SEARCH_HITS = 20


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("events")(events)
    app.command("documents")(documents)
    app.command("show")(show)
    app.command("search")(search)
    app.command("issues")(issues)
    app.command("runs")(runs)


@filtered
def events(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List events, one a line.

    --json writes JSON Lines in the contract's shape, names withheld as in the list.
    """
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect, query

    with closing(connect(record_path(record), write=False)) as connection:
        where = chosen(connection, where)
        if json:
            _finish(write_json(withheld(connection, query.events(connection, where, limit))))
            return
        from watchfloor.present.discretion import rules_of
        from watchfloor.present.listing import events_view

        wanted = limit or TABLE_ROWS
        rows = list(query.events(connection, where, wanted + 1))
        rules = rules_of(connection)
        _show(lambda width: events_view(rows[:wanted], width, rules), rows, wanted)


@filtered
def documents(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List documents, one a line; those that were withdrawn say so.

    --json writes JSON Lines in the contract's shape, names withheld at their places in the text; of
    those also `withdrawn`: when, by whom and why.
    """
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect, query
    from watchfloor.store.withdrawn import withdrawals

    with closing(connect(record_path(record), write=False)) as connection:
        where = chosen(connection, where)
        gone = withdrawals(connection, where.as_of)
        if json:
            found = withheld(connection, query.documents(connection, where, limit))
            _finish(write_json(with_withdrawn(found, gone, "id")))
            return
        from watchfloor.present.listing import documents_table

        wanted = limit or TABLE_ROWS
        rows = list(withheld(connection, query.documents(connection, where, wanted + 1)))
        _show(documents_table(rows[:wanted], gone), rows, wanted)


def show(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of a document, event, incident or claim, or its first digits; an actor's id or"
            " name.",
        ),
    ],
    *,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="DATE", help="An actor as of this day (YYYY-MM-DD).", show_default=False
        ),
    ] = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Show a text with its evidence marked, and what was coded from it.

    An actor is shown with its names, chain of command and backers as of a day, and its events; an
    incident with every value that was reported, its sources and copies, and the sentences. An old
    id of an incident shows what it became. --json writes one object: document, events, claims,
    figures, relations, reasons; an actor's standing; or incident, events, independent,
    documents, linked.
    """
    if at is not None or not _is_prefix(identifier):
        from watchfloor.present.command_actors import show_actor

        show_actor(identifier, at, record, json=json)
        return
    from watchfloor.present.command_incidents import show_incident
    from watchfloor.present.find import coding_of
    from watchfloor.store import connect

    if show_incident(identifier, record, json=json):
        return
    with closing(connect(record_path(record), write=False)) as connection, known_id():
        coding = coding_of(connection, identifier)
    from dataclasses import replace

    from watchfloor.pipeline_actors import every_reason

    told = replace(coding, reasons=every_reason(coding.document, coding.events, coding.claims))
    if json:
        write_json([told.as_json()])
        return
    from watchfloor.present.page import page_view

    terminal.show(lambda width: page_view(told, width))


def _is_prefix(identifier: str) -> bool:
    """Return whether words may begin the id of something in the record; names of actors do not."""
    words = identifier.strip().lower()
    if set(words) - set("0123456789abcdef"):
        return False
    from watchfloor.store.query import SHORTEST_PREFIX

    if len(words) >= SHORTEST_PREFIX:
        return True
    from watchfloor.pipeline_actors import is_actor

    return not is_actor(words)


def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words, "a phrase", OR, NOT, prefix*.')
    ],
    *,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="At most this many hits.")
    ] = SEARCH_HITS,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Search the texts.

    --json writes JSON Lines, best hit first; passages and titles go out without private names.
    """
    from watchfloor.present.discretion import discreet_hits
    from watchfloor.store import connect
    from watchfloor.store.search import search as find

    with closing(connect(record_path(record), write=False)) as connection:
        hits = discreet_hits(connection, find(connection, query, limit))
        if json:
            _finish(write_json(hits))
            return
        from watchfloor.present.listing import hits_view

        _finish(len(hits))
        terminal.show(hits_view(hits))


def issues(
    *,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="ID", help="Of one run, or `last`.", show_default=False),
    ] = None,
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List what was refused or warned of, and why.

    --json writes JSON Lines.
    """
    from watchfloor.present.find import run_of
    from watchfloor.store import connect, history

    with closing(connect(record_path(record), write=False)) as connection, known_id():
        found = history.issues(connection, run_of(connection, run) if run else None)
    if json:
        _finish(write_json(found[:limit]))
        return
    from watchfloor.present.listing import issues_table

    wanted = limit or TABLE_ROWS
    _show(issues_table(found[:wanted]), found, wanted)


def runs(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the runs that wrote to the record, newest first.

    --json writes JSON Lines.
    """
    from watchfloor.store import connect, history

    with closing(connect(record_path(record), write=False)) as connection:
        rows = history.runs(connection)
    if json:
        _finish(write_json(rows))
        return
    from watchfloor.present.listing import runs_table

    _show(runs_table(rows), rows, len(rows))


def with_withdrawn(
    found: Iterable[Any], gone: Mapping[str, "Withdrawal"], key: str
) -> Iterator[dict[str, Any]]:
    """Yield rows as plain JSON data, with `withdrawn` where the document counts nowhere.

    `key` names the document's id. Where it counts a row has the contract's keys and no other.
    """
    from watchfloor.model import encode

    for one in found:
        held = gone.get(getattr(one, key))
        yield {**encode(one), "withdrawn": encode(held)} if held else encode(one)


@contextmanager
def known_id() -> Iterator[None]:
    """Turn an id that is not in the record into "nothing matched"."""
    try:
        yield
    except InputError as error:
        say(str(error))
        raise typer.Exit(NOTHING) from error


def chosen(connection: "Connection", where: "Where") -> "Where":
    """Return the filters with the whole id of the document that they name, if they name one."""
    from watchfloor.present.find import settled

    with known_id():
        return settled(connection, where)


def _show(
    view: "RenderableType | Callable[[int], RenderableType]", rows: Sequence[Any], wanted: int
) -> None:
    """Print a view that holds the first `wanted` of the rows, and say if there are more."""
    _finish(len(rows))
    terminal.show(view)
    if len(rows) > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json or `watchfloor export`")


def _finish(count: int) -> None:
    """Exit as "nothing matched" if nothing did."""
    if not count:
        nothing_matched()


def nothing_matched(why: str = "nothing matched") -> NoReturn:
    """Say so on stderr and exit."""
    say(why)
    raise typer.Exit(NOTHING)


def counted(rows: Iterable[Any], tally: list[int]) -> Iterator[Any]:
    """Pass rows on and count them in `tally[0]`."""
    for row in rows:
        tally[0] += 1
        yield row
