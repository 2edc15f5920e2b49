"""Features of pairs of spans that training and runtime must compute alike."""

import math

BUCKETS = 24
"""Distances: 0-10 words after the anchor by size, 11 overlapping, 12-22 before it."""

_NEAR = 2
_OVERLAP = 11
_BEFORE = 12
_LAST = 10


def bucket(anchor: tuple[int, int], span: tuple[int, int]) -> int:
    """Return the number of the distance between an anchor and a span, both in words."""
    if span[0] >= anchor[1]:
        return _size(span[0] - anchor[1])
    if span[1] <= anchor[0]:
        return _BEFORE + _size(anchor[0] - span[1])
    return _OVERLAP


def _size(words: int) -> int:
    if words <= _NEAR:
        return words
    return min(_LAST, int(2.2 * math.log1p(words)))
