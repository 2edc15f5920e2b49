"""Outlets that are known to belong to somebody: the package's table, and what people say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from watchfloor import assets
from watchfloor.fuse.corroborate import Letter, Sources, folded
from watchfloor.model.source import SourceFact

MEDIA = "media"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One row of the table: an outlet, or an `office` of a state that publishes itself."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    owned_by: str | None
    state_of: str | None
    basis: str

    @property
    def names(self) -> tuple[str, ...]:
        """Return every spelling, the name first."""
        return (self.name, *self.aliases)


@cache
def outlets() -> Mapping[str, Outlet]:
    """Return the outlets of the package by every folded spelling."""
    found: dict[str, Outlet] = {}
    for row in assets.load_rows("outlets"):
        one = Outlet(
            name=row["name"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            kind=row["kind"],
            owned_by=row["owned_by"] or None,
            state_of=row["state_of"] or None,
            basis=row["basis"],
        )
        for name in one.names:
            found.setdefault(folded(name), one)
    return found


def spellings(name: str) -> tuple[str, ...]:
    """Return every known spelling of an outlet, the one that it is known by first."""
    own = outlets().get(folded(name))
    return own.names if own else (" ".join(name.split()),)


def sources(facts: Iterable[SourceFact]) -> Sources:
    """Return what is known of outlets: the table, overruled by what people decided."""
    table = outlets()
    names = {spelling: one.name for spelling, one in table.items()}
    owners = {one.name: _table_owners(one) for one in table.values()}
    known = {name for name, one in table.items() if one.kind == MEDIA}
    letters: dict[str, Letter | None] = {}
    for fact in sorted(facts, key=lambda one: (one.decided, one.decision_id)):
        shown = names.setdefault(folded(fact.source), fact.source)
        if fact.field == "reliability":
            letters[shown] = _letter(fact, shown)
            continue
        owners.setdefault(shown, {})[fact.field] = fact.value
        if folded(shown) not in table:
            known.add(folded(shown))
    return Sources(
        owners={name: [one for one in held.values() if one] for name, held in owners.items()},
        outlets=frozenset(known),
        names=names,
        letters=tuple(one for one in letters.values() if one is not None),
    )


def _table_owners(one: Outlet) -> dict[str, str | None]:
    return {"owned_by": one.owned_by, "state_of": one.state_of}


def _letter(fact: SourceFact, source: str) -> Letter | None:
    if fact.value is None:
        return None
    return Letter(
        source=source,
        letter=fact.value,
        by=fact.author,
        reason=fact.reason,
        on=date.fromisoformat(fact.decided[:10]),
    )
