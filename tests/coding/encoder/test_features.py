"""Distances between an anchor and a span, as numbers that training and runtime share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.encoder.features import BUCKETS, bucket

SPANS = st.builds(
    lambda start, size: (start, start + size), st.integers(0, 400), st.integers(1, 20)
)
ANCHOR = (100, 102)


@pytest.mark.parametrize(
    "span, expected",
    [
        ((100, 102), 11),
        ((101, 105), 11),
        ((95, 101), 11),
        ((102, 104), 0),
        ((103, 104), 1),
        ((104, 105), 2),
        ((105, 106), 3),
        ((112, 113), 5),
        ((180, 185), 9),
        ((250, 251), 10),
        ((399, 400), 10),
        ((98, 100), 12),
        ((97, 99), 13),
        ((94, 96), 15),
        ((0, 1), 22),
    ],
)
def test_bucket(span: tuple[int, int], expected: int) -> None:
    """Near distances are told apart, far ones by size; before and after are different."""
    assert expected == bucket(ANCHOR, span)


@given(SPANS, SPANS)
def test_buckets_fit_the_table(anchor: tuple[int, int], span: tuple[int, int]) -> None:
    """Every distance has a row in the table of embeddings."""
    assert 0 <= bucket(anchor, span) < BUCKETS


@given(SPANS, SPANS)
def test_before_mirrors_after(one: tuple[int, int], other: tuple[int, int]) -> None:
    """What is `n` words after is seen from there as `n` words before."""
    there, back = bucket(one, other), bucket(other, one)
    assert 11 == there == back or 12 == abs(there - back)


@given(st.integers(0, 300), st.integers(0, 300))
def test_farther_is_never_a_smaller_bucket(near: int, far: int) -> None:
    """Buckets rise with the distance, on both sides."""
    near, far = sorted((near, far))
    after = [bucket((0, 1), (1 + gap, 2 + gap)) for gap in (near, far)]
    before = [bucket((400, 401), (399 - gap, 400 - gap)) for gap in (near, far)]
    assert after == sorted(after)
    assert before == sorted(before)
