"""The record on one screen, and what to type next."""

import shlex
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchfloor.model import Status, Where, encode
from watchfloor.present.options import record_path
from watchfloor.present.phrases import plural, published_words, short, status_words
from watchfloor.present.terminal import one_line
from watchfloor.store import connect, query
from watchfloor.store.history import Summary, summary

ROWS = 8
"""Rows of each list on the screen."""

NAMED_SOURCES = 10
"""Sources that a summary names: as many as that may stand for more."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The counts of a record and two ids to look at."""

    path: Path
    counts: Summary
    event_id: str | None
    document_id: str | None

    def next_commands(self) -> tuple[str, ...]:
        """Return commands worth typing next, with ids of this record.

        They name the record unless it is the one that they would find by themselves.
        """
        known = self.path.absolute() == record_path(None).absolute()
        record = "" if known else f" --record {shlex.quote(str(self.path))}"
        shows = [f"watchfloor show {short(one)}{record}" for one in self._ids()]
        lists = f"watchfloor incidents --set violence{record}"
        return (*shows, lists, f"watchfloor serve{record}")

    def _ids(self) -> list[str]:
        return [one for one in (self.document_id, self.event_id) if one]

    def as_json(self) -> dict[str, Any]:
        """Return counts and commands as plain JSON data."""
        return {
            "record": str(self.path),
            "summary": encode(self.counts),
            "next": list(self.next_commands()),
        }


def glance_at(path: Path) -> Glance:
    """Read the summary of a record, an event with a place and casualties, and the busiest text."""
    with closing(connect(path, write=False)) as connection:
        actual = list(query.events(connection, Where(status=(Status.ACTUAL,)), 1_000))
        told = [event for event in actual if event.dead and event.event_loc and event.actor]
        seen: dict[str, int] = {}
        for event in actual:
            seen[event.document_id] = seen.get(event.document_id, 0) + 1
        return Glance(
            path,
            summary(connection),
            event_id=(told or actual)[0].id if actual else None,
            document_id=max(sorted(seen), key=lambda one: seen[one], default=None),
        )


def facts_of(counts: Summary) -> tuple[tuple[str, str], ...]:
    """Return the counts as (name, words), for tables of two columns."""
    return (
        ("documents", f"{counts.documents:,}"),
        ("published", published_words(counts.published)),
        ("sources", _listed(counts.sources)),
        ("events", f"{counts.events:,} in {plural(counts.reports, 'report')}"),
        ("by status", _listed(counts.by_status)),
        ("by type", _listed(counts.by_type)),
        ("places", _listed((name, count) for name, _, count in counts.places)),
        ("claims", f"{counts.claims:,}"),
        ("figures", f"{counts.figures:,}"),
        ("relations", f"{counts.relations:,}"),
        ("issues", _listed(counts.issues) or "none"),
    )


def _listed(pairs: Any) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in pairs)


def glance_view(glance: Glance) -> RenderableType:
    """Return the screen that ends the demo."""
    counts = glance.counts
    lines = Group(
        Text(
            f"{plural(counts.documents, 'document')} from {_sources(counts)}, "
            f"published {published_words(counts.published)}",
            style="bold",
        ),
        Text(
            f"{plural(counts.events, 'event')} in {plural(counts.reports, 'report')}, "
            f"{plural(counts.claims, 'claim')}, {plural(counts.figures, 'figure')}, "
            f"{plural(counts.relations, 'relation')}"
        ),
    )
    places = [(_place(name, country), count) for name, country, count in counts.places]
    lists = Columns(
        [
            _list("events by status", [(_status(name), count) for name, count in counts.by_status]),
            _list("events by type", counts.by_type),
            _list("places", places),
            _list("issues", counts.issues or (("none", 0),)),
        ],
        padding=(0, 4),
    )
    return Group(Text(), lines, Text(), lists)


def _list(title: str, rows: Sequence[tuple[str, int]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, max_width=26, overflow="ellipsis")
    grid.add_column(justify="right")
    for name, count in rows[:ROWS]:
        grid.add_row(Text(one_line(name)), Text(f"{count:,}" if count else "", style="dim"))
    if rest := sum(count for _, count in rows[ROWS:]):
        grid.add_row(Text("others", style="dim"), Text(f"{rest:,}", style="dim"))
    return Padding(Group(Text(title, style="bold"), grid), (0, 0, 1, 0))


def _sources(counts: Summary) -> str:
    """Return how many sources there are; a summary names the first ten alone."""
    number = len(counts.sources)
    return plural(number, "source") if number < NAMED_SOURCES else f"{number} or more sources"


def _status(name: str) -> str:
    return status_words(Status(name))


def _place(name: str, country: str | None) -> str:
    return f"{name}, {country}" if country else name
