"""A threat, what it threatens and the claim of the same words."""

from dataclasses import replace

import pytest

from tests.fuse.made import told
from watchfloor.fuse.threats import sentence, threats
from watchfloor.model import Cited, Claim, ClaimKind, Event, Scored, Status

TEXT = (
    "The brigade threatened to attack the U.S. base. It has bombed it before. "
    "“We will strike the port,” its leader said."
)


def event(words: str, kind: str, status: Status) -> Event:
    """Return an event anchored at words of TEXT."""
    start = TEXT.index(words)
    anchor = Scored(text=words, start=start, end=start + len(words), score=0.9)
    return replace(told(words).event, type=kind, status=status, anchor=anchor)


def claim(words: str, cue: str) -> Claim:
    """Return a threat in the leader's words."""
    start, place = TEXT.index(words), TEXT.index(cue)
    return Claim(
        id=words,
        document_id="d",
        external_id=None,
        kind=ClaimKind.THREAT,
        speaker=None,
        content=Cited(text=words, start=start, end=start + len(words)),
        quoted=True,
        cue=Cited(text=cue, start=place, end=place + len(cue)),
        condition=None,
        horizon=None,
        event_id=None,
    )


def test_a_threat_is_linked_with_what_the_same_words_say() -> None:
    """Each act has its own threatened event; what happened and the other sentence have no part."""
    events = (
        event("threatened", "THREATEN", Status.ACTUAL),
        event("attack", "ASSAULT", Status.THREATENED),
        event("bombed", "ASSAULT", Status.ACTUAL),
        event("strike", "ASSAULT", Status.THREATENED),
        event("said", "THREATEN", Status.ACTUAL),
    )
    one, two = threats(TEXT, events, [claim("We will strike the port", "said")])
    assert ("threatened", ("attack",), ()) == (one.act, one.threatened, one.claims)
    assert ("said", ("strike",), ("We will strike the port",)) == (
        two.act,
        two.threatened,
        two.claims,
    )


def test_a_denied_threat_is_none() -> None:
    """Only acts that happened are looked at."""
    assert () == threats(TEXT, (event("threatened", "THREATEN", Status.DENIED),), ())


@pytest.mark.parametrize("text", ["a" * 100_000, "x. " * 40_000, "U.S. " * 20_000, '."' * 50_000])
def test_the_sentence_around_a_span_is_bounded(text: str) -> None:
    """Whatever the text, a sentence holds its span and ends within reach."""
    low, high = sentence(text, 500, 501)
    assert 0 <= low <= 500
    assert 501 <= high <= len(text)
    assert high - low < 3_000


def test_an_abbreviation_ends_no_sentence() -> None:
    """The full stops of U.S. are none."""
    low, high = sentence(TEXT, 4, 11)
    assert "The brigade threatened to attack the U.S. base." == TEXT[low:high]


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, Feb. 5, 2022 - Gunmen killed two.",
        "Lt. Gen. Adams and Dr. Hale said that Maj. Cole was killed on Sept. 3.",
        "The U.S. embassy was hit on Jan. 13.",
    ],
)
def test_a_short_month_or_title_ends_no_sentence(text: str) -> None:
    """The full stop of "Feb. 5" and "Gen. Adams" stands inside a sentence."""
    at = text.rindex("killed") if "killed" in text else text.index("hit")
    assert sentence(f"It rained. {text} Then it stopped.", at + 11, at + 14) == (11, 11 + len(text))
