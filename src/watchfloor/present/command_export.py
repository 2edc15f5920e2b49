"""Command export: rows of the record as a file that other programs read."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from watchfloor.errors import UsageError
from watchfloor.present import command_issue
from watchfloor.present.command_actors import WithOption
from watchfloor.present.command_decide import ByOption, signer
from watchfloor.present.command_discretion import UnmaskOption, WhyOption, log_unmasking
from watchfloor.present.command_read import chosen, counted, nothing_matched
from watchfloor.present.options import RecordOption, filtered, record_path
from watchfloor.present.terminal import json_stream, say, text_stream

if TYPE_CHECKING:
    from watchfloor.model import Where


Read = Callable[..., Iterator[Any]]
"""Yields the rows of one kind from a record and filters."""

KindArgument = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="documents, events, incidents, claims, figures, relations, actors, corrections.",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FMT",
        help="jsonl, csv, parquet (corrections: jsonl); geojson (events, incidents);"
        " graphml (incidents,"
        " relations, actors); acled, ucdp (incidents).",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Written whole or not at all; else stdout.",
        show_default=False,
    ),
]
CentroidsOption = Annotated[
    bool,
    typer.Option(
        "--centroids",
        help="acled: the middle of a district or coarser place as its coordinates.",
        show_default=False,
    ),
]
IssueOption = Annotated[
    bool,
    typer.Option(
        "--issue",
        help="incidents, events: write to the ledger that the file was handed out.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("export")(export)


@filtered
def export(
    what: KindArgument,
    *,
    where: "Where",
    format: FormatOption,
    output: OutputOption = None,
    centroids: CentroidsOption = False,
    with_: WithOption = None,
    issue: IssueOption = False,
    unmask: UnmaskOption = False,
    reason: WhyOption = None,
    by: ByOption = None,
    record: RecordOption = None,
) -> None:
    """Write rows of one kind to a file or stdout.

    jsonl and parquet hold the exact shapes of the contract, csv and geojson flat columns. acled and
    ucdp are like what these projects publish; what they cannot hold is told on stderr. Names of
    private persons and places of shelter are withheld in every format, at their offsets. --unmask
    writes what the texts say. What was issued is found by `watchfloor impact` when it changes.
    """
    from watchfloor.export import formats
    from watchfloor.export.losses import Losses
    from watchfloor.present.actors import actors
    from watchfloor.present.discretion import rules_of
    from watchfloor.store import connect, query
    from watchfloor.store.corrections import corrections

    formats.check(what, format)
    path = record_path(record)
    switched = _switched(what, with_)
    ledger = command_issue.of_export(what, output, signer(by)) if issue else None
    if unmask:
        log_unmasking(path, by, reason, {"kind": what, "format": format, **_given(where)})
    with closing(connect(path, write=False)) as connection:
        where = chosen(connection, where)
        counted_in = partial(actors, switched=switched)
        others: dict[str, Read] = {"actors": counted_in, "corrections": corrections}
        read, tally = others.get(what) or getattr(query, what), [0]
        losses = Losses()
        rules = rules_of(connection, unmask=unmask)
        with _target(output, format) as stream:
            rows = counted(read(connection, where), tally)
            if ledger:
                rows = ledger.noted(connection, rows)
            written = formats.write(
                what, format, rows, stream, losses, centroids=centroids, rules=rules
            )
            stream.flush()
    if switched:
        say(f"acts of {' and '.join(switched)} counted in, as `acts.counted_with` says")
    left_out = 0 if format in formats.LOSSY else tally[0] - written
    for line in losses.lines():
        say(f"{format}: {line}")
    if left_out:
        say(f"left out {left_out:,} of {tally[0]:,} {what} without coordinates")
    if not written:
        nothing_matched()
    if ledger and output:
        arguments = {**_given(where), "format": format, "unmask": unmask}
        say(ledger.write(path, output, arguments))


def _switched(what: str, words: str | None) -> tuple[str, ...]:
    """Return whose acts are counted in with an actor's own.

    Raises:
        UsageError: of rows that are no actors, or of something that is not counted so.
    """
    if words is not None and what != "actors":
        message = f"--with is of actors: {what} are not counted for anybody"
        raise UsageError(message)
    from watchfloor.pipeline_actors import switched_on

    return switched_on(words) if words is not None else ()


def _given(where: "Where") -> dict[str, object]:
    from watchfloor.present.brief.arguments import filters_of

    return {"filters": filters_of(where)}


@contextmanager
def _target(output: Path | None, format_name: str) -> Iterator[BinaryIO]:
    """Give the stream to write to: a file that appears when it is whole, or stdout."""
    from watchfloor.export.files import atomic
    from watchfloor.export.formats import BINARY

    if output is not None and str(output) != "-":
        with atomic(output) as stream:
            yield stream
        return
    if format_name in BINARY and sys.stdout.isatty():
        message = f"{format_name} is binary and would garble the terminal: add -o FILE"
        raise UsageError(message)
    sys.stdout.flush()
    if format_name in BINARY:
        yield sys.stdout.buffer
    else:
        yield text_stream() if format_name == "csv" else json_stream()
