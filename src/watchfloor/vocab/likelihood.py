"""What a word of probability means, by the one published table that is used: ICD 203.

A word counts as it stands in the table and no other way: "not likely", "highly likely", "no longer
likely", "more likely than", "likely or not" and "the likely culprit" have no number, nor have
several different words in one forecast.
"""

import re
from dataclasses import dataclass
from functools import cache

from watchfloor.vocab.tables import read

COLUMNS = ("words", "low", "high")

_PARTS = re.compile(r"[\w'’]+|[,;:.!?—–()]")
_BEFORE = 80
"""Characters before a word of the table that may make it another word."""

_GRADES = frozenset(
    {
        *("less", "more", "most", "least", "as", "how", "so", "too", "very", "quite", "rather"),
        *("pretty", "far", "much", "somewhat", "even", "almost", "than", "longer", "un"),
    }
)
_NO_ADVERBS = frozenset(
    {"family", "italy", "assembly", "rally", "supply", "ally", "july", "reply", "only", "early"}
)
"""Words in -ly that grade nothing: "the family likely fled"."""

_DENIES = frozenset(
    {"not", "never", "no", "none", "nobody", "nothing", "hardly", "scarcely", "neither", "nor"}
    | {"without", "cannot", "whether", "if"}
)
_DENYING = 8
"""Words before a word of the table among which a negation of its clause stands."""

_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "another", "any", "one"})
_NAMING = frozenset({"chance", "odds"})
"""Words of the table that are nouns; before all others an article makes an attribute."""

_OR_NOT = re.compile(r"\s+(?:or|nor)\s+(?:not|un)", re.IGNORECASE)


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
        if _is_another(match, text):
            return None
        one = by_words[" ".join(match[0].lower().split())]
        found.setdefault((one.low, one.high), one)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_another(match: re.Match[str], text: str) -> bool:
    """Say whether what stands around a word of the table makes it another word.

    That is a grade ("highly", "increasingly", "no longer"), a negation in its clause, and an
    article: "the likely culprit" is no forecast.
    """
    before = _PARTS.findall(text[max(0, match.start() - _BEFORE) : match.start()].lower())
    last = before[-1] if before else ""
    adverb = last.endswith("ly") and last not in _NO_ADVERBS
    attribute = last in _ARTICLES and match[0].lower().split()[-1] not in _NAMING
    if adverb or attribute or last in _GRADES or _OR_NOT.match(text, match.end()):
        return True
    for word in reversed(before[-_DENYING:]):
        if not word[0].isalnum():
            return False
        if word in _DENIES or word.endswith(("n't", "n’t")):
            return True
    return False
