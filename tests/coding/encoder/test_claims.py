"""Who says so: contents with their cue and source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.claims import (
    SPOKEN,
    Attribution,
    attributions,
    candidates,
)
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.evidence import FEATURES
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import CLAIM_KINDS, TYPES

MODEL = toys.settled()
WORDS = 'Rebels fled , " “ ” he said the mayor denied it . told as saying quoted'


def claims(
    text: str, *, people: list[str] | None = None, **spans: list[str]
) -> tuple[Encoded, list[Attribution]]:
    """Return a text with sure heads, and its attributions; sources are people too."""
    encoded = toys.painted(text, MODEL, spans)
    named = [*(people or []), *spans.get("source", [])]
    listed = sorted({toys.place_of(encoded, text, one) for one in named})
    return encoded, attributions(encoded, Heads(MODEL, encoded), text, toys.FITTED, (), listed)


def words(encoded: Encoded, span: Span | None) -> str | None:
    """Return the words of a span."""
    return None if span is None else " ".join(encoded.texts[slice(*span)])


def told(text: str, **spans: list[str]) -> list[tuple[str | None, str | None]]:
    """Return who says what."""
    encoded, found = claims(text, **spans)
    return [(words(encoded, one.source), words(encoded, one.content)) for one in found]


def test_content_cue_and_source_go_together() -> None:
    """A cue takes the stretch beside it and the participant beside it."""
    encoded, (one,) = claims(
        "The rebels never fled the town, the mayor said. Others disagreed.",
        content=["The rebels never fled the town"],
        cue=["said", "disagreed"],
        source=["the mayor", "Others"],
    )
    assert "The rebels never fled the town" == words(encoded, one.content)
    assert "said" == words(encoded, one.cue)
    assert "the mayor" == words(encoded, one.source)
    assert "denial" == one.kind
    assert pytest.approx(toys.SURE) == one.score
    assert not one.quoted


@pytest.mark.parametrize(
    "text",
    [
        "“We won. They fled,” said Ana Lima.",
        "“We won. They fled,” Ana Lima said.",
        "Ana Lima said: “We won. They fled.”",
        "“We won. They fled.” Ana Lima said.",
        '"We won. They fled," said Ana Lima.',
    ],
)
def test_direct_quotation(text: str) -> None:
    """Speaker before or after: the content runs from the opening to the closing mark."""
    ((source, content),) = told(text, cue=["said"], source=["Ana Lima"])
    assert "Ana Lima" == source
    assert (content or "").rstrip(" ,.") == "We won . They fled"


def test_a_speaker_in_the_middle_has_both_halves() -> None:
    """What is quoted on either side of a cue is the same speaker's."""
    text = "“All of us left,” Ana Lima said, “and nobody came back.”"
    found = told(text, cue=["said"], source=["Ana Lima"])
    assert [("Ana Lima", "All of us left"), ("Ana Lima", "and nobody came back")] == [
        (source, (content or "").rstrip(" ,.")) for source, content in found
    ]


def test_a_quotation_goes_on_after_its_speaker() -> None:
    """A quotation without a cue of its own belongs to who spoke right before it."""
    text = "“All of us left,” Ana Lima said. “Nobody ever came back.”"
    found = told(text, cue=["said"], source=["Ana Lima"])
    assert ["Ana Lima", "Ana Lima"] == [source for source, _ in found]


def test_a_quotation_long_after_a_speaker_is_nobody_s() -> None:
    """Three sentences on nobody is speaking any more."""
    text = "“All of us left,” Lima said. It rained. It snowed. It froze. “Nobody ever came back.”"
    assert 1 == len(told(text, cue=["said"], source=["Lima"]))


def test_a_scare_quote_is_no_claim() -> None:
    """A word in quotation marks is a word, not a statement."""
    assert [] == told("They fought the so-called “caliphate” in the north.")
    assert [] == told("‘Rebellion’\nThe rebels fled.")


def test_mixed_quotation_is_one_content() -> None:
    """What is half quoted, half retold is said at once."""
    text = "Lima said that the raid was “a disaster” for the town."
    (found,) = told(
        text, cue=["said"], source=["Lima"], content=["that the raid was “a disaster” for the town"]
    )
    assert ("Lima", "that the raid was “ a disaster ” for the town") == found


