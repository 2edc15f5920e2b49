"""What plain words say did not happen or is to come, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.phrases import tag
from watchfloor.coding.status_unreal import unreal
from watchfloor.coding.words import sentences
from watchfloor.model import Document, Status

WORDS = """
an earlier version wrongly said false : reports rumours denied debunked that the talks did not take
place never happened begins on monday tomorrow and accused march , .
"""


def meant(text: str, status: Status) -> list[str]:
    """Return the words of the only sentence of a text that are said to be of a status."""
    (only,) = sentences(Document.new(text))
    found = unreal(only, tag(only))
    assert {status} >= {one.status for one in found}
    return [" ".join(only.words[slice(*one.reach)]) for one in found]


@pytest.mark.parametrize(
    "text, words",
    [
        ("The march on the palace did not take place.", "The march on the palace"),
        ("The raid never happened.", "The raid"),
        ("Talks in Goma have not taken place.", "Talks in Goma"),
        (
            "An earlier version of this story said two men were shot.",
            "two men were shot .",
        ),
        (
            "The previous report wrongly gave the town as bombed.",
            "the town as bombed .",
        ),
        ("08:30 False: a photo shows a raid.", "a photo shows a raid ."),
        ("FAKE: a photo shows shelling of a mill.", "a photo shows shelling of a mill ."),
        ("The army denied reports that it shelled a port.", "that it shelled a port"),
        ("She debunked online rumours of a mutiny.", "of a mutiny"),
        ("He dismissed reports of a raid and accused Kano.", "of a raid"),
    ],
)
def test_what_did_not_happen(text: str, words: str) -> None:
    """What is told only to be called untrue is denied, up to the end of what is told."""
    assert meant(text, Status.DENIED) == [words]


@pytest.mark.parametrize(
    "text, words",
    [
        ("A march of bakers starts on Friday.", "A march of bakers"),
        ("The summit opens tomorrow in Accra.", "The summit"),
    ],
)
def test_what_is_to_come(text: str, words: str) -> None:
    """What begins on a coming day, in the present, is planned."""
    assert meant(text, Status.PLANNED) == [words]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Gunmen tried to loot a mill.", "tried to loot"),
        ("Gunmen tried to kill a judge.", "tried to kill"),
        ("They were attempting to seize the port.", "attempting to seize"),
        ("He survived an attempted kidnapping.", "kidnapping"),
        ("Rebels nearly captured the town.", "captured"),
    ],
)
def test_what_was_only_tried(text: str, words: str) -> None:
    """An act that somebody tries, or nearly does, is attempted, and nothing else is."""
    assert meant(text, Status.ATTEMPTED) == [words]


def test_what_nobody_hesitates_to_do_is_threatened() -> None:
    """Who "will not hesitate to" strike threatens; who hesitates does not."""
    assert meant("We will not hesitate to shell the port.", Status.THREATENED) == ["shell"]
    assert meant("They won't hesitate to retaliate.", Status.THREATENED) == ["retaliate"]
    assert meant("Rebels hesitate to attack.", Status.THREATENED) == []


@pytest.mark.parametrize(
    "text",
    [
        "The march took place.",
        "Gunmen tried to storm the base, killing two.",
        "He tried the door.",
        "Such a raid had never happened in Goma.",
        "A raid has never happened before.",
        "The march would not take place, they said.",
        "An earlier raid killed two men.",
        "An earlier report said two men were shot.",
        "The army denied a role in the attack.",
        "The reports that he denied were many.",
        "The trial began on Monday.",
        "The road opens on to the square.",
        "False reports of a raid spread.",
    ],
)
def test_what_leaves_it_open(text: str) -> None:
    """Nothing is settled of what happened, may happen, or is but another report."""
    assert meant(text, Status.DENIED) == []


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=20))
def test_reaches_lie_in_their_sentence(given: list[str]) -> None:
    """Whatever the words, every reach is a span of tokens of the sentence."""
    for sentence in sentences(Document.new(" ".join(given))):
        for one in unreal(sentence, tag(sentence)):
            assert 0 <= one.reach[0] <= one.reach[1] <= len(sentence.words)
