"""The command that shows where a text comes from: copies."""

from contextlib import closing
from typing import Annotated

import typer

from watchfloor.present import terminal
from watchfloor.present.command_read import known_id, nothing_matched
from watchfloor.present.options import JsonOption, RecordOption, record_path
from watchfloor.present.phrases import short
from watchfloor.present.terminal import write_json


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("copies")(copies)


def copies(
    identifier: Annotated[
        str,
        typer.Argument(metavar="DOC", help="Id of a document or an event, or its first digits."),
    ],
    *,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Show the copies of a text as a tree, and what it adds to its original or leaves out.

    --json writes one object: document, group, added, left_out.
    """
    from watchfloor.present.copies_view import copies_view, family_of
    from watchfloor.store import connect

    with closing(connect(record_path(record), write=False)) as connection, known_id():
        family = family_of(connection, identifier)
    if len(family.group) == 1:
        name = short(family.document.id)
        nothing_matched(f"{name} is a copy of nothing in the record, and nothing of it")
    if json:
        write_json([family.as_json()])
    else:
        terminal.show(copies_view(family))
