"""A network of actors, or of sources, as SVG: laid out here, with a seed, the same everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

WIDTH, HEIGHT = 760, 460
MARGIN = 60
ROUNDS = 250
SEED = 20220106
LETTER = 6.6
"""Pixels of a letter of a name, about."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or a source: its name, the page it leads to, and whether the picture is about it."""

    id: str
    name: str
    address: str
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """How one stands to another; what is contested is dashed, what has a direction has a tip."""

    source: str
    target: str
    words: str
    is_contested: bool = False
    has_tip: bool = False


def network(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> str:
    """Return an SVG with a link on each node; the relations belong into a table beside it."""
    places = layout([one.id for one in nodes], [(one.source, one.target) for one in edges])
    told = "; ".join(f"{one.source} {one.words} {one.target}" for one in edges)
    joined: dict[tuple[str, str], list[Edge]] = {}
    for one in edges:
        low, high = sorted((one.source, one.target))
        joined.setdefault((low, high), []).append(one)
    held = _Room([places[one.id] for one in nodes])
    ordered = sorted(nodes, key=lambda one: not one.is_focus)
    names = [_node(one, places[one.id], held) for one in ordered]
    parts = [*(_edge(own, places, held) for own in joined.values()), *names]
    return (
        f'<svg class="chart network" viewBox="0 0 {WIDTH} {HEIGHT}" role="group"'
        f' aria-label="{escape(title, quote=True)}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{''.join(parts)}</svg>"
    )


def layout(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return a place on the picture for each node; the first one in the middle.

    Forces after Fruchterman and Reingold (1991): every pair repels, edges attract, steps shrink.
    The same nodes and edges in the same order give the same places.
    """
    count = len(ids)
    if not count:
        return {}
    index = {name: number for number, name in enumerate(ids)}
    generator = np.random.default_rng(SEED)
    at = generator.uniform(-1.0, 1.0, (count, 2))
    at[0] = 0.0
    pairs = np.array([(index[a], index[b]) for a, b in edges if a != b], dtype=int).reshape(-1, 2)
    ideal = 1.6 / np.sqrt(count)
    for step in np.linspace(0.2, 0.005, ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-3)
        force = (apart * (ideal**2 / distance**2)[..., None]).sum(axis=1)
        if len(pairs):
            pull = at[pairs[:, 0]] - at[pairs[:, 1]]
            length = np.maximum(np.hypot(pull[:, 0], pull[:, 1]), 1e-3)
            drawn = pull * (length / ideal)[:, None]
            np.add.at(force, pairs[:, 0], -drawn)
            np.add.at(force, pairs[:, 1], drawn)
        size = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-6)
        moved = force / size[:, None] * np.minimum(size, step)[:, None]
        moved[0] = 0.0
        at += moved
    reach = np.maximum(np.abs(at).max(axis=0), 1e-6)
    room = np.array([WIDTH / 2 - MARGIN * 1.6, HEIGHT / 2 - MARGIN / 2])
    scaled = at / reach * room + np.array([WIDTH / 2, HEIGHT / 2])
    return {name: (float(x), float(y)) for name, (x, y) in zip(ids, scaled, strict=True)}


Box = tuple[float, float, float, float]


class _Room:
    """What of the picture is taken by nodes and words."""

    def __init__(self, nodes: Sequence[tuple[float, float]]) -> None:
        self._taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y in nodes]

    def covered(self, box: Box) -> float:
        """Return how much of a box is taken, in square pixels; all that is off the picture is."""
        left, top, right, bottom = box
        found = max(0.0, -left, right - WIDTH, -top, bottom - HEIGHT) * WIDTH
        for x1, y1, x2, y2 in self._taken:
            across, down = min(right, x2) - max(left, x1), min(bottom, y2) - max(top, y1)
            found += across * down if across > 0 and down > 0 else 0.0
        return found

    def take(self, box: Box) -> None:
        """Note that a box is taken."""
        self._taken.append(box)


def _box(x: float, y: float, words: str, letter: float) -> Box:
    half = len(words) * letter / 2 + 2
    return x - half, y - letter * 1.7, x + half, y + 3


def _edge(own: Sequence[Edge], places: dict[str, tuple[float, float]], room: _Room) -> str:
    """Return one line for all that two actors are to each other; dashed if all is contested.

    Its words stand where they cover nothing, else only in its title and in the table beside.
    """
    (x1, y1), (x2, y2) = places[own[0].source], places[own[0].target]
    dashed = ' stroke-dasharray="4 4"' if all(one.is_contested for one in own) else ""
    words = ", ".join(dict.fromkeys(one.words for one in own))
    line = (
        f'<line class="edge" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{dashed}>'
        f"<title>{escape(words)}</title></line>{_tips(own, places)}"
    )
    for share in (0.5, 0.62, 0.38, 0.74):
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        box = _box(x, y, words, LETTER * 10 / 12)
        if not room.covered(box):
            room.take(box)
            told = f'x="{x:.1f}" y="{y:.1f}" font-size="10">{escape(words)}</text>'
            return f'{line}<text class="quiet" text-anchor="middle" {told}'
    return line


def _tips(own: Sequence[Edge], places: dict[str, tuple[float, float]]) -> str:
    """Return the tips of a line, each before the node that it points to."""
    made = []
    for source, target in dict.fromkeys((one.source, one.target) for one in own if one.has_tip):
        (x1, y1), (x2, y2) = places[source], places[target]
        length = max(float(np.hypot(x2 - x1, y2 - y1)), 1e-6)
        along, across = (x2 - x1) / length, (y2 - y1) / length
        corners = [
            (x2 - along * back - across * aside, y2 - across * back + along * aside)
            for back, aside in ((8, 0), (18, 4), (18, -4))
        ]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        made.append(f'<polygon class="tip" points="{points}"/>')
    return "".join(made)


def _node(one: Node, place: tuple[float, float], room: _Room) -> str:
    x, y = place
    name = _shortened(one.name)
    half = len(name) * LETTER / 2 + 4
    size = 9 if one.is_focus else 6
    weight = ' font-weight="700"' if one.is_focus else ""
    aside = half + size + 2
    tried = [  # a name at the edge moves in rather than out
        (min(max(x + by, half), WIDTH - half), y + down)
        for by, down in (
            *((0, -12), (0, 21), (aside, 4), (-aside, 4), (aside / 2, -16)),
            *((-aside / 2, -16), (aside / 2, 25), (-aside / 2, 25), (0, -26), (0, 35)),
        )
    ]
    middle, base = min(tried, key=lambda at: room.covered(_box(at[0], at[1], name, LETTER)))
    room.take(_box(middle, base, name, LETTER))
    return (
        f'<a href="{escape(one.address, quote=True)}">'
        f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>'
        f'<text text-anchor="middle" x="{middle:.1f}" y="{base:.1f}" font-size="12"{weight}>'
        f"{escape(name)}</text></a>"
    )


def _shortened(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:26]}…"  # noqa: PLR2004  (fits between two nodes)
