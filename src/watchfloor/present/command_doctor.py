"""Command doctor: is everything in place?"""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor import defaults
from watchfloor.present.exits import FAILURE
from watchfloor.present.options import ENVIRONMENT, JsonOption, RecordOption, record_path
from watchfloor.present.terminal import one_line, show, write_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from watchfloor.present.doctor import Check


HeadOption = Annotated[
    str | None,
    typer.Option(
        metavar="HASH", help="A head of the audit chain, noted earlier: is it still in it?"
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("doctor")(doctor)


def doctor(
    *, record: RecordOption = None, head: HeadOption = None, json: JsonOption = False
) -> None:
    """Check Python, SQLite, tables, model, coder and record; exit 1 if something is broken.

    Of the record: its pages, and that every decision, note, issued line and decision on a name is
    what was written.
    """
    from watchfloor.present.doctor import State, examine

    named = record is not None or bool(os.environ.get(ENVIRONMENT))
    checks = list(examine(record_path(record), named=named, coder_name=defaults.CODER, head=head))
    sound = all(check.state is not State.BROKEN for check in checks)
    if json:
        write_json([{"ok": sound, "checks": checks}])
    else:
        show(_view(checks))
    if not sound:
        raise typer.Exit(FAILURE)


def _view(checks: "list[Check]") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    signs = {"ok": ("✓", "green"), "note": ("·", "yellow"), "broken": ("✗", "bold red")}
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for check in checks:
        found = Text(one_line(check.found))
        if check.advice:
            found.append(f"\n→ {one_line(check.advice)}", style=signs[check.state][1])
        grid.add_row(Text(*signs[check.state]), check.name, found)
    return grid
