"""One incident on the terminal: what is settled, who reports what, and what stands around it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchfloor.model import Decision, Event, Incident
from watchfloor.model.words import Assertion, Standing
from watchfloor.pipeline_dossier import Dossier, Linked
from watchfloor.present.decisions_view import decision_line
from watchfloor.present.listing import words
from watchfloor.present.phrases import (
    NOTHING,
    bounds_words,
    credibility_words,
    date_words,
    fillers_words,
    place_words,
    plural,
    published_words,
    short,
    status_words,
    type_words,
)
from watchfloor.present.reported_view import compared
from watchfloor.present.terminal import STYLES, one_line
from watchfloor.present.testimony_view import sentence, sources

SHOWN_DECISIONS = 12
"""Decisions on it that a screen holds."""


def incident_view(found: Dossier, decisions: Sequence[Decision] = ()) -> RenderableType:
    """Return one screen: the settled fields, what each source says, and the sentences.

    `decisions` are those of people on it, the latest first.
    """
    blocks: list[RenderableType] = [*_head(found), Text(), _rows(_fields(found.incident))]
    if values := list(compared(found.incident)):
        blocks += [Text("\nReported values", style="bold"), _rows(values)]
    blocks += [Text("\nSources", style="bold"), *sources(found)]
    if found.said:
        from watchfloor.present.said_view import said_rows

        blocks += [Text("\nClaimed, blamed, denied", style="bold"), _rows(said_rows(found.said))]
    if found.linked:
        blocks += [Text("\nConcerns it, and did not happen", style="bold")]
        blocks += [_linked(found, one) for one in found.linked]
    if found.covering:
        blocks += [Text("\nCounted by", style="bold")]
        blocks += [_covering(one.event, one.words) for one in found.covering]
    if decisions:
        blocks += [Text("\nDecided by people", style="bold")]
        blocks += [decision_line(one) for one in decisions[:SHOWN_DECISIONS]]
        if len(decisions) > SHOWN_DECISIONS:
            more = f"and {len(decisions) - SHOWN_DECISIONS:,} more; `watchfloor decisions` has them"
            blocks.append(Text(more, style="dim"))
    for fate in found.fates:
        heirs = ", ".join(map(short, fate.successors)) or "nothing"
        note = f"{fate.noted}: this id was {fate.fate} into {heirs} ({fate.reason})"
        blocks.append(Text(note, style="dim"))
    return Group(*blocks)


def _head(found: Dossier) -> Iterator[RenderableType]:
    one = found.incident
    when, where = date_words(one.date), place_words(one.event_loc)
    yield Text(f"{type_words(one)} · {one_line(when)} · {one_line(where)}", style="bold")
    facts = [
        status_words(one.status),
        plural(one.independent_sources, "independent source"),
        "no copies"
        if not one.copies
        else "1 copy"
        if one.copies == 1
        else f"{one.copies:,} copies",
        f"credibility {credibility_words(one) or NOTHING}",
        f"first reported {published_words(one.first_reported)}",
        *(["accepted"] if one.review == "accepted" else []),
        f"incident {one.id}",
    ]
    yield Text(" · ".join(map(one_line, facts)), style="dim")
    if found.denied_by:
        names = ", ".join(map(one_line, found.denied_by))
        yield Text(f"disputed: that it happened is denied by {names}", style=STYLES["casualties"])
    if one.review == "unsupported":
        yield Text("unsupported: no report of it counts any more", style=STYLES["casualties"])
    if one.review == "rejected":
        yield Text("rejected by a person: it is in no count", style=STYLES["casualties"])


def _fields(one: Incident) -> list[tuple[str, Text]]:
    counts = [(name, getattr(one, name)) for name in ("dead", "injured", "arrested", "abducted")]
    rows = [
        ("actor", _asserted(one)),
        ("recipient", words(fillers_words(one.recipient), STYLES["recipient"])),
        ("instrument", words(fillers_words(one.instrument), STYLES["instrument"])),
        ("date", _ruled(date_words(one.date), one.date.rule if one.date else None)),
        (
            "place",
            _ruled(place_words(one.event_loc), one.event_loc.rule if one.event_loc else None),
        ),
        ("outcome", words(str(one.outcome))),
    ]
    rows += [(name, _toll(value)) for name, value in counts if value is not None]
    return [(name, value) for name, value in rows if value.plain != NOTHING]


def _asserted(one: Incident) -> Text:
    """Return the actors, with the word for it where none of the reports states them as a fact."""
    made = words(fillers_words(one.actor), STYLES["actor"])
    if one.actor and one.assertion not in (None, Assertion.FACT):
        made.append(f"  {one.assertion}", style="dim")
    return made


def _toll(value: Any) -> Text:
    made = Text(bounds_words(value), style=STYLES["casualties"])
    if value.best is not None and None not in (value.low, value.high) and value.low != value.high:
        made.append(f" (best {value.best:,})", style="dim")
    elif value.best is not None and value.high is None and value.low not in (None, value.best):
        made.append(f" (lowest {value.low:,})", style="dim")
    return made


def _ruled(value: str, rule: str | None) -> Text:
    made = words(value)
    if rule and value != NOTHING:
        made.append(f"  {one_line(rule)}", style="dim")
    return made


def _linked(found: Dossier, one: Linked) -> RenderableType:
    if one.claim is not None:
        line = Text(f"{short(one.claim.id)}  claim of {one.claim.kind}: ", style="dim")
        line.append(one_line(one.claim.content.text or ""), style="not dim")
        return Padding(line, (0, 0, 0, 3))
    event = one.event
    if event is None:
        return Text()
    line = Text(f"{short(event.id)}  {status_words(event.status)} {event.type}: ", style="dim")
    document = found.documents.get(event.document_id)
    shown = sentence(event, document) if document else Text(one_line(event.anchor.text or ""))
    line.append_text(shown)
    line.append(f"  {one_line(event.source or 'source unknown')}", style="dim")
    if event.document_id in found.withdrawn:
        line.append(f" ({Standing.WITHDRAWN})", style="dim")
    return Padding(line, (0, 0, 0, 3))


def _covering(event: Event, gap: str) -> RenderableType:
    line = Text(f"{short(event.id)}  ", style="dim")
    line.append(one_line((event.count.text if event.count else None) or event.anchor.text or ""))
    line.append(f"  {one_line(event.source or 'source unknown')}: {gap}", style="dim")
    return Padding(line, (0, 0, 0, 3))


def _rows(rows: Iterable[tuple[str, Text]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", min_width=10)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid
