"""Whether two reports tell of one incident: a logistic model of features of the pair alone.

Every feature is 0 where either report does not say: what is unknown speaks neither for nor against.
A pair's log-odds is a sum, so `explain` can show what each feature gave. Sums are taken feature by
feature, never by BLAS, whose last digit depends on how many pairs it is given at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watchfloor.fuse.columns import NONE, Columns, Flags, Floats, Ints
from watchfloor.fuse.kin import likeness
from watchfloor.fuse.weights import Weights

DECIMALS = 4
"""Digits of a log-odds that are kept: the next ones differ between machines."""

CHUNK = 16_384
"""Pairs scored at once: their arrays fit the cache."""

NEVER = -1_000.0
"""The log-odds of reports that are told apart: by a text, by speakers, by what was foiled."""

KM_A_DEGREE = 111.2
NEAR_KM, FAR_KM = 25.0, 100.0
DAYS = (0, 1, 3, 7)

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a table, left[i] with right[i]."""

    left: Rows
    right: Rows

    def __len__(self) -> int:
        return len(self.left)


def features(of: Columns, pairs: Pairs) -> dict[str, Floats]:
    """Return every feature of every pair, by name, each of shape (pairs,).

    Reports without any words have to be judged by the rest alone: "no words" and its products make
    up for what words usually add.
    """
    one, two = pairs.left, pairs.right
    found: dict[str, Flags | Floats] = {}
    inside = of.document[one] == of.document[two]
    found["same document"] = inside
    found |= _kinds(of, one, two)
    found |= _times(of, one, two)
    found |= _places(of, one, two)
    found |= _parties(of, one, two)
    found |= _tolls(of, one, two)
    bare = ~of.worded[one] | ~of.worded[two]
    found["no words"] = bare
    for name in ("same type", "same days"):
        found[f"no words, {name}"] = bare & found[name].astype(bool)
    plain = {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}
    return plain | _language(of, one, two, plain["same document"])


def _kinds(of: Columns, one: Rows, two: Rows) -> dict[str, Flags | Floats]:
    same = of.type[one] == of.type[two]
    shared, known = _shared(of.modes[one], of.modes[two])
    return {
        "same type": same,
        "other quad": of.quad[one] != of.quad[two],
        "a mode in common": shared & same,
        "modes apart": known & ~shared & same,
        "other status": of.status[one] != of.status[two],
    }


def _times(of: Columns, one: Rows, two: Rows) -> dict[str, Flags | Floats]:
    """Compare the intervals, finely where both are fine; and when the documents were published.

    In a text that was published nobody knows when, a date is a weaker sign: it may be of another
    event that is told beside this one, or lack its year. Two texts that say one day are
    of it however late the second came out: later tolls, and what is told in looking back.
    """
    gap = np.maximum(of.day_from[one] - of.day_to[two], of.day_from[two] - of.day_to[one])
    gap = np.maximum(gap, 0)
    fine = of.fine[one] & of.fine[two]
    said = of.said[one] & of.said[two]
    out = np.abs(of.published[one] - of.published[two])
    out_known = of.is_published[one] & of.is_published[two]
    other = of.document[one] != of.document[two]
    sure = out_known & said
    same_day = sure & of.day[one] & of.day[two] & (gap == DAYS[0])
    return {
        "same days": fine & sure & (gap == DAYS[0]),
        "same days, unpublished": fine & said & ~out_known & (gap == DAYS[0]),
        "same days, inferred": fine & ~said & (gap == DAYS[0]),
        "a day apart": fine & sure & (gap == DAYS[1]),
        "days apart": fine & sure & (gap > DAYS[1]) & (gap <= DAYS[3]),
        "weeks apart": fine & sure & (gap > DAYS[3]),
        "weeks apart, inferred": fine & ~said & (gap > DAYS[3]),
        "coarse dates apart": of.dated[one] & of.dated[two] & out_known & ~fine & (gap > 0),
        "dates apart, unpublished": of.dated[one] & of.dated[two] & ~out_known & (gap > DAYS[1]),
        "published within days": out_known & other & (out <= DAYS[2]),
        "published weeks apart": out_known & (out > DAYS[3]) & ~same_day,
    }


