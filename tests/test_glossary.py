"""The glossary explains each word once, in order, and knows the closed words of the model."""

import re
from pathlib import Path

import pytest

from watchfloor.model import ROLE_NAMES

PAGE = Path(__file__).parents[1] / "docs" / "glossary.md"
ENTRY = re.compile(r"^\*\*(.+?)\*\*: (.+)$", re.MULTILINE)


def entries() -> list[tuple[str, str]]:
    """Return each word of the glossary with the first line about it."""
    return [(word, line) for word, line in ENTRY.findall(PAGE.read_text(encoding="utf-8"))]


def test_words_are_in_order_and_stand_once() -> None:
    """The glossary is alphabetic, so that a word is found without searching."""
    words = [word.casefold() for word, _ in entries()]
    assert len(words) >= 70
    assert sorted(set(words)) == words


@pytest.mark.parametrize(
    "word",
    ["event", "incident", "claim", "figure", "relation", "entity", "mention", "decision", "chain",
     "status", "outcome", "assertion", "type", "mode", "context", "quad", "sector", "source",
     "speaker", "document", "record", "run", "issue"],
)  # fmt: skip
def test_the_words_of_the_design_are_explained(word: str) -> None:
    """Each word that the shapes are made of has an entry."""
    assert word in dict(entries())


def test_roles_are_explained() -> None:
    """The roles that are no everyday words have entries of their own."""
    plain = {"date", "place"}
    assert {*ROLE_NAMES} - plain <= set(dict(entries()))
