"""A speaker's words to their ends."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.subjects import of_clause, told_by, whole_phrase, with_office


@pytest.mark.parametrize(
    "text, given, expected",
    [
        ("Rebels fled, according to security officials.", "officials", "security officials"),
        ("On Thursday officials said so.", "officials", "officials"),
        ("10:30 Army guards said so.", "guards", "Army guards"),
        ("This Wednesday port guards said so.", "guards", "port guards"),
        ("On live television guards said so.", "guards", "guards"),
        ("The port’s guards said so.", "guards", "guards"),
        ("He told guards so.", "guards", "guards"),
    ],
)
def test_a_speaker_begins_with_its_noun_phrase(text: str, given: str, expected: str) -> None:
    """What describes the noun belongs to it; times, clocks and owners do not."""
    encoded = toys.encoded(text)
    span = whole_phrase(toys.place_of(encoded, text, given), encoded)
    assert expected == " ".join(encoded.texts[slice(*span)])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The mayor of Oslo, Ana Lima, said so.", "The"),
        ("It is lost, said a guard on Oslo, Ana Lima.", "a"),
        ("Oslo, Ana Lima said.", "Oslo"),
        ("He fled to the port in Oslo, Ana Lima said.", None),
    ],
)
def test_an_office_reaches_back_to_its_article(text: str, expected: str | None) -> None:
    """A mayor of Oslo has an office; a place that something happened in is none."""
    encoded = toys.encoded(text)
    found = with_office(encoded.texts.index("Oslo"), encoded)
    assert expected == (None if found is None else encoded.texts[found])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A cook who works at the port said so.", True),
        ("A cook, who works at the port, said so.", True),
        ("A cook, who works at the port said so.", False),
        ("A cook who works there, the port said.", False),
        ("A cook who the port said fled.", False),
    ],
)
def test_who_says_stands_before_his_relative_clause(text: str, expected: bool) -> None:
    """The object inside "who ..." says nothing."""
    encoded = toys.encoded(text)
    people = [toys.place_of(encoded, text, "A cook")]
    inside, cue = (toys.place_of(encoded, text, one) for one in ("the port", "said"))
    found = of_clause(inside, people, cue, encoded)
    assert (people[0] if expected else None) == found


@pytest.mark.parametrize(
    "text, expected",
    [("He was told by a cook.", True), ("He was twice told.", True), ("He told a cook.", False)],
)
def test_who_was_told_does_not_say(text: str, expected: bool) -> None:
    """In the passive it is who stands behind "by"."""
    encoded = toys.encoded(text)
    assert expected is told_by(toys.place_of(encoded, text, "told"), encoded)
