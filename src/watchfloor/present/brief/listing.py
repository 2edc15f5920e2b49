"""Tables for the terminal: notes, what was issued, and what became of it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from watchfloor.model import Incident
from watchfloor.model.issued import Disclosure, Issued, Note
from watchfloor.pipeline_issue import Effect
from watchfloor.pipeline_quoted import Quoting
from watchfloor.present.brief.arguments import said
from watchfloor.present.brief.erratum import lost_words
from watchfloor.present.incidents_view import incidents_view
from watchfloor.present.listing import table, words
from watchfloor.present.phrases import interval_words, plural, short
from watchfloor.present.terminal import one_line
from watchfloor.store.followed import News


def notes_table(notes: Iterable[Note], held: Collection[str]) -> Table:
    """Return one row a note; those withdrawn are dim."""
    made = table(
        ("note", {"style": "dim", "min_width": 8}),
        ("section", {"min_width": 10}),
        ("by", {"ratio": 1}),
        ("written", {"min_width": 10}),
        ("days", {"ratio": 1}),
        ("countries", {"min_width": 9}),
        ("text", {"ratio": 4, "no_wrap": False}),
    )
    for one in notes:
        style = "" if one.id in held else "dim"
        made.add_row(
            Text(short(one.id)),
            Text(str(one.section), style=style),
            words(one.author, style),
            words(one.written[:10], style),
            words(interval_words(one.since, one.until), style),
            words(", ".join(one.countries) or "all", style),
            words(one.text, style),
        )
    return made


def issued_table(issued: Iterable[Issued]) -> Table:
    """Return one row a thing that was issued."""
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("kind", {"min_width": 6}),
        ("title", {"ratio": 4}),
        ("by", {"ratio": 1}),
        ("issued", {"min_width": 10}),
        ("incidents", {"justify": "right", "min_width": 9}),
        ("data up to", {"min_width": 10}),
        ("sha256", {"min_width": 12}),
    )
    for one in issued:
        made.add_row(
            Text(short(one.id)),
            Text(one.kind),
            words(one.title),
            words(one.author),
            words(one.issued[:10]),
            Text(f"{len(one.shown):,}"),
            words(one.state.data_up_to),
            Text(one.sha256[:12]),
        )
    return made


def news_view(
    found: Iterable[News], width: int, masked: Callable[[Incident], Incident]
) -> RenderableType:
    """Return, for every saved search, its new incidents and those that grew."""
    blocks: list[RenderableType] = []
    for one in found:
        filters = said(one.search.filters)
        head = Text(one_line(one.search.name), style="bold")
        head.append(f"  {one_line(filters)}  {one.n_new:,} new, {one.n_grown:,} grew", style="dim")
        blocks.append(head)
        listed = [masked(row) for row in (*one.new, *one.grown)]
        if listed:
            blocks.append(incidents_view(listed, width))
        if (left := one.n_new + one.n_grown - len(listed)) > 0:
            blocks.append(Text(f"and {left:,} more", style="dim"))
        blocks.append(Text())
    return Group(*blocks)


def disclosures_table(disclosures: Iterable[Disclosure]) -> Table:
    """Return one row a decision on masking; an unmasked output names no one."""
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("verdict", {"min_width": 7}),
        ("name", {"ratio": 2}),
        ("by", {"ratio": 1}),
        ("decided", {"min_width": 10}),
        ("reason", {"ratio": 3, "no_wrap": False}),
    )
    for one in disclosures:
        made.add_row(
            Text(short(one.id)),
            Text(str(one.verdict)),
            words(one.name),
            words(one.author),
            words(one.decided[:10]),
            words(one.reason),
        )
    return made


def impact_view(effects: Sequence[Effect], quotes: Sequence[Quoting] = ()) -> RenderableType:
    """Return, for everything issued, its incidents with the values then and now.

    Incidents of which a value changed come first, and of an incident the changed values; at the end
    what quotes a text and shows no incident of it.
    """
    blocks: list[RenderableType] = []
    held: dict[str, list[Effect]] = {}
    for one in effects:
        held.setdefault(one.issued.id, []).append(one)
    for own in held.values():
        issued, changed = own[0].issued, sum(map(_is_changed, own))
        head = _head(issued)
        head.append(f"  {plural(len(own), 'incident')}, {changed:,} with other values now")
        blocks += [head, _values(own), Text()]
    for quoting in quotes:
        head = _head(quoting.issued)
        head.append("  quotes its words; no incident shown in it rests on them")
        blocks += [head, *(Text(f"! {line}") for line in map(lost_words, quoting.lost)), Text()]
    return Group(*blocks)


def _head(issued: Issued) -> Text:
    head = Text(f"{issued.kind} {short(issued.id)} ", style="dim")
    head.append(one_line(issued.title), style="bold not dim")
    return head.append(f"  issued {issued.issued[:10]} by {one_line(issued.author)}")


def _is_changed(one: Effect) -> bool:
    return not one.now or bool(one.changed)


def _values(effects: Sequence[Effect]) -> Table:
    made = table(
        ("", {"min_width": 2}),
        ("incident", {"style": "dim", "min_width": 8}),
        ("field", {"min_width": 12}),
        ("then", {"ratio": 1, "no_wrap": False}),
        ("now", {"ratio": 1, "no_wrap": False}),
    )
    for one in sorted(effects, key=lambda each: not _is_changed(each)):
        if not one.now:
            name = short(one.then.incident_id)
            made.add_row("!", name, "", "", "no more: no report of it is left")
        for name, now in one.now.items():
            fields = dict.fromkeys([*one.then.values, *now])
            for field in sorted(fields, key=lambda each: _same(one, now, each)):
                is_same = _same(one, now, field)
                style = "dim" if is_same else "bold"
                made.add_row(
                    "" if is_same else "!",
                    short(name),
                    Text(field, style=style),
                    words(one.then.values.get(field), style),
                    words(now.get(field), style),
                )
    return made


def _same(one: Effect, now: Mapping[str, str], field: str) -> bool:
    return one.then.values.get(field) == now.get(field)


def quoting_json(one: Quoting) -> dict[str, Any]:
    """Return what only quotes a text as plain data: the keys of an effect, without an incident."""
    return {
        **_issued_json(one.issued),
        "incident": None,
        "then": {},
        "now": {},
        "changed": [],
        "decisions": [made.id for lost in one.lost for made in lost.decisions],
        "new_documents": [],
    }


def _issued_json(issued: Issued) -> dict[str, Any]:
    return {
        "issued": issued.id,
        "kind": issued.kind,
        "title": issued.title,
        "author": issued.author,
        "issued_at": issued.issued,
    }


def effect_json(one: Effect) -> dict[str, Any]:
    """Return an effect as plain data."""
    return {
        **_issued_json(one.issued),
        "incident": one.then.incident_id,
        "then": dict(one.then.values),
        "now": {name: dict(values) for name, values in one.now.items()},
        "changed": list(one.changed),
        "decisions": [made.id for made in one.decisions],
        "new_documents": list(one.new_documents),
    }