def test_indirect_speech_begins_at_that() -> None:
    """Who was told, and when, is no part of what was said."""
    text = "Lima told Oslo Radio by phone that all rebels fled."
    (found,) = told(text, cue=["told"], source=["Lima"], content=["that all rebels fled"])
    assert ("Lima", "that all rebels fled") == found


def test_coordinated_clauses_are_one_content() -> None:
    """Clauses joined by a word that the head missed are one stretch."""
    text = "Lima said the rebels fled and the army came."
    (found,) = told(text, cue=["said"], source=["Lima"], content=["the rebels fled", "army came"])
    assert ("Lima", "the rebels fled and the army came") == found


def test_two_cues_of_one_sentence_share_it() -> None:
    """Each verb of saying has its own content as far as the next."""
    text = "Lima said the rebels fled and denied that the army came."
    found = told(
        text,
        cue=["said", "denied"],
        source=["Lima"],
        content=["the rebels fled", "that the army came"],
    )
    assert [("Lima", "the rebels fled"), ("Lima", "that the army came")] == found


def test_according_to() -> None:
    """Behind "according to" stands who says it."""
    text = "All the rebels fled, according to Ana Lima."
    (found,) = told(
        text, cue=["according to"], source=["Ana Lima"], content=["All the rebels fled"]
    )
    assert ("Ana Lima", "All the rebels fled") == found


def test_a_participle_shares_the_speaker_of_its_sentence() -> None:
    """After ", adding that" the one who spoke goes on; "critics warning": they do."""
    text = "Lima said the rebels fled, adding that the army came."
    found = told(
        text,
        cue=["said", "adding"],
        source=["Lima"],
        content=["the rebels fled", "that the army came"],
    )
    assert ["Lima", "Lima"] == [source for source, _ in found]


def test_a_chain_of_speakers_ends_at_the_one_who_spoke() -> None:
    """The agency that quotes a minister as saying is not the speaker."""
    text = "The agency quoted the minister as saying all rebels fled."
    (found,) = told(
        text,
        people=["The agency", "the minister"],
        cue=["quoted", "saying"],
        content=["all rebels fled"],
    )
    assert ("the minister", "all rebels fled") == found


def test_nobody_s_word_is_no_claim() -> None:
    """A content without a cue is left out, though a source stands beside it."""
    text = "As for Lima all the rebels fled."
    assert [] == told(text, content=["all the rebels fled"], source=["Lima"])


@pytest.mark.parametrize(
    "text, cue, content",
    [
        ("No group has claimed the attack on the port.", "claimed", "the attack on the port"),
        ("Lima ordered strikes along the border.", "ordered", "along the border"),
        ("Lima is to advise and train the local guards.", "advise", "and train the local guards"),
        ("Lima hopes to gain more from the talks.", "hopes", "to gain more from the talks"),
        ("Lima has not said that the rebels had fled.", "said", "that the rebels had fled"),
    ],
)
def test_what_hands_on_no_statement_is_no_claim(text: str, cue: str, content: str) -> None:
    """Nobody claims nothing, and a few words that only tell where say nothing."""
    encoded = toys.painted(text, MODEL, content=[content], cue=[cue])
    people = [(0, 2 if text.startswith("No") else 1)]
    assert [] == attributions(encoded, Heads(MODEL, encoded), text, toys.FITTED, people=people)


def test_a_relative_clause_says_it_of_whom_it_follows() -> None:
    """What a clause says without a subject is said with the name before "which"."""
    text = "The most feared is the Kadu Front, which officials say was behind raids in Oslo."
    said = ["was behind raids in Oslo"]
    ((who, what),) = told(text, cue=["say"], content=said, source=["officials"])
    assert "officials" == who
    assert "the Kadu Front , which officials say was behind raids in Oslo" == what


def test_a_hearsay_word_names_nobody() -> None:
    """What is "reportedly" so, somebody says, and not who stands before the word."""
    text = "Ana Lima died, reportedly of a fever caught at sea."
    said = ["of a fever caught at sea"]
    assert [None] == [
        one for one, _ in told(text, cue=["reportedly"], content=said, source=["Ana Lima"])
    ]


def test_not_everyone_is_nobody() -> None:
    """Who is said not to agree agrees with nothing."""
    text = "Not everyone agreed that all fled."
    assert [] == told(text, cue=["agreed"], content=["that all fled"], source=["everyone"])


