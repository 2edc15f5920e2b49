"""What a foreign format cannot hold: rows left out and why, values lost, columns unfilled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchfloor.export.columns import Cell

NAMED = 5
"""Rows of one reason that are named."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a row is left out, and its id."""

    reason: str
    id: str


@dataclass(slots=True)
class Losses:
    """Counts while a file is written; `lines` says it in words."""

    left_out: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[str]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    empty: tuple[str, ...] = ()

    def leave_out(self, reason: str, name: str | None = None) -> None:
        """Count a row that is left out; the first of each reason are named by their ids."""
        self.left_out[reason] += 1
        held = self.named.setdefault(reason, [])
        if name is not None and len(held) < NAMED:
            held.append(name)

    def lose(self, what: str) -> None:
        """Count a value of a row that the format has no place for."""
        self.lost[what] += 1

    def kept(
        self, columns: Sequence[str], rows: Iterable[Mapping[str, Cell] | LeftOut]
    ) -> Iterator[list[Cell]]:
        """Yield rows in the order of the columns; count those that are a reason to be left out."""
        for row in rows:
            if isinstance(row, LeftOut):
                self.leave_out(row.reason, row.id)
            else:
                yield [row.get(name) for name in columns]

    def unfilled(self, columns: Sequence[str]) -> None:
        """Say which columns nothing is ever written to."""
        self.empty = tuple(columns)

    def lines(self) -> Iterator[str]:
        """Yield the report: rows, then values, then columns; most first."""
        for reason, count in sorted(self.left_out.items(), key=lambda one: (-one[1], one[0])):
            held = ", ".join(name[:8] for name in self.named.get(reason, ()))
            more = ", ..." if held and count > NAMED else ""
            yield f"left out {count:,}: {reason}{f' ({held}{more})' if held else ''}"
        for what, count in sorted(self.lost.items(), key=lambda one: (-one[1], one[0])):
            yield f"lost in {count:,}: {what}"
        if self.empty:
            yield f"never filled: {', '.join(self.empty)}"
