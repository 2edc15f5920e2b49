"""A speaker's words to their ends: the whole noun phrase, the office before a name, whom they told.

The candidates of speakers come from heads that cut: "officials" of "security officials", "Oslo,
Ana Lima" of "the mayor of Oslo, Ana Lima". What stands right before them by grammar belongs to
them.
"""

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.phrases import noun_phrases
from watchfloor.coding.sayings import cue_words
from watchfloor.coding.words import word_classes

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
TIMES = DAYS | {
    f"{one}{ending}"
    for one in (
        *("moment", "minute", "hour", "day", "night", "week", "month", "year", "decade"),
        *("morning", "evening", "afternoon", "midnight", "noon"),
    )
    for ending in ("", "s")
}
MONTHS = frozenset(
    {"january", "february", "march", "july", "september", "october", "november", "december"}
)
"""Months that are nobody's name."""
"""Words of time: "the first weeks saw attacks" names nobody who says so."""

_OF = frozenset({"of", "for", "in", "on", "at"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "one", "another"})
_THIS = frozenset({"this", "last", "next", "that"})
_PLACES = frozenset(
    {"on", "in", "at", "during", "after", "before", "since", "from", "with", "under", "over"}
)
"""Prepositions before a phrase that has a place and a speaker in it: "on live television Lima"."""

_WHO = frozenset({"who", "which", "that"})
_OPENS = frozenset({*',;:"“”‘—–(', "and", "but", "that", "said", "says", "told", "by", "wrote"})
_OFFICE, _CLAUSE = 8, 25
"""Words of an office before its holder's name; words of a relative clause, at most."""


def whole_phrase(span: Span, encoded: Encoded) -> Span:
    """Return a speaker from the beginning of its noun phrase: "security officials"."""
    low, texts = encoded.body(span[0]), encoded.texts
    if span[0] <= low or not texts[span[0] - 1][0].isalpha():
        return span
    number = int(encoded.sentence[span[0]])
    passage, first = encoded.passages[number], encoded.edges[number][0]
    for phrase in noun_phrases(passage.look.tags, passage.sentence.body):
        start, end = (first + place for place in passage.place(phrase.start, phrase.end))
        if end < span[1]:
            continue
        if texts[start].lower() in _THIS and texts[start + 1].lower() in TIMES:
            start += 1  # this Wednesday officials said
        while start < span[0] and _no_noun(texts[start], texts[start - 1] if start > low else ""):
            start += 1
        said = [place for place in range(start, span[0]) if texts[place].lower() in cue_words()]
        start = said[-1] + 1 if said else start
        placed = start > low and texts[start - 1].lower() in _PLACES
        joined = not placed and start < span[0] < end and not _second(texts, start, span[0])
        return (start, span[1]) if joined else span
    return span


def _no_noun(word: str, before: str) -> bool:
    return word.lower() in TIMES or (word[0].isdigit() and before == ":")


def _second(texts: tuple[str, ...], start: int, stop: int) -> bool:
    """Say whether a possessive or an office with "of" stands before: two participants, not one."""
    given = {word.lower() for word in texts[start:stop]}
    return "’" in given or "'" in given or "of" in given


def with_office(start: int, encoded: Encoded) -> int | None:
    """Return where an office begins whose last word is the place or body at `start`.

    "The mayor of | Oslo, Ana Lima,": `start` unmoved where no preposition stands before it; None
    where one does and no office.
    """
    texts, body = encoded.texts, encoded.body(start)
    place = start - 1
    if place >= body and texts[place].lower() in _ARTICLES:
        place -= 1
    if place < body or texts[place].lower() not in _OF:
        return start
    tags = word_classes().tags
    for at in range(place - 1, max(body, place - _OFFICE) - 1, -1):
        low = texts[at].lower()
        opened = at == body or _opens(texts[max(body, at - 2) : at])
        if low in _ARTICLES or opened:
            return at if texts[at][0].isalpha() and opened else None
        if not texts[at][0].isalpha() or tags.get(low, "N") in "ASRT":
            return None
    return None


def _opens(before: tuple[str, ...]) -> bool:
    """Say whether a phrase may begin behind words: a mark, a verb of saying, "according to"."""
    low = [word.lower() for word in before]
    return low[-1] in _OPENS or low == ["according", "to"]


def of_clause(candidate: Span, found: list[Span], cue: Span, encoded: Encoded) -> Span | None:
    """Return who does what a cue says where the candidate is inside his relative clause.

    "An engineer who works at | the plant | said": the engineer says. `found` are the candidates of
    the sentence before that one.
    """
    texts = encoded.texts
    for one in reversed(found):
        commas = texts[one[1] : one[1] + 1] == (",",)
        after = one[1] + commas
        if after >= candidate[0] - 1 or texts[after].lower() not in _WHO:
            continue
        inside = texts[after + 1 : cue[0]]
        if len(inside) > _CLAUSE or (inside[-1:] == (",",)) != commas:
            return None
        parted = {",", "that", "“", '"'} & set(inside[: len(inside) - commas])
        if parted or texts[candidate[0] - 1].lower() in ("who", "which", "that", "and", "but"):
            return None
        return one
    return None


def described(candidate: Span, found: list[Span], encoded: Encoded) -> Span | None:
    """Return who speaks where a candidate only describes him: "factions loyal to | Oslo |".

    `found` are the candidates of the sentence before it.
    """
    texts = encoded.texts
    for one in reversed(found):
        gap = [
            word.lower() for word in texts[one[1] : candidate[0]] if word.lower() not in _ARTICLES
        ]
        if len(gap) == _TIE and gap[0] in _TIED and gap[1] in _TO:
            return one[0], candidate[1]
    return None


_TIE = 2
_TIED = frozenset(
    {
        *(
            "close",
            "loyal",
            "allied",
            "linked",
            "aligned",
            "backed",
            "supported",
            "tied",
            "hostile",
        ),
        *("affiliated", "opposed", "faithful", "friendly", "sympathetic", "belonging", "answering"),
    }
)
_TO = frozenset({"to", "with", "by"})


def told_by(cue: Span, encoded: Encoded) -> bool:
    """Say whether a cue's subject was told: "our correspondent was told by an official"."""
    texts, low = encoded.texts, encoded.around(cue[0])[0]
    if texts[cue[1] - 1].lower() not in _TOLD:
        return False
    before = {word.lower() for word in texts[max(low, cue[1] - 1 - _BE_NEAR) : cue[1] - 1]}
    return not _BE.isdisjoint(before)


_TOLD = frozenset({"told", "informed", "assured"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_BE_NEAR = 2
