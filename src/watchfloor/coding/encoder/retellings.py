"""Which events of a text are one happening told again: a logistic model of pairs of its events.

"Gunmen attacked the village", "12 were killed", "the raid" are three anchors of one attack. Each
event joins the earlier group that it fits best, by the mean of its best and its average pair there
(a mention-pair model with best-first clustering, Ng and Cardie 2002), if that is enough. Fitted by
`training.reader.tune_retellings` on the incident keys of the training dispatches.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from watchfloor.coding.chains import WINDOW, Told
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.encoder.responses import answers
from watchfloor.coding.encoder.restatements import (
    Mentioned,
    is_the_only_one,
    killed_once,
    restated,
)
from watchfloor.coding.encoder.sequels import sequel
from watchfloor.model import CasualtyKind, Status
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

FEATURES = (
    *("bias", "same type", "both assault", "same sentence", "next sentence", "three to five"),
    *("distance", "between", "many", "first", "opening", "definite", "same stem, definite"),
    *("two verbs", "noun first", "indefinite", "another", "other words", "status apart"),
    *("mode apart", "crossed", "toll later", "toll first", "toll later, near"),
    *("toll first, near", "dead of one", "cosine", "cosine close", "cosine, other type"),
    *("date shared", "date later", "place shared", "place apart", "place later"),
    *("actor apart", "recipient apart"),
)
"""Names of the weights in `reader.json`."""

APART: Mapping[str, Any] = {
    "weights": {**dict.fromkeys(FEATURES, 0.0), "bias": -1.0},
    "least": 0.0,
}
"""Numbers of a model whose retellings are not fitted yet: every event stays for itself."""

_REAL = frozenset({Status.ACTUAL, Status.ATTEMPTED})
_KIN = frozenset({"ASSAULT", "COERCE"})
_CLOSE = 0.5
_SOME = range(3, 6)
"""Sentences between two mentions that are some way apart; on the way words may lead elsewhere."""

_STEM = 5
_BESIDE = 25
_NAME = 60
"""Characters before an event in which it may be named by its year or anniversary."""
_NEAR = 400
"""Characters between two events of a sentence in which words of answering are looked for."""
_TOLL = late_regex(
    r"(kill|di(e|ed|es|ing)\b|dead|death|slain|slay|perish|wound|injur|casualt|toll|loss|lost"
    r"|fatal|martyr|victim|bod(y|ies)|hurt|fell)"
)
_ANOTHER = late_regex(
    r"\b(another|second|third|separate|earlier|previous|other)\W+(\w+\W+)?$", re.IGNORECASE
)
_INDEFINITE = late_regex(r"\b(a|an)\s+(\w+\W+)?$", re.IGNORECASE)
_LOOKED_BACK_ON = late_regex(
    r"\b((anniversary|eve|aftermath|memory|commemoration) of (\w+\W+){0,3}"
    r"|(the|an?|its|their) (19|20)\d\d (\w+\W+)?)$",
    re.IGNORECASE,
)
"""Before a happening that a sentence names beside what it tells: the eve of the 2003 invasion."""
_ELSEWHERE = late_regex(
    r"\b(another|second|third|separately?|elsewhere|meanwhile|earlier|previous|also|later|other"
    r"|last (week|month|year))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Retellings:
    """The events of a text, their cosines (events, events) and how many are of each type."""

    text: str
    mentions: tuple[Mentioned, ...]
    cosines: Floats
    counts: Mapping[str, int]

    @classmethod
    def of(cls, text: str, told: Sequence[Told], vectors: Sequence[bytes]) -> "Retellings":
        """Look at the events of a text; `vectors` has 64 signed bytes for each, or is empty."""
        counts: dict[str, int] = {}
        for one in told:
            counts[one.event.type] = counts.get(one.event.type, 0) + 1
        if vectors:
            rows = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(len(told), -1)
            wide = rows.astype(np.float32) / 127.0
            cosines: Floats = wide @ wide.T
        else:
            cosines = np.zeros((len(told), len(told)), dtype=np.float32)
        return cls(text, tuple(_mention(text, one) for one in told), cosines, counts)

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs that may be one happening, the earlier event first."""
        return [
            (before, here)
            for here in range(len(self.mentions))
            for before in range(max(0, here - WINDOW), here)
            if _may_meet(self.mentions[before].told, self.mentions[here].told)
        ]

    def parted(self, before: int, here: int) -> bool:
        """Say whether two events never are one: by days, sides, or as one answers another.

        "The deadliest since 2015" gives no day of its own.
        """
        first, second = self.mentions[before], self.mentions[here]
        is_near = first.told.sentence == second.told.sentence and second.start - first.end < _NEAR
        if is_near and answers(self.text[first.end : second.start]):
            return True
        if _strikes_back(first, second) or self._looks_back(first, second):
            return True
        one, two = (
            frozenset(day for day in self.mentions[place].told.dates if not day.startswith("since"))
            for place in (before, here)
        )
        return _apart(one, two)

    def _looks_back(self, first: Mentioned, second: Mentioned) -> bool:
        """Say whether a sentence tells of one and names the other: on the eve of the vote."""
        if first.told.sentence != second.told.sentence:
            return False
        named = [
            _LOOKED_BACK_ON.search(self.text, max(0, one.start - _NAME), one.start) is not None
            for one in (first, second)
        ]
        return named[0] != named[1]

    def features(self, before: int, here: int) -> dict[str, float]:
        """Return what speaks for and against a pair; what is not in it is 0."""
        one, two = self.mentions[before], self.mentions[here]
        gap = two.told.sentence - one.told.sentence
        is_same = one.told.event.type == two.told.event.type
        between = sum(
            mention.told.event.type == two.told.event.type
            for mention in self.mentions[before + 1 : here]
        )
        flags = {
            "bias": True,
            "same type": is_same,
            "both assault": is_same and two.told.event.type == "ASSAULT",
            "same sentence": gap == 0,
            "next sentence": gap == 1,
            "three to five": gap in _SOME,
            "first": before == 0 and is_same,
            "opening": one.told.sentence <= 1 and is_same,
            "other words": gap < _SOME.start
            and _ELSEWHERE.search(self.text, one.end, two.start) is not None,
            **_wording(one, two, is_same=is_same, is_near=gap <= 1),
            **_circumstances(one.told, two.told, is_same=is_same),
        }
        near = max(0.0, float(self.cosines[before, here]))
        found = {name: 1.0 for name, holds in flags.items() if holds}
        found |= {
            "distance": math.log1p(gap),
            "between": math.log1p(between),
            "many": math.log1p(self.counts[two.told.event.type]),
        }
        if not is_same:
            return found | {"cosine, other type": near}
        return found | {"cosine": near, "cosine close": max(0.0, near - _CLOSE) / _CLOSE}


