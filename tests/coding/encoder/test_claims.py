"""Who says so: contents with their cue and source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.claims import SPOKEN, Attribution, attributions
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import CLAIM_KINDS, TYPES

MODEL = toys.settled()
WORDS = 'Rebels fled , " he said the mayor denied it .'


def claims(text: str, **spans: list[str]) -> tuple[Encoded, list[Attribution]]:
    """Return a text with sure heads, and its attributions."""
    encoded = toys.painted(text, MODEL, spans)
    return encoded, attributions(encoded, Heads(MODEL, encoded), text, toys.FITTED)


def words(encoded: Encoded, span: Span | None) -> str | None:
    """Return the words of a span."""
    return None if span is None else " ".join(encoded.texts[slice(*span)])


def test_content_cue_and_source_go_together() -> None:
    """The nearest cue belongs to a content, and the source nearest to the cue."""
    encoded, (one,) = claims(
        "The rebels fled the town, the mayor said. Others disagreed.",
        content=["The rebels fled the town"],
        cue=["said", "disagreed"],
        source=["the mayor", "Others"],
    )
    assert "The rebels fled the town" == words(encoded, one.content)
    assert "said" == words(encoded, one.cue)
    assert "the mayor" == words(encoded, one.source)
    assert "denial" == one.kind
    assert pytest.approx(toys.SURE) == one.score
    assert not one.quoted


def test_the_same_sentence_comes_first() -> None:
    """A cue in the same sentence is taken before a nearer one in the next."""
    encoded, (one,) = claims(
        "He said on Monday that all the rebels fled. Police denied it.",
        content=["all the rebels fled"],
        cue=["said", "denied"],
    )
    assert "said" == words(encoded, one.cue)


def test_a_cue_may_stand_in_the_next_sentence_but_not_farther() -> None:
    """Neighbours are looked at, others not."""
    content = ["All the rebels fled"]
    encoded, (one,) = claims("All the rebels fled. So he said.", content=content, cue=["said"])
    assert "said" == words(encoded, one.cue)
    text = "All the rebels fled. It rained. So he said."
    assert [] == claims(text, content=content, cue=["said"])[1]


@pytest.mark.parametrize("gap, found", [(58, 1), (61, 0)])
def test_a_cue_too_far_off_is_none(gap: int, found: int) -> None:
    """Even in one sentence, words between content and cue have a limit."""
    text = "All the rebels fled " + "and " * gap + "he said."
    assert found == len(claims(text, content=["All the rebels fled"], cue=["said"])[1])


def test_nobody_s_word_is_no_claim() -> None:
    """A content without a cue is left out, though a source stands beside it."""
    text = "According to Lima all the rebels fled."
    assert [] == claims(text, content=["all the rebels fled"], source=["Lima"])[1]


def test_a_claim_without_a_source() -> None:
    """Where nobody near the cue is named the claim has no source."""
    text = "All the rebels fled, it was said."
    _, (one,) = claims(text, content=["All the rebels fled"], cue=["said"])
    assert one.source is None


def test_a_deed_is_no_cue() -> None:
    """The anchor of an event that is no act of words is nobody's cue."""
    text = "They said that all the rebels fled."
    encoded = toys.painted(text, MODEL, content=["all the rebels fled"], cue=["said"])
    heads = Heads(MODEL, encoded)
    assert 1 == len(attributions(encoded, heads, text, toys.FITTED))
    assert 1 == len(attributions(encoded, heads, text, toys.FITTED, acts=[(0, 1), (6, 7)]))
    assert [] == attributions(encoded, heads, text, toys.FITTED, acts=[(0, 1), (1, 2)])


@pytest.mark.parametrize(
    "cue, found", [("said", 1), ("reported", 1), ("strongly claimed", 1), ("fired", 0), ("by", 0)]
)
def test_a_cue_is_a_word_of_saying(cue: str, found: int) -> None:
    """What the cue head marks must hold a word that tells or claims."""
    text = f"All the rebels fled, he {cue}."
    assert found == len(claims(text, content=["All the rebels fled"], cue=[cue])[1])


