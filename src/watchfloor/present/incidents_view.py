"""A table of incidents on the terminal, and the line that counts them."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from watchfloor.export.discretion import DISCREET, Discretion, discreet
from watchfloor.model import Incident
from watchfloor.present.listing import STATUS_STYLES, WIDE, table, who, words
from watchfloor.present.phrases import (
    SYMBOLS,
    bounds_signs,
    credibility_words,
    date_words,
    place_words,
    short,
    status_words,
    type_words,
)


def incidents_view(
    incidents: Sequence[Incident], width: int, rules: Discretion = DISCREET
) -> RenderableType:
    """Return one row an incident; wide windows see the status, the credibility and the outlets."""
    incidents = [discreet(one, rules) for one in incidents]
    wide = width >= WIDE
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("date", {"min_width": 10}),
        ("type", {"max_width": 20}),
        ("actor → recipient", {"ratio": 2}),
        ("place", {"ratio": 1, "min_width": 14}),
        ("dead", {"justify": "right", "min_width": 4}),
        ("sources", {"justify": "right", "min_width": 7}),
        *((("reports", {"ratio": 1}), ("credibility", {"ratio": 1})) if wide else ()),
    )
    for one in incidents:
        cells = [
            Text(short(one.id)),
            words(date_words(one.date)),
            Text(f"{SYMBOLS[one.status]} {type_words(one)}", style=STATUS_STYLES[one.status]),
            who(one),
            words(place_words(one.event_loc)),
            words(bounds_signs(one.dead)),
            Text(_sources_signs(one)),
        ]
        if wide:
            cells += [words(", ".join(one.sources) or None), words(credibility_words(one))]
        made.add_row(*cells)
    used = {one.status for one in incidents}
    key = "  ".join(status_words(status) for status in SYMBOLS if status in used)
    return Group(made, Text(), Text(f"{key}  sources: independent + copies", style="dim"))


def _sources_signs(one: Incident) -> str:
    return f"{one.independent_sources}+{one.copies}" if one.copies else f"{one.independent_sources}"


def counts_line(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the set `violence` in words: happened, and attempted apart."""
    happened = sum(pair[0] for pair in counts.values())
    attempted = sum(pair[1] for pair in counts.values())
    parts = ", ".join(f"{sum(pair):,} {part}" for part, pair in sorted(counts.items()))
    return f"violence in this record: {happened:,} and {attempted:,} attempted ({parts or 'none'})"
