"""The word dictionary: a word that is an anchor more often than not in training is one anywhere.

`training/dispatches_words.py` learns `dispatches_words.csv` from the training part of our own
corpus (CC0). The stemmer is crude on purpose: this is the line that a coder has to beat.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

TABLE = Path(__file__).parent / "dispatches_words.csv"
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
SUFFIXES = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
SHORTEST_STEM = 3


def stem(word: str) -> str:
    """Return a word without its ending: `killed`, `killing` and `kills` are one."""
    word = word.lower()
    for suffix, instead in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            word = word[: -len(suffix)] + instead
            break
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("e")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and stem of every word."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), stem(found[0])


def table() -> dict[str, str]:
    """Return stem -> event type."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["stem"]: row["type"] for row in rows}


def find_words(text: str, known: Mapping[str, str]) -> list[tuple[tuple[int, int], str]]:
    """Return the spans of known words with their type; neighbours of one type are one span."""
    found: list[tuple[tuple[int, int], str]] = []
    for start, end, one in words(text):
        kind = known.get(one)
        if kind is None:
            continue
        if found and found[-1][1] == kind and start - found[-1][0][1] <= 1:
            found[-1] = ((found[-1][0][0], end), kind)
        else:
            found.append(((start, end), kind))
    return found
