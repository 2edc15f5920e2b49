"""The review queue on the terminal: one row an item."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from watchfloor.pipeline_review import Item
from watchfloor.present.listing import STATUS_STYLES, table, words
from watchfloor.present.phrases import (
    SYMBOLS,
    bounds_signs,
    date_words,
    fillers_words,
    place_words,
    short,
)


def review_view(items: Sequence[Item], width: int) -> RenderableType:
    """Return one row an item: what it is worth, what it is and what makes it worth that."""
    del width  # the table takes what there is
    made = table(
        ("worth", {"justify": "right", "min_width": 5}),
        ("id", {"style": "dim", "min_width": 8}),
        ("kind", {"min_width": 8}),
        ("what", {"ratio": 3}),
        ("dead", {"justify": "right", "min_width": 4}),
        ("why", {"ratio": 2}),
    )
    for one in items:
        on = one.incident or one.event
        made.add_row(
            Text(f"{one.worth.value:.2f}" if one.worth else "first"),
            Text(short(one.id)),
            Text(one.kind),
            what_of(one),
            words(bounds_signs(on.dead) if on else None),
            words(", ".join(one.why)),
        )
    return made


def what_of(one: Item) -> Text:
    """Return an item in words: "● ASSAULT 2022-01-10 Gao gunmen → soldiers"."""
    on = one.incident or one.event
    if on is None:
        return words(one.decision.reason if one.decision else None)
    parts = (date_words(on.date), place_words(on.event_loc))
    who = f"{fillers_words(on.actor)} → {fillers_words(on.recipient)}"
    made = Text(f"{SYMBOLS[on.status]} {on.type} ", style=STATUS_STYLES[on.status])
    made.append_text(words(" · ".join((*parts, who))))
    return made
