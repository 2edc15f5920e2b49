"""Places of incidents as a picture, each drawn no finer than its words place it.

A town or a site is a dot whose area grows with the incidents there; a district, province or
country is a circle of its radius, never a dot. Filled means actual, a ring attempted. No position
is on any border: the borders are Natural Earth's and decide nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, floor, inf, radians, sqrt

from watchfloor.present.charts import svg
from watchfloor.present.charts.world import Box, Ring, World, built_world, cut

NOTE = "Boundaries: Natural Earth; no position on any border"
EXACT = frozenset({"site", "town"})
KM_OF_DEGREE = 111.2

_NARROWEST = 3.0
_MARGIN = 0.12
_FINEST = 1.0
"""Pixels between two points of an outline, at least."""

_WIDEST = 4.0
"""Degrees around the middle of an area that the picture makes room for."""
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20)
"""Degrees between the edges that a box may have."""
_SMALLEST, _LARGEST = 3.5, 14.0
_NAMED = 14
_DEGREE_ROOM, _LINE = 36.0, 14.0
"""Pixels that the name of a degree takes across, and down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place with its incidents: degrees, kilometres, how many, their commonest type.

    `precision` is a word of `PlacePrecision`; `status` actual if any of them is, else attempted.
    """

    name: str
    lat: float
    lon: float
    precision: str
    radius_km: float | None
    n: int
    type: str
    status: str = "actual"
    sources: int = 1
    link: str | None = None


def map_svg(
    spots: Sequence[Spot],
    world: World | None = None,
    *,
    title: str = "Places of incidents",
    key: str = "map",
    width: float = 720,
) -> str:
    """Return the picture of places; without a base map they stand on a net of degrees.

    Spots that are not on the globe's net of degrees raise ValueError.
    """
    if any(abs(one.lat) > 90 or abs(one.lon) > 180 for one in spots):  # noqa: PLR2004  (degrees)
        message = "a spot lies off the globe"
        raise ValueError(message)
    box = region(spots)
    flat = cos(radians((box.south + box.north) / 2))
    unit = width / ((box.east - box.west) * flat)
    height = (box.north - box.south) * unit
    place = _Frame(box, unit, flat)
    parts = [
        _hatch(f"{key}-hatch"),
        svg.element("rect", class_="sea", x=0, y=0, width=width, height=height),
    ]
    parts += _land(world, place) if world else []
    parts += _net(place, width, height)
    ordered = sorted(spots, key=lambda one: (one.precision in EXACT, -one.n, one.name))
    parts += [_spot(one, place, f"{key}-hatch") for one in ordered]
    parts += _names(ordered, place, width)
    told = described(spots)
    return svg.picture(width, height, parts, title=title, description=told, key=key)


def described(spots: Sequence[Spot]) -> str:
    """Return what a map shows, in words."""
    vague = sum(one.precision not in EXACT for one in spots)
    top = sorted(spots, key=lambda one: (-one.n, one.name))[:3]
    most = ", ".join(f"{one.name} {one.n}" for one in top) or "none"
    return (
        f"{len(spots)} places with {sum(one.n for one in spots)} incidents; most: {most}."
        f" {vague} of the places are known as an area only. {NOTE}."
    )


def region(spots: Sequence[Spot]) -> Box:
    """Return a box around some places, with a margin, neither narrower nor flatter than 1 to 3.

    Its edges lie on whole steps of a sixteenth of it or less, so that a filter which leaves most
    places where they are does not move the map: the land of a box is drawn once.
    """
    if not spots:
        return Box(-180, -60, 180, 80)
    reach = [_reach(one) for one in spots]
    west = min(one.lon - by for one, by in zip(spots, reach, strict=True))
    east = max(one.lon + by for one, by in zip(spots, reach, strict=True))
    south = min(one.lat - by for one, by in zip(spots, reach, strict=True))
    north = max(one.lat + by for one, by in zip(spots, reach, strict=True))
    wide = max((east - west) * (1 + 2 * _MARGIN), _NARROWEST)
    high = max((north - south) * (1 + 2 * _MARGIN), wide / 3, _NARROWEST * 0.6)
    wide = max(wide, high)
    x, y = (west + east) / 2, (south + north) / 2
    step = next((one for one in _STEPS if wide / one <= 16), _STEPS[-1])  # noqa: PLR2004
    return Box(
        max(floor((x - wide / 2) / step) * step, -180),
        max(floor((y - high / 2) / step) * step, -85),
        min(ceil((x + wide / 2) / step) * step, 180),
        min(ceil((y + high / 2) / step) * step, 85),
    )


def _reach(spot: Spot) -> float:
    """Return the degrees that an area needs around its middle; a vast one is cut by the edge."""
    vague = spot.precision not in EXACT
    return min((spot.radius_km or 0) / KM_OF_DEGREE, _WIDEST) if vague else 0.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees to pixels: equirectangular, true to scale in the middle of the box."""

    box: Box
    unit: float
    flat: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.box.west) * self.flat * self.unit, (self.box.north - lat) * self.unit


def _land(world: World, frame: _Frame) -> list[str]:
    return _built_land(frame) if world is built_world() else _drawn_land(world, frame)


