"""What a claim is about: its condition, the days it speaks of, the event that it speaks of."""

from bisect import bisect_left
from collections.abc import Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.passages import Passage
from watchfloor.model import ClaimKind
from watchfloor.model.late import late_regex

_IF = frozenset({"if", "unless", "should", "provided", "once"})
_BREAKS = frozenset(',;!?”"—')
_POINTS = frozenset({ClaimKind.RESPONSIBILITY, ClaimKind.BLAME, ClaimKind.DENIAL})
"""Kinds that speak of what has been told before: "claimed it", "denied the charge"."""

AHEAD = frozenset({ClaimKind.FORECAST, ClaimKind.THREAT, ClaimKind.PLEDGE, ClaimKind.DEMAND})
"""Kinds that speak of days to come."""

_BACK = 2
"""Sentences before a claim in which the event that it points to may stand."""


def condition(content: Span, encoded: Encoded) -> Span | None:
    """Return the words of the first condition inside a content: "if talks fail"."""
    texts = encoded.texts
    for place in range(*content):
        word = texts[place].lower()
        opens = place == content[0] or texts[place - 1] in _BREAKS or not texts[place][0].isupper()
        if word not in _IF or not opens:
            continue
        if word in ("should", "provided", "once") and not texts[place][0].isupper():
            continue  # "should" inside a sentence asks, it does not suppose
        if place and texts[place - 1].lower() in ("even", "as", "only"):
            continue  # "even if" supposes what does not matter
        end = _clause(place, min(content[1], encoded.around(place)[1]), encoded)
        short = texts[place + 1 : place + 2] in (("any",), ("not",)) and end - place <= _SHORT
        if end - place > 1 and not short:
            return place, end
    return None


def opening(content: Span, encoded: Encoded) -> Span | None:
    """Return the condition that opens the sentence before a content: "If talks fail, he said".

    It ends with its comma, and nobody speaks in it.
    """
    found = leading(content[0], encoded)
    return found if found and found[1] < content[0] else None


def leading(word: int, encoded: Encoded) -> Span | None:
    """Return the condition, as far as its comma, that opens the sentence of a word before it."""
    low, high, texts = encoded.body(word), encoded.around(word)[1], encoded.texts
    start = low + (low < high and texts[low].lower() in _JOINS)
    if start >= word or texts[start].lower() not in ("if", "unless"):
        return None
    end = _clause(start, high, encoded)
    return (start, end) if end < high and texts[end] == "," and end - start > 1 else None


def _clause(start: int, stop: int, encoded: Encoded) -> int:
    """Return where a condition ends: at a mark outside a number, or at "then"."""
    texts, end = encoded.texts, start + 1
    while end < stop and texts[end].lower() != "then":
        if texts[end] in _BREAKS and not encoded.glued(end):
            break
        end += 1
    while end > start + 1 and texts[end - 1] == "." and not encoded.glued(end - 3):
        end -= 1  # the end of the sentence, not that of "U.S."
    return end


_SHORT = 3
"""Words of "if any", "if not all": they suppose nothing."""

_JOINS = frozenset({"but", "and", "so", "“", '"', "‘"})


def days(kind: ClaimKind, content: Span, encoded: Encoded, year: int | None = None) -> Span | None:
    """Return the first date inside a content that speaks of days to come.

    `year` is that of publication: no forecast looks ahead to a year before it, or to "last week".
    """
    if kind not in AHEAD:
        return None
    low, high = (int(encoded.sentence[place]) for place in (content[0], content[1] - 1))
    for number in range(low, high + 1):
        passage, first = encoded.passages[number], encoded.edges[number][0]
        for start, end in passage.look.dates:
            span = _words(passage, first, start, end)
            inside = content[0] <= span[0] < span[1] <= content[1]
            if inside and not _gone(encoded.texts[slice(*span)], year):
                return span
    return None


def _gone(words: Sequence[str], year: int | None) -> bool:
    """Say whether a date is over on the day of publication, by its words."""
    low = [word.lower() for word in words]
    if low[0] in _DUE:
        return False  # "would be over by the end of 2021": its time was still to come when said
    if not _PAST.isdisjoint(low):
        return True
    years = [int(one[1]) + _DECADE * bool(one[2]) for one in map(_YEAR.fullmatch, low) if one]
    return year is not None and bool(years) and max(years) < year


_DUE = frozenset({"by", "until", "till"})
_PAST = frozenset({"last", "ago", "yesterday", "since", "previous", "earlier"})
_YEAR = late_regex(r"([12]\d{3})('?s)?")
_DECADE = 9
"""Years that "the 2000s" may still go on."""


def _words(passage: Passage, first: int, start: int, end: int) -> Span:
    low, high = passage.place(start, end)
    return first + low, first + high


def event(
    kind: ClaimKind,
    content: Span,
    anchors: Sequence[tuple[int, int, str]],
    encoded: Encoded,
    spoken: frozenset[str],
) -> int | None:
    """Return the number of the event that a claim speaks of: in its words, else right before.

    `anchors` are words and type of each event, in the order of the coding; acts of words
    (`spoken`) are what claims are made of, and no claim is about them if it is about a deed.
    """
    order = sorted(range(len(anchors)), key=lambda number: anchors[number][:2])
    starts = [anchors[number][0] for number in order]
    first, last = bisect_left(starts, content[0]), bisect_left(starts, content[1])
    inside = order[first:last]
    deeds = [number for number in inside if anchors[number][2] not in spoken]
    if deeds:
        return deeds[0]
    if kind in _POINTS:  # "denied the accusation" speaks of the deed that others were told of
        own = int(encoded.sentence[content[0]])
        for number in reversed(order[:first]):
            if own - int(encoded.sentence[anchors[number][0]]) > _BACK:
                break
            if anchors[number][2] not in spoken:
                return number
    return inside[0] if inside else None
