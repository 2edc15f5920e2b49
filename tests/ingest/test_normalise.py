"""The one Unicode normalisation."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor.ingest import normalise

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "given_text,expected",
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ufeffa\x00b\x07c\td\x7f\x9b", "abc\td"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("a\ud800b", "a\ufffdb"),
        ("a  \n b\u00a0\nc", "a\n b\nc"),
        ("a\n\n\n\n\nb", "a\n\n\nb"),
        ("a\n \n\t\n  \n\nb", "a\n\n\nb"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("\n \n a\n\n", " a"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        (" \n\t", ""),
    ],
)
def test_each_rule(given_text: str, expected: str) -> None:
    """Breaks, controls, composition, surrogates, line ends and blank lines have one form each."""
    assert expected == normalise(given_text)


@given(ANY_TEXT)
@example("\u0344" * 40)
@example("a" + "\u0301\u0323" * 40 + "\u0958")
def test_twice_is_once(text: str) -> None:
    """Normalising a normalised text changes nothing."""
    once = normalise(text)

    assert once == normalise(once)


@given(ANY_TEXT)
def test_what_is_left(text: str) -> None:
    """The result is NFC and holds no carriage return, NUL, surrogate or line that ends in space."""
    found = normalise(text)

    assert found == unicodedata.normalize("NFC", found)
    assert not set(found) & {"\r", "\x00", "\ufeff", "\x85"}
    assert not any("\ud800" <= character <= "\udfff" for character in found)
    assert all(line == line.rstrip() for line in found.split("\n"))


def test_marks_without_end_cost_little() -> None:
    """A million combining marks, which take minutes to order, are cut to a short run."""
    with bounded():
        found = normalise("a" + "\u0301\u0323" * 500_000 + " b")
    assert len(found) < 100
    assert found.endswith(" b")
