"""Whom a speaker's words mean."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.identities import identities

TEXT = (
    "Ana Lima spoke first. Mr. Okoro and Ivo Lund came. Lima said so. Later she left. "
    "Critics doubted it. They said no. The mayor, who said yes, left."
)


def meant(source: str, *before: str, text: str = TEXT) -> str | None:
    """Return the words that a source means, after other sources of the text."""
    encoded = toys.encoded(text)
    names = [
        Found(*toys.place_of(encoded, text, name), 0.9, "PER")
        for name in ("Ana Lima", "Okoro", "Ivo Lund")
        if name in text
    ]
    sources = [toys.place_of(encoded, text, one) for one in (*before, source)]
    people = sorted(sources)
    found = identities(sorted(sources), encoded, names, people)
    span = found.get(sources[-1])
    return None if span is None else " ".join(encoded.texts[slice(*span)])


@pytest.mark.parametrize(
    "source, before, expected",
    [
        ("Lima said"[:4], (), None),
        ("she", ("Ana Lima",), "Ana Lima"),
        ("They", ("Ana Lima", "Critics"), "Critics"),
        ("who", ("The mayor",), "The mayor"),
        ("Critics", ("Ana Lima",), None),
        ("she", (), None),
    ],
)
def test_identities(source: str, before: tuple[str, ...], expected: str | None) -> None:
    """Pronouns mean the last speaker that agrees with them; nobody is made up."""
    assert expected == meant(source, *before)


def test_a_surname_means_the_full_name_before_it() -> None:
    """A title and "Lima" mean the Ana Lima whom the text has named."""
    text = "Ana Lima spoke first. Dr. Lima said so."
    encoded = toys.encoded(text)
    names = [Found(*toys.place_of(encoded, text, "Ana Lima"), 0.9, "PER")]
    source = toys.place_of(encoded, text, "Dr. Lima")
    assert {source: names[0].span} == identities([source], encoded, names)


def test_several_people_are_not_the_first_of_them() -> None:
    """A couple, "Mr. Okoro and Ivo Lund", is not Mr. Okoro."""
    assert meant("Mr. Okoro and Ivo Lund") is None


@pytest.mark.parametrize(
    "text, source, before, expected",
    [
        ("Ana Lima spoke. His widow wept. He left.", "He", ("Ana Lima", "His widow"), "Ana Lima"),
        ("A spokesman rose. She left.", "She", ("A spokesman",), None),
        (
            "The widow of a king spoke. She left.",
            "She",
            ("The widow of a king",),
            "The widow of a king",
        ),
    ],
)
def test_he_is_no_widow(
    text: str, source: str, before: tuple[str, ...], expected: str | None
) -> None:
    """A speaker whom a word calls a woman is never "he", and the other way round."""
    assert expected == meant(source, *before, text=text)
