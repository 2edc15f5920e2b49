"""What a word of probability means, by the one published table that is used: ICD 203.

A word counts as it stands in the table and no other way: "not likely", "more likely than" and
"likely or not" have no number, nor have several different words in one forecast.
"""

import re
from dataclasses import dataclass
from functools import cache

from watchfloor.vocab.tables import read

COLUMNS = ("words", "low", "high")

_GRADED = re.compile(
    r"(?:\b(?:not|never|hardly|less|more|most|least|as|how|so|too|equally|un)|n['’]t)[\s-]+$",
    re.IGNORECASE,
)
"""What before a word of the table makes it another word."""

_BEFORE = 16
"""Characters before a word in which that stands."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Words of the table with the range of probability that they mean."""

    words: str
    low: float
    high: float


@cache
def table() -> tuple[Likelihood, ...]:
    """Return the rows of the table, the longest words first."""
    rows = read("icd203", "1", COLUMNS)
    made = (Likelihood(row["words"], float(row["low"]), float(row["high"])) for row in rows)
    return tuple(sorted(made, key=lambda one: (-len(one.words), one.words)))


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(one.words).replace(r"\ ", r"\s+") for one in table())
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def likelihood(text: str) -> Likelihood | None:
    """Return the one range that the words of a forecast give; None if none or several do."""
    by_words = {one.words: one for one in table()}
    found: dict[tuple[float, float], Likelihood] = {}
    for match in _pattern().finditer(text):
        if _GRADED.search(text, max(0, match.start() - _BEFORE), match.start()):
            return None
        one = by_words[" ".join(match[0].lower().split())]
        found.setdefault((one.low, one.high), one)
    return next(iter(found.values())) if len(found) == 1 else None
