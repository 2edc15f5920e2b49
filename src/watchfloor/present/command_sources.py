"""Commands on sources: list them, and set what people know of one."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from watchfloor.present import terminal
from watchfloor.present.command_decide import ByOption, ReasonOption, author_of, reason_of
from watchfloor.present.command_read import nothing_matched
from watchfloor.present.options import JsonOption, LimitOption, RecordOption, record_path
from watchfloor.present.phrases import plural, short
from watchfloor.present.terminal import say, write_json

sources = typer.Typer(
    help="Who published: how much, copied from whom, how far people trust it, whose it is."
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(sources, name="sources")


@sources.callback(invoke_without_command=True)
def list_sources(
    context: typer.Context,
    *,
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List the sources of the record, the one with most texts first.

    Letters are set by people: F says that nobody has judged. `agrees` is how often the other copy
    groups give the same tolls; it says nothing about who is right. --json writes JSON Lines.
    """
    if context.invoked_subcommand is not None:
        return
    from watchfloor.pipeline_sources import listing
    from watchfloor.store import connect

    with closing(connect(record_path(record), write=False)) as connection:
        rows = listing(connection)[:limit]
    if not rows:
        nothing_matched()
    if json:
        write_json(rows)
        return
    from watchfloor.present.sources_view import sources_table

    terminal.show(sources_table(rows))


@sources.command("set")
def set_source(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As texts of the record have it.")],
    *,
    reason: ReasonOption,
    reliability: Annotated[
        str | None,
        typer.Option(
            metavar="LETTER",
            help="A completely reliable, B usually, C fairly, D not usually, E unreliable,"
            " F cannot be judged.",
            show_default=False,
        ),
    ] = None,
    owned_by: Annotated[
        str | None,
        typer.Option(
            "--owned-by",
            metavar="ENTITY",
            help="Id of an actor that owns it, or a name; none for nobody.",
            show_default=False,
        ),
    ] = None,
    state_of: Annotated[
        str | None,
        typer.Option(
            "--state-of",
            metavar="ISO3",
            help="The state that it is an organ of; none for no state.",
            show_default=False,
        ),
    ] = None,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Set the reliability of a source or its owner: a signed decision that `decide undo` undoes.

    Whom it belongs to changes which reports count as independent, at once; its letter changes
    nothing that is counted.
    """
    from watchfloor import pipeline_decide
    from watchfloor.pipeline_sources import setting_source
    from watchfloor.store import connect
    from watchfloor.store.sources import outputs

    values = {"reliability": reliability, "owned_by": owned_by, "state_of": state_of}
    made, names = pipeline_decide.decide(
        record_path(record),
        lambda at: setting_source(at, name, values),
        author_of(by),
        reason_of(reason),
        lambda: datetime.now(UTC),
    )
    with closing(connect(record_path(record), write=False)) as connection:
        known = {one.source.casefold() for one in outputs(connection)}
    if name.casefold() not in known:
        say(f"no text of the record is by {name}: `watchfloor sources` has the names")
    if json:
        write_json([{"decision": made, "incidents": list(names)}])
        return
    looked = plural(len(names), "incident")
    typer.echo(f"decision {short(made.id)} by {made.author}: {looked} looked at again")
