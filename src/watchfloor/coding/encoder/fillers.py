"""Who fills an event's roles: candidate spans near each anchor, scored in pairs with it."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from watchfloor.coding.encoder import dating, harms, peoples, responses, settled
from watchfloor.coding.encoder.advice import Advice
from watchfloor.coding.encoder.anchors import NO_ADVICE, Anchor, hinted, words_of
from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.kin import is_of_kin
from watchfloor.coding.encoder.labels import GROUPS, ROLES, TYPES
from watchfloor.coding.encoder.layout import LIKELY, NEAR, Layout, Rivalry, odds, qualifying
from watchfloor.coding.encoder.worn import bare, worn
from watchfloor.coding.phrases import distances, noun_phrases
from watchfloor.coding.words import word_classes, words
from watchfloor.model.frozen import dataclass

START_AT = 0.2

SINGLE = frozenset({"date", "count", "dead", "injured", "arrested"})
"""Roles that one filler has, of which the likeliest is taken."""

_GROUP_OF_NAME = {"PER": 0, "ORG": 0, "NORP": 0, "LOC": 1, "FAC": 1}
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Filler:
    """A span of words in a role, with its probability."""

    span: Span
    score: float


Fillers = dict[str, tuple[Filler, ...]]


def candidates(encoded: Encoded, names: Sequence[Found]) -> list[tuple[int, int, int]]:
    """Return spans (start, end, group) that may fill roles, in order.

    A span that holds a part of a plain noun phrase or of a name stands for the whole of it.
    """
    found: set[tuple[int, int, int]] = set()
    wholes = list(phrases(encoded))
    adjectives = [name.span for name in names if name.kind == "NORP"]
    acts = {span[0] for span, trigger, _ in hinted(encoded) if not trigger.verb}
    for number, group in enumerate(GROUPS):
        if group == "date":
            continue
        proposed = spans(encoded.bio[group], encoded.edges, start_at=START_AT)
        for one in trimmed(proposed, encoded.texts):
            whole = bare(_without_bounds(_whole(one.span, wholes), encoded.texts), encoded.texts)
            whole = peoples.owner(whole, adjectives, acts)
            if _says(encoded.texts[slice(*whole)]):
                found.add((*whole, number))
    for passage, (low, _) in zip(encoded.passages, encoded.edges, strict=True):
        for start, end in (*passage.look.dates, *passage.look.lone_dates):
            span = words_of(passage, low, start, end)
            if span[0] < span[1]:
                found.add((*span, GROUPS.index("date")))
        for start, _, end in distances(passage.look.sentence):
            far = words_of(passage, low, start, end)
            within = {one for one in found if far[0] <= one[0] and one[1] <= far[1]}
            found -= {one for one in within if one[2] == GROUPS.index("place")}
            found.add((*far, GROUPS.index("place")))
    for number in set(_GROUP_OF_NAME.values()):
        own = [name.span for name in names if _GROUP_OF_NAME.get(name.kind) == number]
        inside = {one for one in found if one[2] == number}
        found -= inside
        found |= {(*_whole(one[:2], own), number) for one in inside}
        beside = sorted(one[:2] for one in found if one[2] == number)
        alone = (span for span in own if touching(beside, span) is None)
        found |= {
            (*(peoples.whole(span, wholes) if span in adjectives else span), number)
            for span in alone
        }
    place = GROUPS.index("place")
    named = [name.span for name in names if name.kind == "LOC"]
    return sorted(
        (*peoples.scene(one[:2], named, acts), place) if one[2] == place else one
        for one in found
        if one[2] != place or not peoples.has_forces(one[:2], encoded.texts)
    )


def phrases(encoded: Encoded) -> Iterator[Span]:
    """Yield the plain noun phrases of a text as spans of words, in order."""
    for passage, (low, _) in zip(encoded.passages, encoded.edges, strict=True):
        look, view = passage.look, passage.view
        found = view.phrases if view else noun_phrases(look.tags, look.sentence.body)
        for phrase in found:
            span = words_of(passage, low, phrase.start, phrase.end)
            if span[0] < span[1]:
                yield span


def _says(given: Sequence[str]) -> bool:
    """Say whether a span has a word that names something: not "the", not "of"."""
    tags = word_classes().tags
    return any(tags.get(word.lower(), "N") not in "DPIOT&SAB" for word in given)


def _without_bounds(span: Span, texts: Sequence[str]) -> Span:
    """Return a span without the rest of "at least", "more than" or "most of" that it begins with.

    The article of "a U.S. airstrike" belongs to the strike, not to who flew it, and the day of
    "early on Friday army jets struck" to the date.
    """
    start, end = span
    if end - start > 1 and texts[start].lower() in words("dates.weekdays"):
        ahead = texts[start - 1].lower() if start else ""
        start += ahead in _BEFORE_A_DAY
    named = all(word[0].isupper() or word == "." for word in texts[start + 1 : end])
    if named and texts[start].lower() in ("a", "an"):
        start = min(start + 1, end - 1)
    while start < end - 1 and texts[start].lower() in _OPENS:
        start += 1
    if end - start > 1 and texts[end - 1].lower() in _NEAR_TO and texts[end : end + 1] == ("to",):
        end -= 1  # factions (close to the party)
    tags = word_classes().tags
    while end - 1 > start and tags.get(texts[end - 1].lower()) in ("I", "O"):
        if texts[end - 2] == "-":
            break  # passers-by
        end -= 1  # (gunmen) on: what follows was not of the span
    return start, end


_OPENS = frozenset({"least", "most", "than", "and", "or", "of"})
"""Words that a phrase cut short begins with: (most) of the dead."""

_NEAR_TO = frozenset({"close", "loyal", "allied", "linked", "opposed", "tied", "sympathetic"})
"""Words that begin what "to" goes on with, and name nobody at the end of a phrase."""

_BEFORE_A_DAY = frozenset({"on", "last", "this", "next", "early", "late", "since", "until", "by"})


def _whole(span: Span, wholes: Sequence[Span]) -> Span:
    """Return the whole that a span is a part of, or the span itself; wholes are in order."""
    place = touching(wholes, span)
    if place is not None and wholes[place][0] <= span[0] and span[1] <= wholes[place][1]:
        return wholes[place]
    return span


FEATURES = (
    "bias",
    "pair",
    "span",
    "same_sentence",
    "after",
    "named",
    "advised",
    "advised_other",
    "harm",
    "words",
    "alone",
    "nearest",
    "opens",
    "heading",
    "margin",
    "between",
    "rival",
    "tells_deed",
    "tells_word",
)
"""What the regression of each role looks at.

