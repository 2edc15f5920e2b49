"""Classification: confusion counts, macro F1, accuracy, and Pearson's r from summed moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from bench.score.tally import Tally, add, f1, share

CONFUSION = "confusion"
NONE = "-"
"""Stands for "no label": it is never a class of its own, but the gold label is missed."""

SMALLEST_SPREAD = 1e-12
"""Below this a variance is rounding noise, and a correlation with it means nothing."""


@dataclass(frozen=True, slots=True)
class PerClass:
    """What one class got."""

    label: str
    gold: int
    predicted: int
    right: int

    @property
    def f1(self) -> float:
        """Return the F1 of this class."""
        return f1(self.right, self.predicted, self.gold)


def confusion(pairs: Iterable[tuple[str, str]], about: str = CONFUSION) -> Tally:
    """Count (gold, predicted) pairs under the name `about`."""
    return add({(about, gold, predicted): 1} for gold, predicted in pairs)


def per_class(tally: Tally, about: str = CONFUSION) -> tuple[PerClass, ...]:
    """Return every class that gold or prediction uses, most frequent in gold first."""
    counts = {key[1:]: int(n) for key, n in tally.items() if key[0] == about and n}
    labels = {label for pair in counts for label in pair} - {NONE}
    found = [
        PerClass(
            label,
            gold=sum(n for (gold, _), n in counts.items() if gold == label),
            predicted=sum(n for (_, predicted), n in counts.items() if predicted == label),
            right=counts.get((label, label), 0),
        )
        for label in labels
    ]
    return tuple(sorted(found, key=lambda one: (-one.gold, one.label)))


def macro_f1(tally: Tally, about: str = CONFUSION) -> float | None:
    """Return the mean F1 of the classes that gold or prediction uses; None without any."""
    classes = per_class(tally, about)
    return share(sum(one.f1 for one in classes), len(classes))


def accuracy(tally: Tally, about: str = CONFUSION) -> float | None:
    """Return the share of items whose predicted label is the gold one; None without items."""
    items = [(key, n) for key, n in tally.items() if key[0] == about]
    return share(sum(n for key, n in items if key[1] == key[2]), sum(n for _, n in items))


def moments(pairs: Iterable[tuple[float, float]], about: str = "moments") -> Tally:
    """Return the sums that Pearson's r is made of."""
    return add(
        {
            (about, "n"): 1,
            (about, "x"): x,
            (about, "y"): y,
            (about, "xx"): x * x,
            (about, "yy"): y * y,
            (about, "xy"): x * y,
        }
        for x, y in pairs
    )


def pearson(tally: Tally, about: str = "moments") -> float | None:
    """Return Pearson's r; None without items or where one side never varies."""
    n = tally.get((about, "n"), 0)
    if not n:
        return None
    x, y, xx, yy, xy = (tally.get((about, name), 0) / n for name in ("x", "y", "xx", "yy", "xy"))
    spread_x, spread_y = xx - x * x, yy - y * y
    if min(spread_x, spread_y) < SMALLEST_SPREAD:
        return None
    return (xy - x * y) / sqrt(spread_x * spread_y)
