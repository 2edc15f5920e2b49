"""Kinds of claims by head, cue and what a kind cannot do without."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.encoder.claim_kinds import kind
from watchfloor.coding.encoder.labels import CLAIM_KINDS
from watchfloor.coding.encoder.model import Floats


def row(**given_to: float) -> Floats:
    """Return a head's probabilities, what is left over spread evenly."""
    found = np.full(len(CLAIM_KINDS), 1e-3, dtype=np.float32)
    for name, share in given_to.items():
        found[CLAIM_KINDS.index(name)] = share
    return found


@pytest.mark.parametrize(
    "share, cue, content, expected",
    [
        ({"denial": 0.9}, "denied", "that it fired", "denial"),
        ({"denial": 0.9}, "said", "nobody fired", "denial"),
        ({"denial": 0.9}, "said", "the army fired", "assessment"),
        ({"forecast": 0.9}, "said", "the talks will fail", "forecast"),
        ({"forecast": 0.9}, "said", "the talks failed", "assessment"),
        ({"forecast": 0.9}, "believe", "that we must resolve our quarrel", "demand"),
        ({"forecast": 0.9}, "said", "there were about ten boats", "assessment"),
        ({"responsibility": 0.9}, "said", "they believe gas was behind the blast", "assessment"),
        ({"pledge": 0.9}, "say", "the truce will collapse within weeks", "forecast"),
        ({"pledge": 0.9}, "say", "we will fail nobody", "pledge"),
        ({"blame": 0.9}, "said", "that the army had retaken the town", "assessment"),
        ({"forecast": 0.9}, "said", "it is unwise to arm a state that could fall", "assessment"),
        ({"forecast": 0.9}, "said", "i believe that it will fall", "forecast"),
        ({"forecast": 0.9}, "said", "guards , who fled , will return", "forecast"),
        ({"threat": 0.9}, "said", "we will hit back", "threat"),
        ({"blame": 0.9}, "condemned", "the raid on the port", "assessment"),
        ({"demand": 0.9}, "announced", "the release of the sailors", "assessment"),
        ({"denial": 0.9}, "rejected", "the complaint against the vote", "assessment"),
        ({"blame": 0.9}, "says", "that the captain blew himself up", "assessment"),
        ({"pledge": 0.4, "threat": 0.3}, "promised", "to leave", "pledge"),
        ({"responsibility": 0.9}, "said", "our men did it", "responsibility"),
        ({"responsibility": 0.9}, "said", "the army shelled the port", "assessment"),
        ({"assessment": 0.4, "blame": 0.3}, "blamed", "the army", "blame"),
        ({"assessment": 0.5, "denial": 0.2}, "did not deny", "the rumour", "assessment"),
        ({"denial": 0.9}, "made no comment on", "masks", "assessment"),
        ({"denial": 0.4, "assessment": 0.4}, "rejected", "the offer of talks", "assessment"),
        ({"denial": 0.4, "assessment": 0.4}, "rejected", "the charge", "denial"),
        ({"pledge": 0.5, "demand": 0.1}, "called on", "all sides to stop", "demand"),
        ({"pledge": 0.9}, "believe", "the buses will run", "forecast"),
        ({"assessment": 0.9}, "said", "it is a good law", "assessment"),
        ({"forecast": 0.9}, "warning", "the guards have left the border", "assessment"),
        ({"forecast": 0.9}, "warning", "the guards will leave the border", "forecast"),
        ({"pledge": 0.9}, "according to", "the ballots were not yet counted", "assessment"),
        ({"pledge": 0.9}, "said", "he may close the border", "forecast"),
        ({"responsibility": 0.9}, "claimed", "90 people were hurt", "assessment"),
        ({"responsibility": 0.9}, "claimed", "the raid on the port", "responsibility"),
        ({"blame": 0.9}, "announced", "his mother died on monday", "assessment"),
        ({"blame": 0.9}, "said", "four men died in the attack by rebels", "blame"),
        ({"pledge": 0.9}, "said", "that the change would require a vote", "forecast"),
        ({"responsibility": 0.9}, "according to", "she shelled the port", "assessment"),
        ({"assessment": 0.9}, "urged", "comply with the rules", "demand"),
        ({"responsibility": 0.9}, "said", "it was examining a raid", "assessment"),
        ({"responsibility": 0.9}, "said", "that it happened", "assessment"),
    ],
)
def test_kinds(share: dict[str, float], cue: str, content: str, expected: str) -> None:
    """The head proposes, the cue's word weighs, a kind without its words falls away."""
    assert expected == kind(row(**share), cue.split(), content.split())[0]


@pytest.mark.parametrize(
    "cue, content, deed, expected",
    [
        ("said", "the rebels were behind the raid", True, "blame"),
        ("said", "the rebels were not behind the raid", True, "assessment"),
        ("did not say", "who was behind the raid", True, "assessment"),
        ("said", "the people are behind the army", False, "assessment"),
        ("opposes", "the front", False, "assessment"),
        ("said", "the army is leading the inquiry", False, "assessment"),
        ("accused", "the front", False, "blame"),
        ("said", "we had no hand in the raid", True, "denial"),
        ("said", "we carried out this raid", True, "responsibility"),
        ("said", "they attacked nobody", True, "assessment"),
        ("suspect", "the rebels led the raid", True, "blame"),
        ("said", "its men were killed in the raid", True, "assessment"),
    ],
)
def test_plain_words_make_the_kind(cue: str, content: str, deed: bool, expected: str) -> None:
    """Blame needs an act or its own word, and plain words say more than the head."""
    share = {"assessment": 0.4, "blame": 0.3, "responsibility": 0.1}
    assert expected == kind(row(**share), cue.split(), content.split(), deed=deed)[0]


@given(
    st.lists(st.floats(0, 1, width=32), min_size=len(CLAIM_KINDS), max_size=len(CLAIM_KINDS)),
    st.lists(st.sampled_from(["said", "denied", "will", "not", "we", "port"]), max_size=8),
)
def test_every_claim_has_a_kind(given_row: list[float], content: list[str]) -> None:
    """Whatever the head says the kind is one of the table's and never none."""
    found, sure = kind(np.array(given_row, dtype=np.float32), ["said"], content)
    assert found in CLAIM_KINDS[1:]
    assert 0.0 <= sure <= 1.0
