"""Date words as spans of tokens."""

import pytest

from watchfloor.coding.dates import find_dates
from watchfloor.coding.words import sentences
from watchfloor.model import Document


def dates(text: str) -> list[str]:
    """Return the date words found in one sentence."""
    (sentence,) = sentences(Document.new(text))
    return [text[sentence.starts[a] : sentence.ends[b - 1]] for a, b in find_dates(sentence)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They met on Thursday in Oslo", ["Thursday"]),
        ("They met on Thursday morning", ["Thursday morning"]),
        ("They met yesterday", ["yesterday"]),
        ("They met on January 3, 2020 in Oslo", ["January 3, 2020"]),
        ("They met on 3 January 2020", ["3 January 2020"]),
        ("A Jan. 9 statement", ["Jan. 9"]),
        ("In March they left", ["March"]),
        ("They may march in May 2021", ["May 2021"]),
        ("They left in 2018", ["2018"]),
        ("They left last week", ["last week"]),
        ("They left two days ago", ["two days ago"]),
        ("In the first two weeks of 2022 they left", ["the first two weeks of 2022"]),
        ("They left on 30 DEC 89", ["30 DEC 89"]),
        ("They may leave", []),
        ("2018 people left in three groups", []),
        ("They left the day after", ["the day after"]),
        ("They met over the weekend", ["the weekend"]),
        ("In mid-January they left", ["mid-January"]),
        ("They left last Monday", ["last Monday"]),
        ("They met on Friday, 5 November", ["Friday, 5 November"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    """Dates are found without their preposition, look-alikes are left alone."""
    assert expected == dates(text)
