"""What is said: stretches of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.contents import Contents, Stretch

WORDS = "“ ” \" ' rebels fled , and . the"


def contents(text: str, *said: str) -> Contents:
    """Return the contents of a text whose head marks the parts that are said."""
    return Contents.of(toys.painted(text, content=list(said)), text, 0.5)


def best(text: str, *said: str) -> str | None:
    """Return the best stretch of a whole text."""
    found = contents(text, *said)
    one = found.best(0, len(found.values))
    return " ".join(found.encoded.texts[slice(*one.span)]) if one else None


def test_pieces_of_one_stretch_are_one() -> None:
    """A word that the head missed parts no content."""
    text = "all the rebels have by now fled to Oslo"
    assert text == best(text, "all the rebels have", "now fled to Oslo")


def test_the_longest_run_wins_over_a_scrap() -> None:
    """What lies far off counts less than what it would cost to reach it."""
    text = "so it was in Oslo that day when all the rebels fled by boat"
    assert "all the rebels fled by boat" == best(text, "so", "all the rebels fled by boat")


def test_nothing_said_is_nothing() -> None:
    """Where every word counts less than nothing there is no stretch."""
    assert best("all the rebels fled") is None


def test_a_quotation_is_taken_whole() -> None:
    """A head that sees half of a quotation has seen it, and its marks stay outside."""
    text = "He spoke: “We will not leave. We will stay here.” She left."
    assert "We will not leave . We will stay here" == best(text, "We will stay")


@pytest.mark.parametrize("word", ["and", "but", "while", "who"])
def test_a_loose_end_is_cut(word: str) -> None:
    """A conjunction at the end belongs to what comes after."""
    assert "the rebels fled" == best(f"the rebels fled {word}", f"the rebels fled {word}")


def test_regions_grow_with_a_quotation_that_crosses_them() -> None:
    """A quotation of several sentences is reached from the cue beside it."""
    text = "“We fled. We came back,” he said."
    found = contents(text)
    low, high = found.encoded.around(found.encoded.texts.index("said"))
    assert found.left(low, high) == 1
    assert [0] == list(found.within(0, len(found.values)))
    assert 0 == found.before(len(found.values))


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=50).map(" ".join))
def test_stretches_stay_in_their_region(text: str) -> None:
    """Whatever the marks a stretch is not empty and inside the words asked for."""
    found = Contents.of(toys.encoded(text, toys.model()), text, 0.5)
    size = len(found.values)
    for low, high in ((0, size), (size // 3, size)):
        one = found.best(low, high)
        assert one is None or (low <= one.start < one.end <= high)


@pytest.mark.parametrize(
    "text, said, expected",
    [
        ("He saw a war with the U.S., but not soon", "a war with the U", "a war with the U . S ."),
        ("He saw 2,500 rebels flee", "500 rebels flee", "2 , 500 rebels flee"),
        ("He saw a full-time guard", "time guard", "full - time guard"),
    ],
)
def test_no_number_or_abbreviation_is_cut(text: str, said: str, expected: str) -> None:
    """A stretch that ends or begins inside 2,500 or U.S. has the whole of it."""
    assert expected == best(text, said)


@pytest.mark.parametrize(
    "text, said, expected",
    [
        ("Lima said he will sign no bill that cuts aid", "that cuts aid", "he will"),
        ("Lima wants to find itself in a war", "in a war", "to find"),
        ("Lima said on Monday that all fled", "that all fled", "that all"),
        ("Lima told the guards that all fled", "that all fled", "that all"),
    ],
)
def test_a_clause_begins_behind_its_verb(text: str, said: str, expected: str) -> None:
    """A pronoun with a verb, or "to", right behind the cue opens what is said; a time does not."""
    found = contents(text)
    start, end = toys.place_of(found.encoded, text, said)
    one = found.from_verb(Stretch(start, end, 1.0), (1, 2))
    assert expected == " ".join(found.encoded.texts[one.start : one.start + 2])
    assert end == one.end


@pytest.mark.parametrize(
    "text, said, expected",
    [
        (
            "He said he will stay until his next court date.",
            "he will stay until his next",
            "he will stay until his next court date",
        ),
        (
            "She promised an end to what he called a war, and left.",
            "an end to what he",
            "an end to what he called a war",
        ),
        (
            "He said the rebels fled and went to his hotel.",
            "the rebels fled",
            "the rebels fled",
        ),
        (
            "He said the rebels fled on the very day that talks were to begin.",
            "the rebels fled",
            "the rebels fled",
        ),
    ],
)
def test_what_breaks_off_goes_on_to_its_stop(text: str, said: str, expected: str) -> None:
    """A content that ends a few words before its stop, or on a word that ends nothing, goes on."""
    found = contents(text)
    start, end = toys.place_of(found.encoded, text, said)
    one = found.to_stop(Stretch(start, end, 1.0), len(found.values))
    assert expected == " ".join(found.encoded.texts[slice(*one.span)])


@pytest.mark.parametrize(
    "text, cue, said, expected",
    [
        ("They agreed on Friday to go home.", "agreed", "Friday to go home", "to go home"),
        (
            "She blamed two clans that she did not name.",
            "blamed",
            "that she did not name",
            "two clans that she did not name",
        ),
        (
            "He says that the mayor fled; nurses counted nine dead.",
            "says",
            "that the mayor fled; nurses counted nine dead",
            "that the mayor fled",
        ),
        (
            "He told her to stay; by noon it would rain.",
            "told",
            "to stay; by noon it would rain",
            "to stay ; by noon it would rain",
        ),
    ],
)
def test_grammar_sets_the_edges(text: str, cue: str, said: str, expected: str) -> None:
    """No day before "to", the noun before its clause, and no statement of others behind ";"."""
    found = contents(text, said)
    texts = found.encoded.texts
    place = texts.index(cue)
    one = found.best(place + 1, len(texts))
    assert one is not None
    assert expected == " ".join(texts[slice(*found.by_grammar(one, (place, place + 1)).span)])
