"""Commands that write the record: ingest, demo."""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchfloor import defaults
from watchfloor.errors import UsageError
from watchfloor.present.exits import NOTHING, PARTIAL
from watchfloor.present.options import JsonOption, RecordOption, record_path
from watchfloor.present.phrases import plural
from watchfloor.present.terminal import one_line, say, show, write_json

if TYPE_CHECKING:
    from watchfloor.model import Issue
    from watchfloor.pipeline_ingest import IngestOptions
    from watchfloor.pipeline_tally import Outcome

DEMO_RECORD = "watchfloor-demo.db"
DEMO_TEXTS = "demo"
LISTED = 20
"""Refused inputs named on stderr one by one; the record has them all."""


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("ingest")(ingest)
    app.command("demo")(demo)


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files, folders, or - for stdin: .txt .md .html .jsonl .csv",
        ),
    ],
    *,
    record: RecordOption = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Fills a missing date, overrides none.", show_default=False
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who published, where no input says.", show_default=False
        ),
    ] = None,
    encoding: Annotated[
        str, typer.Option(metavar="NAME", help="Of texts that do not name their own.")
    ] = "utf-8",
    coder: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Who reads the texts: reader (trained), lexicon (tables, faster), or a plug-in.",
        ),
    ] = defaults.CODER,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, help="Processes; 0 none beside this one.", show_default=False
        ),
    ] = None,
    no_raw: Annotated[
        bool, typer.Option("--no-raw", help="Do not keep the raw bytes.", show_default=False)
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read, code and store texts. Doing it twice changes nothing."""
    from watchfloor import __version__
    from watchfloor.pipeline_ingest import IngestOptions

    options = IngestOptions(
        published=_day(published),
        source=source,
        encoding=_charset(encoding),
        coder=coder,
        workers=workers,
        keep_raw=not no_raw,
        version=__version__,
        arguments=tuple(paths),
    )
    outcome, seconds = run_ingest(record_path(record), paths, options, quiet=json)
    if json:
        write_json([outcome_as_json(outcome, seconds)])
    else:
        typer.echo(outcome_line(outcome, seconds))
    finish(outcome)


def demo(
    *,
    record: RecordOption = None,
    json: JsonOption = False,
    serve: Annotated[
        bool,
        typer.Option(
            "--serve",
            help="Then open the record in the browser, until Ctrl+C.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Ingest the dispatches of the package and show what is in them."""
    from watchfloor import __version__
    from watchfloor.assets import ROOM
    from watchfloor.pipeline_ingest import IngestOptions
    from watchfloor.present.command_serve import HOST, PORT, run_server
    from watchfloor.present.summary import glance_at, glance_view

    path = record_path(record, DEMO_RECORD)
    texts = demo_texts(ROOM / DEMO_TEXTS)
    options = IngestOptions(version=__version__, command="demo", workers=0)
    outcome, seconds = run_ingest(path, texts, options, quiet=json)
    glance = glance_at(path)
    if json:
        write_json([{**outcome_as_json(outcome, seconds), **glance.as_json()}])
    else:
        typer.echo(outcome_line(outcome, seconds))
        show(glance_view(glance))
        # Not part of the view: a command that is wrapped or cut cannot be copied.
        typer.echo("\n".join(["Next", *(f"  {command}" for command in glance.next_commands())]))
        if not serve:
            address = f"http://{HOST}:{PORT}/?token=..."
            typer.echo(f"The last one prints the address to open in a browser, {address}")
    if serve and not outcome.run.refused:
        run_server(path, HOST, PORT, opens=True)
    finish(outcome)


def demo_texts(folder: Path) -> list[str]:
    """Return the demo's texts in order, without the note on their origin.

    Raises:
        UsageError: the package was installed without them.
    """
    texts = sorted(
        str(path) for path in folder.glob("**/*") if path.is_file() and path.name != "README.md"
    )
    if not texts:
        message = f"no demo texts at {folder}: install the package again (pip install .)"
        raise UsageError(message)
    return texts


def run_ingest(
    record: Path, paths: Sequence[str], options: "IngestOptions", *, quiet: bool
) -> tuple["Outcome", float]:
    """Ingest with a meter on stderr if somebody watches; return the outcome and the seconds."""
    from watchfloor import pipeline_ingest
    from watchfloor.present.progress import meter

    begun = time.monotonic()
    with meter(quiet=quiet) as report:
        outcome = pipeline_ingest.ingest(
            record,
            paths,
            options,
            stdin=sys.stdin.buffer,
            clock=lambda: datetime.now(UTC),
            progress=report,
        )
    return outcome, time.monotonic() - begun


def finish(outcome: "Outcome") -> None:
    """List what was refused on stderr and set the exit code."""
    from watchfloor.model import Severity

    refused = [issue for issue in outcome.issues if issue.severity is Severity.REFUSED]
    for issue in refused[:LISTED]:
        say(f"refused {issue_line(issue)}")
    if (rest := outcome.run.refused - len(refused[:LISTED])) > 0:
        say(f"... and {rest:,} more: watchfloor issues --run {outcome.run.id[:8]}")
    warnings = len(outcome.issues) - len(refused)
    if warnings:
        say(f"{plural(warnings, 'warning')}: watchfloor issues --run {outcome.run.id[:8]}")
    if outcome.run.refused:
        raise typer.Exit(PARTIAL)
    if not outcome.run.offered:
        say("no inputs found: nothing to ingest")
        raise typer.Exit(NOTHING)


def issue_line(issue: "Issue") -> str:
    """Return where, code and message on one line."""
    return f"{one_line(issue.where)}: {issue.code}: {one_line(issue.message)}"


def outcome_line(outcome: "Outcome", seconds: float) -> str:
    """Return the one line that ends a run: in = out + refused."""
    run = outcome.run
    return (
        f"{run.offered:,} offered = {run.stored:,} stored + {run.known:,} already known"
        f" + {run.refused:,} refused; {outcome.events:,} event{'' if outcome.events == 1 else 's'}"
        f" in {seconds:.1f} s, {per_second(run.offered, seconds):,.0f} documents/s"
    )


def outcome_as_json(outcome: "Outcome", seconds: float) -> dict[str, Any]:
    """Return the outcome as the object of `ingest --json`."""
    run = outcome.run
    return {
        "run": run.id,
        "offered": run.offered,
        "stored": run.stored,
        "known": run.known,
        "refused": run.refused,
        "events": outcome.events,
        "issues": outcome.issues,
        "seconds": round(seconds, 3),
        "docs_per_s": round(per_second(run.offered, seconds), 1),
    }


def per_second(count: int, seconds: float) -> float:
    """Return a rate; no time at all counts as a millisecond."""
    return count / max(seconds, 1e-3)


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        message = f"--published wants a day as YYYY-MM-DD, not {words!r}"
        raise UsageError(message) from error


def _charset(name: str) -> str:
    """Return the name of a charset that Python knows, and not of a codec between bytes."""
    try:
        b"a".decode(name)
    except UnicodeError:
        return name  # known: one byte is just not enough for it
    except (LookupError, ValueError) as error:
        message = f"--encoding knows no charset {name!r}: for example utf-8, cp1252, iso-8859-1"
        raise UsageError(message) from error
    return name
