"""The command that lists what texts take back, for people to decide on."""

from contextlib import closing

import typer

from watchfloor.present import terminal
from watchfloor.present.command_read import nothing_matched
from watchfloor.present.options import JsonOption, LimitOption, RecordOption, record_path
from watchfloor.present.terminal import write_json


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("proposals")(proposals)


def proposals(
    *,
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List texts that retract or correct earlier ones, with the decision that each asks for.

    Nothing is withdrawn or superseded but by `watchfloor decide`. --json writes JSON Lines.
    """
    from watchfloor.pipeline_proposals import retractions
    from watchfloor.present.discretion import discreet_retraction, rules_of
    from watchfloor.store import connect

    with closing(connect(record_path(record), write=False)) as connection:
        rules = rules_of(connection)
        found = [discreet_retraction(one, rules) for one in retractions(connection)[:limit]]
    if not found:
        nothing_matched()
    if json:
        write_json(found)
        return
    from watchfloor.present.proposals_view import proposals_view

    terminal.show(proposals_view(found))
