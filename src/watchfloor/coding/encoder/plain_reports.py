"""Plain reports of short texts: "five people died, the mayor told Reuters" says who says what.

The heads learned from dispatches, in which a report that is only handed on is no claim of its own,
and what is believed was fitted on texts of many sentences. A text of a sentence or two has nothing
else to go by, so there grammar is enough: a verb of saying, somebody who says, and a whole clause.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.about import leading
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.own_words import NOT, UNREAL, forms, passive
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.words import participles, word_classes

SHORT = 45
"""Words of a text, marks counted, that is short, at most: the dispatches have hardly any of these.

From 70 on what they annotate speaks against it: a report that is only handed on is no claim there
(content F1 on their training part .6984 at 45, .6979 at 70, .640 without a bound).
"""

BELIEVED = 0.5
"""What is believed of a plain report, at least."""

_SAYS, _TELLS = forms("say"), forms("tell")
_REPORTS = forms("report", "add", "state", "confirm", "announce", "note", "warn", "claim")
_TO = frozenset({"according"})
_MARKS = frozenset(',"”’»—–')
_STOPS = frozenset(";:—–")
_BREAKS = frozenset({"but", "while", "although", "though", "whereas"})
_WHEN = frozenset(
    {
        *("on", "in", "a", "statement", "late", "early", "today", "yesterday", "later", "earlier"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "by"),
        *("morning", "afternoon", "evening", "night", "reporters", "telegram", "phone", "also"),
        *("television", "state", "radio", "social", "media"),
    }
)
"""Words between a verb of saying and what is said that tell when, where or to whom."""

_LEAST, _NEAR, _TAIL = 2, 3, 8
"""Words of a clause; words before a cue among which it is negated; words that may follow it."""


def reported(
    cue: Span, source: Span | None, region: Span, contents: Contents, speakers: Speakers
) -> tuple[Span, ...]:
    """Return the clause that a cue of a short text hands on; none if grammar does not say it.

    `region` are the words that the cue may reach: its sentence, as far as other cues.
    """
    encoded = contents.encoded
    if source is None or len(encoded.words) > SHORT or _unreal(cue, source, encoded):
        return ()
    low, high = max(region[0], encoded.body(cue[0])), min(region[1], encoded.around(cue[0])[1])
    numbers = {contents.quoted[place] for place in range(low, high)} - {-1}
    if any(contents.long(number) for number in numbers):
        return ()
    found = _found(cue, source, (low, high), speakers)
    if found is None or max(contents.quoted[found[0] : found[0] + 2]) >= 0:  # a mark is a word
        return ()
    return (found,)


def _found(cue: Span, source: Span, region: Span, speakers: Speakers) -> Span | None:
    """Return the clause by the side on which a cue's speaker stands."""
    encoded, (low, high) = speakers.encoded, region
    word = encoded.texts[cue[1] - 1].lower()
    if word in _TO or encoded.texts[cue[0]].lower() in _TO:
        return _according(cue, source, encoded, low, high)
    if word not in _SAYS | _TELLS | _REPORTS:
        return None
    if source[1] <= cue[0]:
        return _ending(cue, source, encoded, low, high) or _following(cue, speakers, high)
    return _turned(cue, source, encoded, low)


def _unreal(cue: Span, source: Span, encoded: Encoded) -> bool:
    """Say whether a cue is negated, wished, suffered, or one of a relative clause.

    "Would not say", "is said to", "it was reported", "gunmen who witnesses said wore masks".
    """
    low = encoded.around(cue[0])[0]
    texts = tuple(word.lower() for word in encoded.texts[low : cue[1]])
    before = {*texts[max(0, cue[0] - low - _NEAR) : cue[0] - low]}
    if not (NOT | UNREAL).isdisjoint(before) or passive(texts, len(texts) - 1):
        return True
    beside = texts[max(0, source[0] - low - 1) : source[0] - low]
    behind = texts[source[1] - low : source[1] - low + 1]
    return not _RELATIVES.isdisjoint((*beside, *behind, *texts[source[0] - low : source[1] - low]))


