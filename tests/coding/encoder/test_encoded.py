"""A document after the forward pass: every word its own state, whatever the windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.encoded import Encoded, encode, softmax
from watchfloor.coding.encoder.labels import BIO_HEADS, GUIDELINES, NAME_LOGITS, NER
from watchfloor.coding.encoder.model import Floats, Model
from watchfloor.coding.encoder.windows import MOST, spans_of, windows
from watchfloor.model import Boilerplate, Document

SAID = "gunmen attacked the base . If rebels , é 爆炸 💥 ( x1 \n\n"
WORDS = st.sampled_from(SAID.split(" "))
NEWS = st.lists(WORDS, min_size=1, max_size=400).map(lambda words: "a " + " ".join(words))
LONG = "Gunmen attacked the base near the river and fled. " * 60


def hidden(found: Encoded) -> Floats:
    """Return the state of each piece, taken apart again."""
    return np.diff(found.sums, axis=0)


def session(model: Model) -> toys.Session:
    """Return the stand-in for ONNX Runtime in a toy."""
    assert isinstance(model.session, toys.Session)
    return model.session


@given(NEWS)
def test_every_word_has_the_state_of_its_own_pieces(text: str) -> None:
    """States and logits land at the words they belong to, in however many windows and batches."""
    model = toys.model()
    found = toys.encoded(text, model)
    pieces = [piece for word in found.words for piece in word.pieces]
    assert len(pieces) == found.first[-1]
    np.testing.assert_allclose(session(model).states[pieces], hidden(found), atol=2e-3)
    first = [word.pieces[0] for word in found.words]
    logits = session(model).logits[first]
    for number, head in enumerate(BIO_HEADS):
        expected = softmax(logits[:, 3 * number : 3 * number + 3])
        np.testing.assert_allclose(expected, found.bio[head], atol=1e-6)
    named = {GUIDELINES[0]: found.names, **found.guidelines}
    for number, guideline in enumerate(GUIDELINES):
        start = 3 * len(BIO_HEADS) + number * NAME_LOGITS
        expected = softmax(logits[:, start : start + NAME_LOGITS])
        np.testing.assert_allclose(expected, named[guideline], atol=1e-6)


@given(NEWS)
def test_every_window_is_run_once_and_alone(text: str) -> None:
    """No window is padded to the length of another, and none holds more than it may."""
    model = toys.model()
    found = toys.encoded(text, model)
    shapes = session(model).shapes
    laid = windows(*spans_of(found.passages))
    assert [(1, int(found.first[one.end] - found.first[one.first]) + 2) for one in laid] == shapes
    assert all(size <= MOST for _, size in shapes)
    assert len(laid) == len(found.windows)


@given(NEWS)
def test_words_sentences_and_edges_agree(text: str) -> None:
    """Edges cut the words into sentences, and each word knows its sentence and its characters."""
    found = toys.encoded(text)
    assert found.edges[0][0] == 0
    assert found.edges[-1][1] == len(found.words) == len(found.texts) == len(found.sentence)
    assert all(one[1] == two[0] for one, two in zip(found.edges, found.edges[1:], strict=False))
    for number, (low, high) in enumerate(found.edges):
        assert {number} == set(found.sentence[low:high].tolist())
        assert found.passages[number].words == found.words[low:high]
        assert (low, high) == found.around(low) == found.around(high - 1)
    for place, word in enumerate(found.words):
        assert text[word.start : word.end] == found.texts[place]
        assert (word.start, word.end) == found.characters((place, place + 1))


@given(NEWS)
def test_probabilities_sum_to_one(text: str) -> None:
    """Each head gives one distribution a word."""
    found = toys.encoded(text)
    size = len(found.words)
    assert set(BIO_HEADS) == set(found.bio)
    for rows in found.bio.values():
        assert (size, 3) == rows.shape
        np.testing.assert_allclose(np.ones(size), rows.sum(-1), atol=1e-5)
    assert (size, 1 + 2 * len(NER)) == found.names.shape
    np.testing.assert_allclose(np.ones(size), found.names.sum(-1), atol=1e-5)


@given(NEWS, st.data())
def test_the_mean_of_a_span_is_that_of_its_pieces(text: str, data: st.DataObject) -> None:
    """`mean` gives the average state of the pieces of the words of each span, as float32."""
    found = toys.encoded(text)
    states = hidden(found)
    places = st.integers(0, len(found.words) - 1)
    chosen = [
        (min(pair), max(pair) + 1)
        for pair in data.draw(st.lists(st.tuples(places, places), min_size=1, max_size=8))
    ]
    got = found.mean(chosen)
    assert np.float32 == got.dtype
    for row, (start, end) in zip(got, chosen, strict=True):
        expected = states[found.first[start] : found.first[end]].mean(axis=0)
        np.testing.assert_allclose(expected, row, atol=2e-3)


def test_the_mean_of_nothing_is_zero() -> None:
    """An empty span has no state, and divides by nothing."""
    found = toys.encoded("Gunmen attacked.")
    np.testing.assert_array_equal(np.zeros((1, toys.WIDTH)), found.mean([(1, 1)]))


@given(NEWS, st.data())
def test_characters_find_their_words(text: str, data: st.DataObject) -> None:
    """`span` gives exactly the words that share a character with a stretch of the text."""
    found = toys.encoded(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    touched = [n for n, word in enumerate(found.words) if word.start < end and start < word.end]
    low, high = found.span(start, end)
    assert touched == list(range(low, high))


def test_characters_round_trip() -> None:
    """Words to characters and back are the same words."""
    found = toys.encoded("Gunmen attacked the base. Police fled.")
    for low in range(len(found.words)):
        for high in range(low + 1, len(found.words) + 1):
            assert (low, high) == found.span(*found.characters((low, high)))


@pytest.mark.parametrize("text", ["\u200b\u200d", " \ufeff ", "\u0301"])
def test_a_text_without_words_is_not_encoded(text: str) -> None:
    """What has nothing to read gives nothing, and runs no model."""
    assert encode(toys.document(text), toys.model()) is None


def test_boilerplate_is_not_encoded() -> None:
    """Words of boilerplate have no state."""
    text = "Gunmen attacked. ADVERT"
    document = Document.new(text, boilerplate=(Boilerplate(17, 23, "ad"),))
    found = encode(document, toys.model())
    assert found is not None
    assert ("Gunmen", "attacked", ".") == found.texts


def test_a_sentence_longer_than_a_window_stays_one_sentence() -> None:
    """Cut for the encoder, it is one sentence still, with one mean over all its pieces."""
    model = toys.model()
    found = toys.encoded("attacked " * 100, model)
    assert ((0, 100),) == found.edges
    assert len(found.windows) > 1
    states = session(model).states[[piece for word in found.words for piece in word.pieces]]
    np.testing.assert_allclose([states.mean(axis=0)], found.mean(found.edges), atol=1e-4)


def test_softmax() -> None:
    """Logits of any size become shares; alike ones are shared alike."""
    logits = np.array([[0.0, 0.0], [1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32)
    np.testing.assert_allclose([[0.5, 0.5], [1.0, 0.0], [0.5, 0.5]], softmax(logits))
