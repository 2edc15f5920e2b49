"""What is said: for each cue the stretch of words that it hands on, quoted or not.

A stretch is the run of words whose log odds of being content add up to most (Bentley's maximum
subarray), inside the region that a cue may reach: its sentence as far as the next cue, and as many
sentences as a quotation that begins or ends there has. A quotation is taken whole or not at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from watchfloor.coding.encoder.attribution import odds
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.subjects import DAYS
from watchfloor.coding.quotes import quotes
from watchfloor.coding.words import verb_forms, word_classes
from watchfloor.model.frozen import dataclass

_CLIP = 4.0
"""What one word counts, at most."""

_QUOTED = 1.5
"""What a quoted word counts, at least."""

WORDS = 4
"""Words of a quotation that is somebody's statement rather than a word of his, at least."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words with the sum of their log odds."""

    start: int
    end: int
    value: float

    @property
    def span(self) -> Span:
        """Return the words."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Contents:
    """The quotations of a text as spans of words, and what each word counts as content.

    Attributes:
        quoted: of each word the number of its quotation, -1 outside.
        marks: the quotations, words `start..end` between the marks, in order and apart.
        values: what each word counts.
    """

    encoded: Encoded
    text: str
    quoted: tuple[int, ...]
    marks: tuple[Span, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, encoded: Encoded, text: str, threshold: float) -> "Contents":
        """Read a text; `threshold` is the probability at which a word counts nothing."""
        size = len(encoded.words)
        quoted, marks = [-1] * size, list[Span]()
        starts = [word.start for word in encoded.words]
        for one in quotes(text):
            low, high = bisect_left(starts, one.start), bisect_left(starts, one.end)
            if low < high:
                quoted[low:high] = [len(marks)] * (high - low)
                marks.append((low, high))
        bias = float(np.log(threshold / (1.0 - threshold)))
        told = np.clip(odds(encoded.bio["content"]) - bias, -_CLIP, _CLIP).tolist()
        told = [
            max(value, _QUOTED) if number >= 0 else value
            for value, number in zip(told, quoted, strict=True)
        ]
        for low, _ in encoded.edges:
            body = encoded.body(low)
            told[low:body] = [-_CLIP] * (body - low)  # nobody says a dateline
        return cls(encoded, text, tuple(quoted), tuple(marks), tuple(told))

    def long(self, number: int) -> bool:
        """Say whether a quotation is more than a word or two of somebody's."""
        low, high = self.marks[number]
        return sum(word[0].isalnum() for word in self.encoded.texts[low:high]) >= WORDS

    def best(self, low: int, high: int, more: float = 0.0) -> Stretch | None:
        """Return the stretch of `low..high` that counts most; None where every word counts less.

        `more` is what the grammar adds to each word.
        """
        best: Stretch | None = None
        start, total = low, 0.0
        for place in range(low, high):
            if total <= 0.0:
                start, total = place, 0.0
            total += self.values[place] + more
            if total > 0.0 and (best is None or total > best.value):
                best = Stretch(start, place + 1, total)
        return self._whole(best, low, high) if best else None

    def _whole(self, one: Stretch, low: int, high: int) -> Stretch | None:
        """Return a stretch with the whole of the quotations that it cuts, without outer marks."""
        start, end = one.span
        if self.quoted[start] >= 0:
            start = max(low, self.marks[self.quoted[start]][0])
        if self.quoted[end - 1] >= 0:
            end = min(high, self.marks[self.quoted[end - 1]][1])
        texts, glued = self.encoded.texts, self.encoded.glued
        while start - 1 > low and glued(start - 1):
            start -= 2
        while end + 1 < high and glued(end):
            end += 2
        while start < end and not texts[start][0].isalnum() and texts[start] not in "$€£#@([":
            start += 1
        while start < end and not texts[end - 1][0].isalnum() and texts[end - 1] not in ")]%":
            end -= 1
        while end - start > 1 and texts[end - 1].lower() in _LOOSE and self.quoted[end - 1] < 0:
            end -= 1
            while end > start and not texts[end - 1][0].isalnum():
                end -= 1
        if end < high and texts[end] == "." and end - 2 > start and glued(end - 2):
            end += texts[end - 2] == "."  # the last dot of "U.S."
        return Stretch(start, end, one.value) if start < end else None

    def from_verb(self, one: Stretch, cue: Span) -> Stretch:
        """Return a content that begins inside the clause right behind its cue with all of it.

        "Said | he will not sign a bill | that cuts aid", "wants | to find itself | in a war".
        """
        start, texts = cue[1], self.encoded.texts
        gap = texts[start : one.start]
        if not 0 < len(gap) <= _GAP or self.quoted[one.start] >= 0:
            return one
        low = [word.lower() for word in gap]
        if not all(word[0].isalpha() or word in "'’" for word in low):
            return one
        if low[0] != "to" and not (low[0] in _SUBJECTS and _HELPS & set(low[1:_VERB])):
            return one
        return Stretch(start, one.end, one.value + sum(self.values[start : one.start]))

    def to_stop(self, one: Stretch, stop: int) -> Stretch:
        """Return a content that breaks off a few words before the mark that ends its clause whole.

        "Said he will stay until his next | court appearance." `stop` is where its region ends.
        """
        texts, end = self.encoded.texts, one.end
        if end >= len(texts) or self.quoted[end - 1] >= 0:
            return one
        hangs, most = texts[end - 1].lower() in _HANGS, _REST
        if hangs:
            most, stop = _FAR, self.encoded.around(end - 1)[1]
        while (
            end < stop and end - one.end <= most and (texts[end][0].isalnum() or texts[end] in "'’")
        ):
            end += 1
        ends = end < stop and (texts[end] in _FULL or (hangs and texts[end] == ","))
        if not ends or not 0 < end - one.end <= most:
            return one
        if texts[one.end].lower() in _GOES_ON:
            return one
        return Stretch(one.start, end, one.value + sum(self.values[one.end : end]))

    def by_grammar(self, one: Stretch, cue: Span) -> Stretch:
        """Return a content without what its clause cannot hold, and with what it cannot lack.

        "Agreed on | Sunday | to go", "said he fled; | others were found": no words of theirs.
        "Blamed | groups | that it did not name": theirs.
        """
        texts, (start, end) = self.encoded.texts, one.span
        if self.quoted[start] >= 0 or start < cue[1]:
            return one
        if texts[start].lower() in DAYS and texts[start + 1 : start + 2] == ("to",):
            start += 1
        if texts[start].lower() == "that" and 0 < start - cue[1] <= _GAP:
            gap = texts[cue[1] : start]
            if texts[cue[1] - 1].lower() in _OF_SOMEBODY and all(one[0].isalpha() for one in gap):
                start = cue[1]
        halves = (x for x in range(start + 1, end - 1) if texts[x] == ";" and self.quoted[x] < 0)
        tags = word_classes().tags
        others = (x for x in halves if tags.get(texts[x + 1].lower(), "N") == "N")
        end = next((x for x in others if texts[x + 1][0].isalpha()), end)
        if (start, end) == one.span:
            return one
        more, less = self.values[start : one.start], self.values[one.start : start]
        lost = sum(max(0.0, value) for value in (*less, *self.values[end : one.end]))
        return Stretch(start, end, one.value + sum(more) - lost)

    def right(self, start: int, stop: int) -> int:
        """Return where a region that begins at `start` ends: with a quotation that crosses it."""
        for number in {self.quoted[place] for place in range(max(start, stop - 1), stop)} - {-1}:
            stop = max(stop, self.marks[number][1])
        return stop

    def left(self, start: int, stop: int) -> int:
        """Return where a region that ends at `stop` begins: with a quotation that crosses it."""
        if start < stop and self.quoted[start] >= 0:
            return min(start, self.marks[self.quoted[start]][0])
        return start

    def within(self, low: int, high: int) -> Sequence[int]:
        """Return the quotations that begin in `low..high`."""
        first = bisect_left(self.marks, low, key=lambda one: one[0])
        last = bisect_left(self.marks, high, lo=first, key=lambda one: one[0])
        return range(first, last)

    def parted(self, place: int, other: int) -> bool:
        """Say whether a line ends between two words."""
        words = self.encoded.words
        return "\n" in self.text[words[place].end : words[other].start]

    def before(self, place: int) -> int:
        """Return the last quotation that ends at `place` or before, -1 if none."""
        return bisect_right(self.marks, place, key=lambda one: one[1]) - 1


