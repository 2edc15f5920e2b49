"""The words by which two reports can be compared: stems, and how much each tells.

Stems are crude on purpose (irregular verbs by the words table, then endings): they are compared,
never shown. How much a stem tells comes from a fixed table (`fusion.json`, made by
`training/fuse`), never from the record, so that a pair of reports always compares the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import zip_longest
from math import log1p
from types import MappingProxyType

from watchfloor import assets
from watchfloor.fuse.weights import weights

TOPIC = 24
"""Stems that stand for a document."""

AROUND = 16
"""Stems that stand for the sentence of an anchor."""

REACH = 400
"""Characters looked at on each side of an anchor for its sentence: a bound for hostile text."""

READ = 20_000
"""Characters of a document that its topic is read from: news says early what it is about."""

SHORTEST = 3
"""Letters of a word that tells anything."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"[.!?…][\"'”’»)]*\s|\n")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ations", ""),
    ("ation", ""),
    ("ings", ""),
    ("ing", ""),
    ("ied", "y"),
    ("ed", ""),
    ("es", ""),
    ("ers", ""),
    ("er", ""),
    ("s", ""),
    ("e", ""),
)
_KEPT = 3
"""Letters that an ending must leave."""


@cache
def _bases() -> Mapping[str, str]:
    """Return form -> base of the irregular verbs of the words table."""
    found: dict[str, str] = {}
    for row in assets.load_rows("words"):
        if row["class"].startswith("form.") and row["class"] != "form.double":
            base = row["class"].removeprefix("form.")
            for form in row["words"].split("|"):
                found.setdefault(form, base)
    return MappingProxyType(found)


@cache
def _closed() -> frozenset[str]:
    """Return the closed-class words of the words table."""
    rows = assets.load_rows("words")
    held = (row["words"].split("|") for row in rows if row["class"].startswith("tag."))
    return frozenset(word for words in held for word in words)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what is left of a word in lower case without its inflection."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    lower = _bases().get(lower, lower)
    for ending, instead in _ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= _KEPT:
            cut = lower[: len(lower) - len(ending)] + instead
            doubled = cut[-1:] == cut[-2:-1] and cut[-1:] not in "lsz" and len(cut) > _KEPT
            return cut[:-1] if doubled else cut
    return lower


def telling(word: str) -> float:
    """Return how much a stem tells, 0..1: 1 for a stem that the table of common ones lacks."""
    return weights().common.get(word, 1.0)


def is_empty(words: str | None) -> bool:
    """Say whether words mean nothing outside their text: pronouns and other small ones."""
    return all(word.lower() in _closed() for word in _WORD.findall(words or ""))


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text that tell anything, in order."""
    return [
        stem(word)
        for word in _WORD.findall(text)
        if word.lower() not in _closed() and (len(word) >= SHORTEST or word.isdigit())
    ]


def anchor_stem(anchor: str) -> str | None:
    """Return the stem of an anchor's head: its first word that is not closed-class or light."""
    words = [word for word in _WORD.findall(anchor) if word.lower() not in _closed()]
    return stem(words[-1] if words else anchor) if anchor.strip() else None


def topic(text: str) -> tuple[str, ...]:
    """Return the stems that tell most what a document is about, by (1 + ln count) x telling."""
    counts = Counter(stems(text[:READ]))
    return _most({word: (1.0 + log1p(n - 1)) * telling(word) for word, n in counts.items()}, TOPIC)


def around(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the stems of the sentence around `start..end`, nearest first, the anchor's left out.

    Of more than AROUND the most telling are kept. Of an anchor of several words only the head is
    left out: "the Harbour Road bombing" is told from others by its name.
    """
    before = text[max(0, start - REACH) : start]
    after = text[end : end + REACH]
    opened = max((stop.end() for stop in _STOP.finditer(before)), default=0)
    closed = _STOP.search(after)
    ahead = stems(before[opened:])[::-1]
    behind = stems(after[: closed.start() if closed else None])
    anchor = text[start : min(end, start + REACH)]
    head = anchor_stem(anchor)
    own = [word for word in stems(anchor) if word != head]
    sides = zip_longest(ahead, behind)
    words = [*own, *(word for side in sides for word in side if word is not None)]
    kept = set(_most({word: telling(word) for word in words}, AROUND))
    return tuple(word for word in dict.fromkeys(words) if word in kept)


def _most(worth: Mapping[str, float], size: int) -> tuple[str, ...]:
    """Return the words worth most, ties by spelling; what is worth nothing is left out."""
    ranked: Iterable[tuple[float, str]] = sorted((-value, word) for word, value in worth.items())
    return tuple(word for value, word in ranked if value < 0.0)[:size]
