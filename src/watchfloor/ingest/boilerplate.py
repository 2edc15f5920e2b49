"""Page furniture inside a text: found by its wording, kept in the text, never coded.

A line is looked at whole, then sentence by sentence. Of a paragraph longer than a footer only the
two ends are read, so that the cost is linear in the text.
"""

from collections.abc import Iterator

from watchfloor.ingest.names import (
    is_byline,
    is_contact,
    is_credit,
    is_credit_label,
    is_photo_credit,
)
from watchfloor.ingest.wordings import INSIDE, OPENERS, REPUBLICATION, SEQUEL, WORDINGS
from watchfloor.model import Boilerplate
from watchfloor.model.late import late_regex

_MAX_LINE = 800
_END = _MAX_LINE // 2
"""Of a line longer than _MAX_LINE only this much of its start and end is read: never twice."""
_HEAD_LINES = 6
_SHORTEST = 5
"""Characters of the shortest sentence that a rule could match."""
# A stop after one capital is an initial (U.S., J. Smith), after a title no end either.
_SENTENCE_END = late_regex(
    r"(?<![\s.(][A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)"
    r"[.!?…](?:[\"'”’)\]]{1,2})?\s+(?=\S)"
)
_OPENER = late_regex(r"[^\w©]{0,6}(\w+|©)")


def find_boilerplate(text: str) -> tuple[Boilerplate, ...]:
    """Return the page furniture of a normalised text: sorted spans that do not overlap."""
    found: list[Boilerplate] = []
    start, number = 0, 0
    for line in text.split("\n"):
        if line and not line.isspace():
            number += 1
            for begin, end, rule in _in_line(line, number):
                found.append(Boilerplate(start + begin, start + end, rule))
        start += len(line) + 1
    return tuple(found)


def _in_line(line: str, number: int) -> Iterator[tuple[int, int, str]]:
    """Yield the furniture of the line of that number as start, end and rule."""
    if len(line) > _MAX_LINE:
        yield from _at_ends(line)
        return
    sentences = list(_sentences(line))
    start, end = sentences[0][0], sentences[-1][1]
    rule = _line_rule(line[start:end], number)
    if rule is not None:
        yield start, end, rule
    else:
        yield from _joined(line, sentences)


def _at_ends(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield the furniture at both ends of a paragraph; its cut sentences are passed over."""
    yield from _joined(line, list(_sentences(line[:_END]))[:-1])
    cut = len(line) - _END
    tail = [(cut + start, cut + end) for start, end in _sentences(line[cut:])]
    yield from _joined(line, tail[1:])


def _joined(line: str, sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield furniture by sentence; neighbours by one rule are one span."""
    last: tuple[int, int, str] | None = None
    for start, end in sentences:
        rule = _sentence_rule(line[start:end])
        if rule is None and last is not None and last[2] == REPUBLICATION:
            # What follows "first published by" may speak of the headline, the cuts, the licence.
            rule = REPUBLICATION if SEQUEL.fullmatch(line[start:end]) else None
        if last is not None and (rule != last[2] or line[last[1] : start].strip()):
            yield last
            last = None
        if rule is not None:
            last = (last[0] if last else start, end, rule)
    if last is not None:
        yield last


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a line that is not blank."""
    start = len(line) - len(line.lstrip())
    for stop in _SENTENCE_END.finditer(line):
        yield start, start + len(line[start : stop.end()].rstrip())
        start = stop.end()
    if start < len(line.rstrip()):
        yield start, len(line.rstrip())


def _sentence_rule(words: str) -> str | None:
    """Return the rule that all of a sentence fits."""
    if len(words) < _SHORTEST:
        return None
    opener = _OPENER.match(words)
    opens = opener is not None and opener[1].casefold() in OPENERS
    if not opens:
        lowered = words.lower()
        if not any(part in lowered for part in INSIDE):
            return None
    bare = words.rstrip(" .)]*")
    for wording in WORDINGS:
        if wording.pattern.fullmatch(bare) or wording.pattern.fullmatch(words):
            return wording.name
    if is_photo_credit(words):
        return "photo credit"
    return "credit" if is_credit(words) else None


def _line_rule(words: str, number: int) -> str | None:
    """Return the rule that a whole line fits and a sentence alone would not."""
    # The first line is a headline, and "Text: Army Leaves Town" may be one.
    if is_credit(words) or (number > 1 and is_credit_label(words) and not is_photo_credit(words)):
        return "credit"
    if number <= _HEAD_LINES and is_byline(words):
        return "byline"
    return "contact" if is_contact(words) else None
