"""People's decisions on incidents: merge, split, set, withdraw, undo, and their list."""

import getpass
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import UsageError
from watchfloor.present import terminal
from watchfloor.present.command_read import known_id, nothing_matched
from watchfloor.present.options import JsonOption, RecordOption, record_path
from watchfloor.present.phrases import plural, short
from watchfloor.present.terminal import write_json

if TYPE_CHECKING:
    from watchfloor.model import Decision
    from watchfloor.pipeline_decide import Making

AUTHOR = "WATCHFLOOR_AUTHOR"

decide = typer.Typer(
    no_args_is_help=True,
    help="Decide on incidents. Decisions are signed, dated, and can be undone.",
)

ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.", show_default=False)
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        "--author",
        metavar="NAME",
        help=f"Who decides. Else ${AUTHOR}, else the name you are logged in by.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(decide, name="decide")
    app.command("decisions")(decisions)


@decide.command("merge")
def merge(
    incidents: Annotated[
        list[str], typer.Argument(metavar="INCIDENT INCIDENT...", help="Ids, or their digits.")
    ],
    *,
    reason: ReasonOption,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say that incidents are one: all their reports belong together."""
    from watchfloor.pipeline_decide import merging

    _decide(record, by, reason, lambda at: merging(at, incidents), json=json)


@decide.command("split")
def split(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the digits.")],
    reports: Annotated[
        list[str],
        typer.Argument(metavar="REPORT...", help="Ids of events or texts to part from the rest."),
    ],
    *,
    reason: ReasonOption,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say that some reports of an incident tell of another."""
    from watchfloor.pipeline_decide import splitting

    _decide(record, by, reason, lambda at: splitting(at, incident, reports), json=json)


@decide.command("set")
def set_field(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the digits.")],
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help="type, mode, status, outcome, date, event_loc, actor, recipient, instrument,"
            " count, dead, injured, arrested, abducted, credibility.",
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help="5, 3-5 or '>=3'; 2022-01-13 or 2022-01-13..2022-01-15; words, several with ';';"
            " a place as NAME;LAT;LON;ISO3.",
        ),
    ],
    *,
    reason: ReasonOption,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Set the value that an incident shows. What was reported stays beside it."""
    from watchfloor.pipeline_decide import setting
    from watchfloor.present.set_values import plain_value

    plain = plain_value(field, value)
    _decide(record, by, reason, lambda at: setting(at, incident, field, plain), json=json)


@decide.command("withdraw")
def withdraw(
    document: Annotated[str, typer.Argument(metavar="DOC", help="Id of a text, or its digits.")],
    *,
    reason: ReasonOption,
    link: Annotated[
        str | None,
        typer.Option("--link", metavar="URL", help="Where it was retracted.", show_default=False),
    ] = None,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Take a text and its copies out of the count; what they say stays visible."""
    from watchfloor.pipeline_decide import withdrawing

    _decide(record, by, reason, lambda at: withdrawing(at, document, link), json=json)


@decide.command("undo")
def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="Id of a decision, or its digits.")
    ],
    *,
    reason: ReasonOption,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Undo a decision; undoing an undo brings it back. Nothing is deleted."""
    from watchfloor.pipeline_decide import undoing

    _decide(record, by, reason, lambda at: undoing(at, decision), json=json)


def _decide(
    record: Path | None, by: str | None, reason: str, make: "Making", *, json: bool
) -> None:
    """Make a decision on a record, fuse what it touches and say what came of it."""
    from watchfloor import pipeline_decide

    why = reason_of(reason)
    with known_id():
        made, names = pipeline_decide.decide(
            record_path(record), make, signer(by), why, lambda: datetime.now(UTC)
        )
    if json:
        write_json([{"decision": made, "incidents": list(names)}])
        return
    became = ", ".join(map(short, names)) or "none"
    typer.echo(
        f"decision {short(made.id)} by {made.author}:"
        f" {plural(len(names), 'incident')} now: {became}"
    )


def reason_of(reason: str) -> str:
    """Return why a decision was made.

    Raises:
        UsageError: it is empty.
    """
    if not reason.strip():
        message = "--reason is empty: say why, for those who read it in a year"
        raise UsageError(message)
    return reason.strip()


def signer(by: str | None, option: str = "--by") -> str:
    """Return who signs: nobody decides namelessly.

    Raises:
        UsageError: no name was given by the option or the environment, and the system has none.
    """
    named = by if by is not None else os.environ.get(AUTHOR)
    if named is None:
        try:
            named = getpass.getuser()
        except (KeyError, OSError):
            named = ""
    if not named.strip():
        message = f"who decides? give {option} NAME or set ${AUTHOR}"
        raise UsageError(message)
    return named.strip()


def decisions(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the decisions of people, the oldest first: who, when, what and why.

    --json writes JSON Lines; `holds` is false for one that was undone.
    """
    from watchfloor.model import encode
    from watchfloor.model.anchored import standing_decisions
    from watchfloor.store import connect, history

    with closing(connect(record_path(record), write=False)) as connection:
        found: tuple[Decision, ...] = history.decisions(connection)
    if not found:
        nothing_matched()
    held = {one.id for one in standing_decisions(found)}
    if json:
        write_json({**encode(one), "holds": one.id in held} for one in found)
        return
    from watchfloor.present.incident_view import decisions_table

    terminal.show(decisions_table(found, held))