def _ending(cue: Span, source: Span, encoded: Encoded, low: int, high: int) -> Span | None:
    """Return what stands before "..., the mayor said on Monday": its clause as far as the comma."""
    texts, comma = encoded.texts, source[0] - 1
    while comma > low and texts[comma].lower() in _ARTICLES:
        comma -= 1
    behind = next((x for x in range(cue[1], high) if texts[x] == ","), high)
    if comma <= low or texts[comma] not in _MARKS or behind - cue[1] > _TAIL:
        return None
    if "that" in map(str.lower, texts[cue[1] : behind]):
        return None
    return _clause(low, comma, encoded)


def _turned(cue: Span, source: Span, encoded: Encoded, low: int) -> Span | None:
    """Return what stands before "..., said Ana Lima, the mayor"."""
    texts, comma = encoded.texts, cue[0] - 1
    beside = all(word.lower() in _ARTICLES for word in texts[cue[1] : source[0]])
    return _clause(low, comma, encoded) if beside and comma > low and texts[comma] == "," else None


def _following(cue: Span, speakers: Speakers, high: int) -> Span | None:
    """Return what stands behind "the ministry said": from "that", or where its clause begins."""
    texts = speakers.encoded.texts
    start = cue[1]
    told = texts[cue[1] - 1].lower() in _TELLS
    addressee = speakers.at(start) if told and start < high else None
    if addressee is not None:
        start = addressee[1]
    start = _that(start, high, texts)
    while start < high and _tells_when(texts[start : start + 2]):
        start += 1
    that = start < high and texts[start].lower() == "that"
    needs = texts[cue[1] - 1].lower() in _REPORTS or (told and addressee is None)
    if start >= high or (needs and not that) or texts[start].lower() in _NO_CLAUSE:
        return None
    found = _clause(start, high, speakers.encoded)
    return found if found and (that or has_verb(texts[slice(*found)])) else None


def _that(start: int, high: int, texts: Sequence[str]) -> int:
    """Return where "that" stands behind a place and a time: "said on Radio Gao that ..."."""
    tags = word_classes().tags
    for place in range(start, min(high, start + _TAIL)):
        low = texts[place].lower()
        if low == "that":
            return place
        if not low[0].isalnum() or tags.get(low, "") in ("V", "A", "S"):
            break
    return start


def _tells_when(given: Sequence[str]) -> bool:
    """Say whether a word behind a cue tells when or where: "in a statement", not "a missile"."""
    low = [word.lower() for word in given]
    return low[0] in _WHEN and (low[0] not in ("a", "state") or low[-1] in _WHEN)


def _according(cue: Span, source: Span, encoded: Encoded, low: int, high: int) -> Span | None:
    """Return what is so "according to the ministry": the clause before it, or the one behind."""
    texts = encoded.texts
    if source[0] < cue[0]:
        return None
    if cue[0] > low:
        return _clause(low, cue[0] - (texts[cue[0] - 1] == ","), encoded)
    if source[1] < high and texts[source[1]] == ",":
        return _clause(source[1] + 1, high, encoded)
    return None


def _clause(start: int, stop: int, encoded: Encoded) -> Span | None:
    """Return the words of a region without what another clause says beside it."""
    texts = encoded.texts
    condition = leading(stop - 1, encoded) if start < stop else None
    if condition and condition[0] <= start < condition[1] < stop:
        start = condition[1] + 1  # "if talks fail, ...": the condition stands beside it
    ahead = [x for x in range(start, stop) if texts[x] in _STOPS or texts[x].lower() in _BREAKS]
    if ahead and ahead[0] > start:
        stop = ahead[0]
    while stop > start and (texts[stop - 1].lower() in _JOINS or _is_mark(texts[stop - 1])):
        stop -= 1
    return (start, stop) if stop - start >= _LEAST else None


def _is_mark(word: str) -> bool:
    return not word[0].isalnum() and word not in ")%"


def has_verb(given: Sequence[str]) -> bool:
    """Say whether words have a verb: "five people died" has, "a curfew in the city" has none."""
    tags = word_classes().tags
    return any(
        tags.get(word, "") in ("V", "A") or word.endswith("ed") or word in participles()
        for word in map(str.lower, given)
    )


_JOINS = frozenset({"and", "or", "but", "while"})
_RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
_NO_CLAUSE = frozenset({"to", "no", "nothing", "little", "so", "of", "about", "yes"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
