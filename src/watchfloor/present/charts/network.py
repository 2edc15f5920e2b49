"""A network of actors as SVG: laid out here, with a seed, so that it is the same everywhere."""

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
    """An actor: its name, the page it leads to, and whether it is the one in question."""

    id: str
    name: str
    address: str
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """How one actor stands to another; a contested relation is drawn dashed."""

    source: str
    target: str
    words: str
    is_contested: bool = False


def network(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> str:
    """Return an SVG with a link on each node; the relations belong into a table beside it."""
    places = layout([one.id for one in nodes], [(one.source, one.target) for one in edges])
    told = "; ".join(f"{one.source} {one.words} {one.target}" for one in edges)
    joined: dict[tuple[str, str], list[Edge]] = {}
    for one in edges:
        low, high = sorted((one.source, one.target))
        joined.setdefault((low, high), []).append(one)
    parts = [_edge(own, places) for own in joined.values()]
    parts += [_node(one, places[one.id]) for one in nodes]
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


def _edge(own: Sequence[Edge], places: dict[str, tuple[float, float]]) -> str:
    """Return one line for all that two actors are to each other; dashed if all is contested."""
    (x1, y1), (x2, y2) = places[own[0].source], places[own[0].target]
    dashed = ' stroke-dasharray="4 4"' if all(one.is_contested for one in own) else ""
    words = ", ".join(dict.fromkeys(one.words for one in own))
    return (
        f'<line class="edge" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{dashed}>'
        f"<title>{escape(words)}</title></line>"
        f'<text class="quiet" text-anchor="middle" x="{(x1 + x2) / 2:.1f}"'
        f' y="{(y1 + y2) / 2:.1f}" font-size="10">{escape(words)}</text>'
    )


def _node(one: Node, place: tuple[float, float]) -> str:
    x, y = place
    name = _shortened(one.name)
    half = len(name) * LETTER / 2 + 4
    middle = min(max(x, half), WIDTH - half)  # a name at the edge moves in rather than out
    size = 9 if one.is_focus else 6
    weight = ' font-weight="700"' if one.is_focus else ""
    return (
        f'<a href="{escape(one.address, quote=True)}">'
        f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>'
        f'<text text-anchor="middle" x="{middle:.1f}" y="{y - 12:.1f}" font-size="12"{weight}>'
        f"{escape(name)}</text></a>"
    )


def _shortened(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:26]}…"  # noqa: PLR2004  (fits between two nodes)
