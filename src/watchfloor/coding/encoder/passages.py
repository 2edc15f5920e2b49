"""One sentence as the encoder sees it: words with pieces, and what the lexicon says of them.

The encoder is told, word by word, which event type the lexicon's table gives (none for most): a
table knows rare words that a few thousand annotated events never show, and the encoder learns when
to believe it. The hint travels with the shape in `token_type_ids` and costs no time.
"""

from bisect import bisect, bisect_left
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from watchfloor.coding.encoder.wordpiece import SHAPES, Word, WordPiece
from watchfloor.coding.look import Look
from watchfloor.coding.phrases import tag
from watchfloor.coding.scene import Scene
from watchfloor.coding.status import Verdict
from watchfloor.coding.triggers import Trigger, find
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import Document
from watchfloor.model.frozen import dataclass
from watchfloor.vocab import plover

HINTS = 17
"""No hint, or one of the 16 event types. The table of token types has SHAPES * HINTS rows."""


@cache
def types() -> tuple[str, ...]:
    """Return the event types in the order in which the encoder numbers them."""
    return tuple(sorted(plover.types()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its words; `hints` holds one number a word: 0, or 1 + the type's index."""

    look: Look
    words: tuple[Word, ...]
    hints: tuple[int, ...]

    @property
    def sentence(self) -> Sentence:
        """Return the sentence in the lexicon's tokens."""
        return self.look.sentence

    @property
    def view(self) -> Scene | None:
        """Return the scene of a sentence with triggers."""
        return self.look.view if self.look.triggers else None

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Return the table's triggers."""
        return self.look.triggers

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdict on each of them."""
        return self.look.verdicts if self.look.triggers else ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return tokens `start..end` of the sentence as words of the passage; (0, 0) if none."""
        begin, stop = self.sentence.starts[start], self.sentence.ends[end - 1]
        first = bisect(self.words, begin, key=_end_of)
        last = bisect_left(self.words, stop, lo=first, key=_start_of)
        return (first, last) if first < last else (0, 0)

    def kinds(self) -> list[int]:
        """Return the token type of each word."""
        pairs = zip(self.words, self.hints, strict=True)
        return [word.shape + SHAPES * hint for word, hint in pairs]

    def pieces(self) -> int:
        """Return how many pieces the sentence has."""
        return sum(len(word.pieces) for word in self.words)


_start_of, _end_of = attrgetter("start"), attrgetter("end")

MOST_PIECES = 24_000
"""Pieces that are read of one text: some fifty pages. The rest is counted."""


def passages(document: Document, cutter: WordPiece) -> Iterator[Passage]:
    """Yield the sentences of a document that have words, in order, outside boilerplate."""
    for sentence in sentences(document):
        found = tuple(cutter.words(document.text, sentence.starts[0], sentence.ends[-1]))
        if found:
            yield _passage(sentence, found)


def readable(document: Document, cutter: WordPiece) -> tuple[tuple[Passage, ...], int]:
    """Return the sentences up to MOST_PIECES, and how many of the table's triggers come after."""
    kept: list[Passage] = []
    pieces = omitted = 0
    for sentence in sentences(document):
        if pieces >= MOST_PIECES:
            omitted += sum(1 for _ in find(sentence, tag(sentence)))
            continue
        found = tuple(cutter.words(document.text, sentence.starts[0], sentence.ends[-1]))
        if found:
            kept.append(_passage(sentence, found))
            pieces += kept[-1].pieces()
    return tuple(kept), omitted


def _passage(sentence: Sentence, found: tuple[Word, ...]) -> Passage:
    look = Look(sentence)
    hints = [0] * len(found)
    for trigger in look.triggers:
        start, end = sentence.starts[trigger.start], sentence.ends[trigger.end - 1]
        for place, word in enumerate(found):
            if word.start < end and start < word.end:
                hints[place] = 1 + types().index(trigger.row.type)
    return Passage(look, found, tuple(hints))
