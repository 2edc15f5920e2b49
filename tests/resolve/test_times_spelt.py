"""Spoken years and numbers in digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.resolve.times_spelt import ONES, TENS, in_digits


@pytest.mark.parametrize(
    "words,expected",
    [
        ("nineteen ninety-six", "1996"),
        ("nineteen ninety six", "1996"),
        ("nineteen hundred", "1900"),
        ("nineteen oh three", "1903"),
        ("eighteen twelve", "1812"),
        ("twenty twelve", "2012"),
        ("twenty twenty-two", "2022"),
        ("the year two thousand and five", "2005"),
        ("two thousand", "two thousand"),
        ("twenty four hours", "24 hours"),
        ("nineteen", "nineteen"),
        ("early nineteen forty", "early 1940"),
    ],
)
def test_spoken_years(words: str, expected: str) -> None:
    """A century and a rest are a year, tens and ones a number; a number alone stays as it is."""
    assert expected == in_digits(words)


@given(st.sampled_from(TENS), st.sampled_from(ONES), st.sampled_from("- "))
def test_every_year_of_a_century(ten: str, one: str, joint: str) -> None:
    """Each pair of tens and ones gives the year that it says."""
    year = 1900 + 10 * (TENS.index(ten) + 2) + ONES.index(one) + 1
    assert str(year) == in_digits(f"nineteen {ten}{joint}{one}")


@given(st.text(max_size=60))
def test_other_words_do_not_change(words: str) -> None:
    """What is written in digits already, and any other text, comes out the same twice."""
    assert in_digits(in_digits(words)) == in_digits(words)
