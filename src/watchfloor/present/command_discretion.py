"""Decisions on names and places: what may be shown, and what may not."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from watchfloor.errors import UsageError
from watchfloor.present import terminal
from watchfloor.present.command_decide import ByOption, ReasonOption, signer
from watchfloor.present.command_read import nothing_matched
from watchfloor.present.options import JsonOption, RecordOption, record_path
from watchfloor.present.phrases import short
from watchfloor.present.terminal import write_json

UnmaskOption = Annotated[
    bool,
    typer.Option(
        "--unmask",
        help="Show names and places that are withheld; logged, and wants --reason.",
        show_default=False,
    ),
]
WhyOption = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why names are unmasked.", show_default=False),
]
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A name of a person or place, as texts write it.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("mask")(mask)
    app.command("unmask")(unmask)
    app.command("masks")(masks)


def mask(
    name: NameArgument, *, reason: ReasonOption, by: ByOption = None, record: RecordOption = None
) -> None:
    """Withhold a name, or a place below its province, though the rules would show it."""
    _decide("hide", name, reason, by, record_path(record))


def unmask(
    name: NameArgument, *, reason: ReasonOption, by: ByOption = None, record: RecordOption = None
) -> None:
    """Show a name though the rules withhold it: of an officeholder that they do not know."""
    _decide("show", name, reason, by, record_path(record))


def masks(*, record: RecordOption = None, json: JsonOption = False) -> None:
    """List the decisions on names and places and every unmasked output, the oldest first."""
    from watchfloor.present.brief.listing import disclosures_table
    from watchfloor.store import connect
    from watchfloor.store.disclosures import disclosures

    with closing(connect(record_path(record), write=False)) as connection:
        found = disclosures(connection)
    if not found:
        nothing_matched()
    if json:
        write_json(found)
        return
    terminal.show(disclosures_table(found))


def log_unmasking(
    path: Path, by: str | None, reason: str | None, arguments: dict[str, object]
) -> None:
    """Log that one output shows what is withheld; nothing is written without it.

    Raises:
        UsageError: no reason or nobody who signs.
        StoreError: the record cannot be written.
    """
    if not (reason or "").strip():
        message = "--unmask names private persons: say why with --reason; it is logged"
        raise UsageError(message)
    _disclose("unmask", None, reason or "", by, path, arguments)


def _decide(verdict: str, name: str, reason: str, by: str | None, path: Path) -> None:
    made = _disclose(verdict, name, reason, by, path, {})
    done = "shown" if verdict == "show" else "withheld"
    typer.echo(f"decision {short(made)}: {terminal.one_line(name)} is {done} from now on")


def _disclose(
    verdict: str,
    name: str | None,
    reason: str,
    by: str | None,
    path: Path,
    arguments: dict[str, object],
) -> str:
    from watchfloor.model.issued import DisclosureVerdict
    from watchfloor.pipeline_issue import disclose

    made = disclose(
        path,
        verdict=DisclosureVerdict(verdict),
        name=name,
        author=signer(by),
        reason=reason,
        arguments=arguments,
        clock=lambda: datetime.now(UTC),
    )
    return made.id
