"""What words of a count say, held against the value that a person gives for them."""

import pytest

from watchfloor.vocab.harms import contradiction


@pytest.mark.parametrize(
    "field, words, value, is_fit",
    [
        ("dead", "34 dead", 34, True),
        ("injured", "34 dead", 34, False),
        ("dead", "34 dead", 43, False),
        ("injured", "killed 3 and wounded 1,200", 1200, True),
        ("dead", "the third was wounded", 1, False),
        ("injured", "dozens of fighters", 24, True),
        ("arrested", "captured 5 men", 5, True),
        ("abducted", "captured 5 men", 5, True),
        ("count", "two dead", 2, True),
    ],
)
def test_words_of_another_harm_or_number_contradict(
    field: str, words: str, value: int, is_fit: bool
) -> None:
    """Another harm or other digits are a slip; words without either are believed."""
    assert is_fit == (contradiction(field, words, (value, value, value)) is None)
