"""Noun phrases as letters, and what stands apart from them."""

import pytest

from watchfloor.coding.look import Look
from watchfloor.coding.phrases import distances, noun_phrases
from watchfloor.coding.words import sentences
from watchfloor.model import Document


@pytest.mark.parametrize(
    "text, distance, name",
    [
        ("It killed four soldiers 30 km north of Djibo on Sunday.", "30 km north of", "Djibo"),
        ("It hit a base about 20 miles (32 km) southwest of Camp Speicher.",
         "20 miles (32 km) southwest of", "Camp Speicher"),
        ("It hit a base five kilometres from the Syrian border.",
         "five kilometres from the", "Syrian"),
    ],
)  # fmt: skip
def test_a_distance_is_no_part_of_who_stands_there(text: str, distance: str, name: str) -> None:
    """The words of a distance are found with the name behind, and cut the phrase before them."""
    (sentence,) = sentences(Document.new(text))
    ((start, named, end),) = distances(sentence)
    assert distance == text[sentence.starts[start] : sentence.ends[named - 1]]
    assert name == text[sentence.starts[named] : sentence.ends[end - 1]]
    phrases = noun_phrases(Look(sentence).tags, sentence.body)
    assert not any(one.start < named and start < one.end for one in phrases)


@pytest.mark.parametrize("text", ["It went 30 km on.", "30 km of the road is cut.", "km"])
def test_a_length_is_no_distance(text: str) -> None:
    """Kilometres that lie from no name are left to their phrase."""
    (sentence,) = sentences(Document.new(text))
    assert () == distances(sentence)


@pytest.mark.parametrize(
    "text, expected", [("They hit US troops.", "US troops"), ("They hit us twice.", None)]
)
def test_a_state_in_capitals_is_no_pronoun(text: str, expected: str | None) -> None:
    """A phrase begins with "US", unless the text is all in capitals."""
    (sentence,) = sentences(Document.new(text))
    found = [
        text[sentence.starts[one.start] : sentence.ends[one.end - 1]]
        for one in noun_phrases(Look(sentence).tags, sentence.body)
    ]
    assert (expected in found) is (expected is not None)
