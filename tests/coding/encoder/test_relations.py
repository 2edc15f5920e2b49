"""Relations between names of an encoded text: words become mentions, sentences stay apart."""

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.relations import Stated, relations


def stated(text: str, named: list[tuple[str, str]]) -> tuple[list[Stated], list[str]]:
    """Return the relations of a text, and its words."""
    encoded = toys.painted(text, names=named)
    found = relations(encoded, text, names(encoded.names, encoded.edges))
    return found, list(encoded.texts)


def test_a_relation_is_in_words_of_the_document() -> None:
    """Subject, object and evidence are spans of the encoder's words."""
    found, words = stated(
        "Rain fell. Ana Lima commands the Orvale Front.",
        [("Ana Lima", "PER"), ("Orvale Front", "ORG")],
    )
    (one,) = found
    assert (["Ana", "Lima"], "leads") == (words[slice(*one.subject)], one.predicate)
    assert ["Orvale", "Front"] == words[slice(*one.object)]
    assert (one.subject[0], one.object[1]) == one.evidence


def test_names_of_two_sentences_state_nothing() -> None:
    """A relation is stated inside a sentence."""
    named = [("Ana Lima", "PER"), ("Orvale Front", "ORG")]
    assert stated("Ana Lima spoke. The Orvale Front fled.", named)[0] == []


def test_a_title_that_was_taken_for_a_name_is_nobody() -> None:
    """What the head of names calls a name is none if it is a title alone."""
    named = [("Dr", "PER"), ("Orvale Front", "ORG")]
    assert stated("Dr commands the Orvale Front.", named)[0] == []
