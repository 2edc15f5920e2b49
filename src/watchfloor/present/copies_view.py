"""A group of copies on the terminal: the tree from its origin, and the difference of two texts."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from watchfloor.model import Difference, Document, Where, encode
from watchfloor.present.find import settled
from watchfloor.present.phrases import published_words, short, withdrawn_words
from watchfloor.present.terminal import STYLES, one_line
from watchfloor.store import query
from watchfloor.store.copies import group_of
from watchfloor.store.withdrawn import Withdrawal, withdrawals

LONGEST = 240
"""Characters shown of a passage that one text has alone; a longer one is cut in its middle."""

SHOWN_PASSAGES, SHOWN_COPIES = 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A document, its group (the origin first), and how it differs from what it was made from.

    `original` is the member that the document is a copy of; None for the origin itself; `withdrawn`
    are the members that people took out of the count.
    """

    document: Document
    group: tuple[Document, ...]
    original: Document | None
    difference: Difference | None
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the family as plain JSON data; passages with text, start and end."""
        added, left_out = self.passages()
        return {
            "document": self.document.id,
            "group": [
                {
                    "id": one.id,
                    "source": one.source,
                    "title": one.title,
                    "published": one.published.from_.isoformat() if one.published else None,
                    "copy_of": one.copy_of,
                    "copy_reason": one.copy_reason,
                    "withdrawn": encode(gone)
                    if (gone := self.withdrawn.get(one.id)) is not None
                    else None,
                }
                for one in self.group
            ],
            "added": added,
            "left_out": left_out,
        }

    def passages(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return what the document has alone, and what the text it was made from has alone."""
        if self.difference is None or self.original is None:
            return [], []
        return (
            _cut(self.document.text, self.difference.added),
            _cut(self.original.text, self.difference.left_out),
        )


def family_of(connection: sqlite3.Connection, prefix: str) -> Family:
    """Return the group of the document whose id, or that of an event in it, begins with `prefix`.

    Raises:
        UsageError: too few digits, or no part of an id.
        InputError: no id begins so, or several do.
    """
    from watchfloor import pipeline

    where = settled(connection, Where(document=prefix))
    document = query.document(connection, where.document or "")
    group = group_of(connection, document.id)
    original = next((one for one in group if one.id == document.copy_of), None)
    difference = pipeline.copy_difference(document, original) if original else None
    gone = withdrawals(connection)
    return Family(
        document=document,
        group=group,
        original=original,
        difference=difference,
        withdrawn={one.id: gone[one.id] for one in group if one.id in gone},
    )


def copies_view(family: Family) -> RenderableType:
    """Return the tree, and below it the passages that one of the two texts has alone."""
    parts: list[RenderableType] = [_tree(family)]
    if family.original is not None:
        parts += [Text(), *_differences(family, family.original)]
    elif len(family.group) > 1:
        one = next(one for one in family.group if one.id != family.document.id)
        hint = f"What a copy adds and leaves out: watchfloor copies {short(one.id)}"
        parts += [Text(), Text(hint, style="dim")]
    return Group(*parts)


def _tree(family: Family) -> Tree:
    origin, *rest = family.group
    tree = Tree(_line(origin, family), guide_style="dim")
    places = {origin.id: tree}
    waiting, shown = rest[:SHOWN_COPIES], 0
    while len(waiting) != shown:  # parents come before their copies, whatever the dates say
        shown = len(waiting)
        for one in waiting:
            if one.copy_of in places:
                places[one.id] = places[one.copy_of].add(_line(one, family))
        waiting = [one for one in waiting if one.id not in places]
    if len(rest) > len(places) - 1:
        tree.add(Text(f"and {len(rest) - len(places) + 1:,} more; --json has them", style="dim"))
    return tree


def _line(one: Document, family: Family) -> RenderableType:
    """Return a member on a line, and under it why it is held to be a copy, and no longer counts."""
    line = Text(short(one.id), style="dim", no_wrap=True, overflow="ellipsis")
    line.append(" ◀ " if one.id == family.document.id else "   ")
    line.append(f"{published_words(one.published)}  ")
    line.append(one_line(one.source or "source unknown"), style="bold")
    line.append(f"  {one_line(one.title or one.text[:60])}")
    below = [Text(one_line(one.copy_reason), style="dim")] if one.copy_reason else []
    if one.id in family.withdrawn:
        note = one_line(withdrawn_words(family.withdrawn[one.id]))
        below.append(Text(note, style=STYLES["casualties"]))
    return Group(line, *below) if below else line


def _differences(family: Family, original: Document) -> Iterator[RenderableType]:
    added, left_out = family.passages()
    if not added and not left_out:
        yield Text(f"Word for word {short(original.id)}, page furniture aside.")
    yield from _passages("+", f"Only in {short(family.document.id)}", added, "green")
    yield from _passages("-", f"Only in {short(original.id)}", left_out, "red")


def _passages(
    sign: str, title: str, passages: Sequence[dict[str, Any]], style: str
) -> Iterator[RenderableType]:
    if not passages:
        return
    yield Text(title, style="bold")
    for one in passages[:SHOWN_PASSAGES]:
        line = Text(f"{sign} ", style=style).append(_shortened(one_line(one["text"])), style=style)
        yield Padding(line.append(f"  {one['start']}–{one['end']}", style="dim"), (0, 0, 0, 2))
    if len(passages) > SHOWN_PASSAGES:
        yield Text(f"  and {len(passages) - SHOWN_PASSAGES:,} more; --json has them", style="dim")


def _shortened(words: str) -> str:
    half = LONGEST // 2
    return words if len(words) <= LONGEST else f"{words[:half]} […] {words[-half:]}"


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    return [{"text": text[start:end], "start": start, "end": end} for start, end in spans]
