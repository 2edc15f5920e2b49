"""Saved searches: what is new in them since somebody looked."""

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from watchfloor.errors import UsageError
from watchfloor.present import terminal
from watchfloor.present.command_decide import ByOption, signer
from watchfloor.present.command_read import known_id, nothing_matched
from watchfloor.present.options import JsonOption, RecordOption, filtered, record_path
from watchfloor.present.terminal import write_json

if TYPE_CHECKING:
    from pathlib import Path

    from watchfloor.model import Where


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("follow")(follow)
    app.command("unfollow")(unfollow)


@filtered
def follow(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A name for the search.", show_default=False),
    ] = None,
    *,
    where: "Where",
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Look without marking it as seen.", show_default=False),
    ] = False,
    by: ByOption = None,
    record: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Save a search for incidents under a name; without one, list what is new in those saved.

    A search is its filters. New is what came since it was last listed: incidents all of whose
    reports are newer, and incidents that grew by some. --json writes one search a line.
    """
    from watchfloor.present.brief.arguments import filters_of
    from watchfloor.store import connect
    from watchfloor.store.followed import follow as save

    filters = filters_of(where)
    if name is None and filters:
        message = "a search is saved under a name: watchfloor follow NAME --country IRQ"
        raise UsageError(message)
    if name is None:
        _list(record_path(record), keep=keep, json=json)
        return
    if not filters:
        message = f"what is {name!r} to follow? give filters: --country IRQ --set violence"
        raise UsageError(message)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with connect(record_path(record), write=True) as connection:
        save(connection, name.strip(), filters, signer(by), made)
    typer.echo(f"following {terminal.one_line(name)}: `watchfloor follow` lists what is new in it")


def unfollow(
    name: Annotated[str, typer.Argument(metavar="NAME")], *, record: RecordOption = None
) -> None:
    """Forget a saved search."""
    from watchfloor.store import connect
    from watchfloor.store.followed import unfollow as forget

    with connect(record_path(record), write=True) as connection, known_id():
        forget(connection, name)


def _list(path: "Path", *, keep: bool, json: bool) -> None:
    from watchfloor.export.discretion import discreet
    from watchfloor.present.brief.listing import news_view
    from watchfloor.present.discretion import rules_of
    from watchfloor.store import connect
    from watchfloor.store.followed import followed, looked, news

    with closing(connect(path, write=False)) as connection:
        found = [news(connection, one) for one in followed(connection)]
        rules = rules_of(connection)
        shown = {row.id: discreet(row, rules) for one in found for row in (*one.new, *one.grown)}
    if not found:
        nothing_matched()
    if json:
        write_json(
            {
                "name": one.search.name,
                "filters": dict(one.search.filters),
                "new": [made.id for made in one.new],
                "grown": [made.id for made in one.grown],
                "n_new": one.n_new,
                "n_grown": one.n_grown,
            }
            for one in found
        )
    else:
        terminal.show(lambda width: news_view(found, width, lambda row: shown[row.id]))
    if keep:
        return
    with connect(path, write=True) as connection:
        for one in found:
            looked(connection, one.search.name, one.newest)
