"""What a foreign format cannot hold: rows left out and why, values lost, columns unfilled."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


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
