"""Cues: the words of a text that hand on what somebody says, by the head and by the table."""

from collections.abc import Sequence

from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.relays import hands_over, only_cites
from watchfloor.coding.encoder.subjects import TIMES
from watchfloor.coding.sayings import cue_words
from watchfloor.coding.words import word_classes

_KNOWN = 0.15
"""From here on the head of cues is believed where the table knows the word."""


def cues(
    encoded: Encoded, contents: Contents, threshold: float, acts: Sequence[Span]
) -> list[Found]:
    """Return the words that hand on what is said, in order, none of them inside a statement."""
    bio, texts = encoded.bio["cue"], encoded.texts
    found = [
        _bare(one, texts) for one in trimmed(spans(bio, encoded.edges, start_at=threshold), texts)
    ]
    inside = (bio[:, 1] + bio[:, 2]).tolist()
    held = [one.span for one in found]
    said = (1.0 - encoded.bio["content"][:, 0]).tolist()
    known = cue_words()
    found += [
        Found(place, place + 1, score)
        for place, score in enumerate(inside)
        if score >= _KNOWN
        and texts[place].lower() in known
        and touching(held, (place, place + 1)) is None
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: one.start):
        number = contents.quoted[one.start]
        if number >= 0 and contents.long(number):
            continue
        spoken = any(texts[place].lower() in known for place in range(one.start, one.end))
        if (
            _means(one, encoded)
            or _describes(one, encoded)
            or _counts(one, encoded)
            or (not spoken and not _has_verb(one, encoded))
        ):
            continue
        if not spoken and touching(acts, one.span) is not None:
            continue
        if not spoken and kept and _tail(kept[-1], one, encoded):
            continue
        if max(said[one.start : one.end]) > max(inside[one.start : one.end]):
            continue  # likelier said than saying: a cue inside what somebody else says
        if only_cites(one.span, kept[-1].span if kept else None, encoded):
            continue
        saying = hands_over(one.span, encoded)
        if saying is not None:
            kept.append(Found(saying, saying + 1, max(one.score, inside[saying])))
        elif not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _bare(cue: Found, texts: Sequence[str]) -> Found:
    """Return a cue without half of "who've" before it and without the time behind it."""
    start, end = cue.span
    if end - start > 1 and start and texts[start - 1] in "'’‘" and texts[start].lower() in _HALVES:
        start += 1
    while end - start > 1 and texts[end - 1].lower() in TIMES:
        end -= 1
    return Found(start, end, cue.score)


_HALVES = frozenset({"ve", "s", "d", "ll", "re", "m"})
"""What an apostrophe leaves of "have", "is", "had", "will", "are" and "am"."""


def _describes(cue: Found, encoded: Encoded) -> bool:
    """Say whether a participle only describes a noun: "21 confirmed cases", "the reported raid"."""
    place = cue.start
    word, low = encoded.texts[place].lower(), encoded.around(place)[0]
    if not word.endswith("ed") or cue.end - place > 1 or place <= low:
        return False
    before = encoded.texts[place - 1].lower()
    behind = encoded.texts[place + 1 : place + 2]
    noun = bool(behind) and word_classes().tags.get(behind[0].lower(), "N") == "N"
    return (before.isdigit() or before in ("the", "a", "an")) and noun and behind[0][0].islower()


def _counts(cue: Found, encoded: Encoded) -> bool:
    """Say whether a cue is a noun: "warned states that host bases", "the claims"."""
    place, low = cue.end - 1, encoded.around(cue.start)[0]
    if encoded.texts[place].lower() not in _NOUNS or place <= low:
        return False
    before = encoded.texts[place - 1].lower()
    given = word_classes().tags.get(before, "N") in "VT" and before not in ("that", "who", "which")
    return (given or before in cue_words()) and not before.endswith("s")


_NOUNS = frozenset({"states", "claims"})
"""Third persons that are plural nouns as well, behind a verb or an article."""


def _means(cue: Found, encoded: Encoded) -> bool:
    """Say whether a cue tells what somebody meant, not what he said: "referring to"."""
    return "referring" in (encoded.texts[cue.start].lower(), encoded.texts[cue.end - 1].lower())


def _has_verb(cue: Found, encoded: Encoded) -> bool:
    """Say whether a cue that the table does not know has a word that may be a verb at all."""
    tags = word_classes().tags
    given = [word.lower() for word in encoded.texts[cue.start : cue.end]]
    return any(tags.get(word, "") == "V" or word.endswith(("ed", "ing", "s")) for word in given)


def _tail(cue: Found, other: Found, encoded: Encoded) -> bool:
    """Say whether what looks like a cue only tells when or to whom: "told reporters on Sunday"."""
    tags = word_classes().tags
    near = 0 <= other.start - cue.end <= _TOLD
    return near and tags.get(encoded.texts[other.start].lower(), "N") in "IOT"


_TOLD = 4
"""Words between a cue and what belongs to it, at most."""
