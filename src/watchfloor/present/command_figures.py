"""Commands on what texts count and on how they say that actors stand to each other."""

from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

import typer

from watchfloor.present.command_read import chosen, nothing_matched
from watchfloor.present.options import (
    TABLE_ROWS,
    JsonOption,
    LimitOption,
    RecordOption,
    filtered,
    record_path,
)
from watchfloor.present.terminal import say, show, write_json

if TYPE_CHECKING:
    from sqlite3 import Connection

    from watchfloor.model import Document, Where


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("figures")(figures)
    app.command("relations")(relations)


@filtered
def figures(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List counted quantities as series: subject, quantity and place over time.

    A ! marks values that contradict another of the same days. --json writes one series a line.
    """
    from watchfloor.present.discretion import rules_of
    from watchfloor.present.series import discreet_series, series
    from watchfloor.store import connect, query

    with closing(connect(record_path(record), write=False)) as connection:
        found = query.figures(connection, chosen(connection, where))
        made = series(found, _documents(connection))
        if not made:
            nothing_matched()
        wanted, rules = limit or (None if json else TABLE_ROWS), rules_of(connection)
        shown = [discreet_series(one, rules) for one in made[:wanted]]
        if json:
            write_json(shown)
            return
        from watchfloor.present.figures_view import series_table

        show(series_table(shown))
    _say_more(len(made), len(shown))


@filtered
def relations(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List stated relations as proposals for the knowledge base; nothing is written into it.

    New ones come first. --json writes one proposal a line, with the words that state it.
    """
    from watchfloor import pipeline_actors
    from watchfloor.present.discretion import withheld
    from watchfloor.present.proposals import proposals
    from watchfloor.store import connect, query

    with closing(connect(record_path(record), write=False)) as connection:
        found = withheld(connection, query.relations(connection, chosen(connection, where)))
        made = proposals(found, _documents(connection), pipeline_actors.actor)
    if not made:
        nothing_matched()
    if json:
        write_json(made[:limit])
        return
    from watchfloor.present.figures_view import proposals_table

    wanted = limit or TABLE_ROWS
    show(proposals_table(made[:wanted]))
    _say_more(len(made), wanted)


def _documents(connection: "Connection") -> "Callable[[str], Document]":
    from watchfloor.store import query

    return cache(lambda document_id: query.document(connection, document_id))


def _say_more(count: int, wanted: int) -> None:
    if count > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json or `watchfloor export`")