def founders(found: Retellings, weights: Mapping[str, float], least: float) -> list[int]:
    """Return for each event the index of the first event of the same happening.

    `least` is the log-odds from which an event joins a group.
    """
    scores = {pair: _score(found, pair, weights) for pair in found.pairs()}
    groups: list[list[int]] = []
    for here in range(len(found.mentions)):
        chosen = _restated(found, here, groups)
        best = math.inf if chosen else least
        for group in groups:
            held = [scores[one, here] for one in group if (one, here) in scores]
            fit = (max(held) + sum(held) / len(held)) / 2.0 if held else -math.inf
            if fit > best:
                best, chosen = fit, group
        if chosen is None:
            groups.append([here])
        else:
            chosen.append(here)
    first = {one: group[0] for group in groups for one in group}
    return [first[here] for here in range(len(found.mentions))]


def _restated(found: Retellings, here: int, groups: Sequence[list[int]]) -> list[int] | None:
    """Return the group that an event is of by grammar, unless days part it from any of it."""
    mentions = found.mentions
    before = restated(found.text, mentions, here)
    if before is None:
        before = sequel(found.text, mentions, here)
    if before is None:
        return _only_one(found, here, groups)
    group = next(one for one in groups if before in one)
    sure = killed_once(mentions[before], mentions[here])
    return group if sure or not any(found.parted(one, here) for one in group) else None


def _only_one(found: Retellings, here: int, groups: Sequence[list[int]]) -> list[int] | None:
    """Return the only group of what happened of the type of an event that takes one up."""
    this = found.mentions[here]
    event = this.told.event
    if event.status not in _REAL or not this.told.definite or this.told.verb:
        return None
    fitting = [
        group
        for group in groups
        if (founder := found.mentions[group[0]].told.event).type == event.type
        and founder.status in _REAL
    ]
    if len(fitting) != 1:
        return None
    told = [found.mentions[one] for one in fitting[0]]
    parted = any(found.parted(one, here) for one in fitting[0])
    return fitting[0] if is_the_only_one(this, told) and not parted else None


