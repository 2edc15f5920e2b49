"""What a foreign format cannot hold: rows left out and why, values lost, columns unfilled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchfloor.export.columns import Cell


@dataclass(slots=True)
class Losses:
    """Counts while a file is written; `lines` says it in words."""

    left_out: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    empty: tuple[str, ...] = ()

    def leave_out(self, reason: str) -> None:
        """Count a row that is left out."""
        self.left_out[reason] += 1

    def lose(self, what: str) -> None:
        """Count a value of a row that the format has no place for."""
        self.lost[what] += 1

    def kept(
        self, columns: Sequence[str], rows: Iterable[Mapping[str, Cell] | str]
    ) -> Iterator[list[Cell]]:
        """Yield rows in the order of the columns; count those that are a reason to be left out."""
        for row in rows:
            if isinstance(row, str):
                self.leave_out(row)
            else:
                yield [row.get(name) for name in columns]

    def unfilled(self, columns: Sequence[str]) -> None:
        """Say which columns nothing is ever written to."""
        self.empty = tuple(columns)

    def lines(self) -> Iterator[str]:
        """Yield the report: rows, then values, then columns; most first."""
        for reason, count in sorted(self.left_out.items(), key=lambda one: (-one[1], one[0])):
            yield f"left out {count:,}: {reason}"
        for what, count in sorted(self.lost.items(), key=lambda one: (-one[1], one[0])):
            yield f"lost in {count:,}: {what}"
        if self.empty:
            yield f"never filled: {', '.join(self.empty)}"
