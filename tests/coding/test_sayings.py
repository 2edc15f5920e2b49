"""The table of words that hand on what somebody says."""

import pytest

from watchfloor.coding.sayings import cue_words, kinds_of, sayings
from watchfloor.model import ClaimKind


@pytest.mark.parametrize(
    "name, word",
    [
        ("say", "said"),
        ("say", "told"),
        ("say", "writes"),
        ("hold", "believes"),
        ("stance", "condemned"),
        ("to", "according"),
        ("mark.ahead", "will"),
    ],
)
def test_every_form_of_a_verb_is_known(name: str, word: str) -> None:
    """Verbs stand by their base in the table, marks and prepositions as they are."""
    assert word in sayings()[name]


@pytest.mark.parametrize(
    "word, kinds",
    [
        ("denied", (ClaimKind.DENIAL,)),
        ("blamed", (ClaimKind.BLAME,)),
        ("demanding", (ClaimKind.DEMAND,)),
        ("vowed", (ClaimKind.THREAT, ClaimKind.PLEDGE)),
        ("said", ()),
        ("river", ()),
    ],
)
def test_kinds_of_a_cue(word: str, kinds: tuple[ClaimKind, ...]) -> None:
    """Some cues say by themselves what kind of claim follows, some leave it between two."""
    assert kinds == kinds_of(word)


def test_marks_are_no_cues() -> None:
    """What a kind cannot do without hands on nothing."""
    assert "said" in cue_words()
    assert {"will", "not", "we"}.isdisjoint(cue_words())
