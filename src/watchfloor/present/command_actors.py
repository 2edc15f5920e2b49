"""Commands on actors: list them, and check the tables they come from."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import UsageError
from watchfloor.present import terminal
from watchfloor.present.command_read import chosen, nothing_matched
from watchfloor.present.exits import FAILURE, NOTHING
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
    from datetime import date

    from watchfloor.model import Event, Where

kb = typer.Typer(no_args_is_help=True, help="The knowledge base of actors: check its tables.")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("actors")(actors)
    app.add_typer(kb, name="kb")


KnownOption = Annotated[
    bool,
    typer.Option(
        "--known",
        help="All of the knowledge base; --country is then the actor's own. No record is read.",
        show_default=False,
    ),
]
UnknownOption = Annotated[
    bool,
    typer.Option(
        "--unknown",
        help="Names of bodies that the knowledge base lacks, to add to it who they are.",
        show_default=False,
    ),
]
WithOption = Annotated[
    str | None,
    typer.Option(
        "--with",
        metavar="WHAT",
        help="facades: count their acts for whom they front, too; parents: those of a part for"
        " the whole; facades,parents: both.",
        show_default=False,
    ),
]


@filtered
def actors(
    *,
    where: "Where",
    known: KnownOption = False,
    unknown: UnknownOption = False,
    with_: WithOption = None,
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List the actors that the events name, the most named first.

    `fact`, `claimed` and `blamed` count the reports that lay an act to it so; of threats and plans
    none. --json writes JSON Lines in the contract's shape.
    """
    if unknown:
        if known:
            message = "--known lists the knowledge base, --unknown what it lacks: choose one"
            raise UsageError(message)
        _unknown(where, limit, record, json=json)
        return
    from watchfloor import pipeline_actors
    from watchfloor.present.actor_view import actors_table
    from watchfloor.present.actors import actors as named
    from watchfloor.present.actors import tally
    from watchfloor.store import connect

    switched = pipeline_actors.switched_on(with_)
    wanted = limit or TABLE_ROWS
    asked = limit if json else wanted + 1
    if known:
        counts, rows = None, list(pipeline_actors.actors(where, asked))
    else:
        with closing(connect(record_path(record), write=False)) as connection:
            where = chosen(connection, where)
            rows = list(named(connection, where, asked, switched))
            counts = None if json else tally(connection, where, switched)
    if not rows:
        nothing_matched()
    if json:
        write_json(rows)
        return
    terminal.show(actors_table(rows[:wanted], counts))
    if counts and switched:
        say(f"acts of {' and '.join(switched)} counted in, by ties of which no end is known")
    if len(rows) > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json or `watchfloor export`")


def _unknown(where: "Where", limit: int | None, record: Path | None, *, json: bool) -> None:
    """List unknown names, or exit as "nothing matched"."""
    from watchfloor.present.unknown import unknown, unknown_table
    from watchfloor.store import connect

    wanted = limit or TABLE_ROWS
    with closing(connect(record_path(record), write=False)) as connection:
        found = unknown(connection, chosen(connection, where), limit if json else wanted + 1)
    if not found:
        nothing_matched()
    if json:
        write_json(one.as_json() for one in found)
        return
    terminal.show(unknown_table(found[:wanted]))
    if len(found) > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json")


def show_actor(words: str, at: str | None, record: Path | None, *, json: bool) -> None:
    """Show an actor of the knowledge base as of a day; without a record, without events.

    Raises:
        UsageError: `at` is no day.
    """
    from watchfloor.errors import InputError
    from watchfloor.model import Where, encode
    from watchfloor.pipeline_actors import actor_standing
    from watchfloor.present.actor_view import standing_view
    from watchfloor.present.actors import events_of
    from watchfloor.store import connect

    day = Where.of(since=at).since
    try:
        found = actor_standing(words, day)
    except InputError as error:
        say(str(error))
        raise typer.Exit(NOTHING) from error
    path, events = record_path(record), None
    if record is not None or path.exists():
        with closing(connect(path, write=False)) as connection:
            events = [
                event
                for event in events_of(connection, found.actor)
                if day is None or _is_by(event, day)
            ]
    if json:
        write_json([{**encode(found), "events": [encode(event) for event in events or ()]}])
        return
    terminal.show(lambda width: standing_view(found, events, width))


def _is_by(event: "Event", day: "date") -> bool:
    """Return whether an event began by a day."""
    begun = (event.date.from_ or event.date.to) if event.date else None
    return begun is not None and begun <= day


@kb.command("check")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            help="With actors.csv and relations.csv; else the tables of the package.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Look for overlaps, cycles, dangling ids and reversed dates; exit with 1 if there are some.

    Names that several actors bear are notes, no faults: the text decides whom they mean.

    A relation is unchecked until it was held against a public page, and day and page entered
    (checked_on, checked_against); so are the dates of an actor.
    """
    from watchfloor import pipeline_actors

    found = pipeline_actors.check_knowledge(folder)
    sys.stdout.write("".join(f"{terminal.one_line(fault)}\n" for fault in found.faults))
    sys.stdout.write("".join(f"note: {terminal.one_line(note)}\n" for note in found.notes))
    faults = f"{len(found.faults):,} faults" if found.faults else "no faults"
    sys.stdout.write(
        f"{found.actors:,} actors, {found.relations:,} relations: {faults}\n"
        f"{found.unchecked:,} relations not checked against a page since entry,"
        f" {found.contested:,} contested;"
        f" dates of {found.unchecked_dates:,} of {found.dated:,} actors not checked\n"
    )
    if found.faults:
        raise typer.Exit(FAILURE)
