"""Which harm a counted span tells of, by hand."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.harms import misread, named, said_of, states_none


@pytest.mark.parametrize(
    "text, words, role, expected",
    [
        ("They killed 12 there.", "12", "dead", 1.0),
        ("They killed 12 there.", "12", "injured", 0.0),
        ("They hit 12 there.", "12", "dead", 0.5),
        ("There 12 are missing.", "12", "dead", 0.0),
        ("Police held 12 over the missing man.", "12", "arrested", 0.5),
    ],
)
def test_a_harm_is_named(text: str, words: str, role: str, expected: float) -> None:
    """A number counts wholly what its sentence names, and nothing beside words for another harm."""
    encoded = toys.encoded(text)
    assert expected == named(role, toys.place_of(encoded, text, words), encoded)


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("They killed one and hurt 12 others.", "12 others", ["dead"]),
        ("They killed 12 others and hurt one.", "12 others", ["injured"]),
        ("They killed or wounded 12 others.", "12 others", []),
    ],
)
def test_the_nearest_harm_is_meant(text: str, words: str, expected: list[str]) -> None:
    """People counted twice keep the nearer harm; a list of two harms means both."""
    encoded = toys.encoded(text)
    span = toys.place_of(encoded, text, words)
    assert {(role, span) for role in expected} == misread([span], [span], encoded)


@pytest.mark.parametrize(
    "text, people, expected",
    [
        ("One man was killed and nine people were wounded, among them a guard.", "nine people", 1),
        ("One man was killed and nine people were wounded.", "One man", 0),
        ("The blast wounded at least nine people and killed a man.", "nine people", 1),
        ("The blast killed or wounded nine people.", "nine people", None),
        ("Nobody was hurt.", "Nobody", None),
        ("The blast fatally wounded a clerk.", "a clerk", None),
        ("Nine people in a wounded town fled.", "Nine people", None),
    ],
)
def test_the_verb_beside_a_count_says_which_harm(
    text: str, people: str, expected: int | None
) -> None:
    """A passive behind it or an active verb before it, whatever else its sentence tells."""
    encoded = toys.encoded(text)
    found = said_of(toys.place_of(encoded, text, people), encoded)
    assert (None if expected is None else ("dead", "injured")[expected]) == found


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("Rockets fell and nobody was killed.", "nobody was killed", True),
        ("It caused no casualties.", "no casualties", True),
        ("It killed nine men.", "nine men", False),
    ],
)
def test_words_that_state_none(text: str, words: str, *, expected: bool) -> None:
    """A stated none is told from a count."""
    encoded = toys.encoded(text)
    assert expected is states_none(toys.place_of(encoded, text, words), encoded)
