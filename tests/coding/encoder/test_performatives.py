"""Verbs that are what they say, and formulas of threats."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.evidence import Link
from watchfloor.coding.encoder.performatives import performed, threatens, warns_abroad


@pytest.mark.parametrize(
    "cue, content, expected",
    [
        ("urged", "comply with the rules", "demand"),
        ("called on", "drivers to slow down", "demand"),
        ("called", "for an end to the siege", "demand"),
        ("called", "the siege a crime", None),
        ("asked", "the court to free him", "demand"),
        ("asked", "whether the court would free him", None),
        ("ordered", "that the gates be opened", "demand"),
        ("denied", "that only five men were killed", "denial"),
        ("did not deny", "that five men were killed", None),
        ("promised", "to find the missing", "pledge"),
        ("promised", "to crush the revolt", "threat"),
        ("vowed", "revenge for the raid", "threat"),
        ("vowed", "to stay", None),
        ("predicted", "a long winter", "forecast"),
        ("said", "the gates were open", None),
        ("said", "i really urge the mayor to leave", "demand"),
        ("said", "we promise to leave", "pledge"),
        ("said", "i agree that it was late", None),
    ],
)
def test_a_cue_may_be_the_act(cue: str, content: str, expected: str | None) -> None:
    """Who urges demands; a negated cue and a question do nothing; a hostile promise threatens."""
    assert expected == performed(cue.split(), content.split())


@pytest.mark.parametrize(
    "cue, content, expected",
    [
        ("made clear", "they won ’ t hesitate to fight back", True),
        ("said", "we would not hesitate to close the port", True),
        ("said", "she did not hesitate to close the port", False),
        ("said", "the state reserves the right to respond", True),
        ("said", "the state reserves the right to publish", False),
        ("said", "all options remain on the table", True),
        ("warned", "that it would close the border", True),
        ("warned", "that it would have to close wards", False),
        ("warned", "that its wards would be closed", False),
        ("warned", "that the rains would close the pass", False),
        ("said", "it would close the border", False),
        ("said", "it would resume attacks on the port", True),
        ("said", "we will never attack the port", False),
        ("said", "it would halt attacks on the port", False),
        ("said", "they would attack the port", False),
    ],
)
def test_threats_of_ones_own(cue: str, content: str, expected: bool) -> None:
    """What somebody says he will do to others if they go on is a threat, whatever the head."""
    assert expected is threatens(cue.split(), content.split())


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A French general warned Bamako that France would soon strike if shot at", True),
        ("A French general warned Bamako that Russia would soon strike if shot at", False),
        ("A French general warned Bamako that France would lose patience", False),
        ("A French general warned that France would soon strike", False),
        ("A French general told Bamako that France would soon strike", False),
    ],
)
def test_a_warning_to_others_of_what_ones_own_state_will_do(text: str, expected: bool) -> None:
    """It threatens; what another state will do, or what befalls one's own, is foreseen."""
    encoded = toys.encoded(text)
    cue = next(encoded.texts.index(one) for one in ("warned", "told") if one in encoded.texts)
    said = Stretch(encoded.texts.index("that"), len(encoded.texts), 1.0)
    link = Link(said, Found(cue, cue + 1, 1.0), (0, 3))
    assert expected is warns_abroad(link, Contents.of(encoded, text, 0.5))
