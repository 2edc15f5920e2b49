"""What a copy adds to the text it was made from, and what it leaves out, as spans of each.

An added paragraph is the copying outlet's own reporting: it is coded like any text, and what is
read there is no repetition. So the spans of `added` say which events of a copy are its own.
"""

from collections.abc import Iterator, Sequence

from watchfloor.ingest.copies_words import RUN
from watchfloor.model import Difference, Document
from watchfloor.model.late import late_regex

_WORD = late_regex(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
    r"|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af]+"
)
_CLOSING = late_regex(r"[.!?…,;:\"'”’»)\]]{1,6}")
_OPENING = "\"'“‘«(["

_STOP = late_regex(r"[.!?…][\"'”’»)]{0,4}\s{1,8}|\n{1,8}")

LEAST = 6
"""Words of the shortest passage that is held to be a copy's own report."""

Word = tuple[str, int, int]


def difference(copy: Document, origin: Document) -> Difference:
    """Return what stands in one text alone, page furniture aside; linear in both texts.

    A word is common if it lies in a run of five words that the other text has too.
    """
    ours, theirs = list(_words(copy)), list(_words(origin))
    return Difference(
        added=tuple(_alone(copy.text, ours, theirs)),
        left_out=tuple(_alone(origin.text, theirs, ours)),
    )


def passages(copy: Document, origin: Document) -> list[tuple[int, int, str]]:
    """Return the passages of LEAST words or more that a copy adds, each with its words.

    A passage is a sentence or what stands alone of one, so that others who take over the sentence
    have the same passage. Fewer words are an edit of what was copied, and no report.
    """
    found = []
    for start, end in difference(copy, origin).added:
        for first, last in _sentences(copy.text, start, end):
            words = [match.group().casefold() for match in _WORD.finditer(copy.text, first, last)]
            if len(words) >= LEAST:
                found.append((first, last, " ".join(words)))
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        yield at, stop.end()
        at = stop.end()
    if at < end:
        yield at, end


def _words(document: Document) -> Iterator[Word]:
    """Yield each word without case, with its span; a word inside page furniture is none."""
    parts = iter(
        (*((part.start, part.end) for part in document.boilerplate), (len(document.text),) * 2)
    )
    start, end = next(parts)
    for match in _WORD.finditer(document.text):
        while match.start() >= end:
            start, end = next(parts)
        if match.end() <= start:
            yield match.group().casefold(), *match.span()


def _alone(text: str, words: Sequence[Word], others: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words that lie in no common run, neighbours joined."""
    known, common = set(_runs(others)), bytearray(len(words))
    for at, run in enumerate(_runs(words)):
        if run in known:
            common[at : at + len(run)] = bytes([1]) * len(run)
    first = None
    for at, is_common in enumerate((*common, 1)):
        if not is_common and first is None:
            first = at
        elif is_common and first is not None:
            yield _whole(text, words[first][1], words[at - 1][2])
            first = None


def _runs(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    run = min(RUN, len(words))
    if run:
        for at in range(len(words) - run + 1):
            yield tuple(word for word, _, _ in words[at : at + run])


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the quotation mark before it and the stop behind it."""
    if start and text[start - 1] in _OPENING:
        start -= 1
    closing = _CLOSING.match(text, end)
    return start, closing.end() if closing else end
