"""People's decisions on incidents and events, and their list."""

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
from watchfloor.present.terminal import say, write_json

if TYPE_CHECKING:
    from watchfloor.model import Decision
    from watchfloor.pipeline_decide import Apart, Making

AUTHOR = "WATCHFLOOR_AUTHOR"

decide = typer.Typer(
    no_args_is_help=True,
    help="Decide on incidents and events. Decisions are signed, dated, and can be undone.",
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
OptionalReason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why; it is kept.", show_default=False),
]
ItemArgument = Annotated[
    str, typer.Argument(metavar="ID", help="An incident or event, or the digits of its id.")
]
FieldOption = Annotated[
    str | None,
    typer.Option(
        "--field", metavar="FIELD", help="One field of an event alone.", show_default=False
    ),
]
JudgedOption = Annotated[
    str | None,
    typer.Option(
        "--judged",
        metavar="STATE",
        help="The state you saw (`watchfloor review --json`): refused if it is another by now.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(decide, name="decide")
    app.command("decisions")(decisions)


@decide.command("accept")
def accept(
    item: ItemArgument,
    *,
    field: FieldOption = None,
    reason: OptionalReason = None,
    judged: JudgedOption = None,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say that an incident is so, or an event of a text, or one field of it."""
    from watchfloor.pipeline_review import accepting

    states = {item: judged} if judged else None
    _decide(record, by, reason, accepting(item, field), json=json, judged=states, needs=False)


@decide.command("reject")
def reject(
    item: ItemArgument,
    *,
    field: FieldOption = None,
    reason: ReasonOption,
    judged: JudgedOption = None,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say that an incident or event is none, or that a field is wrong and has no other value.

    What was rejected is in no count or export and has no vote; it stays at its address.
    """
    from watchfloor.pipeline_review import rejecting

    states = {item: judged} if judged else None
    _decide(record, by, reason, rejecting(item, field), json=json, judged=states)


@decide.command("edit")
def edit(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Its id, or the digits.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="As for `decide set`.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="As for `decide set`.")],
    *,
    reason: ReasonOption,
    span: Annotated[
        str | None,
        typer.Option(
            "--span",
            metavar="START-END",
            help="Where the words stand that say so, in characters of the text.",
            show_default=False,
        ),
    ] = None,
    judged: JudgedOption = None,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Say what one text says of an event. Its incident is settled anew with that."""
    from watchfloor.pipeline_review import editing
    from watchfloor.present.set_values import plain_value, span_of

    made = editing(event, field, plain_value(field, value), span_of(span) if span else None)
    _decide(record, by, reason, made, json=json, judged={event: judged} if judged else None)


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


@decide.command("supersede")
def supersede(
    document: Annotated[str, typer.Argument(metavar="DOC", help="Id of the older text.")],
    newer: Annotated[str, typer.Argument(metavar="NEWER", help="Id of the text that corrects it.")],
    *,
    reason: ReasonOption,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Give the vote of a text, and of the copies made of it before, to a later one."""
    from watchfloor.pipeline_decide import superseding

    _decide(record, by, reason, lambda at: superseding(at, document, newer), json=json)


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
    record: Path | None,
    by: str | None,
    reason: str | None,
    make: "Making",
    *,
    json: bool,
    judged: dict[str, str] | None = None,
    needs: bool = True,
) -> None:
    """Make a decision on a record, fuse what it touches and say what came of it.

    `needs` says that it needs a reason; `judged` are states that were seen, by ids as typed.
    """
    from watchfloor import pipeline_decide

    why = reason_of(reason or "") if needs else (reason or "").strip()
    with known_id():
        where = record_path(record)
        made, names = pipeline_decide.decide(
            where,
            make,
            signer(by),
            why or None,
            lambda: datetime.now(UTC),
            judged=_whole(where, judged or {}),
        )
        apart = _kept_apart(where, made)
    if json:
        told = {"decision": made, "incidents": list(names)}
        write_json([{**told, "kept_apart": apart} if apart else told])
        return
    became = ", ".join(map(short, names)) or "none"
    typer.echo(
        f"decision {short(made.id)} by {made.author}:"
        f" {plural(len(names), 'incident')} now: {became}"
    )
    for one in apart:
        split = one.decision
        why = f": {split.reason}" if split.reason else ""
        say(
            f"{' and '.join(map(short, one.incidents))} stay apart: {split.author} parted them on"
            f" {split.decided[:10]}{why}; `watchfloor decide undo {short(split.id)}` lets them join"
        )


def _kept_apart(record: Path, made: "Decision") -> "tuple[Apart, ...]":
    """Return what a merge did not join, and the splits that forbid it."""
    from watchfloor.model import Verdict
    from watchfloor.pipeline_decide import kept_apart
    from watchfloor.store import connect

    if made.verdict is not Verdict.MERGE:
        return ()
    with closing(connect(record, write=False)) as connection:
        return kept_apart(connection, made)


def reason_of(reason: str) -> str:
    """Return why a decision was made.

    Raises:
        UsageError: it is empty.
    """
    if not reason.strip():
        message = "--reason is empty: say why, for those who read it in a year"
        raise UsageError(message)
    return reason.strip()


def _whole(record: Path, judged: dict[str, str]) -> dict[str, str]:
    """Return states by whole ids: people type the first digits."""
    from watchfloor.store import connect, query

    if not judged:
        return {}
    with connect(record, write=False) as connection:
        return {query.find(connection, name).id: state for name, state in judged.items()}


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

    --json writes JSON Lines; `holds` is false for one that was undone, `incidents` those it names:
    of a merge the ones that it joined. Names are withheld in values and reasons, too.
    """
    from watchfloor.model import encode
    from watchfloor.model.anchored import standing_decisions
    from watchfloor.pipeline_decide import named_by
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect, history

    with closing(connect(record_path(record), write=False)) as connection:
        found: tuple[Decision, ...] = tuple(withheld(connection, history.decisions(connection)))
        named = {one.id: named_by(connection, one) for one in found}
    if not found:
        nothing_matched()
    held = {one.id for one in standing_decisions(found)}
    if json:
        write_json(
            {**encode(one), "holds": one.id in held, "incidents": list(named[one.id])}
            for one in found
        )
        return
    from watchfloor.present.decisions_view import decisions_table

    terminal.show(decisions_table(found, held, named))
