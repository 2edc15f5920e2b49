"""Command review: what a person should look at next, the most worth first."""

from contextlib import closing
from typing import TYPE_CHECKING, Any

import typer

from watchfloor.present import terminal
from watchfloor.present.command_read import chosen, nothing_matched
from watchfloor.present.options import (
    JsonOption,
    LimitOption,
    RecordOption,
    filtered,
    record_path,
)
from watchfloor.present.terminal import say, write_json

if TYPE_CHECKING:
    from watchfloor.model import Where
    from watchfloor.pipeline_review import Item

ROWS = 20
MOST = 1_000
"""Items that --json writes when no limit is given: nobody reviews more before asking again."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("review")(review)


@filtered
def review(
    *,
    where: "Where",
    limit: LimitOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """List what waits for a person's decision: the most unsure of the most grave first.

    Decide with `watchfloor decide accept|reject|edit|set|merge|split`. --json writes JSON Lines;
    `state` goes back with --judged, so that nobody decides on what another has changed.
    """
    from watchfloor.pipeline_review import review_queue
    from watchfloor.present.discretion import discreet_item, rules_of
    from watchfloor.store import connect, queue

    wanted = limit or (MOST if json else ROWS)
    with closing(connect(record_path(record), write=False)) as connection:
        where = chosen(connection, where)
        found = review_queue(connection, where, wanted)
        left = queue.how_many_wait(connection, where)
        rules = rules_of(connection)
        found = tuple(discreet_item(one, rules) for one in found)
    if not found:
        nothing_matched()
    if json:
        write_json(map(item_json, found))
        return
    from watchfloor.present.review_view import review_view

    terminal.show(lambda width: review_view(found, width))
    say(f"{left:,} incidents wait for a decision")


def item_json(one: "Item") -> dict[str, Any]:
    """Return an item as plain data: keys are never left out."""
    from watchfloor.model import encode

    return {
        "kind": one.kind,
        "id": one.id,
        "worth": one.worth.value if one.worth else None,
        "uncertainty": one.worth.uncertainty if one.worth else None,
        "consequence": one.worth.consequence if one.worth else None,
        "why": list(one.why),
        "state": one.state,
        "incident": encode(one.incident) if one.incident else None,
        "event": encode(one.event) if one.event else None,
        "decision": encode(one.decision) if one.decision else None,
    }
