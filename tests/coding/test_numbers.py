"""Numbers in words and digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.numbers import LARGEST, numbers, value_of
from watchfloor.coding.phrases import tag
from watchfloor.coding.scene import scene
from watchfloor.coding.words import sentences
from watchfloor.model import Document

Bounds = tuple[int | None, int | None, int | None]


def read(text: str) -> list[Bounds]:
    """Return the bounds of the numbers found in one sentence."""
    (sentence,) = sentences(Document.new(text))
    view = scene(sentence, tag(sentence), ())
    return [(n.low, n.best, n.high) for n in numbers(view)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("we saw seventeen people", [(17, 17, 17)]),
        ("we saw forty-two people", [(42, 42, 42)]),
        ("we saw two hundred and five people", [(205, 205, 205)]),
        ("we saw 2,500 troops", [(2500, 2500, 2500)]),
        ("we saw 2.5 troops", []),
        ("we saw two dozen people", [(24, 24, 24)]),
        ("we saw dozens of people", [(24, None, None)]),
        ("we saw tens of thousands of people", [(20_000, None, None)]),
        ("at least 17 people", [(17, None, None)]),
        ("no fewer than 17 people", [(17, None, None)]),
        ("more than thirty people", [(30, None, None)]),
        ("fewer than thirty people", [(None, None, 30)]),
        ("up to 40 people", [(None, None, 40)]),
        ("about 40 people", [(None, 40, None)]),
        ("between 10 and 15 people", [(10, None, 15)]),
        ("over 40 people", [(40, None, None)]),
        ("three of twelve people", [(3, 3, 3), (12, 12, 12)]),
        ("3 million people", [(3_000_000, 3_000_000, 3_000_000)]),
        ("several billion people", []),
    ],
)
def test_numbers(text: str, expected: list[Bounds]) -> None:
    """Number words become values, and the words in front become bounds."""
    assert expected == read(text)


@given(st.integers(min_value=0, max_value=LARGEST - 1))
def test_digits_round_trip(value: int) -> None:
    """Digits with thousands separators keep their value."""
    assert (value, 1) == value_of((f"{value:,}",), 0)


def test_endless_digits_are_no_number() -> None:
    """A token of ten thousand digits is refused, not converted."""
    assert (-1, 0) == value_of(("9" * 10_000,), 0)