harm: a word for what befell the people counted stands near; alone: no other candidate of the group
in its sentence; nearest: none of the group is nearer to the anchor; opens: it begins its sentence;
heading: its sentence is a heading, as the days of a diary have; margin: how far its pair score is
ahead of the best other candidate's for the role; between: anchors between the two; rival: its pair
score for the opposite role; tells: it is likely a source of what is said, and the event a deed (who
tells of an attack did not do it) or a word.
"""


def assigned(
    anchors: Sequence[Anchor],
    found: Sequence[tuple[int, int, int]],
    encoded: Encoded,
    heads: Heads,
    fitted: Mapping[str, Any],
    advised: Advice = NO_ADVICE,
) -> list[Fillers]:
    """Return the fillers of each anchor's roles, the surest first."""
    held: list[dict[str, list[Filler]]] = [{} for _ in anchors]
    known = settled.spoken(encoded)
    answers = responses.answered(encoded)
    for number, role, place, told in weighed(anchors, found, encoded, heads, advised):
        anchor, (start, end, _) = anchors[number], found[place]
        beside = settled.bystanders((anchor.start, anchor.end), role, known) if known else ()
        if any(low < end and start < high for low, high in beside):
            continue
        act = (anchor.start, anchor.end)
        if role != "attributed_to" and responses.parted(act, (start, end), answers):
            continue
        if "fill" in fitted:
            weights = fitted["fill"][role]
            total = sum(a * b for a, b in zip(told, weights, strict=True))
            score = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
        else:
            score = 1.0 / (1.0 + math.exp(-told[1]))
        if role in harms.HARMED:
            score *= harms.named(role, found[place][:2], encoded)
        span = found[place][:2]
        if role == "date":
            span, score = _dated(span, act, encoded, score)
        if score >= _least(role, (start, end), encoded, fitted):
            if role in _BODILY:
                role = harms.said_of((start, end), encoded) or role  # noqa: PLW2901
            span = qualifying(span, (anchor.start, anchor.end), encoded.texts)
            held[number].setdefault(role, []).append(Filler(span, score))
    spans_of = {
        role: {filler.span for one in held for filler in one.get(role, ())} for role in _BODILY
    }
    wrong = harms.misread(spans_of["dead"], spans_of["injured"], encoded)
    return [
        {
            role: _taken(role, [filler for filler in given if (role, filler.span) not in wrong])
            for role, given in one.items()
        }
        for one in held
    ]


def _dated(
    span: tuple[int, int], act: tuple[int, int], encoded: Encoded, score: float
) -> tuple[tuple[int, int], float]:
    """Return the words of a date that are the act's, and how sure they are by grammar too."""
    if dating.is_of_another(span, act, encoded) or dating.is_of_the_telling(span, act, encoded):
        return span, 0.0
    span = dating.own_words(span, act, encoded)
    return span, max(score, SURE) if dating.is_day_of(span, act, encoded) else score


def _least(role: str, span: tuple[int, int], encoded: Encoded, fitted: Mapping[str, Any]) -> float:
    """Return the score from which a candidate fills a role.

    What says that nobody died is told of the act beside it: half of what a count needs.
    """
    least = float(fitted["roles"][role])
    return least / 2 if role in _BODILY and harms.states_none(span, encoded) else least


SURE = 0.95
"""The score of a date that an event has by grammar, above what a neighbour reaches."""