def test_a_cue_has_what_takes_it_back() -> None:
    """Who does not want something is not shown as wanting it."""
    text = "Lima doesn't want to fight all the rebels."
    encoded = toys.painted(
        text, MODEL, cue=["want"], content=["to fight all the rebels"], source=["Lima"]
    )
    (one,) = attributions(encoded, Heads(MODEL, encoded), text, toys.FITTED)
    assert one.cue is not None
    assert "doesn't want" == text[slice(*encoded.characters(one.cue))]


def test_a_claim_without_a_source() -> None:
    """Where nobody near the cue is named the claim has no source."""
    assert [(None, "Over there rebels fled")] == told(
        "Over there rebels fled, was said.", content=["Over there rebels fled"], cue=["said"]
    )


def test_a_cue_that_is_said_itself_is_none() -> None:
    """A verb of saying inside what somebody else says hands on nothing."""
    text = "Lima said the men who told lies fled."
    encoded = toys.painted(
        text, MODEL, cue=["said", "told"], content=["the men who told lies fled"]
    )
    encoded.bio["cue"][encoded.texts.index("told")] = (0.5, 0.5, 0.0)
    found = attributions(encoded, Heads(MODEL, encoded), text, toys.FITTED)
    assert ["the men who told lies fled"] == [words(encoded, one.content) for one in found]


def test_a_deed_is_no_cue() -> None:
    """The anchor of an event that is no act of words is nobody's cue."""
    text = "They fired that all the rebels fled."
    encoded = toys.painted(text, MODEL, content=["that all the rebels fled"], cue=["fired"])
    heads = Heads(MODEL, encoded)
    assert 1 == len(attributions(encoded, heads, text, toys.FITTED))
    assert [] == attributions(encoded, heads, text, toys.FITTED, acts=[(1, 2)])


def test_what_is_not_believed_is_left_out() -> None:
    """Fitted weights decide, and the score is their probability."""
    text = "All the rebels fled, the mayor said."
    encoded = toys.painted(text, MODEL, content=["All the rebels fled"], cue=["said"])
    for bias, kept in ((9.0, 1), (-9.0, 0)):
        fitted = {
            **toys.FITTED,
            "claim": {**dict.fromkeys(FEATURES, 0.0), "bias": bias},
            "attribution": {**toys.FITTED["attribution"], "believe": 0.5},
        }
        assert kept == len(attributions(encoded, Heads(MODEL, encoded), text, fitted))


def test_evidence_has_every_feature() -> None:
    """What is fitted on tune is what is looked at here."""
    text = "All the rebels fled, the mayor said."
    encoded = toys.painted(text, MODEL, content=["All the rebels fled"], cue=["said"])
    (one,) = candidates(encoded, Heads(MODEL, encoded), text, toys.FITTED)
    assert len(FEATURES) == len(one.evidence)
    assert 1.0 == dict(zip(FEATURES, one.evidence, strict=True))["say"]


def test_spoken_acts_are_types_of_events() -> None:
    """The acts whose anchors may be cues are PLOVER's, and no deed of force is among them."""
    assert set(TYPES) > SPOKEN
    assert SPOKEN.isdisjoint({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})


@given(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=60).map(" ".join),
    st.integers(0, 5),
)
def test_whatever_the_weights_claims_are_well_formed(text: str, seed: int) -> None:
    """Contents rise in the text without overlap, each of a kind, the cue outside of its words."""
    model = toys.model(seed=seed)
    encoded = toys.encoded(text, model)
    found = attributions(encoded, Heads(model, encoded), text, toys.FITTED)
    last = 0
    for one in found:
        assert last <= one.content[0] < one.content[1] <= len(encoded.words)
        last = one.content[1]
        assert one.kind in CLAIM_KINDS[1:]
        assert one.cue is not None
        assert one.cue[1] <= one.content[0] or one.content[1] <= one.cue[0]
        assert one.source is None or one.source[0] < one.source[1]
    assert found == attributions(encoded, Heads(model, encoded), text, toys.FITTED)


