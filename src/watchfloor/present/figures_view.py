"""Tables of figures and relations for the terminal."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from watchfloor.present.listing import table, words
from watchfloor.present.phrases import bounds_words, interval_words, short
from watchfloor.present.proposals import Proposal
from watchfloor.present.series import Series


def series_table(found: Sequence[Series]) -> Table:
    """Return one row a point; the head of a series stands beside its first."""
    made = table(
        ("quantity", {"min_width": 10}),
        ("subject", {"ratio": 2}),
        ("place", {"ratio": 1}),
        ("as of", {"min_width": 10}),
        ("value", {"min_width": 16}),
        ("words", {"ratio": 1}),
        ("document", {"style": "dim", "min_width": 8}),
    )
    for one in found:
        for number, point in enumerate(one.points):
            head = (one.quantity, one.subject, one.place) if number == 0 else ("", "", "")
            total = f" of {point.of:,}" if point.of is not None else ""
            mark = "! " if point.conflicts else ""
            made.add_row(
                *(words(cell) if cell != "" else Text() for cell in head),
                words(interval_words(point.since, point.until)),
                words(f"{mark}{bounds_words(point.value)}{total}", "bold" if mark else ""),
                words(point.words),
                Text(short(point.document_id)),
            )
    return made


def proposals_table(found: Sequence[Proposal]) -> Table:
    """Return one row a proposal with the first words that state it."""
    made = table(
        ("state", {"min_width": 7}),
        ("subject", {"ratio": 2}),
        ("predicate", {"min_width": 11}),
        ("object", {"ratio": 2}),
        ("valid", {"min_width": 9}),
        ("sources", {"justify": "right", "min_width": 7}),
        ("words", {"ratio": 3}),
    )
    for one in found:
        valid = f"{one.since or '…'}–{one.until or '…'}" if one.since or one.until else None
        if one.ended:
            valid = f"{one.since or '…'}–ended"
        made.add_row(
            words(one.state, "bold" if one.state == "new" else ""),
            words(one.subject),
            words(f"{one.predicate} ({one.role})" if one.role else str(one.predicate)),
            words(one.object),
            words(valid),
            Text(str(one.sources)),
            words(one.evidence[0].words, "dim"),
        )
    return made