@pytest.mark.parametrize(
    "source, found",
    [("Ana Lima", True), ("he", True), ("the mayor", True), ("the", False), ("Monday", False)],
)
def test_a_source_names_somebody(source: str, found: bool) -> None:
    """An article and a day of the week have said nothing."""
    text = f"All the rebels fled, {source} said."
    encoded, (one,) = claims(
        text, content=["All the rebels fled"], cue=["said"], source=[f", {source} "]
    )
    assert (source if found else None) == words(encoded, one.source)


@pytest.mark.parametrize(
    "text, parts, expected",
    [
        (
            "All the rebels have now fled, he said.",
            ["All the rebels", "fled"],
            ["All the rebels have now fled"],
        ),
        ("All the rebels have by now fled, he said.", ["All the rebels", "fled"], []),
        (
            "All the rebels fled. We will not leave, he said.",
            ["All the rebels fled", "We will not leave"],
            ["All the rebels fled", "We will not leave"],
        ),
    ],
)
def test_parts_of_one_content_are_joined(text: str, parts: list[str], expected: list[str]) -> None:
    """A word or two that the head missed part no content, and sentences are never joined."""
    encoded, found = claims(text, content=parts, cue=["said"])
    assert expected == [words(encoded, one.content) for one in found]


def test_spoken_acts_are_types_of_events() -> None:
    """The acts whose anchors may be cues are PLOVER's, and no deed of force is among them."""
    assert set(TYPES) > SPOKEN
    assert SPOKEN.isdisjoint({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})


@pytest.mark.parametrize(
    "text, quoted",
    [
        ('"We will not leave", he said.', True),
        ("“We will not leave”, he said.", True),
        ("«We will not leave», he said.", True),
        ("We will not leave, he said.", False),
        ('He said "no" and We will not leave', False),
    ],
)
def test_quoted(text: str, quoted: bool) -> None:
    """A content that a quotation mark opens is quoted."""
    content, cue = ["We will not leave"], ["said"]
    assert [quoted] == [one.quoted for one in claims(text, content=content, cue=cue)[1]]


@pytest.mark.parametrize(
    "content, found",
    [("Yes", 0), ("So yes", 0), (".", 0), ("The rebels fled", 0), ("All the rebels fled", 1)],
)
def test_a_few_words_are_no_claim(content: str, found: int) -> None:
    """Contents of less than four words are left out."""
    assert found == len(claims(f"{content} he said", content=[content], cue=["said"])[1])


@pytest.mark.parametrize(
    "none, other, expected",
    [
        (0.0, 0.0, "denial"),
        (50.0, 0.0, "assessment"),  # most likely no claim at all
        (0.0, 8.0, "assessment"),  # denial as likely as not
        (0.0, 7.0, "denial"),
    ],
)
def test_an_unsure_kind_is_an_assessment(none: float, other: float, expected: str) -> None:
    """No claim is of no kind: what the head isn't sure of is the plainest of the kinds."""
    model = toys.settled()
    model.heads["claim.3.bias"][0] = none
    model.heads["claim.3.bias"][CLAIM_KINDS.index("pledge")] = other
    text = "All the rebels fled, he said."
    encoded = toys.painted(text, model, content=["All the rebels fled"], cue=["said"])
    (one,) = attributions(encoded, Heads(model, encoded), text, toys.FITTED)
    assert expected == one.kind


@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=60,
    ).map(" ".join),
    st.integers(0, 5),
)
def test_whatever_the_weights_claims_are_well_formed(text: str, seed: int) -> None:
    """Contents rise in the text, each with a cue nearby that is other words."""
    model = toys.model(seed=seed)
    encoded = toys.encoded(text, model)
    found = attributions(encoded, Heads(model, encoded), text, toys.FITTED)
    starts = [one.content[0] for one in found]
    assert starts == sorted(starts)
    for one in found:
        assert one.kind in CLAIM_KINDS[1:]
        assert one.content[1] - one.content[0] >= 4
        assert one.cue is not None
        assert one.cue[1] <= one.content[0] or one.content[1] <= one.cue[0]
        gap = encoded.sentence[one.cue[0]] - encoded.sentence[one.content[0]]
        assert abs(int(gap)) <= 1
