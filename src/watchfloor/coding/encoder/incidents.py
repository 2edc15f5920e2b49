"""Terrorist incidents of a whole document, as MUC-4 reports them: kinds and their fillers.

Sentences, windows and five token heads vote; small regressions fitted on tune decide whether a text
reports incidents at all, which named and nominal spans fill their roles, which of these belong
together, and of which kind each group is. One text may report several incidents of one kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

import numpy as np

from watchfloor.coding.encoder import binding
from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.binding import Sentences, Sighting
from watchfloor.coding.encoder.encoded import Encoded, mean
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.incident_fillers import SIGHTS, Entity, logistic, odds, weighed
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import Floats
from watchfloor.model.frozen import dataclass

ROLE_OF = {
    "perp_ind": "actor",
    "perp_org": "actor",
    "target": "recipient",
    "victim": "recipient",
    "weapon": "instrument",
}
CORES = ("target", "victim")
"""Heads whose fillers tell incidents apart."""

LEAST = 0.05
"""How far an anchor has to be believed at least, for an incident to be told by it."""

_TOP = 3
_MODES_OF = {
    "bombing": ("ASSAULT", ("explosives", "suicide-attack")),
    "kidnapping": ("ASSAULT", ("abduct",)),
    "arson": ("ASSAULT", ("destroy",)),
    "robbery": ("COERCE", ("seize",)),
    "forced work stoppage": ("COERCE", ("restrict",)),
}


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; `sentences` holds how strongly each sentence tells of it.

    `relevance` is how likely the whole text reports incidents at all.
    """

    kind: str
    score: float
    sentences: tuple[float, ...]
    entities: tuple[Entity, ...] = field(default=())
    relevance: float = 1.0


@dataclass(frozen=True, slots=True)
class Votes:
    """What speaks for each kind: sentences and windows (rows, 7), modes of acts (sentences, 6)."""

    sentences: Floats
    windows: Floats
    modes: Floats

    @classmethod
    def of(cls, encoded: Encoded, heads: Heads, anchors: Sequence[Anchor]) -> "Votes":
        """Count the votes of a text; `anchors` are its candidate events, believed or not."""
        modes = np.zeros((len(encoded.edges), len(INCIDENTS)), dtype=np.float32)
        for one in anchors:
            row, likely = modes[int(encoded.sentence[one.start])], dict(one.modes)
            shares = [
                max(likely[mode] for mode in own) if one.type == kind else 0.0
                for kind, own in map(_MODES_OF.__getitem__, INCIDENTS[1:])
            ]
            plain = 1.0 - max(shares[:2]) if one.type == "ASSAULT" else 0.0
            np.maximum(row, one.believed * np.array([plain, *shares], dtype=np.float32), out=row)
        return cls(heads.sentence_incidents(), heads.window_incidents(), modes)

    def relevance(self) -> list[float]:
        """Return what says that a text reports an incident."""
        return self._whole(len(INCIDENTS))

    def kind(self, number: int) -> list[float]:
        """Return what says that a text reports an incident of one kind."""
        return self._whole(number)

    def _whole(self, column: int) -> list[float]:
        top = np.sort(self.sentences[:, column])[::-1][:_TOP]
        return [
            1.0,
            odds(float(top[0])),
            odds(float(top.mean())),
            odds(float(self.windows[:, column].max())),
        ]

    def kinds_of(self, told: Sequence[int]) -> Floats:
        """Return what says of which kind the incident is that some sentences tell, (6, 10)."""
        rows = []
        near = sorted({place for one in told for place in (one - 1, one, one + 1)})
        near = [place for place in near if 0 <= place < len(self.modes)]
        for number in range(len(INCIDENTS)):
            shares = [float(self.sentences[place, number]) for place in told]
            rows.append(
                [
                    odds(max(shares)),
                    odds(sum(shares) / len(shares)),
                    odds(float(self.windows[:, number].max())),
                    odds(float(self.modes[list(told), number].max())),
                    odds(mean(self.modes[near, number])),
                    *(float(number == other) for other in range(1, len(INCIDENTS))),
                ]
            )
        return np.array(rows, dtype=np.float32)


def incidents(
    encoded: Encoded, votes: Votes, around: Sentences, fitted: Mapping[str, Any]
) -> list[Incident]:
    """Return the incidents of a document in the order of its text; none if it reports none."""
    numbers = fitted["incidents"]
    relevance = logistic(votes.relevance(), numbers["relevance"])
    if relevance < numbers["relevant"]:
        return []
    entities = weighed(encoded, votes.sentences, relevance, numbers)
    return reported(entities, relevance, encoded, votes, around, numbers)


