"""Through whom words came, and whom they blame."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.relays import accused, accusing, agent, hands_over, relayed
from watchfloor.coding.encoder.speakers import UNFITTED, Speakers

MODEL = toys.settled()


def read(text: str, *people: str) -> tuple[Encoded, Speakers]:
    """Return a text with its participants."""
    encoded = toys.painted(text, MODEL, {"source": list(people)})
    named = sorted(toys.place_of(encoded, text, one) for one in people)
    quoted = Contents.of(encoded, text, 0.5).quoted
    return encoded, Speakers.of(encoded, named, quoted, UNFITTED)


def words(encoded: Encoded, span: Span | None) -> str | None:
    """Return the words of a span."""
    return None if span is None else " ".join(encoded.texts[slice(*span)])


def at(encoded: Encoded, word: str) -> Span:
    """Return where a word stands."""
    place = encoded.texts.index(word)
    return place, place + 1


@pytest.mark.parametrize(
    "text, cue, source, people, expected",
    [
        (
            "The agency quoted the minister as saying that rebels fled.",
            "saying",
            "the minister",
            ("The agency", "the minister"),
            ("the minister", "The agency"),
        ),
        (
            "The mayor was quoted by the radio as saying that rebels fled.",
            "saying",
            "the radio",
            ("The mayor", "the radio"),
            ("The mayor", "the radio"),
        ),
        (
            "The paper reported, citing the ministry, that rebels fled.",
            "reported",
            "The paper",
            ("The paper", "the ministry"),
            ("the ministry", "The paper"),
        ),
        (
            "The mayor, quoted by the radio, said that rebels fled.",
            "said",
            "The mayor",
            ("The mayor", "the radio"),
            ("The mayor", "the radio"),
        ),
        (
            "The mayor said that rebels fled.",
            "said",
            "The mayor",
            ("The mayor",),
            ("The mayor", None),
        ),
        (
            "The paper reported, citing heavy fog, that rebels fled.",
            "reported",
            "The paper",
            ("The paper",),
            ("The paper", None),
        ),
    ],
)
def test_the_speaker_is_whose_words_they_are(
    text: str, cue: str, source: str, people: tuple[str, ...], expected: tuple[str, str | None]
) -> None:
    """Whoever only hands words on is who they came through."""
    encoded, speakers = read(text, *people)
    given = toys.place_of(encoded, text, source)
    speaker, via = relayed(at(encoded, cue), given, speakers)
    assert expected == (words(encoded, speaker), words(encoded, via))


def test_quoting_leads_to_the_word_that_says() -> None:
    """Of "quoted the minister as saying" the cue is "saying"; a bare "quoted" leads nowhere."""
    encoded, _ = read("The agency quoted the minister as saying that rebels fled.", "The agency")
    assert at(encoded, "saying")[0] == hands_over(at(encoded, "quoted"), encoded)
    encoded, _ = read("The agency quoted the minister.", "The agency")
    assert hands_over(at(encoded, "quoted"), encoded) is None


@pytest.mark.parametrize(
    "text, cue, content, people, expected",
    [
        ("The army accused rebels of theft.", "accused", "rebels of theft", ("rebels",), "rebels"),
        (
            "The army blamed the raid on rebels.",
            "blamed",
            "the raid on rebels",
            ("The army", "rebels"),
            "rebels",
        ),
        (
            "Soldiers are accused by residents of theft.",
            "accused",
            "of theft",
            ("Soldiers", "residents"),
            "Soldiers",
        ),
        (
            "The mayor said that rebels shelled it.",
            "said",
            "that rebels shelled it",
            ("The mayor", "rebels"),
            "rebels",
        ),
        ("The army blamed heavy fog.", "blamed", "heavy fog", ("The army",), None),
    ],
)
def test_who_is_blamed_stands_where_grammar_puts_him(
    text: str, cue: str, content: str, people: tuple[str, ...], expected: str | None
) -> None:
    """Object of accusing, behind "on", subject of the passive, or head of what is said."""
    encoded, speakers = read(text, *people)
    place = toys.place_of(encoded, text, content)
    assert expected == words(encoded, accused(at(encoded, cue), place, speakers))


def test_the_agent_of_a_passive_accuses() -> None:
    """Whoever stands behind "by" accuses; "has accused" is no passive."""
    text = "Soldiers are accused by residents of theft."
    encoded, speakers = read(text, "Soldiers", "residents")
    assert accusing(at(encoded, "accused"), encoded)
    assert "residents" == words(encoded, agent(at(encoded, "accused"), speakers))
    encoded, _ = read("The army has accused rebels.", "rebels")
    assert not accusing(at(encoded, "accused"), encoded)
    encoded, _ = read("Raids, most of them blamed on rebels, went on.", "rebels")
    assert accusing(at(encoded, "blamed"), encoded)
