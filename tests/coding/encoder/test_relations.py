"""Relations between names of an encoded text: words become mentions, sentences stay apart."""

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import Found, names
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


def test_a_name_that_the_head_splits_is_whole() -> None:
    """Two bodies side by side are one, here and wherever their words stand again."""
    named = [("Orvale", "ORG"), ("Front Brigades", "ORG"), ("Ana Lima", "PER")]
    text = "Orvale Front Brigades left. Ana Lima commands the Orvale Front Brigades."
    found, words = stated(text, named)
    (one,) = found
    assert ["Orvale", "Front", "Brigades"] == words[slice(*one.object)]


def test_a_name_before_its_initials_is_a_body() -> None:
    """The head of names sees neither: brackets with the initials tell both, here and later."""
    text = "The Orvale Home Guards (OHG) are part of the Quxish Army. Ana Lima leads the OHG."
    found, words = stated(text, [("Quxish Army", "ORG"), ("Ana Lima", "PER")])
    assert [
        (["Orvale", "Home", "Guards"], "part_of", ["Quxish", "Army"]),
        (["Ana", "Lima"], "leads", ["OHG"]),
    ] == [(words[slice(*one.subject)], one.predicate, words[slice(*one.object)]) for one in found]


def test_a_name_is_of_the_kind_that_it_mostly_has() -> None:
    """What one sentence calls a place and two call a body is a body."""
    text = "Orvale Front left. Orvale Front won. Besides commanding Orvale Front, Ana Lima left."
    encoded = toys.painted(text, names=[])
    places = [place for place, word in enumerate(encoded.texts) if word == "Orvale"]
    kinds = zip(places, ("ORG", "ORG", "FAC"), strict=True)
    named = [Found(place, place + 2, 1.0, kind) for place, kind in kinds]
    ana = encoded.texts.index("Ana")
    (one,) = relations(encoded, text, [*named, Found(ana, ana + 2, 1.0, "PER")])
    assert ["Ana", "Lima"] == [*encoded.texts[slice(*one.subject)]]
    assert one.predicate == "leads"


def test_the_group_is_the_one_that_was_named() -> None:
    """A side that a pronoun or "the group" stands for is the one name before it."""
    named = [("Orvale Front", "ORG"), ("Quxland", "LOC")]
    for said in ("The group is", "It is"):
        text = f"The Orvale Front fled. {said} backed by Quxland."
        (one,), words = stated(text, named)
        assert ("backs", ["Orvale", "Front"]) == (one.predicate, words[slice(*one.object)])
        assert words[one.evidence[0]] == said.split()[-2]


def test_a_leader_of_its_own() -> None:
    """The office of "its" is one of the body that was named."""
    text = "The Orvale Front fled. Its new leader, Ana Lima, stayed."
    (one,), words = stated(text, [("Orvale Front", "ORG"), ("Ana Lima", "PER")])
    assert (["Ana", "Lima"], "leads") == (words[slice(*one.subject)], one.predicate)
    assert ["Orvale", "Front"] == words[slice(*one.object)]


def test_of_two_bodies_neither_is_meant() -> None:
    """Where two were named "the group" states nothing."""
    text = "The Orvale Front met the Guard. The group is backed by Quxland."
    named = [("Orvale Front", "ORG"), ("Guard", "ORG"), ("Quxland", "LOC")]
    assert stated(text, named)[0] == []


def test_a_body_of_a_state_is_its_own() -> None:
    """Who is part of the Iraqi military is part of that, and not of a people."""
    named = [("Orvale Front", "ORG"), ("Iraqi", "NORP")]
    found, words = stated("The Orvale Front is part of the Iraqi military.", named)
    assert [["Iraqi", "military"]] == [words[slice(*one.object)] for one in found]
