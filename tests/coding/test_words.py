"""Tokens, sentences and inflections."""

import pytest

from watchfloor.coding.words import is_participle, noun_forms, sentences, verb_forms
from watchfloor.model import Boilerplate, Document


def split(text: str) -> list[str]:
    """Return the sentences of a text as words."""
    document = Document.new(text)
    return [text[s.starts[0] : s.ends[-1]] for s in sentences(document)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("One. Two.", ["One.", "Two."]),
        ("Gen. Okoro met Mr. Lind. They left.", ["Gen. Okoro met Mr. Lind.", "They left."]),
        ('He left. "We stayed," she said.', ["He left.", '"We stayed," she said.']),
        ('He said "Never." She left.', ['He said "Never."', "She left."]),
        ("A heading\nThe text begins here.", ["A heading", "The text begins here."]),
        ("First paragraph\n\nsecond paragraph", ["First paragraph", "second paragraph"]),
        ("It cost 2.5 million.", ["It cost 2.5 million."]),
        ("U.S. troops left.", ["U.S. troops left."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Full stops end sentences unless they belong to an abbreviation or a number."""
    assert expected == split(text)


def test_wrapped_lines_are_one_sentence() -> None:
    """A long line without a stop goes on in the next line."""
    text = "The army said on Monday that it had withdrawn all of its\nsoldiers from the town."
    assert [text] == split(text)


def test_sentences_stop_at_boilerplate() -> None:
    """No sentence runs into boilerplate or across it."""
    text = "Rebels attacked ADVERT the base"
    document = Document.new(text, boilerplate=(Boilerplate(16, 22, "ad"),))
    assert ["Rebels attacked", "the base"] == [
        text[s.starts[0] : s.ends[-1]] for s in sentences(document)
    ]


def test_dateline_is_no_part_of_the_body() -> None:
    """The frame begins after "CITY, date --"."""
    (sentence,) = sentences(Document.new("KASTEL, June 3 — Rebels attacked."))
    assert "Rebels" == sentence.words[sentence.body]


def test_a_dash_in_capitals_is_no_dateline() -> None:
    """A text all in capitals begins at its first word unless a date or agency stands before it."""
    (sentence,) = sentences(Document.new("THE PRESIDENT -- WHO WAS ABROAD -- RESIGNED."))
    assert 0 == sentence.body
    (sentence,) = sentences(Document.new("LA PAZ, 4 DEC 89 (NP) -- [TEXT] REBELS ATTACKED."))
    assert "[" == sentence.words[sentence.body]


def test_apostrophes_are_plain_in_lower() -> None:
    """Curly apostrophes are read as plain ones, the words stay as written."""
    (sentence,) = sentences(Document.new("They didn’t leave Iraq‘s towns"))
    assert "didn't" == sentence.lower[1]
    assert ("didn’t", "‘s") == (sentence.words[1], sentence.words[4])


@pytest.mark.parametrize(
    "verb, forms",
    [
        ("attack", ("attack", "attacks", "attacked", "attacking")),
        ("seize", ("seize", "seizes", "seized", "seizing")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("kidnap", ("kidnap", "kidnaps", "kidnapped", "kidnapping")),
        ("clash", ("clash", "clashes", "clashed", "clashing")),
        ("shoot", ("shoot", "shoots", "shot", "shooting")),
    ],
)
def test_verb_forms(verb: str, forms: tuple[str, ...]) -> None:
    """Regular and irregular verbs are inflected."""
    assert forms == verb_forms(verb)


def test_noun_forms() -> None:
    """Plurals follow the spelling of the noun."""
    assert ("clash", "clashes") == noun_forms("clash")
    assert ("casualty", "casualties") == noun_forms("casualty")
    assert ("policeman", "policemen") == noun_forms("policeman")


def test_participles() -> None:
    """Regular and irregular participles can stand in the passive, other forms cannot."""
    assert all(is_participle(form) for form in ("attacked", "shot", "taken", "held"))
    assert not any(is_participle(form) for form in ("attack", "took", "shooting"))
