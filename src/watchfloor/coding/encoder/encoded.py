"""One document after the forward pass: what the token heads say word by word, and span means."""

from collections.abc import Sequence

import numpy as np

from watchfloor.coding.encoder.labels import BIO_HEADS, GUIDELINES, NAME_LOGITS
from watchfloor.coding.encoder.model import Floats, Ints, Model
from watchfloor.coding.encoder.passages import Passage, readable
from watchfloor.coding.encoder.windows import Window, spans_of, windows
from watchfloor.coding.encoder.wordpiece import CLS, SEP, Word
from watchfloor.model import Document
from watchfloor.model.frozen import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Words of a document with probabilities; spans are words `start..end` of the document.

    Attributes:
        passages: the sentences.
        words: all words in order.
        sentence: the sentence of each word.
        edges: words `start..end` of each sentence.
        texts: all words as they stand in the document.
        bio: O, B, I probabilities of each head, (words, 3).
        names: probabilities of the product's head of names, (words, 15).
        guidelines: the same of the other heads of names, by guideline.
        omitted: triggers of the table in what is too long to be read.
        surplus: by how much the log odds of sources were lowered; see `attribution`.
        windows: hidden state of [CLS] of each window, (windows, 384).
    """

    passages: tuple[Passage, ...]
    words: tuple[Word, ...]
    texts: tuple[str, ...]
    sentence: Ints
    edges: tuple[Span, ...]
    bio: dict[str, Floats]
    names: Floats
    guidelines: dict[str, Floats]
    windows: Floats
    first: Ints
    sums: Floats
    omitted: int = 0
    surplus: float = 0.0

    def mean(self, spans: Sequence[Span]) -> Floats:
        """Return the mean hidden state of the pieces of each span, (spans, 384)."""
        low = self.first[[span[0] for span in spans]]
        high = self.first[[span[1] for span in spans]]
        pieces = np.maximum(high - low, 1).astype(np.float32)
        found: Floats = (self.sums[high] - self.sums[low]) / pieces[:, None]
        return found

    def around(self, word: int) -> Span:
        """Return the words of the sentence around a word."""
        return self.edges[int(self.sentence[word])]

    def body(self, word: int) -> int:
        """Return where the sentence of a word begins, behind its dateline if it has one."""
        number = int(self.sentence[word])
        passage, low = self.passages[number], self.edges[number][0]
        body = passage.sentence.body
        return low + passage.place(0, body)[1] if body else low

    def glued(self, word: int) -> bool:
        """Say whether a mark stands inside a number, an abbreviation or a compound: 2,500, U.S."""
        if self.texts[word] not in ",.-" or not 0 < word < len(self.words) - 1:
            return False
        before, own, after = self.words[word - 1 : word + 2]
        left, right = self.texts[word - 1], self.texts[word + 1]
        if before.end != own.start or own.end != after.start or not right[0].isalnum():
            return False
        if self.texts[word] == "-":
            return left[-1].isalnum()
        if left[-1].isdigit():
            return right[0].isdigit()
        return self.texts[word] == "." and len(left) == len(right) == 1

    def characters(self, span: Span) -> Span:
        """Return the characters of a span of words."""
        return self.words[span[0]].start, self.words[span[1] - 1].end

    def span(self, start: int, end: int) -> Span:
        """Return the words that the characters `start..end` touch; empty if none."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= start:
                low = middle + 1
            else:
                high = middle
        last = low
        while last < len(self.words) and self.words[last].start < end:
            last += 1
        return low, last


def encode(document: Document, model: Model) -> Encoded | None:
    """Run a document through the encoder; None if it has no words outside boilerplate."""
    found, omitted = readable(document, model.cutter)
    if not found:
        return None
    words = tuple(word for passage in found for word in passage.words)
    kinds = [kind for passage in found for kind in passage.kinds()]
    first = np.cumsum([0, *(len(word.pieces) for word in words)])
    width = model.heads["kind.weight"].shape[1] // 2
    sums = np.zeros((int(first[-1]) + 1, width), dtype=np.float32)
    hidden = sums[1:]  # a long text has room for this once
    logits: list[Floats] = []
    heads: list[Floats] = []
    laid = windows(*spans_of(found))
    for window in laid:
        # One at a time: a batch of several would be padded to its longest, and takes no less time.
        states, scores = model.run(*_inputs(window, words, kinds, first, model))
        skipped = 1 + int(first[window.home] - first[window.first])
        size = int(first[window.end] - first[window.home])
        hidden[first[window.home] : first[window.end]] = states[0, skipped : skipped + size]
        logits.append(scores[0, first[window.home : window.end] - first[window.first] + 1])
        heads.append(states[0, 0])
    scored = np.concatenate(logits)
    named = scored[:, 3 * len(BIO_HEADS) :]
    guidelines = {
        name: softmax(named[:, number * NAME_LOGITS : (number + 1) * NAME_LOGITS])
        for number, name in enumerate(GUIDELINES)
        if number * NAME_LOGITS < named.shape[1]
    }
    edges, place = [], 0
    for passage in found:
        edges.append((place, place + len(passage.words)))
        place = edges[-1][1]
    numbers = [number for number, (start, end) in enumerate(edges) for _ in range(start, end)]
    np.cumsum(hidden, axis=0, out=hidden)
    return Encoded(
        passages=found,
        words=words,
        texts=tuple(document.text[word.start : word.end] for word in words),
        sentence=np.array(numbers, dtype=np.int64),
        edges=tuple(edges),
        bio=dict(zip(BIO_HEADS, _marginals(scored[:, : 3 * len(BIO_HEADS)]), strict=True)),
        names=guidelines.pop(GUIDELINES[0]),
        guidelines=guidelines,
        windows=np.stack(heads),
        first=first,
        sums=sums,
        omitted=omitted,
    )


def _inputs(
    window: Window,
    words: Sequence[Word],
    kinds: Sequence[int],
    first: Ints,
    model: Model,
) -> tuple[Ints, Ints, Ints]:
    known = model.cutter.vocabulary
    inside = range(window.first, window.end)
    pieces = [piece for place in inside for piece in words[place].pieces]
    ids = np.array([[known[CLS], *pieces, known[SEP]]], dtype=np.int64)
    types = np.zeros_like(ids)
    types[0, 1:-1] = [kinds[place] for place in inside for _ in words[place].pieces]
    return ids, np.ones_like(ids), types


def mean(values: Floats) -> float:
    """Return the mean of a few numbers as `values.mean()` does, in half its time."""
    return float(np.add.reduce(values) / len(values))


def _marginals(logits: Floats) -> Floats:
    """Return the softmax of every head of three labels, (heads, words, 3).

    Column by column: numpy goes along a last axis of three as slowly as along one of thousands.
    """
    heads = logits.reshape(len(logits), -1, 3)
    most = np.maximum(np.maximum(heads[..., 0], heads[..., 1]), heads[..., 2])
    raised = np.exp(heads - most[..., None])
    raised /= (raised[..., 0] + raised[..., 1] + raised[..., 2])[..., None]
    return np.ascontiguousarray(raised.transpose(1, 0, 2))


def softmax(logits: Floats) -> Floats:
    """Return probabilities over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return found
