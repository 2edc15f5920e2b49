"""Amounts: numbers in words and digits, and what the words around them bound."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.amounts import LARGEST, SPREAD, Amount, amount_at
from watchfloor.coding.words import Sentence, sentences


def sentence(text: str) -> Sentence:
    """Return the only sentence of a text."""
    document: Any = SimpleNamespace(text=text, boilerplate=())
    return next(iter(sentences(document)))


def found(text: str) -> Amount | None:
    """Return the amount whose number begins first in a text."""
    one = sentence(text)
    return next((amount for place in range(len(one)) if (amount := amount_at(one, place))), None)


@pytest.mark.parametrize(
    "text, low, best, high",
    [
        ("They sent 2,500 troops", 2500, 2500, 2500),
        ("They sent about 200 trucks", 190, 200, 210),
        ("They sent roughly 4,000 men", 3800, 4000, 4200),
        ("They sent nearly 1,000 men", 950, 1000, 1000),
        ("They sent more than 300 men", 300, None, None),
        ("They sent up to 18 missiles", None, None, 18),
        ("They sent fewer than 90 men", None, None, 90),
        ("They sent between 3,000 and 3,500 men", 3000, None, 3500),
        ("They sent 40 to 50 warheads", 40, None, 50),
        ("They sent 1 to 2 million shells", 1000000, None, 2000000),
        ("They sent $85 to $90 million", 85000000, None, 90000000),
        ("They sent 1.4 million shells", 1400000, 1400000, 1400000),
        ("They sent dozens of rockets", 24, None, None),
        ("They sent tens of thousands of men", 20000, None, None),
        ("They sent several hundred men", 300, None, None),
        ("They sent a few thousand men", 2000, None, None),
        ("They sent half a million shells", 500000, 500000, 500000),
        ("They sent a dozen tanks", 12, 12, 12),
        ("They sent twenty-two tanks", 22, 22, 22),
        ("They sent 300 men or more", 300, 300, 300),
        ("They sent 50 or more men", 50, None, None),
    ],
)
def test_bounds(text: str, low: int | None, best: int | None, high: int | None) -> None:
    """Words beside a number set its bounds by one table."""
    amount = found(text)
    assert amount is not None
    assert (low, best, high) == (amount.low, amount.best, amount.high)


@pytest.mark.parametrize("text", ["the 3rd Brigade", "an F-16 flew", "Unit M23", "no number here"])
def test_what_is_no_amount(text: str) -> None:
    """Ordinals and names with digits are no amounts."""
    assert found(text) is None


def test_a_change_is_no_range() -> None:
    """From 5,100 to 3,000 are two numbers."""
    amount = found("It fell from 5,100 to 3,000 men")
    assert amount is not None
    assert amount.best == 5100
    scaled = found("Aid rose from $85 to $90 million")
    assert scaled is not None
    assert scaled.best == 85000000


@given(st.integers(min_value=10, max_value=10**9), st.sampled_from(["about", "nearly", "over"]))
def test_bounds_enclose_the_number(value: int, word: str) -> None:
    """Whatever bounds a number, the number lies between them."""
    amount = found(f"They sent {word} {value:,} men")
    assert amount is not None
    assert amount.low is None or amount.low <= value
    assert amount.high is None or value <= amount.high


@given(st.text(alphabet="0123456789,.-abm thousandmillion", max_size=60))
def test_hostile_digits_are_survived(text: str) -> None:
    """No run of digits, commas and scales breaks the reader or passes the largest amount."""
    document: Any = SimpleNamespace(text=text, boilerplate=())
    for one in sentences(document):
        for place in range(len(one)):
            amount = amount_at(one, place)
            assert amount is None or (amount.start < amount.end and amount.least <= 2 * LARGEST)


def test_the_table_bounds_on_one_side_at_least() -> None:
    """Every kind of bounding words says something."""
    assert all(low is not None or high is not None for low, high in SPREAD.values())
