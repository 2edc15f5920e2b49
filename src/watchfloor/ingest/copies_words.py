"""The words of a text as numbers: one hash for each run of five, in the order of the text.

Copies are compared by runs of words ("shingles", Broder 1997) without case, punctuation, line ends
and page furniture. All of it is arithmetic on arrays of bytes, since a Python loop over words
would cost more than everything else together.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from watchfloor.model import Document
from watchfloor.model.late import late_regex

RUN = 5
"""Words of a shingle: few enough to survive edits, enough that two reporters rarely share one."""

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Sizes = npt.NDArray[np.int64]

_SPACE = 32
_BYTES = 256
_BASE = 0x100000001B3
_SMALLEST = 1 << 13

_ASCII, _LEAD, _EAST, _THREE = 0x80, 0xC2, 0xE0, 0xE2
"""Bytes of UTF-8: below _ASCII a character of its own, from _LEAD on the first of several, from
_EAST on of three or four; _THREE begins European punctuation."""

_PLAIN = bytes(range(_ASCII))

_SIGNS = ((0xC2, 0x80, 0xC0), (0xE2, 0x80, 0x82), (0xD8, 0x8C, 0x8D), (0xD8, 0x9B, 0xA0))
"""First byte, and from where to where the second lies, of signs that are no letters: Latin-1,
general punctuation (quotes, dashes), the Arabic comma, semicolon and question mark. Signs beyond
these count as letters."""

_UNSPACED = late_regex(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
"""Letters of scripts that set no space between words: each is taken as a word."""


@dataclass(frozen=True, eq=False)
class Wording:
    """A text's words: `runs[i]` is the hash of the words i .. i + RUN - 1.

    A text of fewer than RUN words has one run, of all of them; one without words has none.
    """

    content: int
    words: int
    runs: Hashes

    @cached_property
    def order(self) -> Sizes:
        """Return the positions of the runs by their hashes, worked out once however many ask."""
        return np.argsort(self.runs)

    @cached_property
    def ordered(self) -> Hashes:
        """Return the runs by their hashes."""
        return self.runs[self.order]


def wording(document: Document) -> Wording:
    """Return the words of a document, furniture aside; of a page that is all furniture, that."""
    return wordings((document,))[0]


def wordings(documents: Sequence[Document]) -> list[Wording]:
    """Return the words of each document, as `wording` does."""
    found = read_all([news_of(document) for document in documents])
    return [
        own if own.words or not document.boilerplate else read_words(document.text)
        for own, document in zip(found, documents, strict=True)
    ]


def news_of(document: Document) -> str:
    """Return the text without its page furniture."""
    if not document.boilerplate:
        return document.text
    parts, start = [], 0
    for part in document.boilerplate:
        parts.append(document.text[start : part.start])
        start = part.end
    return "\n".join([*parts, document.text[start:]])


def read_words(text: str) -> Wording:
    """Return the words of a text as hashes; linear in its length."""
    return read_all((text,))[0]


def read_all(texts: Sequence[str]) -> list[Wording]:
    """Return the words of several texts, each as if it were alone; linear in their length.

    The texts are laid side by side in one array, since a call of numpy costs as much as some
    hundred words.
    """
    bare, lengths = _bare(texts)
    ends = np.flatnonzero(bare == _SPACE)
    starts = np.concatenate((np.zeros(min(1, len(ends)), np.int64), ends[:-1] + 1))
    hashes = _Hashes.of(bare)
    runs = hashes.between(starts[: max(0, len(starts) - RUN + 1)], ends[RUN - 1 :])
    stops = np.cumsum(lengths)
    counts = np.searchsorted(ends, stops).tolist()
    found, begin, word = [], 0, 0
    for stop, count in zip(stops.tolist(), counts, strict=True):
        own = runs[word : count - RUN + 1]
        if 0 < count - word < RUN:  # one run, of all words
            own = hashes.between(starts[word : word + 1], ends[count - 1 : count])
        elif count == word:
            own = runs[:0]
        # a space stands behind every word, and behind the last one it is no part of the content
        digest = hashlib.blake2b(bare[begin : max(begin, stop - 1)].data, digest_size=8).digest()
        content = int.from_bytes(digest, "big", signed=True)
        found.append(Wording(content, count - word, own))
        begin, word = stop, count
    return found


def _bare(texts: Sequence[str]) -> tuple[Bytes, Sizes]:
    """Return the words of all texts in UTF-8 without case, a space behind each; bytes by text."""
    encoded = [_folded(text) for text in texts]
    data = _laid(encoded)
    leads = np.flatnonzero(data >= _LEAD)
    widths = _widths()[data[leads].astype(np.intp) * _BYTES + data[leads + 1]]
    two, three = leads[widths > 0], leads[widths > 2]  # noqa: PLR2004  (bytes of a sign)
    data[two] = data[two + 1] = data[three + 2] = _SPACE
    letters = np.take(_table(), data)  # half as long as by an index
    kept = letters != _SPACE
    kept[1:] |= kept[:-1].copy()
    stops = [0, *accumulate(len(one) + 1 for one in encoded)]
    lengths = np.array([np.count_nonzero(kept[begin:end]) for begin, end in pairwise(stops)])
    return letters[kept], lengths


def _folded(text: str) -> bytes:
    """Return a text in UTF-8, words of unspaced scripts apart, without case but for ASCII's.

    What is not ASCII is mostly quotes and dashes, which have no case; it is a hundredth of the
    text, so it is looked at alone first.
    """
    encoded = text.encode("utf-8", "replace")
    if text.isascii():
        return encoded
    beyond = encoded.translate(None, _PLAIN)
    letters = beyond.decode("utf-8")
    if letters.casefold() != letters:  # each character is folded for itself
        text = text.casefold()
        encoded = text.encode("utf-8", "replace")
    if _UNSPACED.search(letters):
        encoded = _UNSPACED.sub(r" \g<0> ", text).encode("utf-8", "replace")
    return encoded


def _laid(encoded: Sequence[bytes]) -> Bytes:
    """Return texts in UTF-8 as one array that can be written to, a space behind each."""
    return np.frombuffer(bytearray(b" ".join((*encoded, b""))), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Hashes:
    """Hashes of slices of one array: a polynomial modulo 2**64 (Karp and Rabin 1987)."""

    sums: Hashes
    falling: Hashes

    @classmethod
    def of(cls, data: Bytes) -> "_Hashes":
        size = 1 << max(len(data) - 1, _SMALLEST - 1).bit_length()
        rising, falling = _powers(size)
        sums = np.zeros(len(data) + 1, np.uint64)
        numbers = np.take(_values(), data)
        numbers *= rising[: len(data)]
        np.cumsum(numbers, out=sums[1:])
        return cls(sums, falling)

    def between(self, starts: Sizes, ends: Sizes) -> Hashes:
        """Return the hash of each slice; it does not matter where in the array it stands."""
        return mixed((self.sums[ends] - self.sums[starts]) * self.falling[starts])


def mixed(numbers: Hashes) -> Hashes:
    """Return the numbers with their bits spread, one to one (two rounds of xor and multiply)."""
    numbers ^= numbers >> np.uint64(32)
    numbers *= np.uint64(0xD6E8FEB86659FD93)
    numbers ^= numbers >> np.uint64(32)
    return numbers


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Return the powers of the base and of its inverse modulo 2**64."""
    tables = []
    for factor in (_BASE, pow(_BASE, -1, 1 << 64)):
        table = np.full(size, factor, np.uint64)
        table[0] = 1
        tables.append(np.multiply.accumulate(table))
    return tables[0], tables[1]


@cache
def _values() -> Hashes:
    """Return an odd number for each byte, from a hash: the same on every machine, for ever."""
    digests = [hashlib.blake2b(bytes([byte]), digest_size=8).digest() for byte in range(_BYTES)]
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64) | np.uint64(1)


@cache
def _widths() -> npt.NDArray[np.uint8]:
    """Return for the first two bytes of a sign how many it has; 0 for letters."""
    table = np.zeros(_BYTES * _BYTES, np.uint8)
    for lead, start, end in _SIGNS:
        table[lead * _BYTES + start : lead * _BYTES + end] = 3 if lead == _THREE else 2
    return table


@cache
def _table() -> npt.NDArray[np.uint8]:
    """Return what each byte becomes: small letters, digits and non-ASCII stay, the rest spaces."""
    table = np.full(_BYTES, _SPACE, np.uint8)
    for byte in range(_BYTES):
        if byte >= _ASCII or chr(byte).isalnum():
            table[byte] = ord(chr(byte).lower()) if byte < _ASCII else byte
    return table