def _strikes_back(first: Mentioned, second: Mentioned) -> bool:
    """Say whether two attacks are of two sides: one takes back, or hits, what the other had.

    "Rebel fighters attacked the depot. The army retook it. Jets struck rebel positions."
    """
    one, two = first.told, second.told
    if not _apart(one.attackers or one.actors, two.attackers or two.actors):
        return False
    retaken = [_RETAKEN.match(mention.anchor) is not None for mention in (first, second)]
    hits = bool(one.attackers & two.attacked or two.attackers & one.attacked)
    return hits or retaken[0] != retaken[1]


_RETAKEN = late_regex(
    r"(?:re-?t(?:ook|ak(?:e|es|en|ing))|re-?captur(?:e|es|ed|ing)|re-?gain(?:s|ed|ing)?"
    r"|re-?claim(?:s|ed|ing)?|liberat(?:e|es|ed|ing)"
    r"|(?:w[io]n(?:s|ning)?|t(?:ook|ak(?:e|es|en|ing))) back)\b"
)
"""Anchors, in lower case, of who takes back what others took."""


def _score(found: Retellings, pair: tuple[int, int], weights: Mapping[str, float]) -> float:
    """Return the log-odds of a pair; where days part it minus infinity, which no mean gets over."""
    if found.parted(*pair):
        return -math.inf
    return sum(weights[name] * value for name, value in found.features(*pair).items())


def _mention(text: str, told: Told) -> Mentioned:
    start, end = told.event.anchor.start or 0, told.event.anchor.end or 0
    anchor = text[start:end].lower()
    ahead = text[max(0, start - _BESIDE) : start]
    return Mentioned(
        told=told,
        start=start,
        end=end,
        anchor=anchor,
        is_toll=_TOLL.match(anchor) is not None,
        has_dead=any(one.kind is CasualtyKind.DEAD for one in told.event.casualties),
        is_another=_ANOTHER.search(ahead) is not None,
        is_indefinite=not told.verb and _INDEFINITE.search(ahead) is not None,
    )


def _may_meet(before: Told, here: Told) -> bool:
    """Say whether two events may be one at all: neither counts several, both are real or neither.

    What is told with a number of events stands for all of them, and would bring its number along.
    """
    one, two = before.event, here.event
    kin = one.type == two.type or {one.type, two.type} == _KIN
    return kin and one.count is two.count is None and (one.status in _REAL) == (two.status in _REAL)


def _wording(one: Mentioned, two: Mentioned, *, is_same: bool, is_near: bool) -> dict[str, bool]:
    """Compare how two events are named."""
    later = is_same and two.is_toll and not one.is_toll
    first = is_same and one.is_toll and not two.is_toll
    return {
        "definite": two.told.definite,
        "same stem, definite": one.anchor[:_STEM] == two.anchor[:_STEM] and two.told.definite,
        "two verbs": one.told.verb and two.told.verb,
        "noun first": not one.told.verb,
        "indefinite": two.is_indefinite,
        "another": two.is_another,
        "toll later": later,
        "toll first": first,
        "toll later, near": later and is_near,
        "toll first, near": first and is_near,
        "dead of one": is_same and one.has_dead != two.has_dead,
    }


def _circumstances(before: Told, here: Told, *, is_same: bool) -> dict[str, bool]:
    """Compare the words of days, places and parties, the status and the modes."""
    modes, others = set(before.event.mode), set(here.event.mode)
    return {
        "status apart": before.event.status != here.event.status,
        "mode apart": is_same and bool(modes and others and not modes & others),
        "date shared": bool(before.dates & here.dates),
        "date later": bool(here.dates and not before.dates),
        "place shared": bool(before.places & here.places),
        "place apart": _apart(before.places, here.places),
        "place later": bool(here.places and not before.places),
        "actor apart": _apart(before.actors, here.actors),
        "recipient apart": _apart(before.recipients, here.recipients),
        "crossed": bool(before.actors & here.recipients or here.actors & before.recipients),
    }


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two and not one & two)