def reported(
    weighed: Sequence[Entity],
    relevance: float,
    encoded: Encoded,
    votes: Votes,
    around: Sentences,
    numbers: Mapping[str, Any],
) -> list[Incident]:
    """Return the incidents of a text that reports any, from its weighed fillers."""
    likely = [one for one in weighed if one.score >= numbers["entity"]]
    entities = sorted(likely, key=lambda one: -one.score)[: binding.MOST]
    sightings = [sighting(one) for one in entities]
    found = []
    for core, members in bound(sightings, encoded, around, numbers):
        told = _sentences(core or members, sightings, encoded) or list(range(len(encoded.edges)))
        found.append(_incident(told, [entities[one] for one in members], votes, numbers, relevance))
    known = {one.kind for one in found}
    everyone = [one for one in entities if one.head.startswith("perp")]
    for number, kind in enumerate(INCIDENTS):
        score = logistic(votes.kind(number), numbers["kind"])
        if kind not in known and score >= numbers["second"]:
            shares = tuple(map(float, votes.sentences[:, number]))
            found.append(Incident(kind, score, shares, tuple(everyone), relevance))
    return found


def with_tellers(
    kept: Sequence[Anchor], given: Sequence[Anchor], found: Sequence[Incident], encoded: Encoded
) -> list[Anchor]:
    """Return the believed anchors and, of the others, one for each incident that none else tells.

    An incident is told by an attack in a sentence that names its cores. Where all of these are
    taken, or none is believed, the likeliest other candidate there is: the fillers vouch for it.
    """
    chosen, taken = list(kept), set[tuple[int, int]]()
    for incident in found:
        told = {place for place, share in enumerate(incident.sentences) if share >= 1.0}

        def free(one: Anchor, told: set[int] = told) -> bool:
            here = one.type == "ASSAULT" and int(encoded.sentence[one.start]) in told
            return here and (one.start, one.end) not in taken

        own = [one for one in chosen if free(one)]
        if not own:
            clear = [
                one
                for one in given
                if free(one)
                and one.believed >= LEAST
                and all(one.end <= other.start or other.end <= one.start for other in chosen)
            ]
            own = sorted(clear, key=lambda one: -one.believed)[:1]
            chosen += own
        if own:
            best = max(
                own,
                key=lambda one: (
                    incident.sentences[int(encoded.sentence[one.start])] + one.believed / 2
                ),
            )
            taken.add((best.start, best.end))
    return sorted(chosen, key=lambda one: one.start)


def sighting(one: Entity) -> Sighting:
    """Return where a filler stands."""
    return Sighting(one.head, one.mentions[:SIGHTS])


def bound(
    sightings: Sequence[Sighting],
    encoded: Encoded,
    around: Sentences,
    numbers: Mapping[str, Any],
) -> list[tuple[list[int], list[int]]]:
    """Return the core and all members of each incident, as numbers of fillers.

    A filler that is no core belongs to the incident it fits best, and to every other that it fits
    well. A text without cores has one incident.
    """
    chance = binding.chances(sightings, encoded, around, numbers["pairs"])
    cores = [number for number, one in enumerate(sightings) if one.head in CORES]
    groups = binding.clusters(cores, chance, numbers["link"]) if cores else [[]]
    found = [(group, list(group)) for group in groups]
    for number, one in enumerate(sightings):
        if one.head in CORES:
            continue
        fits = [binding.linked([number], core, chance) if core else 1.0 for core, _ in found]
        for fit, (_, members) in zip(fits, found, strict=True):
            if fit == max(fits) or fit >= numbers["attach"]:
                members.append(number)
    return found


def _sentences(members: Sequence[int], found: Sequence[Sighting], encoded: Encoded) -> list[int]:
    return sorted({int(encoded.sentence[at[0]]) for one in members for at in found[one].spans})


def _incident(
    told: Sequence[int],
    entities: Sequence[Entity],
    votes: Votes,
    numbers: Mapping[str, Any],
    relevance: float,
) -> Incident:
    """Return the incident of some fillers, of the likeliest kind.

    A sentence that names one of its cores tells more of it than any other does.
    """
    raised = np.exp(votes.kinds_of(told) @ np.array(numbers["kinds"], dtype=np.float32))
    number = int(np.argmax(raised))
    shares = votes.sentences[:, number].copy()
    shares[list(told)] += 1.0
    return Incident(
        INCIDENTS[number],
        float(raised[number] / raised.sum()),
        tuple(map(float, shares)),
        tuple(entities),
        relevance,
    )
