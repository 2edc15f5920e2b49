"""The command that codes a record anew with the present coder and resolver."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from watchfloor import defaults
from watchfloor.present.command_ingest import outcome_as_json, per_second
from watchfloor.present.exits import NOTHING
from watchfloor.present.options import JsonOption, RecordOption, record_path
from watchfloor.present.phrases import plural
from watchfloor.present.terminal import say, write_json


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("recode")(recode)


def recode(
    *,
    record: RecordOption = None,
    coder: Annotated[
        str, typer.Option(metavar="NAME", help="Who reads the texts, as in ingest.")
    ] = defaults.CODER,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, help="Processes; 0 none beside this one.", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Code the record's texts anew where another version of coder or resolver read them last.

    The new coding is written beside the old one and takes its place in one step at the end.
    `diff-runs` shows what changed.
    """
    from watchfloor import __version__, pipeline_ingest
    from watchfloor.present.progress import meter

    options = pipeline_ingest.IngestOptions(coder=coder, workers=workers, version=__version__)
    begun = time.monotonic()
    with meter(quiet=json) as report:
        outcome = pipeline_ingest.recode(
            record_path(record), options, clock=lambda: datetime.now(UTC), progress=report
        )
    seconds, run = time.monotonic() - begun, outcome.run
    if json:
        write_json([{**outcome_as_json(outcome, seconds), "switched": outcome.switched}])
    else:
        typer.echo(
            f"{plural(run.offered, 'document')} = {run.stored:,} coded anew + {run.known:,} already"
            f" by {run.coder}; {plural(outcome.events, 'event')} in {seconds:.1f} s,"
            f" {per_second(run.stored, seconds):,.0f} documents/s;"
            f" {plural(outcome.switched, 'document')} switched in one step"
        )
    if outcome.issues:
        say(f"{plural(len(outcome.issues), 'warning')}: watchfloor issues --run {run.id[:8]}")
    if not run.offered:
        say("the record holds no documents: nothing to recode")
        raise typer.Exit(NOTHING)
