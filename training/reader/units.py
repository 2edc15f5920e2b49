"""One window of one text as training sees it: pieces, and labels on words.

The windows are the product's own. Character spans become spans of words; a span that cuts a word
takes the whole word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from watchfloor.coding.encoder.labels import BIO_HEADS, NER
from watchfloor.coding.encoder.passages import Passage, passages
from watchfloor.coding.encoder.windows import spans_of, windows
from watchfloor.coding.encoder.wordpiece import WordPiece
from watchfloor.model import Document

CLS, SEP = 101, 102
Span = tuple[int, int]


@dataclass(slots=True)
class Soft:
    """What teachers think of a window: shares, not labels.

    `tokens` (words, TOKEN_LOGITS) holds the shares of each head side by side; `kinds` (events,
    types) and `statuses` (events, statuses) those of the anchors `spans`.
    """

    tokens: np.ndarray
    spans: list[Span]
    rules: list[int]
    kinds: np.ndarray
    statuses: np.ndarray


@dataclass(slots=True)
class Unit:
    """A window: `first[i]..first[i+1]` are the pieces of word i.

    Labels of words before `home` count for nothing. Spans inside are word indices of the window.
    """

    set: str
    doc: str
    ids: np.ndarray
    first: np.ndarray
    shapes: np.ndarray
    hints: np.ndarray
    sent: np.ndarray
    home: int
    bio: dict[str, np.ndarray] = field(default_factory=dict)
    ner: np.ndarray | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    cands: list[tuple[int, int, int]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    relations: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    phrases: list[tuple[int, int]] = field(default_factory=list)
    sent_types: np.ndarray | None = None
    doc_types: np.ndarray | None = None
    root: tuple[int, ...] | None = None
    weight: float = 1.0
    soft: "Soft | None" = None

    @property
    def size(self) -> int:
        """Return the number of pieces with [CLS] and [SEP]."""
        return len(self.ids)

    @property
    def words(self) -> int:
        """Return the number of words."""
        return len(self.first) - 1


@dataclass(slots=True)
class Text:
    """A document cut into words, with its windows."""

    document: Document
    passages: list[Passage]
    starts: np.ndarray
    ends: np.ndarray
    sent: np.ndarray
    windows: list[tuple[int, int, int]]

    def span(self, start: int, end: int) -> Span:
        """Return the words that the characters `start..end` touch; empty if none."""
        low = int(np.searchsorted(self.ends, start, side="right"))
        high = int(np.searchsorted(self.starts, end, side="left"))
        return low, max(low, high)


def read(text: str, cutter: WordPiece) -> Text:
    """Cut a text as the product does."""
    document = Document.new(text)
    found = list(passages(document, cutter))
    words = [word for passage in found for word in passage.words]
    laid = windows(*spans_of(found))
    return Text(
        document,
        found,
        np.array([word.start for word in words], dtype=np.int64),
        np.array([word.end for word in words], dtype=np.int64),
        np.array([n for n, passage in enumerate(found) for _ in passage.words], dtype=np.int32),
        [(window.first, window.home, window.end) for window in laid],
    )


def units(text: Text, set_name: str, doc: str) -> list[Unit]:
    """Return the windows of a text, unlabelled."""
    words = [word for passage in text.passages for word in passage.words]
    hints = [hint for passage in text.passages for hint in passage.hints]
    found = []
    for first, home, end in text.windows:
        ids, starts = [CLS], [1]
        for word in words[first:end]:
            ids += word.pieces
            starts.append(len(ids))
        found.append(
            Unit(
                set=set_name,
                doc=doc,
                ids=np.array([*ids, SEP], dtype=np.int32),
                first=np.array(starts, dtype=np.int32),
                shapes=np.array([word.shape for word in words[first:end]], dtype=np.int8),
                hints=np.array(hints[first:end], dtype=np.int8),
                sent=text.sent[first:end].copy(),
                home=home - first,
            )
        )
    return found


def inside(window: tuple[int, int, int], span: Span) -> Span | None:
    """Return a span of the document in the words of a window, or None if it is not all in it."""
    first, _, end = window
    if span[0] < span[1] and first <= span[0] and span[1] <= end:
        return span[0] - first, span[1] - first
    return None


def paint(unit: Unit, head: str, spans: Iterable[Span], *, shorter_last: bool = True) -> None:
    """Label a head 0 O, 1 B, 2 I; where spans overlap the shorter one wins, or the longer."""
    labels = unit.bio.setdefault(head, np.zeros(unit.words, dtype=np.int8))
    order = sorted(spans, key=lambda span: span[1] - span[0], reverse=shorter_last)
    for start, end in order:
        labels[start:end] = 2
        labels[start] = 1
        if end < unit.words and labels[end] == 2:
            labels[end] = 1


def mask_context(unit: Unit) -> None:
    """Take the labels of context words out of the loss."""
    for labels in unit.bio.values():
        labels[: unit.home] = -1


def name_labels(
    unit: Unit, spans: Sequence[tuple[int, int, tuple[str, ...]]], unlabelled: Sequence[str]
) -> None:
    """Say for each word which labels of the name head its annotation allows.

    A span may be of several kinds (another guideline's LOC is our LOC or FAC), and a word without
    label may be of any kind that the set does not annotate.
    """
    allowed = np.zeros((unit.words, 1 + 2 * len(NER)), dtype=bool)
    allowed[:, 0] = True
    for kind in unlabelled:
        allowed[:, 1 + 2 * NER.index(kind) : 3 + 2 * NER.index(kind)] = True
    for start, end, kinds in sorted(spans, key=lambda one: one[0] - one[1]):
        columns = [NER.index(kind) for kind in kinds if kind in NER]
        allowed[start:end] = False
        if "O" in kinds:
            allowed[start:end, 0] = True
        for column in columns:
            allowed[start, 1 + 2 * column] = True
            allowed[start + 1 : end, 2 + 2 * column] = True
    allowed[: unit.home] = True
    unit.ner = allowed


HEADS = BIO_HEADS
