"""Actors on the terminal: a table of them, and one of them as of a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchfloor.model import Actor, ActorStanding, Event, Stand
from watchfloor.present.actors import Tally
from watchfloor.present.listing import events_view, table, words
from watchfloor.present.terminal import one_line

SHOWN_EVENTS = 10
SHOWN_UNITS = 30
ABSENT = "The knowledge base has it at other times only, and so no relation of that day."
UNCHECKED = "not checked since entry, where no day of checking is given"
"""The basis is what should bear such a row out; it was not held against a page yet."""


def actors_table(actors: Sequence[Actor], tally: Tally | None) -> Table:
    """Return one row an actor; of a record, how surely acts are laid to it, and how often named."""
    counts = ("fact", "claimed", "blamed", "acted on", "named") if tally else ()
    made = table(
        ("id", {"style": "dim", "ratio": 2}),
        ("name", {"ratio": 3}),
        ("type", {"min_width": 4}),
        ("country", {"min_width": 7}),
        ("existed", {"min_width": 9}),
        *((name, {"justify": "right", "min_width": len(name)}) for name in counts),
    )
    for one in actors:
        acts = (one.acts.fact, one.acts.claimed, one.acts.blamed) if one.acts else (0, 0, 0)
        numbers = (*acts, tally.receiving[one.id], tally.named[one.id]) if tally else ()
        made.add_row(
            Text(one.id),
            words(one.name),
            words(one.type),
            words(one.country),
            words(span(one.since, one.until)),
            *(Text(f"{number:,}") for number in numbers),
        )
    return made


def span(since: str | None, until: str | None) -> str | None:
    """Return "2007 to 2020-01-03", "since 2007", "until 2020", or None."""
    if since and until:
        return f"{since} to {until}"
    if since or until:
        return f"since {since}" if since else f"until {until}"
    return None


def held(since: str | None, until: str | None, at: date | None) -> str | None:
    """Return when a relation held; of a day it is said that its beginning is not known."""
    told = span(since, until)
    if at is None or since:
        return told
    return "start unknown" + (f", {told}" if told else "")


def standing_view(
    found: ActorStanding, events: Sequence[Event] | None, width: int
) -> RenderableType:
    """Return one screen for an actor: names, who stood above and behind it, and its events."""
    actor = found.actor
    facts = [actor.type, actor.country, span(actor.since, actor.until), f"actor {actor.id}"]
    day = f"as of {found.at.isoformat()}" if found.at else "as far as no end is known"
    blocks: list[RenderableType] = [
        Text(one_line(actor.name), style="bold"),
        Text(" · ".join(fact for fact in facts if fact), style="dim"),
        Text(),
        _rows([("also", Text(one_line(" · ".join(actor.aliases)) or "–"))]),
        Text(f"\n{day[0].upper()}{day[1:]}", style="bold"),
        _rows(_standing_rows(found)) if found.existed else Text(f"  {ABSENT}"),
    ]
    if not all(stand.checked_on for stand in _stands(found)):
        blocks.append(Text(f"  {UNCHECKED}", style="dim"))
    if events is None:
        return Group(*blocks)
    blocks.append(Text(f"\n{len(events):,} events in the record", style="bold"))
    if events:
        blocks.append(events_view(events[-SHOWN_EVENTS:], width))
    return Group(*blocks)


def _stands(found: ActorStanding) -> tuple[Stand, ...]:
    parts = (found.chain, found.leaders, found.backers, found.offices, found.others)
    return (*(stand for part in parts for stand in part), *found.units[:SHOWN_UNITS])


def _standing_rows(found: ActorStanding) -> Iterator[tuple[str, Text]]:
    at = found.at
    yield from _named(at, "part of", found.chain, through_of(found))
    yield from _named(at, "led by", found.leaders)
    yield from _named(at, "backed by", found.backers)
    yield from _named(at, "offices", found.offices)
    for stand in found.others:
        yield (str(stand.predicate).replace("_", " "), _line(stand, at, {}))
    yield from _named(at, "below it", found.units[:SHOWN_UNITS])
    if len(found.units) > SHOWN_UNITS:
        yield ("", Text(f"and {len(found.units) - SHOWN_UNITS} more", style="dim"))


def through_of(found: ActorStanding) -> dict[str, str]:
    """Return the names of the bodies by way of which an actor is part of others, by their ids."""
    held = {stand.through for stand in found.chain}
    return {stand.id: stand.name for stand in found.chain if stand.id in held}


def _named(
    at: date | None, name: str, stands: Sequence[Stand], through: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Text]]:
    for index, stand in enumerate(stands):
        yield (name if not index else "", _line(stand, at, through or {}))


def _line(stand: Stand, at: date | None, through: Mapping[str, str]) -> Text:
    made = Text(one_line(stand.name))
    facts = [
        f"through {through.get(stand.through, stand.through)}" if stand.through else None,
        stand.role,
        held(stand.since, stand.until, at),
        "contested" if stand.contested else None,
    ]
    if told := [fact for fact in facts if fact]:
        made.append(f", {one_line(', '.join(told))}")
    if stand.basis:
        made.append(f"  {one_line(stand.basis)}", style="dim")
    if stand.checked_on:
        page = stand.checked_against
        against = "it" if page == stand.basis else one_line(page or "")
        made.append(f", checked {stand.checked_on} against {against}", style="dim")
    return made


def _rows(rows: "Iterator[tuple[str, Text]] | Sequence[tuple[str, Text]]") -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return Padding(grid, (0, 0, 0, 2))
