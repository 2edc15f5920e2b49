"""Options that several commands share, and where the record lies."""

import functools
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from watchfloor.errors import InputError, UsageError
from watchfloor.model.filters import Where

ENVIRONMENT = "WATCHFLOOR_RECORD"
DEFAULT_RECORD = "watchfloor.db"
TABLE_ROWS = 50
"""Rows of a table when no limit is given; JSON has no limit of its own."""

RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FILE",
        help=f"The record. Else ${ENVIRONMENT}, else ./{DEFAULT_RECORD}.",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Write JSON to stdout and nothing else.", show_default=False)
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help=f"At most this many rows (tables: {TABLE_ROWS}; JSON: all).",
        show_default=False,
    ),
]

FILTERS: dict[str, tuple[str, str]] = {
    "since": ("DATE", "Not over before this day (YYYY-MM-DD)."),
    "until": ("DATE", "Begun by this day."),
    "country": ("ISO3", "Country of the place, like IRQ. Repeatable."),
    "admin1": ("NAME", "Province of the place."),
    "place": ("WORDS", "Words or name of the place."),
    "near": ("LAT,LON,KM", "Within so many kilometres of a point."),
    "actor": ("WORDS", "Words or name of the actor."),
    "recipient": ("WORDS", "Words or name of the recipient."),
    "type": ("TYPE", "PLOVER type, like ASSAULT. Repeatable."),
    "mode": ("MODE", "PLOVER mode. Repeatable."),
    "status": (
        "STATUS",
        "actual, attempted, planned, threatened, hypothetical, denied. Repeatable.",
    ),
    "source": ("NAME", "Who published. Repeatable."),
    "text": ("QUERY", "Full-text query on the document."),
    "document": ("ID", "One document, by its id or the first digits of it."),
    "min_sources": ("N", "Incidents that so many independent sources report."),
    "review": (
        "STATE",
        "Incidents: accepted, unreviewed; rejected, unsupported (left out otherwise).",
    ),
    "set": ("NAME", "Incidents of a named set: violence."),
    "kind": (
        "KIND",
        "Claims of this kind: responsibility, blame, denial, assessment, forecast, threat,"
        " pledge, demand. Repeatable.",
    ),
    "speaker": ("WORDS", "Claims by this speaker: words or name."),
}
"""Metavar and help of each field of `Where`, in the order of the help page."""

_REPEATABLE = ("country", "type", "mode", "status", "source", "kind")


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filter options, which it takes as one argument `where`.

    Typer reads options off a signature: the wrapper's has every filter in the place of `where`.
    """
    own = inspect.signature(command).parameters.values()
    kept = [one for one in own if one.name != "where"]
    options = [_parameter(name) for name in FILTERS]

    @functools.wraps(command)
    def with_where(**values: Any) -> None:
        filters = {name: values.pop(name) for name in FILTERS}
        command(**values, where=_where(filters))

    signature = inspect.Signature([*kept, *options])
    with_where.__signature__ = signature  # type: ignore[attr-defined]  # typer reads it
    with_where.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return with_where


def _where(filters: dict[str, Any]) -> Where:
    """Make filters of what was typed; a value without words is a slip, never "everything"."""
    for name, value in filters.items():
        if value is not None and not all(one.strip() for one in _listed(value)):
            message = f"--{name} is empty: give it a value or leave it out"
            raise UsageError(message)
    try:
        return Where.of(**{name: value or None for name, value in filters.items()})
    except InputError as error:
        raise UsageError(str(error)) from error


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _parameter(name: str) -> inspect.Parameter:
    metavar, text = FILTERS[name]
    option = typer.Option(
        *dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}")),
        metavar=metavar,
        help=text,
        show_default=False,
        rich_help_panel="Filters",
    )
    hint = list[str] | None if name in _REPEATABLE else str | None
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[hint, option]
    )


def record_path(option: Path | None, default: str = DEFAULT_RECORD) -> Path:
    """Return where the record lies: the option, else the environment, else the default."""
    return option or Path(os.environ.get(ENVIRONMENT) or default)
