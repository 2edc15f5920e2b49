"""Anchors that name no act of their own, with a toy."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.anchors import candidates
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.no_acts import acts


@pytest.mark.parametrize(
    "text, anchors, status, expected",
    [
        ("Guards foiled a raid.", ["foiled", "raid"], "attempted", ["raid"]),
        ("There were no casualties.", ["casualties"], "denied", []),
        ("Nobody was hurt.", ["hurt"], "actual", []),
        ("None of the men was injured.", ["injured"], "actual", []),
        ("No one has been harmed.", ["harmed"], "actual", []),
        ("None of the men who killed nine fled.", ["killed nine"], "actual", ["killed nine"]),
        ("No one claimed a raid that hurt two.", ["hurt"], "actual", ["raid", "hurt"]),
        ("One of the men was injured.", ["injured"], "actual", ["injured"]),
        ("There were many casualties.", ["casualties"], "actual", ["casualties"]),
        ("They were BURIED in Lima.", ["were BURIED"], "actual", []),
        ("They were buried alive.", ["buried"], "actual", ["buried"]),
        ("A raid at dawn that hit huts went on.", ["raid", "hit"], "actual", ["raid"]),
        ("A raid that soldiers say hit huts.", ["raid", "hit"], "actual", ["raid", "hit"]),
        ("A mine that hit huts.", ["hit"], "actual", ["hit"]),
        ("An accidental fire killed ten.", ["fire"], "actual", []),
        ("The death was not suspicious.", ["death"], "actual", []),
        ("An accidental fire followed the attack.", ["fire"], "actual", ["fire", "attack"]),
    ],
)
def test_acts(text: str, anchors: list[str], status: str, expected: list[str]) -> None:
    """What only tells of another act, of no toll, of a burial or an accident is left out."""
    model = toys.settled(status=status)
    encoded = toys.painted(text, model, anchor=anchors)
    found = candidates(encoded, Heads(model, encoded), toys.FITTED)
    kept = acts(found, encoded)
    told = [" ".join(encoded.texts[one.start : one.end]) for one in kept]
    assert expected == [one for one in told if one != "killed"]


@pytest.mark.parametrize(
    "kind, text, anchor, expected",
    [
        ("CONSULT", "The king made a speech on Monday.", "made a speech", False),
        ("CONSULT", "He was speaking at a fair.", "was speaking", False),
        ("CONSULT", "He was speaking to the king.", "was speaking", True),
        ("CONSULT", "The two met on Monday.", "met", True),
        ("ACCUSE", "The accused denied all.", "accused", False),
        ("ACCUSE", "His co-accused fled.", "accused", False),
        ("ACCUSE", "The army accused the rebels.", "accused", True),
    ],
)
def test_words_in_public_and_who_stands_trial_are_no_acts(
    kind: str, text: str, anchor: str, expected: bool
) -> None:
    """A speech is no consultation unless it is with somebody; the accused accuse nobody."""
    model = toys.settled(kind)
    encoded = toys.painted(text, model, anchor=[anchor])
    found = candidates(encoded, Heads(model, encoded), toys.FITTED)
    assert found
    assert bool(acts(found, encoded)) is expected
