"""Who says so: source, cue and content spans put together, and the kind of each claim."""

from bisect import bisect, bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import CLAIM_KINDS
from watchfloor.coding.words import word_classes

_OPENING = frozenset("\"“«‘'")
_SHORTEST = 4
"""Words of a content, at least: "yes" is no claim."""

_SURE = 0.6
"""Below this a statement is an assessment, the plainest of the kinds."""

_GAP = 2
"""Words between two parts of one content, at most."""

_FAR = 60
"""Words between a content and its cue, at most."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with its cue and source, in words; `kind` is one of the claim kinds."""

    content: Span
    cue: Span | None
    source: Span | None
    kind: str
    quoted: bool
    score: float


SPOKEN = frozenset(
    {"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}
)
"""Types of events whose anchors may be the cue of a claim: acts of words."""


def attributions(
    encoded: Encoded,
    heads: Heads,
    text: str,
    fitted: Mapping[str, Any],
    acts: Sequence[Span] = (),
) -> list[Attribution]:
    """Return what is said by somebody, in the order of the text.

    A content without cue is nobody's word, and `acts`, deeds in order, are no cues.
    """
    found = {
        head: trimmed(
            spans(
                encoded.bio[head],
                encoded.edges,
                start_at=fitted["attribution"][head],
                go_on=0.35 if head == "content" else 0.5,
            ),
            encoded.texts,
        )
        for head in ("content", "cue", "source")
    }
    contents = [one for one in _joined(found["content"], encoded) if _is_content(one)]
    if not contents:
        return []
    sources = [one for one in found["source"] if _names(one, encoded)]
    kinds = heads.claims([one.span for one in contents])
    made = []
    for content, row in zip(contents, kinds, strict=True):
        cue = _nearest(content, found["cue"], encoded)
        if cue is None or touching(acts, cue.span) is not None or not _tells(cue, encoded):
            continue
        source = _nearest(cue, sources, encoded)
        best = 1 + int(np.argmax(row[1:]))
        kind = CLAIM_KINDS[best] if row[best] >= _SURE else "assessment"
        made.append(
            Attribution(
                content=content.span,
                cue=cue.span,
                source=source.span if source else None,
                kind=kind,
                quoted=_quoted(encoded, text, content.span),
                score=content.score,
            )
        )
    return made


def _joined(found: Sequence[Found], encoded: Encoded) -> list[Found]:
    """Return contents with those made one that only a word or two of a sentence parts."""
    kept: list[Found] = []
    for one in found:
        same = kept and encoded.sentence[kept[-1].start] == encoded.sentence[one.start]
        if same and one.start - kept[-1].end <= _GAP:
            kept[-1] = Found(kept[-1].start, one.end, max(kept[-1].score, one.score))
        else:
            kept.append(one)
    return kept


def _names(source: Found, encoded: Encoded) -> bool:
    """Say whether a source has a word that may name somebody; a pronoun does."""
    tags = word_classes().tags
    given = [word.lower() for word in encoded.texts[source.start : source.end]]
    return any(tags.get(word, "N") not in "DPIOT&SAB" and word not in _DAYS for word in given)


_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _is_content(one: Found) -> bool:
    return one.end - one.start >= _SHORTEST


def _tells(cue: Found, encoded: Encoded) -> bool:
    """Say whether a cue is a word of saying, claiming, blaming, promising, foretelling."""
    given = {word.lower() for word in encoded.texts[cue.start : cue.end]}
    known = word_classes().sets
    return any(not given.isdisjoint(known[name]) for name in ("say", "report", "cue.claim"))


def _nearest(here: Found, there: Sequence[Found], encoded: Encoded) -> Found | None:
    """Return the nearest span in the same sentence, else in a neighbouring one."""
    best: tuple[int, int, Found] | None = None
    first = bisect_left(there, here.start - _FAR, key=lambda one: one.end)
    last = bisect(there, here.end + _FAR, lo=first, key=lambda one: one.start)
    for one in there[first:last]:
        if one.start < here.end and here.start < one.end:
            continue
        gap = one.start - here.end if one.start >= here.end else here.start - one.end
        apart = abs(int(encoded.sentence[one.start]) - int(encoded.sentence[here.start]))
        if gap <= _FAR and apart <= 1:
            key = (apart, gap, one)
            if best is None or key[:2] < best[:2]:
                best = key
    return best[2] if best else None


def _quoted(encoded: Encoded, text: str, content: Span) -> bool:
    """Say whether a content stands in quotation marks."""
    begin = encoded.words[content[0]].start
    before = text[max(0, begin - 1) : begin + 1]
    return not _OPENING.isdisjoint(before)
