"""Plain formulas of responsibility, denial and blame, found by their words alone."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.formulas import Formulas
from watchfloor.coding.encoder.speakers import Speakers


def words(encoded: Encoded, span: Span | None) -> str | None:
    """Return the words of a span."""
    return None if span is None else " ".join(encoded.texts[slice(*span)])


def found(text: str, people: list[str], deeds: list[str]) -> list[tuple[str | None, ...]]:
    """Return kind, speaker, content and accused of each formula of a text."""
    encoded = toys.encoded(text)
    contents = Contents.of(encoded, text, 0.5)
    named = sorted(toys.place_of(encoded, text, one) for one in people)
    acts = sorted(toys.place_of(encoded, text, one) for one in deeds)
    speakers = Speakers.of(encoded, named, contents.quoted)
    return [
        (
            one.kind,
            words(encoded, one.source),
            words(encoded, one.content),
            words(encoded, one.accused),
        )
        for one in Formulas.of(speakers, contents, acts).found()
    ]


@pytest.mark.parametrize(
    "text, people, deeds, expected",
    [
        (
            "The rebels claimed responsibility for the raid that hurt nine.",
            ["The rebels"],
            ["raid"],
            ("responsibility", "The rebels", "responsibility for the raid that hurt nine", None),
        ),
        (
            "Responsibility for the raid was later claimed by the rebels.",
            ["the rebels"],
            ["raid"],
            ("responsibility", "the rebels", "Responsibility for the raid", None),
        ),
        (
            "The raid, which hurt nine, was claimed by the rebels.",
            ["the rebels"],
            ["raid"],
            (
                "responsibility",
                "the rebels",
                "The raid , which hurt nine , was claimed by the rebels",
                None,
            ),
        ),
        (
            "It was the third raid claimed by the rebels.",
            ["the rebels"],
            ["raid"],
            ("responsibility", "the rebels", "It was the third raid claimed by the rebels", None),
        ),
        (
            "The army said on Monday it had shelled the port.",
            ["The army"],
            ["shelled"],
            ("responsibility", "The army", "it had shelled the port", None),
        ),
        (
            "The army said it had not carried out the raid.",
            ["The army"],
            ["raid"],
            ("denial", "The army", "it had not carried out the raid", None),
        ),
        (
            "The rebels denied any role in the raid and offered help.",
            ["The rebels"],
            ["raid"],
            ("denial", "The rebels", "any role in the raid", None),
        ),
        (
            "The raid was blamed on the rebels.",
            ["the rebels"],
            ["raid"],
            ("blame", None, "The raid was blamed on the rebels", "the rebels"),
        ),
        (
            "The mayor holds the rebels responsible for the raid.",
            ["The mayor", "the rebels"],
            ["raid"],
            ("blame", "The mayor", "the rebels responsible for the raid", "the rebels"),
        ),
        (
            "Police suspect that the rebels led the raid.",
            ["Police", "the rebels"],
            ["raid"],
            ("blame", "Police", "that the rebels led the raid", "the rebels"),
        ),
    ],
)
def test_plain_words_make_a_claim(
    text: str, people: list[str], deeds: list[str], expected: tuple[str | None, ...]
) -> None:
    """Speaker, content and accused stand where the grammar of the formula puts them."""
    assert [expected] == found(text, people, deeds)


@pytest.mark.parametrize(
    "text, people, deeds",
    [
        ("No group has claimed responsibility for the raid.", ["group"], ["raid"]),
        ("The rebels have yet to claim responsibility for the raid.", ["The rebels"], ["raid"]),
        ("The rebels said they would raid the port.", ["The rebels"], ["raid"]),
        ("Nobody has claimed the raid.", [], ["raid"]),
        ("There was no claim of responsibility for the raid.", [], ["raid"]),
        ("They fought in a valley claimed by the rebels.", ["the rebels"], []),
        ("The army said its men were hurt in the raid.", ["The army", "its men"], ["raid"]),
        ("The clinic said it had treated nine hurt in the raid.", ["The clinic"], ["raid"]),
        ("The rebels denied entry to buses.", ["The rebels"], []),
        ("Two men were denied any role in the council.", ["Two men"], []),
        ("She said they had shelled the port.", ["She"], ["shelled"]),
        ("“The rebels claimed responsibility for the raid,” he said.", ["The rebels"], ["raid"]),
    ],
)
def test_what_is_not_said_is_no_claim(text: str, people: list[str], deeds: list[str]) -> None:
    """Negated, wished, to come, suffered, withheld or inside a quotation: no formula."""
    assert [] == found(text, people, deeds)
