"""Tables for the terminal: events, documents, search hits, issues, runs."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchfloor.export.discretion import DISCREET, Discretion, discreet
from watchfloor.model import Document, Event, Incident, Issue, Run, Severity, Status
from watchfloor.present.phrases import (
    NOTHING,
    SYMBOLS,
    bounds_signs,
    date_words,
    fillers_words,
    place_words,
    published_words,
    short,
    status_words,
    type_words,
)
from watchfloor.present.terminal import STYLES, one_line, plain
from watchfloor.store.search import Hit

WIDE = 120
"""From this width on, tables show the columns that an eighty-column window has no room for."""

_SPACE = re.compile(r"\s+")

STATUS_STYLES = {
    Status.ACTUAL: "",
    Status.ATTEMPTED: "",
    Status.PLANNED: "dim",
    Status.THREATENED: "dim",
    Status.HYPOTHETICAL: "dim",
    Status.DENIED: "dim",
}
"""What did not happen steps back; the symbol and the word carry the meaning."""


def table(*columns: tuple[str, dict[str, Any]]) -> Table:
    """Return a quiet table: one line under the header, no frame, cells cut with an ellipsis."""
    made = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        header_style="bold",
        border_style="dim",
        expand=True,
    )
    for name, options in columns:
        made.add_column(name, **{"no_wrap": True, "overflow": "ellipsis", **options})
    return made


def words(value: str | None, style: str = "") -> Text:
    """Return words of a text or a gap, safe and on one line."""
    return Text(one_line(value) or NOTHING if value else NOTHING, style=style if value else "dim")


def events_view(
    events: Sequence[Event], width: int, rules: Discretion = DISCREET
) -> RenderableType:
    """Return one row an event; wide windows see the words, the casualties and the source too."""
    events = [discreet(one, rules) for one in events]
    if width >= WIDE:
        return _wide_events(events)
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("date", {"min_width": 10}),
        ("type", {"max_width": 20}),
        ("actor → recipient", {"ratio": 2}),
        ("place", {"ratio": 1, "min_width": 14}),
    )
    for event in events:
        style = STATUS_STYLES[event.status]
        made.add_row(
            Text(short(event.id)),
            words(date_words(event.date)),
            Text(f"{SYMBOLS[event.status]} {type_words(event)}", style=style),
            who(event),
            words(place_words(event.event_loc)),
        )
    used = {event.status for event in events}
    key = "  ".join(status_words(status) for status in SYMBOLS if status in used)
    return Group(made, Text(), Text(key, style="dim"))


def _wide_events(events: Iterable[Event]) -> Table:
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("date", {"min_width": 10}),
        ("status", {"min_width": 10}),
        ("type", {"ratio": 4, "min_width": 17}),
        ("words", {"ratio": 3}),
        ("actor → recipient", {"ratio": 8}),
        ("place", {"ratio": 4}),
        ("dead", {"justify": "right", "min_width": 4}),
        ("source", {"ratio": 4}),
    )
    for event in events:
        style = STATUS_STYLES[event.status]
        made.add_row(
            Text(short(event.id)),
            words(date_words(event.date)),
            Text(status_words(event.status), style=style),
            words(type_words(event), style),
            words(event.anchor.text, style),
            who(event),
            words(place_words(event.event_loc)),
            words(bounds_signs(event.dead)),
            words(event.source, "dim"),
        )
    return made


def who(event: Event | Incident) -> Text:
    """Return "actor → recipient", or the one that is known."""
    made = Text()
    if event.actor:
        made.append(one_line(fillers_words(event.actor)), style=STYLES["actor"])
    if event.recipient:
        made.append(" → " if event.actor else "→ ", style="dim")
        made.append(one_line(fillers_words(event.recipient)), style=STYLES["recipient"])
    return made if made else words(None)


def documents_table(documents: Iterable[Document], withdrawn: Collection[str] = ()) -> Table:
    """Return one row a document; those that were `withdrawn` say so and step back."""
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("published", {"min_width": 10}),
        ("source", {"ratio": 2}),
        ("title", {"ratio": 5}),
        ("characters", {"justify": "right", "min_width": 6}),
    )
    for document in documents:
        gone = document.id in withdrawn
        title = document.title or document.text[:200]
        made.add_row(
            Text(short(document.id)),
            words(published_words(document.published)),
            words(document.source),
            words(f"withdrawn: {title}" if gone else title, "dim" if gone else ""),
            Text(f"{len(document.text):,}"),
        )
    return made


def issues_table(issues: Iterable[Issue]) -> Table:
    """Return one row an issue; its message wraps, because it says what to do."""
    made = table(
        ("", {"min_width": 7}),
        ("code", {"min_width": 8}),
        ("where", {"overflow": "fold", "no_wrap": False, "ratio": 2}),
        ("what", {"no_wrap": False, "ratio": 4}),
    )
    for issue in issues:
        style = STYLES["casualties"] if issue.severity is Severity.REFUSED else STYLES["count"]
        made.add_row(
            Text(str(issue.severity), style=style),
            words(issue.code),
            words(issue.where),
            words(issue.message),
        )
    return made


def runs_table(runs: Iterable[Run]) -> Table:
    """Return one row a run, with its counts; they come when it ends."""
    counts = ("offered", "stored", "known", "refused")
    made = table(
        ("run", {"style": "dim", "min_width": 8}),
        ("started", {"min_width": 16}),
        ("command", {"ratio": 1}),
        ("coder", {"ratio": 1}),
        *((name, {"justify": "right", "min_width": len(name)}) for name in counts),
    )
    for run in runs:
        numbers = [f"{getattr(run, name):,}" if run.finished else NOTHING for name in counts]
        made.add_row(
            Text(short(run.id)),
            words(run.started[:16].replace("T", " ")),
            words(run.command),
            words(run.coder),
            *map(Text, numbers),
        )
    return made


def hits_view(hits: Iterable[Hit]) -> RenderableType:
    """Return the hits one under the other: title, origin, and the passage with its matches."""
    blocks: list[RenderableType] = []
    for hit in hits:
        passage = Text()
        for piece, matched in hit.snippet:
            passage.append(_spaced(piece), style="bold yellow" if matched else "")
        facts = (hit.source, published_words(hit.published), f"{hit.start}–{hit.end}")
        line = Text(f"{short(hit.document_id)}  ", style="dim")
        line.append(one_line(hit.title or "Untitled"), style="bold not dim")
        line.append("  " + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
        blocks.append(Group(line, Padding(passage, (0, 0, 1, 2))))
    return Group(*blocks)


def _spaced(piece: str) -> str:
    """Return a piece of text with runs of white space as one space, also at its borders."""
    return _SPACE.sub(" ", plain(piece))
