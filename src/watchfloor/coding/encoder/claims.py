"""Who says so: source, cue and content put together, and the kind of each claim.

Cues come first: words that hand on what somebody says, by the head and by the table `sayings`. Each
takes the stretch of words beside it that is most likely content, and the participant beside it that
most likely speaks. A quotation that no cue reaches belongs to whoever spoke last in its paragraph,
or is announced right before it. What is believed is decided by a regression over all this.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from watchfloor.coding.encoder.claim_kinds import kind as kind_of_claim
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.identities import identities
from watchfloor.coding.encoder.speakers import UNFITTED, Speakers
from watchfloor.coding.sayings import cue_words, kinds_of, sayings
from watchfloor.coding.words import word_classes

_KNOWN = 0.15
"""From here on the head of cues is believed where the table knows the word."""

_LEAST = 2
"""Words of a content that is not quoted, at least."""

FEATURES = (
    "bias",
    "cue",
    "say",
    "hold",
    "stance",
    "other",
    "to",
    "source",
    "named",
    "content",
    "length",
    "quoted",
    "behind",
    "kind",
    "made",
    "infinitive",
    "self",
    "event",
    "surplus",
    "surplus_say",
    "surplus_made",
    "surplus_quoted",
)
"""What the regression looks at; `evidence` gives them in this order."""

SPOKEN = frozenset(
    {"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}
)
"""Types of events whose anchors may be the cue of a claim: acts of words."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with its cue and source, in words; `kind` is one of the claim kinds.

    `meant` are the words that say best who the source is: the name that "he" stands for.
    """

    content: Span
    cue: Span | None
    source: Span | None
    kind: str
    quoted: bool
    score: float
    meant: Span | None = None
    evidence: tuple[float, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Link:
    content: Stretch
    cue: Found | None
    source: Span | None


def attributions(
    encoded: Encoded,
    heads: Heads,
    text: str,
    fitted: Mapping[str, Any],
    acts: Sequence[Span] = (),
    people: Sequence[Span] = (),
    names: Sequence[Found] = (),
) -> list[Attribution]:
    """Return what is said by somebody, in the order of the text.

    `acts`, deeds in order, are no cues; `people` are the participants, in order, `names` the names.
    """
    found = candidates(encoded, heads, text, fitted, acts, people)
    named = {one.source for one in found if one.source and one.source[1] - one.source[0] > 1}
    least = fitted["attribution"].get("believe", 0.0)
    kept = [one for one in found if one.score >= least]
    sources = sorted({one.source for one in kept if one.source})
    meant = identities(sources, encoded, names, sorted({*people, *named}))
    return [replace(one, meant=meant.get(one.source)) if one.source else one for one in kept]


def candidates(
    encoded: Encoded,
    heads: Heads,
    text: str,
    fitted: Mapping[str, Any],
    acts: Sequence[Span] = (),
    people: Sequence[Span] = (),
) -> list[Attribution]:
    """Return what may be said by somebody, believed or not, with the evidence for it."""
    limits = fitted["attribution"]
    contents = Contents.of(encoded, text, limits["content"])
    found = cues(encoded, contents, limits["cue"], acts)
    speakers = Speakers.of(
        encoded, people, contents.quoted, fitted.get("speaker", UNFITTED)
    )
    links = list(_links(encoded, contents, found, speakers))
    if links:
        links = _apart(links, _judged(links, heads, contents, speakers, acts, fitted))
    links += _unclaimed(encoded, contents, links)
    if not links:
        return []
    return sorted(
        _judged(links, heads, contents, speakers, acts, fitted),
        key=lambda one: one.content,
    )


def _judged(
    links: Sequence[_Link],
    heads: Heads,
    contents: Contents,
    speakers: Speakers,
    acts: Sequence[Span],
    fitted: Mapping[str, Any],
) -> list[Attribution]:
    """Return each link with its kind and how much it is to be believed."""
    encoded = contents.encoded
    kinds = heads.claims([one.content.span for one in links])
    weights = fitted.get("claim")
    made = []
    for link, row in zip(links, kinds, strict=True):
        kind, sure = kind_of_claim(row, _words(link.cue, encoded), _words(link.content, encoded))
        seen = evidence(link, sure, contents, speakers, acts)
        score = link.cue.score if link.cue else 0.5
        if weights is not None:
            told = sum(weights[name] * x for name, x in zip(FEATURES, seen, strict=True))
            score = float(1.0 / (1.0 + np.exp(-np.clip(told, -30.0, 30.0))))
        quoted = contents.quoted[link.content.start] >= 0
        cue = link.cue.span if link.cue else None
        made.append(
            Attribution(
                link.content.span, cue, link.source, kind, quoted, score, evidence=seen
            )
        )
    return made


def cues(
    encoded: Encoded, contents: Contents, threshold: float, acts: Sequence[Span]
) -> list[Found]:
    """Return the words that hand on what is said, in order, none of them inside a statement."""
    bio, texts = encoded.bio["cue"], encoded.texts
    found = trimmed(spans(bio, encoded.edges, start_at=threshold), texts)
    inside = (bio[:, 1] + bio[:, 2]).tolist()
    held = [one.span for one in found]
    said = (1.0 - encoded.bio["content"][:, 0]).tolist()
    known = cue_words()
    for place, score in enumerate(inside):
        if score >= _KNOWN and texts[place].lower() in known:
            if touching(held, (place, place + 1)) is None:
                found.append(Found(place, place + 1, score))
    kept = []
    for one in sorted(found, key=lambda one: one.start):
        number = contents.quoted[one.start]
        if number >= 0 and contents.long(number):
            continue
        spoken = any(texts[place].lower() in known for place in range(one.start, one.end))
        if not spoken and touching(acts, one.span) is not None:
            continue
        if not spoken and kept and _tail(kept[-1], one, encoded):
            continue
        if max(said[one.start : one.end]) > max(inside[one.start : one.end]):
            continue  # likelier said than saying: a cue inside what somebody else says
        if _hands_over(one, encoded):
            continue
        kept.append(one)
    return kept


def _hands_over(cue: Found, encoded: Encoded) -> bool:
    """Say whether a cue only leads to another speaker: "the agency quoted the minister as saying"."""
    texts, high = encoded.texts, encoded.around(cue.start)[1]
    if texts[cue.end - 1].lower() not in _QUOTES:
        return False
    reach = [word.lower() for word in texts[cue.end : min(high, cue.end + _CHAIN)]]
    return any(pair in _AS_SAYING for pair in zip(reach, reach[1:], strict=False))


_QUOTES = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_AS_SAYING = frozenset(("as", word) for word in ("saying", "telling", "stating", "having"))
_CHAIN = 20
"""Words between "quoted" and "as saying", at most."""


def _tail(cue: Found, other: Found, encoded: Encoded) -> bool:
    """Say whether what looks like a cue only tells when or to whom: "told reporters on Sunday"."""
    tags = word_classes().tags
    near = 0 <= other.start - cue.end <= _TOLD
    return near and tags.get(encoded.texts[other.start].lower(), "N") in "IOT"


_TOLD = 4
"""Words between a cue and what belongs to it, at most."""


def _links(
    encoded: Encoded, contents: Contents, cues: Sequence[Found], speakers: Speakers
) -> Iterator[_Link]:
    """Yield each cue with the stretches beside it and its speaker."""
    sources = [_source(cue, number, cues, encoded, speakers) for number, cue in enumerate(cues)]
    for number, cue in enumerate(cues):
        low, high = encoded.around(cue.start)
        source = sources[number]
        start, stop = cue.span
        if source is not None:
            if source[1] <= start and source[0] >= low:
                start = source[0] if start - source[1] <= _BESIDE else start
            elif source[0] >= stop and source[0] - stop <= 1:
                stop = source[1]
        before = cues[number - 1].end if number and cues[number - 1].end > low else low
        after = high
        if number + 1 < len(cues) and cues[number + 1].start < high:
            following = cues[number + 1]
            after = following.start
            theirs = sources[number + 1]
            if theirs is not None and stop <= theirs[0] and theirs[1] <= after:
                if after - theirs[1] <= _BESIDE:
                    after = theirs[0]
        before = contents.left(before, start)
        after = contents.right(stop, after)
        told = any(word.lower() in _HANDED for word in encoded.texts[cue.start : cue.end])
        left = told and _ends(encoded.texts, start, cue.end, after)
        right = told and not left and source is not None and source[1] <= cue.start
        if right:
            stop = _opened(encoded.texts, contents, stop, after)
        sides = [
            contents.best(before, start, MORE * left),
            contents.best(stop, after, MORE * right),
        ]
        likely = _sides(sides[0], sides[1], contents) or _ended(contents, low, start, after - stop)
        yield from (_Link(side, cue, source) for side in likely)


def _ended(contents: Contents, low: int, start: int, behind: int) -> list[Stretch]:
    """Return the quotation that ends right before a sentence that says no more than who spoke."""
    number = contents.before(low)
    if number < 0 or low - contents.marks[number][1] > _MARKS or not contents.long(number):
        return []
    if start - low > _BESIDE or behind > _TAIL:
        return []
    begin, end = contents.marks[number]
    return [Stretch(begin, end, sum(contents.values[begin:end]))]


_MARKS = 2
"""Marks between the last quoted word and the next sentence, at most."""


MORE = 1.5
"""What the grammar adds to each word on the side of a verb of saying where its object stands."""

_HANDED = sayings()["say"] | sayings()["hold"]


def _ends(texts: Sequence[str], start: int, stop: int, high: int) -> bool:
    """Say whether what is said stands before a cue: "..., the mayor said on Monday"."""
    if start and texts[start - 1] in _COMMAS:
        behind = texts[stop] if stop < high else "."
        return high - stop <= _TAIL or behind in _COMMAS
    return False


_COMMAS = frozenset(",”\"’'?!»—–")
_TAIL = 7
"""Words behind a cue that are no content, at most: "said on state television on Monday"."""


def _opened(texts: Sequence[str], contents: Contents, start: int, stop: int) -> int:
    """Return where a content begins behind a cue: at "that" or a quotation after an addressee."""
    for place in range(start, min(stop, start + _ADDRESS)):
        if texts[place].lower() == "that" or (
            contents.quoted[place] >= 0 and contents.long(contents.quoted[place])
        ):
            return place
        if texts[place] in ",;:" and place + 2 < stop and contents.quoted[place + 2] < 0:
            break
    return start


_ADDRESS = 10
"""Words between a cue and what is said that name who was told, and when."""


_BESIDE = 6
"""Words between a speaker and a cue that are part of neither content: "who spoke by phone"."""


def _sides(
    left: Stretch | None, right: Stretch | None, contents: Contents
) -> list[Stretch]:
    """Return the likelier side of a cue; both where each is a quotation."""
    given = [one for one in (left, right) if one and one.end - one.start >= _LEAST]
    if len(given) == 2 and all(contents.quoted[one.end - 1] >= 0 for one in given):
        return given
    return [max(given, key=lambda one: one.value)] if given else []


def _source(
    cue: Found, number: int, cues: Sequence[Found], encoded: Encoded, speakers: Speakers
) -> Span | None:
    """Return who says; a participle shares the speaker of the cue before it."""
    word = encoded.texts[cue.end - 1].lower()
    if cue.start and encoded.texts[cue.start - 1].lower() == "as":
        return speakers.right_before(cue.start - 1)
    alone = cue.start == 0 or not encoded.texts[cue.start - 1][0].isalnum() or (
        encoded.texts[cue.start - 1].lower() in ("and", "but", "while")
    )
    if word.endswith("ing") and number and alone:
        before = cues[number - 1]
        if encoded.sentence[before.start] == encoded.sentence[cue.start]:
            return speakers.of_cue(before.span)
    return speakers.of_cue(cue.span)


def _unclaimed(
    encoded: Encoded,
    contents: Contents,
    links: Sequence[_Link],
) -> Iterator[_Link]:
    """Yield quotations without a cue of their own: of whoever spoke last, near before."""
    claimed = sorted((one for one in links), key=lambda one: one.content.start)
    starts = [one.content.start for one in claimed]
    taken = {
        contents.quoted[place]
        for one in claimed
        for place in (one.content.start, one.content.end - 1)
    }
    last: _Link | None = None
    quoted: _Link | None = None
    place = 0
    for number, (low, high) in enumerate(contents.marks):
        while place < len(claimed) and starts[place] < low:
            last = claimed[place]
            if contents.quoted[last.content.start] >= 0:
                quoted = last
            place += 1
        if number in taken or not contents.long(number):
            continue
        stretch = Stretch(low, high, sum(contents.values[low:high]))
        near = next((one for one in (quoted, last) if one and _follows(one, low, encoded)), None)
        if near is not None and near.source is not None:
            last = quoted = _Link(stretch, near.cue, near.source)
            yield last


def _follows(last: _Link, place: int, encoded: Encoded) -> bool:
    """Say whether a quotation goes on where somebody was speaking: the next sentence or two."""
    ends = [last.content.end - 1, (last.cue or last.content).end - 1]
    gap = int(encoded.sentence[place]) - int(encoded.sentence[max(ends)])
    return 0 <= gap <= 2


def _apart(links: Sequence[_Link], made: Sequence[Attribution]) -> list[_Link]:
    """Return links whose contents don't overlap: of two the one that is more to be believed."""
    kept: list[_Link] = []
    order = sorted(range(len(links)), key=lambda number: -made[number].score)
    for one in map(links.__getitem__, order):
        place = bisect_left(kept, one.content.start, key=lambda other: other.content.start)
        beside = kept[max(0, place - 1) : place + 1]
        if all(
            other.content.end <= one.content.start or one.content.end <= other.content.start
            for other in beside
        ):
            kept.insert(place, one)
    return kept


