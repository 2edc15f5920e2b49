"""Which words a pronoun stands for, with spans painted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.antecedents import PRONOUNS, Antecedents
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.fillers import candidates
from watchfloor.coding.reader import Reader
from watchfloor.model import Document

PEOPLE = ["The mayor", "Ana Lima", "Gunmen", "two villages", "The army", "soldiers"]


def meant(text: str, pronoun: str, participants: list[str], **painted: object) -> str:
    """Return the words that the last occurrence of a pronoun stands for."""
    encoded = toys.painted(text, participant=participants, **painted)  # type: ignore[arg-type]
    named = names(encoded.names, encoded.edges)
    found = Antecedents.of(encoded, candidates(encoded, named), named, 0.5)
    place = max(n for n, word in enumerate(encoded.texts) if word == pronoun)
    start, end = found.resolved((place, place + 1))
    return " ".join(encoded.texts[start:end])


@pytest.mark.parametrize(
    "text, pronoun, expected",
    [
        ("The mayor blamed Gunmen. He fled.", "He", "The mayor"),
        ("The mayor blamed Gunmen. They fled.", "They", "Gunmen"),
        ("The army denied it. It fled.", "It", "The army"),
        ("The army chased Gunmen who fled.", "who", "Gunmen"),
        ("The army fled. He hid.", "He", "He"),
        ("They hid. Gunmen fled.", "They", "They"),
    ],
)
def test_a_pronoun_stands_for_who_agrees_and_leads(text: str, pronoun: str, expected: str) -> None:
    """Number and gender first, then who leads a sentence, then who is near; else it stays."""
    present = [one for one in PEOPLE if one in text]
    assert meant(text, pronoun, present) == expected


def test_the_name_behind_a_comma_is_meant() -> None:
    """An office with its holder behind a comma, "The mayor, Ana Lima", gives the name."""
    text = "The mayor, Ana Lima, spoke. She fled."
    assert meant(text, "She", PEOPLE[:2], names=[("Ana Lima", "PER")]) == "Ana Lima"


def test_who_speaks_of_himself_is_the_speaker() -> None:
    """In a quotation "we" is whoever is quoted beside it."""
    text = "We never left, said Ana Lima."
    assert meant(text, "We", ["Ana Lima"], source=["Ana Lima"]) == "Ana Lima"


def test_who_writes_is_nobody_in_the_text() -> None:
    """Outside quotations "we" are those who write, whoever spoke a sentence before."""
    text = "It was over, said Ana Lima. We doubt it."
    assert meant(text, "We", ["Ana Lima"], source=["Ana Lima"]) == "We"


def test_a_pronoun_and_its_antecedent_share_a_cluster() -> None:
    """The coding keeps the pronoun as filler, and says by the cluster who is meant."""
    coded = Reader().read(Document.new("Gunmen attacked Orvale. On Monday they shelled the port."))
    cluster = {one.text: one.cluster for one in coded.mentions}
    if "they" in cluster:
        assert cluster["they"] is not None
        assert cluster["they"] == cluster["Gunmen"]
    assert "Gunmen" in cluster


@given(st.lists(st.sampled_from([*PEOPLE, *sorted(PRONOUNS), ".", "fled"]), max_size=30))
def test_an_antecedent_stands_in_the_text_and_is_no_pronoun(parts: list[str]) -> None:
    """Whatever the text: a span of it, before the pronoun unless it speaks, or the pronoun."""
    text = " ".join(parts) + " they"
    encoded = toys.painted(text, participant=[one for one in PEOPLE if one in text])
    found = Antecedents.of(encoded, candidates(encoded, []), [], 0.5)
    for place, word in enumerate(encoded.texts):
        start, end = found.resolved((place, place + 1))
        assert 0 <= start < end <= len(encoded.texts)
        if (start, end) != (place, place + 1):
            assert word.lower() in PRONOUNS
            assert end <= place


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_who_is_spoken_of_in_a_quotation_is_not_its_speaker(marks: str) -> None:
    """Whoever said that Ana Lima fled is not Ana Lima, but who was spoken of before."""
    text = f"The mayor spoke. {marks[0]}We won when Ana Lima fled,{marks[1]} she said."
    assert meant(text, "she", ["The mayor", "Ana Lima"], names=[("Ana Lima", "PER")]) == "The mayor"
    alone = f"{marks[0]}We won when Ana Lima fled,{marks[1]} she said."
    assert meant(alone, "she", ["Ana Lima"], names=[("Ana Lima", "PER")]) == "she"
