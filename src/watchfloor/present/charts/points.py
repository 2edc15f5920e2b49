"""A series of stated values as a picture: one mark a point, a line from its low to its high end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchfloor.present.charts import svg

_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 12.0, 12.0, 22.0
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One value: when, between what bounds, and whether another of the same days contradicts it."""

    name: str
    low: float
    high: float
    conflicts: bool = False


def points_svg(
    points: Sequence[Point], *, title: str, key: str, width: float = 720, height: float = 160
) -> str:
    """Return the picture of some points, evenly apart in the order given."""
    top = max([*(one.high for one in points), 1.0])
    step = (width - _LEFT - _RIGHT) / max(1, len(points))
    deep = height - _TOP - _BOTTOM

    def up(value: float) -> float:
        return _TOP + deep * (1 - value / top)

    parts = []
    for value in (0.0, top / 2, top):
        y = up(value)
        parts.append(svg.element("line", class_="grid", x1=_LEFT, x2=width - _RIGHT, y1=y, y2=y))
        parts.append(svg.text(_LEFT - 5, y + 4, f"{value:,.6g}", anchor="end", class_="quiet"))
    every = -(-len(points) // _MOST_LABELS) or 1
    for at, one in enumerate(points):
        x = _LEFT + (at + 0.5) * step
        parts.append(_mark(one, x, up))
        if at % every == 0:
            parts.append(svg.text(x, height - 6, one.name[:10], anchor="middle", class_="quiet"))
    told = "; ".join(f"{one.name}: {_bounds(one)}" for one in points[:60])
    return svg.picture(width, height, parts, title=title, description=told, key=key)


def _mark(one: Point, x: float, up: Callable[[float], float]) -> str:
    low, high = up(one.low), up(one.high)
    tip = svg.element("title", svg.words(f"{one.name}: {_bounds(one)}"))
    line = svg.element("line", class_="line", x1=x, x2=x, y1=low, y2=high) if low != high else ""
    # A contradicted value is a ring: told apart without colour.
    kind = "node open" if one.conflicts else "node"
    fill = "none" if one.conflicts else None
    dot = svg.element("circle", class_=kind, cx=x, cy=(low + high) / 2, r=4, fill=fill)
    return svg.element("g", tip, line, dot)


def _bounds(one: Point) -> str:
    ends = dict.fromkeys((one.low, one.high))
    return " to ".join(f"{end:,.10g}" for end in ends) + (", contradicted" * one.conflicts)
