"""What plain words settle of the acts in a sentence, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.lexicon import Lexicon
from watchfloor.coding.phrases import tag
from watchfloor.coding.status_settled import Settled, settled
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import Document

WORDS = """
police foiled thwarted prevented a the plot attack was by and , . not to managed denied role in part
carried out that it rebels behind being responsibility for
"""


def read(text: str) -> tuple[Sentence, tuple[Settled, ...]]:
    """Return the only sentence of a text and what it settles."""
    (only,) = sentences(Document.new(text))
    return only, settled(only, tag(only))


def stopped(text: str) -> list[tuple[str, list[str]]]:
    """Return (words meant, words of who is not the doer) of each thing stopped."""
    only, found = read(text)
    return [
        (
            " ".join(only.words[slice(*one.reach)]),
            [" ".join(only.words[slice(*span)]) for span in one.aside],
        )
        for one in found
        if one.stopped
    ]


@pytest.mark.parametrize(
    "text, meant, aside",
    [
        ("Guards foiled a raid on the mine.", "foiled a raid on the mine", ["Guards"]),
        ("A raid on the mine was averted by guards.", "A raid on the mine", ["guards"]),
        ("The murder of the envoy was thwarted.", "The murder of the envoy", []),
        ("The raid, which was foiled, was his third.", "The raid", []),
        ("Guards managed to avert a raid.", "avert a raid", ["Guards managed"]),
        ("Guards helped foil a raid.", "foil a raid", ["Guards helped"]),
        ("They had thwarted a raid and arrested six.", "thwarted a raid and", ["They"]),
        ("Men came to bomb it and guards foiled the attack.", "foiled the attack", ["guards"]),
        ("The army held a man, foiling a raid.", "foiling a raid", ["The army held a man ,"]),
        ("A plot of Ife and Oyo to bomb it was foiled.", "A plot of Ife and Oyo to bomb it", []),
        ("Gunmen attacked a bus and a second raid was foiled.", "a bus and a second raid", []),
        ("Two men died in a foiled raid.", "foiled raid", []),
        ("The men were prevented from raiding the mine.", "prevented from raiding the mine", []),
        ("The pilots aborted the raid on the mine.", "aborted the raid on the mine", []),
    ],
)  # fmt: skip
def test_what_was_stopped(text: str, meant: str, aside: list[str]) -> None:
    """An act is stopped by the verb that governs it or that it is subject of, and never by itself.

    Whoever stops his own act is its doer all the same.
    """
    assert [(meant, aside)] == stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "The raid was not foiled.",
        "The law is to prevent raids.",
        "The wall would have prevented the raid.",
        "Guards failed to prevent the raid.",
        "Efforts that avert raids are costly, they say, and thwarting them is dear.",
        "Guards repelled the raid.",
    ],
)
def test_what_nobody_stopped(text: str) -> None:
    """Aims, wishes and failures stop nothing; an attack repelled was made."""
    assert "raid" not in " ".join(meant for meant, _ in stopped(text)).split()[:3]


def disowned(text: str) -> list[str]:
    """Return the words of the acts in which a part is denied."""
    only, found = read(text)
    return [" ".join(only.words[slice(*one.reach)]) for one in found if not one.stopped]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("The front denied responsibility for the raid on Lima.", "the raid on Lima"),
        ("The front denied any role in the raid.", "the raid"),
        ("The front neither confirmed nor denied a hand in raids.", "raids"),
        ("The front denies being behind the raid.", "the raid"),
        ("The front denied that it was responsible for a raid.", "for a raid"),
        ("The front denied having carried out the raid.", "the raid"),
        ("The front denied that it had carried out Monday's raid.", "Monday 's raid"),
        ("The front denied a part in the raid and accused the army.", "the raid"),
        ("The front has yet to claim responsibility for the raid.", "for the raid ."),
        ("The front did not claim responsibility for the raid.", "for the raid ."),
    ],
)
def test_a_part_is_denied_and_not_the_act(text: str, meant: str) -> None:
    """A denial of responsibility, of a role, or of having done a known act leaves the act alone."""
    assert [meant] == disowned(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army denied having bombed the village.",
        "The front did not hide but claimed responsibility for the raid.",
        "The army denied that any raid took place.",
        "The army denied carrying out raids on villages.",
        "The army denied that it had lost a soldier.",
    ],
)
def test_the_act_itself_is_denied(text: str) -> None:
    """Where the act is denied, or is none in particular, nothing is left standing."""
    assert [] == disowned(text)


@pytest.mark.parametrize(
    "text, anchor, status",
    [
        ("Gunmen came; guards thwarted an attack on a church.", "attack", "attempted"),
        ("The assassination of the judge was thwarted.", "assassination", "attempted"),
        ("A bomb plot was foiled in Lagos.", "bomb plot", "attempted"),
        ("The rebels denied any role in the attack on Goma.", "attack", "actual"),
        ("The rebels denied that they had attacked Goma.", "attacked", "denied"),
    ],
)
def test_the_lexicon_goes_by_it(text: str, anchor: str, status: str) -> None:
    """The table's verdicts follow what words settle."""
    found = Lexicon().code(Document.new(text)).events
    assert [status] == [one.status for one in found if anchor in (one.anchor.text or "")]


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=30))
def test_stretches_lie_in_the_sentence(listed: list[str]) -> None:
    """Whatever the words, all stretches are in order and inside their sentence."""
    for only in sentences(Document.new(" ".join(listed))):
        for one in settled(only, tag(only)):
            for start, end in (one.reach, *one.aside):
                assert 0 <= start <= end <= len(only)