_GAP, _VERB = 12, 5
"""Words of a clause that the head missed; words of it among which its verb stands, at most."""

_REST = 4
"""Words between where the head breaks off and the mark that ends the clause, at most."""

_FAR = 20
"""The same where the last word found cannot end anything: "a third of what | it asked for"."""

_HANGS = frozenset(
    {
        *("what", "he", "she", "they", "of", "in", "at", "by", "to", "from", "for", "with", "on"),
        *("the", "a", "an", "his", "her", "its", "their", "this", "these", "any", "no", "into"),
        *("is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "did", "not"),
    }
)
_FULL = frozenset({".", "!", "?", ";"})
_GOES_ON = frozenset({"and", "but", "or", "while", "as", "who", "which", "whom", "after", "when"})
"""Words with which somebody else's clause begins, not the rest of what is said."""

_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "there", "this", "these"})
_HELPS = frozenset(
    {
        *("will", "would", "can", "could", "may", "might", "must", "should", "shall", "had", "has"),
        *("have", "is", "are", "was", "were", "did", "does", "do"),
    }
)
_OF_SOMEBODY = frozenset(
    form
    for verb in ("blame", "accuse", "condemn", "denounce", "criticise", "criticize", "praise")
    for form in verb_forms(verb)
)
"""Verbs behind which a noun stands and no clause: "that" begins what is said of the noun."""

_LOOSE = frozenset({"and", "but", "or", "while", "as", "who", "which", "that", "adding", "with"})