def _places(of: Columns, one: Rows, two: Rows) -> dict[str, Flags | Floats]:
    """Compare places by the distance between their rims, else by country."""
    gap = rim_distance(of, one, two)
    towns = of.town[one] & of.town[two]
    lands = (of.country[one] != NONE) & (of.country[two] != NONE)
    abroad = lands & (of.country[one] != of.country[two])
    return {
        "same place": towns & (gap <= 0.0),
        "places near": towns & (gap > 0.0) & (gap <= NEAR_KM),
        "places apart": towns & (gap > NEAR_KM) & ~abroad,
        "same country": lands & ~abroad & ~towns,
        "another country": abroad,
    }


def rim_distance(of: Columns, one: Rows, two: Rows) -> Floats:
    """Return kilometres between the rims of two places, negative if they overlap; NaN unknown.

    Equirectangular: exact enough below a few hundred kilometres, which is all that is asked.
    """
    north = of.lat[one] - of.lat[two]
    east = np.abs(of.lon[one] - of.lon[two])
    east = np.minimum(east, 360.0 - east)
    east = east * np.cos(np.radians((of.lat[one] + of.lat[two]) / 2.0))
    found: Floats = KM_A_DEGREE * np.sqrt(north**2 + east**2) - of.radius[one] - of.radius[two]
    return found


def _parties(of: Columns, one: Rows, two: Rows) -> dict[str, Flags | Floats]:
    """Compare entities with their closures of part_of; "gunmen" is no entity and fits anybody."""
    actors, known_actors = _shared(of.actors[one], of.actors[two])
    recipients, known_recipients = _shared(of.recipients[one], of.recipients[two])
    crossed = _shared(of.actors[one], of.recipients[two])[0]
    crossed |= _shared(of.recipients[one], of.actors[two])[0]
    return {
        "an actor in common": actors,
        "actors apart": known_actors & ~actors & ~crossed,
        "a recipient in common": recipients,
        "recipients apart": known_recipients & ~recipients & ~crossed,
    }


def _tolls(of: Columns, one: Rows, two: Rows) -> dict[str, Flags | Floats]:
    """Compare the dead and the injured: bounds that overlap, that are equal, that are far apart."""
    found: dict[str, Flags | Floats] = {}
    for name, bounds in (("dead", of.dead), ("injured", of.injured)):
        low, high = bounds[one, 0], bounds[one, 1]
        low2, high2 = bounds[two, 0], bounds[two, 1]
        known = ~np.isnan(low) & ~np.isnan(low2)
        larger, smaller = np.maximum(low, low2), np.minimum(high, high2)
        meet = known & (larger <= smaller)
        found[f"{name} agree"] = meet
        found[f"{name} equal"] = meet & (low == low2) & (low > 1.0)
        found[f"{name} far apart"] = known & (larger > 2.0 * smaller + 2.0)
    return found


