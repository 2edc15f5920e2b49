"""The command on claims: who says what, of which incident."""

from contextlib import closing
from typing import TYPE_CHECKING

import typer

from watchfloor.present.command_read import chosen, nothing_matched, with_withdrawn
from watchfloor.present.options import (
    TABLE_ROWS,
    JsonOption,
    LimitOption,
    RecordOption,
    filtered,
    record_path,
)
from watchfloor.present.terminal import say, show, write_json

if TYPE_CHECKING:
    from watchfloor.model import Where


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("claims")(claims)


@filtered
def claims(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List claims: responsibility, blame, denial, assessment, forecast, threat, pledge, demand.

    Days are those of publication; place, type, mode and status those of the event that a claim is
    about. Names of private persons are withheld; those of texts that were withdrawn say so. --json
    writes JSON Lines in the contract's shape; of those also `withdrawn`: when, by whom and why.
    """
    from watchfloor.present.discretion import withheld
    from watchfloor.store import connect, query
    from watchfloor.store.withdrawn import withdrawals

    with closing(connect(record_path(record), write=False)) as connection:
        where = chosen(connection, where)
        gone = withdrawals(connection, where.as_of)
        if json:
            rows_of = withheld(connection, query.claims(connection, where, limit))
            if not write_json(with_withdrawn(rows_of, gone, "document_id")):
                nothing_matched()
            return
        wanted = limit or TABLE_ROWS
        rows = list(withheld(connection, query.claims(connection, where, wanted + 1)))
    if not rows:
        nothing_matched()
    from watchfloor.present.claims_view import claims_view

    show(lambda width: claims_view(rows[:wanted], width, gone))
    if len(rows) > wanted:
        say(f"first {wanted}; more with --limit, all of them with --json or `watchfloor export`")
