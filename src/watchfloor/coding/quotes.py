"""Exact rules for quotation marks: which stretches of a text stand in quotes, and where they end.

Marks may be curly, straight, low, guillemets or doubled grave accents, double or single. A quote
may hold quotes of the other kind; it may run over paragraphs, each of them opened again; it may be
left open, and then ends with its paragraph. What is an apostrophe, a foot or an inch opens nothing.
One pass finds the marks, one joins double marks, one the single marks that are left: linear in the
text, whatever stands in it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

FAR = 1500
"""Characters after the end of a paragraph in which a quote that is not opened again may close."""

_MARK = late_regex(r"\n\s*|''|``|[\"“”„‟«»‘’‚‹›']")
_OPENS = {
    "“": '”“"',
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "``": "''",
    "''": "''",
    '"': '"”',
}
_OPENS_SINGLE = {"‘": "’", "‚": "‘’", "‹": "›", "'": "'"}
_SINGLE = frozenset("‘’‚‹›'")
_BEFORE = frozenset("([{—–-/:;,.…")
"""What may stand right before an opening mark besides a space and another mark."""

_ENDS = frozenset(",.!?…;:—–-")
_ELIDED = late_regex(r"(?:\d\ds?|em|til|tis|twas|cause|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """What stands in quotation marks: `start..end` between them, `outer` with them.

    `closed` is False if the mark that ends it is missing.
    """

    start: int
    end: int
    outer: tuple[int, int]
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark or the end of a paragraph, with what its neighbours allow it to be."""

    start: int
    end: int
    text: str
    opens: bool
    closes: bool


def quotes(text: str) -> tuple[Quote, ...]:
    """Return the outermost quotes of a text, in order and apart; what is empty is left out."""
    marks = list(_marks(text))
    double = _paired(text, [one for one in marks if one.text not in _SINGLE], _OPENS)
    single = _single(text, marks, double)
    inside = _Covered(single)
    return tuple(sorted([*single, *(one for one in double if not inside.holds(one))]))


def _marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        start, end = match.span()
        if match[0][0] == "\n":
            yield _Mark(start, end, "\n\n" if match[0].count("\n") > 1 else "\n", False, False)
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() and after.isalnum():
            continue  # an apostrophe, or a foot before its inches
        clear = not before or before.isspace() or before in _BEFORE or _is_mark(before)
        opens = clear and bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace() and not after.isalnum()
        yield _Mark(start, end, match[0], opens, closes)


def _is_mark(one: str) -> bool:
    return one in _OPENS or one in _SINGLE or one in "”»"


def _paired(text: str, marks: Sequence[_Mark], opening: dict[str, str]) -> list[Quote]:
    """Join opening marks to what closes them; one that nothing closes ends with its paragraph."""
    found: list[Quote] = []
    opened: _Mark | None = None
    for place, mark in enumerate(marks):
        if opened is None:
            if mark.text in opening and mark.opens and not _measure(text, mark):
                opened = mark
        elif mark.text[0] == "\n":
            if not _goes_on(text, marks, place, opened, opening):
                found += _cut(text, opened, mark.start, mark.start, closed=False)
                opened = None
        elif mark.text in opening[opened.text] and (mark.closes or not mark.opens):
            found += _cut(text, opened, mark.start, mark.end, closed=True)
            opened = None
    if opened is not None:
        found += _cut(text, opened, len(text), len(text), closed=False)
    return found


def _goes_on(
    text: str, marks: Sequence[_Mark], place: int, opened: _Mark, opening: dict[str, str]
) -> bool:
    """Say whether an open quote runs on after the end of a line or paragraph."""
    line = marks[place]
    for mark in marks[place + 1 : place + 2]:
        if mark.start == line.end and mark.text == opened.text:
            return True  # opened again
    if line.text == "\n" and text[line.end : line.end + 1].islower():
        return True  # a wrapped line
    for mark in marks[place + 1 : place + 4]:
        if mark.text[0] == "\n" and line.text == "\n":
            continue
        sure = mark.closes and not mark.opens
        return mark.text in opening[opened.text] and sure and mark.start - line.end <= FAR
    return False


def _measure(text: str, mark: _Mark) -> bool:
    return mark.text in "\"'" and text[mark.start - 1 : mark.start].isdigit()


def _cut(text: str, opened: _Mark, end: int, stop: int, *, closed: bool) -> list[Quote]:
    start = opened.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Quote(start, end, (opened.start, max(stop, end)), closed)] if start < end else []


def _single(text: str, marks: Sequence[_Mark], double: Sequence[Quote]) -> list[Quote]:
    """Return closed quotes in single marks that don't stand inside double ones.

    A possessive plural looks like a closing mark: it closes only where its paragraph has no better
    one. What nothing closes is an apostrophe, and no quote.
    """
    inside = _Covered(double)
    own = [
        one
        for one in marks
        if one.text[0] == "\n" or (one.text in _SINGLE and not inside.has(one.start))
    ]
    found: list[Quote] = []
    opened: _Mark | None = None
    weak: _Mark | None = None
    for place, mark in enumerate(own):
        if mark.text[0] == "\n":
            if opened is not None and _opened_again(own, place, opened):
                continue
            if opened is not None and weak is not None:
                found += _cut(text, opened, weak.start, weak.end, closed=True)
            opened = weak = None
        elif opened is None:
            elided = mark.text in "'‘" and _ELIDED.match(text, mark.end)
            if mark.text in _OPENS_SINGLE and mark.opens and not elided:
                opened = mark
        elif mark.closes and mark.text in _OPENS_SINGLE[opened.text]:
            if _possessive(text, mark):
                weak = weak or mark
                continue
            found += _cut(text, opened, mark.start, mark.end, closed=True)
            opened = weak = None
    if opened is not None and weak is not None:
        found += _cut(text, opened, weak.start, weak.end, closed=True)
    return found


def _opened_again(own: Sequence[_Mark], place: int, opened: _Mark) -> bool:
    later = own[place + 1 : place + 2]
    return bool(later) and later[0].start == own[place].end and later[0].text == opened.text


def _possessive(text: str, mark: _Mark) -> bool:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return before in "sSxz" and after == " " and text[mark.end + 1 : mark.end + 2].islower()


class _Covered:
    """Looks up by bisection whether quotes, in order and apart, hold a place or another quote."""

    def __init__(self, found: Sequence[Quote]) -> None:
        self.found, self.ends = found, [one.outer[1] for one in found]

    def has(self, place: int) -> bool:
        """Say whether a character stands inside one of the quotes."""
        number = bisect_left(self.ends, place + 1)
        return number < len(self.found) and self.found[number].start <= place

    def holds(self, other: Quote) -> bool:
        """Say whether another quote stands inside one of the quotes."""
        return self.has(other.start) and self.has(other.end - 1)
