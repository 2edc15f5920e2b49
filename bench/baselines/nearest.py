"""Figures by the nearest noun: a number in digits or words, and the word behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SMALL = {
    name: value
    for value, name in enumerate(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=2,
    )
}
FIGURE = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d{1,9}|" + "|".join(SMALL) + r")\s+([A-Za-z][a-z-]{2,30})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A number with the word behind it."""

    start: int
    end: int
    value: int
    noun: str


def nearest(text: str) -> Iterator[Nearest]:
    """Yield every number that stands in front of a word, years among them."""
    for found in FIGURE.finditer(text):
        word = found[1].lower()
        value = SMALL.get(word) or int(word.replace(",", ""))
        yield Nearest(found.start(), found.end(), value, found[2].lower())
