"""Sources on the terminal: one row each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from watchfloor.present.listing import table, words

if TYPE_CHECKING:
    from watchfloor.pipeline_sources import SourceLine


def sources_table(lines: "Sequence[SourceLine]") -> RenderableType:
    """Return one row a source, what the columns mean, and who copies whom."""
    made = table(
        ("source", {"ratio": 3}),
        ("texts", {"justify": "right", "min_width": 5}),
        ("copied", {"justify": "right", "min_width": 6}),
        ("copied by others", {"justify": "right", "min_width": 6}),
        ("letter", {"min_width": 6}),
        ("belongs to", {"ratio": 2}),
        ("agrees", {"ratio": 2}),
    )
    for one in lines:
        made.add_row(
            words(one.source),
            Text(f"{one.documents:,}"),
            Text(f"{one.copies_made:,}"),
            Text(f"{one.copies_received:,}"),
            Text(one.reliability, style="" if "reliability" in one.set else "dim"),
            words(", ".join(filter(None, (one.owned_by, one.state_of))) or None),
            words(_agreement(one)),
        )
    key = "letter: A to F by people, F not judged  agrees: with other sources' tolls, 95 % interval"
    parts: list[RenderableType] = [made, Text(), Text(key, style="dim")]
    if any(one.copied_from for one in lines):
        parts += [Text(), _copies(lines)]
    return Group(*parts)


def _copies(lines: "Sequence[SourceLine]") -> RenderableType:
    """Return who copies whom, the most texts first."""
    made = table(
        ("copies", {"ratio": 2}),
        ("from", {"ratio": 2}),
        ("texts", {"justify": "right", "min_width": 5}),
    )
    pairs = [(one.source, origin) for one in lines for origin in one.copied_from]
    for copier, origin in sorted(pairs, key=lambda pair: (-pair[1].documents, pair[0])):
        made.add_row(
            words(copier), words(origin.source or "source unknown"), Text(f"{origin.documents:,}")
        )
    return made


def _agreement(one: "SourceLine") -> str | None:
    held = one.agreement
    if held is None:
        return None
    return f"{held.rate:.2f} [{held.low:.2f}, {held.high:.2f}] of {held.checkable:,}"
