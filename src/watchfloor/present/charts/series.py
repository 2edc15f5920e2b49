"""Bars over weeks with averages, a band and gaps; and points of a series with their bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 760, 200
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 8, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name on the axis, its height, the average beside it; thin ones are greyed."""

    name: str
    n: float
    average: float | None = None
    is_thin: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: its name on the axis, low and high end, and whether another contradicts it."""

    name: str
    low: float
    high: float
    conflicts: bool = False


def bars(
    rows: Sequence[Bar], title: str, description: str, band: tuple[float, float] | None = None
) -> str:
    """Return an SVG of bars; the same numbers belong into a table beside it.

    Args:
        rows: the bars, from left to right.
        title: what is counted.
        description: the numbers in words, for who cannot see them.
        band: between which heights a bar is ordinary.
    """
    most = max([*(one.n for one in rows), *(one.average or 0 for one in rows), 1.0])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(rows))
    parts = []
    if band is not None:
        low, high = _y(band[0], most), _y(band[1], most)
        parts.append(_rect("band", LEFT, high, WIDTH - LEFT - RIGHT, max(low - high, 1)))
    for number, one in enumerate(rows):
        x = LEFT + number * step
        if one.is_thin:
            parts.append(_rect("gap", x, TOP, step, HEIGHT - TOP - BOTTOM))
        if one.n:
            y = _y(one.n, most)
            parts.append(_rect("bar", x + step * 0.1, y, step * 0.8, HEIGHT - BOTTOM - y))
    points = " ".join(
        f"{LEFT + (number + 0.5) * step:.1f},{_y(one.average, most):.1f}"
        for number, one in enumerate(rows)
        if one.average is not None
    )
    if points:
        parts.append(f'<polyline class="average" points="{points}" fill="none"/>')
    parts += _axes([one.name for one in rows], most, step)
    return _svg(parts, title, description)


def dots(rows: Sequence[Dot], title: str, description: str) -> str:
    """Return an SVG of values with their bounds, evenly spaced in the order given."""
    most = max([*(one.high for one in rows), 1.0])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(rows))
    parts = []
    for number, one in enumerate(rows):
        x = LEFT + (number + 0.5) * step
        low, high = _y(one.low, most), _y(one.high, most)
        name = "dot conflict" if one.conflicts else "dot"
        if low != high:
            parts.append(
                f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
            )
        shape = f'<circle class="{name}" cx="{x:.1f}" cy="{(low + high) / 2:.1f}" r="4"/>'
        parts.append(shape)
    parts += _axes([one.name for one in rows], most, step)
    return _svg(parts, title, description)


def _axes(names: Sequence[str], most: float, step: float) -> list[str]:
    base = HEIGHT - BOTTOM
    made = [f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{base}" y2="{base}"/>']
    for value in (0.0, most / 2, most):
        y = _y(value, most)
        made.append(
            f'<text class="quiet" x="{LEFT - 4}" y="{y + 4:.1f}" text-anchor="end">'
            f"{_number(value)}</text>"
        )
    every = max(1, len(names) // 6)
    for number, name in enumerate(names):
        if number % every == 0 and (number == 0 or number + every // 2 < len(names)):
            x = LEFT + (number + 0.5) * step
            made.append(
                f'<text class="quiet" x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="middle">'
                f"{escape(name)}</text>"
            )
    return made


def _y(value: float, most: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"  # noqa: PLR2004


def _svg(parts: Sequence[str], title: str, description: str) -> str:
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' aria-label="{escape(title, quote=True)}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f"{''.join(parts)}</svg>"
    )
