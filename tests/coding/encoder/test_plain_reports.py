"""Plain reports of short texts, by their grammar and as the reader codes them."""

import pytest

from tests.coding.encoder import toys
from watchfloor import pipeline
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.plain_reports import SHORT, reported
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.protocol import Coder
from watchfloor.model import Document


@pytest.fixture(scope="module")
def read() -> Coder:
    """Return the shipped reader."""
    return pipeline.coder("reader")


def clause(text: str, cue: str, people: list[str], source: str | None) -> str | None:
    """Return the clause that a cue hands on."""
    encoded = toys.encoded(text)
    contents = Contents.of(encoded, text, 0.5)
    named = sorted(toys.place_of(encoded, text, one) for one in people)
    speaker = toys.place_of(encoded, text, source) if source else None
    found = reported(
        toys.place_of(encoded, text, cue),
        speaker,
        (0, len(encoded.words)),
        contents,
        Speakers.of(encoded, named, contents.quoted),
    )
    return text[slice(*encoded.characters(found[0]))] if found else None


@pytest.mark.parametrize(
    "text, cue, people, source, expected",
    [
        (
            "All rebels fled, the mayor told Reuters.",
            "told",
            ["the mayor", "Reuters"],
            "the mayor",
            "All rebels fled",
        ),
        (
            "Rebels fled, killing four, and came back, the mayor said on Monday.",
            "said",
            ["the mayor"],
            "the mayor",
            "Rebels fled, killing four, and came back",
        ),
        (
            "The mayor said on Monday rebels had fled.",
            "said",
            ["The mayor", "rebels"],
            "The mayor",
            "rebels had fled",
        ),
        (
            "The mayor told Reuters all rebels had fled.",
            "told",
            ["The mayor", "Reuters"],
            "The mayor",
            "all rebels had fled",
        ),
        (
            "The mayor reported that all rebels had fled, but some were seen.",
            "reported",
            ["The mayor"],
            "The mayor",
            "that all rebels had fled",
        ),
        (
            "All rebels fled, according to the mayor.",
            "according",
            ["the mayor"],
            "the mayor",
            "All rebels fled",
        ),
        (
            "All rebels fled, said the mayor, a former general.",
            "said",
            ["the mayor", "a former general"],
            "the mayor",
            "All rebels fled",
        ),
        (
            "If talks fail, rebels will return, the mayor said.",
            "said",
            ["rebels", "the mayor"],
            "the mayor",
            "rebels will return",
        ),
        (
            "The mayor said on Radio Gao that rebels had fled.",
            "said",
            ["The mayor", "rebels"],
            "The mayor",
            "that rebels had fled",
        ),
        (
            "According to the mayor, all rebels fled.",
            "According",
            ["the mayor"],
            "the mayor",
            "all rebels fled",
        ),
    ],
)
def test_grammar_gives_the_clause(
    text: str, cue: str, people: list[str], source: str, expected: str
) -> None:
    """The whole clause beside a verb of saying is what is said, without when and to whom."""
    assert expected == clause(text, cue, people, source)


@pytest.mark.parametrize(
    "text, cue, people, source",
    [
        ("The mayor did not say all rebels had fled.", "say", ["The mayor"], "The mayor"),
        ("The mayor would say all rebels had fled.", "say", ["The mayor"], "The mayor"),
        ("The mayor is said to have fled.", "said", ["The mayor"], "The mayor"),
        ("The mayor told all men to stay.", "told", ["The mayor"], "The mayor"),
        ("Gunmen who police said fled came back.", "said", ["Gunmen", "police"], "police"),
        ("The mayor announced a curfew in the city.", "announced", ["The mayor"], "The mayor"),
        ("All rebels fled, it was said.", "said", [], None),
        ("“All rebels fled,” the mayor said.", "said", ["the mayor"], "the mayor"),
        ("It rained. " * 25 + "All fled, the mayor said.", "said", ["the mayor"], "the mayor"),
    ],
)
def test_what_is_no_plain_report(
    text: str, cue: str, people: list[str], source: str | None
) -> None:
    """Negated and wished cues, nouns, quotations, nobody's words and long texts have none."""
    assert clause(text, cue, people, source) is None


def test_a_long_text_is_left_to_what_was_fitted() -> None:
    """The bound is of the text, not of its sentence."""
    assert len(toys.encoded("It rained. " * 25).words) > SHORT


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("Five people died, the mayor told Reuters.", "the mayor"),
        ("Police said two men were arrested on Friday.", "Police"),
        ("Clashes broke out after midnight, witnesses told AFP.", "witnesses"),
        ("Two soldiers were wounded by a mine, according to the ministry.", "the ministry"),
        ("The coalition confirmed that a helicopter had crashed.", "The coalition"),
    ],
)
def test_the_reader_gives_a_claim(read: Coder, text: str, speaker: str) -> None:
    """A report of one sentence says who says so."""
    coded = read.code(Document.new(text))
    (claim,) = coded.claims
    assert claim.speaker is not None
    assert speaker == coded.mentions[claim.speaker.mention].text


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a convoy near Gao on Sunday, killing two soldiers.",
        "The mayor did not say who was behind the attack on the market.",
        "The governor announced a curfew in the city.",
        "The commander is said to have fled to Sudan.",
    ],
)
def test_the_reader_makes_none_up(read: Coder, text: str) -> None:
    """Where nobody says anything there is no claim."""
    assert () == read.code(Document.new(text)).claims
