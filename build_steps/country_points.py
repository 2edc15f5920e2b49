"""The one point that stands for a country: the point nearest to three published ones together.

References lie hundreds of kilometres from each other for large countries, and none is the right
one. The point whose distances to all of them have the smallest sum (their geometric median) lies
with two that agree and is not drawn away by the third. Found by Weiszfeld's iteration (1937) on
unit vectors, so that no date line parts neighbours.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

REFERENCES = ("geonames", "factbook", "outline")
ROUNDS = 300
CLOSE = 1e-5
"""In radii of the Earth, 64 m: what a reference that lies nearer weighs as if it lay at."""
Point = tuple[float, float]


def middles(rows: Iterable[Mapping[str, str]]) -> dict[str, Point]:
    """Return the point of each country of `kb/countries.csv`, latitude and longitude in degrees.

    With fewer than three references the first one stands.
    """
    found = {}
    for row in rows:
        points = [
            (float(row[f"{name}_lat"]), float(row[f"{name}_lon"]))
            for name in REFERENCES
            if row[f"{name}_lat"]
        ]
        whole = len(points) == len(REFERENCES)
        found[row["iso3"]] = nearest_to_all(points) if whole else points[0]
    return found


def nearest_to_all(points: Sequence[Point]) -> Point:
    """Return the point with the smallest sum of distances to all, to a hundredth of a degree."""
    vectors = [_vector(point) for point in points]
    middle = [sum(axis) for axis in zip(*vectors, strict=True)]
    for _ in range(ROUNDS):
        size = math.hypot(*middle)
        middle = [axis / size for axis in middle]
        weights = [1 / max(CLOSE, math.dist(middle, vector)) for vector in vectors]
        middle = [
            sum(weight * vector[axis] for weight, vector in zip(weights, vectors, strict=True))
            for axis in range(3)
        ]
    x, y, z = middle
    return (
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 2),
        round(math.degrees(math.atan2(y, x)), 2),
    )


def _vector(point: Point) -> tuple[float, float, float]:
    lat, lon = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
