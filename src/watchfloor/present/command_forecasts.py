"""The forecast ledger: list it, resolve a forecast, score speakers."""

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import UsageError
from watchfloor.present.command_decide import AUTHOR, signer
from watchfloor.present.command_read import chosen, known_id, nothing_matched
from watchfloor.present.options import (
    TABLE_ROWS,
    JsonOption,
    LimitOption,
    RecordOption,
    filtered,
    record_path,
)
from watchfloor.present.phrases import short
from watchfloor.present.terminal import say, show, write_json

if TYPE_CHECKING:
    from watchfloor.model import Where

group = typer.Typer(
    invoke_without_command=True,
    help="List forecasts, what people found came of them, and score their speakers.",
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="forecasts")


@group.callback()
@filtered
def forecasts(
    context: typer.Context,
    *,
    where: "Where",
    open_only: Annotated[
        bool, typer.Option("--open", help="Only those that nobody has resolved.")
    ] = False,
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List forecasts: who said that what would happen, under which condition, by when.

    ! marks one whose horizon is past and that nobody has resolved. --json adds incidents that may
    bear on each; no scores.
    """
    if context.invoked_subcommand is not None:
        return
    from watchfloor import pipeline_forecasts
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect

    with closing(connect(record_path(record), write=False)) as connection:
        found = pipeline_forecasts.ledger(connection, chosen(connection, where))
        listed = [one for one in found.forecasts if not (open_only and one.resolution)]
        wanted = limit or (None if json else TABLE_ROWS)
        shown = list(withheld(connection, listed[:wanted]))
        if json:
            write_json(pipeline_forecasts.suggested(connection, one) for one in shown)
    if found.orphans:
        names = ", ".join(short(one.id) for one in found.orphans)
        say(f"resolutions of words that are no forecast to the current coding: {names}")
    if not listed:
        nothing_matched()
    if json:
        return
    from watchfloor.present.forecasts_view import forecasts_view

    today = datetime.now(UTC).date()
    show(lambda width: forecasts_view(shown, width, today))
    if len(listed) > len(shown):
        say(f"first {len(shown)}; more with --limit, all of them with --json")


@group.command("resolve")
def resolve(
    forecast: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a forecast, or the first digits of it.")
    ],
    *,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help="yes, no, condition_not_met, unresolvable.",
            show_default=False,
        ),
    ],
    evidence: Annotated[
        list[str],
        typer.Option(
            "--evidence",
            metavar="TEXT",
            help="What shows it: words, an address, an incident's id. Repeatable.",
            show_default=False,
        ),
    ],
    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            metavar="NAME",
            help=f"Who decides. Else ${AUTHOR}, else the name you are logged in by.",
            show_default=False,
        ),
    ] = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say what came of a forecast. Signed, dated, and undone by `watchfloor decide undo`."""
    from watchfloor import pipeline_decide
    from watchfloor.pipeline_forecasts import resolving

    with known_id():
        made, _ = pipeline_decide.decide(
            record_path(record),
            lambda at: resolving(at, forecast, outcome, evidence),
            signer(author, "--author"),
            "; ".join(evidence),
            lambda: datetime.now(UTC),
        )
    if json:
        write_json([{"decision": made}])
        return
    typer.echo(f"decision {short(made.id)} by {made.author}: forecast {forecast} {outcome}")


@group.command("score")
def score(
    *,
    speaker: Annotated[
        str | None,
        typer.Option(
            "--speaker",
            metavar="WORDS",
            help="Only speakers whose name holds this.",
            show_default=False,
        ),
    ] = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Score those who spoke on the record, by forecasts with a word of ICD 203, resolved yes or no.

    Below thirty resolved forecasts a speaker has a list and no score. Nothing of it is stored.
    """
    from watchfloor import pipeline_forecasts
    from watchfloor.store import connect

    if speaker is not None and not speaker.strip():
        message = "--speaker is empty: give it some words or leave it out"
        raise UsageError(message)
    with closing(connect(record_path(record), write=False)) as connection:
        found = pipeline_forecasts.scores(pipeline_forecasts.ledger(connection).forecasts)
    wanted = (speaker or "").casefold()
    listed = [one for one in found if wanted in one.name.casefold()]
    if not listed:
        nothing_matched()
    if json:
        write_json(listed)
        return
    from watchfloor.present.forecasts_view import scores_view

    show(scores_view(listed))
