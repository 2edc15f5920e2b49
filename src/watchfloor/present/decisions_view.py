"""Decisions of people on the terminal: a table of them, and one on a line."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from rich.table import Table
from rich.text import Text

from watchfloor.model import Decision, Verdict
from watchfloor.model.source import is_of_source, source_names, source_settings
from watchfloor.present.listing import table, words
from watchfloor.present.phrases import short
from watchfloor.present.terminal import one_line


def decisions_table(
    decisions: Sequence[Decision],
    held: Iterable[str],
    named: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Table:
    """Return one row a decision, the oldest first; those that do not hold any more step back.

    `named` are the incidents that each names, by its id.
    """
    standing = set(held)
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("decided", {"min_width": 16}),
        ("who", {"ratio": 1}),
        ("what", {"ratio": 2, "no_wrap": False}),
        ("why", {"ratio": 3, "no_wrap": False}),
        ("", {"min_width": 6}),
    )
    for one in decisions:
        style = "" if one.id in standing else "dim"
        made.add_row(
            Text(short(one.id)),
            Text(one.decided[:16].replace("T", " "), style=style),
            words(one.author, style),
            words(_what(one, named.get(one.id, ())), style),
            words(one.reason, style),
            Text("" if one.id in standing else "undone", style="italic dim"),
        )
    return made


def _what(one: Decision, named: Sequence[str]) -> str:
    if one.undoes:
        return f"undo {short(one.undoes)}"
    if is_of_source(one):
        return f"set {', '.join(source_settings(one))} of {source_names(one)[0]}"
    if one.verdict in (Verdict.MERGE, Verdict.SPLIT) and named:
        return f"{one.verdict} {', '.join(map(short, named))}"
    about = f" {short(one.document_id)}" if one.document_id else ""
    return f"{one.verdict} {one.field}{about}" if one.field else f"{one.verdict}{about}"


def decision_line(one: Decision) -> Text:
    """Return a decision on a line: "a522edef  2022-01-15 Ana: edit dead, the morgue's list"."""
    what = " ".join(filter(None, (str(one.verdict), one.field, one.undoes and short(one.undoes))))
    made = Text(f"{short(one.id)}  ", style="dim")
    made.append(f"{one.decided[:10]} {one_line(one.author)}: {one_line(what)}")
    if one.reason:
        made.append(f", {one_line(one.reason)}")
    return made