def _language(of: Columns, one: Rows, two: Rows, inside: Floats) -> dict[str, Floats]:
    """Compare the words: the anchors' stems and vectors, the sentences, the documents.

    What an equal anchor is worth depends on how rare it is, and on whether the documents are about
    one thing, so there are products; inside one document the topic says nothing.
    """
    anchor = (of.anchor[one] == of.anchor[two]) & (of.anchor[one] != NONE)
    same = anchor.astype(np.float32)
    cosine = _cosines(of, one, two)
    sentence = overlap(of.words[one], of.words_telling[one], of.words[two], of.words_telling[two])
    topic = overlap(of.topic[one], of.topic_telling[one], of.topic[two], of.topic_telling[two])
    across = 1.0 - inside
    topic = topic * across
    alike = ((of.alike[one] == of.alike[two]) & (of.alike[one] != NONE) & ~anchor).astype("f4")
    near = np.maximum(cosine, 0.0)
    sure = np.minimum(topic / SURE_TOPIC, 1.0)
    rare = same * of.anchor_telling[one]
    meaning = likeness(of.kin[one], of.kin[two])
    like = np.maximum(meaning - LIKE, 0.0) / (1.0 - LIKE)
    beside = nearness(of.words[one], of.words_near[one], of.words[two], of.words_near[two])
    return {
        "same anchor": same,
        "same anchor, telling": rare,
        "same anchor, telling, topic": rare * sure,
        "same anchor, same document": same * inside,
        "anchors alike": alike,
        "anchors alike, cosine": alike * near,
        "cosine": cosine,
        "cosine close": np.maximum(cosine - CLOSE, 0.0) / (1.0 - CLOSE),
        "cosine, same document": cosine * inside,
        "sentence": sentence,
        "sentence, same document": sentence * inside,
        "topic": topic,
        "topic sure": sure,
        "topic, same anchor": sure * same,
        "topic, anchors alike": sure * alike,
        "topic, cosine": sure * near,
        "sentence, same anchor": sentence * same,
        "sentence, cosine": sentence * near,
        "meaning alike": like,
        "meaning close": np.maximum(meaning - MEANS, 0.0) / (1.0 - MEANS),
        "meaning alike, topic": like * sure,
        "meaning alike, cosine": like * near,
        "meaning alike, sentence": like * sentence,
        "meaning alike, same document": like * inside,
        "words beside": beside,
        "words beside, any": (beside > 0.0).astype(np.float32),
        "words beside, same anchor": beside * same,
        "words beside, topic": beside * sure,
    }


CLOSE = 0.5
SURE_TOPIC = 0.4
LIKE, MEANS = 0.4, 0.6
"""Cosine of two anchors' stems from which they are alike at all, and close."""


def _cosines(of: Columns, one: Rows, two: Rows) -> Floats:
    """Return cosines of the 64-byte vectors (of length 127); 0 where one is missing."""
    products = np.einsum(
        "ij,ij->i", of.vector[one].astype(np.int32), of.vector[two].astype(np.int32)
    )
    known = of.has_vector[one] & of.has_vector[two]
    found: Floats = np.where(known, products / 127.0**2, 0.0).astype(np.float32)
    return found


def overlap(codes: Ints, worth: Floats, codes2: Ints, worth2: Floats) -> Floats:
    """Return the telling weight of shared words over the geometric mean of both sides' weights.

    Codes are (pairs, k) and distinct within a row; NONE is padding and tells nothing.
    """
    shared = np.zeros(len(codes), dtype=np.float32)
    others = _by_place(codes2)
    for place, own in enumerate(_by_place(codes)):
        shared += np.where((own == others).any(axis=0), worth[:, place], 0.0)
    both = np.sqrt(worth.sum(axis=1) * worth2.sum(axis=1))
    found: Floats = (shared / np.maximum(both, 1e-6)).astype(np.float32)
    return found


def nearness(codes: Ints, worth: Floats, codes2: Ints, worth2: Floats) -> Floats:
    """Return the same for worths that differ by side: of a shared word their geometric mean."""
    shared = np.zeros(len(codes), dtype=np.float64)
    others = _by_place(codes2)
    held = np.ascontiguousarray(worth2.T[: len(others)])
    for place, own in enumerate(_by_place(codes)):
        other = np.where((own == others) & (own != NONE), held, 0.0).sum(axis=0)
        shared += np.sqrt(worth[:, place] * other)
    both = np.sqrt(worth.sum(axis=1) * worth2.sum(axis=1))
    found: Floats = np.round(shared / np.maximum(both, 1e-6), 6).astype(np.float32)
    return found


