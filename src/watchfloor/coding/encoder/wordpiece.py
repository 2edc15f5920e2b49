"""WordPiece over words with character offsets, and the shape of each word.

The algorithm is BERT's (Wu et al. 2016; Devlin et al. 2019, uncased): words are runs of letters and
digits, every other character stands alone; a word is lower-cased, loses its accents, and is cut
greedily into the longest pieces that the vocabulary has. The vocabulary has no case, so the case is
handed to the encoder as the word's shape.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

UNKNOWN, CLS, SEP, PAD = "[UNK]", "[CLS]", "[SEP]", "[PAD]"
LONGEST_WORD = 100
"""Characters in one word; a longer one is unknown, as in the reference."""

SHAPES = 6
"""none, lower, Title, UPPER, digit, mixed: what `shape` may return is below this."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = late_regex(rf"[{_CJK}]|[^\W_{_CJK}]+|[^\w\s]|_")
_MOST_CACHED = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text: its characters `start..end`, the ids of its pieces, its shape."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Cuts text into pieces of a vocabulary (piece -> id, continuations begin with ##)."""

    vocabulary: Mapping[str, int]
    cache: dict[str, tuple[tuple[int, ...], int]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def words(self, text: str, start: int, end: int) -> Iterator[Word]:
        """Yield the words of `text[start:end]` in order, none empty, none overlapping."""
        for match in _WORD.finditer(text, start, end):
            word = match[0]
            known = self.cache.get(word)
            if known is None:
                known = self._cut(plain(word)), shape(word)
                if len(self.cache) < _MOST_CACHED:
                    self.cache[word] = known
            if known[0]:
                yield Word(*match.span(), *known)

    def _cut(self, word: str) -> tuple[int, ...]:
        known, unknown = self.vocabulary, (self.vocabulary[UNKNOWN],)
        if len(word) > LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = known.get(prefix + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return unknown
        return tuple(found)


def plain(word: str) -> str:
    """Return a word without case, accents and control characters."""
    if word.isascii() and word.isprintable():
        return word.lower()
    spread = unicodedata.normalize("NFD", word)
    kept = (one for one in spread if unicodedata.category(one) not in ("Mn", "Cc", "Cf"))
    return "".join(one.lower() for one in kept)  # one by one: a final sigma is a sigma


def shape(word: str) -> int:
    """Return the shape of a word: 1 lower, 2 Title, 3 UPPER, 4 with a digit, 5 mixed, 0 none."""
    if not word.isalpha() and any(map(str.isdigit, word)):
        return 4
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper():
        return 2
    if word.islower():
        return 1
    return 5 if any(map(str.isupper, word)) else 0
