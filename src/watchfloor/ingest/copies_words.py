"""The words of a text as numbers: one hash for each run of five, in the order of the text.

Copies are compared by runs of words ("shingles", Broder 1997) without case, punctuation, line ends
and page furniture. All of it is arithmetic on arrays of bytes, since a Python loop over words
would cost more than everything else together.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from watchfloor.model import Document

RUN = 5
"""Words of a shingle: few enough to survive edits, enough that two reporters rarely share one."""

Hashes = npt.NDArray[np.uint64]

_SPACE = 32
_BYTES = 256
_BASE = 0x100000001B3
_SMALLEST = 1 << 13

_ASCII, _LEAD, _EAST, _THREE = 0x80, 0xC2, 0xE0, 0xE2
"""Bytes of UTF-8: below _ASCII a character of its own, from _LEAD on the first of several, from
_EAST on of three or four; _THREE begins European punctuation."""

_SIGNS = ((0xC2, 0x80, 0xC0), (0xE2, 0x80, 0x82), (0xD8, 0x8C, 0x8D), (0xD8, 0x9B, 0xA0))
"""First byte, and from where to where the second lies, of signs that are no letters: Latin-1,
general punctuation (quotes, dashes), the Arabic comma, semicolon and question mark. Signs beyond
these count as letters."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
"""Letters of scripts that set no space between words: each is taken as a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """A text's words: `runs[i]` is the hash of the words i .. i + RUN - 1.

    A text of fewer than RUN words has one run, of all of them; one without words has none.
    """

    content: int
    words: int
    runs: Hashes


def wording(document: Document) -> Wording:
    """Return the words of a document, furniture aside; of a page that is all furniture, that."""
    found = read_words(news_of(document))
    return found if found.words or not document.boilerplate else read_words(document.text)


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
    bare = _bare(text)
    starts, ends = _bounds(bare)
    content = int.from_bytes(hashlib.blake2b(bare, digest_size=8).digest(), "big", signed=True)
    if not len(starts):
        nothing = np.empty(0, np.uint64)
        return Wording(content, 0, nothing)
    run = min(RUN, len(starts))
    runs = _hashes(bare, starts[: len(starts) - run + 1], ends[run - 1 :])
    return Wording(content, len(starts), runs)


def _bare(text: str) -> bytes:
    """Return the words in UTF-8 without case, one space after each but the last."""
    if text.isascii():
        data = np.frombuffer(text.encode("ascii"), np.uint8)
    else:
        data = _bytes(text.casefold())
    letters = _table()[data]
    kept = letters != _SPACE
    kept[1:] |= kept[:-1].copy()
    return bytes(letters[kept]).strip(b" ")


def _bytes(folded: str) -> npt.NDArray[np.uint8]:
    """Return a text that is not all ASCII as UTF-8, with spaces in the place of signs."""
    data = np.frombuffer(folded.encode("utf-8", "replace"), np.uint8)
    if ((data >= _EAST) & (data != _THREE)).any() and _UNSPACED.search(folded):
        spaced = _UNSPACED.sub(r" \g<0> ", folded)
        data = np.frombuffer(spaced.encode("utf-8", "replace"), np.uint8)
    data = np.append(data, np.uint8(_SPACE))
    leads = np.flatnonzero(data >= _LEAD)
    widths = _widths()[data[leads].astype(np.intp) * _BYTES + data[leads + 1]]
    two, three = leads[widths > 0], leads[widths > 2]  # noqa: PLR2004  (bytes of a sign)
    data[two] = data[two + 1] = data[three + 2] = _SPACE
    return data


def _bounds(bare: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return start and end of each word."""
    if not bare:
        nothing = np.empty(0, np.int64)
        return nothing, nothing
    spaces = np.flatnonzero(np.frombuffer(bare, np.uint8) == _SPACE)
    return np.concatenate(([0], spaces + 1)), np.concatenate((spaces, [len(bare)]))


def _hashes(bare: bytes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Hashes:
    """Return the hash of each slice: a polynomial modulo 2**64 (Karp and Rabin 1987)."""
    size = 1 << max(len(bare) - 1, _SMALLEST - 1).bit_length()
    rising, falling = _powers(size)
    sums = np.zeros(len(bare) + 1, np.uint64)
    values = _values()[np.frombuffer(bare, np.uint8)]
    np.cumsum(values * rising[: len(bare)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * falling[starts])


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
