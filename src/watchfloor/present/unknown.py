"""Names of bodies in a record that the knowledge base does not hold: offered, never invented.

An unknown name stays a mention. A person who knows who it is adds a row to the knowledge base.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rich.table import Table
from rich.text import Text

from watchfloor.export.discretion import BLOCK, Discretion
from watchfloor.model import Event, Filler, Where
from watchfloor.present.discretion import rules_of
from watchfloor.present.listing import table, words
from watchfloor.store import query

EXAMPLES = 3
ROLES = ("actor", "recipient", "attributed_to")


@dataclass(slots=True)
class Unknown:
    """One name, in all its spellings: its kinds, where it stands, in which roles, with whom."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    spans: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def add(self, event: Event, role: str, filler: Filler, name: str) -> None:
        """Count one filler of an event."""
        self.names[name] += 1
        self.kinds[filler.kind.value] += 1
        self.roles[role] += 1
        self.documents.add(event.document_id)
        if event.event_loc and event.event_loc.country:
            self.countries[event.event_loc.country] += 1
        if filler.text is not None and filler.start is not None and filler.end is not None:
            self.spans.setdefault((event.document_id, filler.start, filler.end), filler.text)

    @property
    def name(self) -> str:
        """Return the commonest spelling, of equals the first by the alphabet."""
        return min(self.names, key=lambda one: (-self.names[one], one))

    @property
    def kind(self) -> str:
        """Return the commonest kind of mention."""
        return min(self.kinds, key=lambda one: (-self.kinds[one], one))

    def as_json(self) -> dict[str, Any]:
        """Return the name with its counts, an id for a row of its own, and the first places."""
        from watchfloor.pipeline_actors import new_actor_id

        return {
            "name": self.name,
            "suggested_id": new_actor_id(self.name),
            "kind": self.kind,
            "spellings": sorted(self.names),
            "countries": [one for one, _ in _ranked(self.countries)],
            "documents": len(self.documents),
            "events": sum(self.roles.values()),
            "roles": {role: self.roles[role] for role in ROLES},
            "examples": [
                {"document_id": document, "text": text, "start": start, "end": end}
                for (document, start, end), text in sorted(self.spans.items())[:EXAMPLES]
            ],
        }


def unknown(
    connection: sqlite3.Connection, where: Where | None = None, limit: int | None = None
) -> list[Unknown]:
    """Return the unknown names of the events that pass, those in most documents first.

    Raises:
        UsageError: a filter that events do not have.
    """
    from watchfloor.pipeline_actors import unknown_body

    found: dict[str, Unknown] = {}
    for event in query.events(connection, where):
        for role in ROLES:
            for filler in getattr(event, role):
                body = None if filler.entity_id else unknown_body(filler.text or "", filler.kind)
                if body is not None:
                    found.setdefault(body[0], Unknown()).add(event, role, filler, body[1])
    ranked = sorted(found.items(), key=lambda one: (*_weight(one[1]), one[0]))
    rules = rules_of(connection)
    told = (one for _, one in ranked if _may_be_told(one, rules))
    return list(islice(told, limit))


def _may_be_told(one: Unknown, rules: Discretion) -> bool:
    """Say whether nothing of the words that stand for a body is withheld where they stand."""
    return not any(
        BLOCK in rules.blackout(document).over(text, start)
        for (document, start, _), text in sorted(one.spans.items())[:EXAMPLES]
    )


def _weight(one: Unknown) -> tuple[int, int]:
    return -len(one.documents), -sum(one.roles.values())


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def unknown_table(found: Sequence[Unknown]) -> Table:
    """Return one row a name, with the place of one example to look up."""
    made = table(
        ("name", {"ratio": 3}),
        ("kind", {"min_width": 5}),
        ("countries", {"min_width": 9}),
        ("documents", {"justify": "right", "min_width": 9}),
        ("events", {"justify": "right", "min_width": 6}),
        ("example", {"ratio": 2, "style": "dim"}),
    )
    for one in found:
        document, start, end = min(one.spans, default=("", 0, 0))
        made.add_row(
            words(one.name),
            words(one.kind),
            words(" ".join(country for country, _ in _ranked(one.countries)[:EXAMPLES])),
            Text(f"{len(one.documents):,}"),
            Text(f"{sum(one.roles.values()):,}"),
            Text(f"{document[:8]} {start}..{end}" if document else ""),
        )
    return made
