"""Stems, topics and the sentence around an anchor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.fuse.reports import tells_apart
from watchfloor.fuse.words import AROUND, TOPIC, anchor_stem, around, stem, topic

TEXT = "Raiders shot a miller in Ashford. He died. The quarry of Ashford stayed shut in Ashford."


@pytest.mark.parametrize(
    "words", ["attack attacks attacked attacking", "shoot shot shoots shooting", "carry carried"]
)
def test_forms_of_a_word_share_a_stem(words: str) -> None:
    """Regular and irregular forms come together."""
    assert 1 == len({stem(word) for word in words.split()})


def test_an_anchor_is_known_by_its_last_open_word() -> None:
    """Particles and articles are passed over; an anchor of none but such keeps its words."""
    assert ("fir", "shoot", "up") == (
        anchor_stem("opened fire"),
        anchor_stem("shot down"),
        anchor_stem("up"),
    )
    assert anchor_stem(" ") is None


def test_the_sentence_around_an_anchor() -> None:
    """Words of the sentence alone, without the anchor's own."""
    start = TEXT.index("shot")
    assert {"raid", "mill", "ashford"} == set(around(TEXT, start, start + 4))


def test_the_name_in_an_anchor_is_a_word_of_its_sentence() -> None:
    """Of an anchor of several words the head alone is left out."""
    text = "The Harbour Road bombing shocked the town."
    start, end = text.index("Harbour"), text.index(" shocked")
    assert {"harbour", "road", "shock", "town"} == set(around(text, start, end))


def test_a_topic_begins_with_what_tells_most() -> None:
    """The name that stands three times comes first; the list is short and without repetition."""
    found = topic(TEXT)
    assert "ashford" == found[0]
    assert len(found) == len(set(found)) <= TOPIC


@pytest.mark.parametrize(
    "text,answer",
    [
        ("a second blast", True),
        ("Another, larger blast", True),
        ("the blast", False),
        ("another man ran from the blast", False),
        ("another\nblast", False),
    ],
)
def test_words_that_tell_an_event_apart(text: str, answer: bool) -> None:
    """Only the three words before an anchor on its own line count."""
    assert answer is tells_apart(text, text.index("blast"))


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 20))
def test_any_text_has_words(text: str, start: int, size: int) -> None:
    """No text breaks the lists or makes them long."""
    assert len(topic(text)) <= TOPIC
    assert len(around(text, min(start, len(text)), min(start + size, len(text)))) <= AROUND


def test_a_line_of_two_megabytes_is_survived() -> None:
    """Only the head of a text and the near side of an anchor are read."""
    line = "ash " * 500_000
    assert ("ash",) == topic(line)
    assert ("ash",) == around(line, 1_000_000, 1_000_003)
