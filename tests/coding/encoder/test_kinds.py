"""What a span names: kinds by name, by noun, by role."""

import pytest

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.kinds import GROUPED, NAMED, head_of, kind_of
from watchfloor.coding.encoder.labels import GROUPS, NER
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import Document, MentionKind


def read(words: str) -> Sentence:
    """Return words as one sentence."""
    (only,) = sentences(Document.new(words))
    return only


def kind(words: str, group: str = "", label: str = "", *, around: str = "{}") -> MentionKind:
    """Return the kind of words that fill a role of `group`, the name head saying `label` of all."""
    text = around.format(words)
    sentence, start = read(text), text.index(words)
    inside = [n for n, begin in enumerate(sentence.starts) if start <= begin < start + len(words)]
    tokens = (inside[0], inside[-1] + 1)
    names = [(tokens, Found(*tokens, 0.9, label))] if label else []
    return kind_of(Look(sentence), tokens, group, names)


@pytest.mark.parametrize(
    "words, head",
    [
        ("the army", "army"),
        ("at least three soldiers", "soldiers"),
        ("members of the army", "members"),
        ("a bus in Orvale", "bus"),
        ("soldiers who fled", "soldiers"),
        ("the town , a market", "town"),
        ("Ana Lima", "Lima"),
        ("of the army", "army"),
        ("the bus (", "bus"),
        ("army", "army"),
        ("$", "$"),
    ],
)
def test_head(words: str, head: str) -> None:
    """The head is the last word before "of", "in", a comma, a relative clause."""
    sentence = read(words)
    assert head == sentence.words[head_of(sentence, 0, len(sentence))]


def test_kinds_cover_the_labels() -> None:
    """Every label of the name head and every group of roles that is no number has a kind."""
    assert set(NER) == set(NAMED)
    assert set(GROUPS) - {"number"} == set(GROUPED)


@pytest.mark.parametrize(
    "words, group, label, expected",
    [
        ("Ana Lima", "", "PER", MentionKind.PERSON),
        ("Orvale", "", "LOC", MentionKind.PLACE),
        ("Kastel Airport", "place", "FAC", MentionKind.FACILITY),
        ("Grad", "", "WEA", MentionKind.WEAPON),
        ("the Altarians", "participant", "NORP", MentionKind.GROUP),
        ("the interior ministry", "participant", "ORG", MentionKind.GOVERNMENT),
        ("the Altarian army", "participant", "ORG", MentionKind.STATE_FORCE),
        ("Altaria Holdings", "participant", "ORG", MentionKind.ORGANISATION),
        ("on Thursday", "date", "", MentionKind.DATE),
        ("a car bomb", "instrument", "", MentionKind.WEAPON),
        ("Thursday", "date", "ORG", MentionKind.DATE),
        ("the xyzzies", "participant", "", MentionKind.GROUP),
        ("the xyzzy", "place", "", MentionKind.PLACE),
        ("the xyzzy", "", "", MentionKind.OTHER),
        ("the soldiers", "participant", "", MentionKind.STATE_FORCE),
    ],
)
def test_kind(words: str, group: str, label: str, expected: MentionKind) -> None:
    """The name head decides, then the head noun, then the role that the span fills."""
    assert expected == kind(words, group, label)


def test_a_known_group_is_known_by_name() -> None:
    """A group of the table is an armed group, though the name head calls it an organisation."""
    assert MentionKind.ARMED_GROUP == kind("Boko Haram", "participant", "ORG")
    assert MentionKind.ARMED_GROUP == kind("Boko Haram", "participant")


def test_only_a_name_at_the_head_counts() -> None:
    """A name inside a phrase says nothing of the phrase: soldiers near Orvale are no place."""
    text = "soldiers near Orvale"
    sentence = read(text)
    names = [((2, 3), Found(2, 3, 0.9, "LOC"))]
    assert MentionKind.PLACE != kind_of(Look(sentence), (0, 3), "participant", names)
