"""Proposals on the terminal: the words, the texts that they may mean, and the command to type."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from watchfloor.present.phrases import short
from watchfloor.present.terminal import one_line

if TYPE_CHECKING:
    from watchfloor.pipeline_proposals import Meant, Retraction

SHOWN = 5
"""Texts that one announcement may mean, on the terminal."""


def proposals_view(found: "Sequence[Retraction]") -> RenderableType:
    """Return each proposal with the words that it rests on."""
    return Group(*(part for one in found for part in _proposal(one)))


def _proposal(one: "Retraction") -> "Iterator[RenderableType]":
    head = Text(f"{one.kind}  ", style="bold")
    facts = (one.source or "source unknown", one.published, f"text {short(one.document_id)}")
    head.append(" · ".join(one_line(fact) for fact in facts if fact), style="dim")
    yield head
    yield Padding(Text(f"“{one_line(one.words)}”"), (0, 0, 0, 3))
    for meant in one.meant[:SHOWN]:
        yield Padding(_meant(one, meant), (0, 0, 0, 3))
    if not one.meant:
        yield Padding(Text("no text of the record is plainly meant", style="dim"), (0, 0, 0, 3))
    if len(one.meant) > SHOWN:
        rest = f"and {len(one.meant) - SHOWN:,} more; --json has them"
        yield Padding(Text(rest, style="dim"), (0, 0, 0, 3))


def _meant(one: "Retraction", meant: "Meant") -> Text:
    names = [short(meant.document_id)]
    if one.decision == "supersede":
        names.append(short(one.document_id))
    line = Text(f"watchfloor decide {one.decision} {' '.join(names)} --reason ...")
    facts = (meant.why, meant.title, meant.source, meant.published)
    line.append("  " + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
    return line
