"""Claims that a noun hands on, found by their words alone."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.formulas import Formulas
from watchfloor.coding.encoder.noun_claims import noun_claims
from watchfloor.coding.encoder.speakers import Speakers


def found(text: str, people: list[str], deeds: list[str]) -> list[tuple[str, str, str]]:
    """Return kind, speaker and content of each claim of a text."""
    encoded = toys.encoded(text)
    contents = Contents.of(encoded, text, 0.5)
    named = sorted(toys.place_of(encoded, text, one) for one in people)
    acts = sorted(toys.place_of(encoded, text, one) for one in deeds)
    speakers = Speakers.of(encoded, named, contents.quoted)
    return [
        (
            one.kind,
            " ".join(encoded.texts[slice(*one.source)]) if one.source else "",
            " ".join(encoded.texts[slice(*one.content)]),
        )
        for one in noun_claims(Formulas.of(speakers, contents, acts))
    ]


@pytest.mark.parametrize(
    "text, who, expected",
    [
        (
            "Denials by the ministry that guards were involved were not believed.",
            "the ministry",
            ("denial", "the ministry", "that guards were involved"),
        ),
        (
            "The mayor's denial of any role in the raid was met with doubt.",
            "The mayor",
            ("denial", "The mayor", "of any role in the raid"),
        ),
        (
            "The mayor's accusation that Oslo armed the rebels was dismissed.",
            "The mayor",
            ("blame", "The mayor", "that Oslo armed the rebels"),
        ),
        (
            "A warning from the envoy that famine could spread was ignored.",
            "the envoy",
            ("forecast", "the envoy", "that famine could spread"),
        ),
        (
            "The rebels' public promise to leave by June has been kept.",
            "The rebels",
            ("pledge", "The rebels", "to leave by June"),
        ),
        (
            "The mayor dismissed claims by the rebels that the army had shelled a clinic.",
            "the rebels",
            ("assessment", "the rebels", "that the army had shelled a clinic"),
        ),
        (
            "Claims by the rebels that they had shelled the port could not be checked.",
            "the rebels",
            ("responsibility", "the rebels", "that they had shelled the port"),
        ),
    ],
)
def test_a_noun_hands_on_a_claim(text: str, who: str, expected: tuple[str, str, str]) -> None:
    """Who speaks is the possessor or stands behind "by"; the main verb is no part of it."""
    deeds = ["shelled"] if "shelled" in text else []
    assert [expected] == found(text, [who], deeds)


@pytest.mark.parametrize(
    "text",
    [
        "There was no claim by the rebels that they had left.",
        "The rebels' claims department moved to Oslo.",
        "The rebels' threat was real.",
        "A claim that they had left was dismissed.",
    ],
)
def test_a_noun_alone_is_no_claim(text: str) -> None:
    """What is negated, said by nobody or not told is no claim."""
    people = ["the rebels"] if "the rebels" in text else ["The rebels"] if "The" in text else []
    assert [] == found(text, people, [])
