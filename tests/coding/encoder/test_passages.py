"""Sentences as the encoder sees them: words, hints of the table, verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from tests.coding.encoder.toys import VOCABULARY, document
from watchfloor.coding.encoder.labels import TYPES
from watchfloor.coding.encoder.passages import HINTS, Passage, passages, readable, types
from watchfloor.coding.encoder.wordpiece import SHAPES, WordPiece
from watchfloor.model import Boilerplate, Document, Status
from watchfloor.vocab import plover

CUTTER = WordPiece(VOCABULARY)
WORDS = "Gunmen attacked the base . If rebels bomb it , they said ; U.S. é 爆炸 💥 \n \u200b"
NEWS = st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=80).map(" ".join)


def read(text: str) -> list[Passage]:
    """Return the sentences of a text."""
    return list(passages(document(text), CUTTER))


def hinted(text: str) -> dict[str, str]:
    """Return the words of a text for which the table gives a type."""
    return {
        text[word.start : word.end]: types()[hint - 1]
        for one in read(text)
        for word, hint in zip(one.words, one.hints, strict=True)
        if hint
    }


def test_types_are_numbered_as_the_heads_number_them() -> None:
    """One order of types for hints and heads, and one hint more for none."""
    assert TYPES == types() == tuple(sorted(plover.types()))
    assert len(types()) + 1 == HINTS


@given(NEWS.filter(lambda text: text.strip() != ""))
def test_passages_are_sentences_in_order(text: str) -> None:
    """Each has words, each word lies in its sentence, sentences follow one another."""
    end = 0
    for one in read(text):
        sentence = one.sentence
        assert one.words
        assert end <= sentence.starts[0] <= one.words[0].start
        assert one.words[-1].end <= sentence.ends[-1]
        end = sentence.ends[-1]
        assert len(one.words) == len(one.hints) == len(one.kinds())
        assert one.pieces() == sum(len(word.pieces) for word in one.words)
        assert all(0 <= kind < SHAPES * HINTS for kind in one.kinds())
        assert len(one.triggers) == len(one.verdicts)
        assert (one.view is None) == (not one.triggers)


def test_the_table_hints_at_its_triggers() -> None:
    """The words of a trigger carry its type, all others none."""
    assert {"attacked": "ASSAULT"} == hinted("Gunmen attacked the base.")
    assert {} == hinted("The weather was fine.")


def test_a_hint_stands_on_every_word_of_a_trigger() -> None:
    """A trigger of several words is hinted at on each, hyphens and all."""
    found = hinted("Jets carried out an air strike on the port.")
    assert {"ASSAULT"} == set(found.values())
    assert {"air", "strike"} <= set(found)


def test_the_kind_of_a_word_holds_shape_and_hint() -> None:
    """Shape and hint travel in one number, and come apart again."""
    (one,) = read("Gunmen attacked NATO.")
    assert [(kind % SHAPES, kind // SHAPES) for kind in one.kinds()] == [
        (word.shape, hint) for word, hint in zip(one.words, one.hints, strict=True)
    ]


@pytest.mark.parametrize(
    "text, status",
    [
        ("Rebels attacked the base.", Status.ACTUAL),
        ("Rebels denied that they attacked the base.", Status.DENIED),
        ("If rebels attack the base, we will answer.", Status.HYPOTHETICAL),
    ],
)
def test_the_lexicon_gives_its_verdict(text: str, status: Status) -> None:
    """The rules' status of each trigger is handed on."""
    (one,) = read(text)
    attack = next(n for n, trigger in enumerate(one.triggers) if trigger.row.type == "ASSAULT")
    assert status == one.verdicts[attack].status


def test_boilerplate_is_no_passage() -> None:
    """Words inside boilerplate are never read."""
    text = "Rebels attacked. ADVERT bomb ADVERT Police fled."
    found = Document.new(text, boilerplate=(Boilerplate(17, 35, "ad"),))
    assert ["Rebels attacked.", "Police fled."] == [
        text[one.words[0].start : one.words[-1].end] for one in passages(found, CUTTER)
    ]


def test_a_text_without_words_has_no_passages() -> None:
    """Invisible characters make no words, and no empty sentence."""
    assert [] == read("\u200b\u200d \ufeff")


LONG = "Rebels attacked. " * 5


def test_a_text_of_usual_length_is_read_whole() -> None:
    """Below the cap all sentences are read, as they are without one, and nothing is omitted."""
    kept, omitted = readable(document(LONG), CUTTER)
    assert ([one.words for one in read(LONG)], 0) == ([one.words for one in kept], omitted)


@pytest.mark.parametrize(
    "most, kept, omitted", [(1, 1, 4), (15, 1, 4), (16, 2, 3), (30, 2, 3), (61, 5, 0)]
)
def test_a_long_text_is_read_up_to_a_cap(
    most: int, kept: int, omitted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole sentences are read until the cap is reached; triggers of the rest are counted."""
    monkeypatch.setattr("watchfloor.coding.encoder.passages.MOST_PIECES", most)
    found, left = readable(document(LONG), CUTTER)
    assert (kept, omitted) == (len(found), left)


def test_what_is_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoded text holds the words that were read, and how many triggers were not."""
    assert 0 == toys.encoded(LONG).omitted
    monkeypatch.setattr("watchfloor.coding.encoder.passages.MOST_PIECES", 20)
    found = toys.encoded(f"{LONG} It rained.")
    assert (3, 2, 6) == (found.omitted, len(found.passages), len(found.words))