def _by_place(codes: Ints) -> Ints:
    """Return codes (pairs, k) as (places, pairs): those of a place side by side, as far as any is.

    Comparing long rows costs a tenth of comparing short ones.
    """
    turned = np.ascontiguousarray(codes.T)
    return turned[: int((turned != NONE).any(axis=1).sum())]


def _shared(codes: Ints, codes2: Ints) -> tuple[Flags, Flags]:
    """Return whether two lists share a code, and whether both hold any."""
    known = (codes[:, 0] != NONE) & (codes2[:, 0] != NONE)
    shared = np.zeros(len(codes), dtype=bool)
    others = _by_place(codes2)
    for own in _by_place(codes):
        shared |= ((own == others) & (own != NONE)).any(axis=0)
    return shared, known


def told_apart(of: Columns, pairs: Pairs) -> Flags:
    """Return the pairs that are never one incident: what was foiled is not what killed.

    Nor are words of two speakers, both known and neither a part of the other. Nor are those that
    one document tells apart: it tells both from its others; or they are of one type, and it tells
    one of them so ("a second blast"), or their own days or towns do not meet.
    """
    one, two = pairs.left, pairs.right
    inside = of.document[one] == of.document[two]
    harmless = (of.foiled[one] & of.harmful[two]) | (of.foiled[two] & of.harmful[one])
    alike = of.type[one] == of.type[two]
    days = np.maximum(of.day_from[one] - of.day_to[two], of.day_from[two] - of.day_to[one]) > 0
    days &= of.fine[one] & of.fine[two] & of.said[one] & of.said[two]
    towns = of.town[one] & of.town[two] & (rim_distance(of, one, two) > 0.0)
    each = of.apart[one] & of.apart[two]
    inside &= each | (alike & (of.apart[one] | of.apart[two] | days | towns))
    found: Flags = harmless | inside
    voices = np.flatnonzero(alike & of.spoken[one] & of.spoken[two])
    if len(voices):
        shared, known = _shared(of.actors[one[voices]], of.actors[two[voices]])
        found[voices] |= known & ~shared
    return found


def scores(of: Columns, pairs: Pairs, weights: Weights) -> Floats:
    """Return the log-odds of every pair, NEVER where a text tells the two apart."""
    found = np.empty(len(pairs), dtype=np.float32)
    for start, part in _chunks(pairs):
        total = np.full(len(part), weights.bias, dtype=np.float64)
        held = features(of, part)
        for name, weight in weights.features.items():
            total += weight * held[name].astype(np.float64)
        total[told_apart(of, part)] = NEVER
        found[start : start + len(part)] = np.round(total, DECIMALS)
    return found


def explain(of: Columns, left: int, right: int, weights: Weights) -> Mapping[str, float]:
    """Return what each feature adds to the log-odds of one pair, the largest share first.

    `bias` is in it, so the values sum to the log-odds; features that add nothing are left out.
    """
    pair = Pairs(np.array([left]), np.array([right]))
    held = features(of, pair)
    parts = {name: weight * float(held[name][0]) for name, weight in weights.features.items()}
    parts = {"bias": weights.bias, **parts}
    if told_apart(of, pair)[0]:
        parts = {_why_apart(of, left, right): NEVER}
    ranked = sorted(parts.items(), key=lambda item: (-abs(item[1]), item[0]))
    return {name: round(value, DECIMALS) for name, value in ranked if value}


def _why_apart(of: Columns, left: int, right: int) -> str:
    if of.document[left] == of.document[right]:
        return "told apart by one text"
    spoken = of.type[left] == of.type[right] and of.spoken[left] and of.spoken[right]
    return "words of two speakers" if spoken else "one foiled, one with victims"


def _chunks(pairs: Pairs) -> Iterator[tuple[int, Pairs]]:
    for start in range(0, len(pairs), CHUNK):
        stop = start + CHUNK
        yield start, Pairs(pairs.left[start:stop], pairs.right[start:stop])
