"""Whose words somebody hands on in his own."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.evidence import Link
from watchfloor.coding.encoder.hearsay import at_first_hand
from watchfloor.coding.encoder.speakers import UNFITTED, Speakers

MODEL = toys.settled()


def handed(text: str, content: str, *people: str) -> tuple[str, str, str | None]:
    """Return who says what through whom; `people` are the participants, the outer one first."""
    encoded = toys.painted(text, MODEL, {"source": list(people)})
    contents = Contents.of(encoded, text, 0.5)
    named = sorted(toys.place_of(encoded, text, one) for one in people)
    speakers = Speakers.of(encoded, named, contents.quoted, UNFITTED)
    cue = next(n for n, word in enumerate(encoded.texts) if word in ("said", "told"))
    said = Stretch(*toys.place_of(encoded, text, content), 1.0)
    link = Link(said, Found(cue, cue + 1, 0.9), toys.place_of(encoded, text, people[0]))
    found = at_first_hand(link, contents, speakers)

    def words(span: tuple[int, int] | None) -> str | None:
        return " ".join(encoded.texts[slice(*span)]) if span else None

    return words(found.source) or "", words(found.content.span) or "", words(found.via)


@pytest.mark.parametrize(
    "text, content, people, expected",
    [
        (
            "The mayor told the radio that the chief had said the road was open.",
            "that the chief had said the road was open",
            ("The mayor", "the chief"),
            ("the chief", "the road was open", "The mayor"),
        ),
        (
            "The mayor said that nurses had warned her that food was short.",
            "that nurses had warned her that food was short",
            ("The mayor", "nurses"),
            ("nurses", "that food was short", "The mayor"),
        ),
    ],
)
def test_words_are_theirs_who_said_them_first(
    text: str, content: str, people: tuple[str, ...], expected: tuple[str, str, str]
) -> None:
    """Whoever tells what another said is who it came through."""
    assert handed(text, content, *people) == expected


@pytest.mark.parametrize(
    "text, content, people",
    [
        ("The mayor said he had told them that all left.", "he had told them that all left", ()),
        ("The mayor said the army reported losses.", "the army reported losses", ("the army",)),
        ("The mayor said the army had fled south.", "the army had fled south", ("the army",)),
        ("The mayor said the army had said nothing.", "the army had said nothing", ("the army",)),
    ],
)
def test_what_is_no_statement_of_another_stays(
    text: str, content: str, people: tuple[str, ...]
) -> None:
    """His own words before, a thing reported, a deed and "nothing" hand on nobody's words."""
    assert handed(text, content, "The mayor", *people) == ("The mayor", content, None)