def _words(one: Found | Stretch | None, encoded: Encoded) -> list[str]:
    """Return the words of a span in small letters."""
    return [word.lower() for word in encoded.texts[slice(*one.span)]] if one else []


def _words_of(span: Span | None, texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in texts[slice(*span)]) if span else frozenset()


_SELF = frozenset({"i", "we", "you"})
"""Who speaks outside of quotations is the text itself."""


def evidence(
    link: _Link,
    sure: float,
    contents: Contents,
    speakers: Speakers,
    acts: Sequence[Span],
) -> tuple[float, ...]:
    """Return what speaks for a link, in the order of FEATURES."""
    encoded = contents.encoded
    texts, known = encoded.texts, sayings()
    cue = _words(link.cue, encoded)

    def has(name: str) -> float:
        return float(any(word in known[name] for word in cue))

    start, end = link.content.span
    quoted = sum(contents.quoted[place] >= 0 for place in range(start, end)) / (end - start)
    classes = {name: has(name) for name in ("say", "hold", "stance", "to")}
    own = float(bool(link.source) and _words_of(link.source, texts) <= _SELF)
    made = float(any(kinds_of(word) for word in cue))
    event = float(touching(acts, link.content.span) is not None)
    surplus = encoded.surplus / 10.0
    return (
        1.0,
        link.cue.score if link.cue else 0.5,
        classes["say"],
        classes["hold"],
        classes["stance"],
        float(not any(classes.values())),
        classes["to"],
        speakers.score(link.source) if link.source else 0.0,
        float(link.source is not None),
        link.content.value / (end - start) / 4.0,
        min(end - start, 40) / 40,
        quoted,
        float(link.cue is not None and link.cue.start >= end),
        sure,
        made,
        float(link.cue is not None and texts[max(0, link.cue.start - 1)].lower() == "to"),
        own,
        event,
        surplus,
        surplus * classes["say"] * (1.0 - quoted),
        surplus * made,
        surplus * quoted,
    )