@pytest.mark.parametrize(
    "text, cue, expected",
    [
        ("Lima declared months ago that all the rebels had fled.", "declared months", "declared"),
        ("Critics, who've since argued all the rebels fled.", "ve since argued", "since argued"),
    ],
)
def test_a_cue_is_bare(text: str, cue: str, expected: str) -> None:
    """The time behind a verb of saying and half of a contraction are no part of it."""
    said = text[text.index("all the") :].rstrip(".")
    encoded, (one,) = claims(
        text, cue=[cue], content=[said], source=[text.split(maxsplit=1)[0].strip(",")]
    )
    assert expected == words(encoded, one.cue)


def test_a_quotation_inside_what_is_said_is_no_claim_of_its_own() -> None:
    """Who says that "those men are foes of peace" in Oslo says it once."""
    text = "Lima left. The mayor said that “those men are foes of peace” in all of Oslo."
    said = ["that", "those men are foes of peace", "in all of Oslo"]
    assert [("The mayor", "that “ those men are foes of peace ” in all of Oslo")] == told(
        text, cue=["said"], content=said, source=["The mayor"]
    )


@pytest.mark.parametrize(
    "cue, content, kind",
    [
        ("threatened", "to kill all the hostages", "threat"),
        ("promised", "to pay all the guards", "pledge"),
    ],
)
def test_a_verb_that_is_the_act_is_believed(cue: str, content: str, kind: str) -> None:
    """Somebody named who threatens or promises does so, however little the regression thinks."""
    text = f"Lima {cue} {content}."
    encoded = toys.painted(text, MODEL, cue=[cue], content=[content], source=["Lima"])
    fitted = {**toys.FITTED, "claim": {**dict.fromkeys(FEATURES, 0.0), "bias": -4.0}}
    (one,) = candidates(encoded, Heads(MODEL, encoded), text, fitted, (), [(0, 1)])
    assert (kind, 0.5) == (one.kind, one.score)


def test_the_verb_of_what_is_said_is_no_cue() -> None:
    """Behind "that" and a subject stands the verb of the content, not a second saying."""
    text = "Oslo claims that the raids answer an attack on its port."
    assert [("Oslo", "that the raids answer an attack on its port")] == told(
        text,
        content=["that the raids", "an attack on its port"],
        cue=["claims", "answer"],
        source=["Oslo"],
    )


def test_who_is_blamed_stands_behind_the_verb() -> None:
    """What comes before "and blames" is said before, however sure the head of it."""
    text = "Oslo says the port was hit by night and blames the clan for it."
    found = told(
        text,
        content=["the port was hit by night", "the clan"],
        cue=["says", "blames"],
        source=["Oslo"],
    )
    assert ["the port was hit by night", "the clan"] == [
        (content or "").removesuffix(" for it") for _, content in found
    ]


@pytest.mark.parametrize(
    "text, cue, said",
    [
        ("Oslo did not say that it had agreed.", "not say", "that it had agreed"),
        ("The clans agreed, after long talks, and may renew it.", "agreed", "and may renew it"),
        ("Oslo warned states that host our bases.", "states", "that host our bases"),
    ],
)
def test_these_words_are_nobodys_statement(text: str, cue: str, said: str) -> None:
    """What one did not say, what one goes on to do, and a noun that looks like a verb."""
    source = ["Oslo"] if "Oslo" in text else ["The clans"]
    assert [] == told(text, content=[said], cue=[cue], source=source)


@pytest.mark.parametrize(
    "text, source",
    [
        ("An earlier version of this report said all had fled.", "this report"),
        ("An earlier version of this article said all had fled.", "An earlier version"),
        ("A previous article said all had fled.", "A previous article"),
    ],
)
def test_what_a_text_said_before_is_nobodys_claim(text: str, source: str) -> None:
    """A correction tells what the text itself had wrong."""
    assert [] == told(text, cue=["said"], source=[source], content=["all had fled"])


def test_a_report_of_somebody_speaks() -> None:
    """Another's earlier report hands on words like any source."""
    text = "The earlier report said all had fled."
    assert [("The earlier report", "all had fled")] == told(
        text, cue=["said"], source=["The earlier report"], content=["all had fled"]
    )


def test_who_was_told_is_no_content() -> None:
    """What is said begins at "that", behind who was told and what he is."""
    text = "The mayor told the Courier, a local paper, that all had fled."
    ((source, content),) = told(
        text,
        cue=["told"],
        source=["The mayor"],
        content=["the Courier, a local paper, that all had fled"],
    )
    assert ("The mayor", "that all had fled") == (source, content)
