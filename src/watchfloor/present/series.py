"""Figures of a record as series: the same quantity of the same subject and place over time.

A point's day is what its words say, else the day its document was published, and it says which.
Nothing is averaged: two points conflict if their days meet and their bounds do not, and both stay.
Copies of one text make one point.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.export.discretion import Discretion, Unsaid, told_title
from watchfloor.model import Bounds, Document, Figure

_WORD = re.compile(r"[^\W_]+")
_LESS = frozenset({"the", "a", "an", "its", "their", "of", "some", "all"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One stated value; `conflicts` are ids of figures of the series that say otherwise."""

    figure_id: str
    document_id: str
    source: str | None
    dated: str
    since: date | None
    until: date | None
    value: Bounds
    of: int | float | None
    words: str | None
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The points of one quantity, of one subject, at one place, by day."""

    quantity: str
    subject: str
    unit: str | None
    place: str | None
    points: tuple[Point, ...]


def series(figures: Iterable[Figure], document_of: Callable[[str], Document]) -> tuple[Series, ...]:
    """Return the series of figures, the longest first, then by quantity and subject."""
    groups: dict[tuple[str, ...], list[tuple[Figure, Point]]] = {}
    for figure in figures:
        point = _point(figure, document_of(figure.document_id))
        groups.setdefault(_key(figure), []).append((figure, point))
    made = [_series(list(group)) for group in groups.values()]
    return tuple(sorted(made, key=lambda one: (-len(one.points), one.quantity, one.subject)))


def discreet_series(one: Series, rules: Discretion) -> Series:
    """Return a series as a list may show it: without names of private persons."""
    if rules.off:
        return one
    known = Unsaid()
    for name in dict.fromkeys(point.document_id for point in one.points):
        known |= rules.known(name)
    return replace(
        one,
        subject=told_title(one.subject, known, rules),
        points=tuple(
            replace(point, words=told_title(point.words, known, rules) if point.words else None)
            for point in one.points
        ),
    )


def _series(group: Sequence[tuple[Figure, Point]]) -> Series:
    first = group[0][0]
    points: dict[tuple[object, ...], Point] = {}
    for _, one in group:
        same = one.words, one.value, one.since, one.until, one.source
        points.setdefault(same, one)
    ordered = sorted(
        points.values(),
        key=lambda one: (one.since or date.max, one.until or date.max, one.figure_id),
    )
    return Series(
        quantity=first.quantity,
        subject=" ".join((first.subject.text or "").split()),
        unit=first.unit,
        place=_place(first),
        points=tuple(
            replace(
                one,
                conflicts=tuple(
                    other.figure_id
                    for other in ordered
                    if other is not one and conflict(one, other)
                ),
            )
            for one in ordered
        ),
    )


def _point(figure: Figure, document: Document) -> Point:
    said = figure.date is not None and (figure.date.from_ or figure.date.to) is not None
    when = figure.date if said else document.published
    return Point(
        figure_id=figure.id,
        document_id=document.copy_of or document.id,
        source=document.source,
        dated="text" if said else "published",
        since=when.from_ if when else None,
        until=when.to if when else None,
        value=figure.value,
        of=figure.of,
        words=" ".join((figure.evidence.text or "").split()),
    )


def _key(figure: Figure) -> tuple[str, ...]:
    """Return what makes figures comparable: quantity, unit, words of the subject, place."""
    low = (figure.subject.text or "").lower().replace(".", "").replace("american", "us")
    words = sorted({word for word in _WORD.findall(low) if word not in _LESS})
    return figure.quantity, figure.unit or "", " ".join(words), (_place(figure) or "").lower()


def _place(figure: Figure) -> str | None:
    where = figure.event_loc
    return (where.name or where.text) if where else None


def conflict(one: Point, other: Point) -> bool:
    """Say whether two values of one series contradict: days that meet, bounds that do not."""
    if one.of != other.of or not _meet(one.since, one.until, other.since, other.until):
        return False
    return not _meet(*_ends(one.value), *_ends(other.value))


def _ends(value: Bounds) -> tuple[int | float | None, int | float | None]:
    return value.low, value.high


def _meet(low: object, high: object, other_low: object, other_high: object) -> bool:
    """Say whether two intervals share a value; None is an open end."""

    def before(end: object, start: object) -> bool:
        return end is not None and start is not None and end < start  # type: ignore[operator]

    return not (before(high, other_low) or before(other_high, low))
