"""Which words of a date are an event's, by how the two stand to each other.

"Since 9 June, when a mill was burnt": the burning is of 9 June, though the sentence speaks of the
time since. "Since the drought began on 9 June": the drought goes on. "The fifth day of riots": the
riots are dated by what they are the day of. "The 2003 invasion": the year is of nothing else. "On
Monday he said it had burnt": he said so on Monday.
"""

import re

from watchfloor.coding.cues import cues
from watchfloor.coding.encoder.encoded import Encoded, Span

_NOUN = 4
"""Words between a date and the comma before "when", at most: since Friday's vote, when."""

_RELATIVE = frozenset({"which"})
_BEGAN = frozenset({"began", "started", "erupted", "broke"})
_WHEN = frozenset({"out", "on", "in", "early", "late"})
_SINCE = 4
"""Words from "since" to the event that has begun, at most: since the long drought began."""

_OF = 3
"""Words from "of" to the event that the day is one of, at most: the fifth day of heavy riots."""

_OWNED = 4
"""Words between "last year's" and the event, at most."""

_JOINTS = frozenset({"to", "or", "but", "in", "on", "at", "by", "with", "for", "from", "as"})
"""Words that stand behind a year which is no noun's."""

_PARTS = frozenset({"was", "were", "is", "are", "has", "had", "have", "will", "been", "be"}) | {
    *(",", ";", ":", "(", ")", "who", "that", "which", "and"),
}
"""Words that end what "last year's" goes with."""


_HAVE = frozenset({"had", "has", "have"})
_ADVERBS = frozenset({"been", "also", "already", "not", "since", "just", "then", "now", "earlier"})
_LASTING = frozenset({"since", "for", "between", "from"})
"""Words of a time that goes on: since Thursday, it said, it had held nine."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "s"})
_NAMED_BY_YEAR = 2
"""Words from a year to the last noun that it goes with, at most: the 2003 land invasion."""


def own_words(span: Span, anchor: Span, encoded: Encoded) -> Span:
    """Return the words of a date that date an event.

    Without "since" where its clause says when; all of "since the drought began" if it is the event.
    """
    start, end = span
    texts = encoded.texts
    between = {one.lower() for one in texts[anchor[1] : start]}
    if between & _BEGAN and between <= _BEGAN | _WHEN:
        before = range(anchor[0] - 1, max(encoded.around(start)[0], anchor[0] - _SINCE) - 1, -1)
        since = next((at for at in before if texts[at].lower() == "since"), None)
        return span if since is None else (since, end)
    if texts[start].lower() != "since" or end - start == 1 or anchor[0] < end:
        return span
    last = min(anchor[0], encoded.around(start)[1])
    comma = next((at for at in range(end, min(last, end + _NOUN)) if texts[at] == ","), None)
    if comma is None:
        return span
    opening = [word.lower() for word in texts[comma + 1 : min(last, comma + 3)]]
    when = opening[:1] == ["when"] or not _RELATIVE.isdisjoint(opening[1:])
    return (start + 1, end) if when else span


def is_day_of(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a date is that of the event by its own grammar.

    "The fifth day of riots", "last year's disastrous military pullout": of 44 such dates in the
    training dispatches 42 are the event's, the others with a verb between.
    """
    end = span[1]
    near = encoded.texts[end : end + 1]
    if near == ("of",):
        return end < anchor[0] <= end + _OF
    if encoded.texts[end : end + 2] not in (("’", "s"), ("'", "s")):
        return False
    end += 2
    return end <= anchor[0] <= end + _OWNED and _PARTS.isdisjoint(
        word.lower() for word in encoded.texts[end : anchor[0]]
    )


def is_of_another(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a year is part of the name of something else than the event.

    "Gunmen struck on the anniversary of the 2003 invasion": the year tells which invasion, and
    nothing of when they struck.
    """
    start, end = span
    texts = encoded.texts
    if texts[start].lower() in _DETERMINERS and end - start > 1:
        start += 1
    if end - start != 1 or not _YEAR.fullmatch(texts[start]) or not 0 < start < end < len(texts):
        return False
    noun = texts[end]
    if texts[start - 1].lower() not in _DETERMINERS or not noun.isalpha() or not noun.islower():
        return False
    if noun in _PARTS or noun in _JOINTS:
        return False
    named = end <= anchor[0] < end + _NAMED_BY_YEAR and _PARTS.isdisjoint(texts[end : anchor[0]])
    return not named


def is_of_the_telling(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a date is that of "said" and not of what had happened by then.

    "On Monday the army said it had shelled the port": of eight such acts in the training dispatches
    none is of that day. Behind the verb it stays: annotators take it ("said on Monday it had").
    """
    low, texts = encoded.around(anchor[0])[0], encoded.texts
    have = anchor[0] - 1
    while have > low and (texts[have].lower() in _ADVERBS or texts[have].endswith("ly")):
        have -= 1
    if have <= low or texts[have].lower() not in _HAVE:
        return False
    said = next((at for at in range(have - 1, low, -1) if texts[at].lower() in cues("said")), None)
    if said is None or not low <= span[0] or span[1] > said:
        return False
    return _LASTING.isdisjoint(word.lower() for word in texts[max(low, span[0] - 1) : span[0] + 1])