_BODILY = ("dead", "injured")
_UNLAID = [0.0] * 4
"""Who acts and where does not go by how its words are laid out: measured on tune."""
_UNRIVALLED = [0.0] * 5
"""Dates and numbers do not go by their rivals: with the margin dates lost .007 on tune."""


def weighed(
    anchors: Sequence[Anchor],
    found: Sequence[tuple[int, int, int]],
    encoded: Encoded,
    heads: Heads,
    advised: Advice,
) -> Iterator[tuple[int, str, int, list[float]]]:
    """Yield (anchor, role, candidate, FEATURES) of every pair that is at all likely."""
    laid = Layout.of(found, encoded)
    pairs = [
        (number, place)
        for number, anchor in enumerate(anchors)
        for place in (*laid.heading(anchor, encoded), *_near(anchor, found, encoded))
        if found[place][:2] != (anchor.start, anchor.end)
    ]
    if not pairs:
        return
    events = [(one.start, one.end, TYPES.index(one.type)) for one in anchors]
    scores = heads.roles(events, found, pairs)
    tied = {place for place, one in enumerate(found) if peoples.backs(one[:2], encoded.texts)}
    if had := worn(found, encoded) | tied:
        before = [place in had and found[place][0] < anchors[of].start for of, place in pairs]
        scores[before, ROLES.index("actor")] = 0.0
    kin = {place for place, one in enumerate(found) if is_of_kin(one[:2], encoded.texts)}
    if kin:
        owners = [place in kin for _, place in pairs]
        for role in ("actor", "recipient"):
            scores[owners, ROLES.index(role)] = 0.0
    inside = [odds(_inside(one, encoded)) for one in found]
    likely = (encoded.names[:, 0] < _NAMED).tolist()
    named = [float(any(likely[start:end])) for start, end, _ in found]
    opinions = [advised.on((one.start, one.end)) for one in anchors]
    nearest = laid.nearest(anchors, pairs)
    headings = {place for _, place in laid.headings}
    rivalry = Rivalry.of(anchors, found, pairs, scores, encoded)
    for pair, column in np.argwhere(scores >= LIKELY).tolist():
        (number, place), role = pairs[pair], ROLES[column]
        told = _evidence(anchors[number], role, found[place], float(scores[pair, column]), encoded)
        told[2], told[5] = inside[place], named[place]
        if role in SINGLE:
            told += [laid.alone[place], float((number, place) in nearest)]
            told += [laid.opens[place], float(place in headings), *_UNRIVALLED]
        else:
            told += [*_UNLAID, *rivalry.features(pair, role)]
        opinion = opinions[number]
        if opinion is not None:
            spans_given = opinion.fillers.get(role, ())
            start, end, _ = found[place]
            agrees = any(a < end and start < b for a, b in spans_given)
            told[6], told[7] = float(agrees), float(bool(spans_given) and not agrees)
        yield number, role, place, told


_NAMED = 0.5
"""A word is more likely part of a name than not where "no name" is less likely than this."""


def _evidence(
    anchor: Anchor, role: str, cand: tuple[int, int, int], score: float, encoded: Encoded
) -> list[float]:
    start, end, _ = cand
    same = int(encoded.sentence[start]) == int(encoded.sentence[anchor.start])
    harm = 0.0
    if role in harms.HARMED:
        low, high = encoded.around(start)
        near = encoded.texts[max(low, start - 8) : min(high, end + 8)]
        harm = float(not words(f"harm.{role}").isdisjoint(map(str.lower, near)))
    after = float(start >= anchor.end)
    return [
        1.0,
        odds(score),
        0.0,
        float(same),
        after,
        0.0,
        0.0,
        0.0,
        harm,
        float(end - start > _LONG),
    ]


_LONG = 6


def _inside(cand: tuple[int, int, int], encoded: Encoded) -> float:
    start, end, group = cand
    return float((1.0 - encoded.bio[GROUPS[group]][start:end, 0]).max())


def _near(anchor: Anchor, found: Sequence[tuple[int, int, int]], encoded: Encoded) -> Iterable[int]:
    """Return the places of candidates, which are in order, in the sentences around an anchor."""
    sentence = int(encoded.sentence[anchor.start])
    low, _ = encoded.edges[max(0, sentence - NEAR)]
    _, high = encoded.edges[min(sentence + NEAR, len(encoded.edges) - 1)]
    first = bisect_left(found, low, key=lambda one: one[0])
    return range(first, bisect_left(found, high, lo=first, key=lambda one: one[0]))


def _taken(role: str, fillers: list[Filler]) -> tuple[Filler, ...]:
    """Return the fillers that stand, without overlaps, the surest first."""
    kept: list[Filler] = []
    for one in sorted(fillers, key=lambda one: (-one.score, one.span)):
        clear = all(one.span[1] <= o.span[0] or o.span[1] <= one.span[0] for o in kept)
        if clear:
            kept.append(one)
    if role in SINGLE:
        return tuple(kept[:1])
    return tuple(kept[:_MOST_PLACES]) if role == "place" else tuple(kept)
