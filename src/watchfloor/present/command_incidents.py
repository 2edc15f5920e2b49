"""Commands on incidents: list them, show one."""

from contextlib import closing
from typing import TYPE_CHECKING

import typer

from watchfloor.present import terminal
from watchfloor.present.command_read import chosen, known_id, nothing_matched
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
    from pathlib import Path

    from watchfloor.model import Where


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("incidents")(incidents)


@filtered
def incidents(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List incidents: what happened, each with the reports that tell of it.

    Those without support are left out unless --review unsupported. --json writes JSON Lines in the
    contract's shape, names withheld as in the list.
    """
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect, query
    from watchfloor.store.incidents import marks_waiting, violence_counts

    with closing(connect(record_path(record), write=False)) as connection:
        where = chosen(connection, where)
        if waiting := marks_waiting(connection):
            say(f"{waiting:,} reports wait to be fused: the next `watchfloor ingest` does it")
        if json:
            if not write_json(withheld(connection, query.incidents(connection, where, limit))):
                nothing_matched()
            return
        from watchfloor.present.discretion import rules_of
        from watchfloor.present.incidents_view import counts_line, incidents_view

        wanted = limit or TABLE_ROWS
        rows = list(query.incidents(connection, where, wanted + 1))
        counts = counts_line(violence_counts(connection))
        rules = rules_of(connection)
        if not rows:
            nothing_matched(_why_none(where))
        terminal.show(lambda width: incidents_view(rows[:wanted], width, rules))
    terminal.show(counts)
    if len(rows) > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json or `watchfloor export`")


def _why_none(where: "Where") -> str:
    """Return what to say where no incident passes; of a status that none ever has, where it is."""
    unreal = [str(one) for one in where.status if one not in ("actual", "attempted")]
    if not unreal or len(unreal) < len(where.status):
        return "nothing matched"
    return (
        f"incidents are actual or attempted, never {' or '.join(unreal)}:"
        f" `watchfloor events --status {unreal[0]}` lists such reports"
    )


def show_incident(identifier: str, record: "Path | None", *, json: bool) -> bool:
    """Show an incident by an id that it has or once had; False if no incident ever had it."""
    from watchfloor.errors import InputError, UsageError
    from watchfloor.pipeline_dossier import became, dossier, the_incident
    from watchfloor.store import connect
    from watchfloor.store.decided import decisions_on

    with closing(connect(record_path(record), write=False)) as connection:
        try:
            found = the_incident(connection, identifier)
        except (InputError, UsageError):
            return False
        with known_id():
            files = [dossier(connection, one) for one in found]
            steps = became(connection, identifier)
            made = [decisions_on(connection, one.chains, one.documents) for one in found]
    from watchfloor.present.became_view import became_json, became_words
    from watchfloor.present.incident_json import incident_json
    from watchfloor.present.incident_view import incident_view

    wanted = identifier.strip().lower()
    if not files:
        say(f"incident {wanted} was dropped: none of its reports is left")
        for step in steps:
            say(became_words(step))
        nothing_matched()
    if any(not one.incident.id.startswith(wanted) for one in files):
        names = ", ".join(one.incident.id for one in files)
        say(f"incident {wanted} is no more; it became {names}")
        for step in steps:
            say(became_words(step))
    if json:
        told = [became_json(one) for one in steps]
        write_json({**incident_json(one), "became": told} for one in files)
        return True
    for number, one in enumerate(files):
        if number:
            terminal.show("")
        terminal.show(incident_view(one, made[number]))
    return True
