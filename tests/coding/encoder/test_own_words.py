"""Words of one's own: who takes an act upon himself, disowns it, or was done it."""

import pytest

from watchfloor.coding.encoder.own_words import disowns, is_behind, passive, suffers, takes


def test_words_of_ones_own() -> None:
    """Who speaks of himself takes an act upon himself, disowns it, or was done it."""
    assert is_behind(["it", "was", "behind", "the", "raid"])
    assert not is_behind(["it", "was", "not", "behind", "the", "raid"])
    assert not is_behind(["the", "army", "was", "behind", "the", "raid"])
    assert disowns(["we", "had", "no", "hand", "in", "the", "raid"])
    assert disowns(["we", "had", "nothing", "to", "do", "with", "it"])
    assert not disowns(["we", "had", "no", "doubt"])
    assert suffers(["its", "men", "were", "killed"])
    assert suffers(["one", "of", "its", "boats", "was", "hit"])
    assert not suffers(["it", "was", "shelling", "the", "port"])


@pytest.mark.parametrize(
    "text, expected",
    [("they were also denied", True), ("it was false and denied", False), ("denied", False)],
)
def test_passive(text: str, expected: bool) -> None:
    """A form of "be" stands right before the participle, adverbs aside."""
    low = text.split()
    assert expected == passive(low, len(low) - 1)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("claimed full responsibility", 2),
        ("took the credit", 2),
        ("took part", None),
        ("admit credit", None),
    ],
)
def test_who_takes_responsibility(text: str, expected: int | None) -> None:
    """The noun that a verb takes, articles and adverbs between."""
    assert expected == takes(text.split(), 0)


def test_one_may_be_responsible_for_less() -> None:
    """Without a deed beside them only a few words take an act upon oneself."""
    assert is_behind(["it", "was", "responsible"], deed=False)
    assert not is_behind(
        ["it", "was", "responsible", "for", "the", "budget", "of", "the", "town"], deed=False
    )