@lru_cache(maxsize=64)
def _built_land(frame: _Frame) -> list[str]:
    """Return the land of a frame, once for the pages that show the same part of the world."""
    world = built_world()
    return _drawn_land(world, frame) if world else []


def _drawn_land(world: World, frame: _Frame) -> list[str]:
    made = []
    for country in cut(world, frame.box):
        path = "".join(f"M{'L'.join(_outline(ring, frame))}Z" for ring in country.rings)
        tip = svg.element("title", svg.words(country.name)) if country.name else ""
        made.append(svg.element("path", tip, class_="land", d=path))
    return made


def _outline(ring: Ring, frame: _Frame) -> Iterable[str]:
    """Return the points of an outline in pixels, none twice.

    Without those that lie less than a pixel from the one before: the world at 720 pixels would
    weigh a megabyte on each page. One loop, since the world has eighty thousand points.
    """
    west, north, across, unit = frame.box.west, frame.box.north, frame.flat, frame.unit
    before_x = before_y = -inf
    kept: dict[str, None] = {}
    for lon, lat in ring:
        x, y = (lon - west) * across * unit, (north - lat) * unit
        if abs(x - before_x) + abs(y - before_y) >= _FINEST:
            before_x, before_y = x, y
            kept[f"{svg.number(x)} {svg.number(y)}"] = None
    return kept


def _net(frame: _Frame, width: float, height: float) -> list[str]:
    """Return meridians and parallels at whole degrees, four to eight each way."""
    box = frame.box
    span = box.east - box.west
    step = next(one for one in (0.5, 1, 2, 5, 10, 20, 45, 90) if span / one <= 8)  # noqa: PLR2004
    made = []
    lon = (box.west // step + 1) * step
    while lon < box.east:
        x, _ = frame.at(lon, 0)
        made.append(svg.element("line", class_="grid", x1=x, x2=x, y1=0, y2=height))
        if x + _DEGREE_ROOM <= width:
            made.append(svg.text(x + 2, height - 4, _degrees(lon, "E", "W"), class_="quiet"))
        lon += step
    lat = (box.south // step + 1) * step
    while lat < box.north:
        _, y = frame.at(0, lat)
        made.append(svg.element("line", class_="grid", x1=0, x2=width, y1=y, y2=y))
        if _LINE <= y <= height - 2 * _LINE:
            made.append(svg.text(2, y - 2, _degrees(lat, "N", "S"), class_="quiet"))
        lat += step
    return made


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}°{plus if value > 0 else minus if value < 0 else ''}"


def _hatch(name: str) -> str:
    line = svg.element("path", class_="hatch", d="M0 0L0 7")
    inside = svg.element(
        "pattern",
        line,
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return svg.element("defs", inside)


def _size(spot: Spot, frame: _Frame) -> float:
    if spot.radius_km is None or _is_dot(spot):
        return min(_SMALLEST * sqrt(spot.n), _LARGEST)
    return max(spot.radius_km / KM_OF_DEGREE * frame.unit, _SMALLEST)


def _spot(spot: Spot, frame: _Frame, hatch: str) -> str:
    x, y = frame.at(spot.lon, spot.lat)
    vague = spot.precision not in EXACT
    kind = "area" if vague else f"type-{spot.type} status-{spot.status}"
    where = f"somewhere in {spot.name} ({spot.precision})" if vague else spot.name
    reports = "source" if spot.sources == 1 else "independent sources at most"
    tip = (
        f"{where}: {spot.n} {'incident' if spot.n == 1 else 'incidents'}, {spot.sources} {reports}"
    )
    drawn = svg.element(
        "circle",
        svg.element("title", svg.words(tip)),
        class_=kind,
        cx=x,
        cy=y,
        r=_size(spot, frame),
        fill=f"url(#{hatch})" if vague else None,
        fill_opacity=None if vague else 0.75,
    )
    return svg.element("a", drawn, href=spot.link) if spot.link else drawn


def _names(spots: Sequence[Spot], frame: _Frame, width: float) -> list[str]:
    """Return the names of the places with most incidents, as far as none covers another.

    Nor a dot: a name that fits on neither side of its own is left to the list beside the map.
    """
    taken: list[tuple[float, float, float, float]] = []
    made = []
    dots = [(*frame.at(one.lon, one.lat), _size(one, frame)) for one in spots if _is_dot(one)]
    for one in sorted(spots, key=lambda spot: (-spot.n, spot.name))[:_NAMED]:
        x, y = frame.at(one.lon, one.lat)
        said, wide = f"{one.name} {one.n}", 6.2 * (len(one.name) + 3)
        off = 0.0 if one.precision not in EXACT else _size(one, frame) + 3
        for left in (x + off, x - off - wide):
            area = left, y - 8, left + wide, y + 5
            if left < 0 or left + wide > width or any(_meet(area, other) for other in taken):
                continue
            if any(_covers(area, dot) for dot in dots if dot[:2] != (x, y)):
                continue
            taken.append(area)
            made.append(svg.text(left, y + 4, said, class_="place"))
            break
    return made


def _is_dot(spot: Spot) -> bool:
    return spot.precision in EXACT or not spot.radius_km


def _covers(area: tuple[float, ...], dot: tuple[float, ...]) -> bool:
    x, y, size = dot
    return _meet(area, (x - size, y - size, x + size, y + size))


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
