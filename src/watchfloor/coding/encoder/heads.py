"""The small heads in numpy: types, modes, statuses, roles, claims, relations, roots.

The twin of `training.reader.net`; a test compares the two on the smoke model.
"""

from collections.abc import Sequence

import numpy as np

from watchfloor.coding.encoder.encoded import Encoded, Span, softmax
from watchfloor.coding.encoder.features import bucket
from watchfloor.coding.encoder.labels import ROLE_GROUP, STATUSES
from watchfloor.coding.encoder.model import Floats, Model

_A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
_P = 0.3275911
"""Abramowitz and Stegun 7.1.26: the error function to 1.5e-7."""


class Heads:
    """Scores spans of one encoded document."""

    def __init__(self, model: Model, encoded: Encoded) -> None:
        self.model, self.weights, self.encoded = model, model.heads, encoded

    def event(self, spans: Sequence[Span]) -> Floats:
        """Return [anchor mean, sentence mean] of each span."""
        around = [self.encoded.around(start) for start, _ in spans]
        return np.concatenate([self.encoded.mean(spans), self.encoded.mean(around)], axis=-1)

    def types(self, features: Floats) -> Floats:
        """Return probabilities of the 16 types."""
        return softmax(self._linear("kind", features))

    def modes(self, features: Floats) -> Floats:
        """Return the probability of each mode on its own."""
        return sigmoid(self._linear("mode", features))

    def statuses(self, features: Floats, rules: Sequence[int]) -> Floats:
        """Return probabilities of the six statuses; `rules` are the lexicon's verdicts."""
        known = np.zeros((len(rules), len(STATUSES) + 1), dtype=np.float32)
        known[np.arange(len(rules)), list(rules)] = 1.0
        return softmax(self._mlp("status", np.concatenate([features, known], axis=-1)))

    def roles(
        self,
        events: Sequence[tuple[int, int, int]],
        cands: Sequence[tuple[int, int, int]],
        pairs: Sequence[tuple[int, int]],
    ) -> Floats:
        """Return the probability of each role for pairs of event and candidate."""
        weights, encoded = self.weights, self.encoded
        anchors = self._linear("role_anchor", encoded.mean([one[:2] for one in events]))
        spans = self._linear("role_span", encoded.mean([one[:2] for one in cands]))
        left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        places = [(events[a], cands[b]) for a, b in pairs]
        gaps = [between(one[:2], other[:2]) for one, other in places]
        far = [bucket(one[:2], other[:2]) for one, other in places]
        apart = [
            min(max(int(encoded.sentence[other[0]] - encoded.sentence[one[0]]), -1), 1) + 1
            for one, other in places
        ]
        groups = np.array([other[2] for _, other in places])
        features = np.concatenate(
            [
                anchors[left],
                spans[right],
                anchors[left] * spans[right],
                weights["distance.weight"][far],
                weights["apart.weight"][apart],
                weights["group.weight"][groups],
                weights["kind_of.weight"][[one[2] for one, _ in places]],
                self._linear("role_between", encoded.mean(gaps)),
            ],
            axis=-1,
        )
        found = sigmoid(self._mlp("role", features))
        found[groups[:, None] != np.array(ROLE_GROUP)[None]] = 0.0
        return found

    def claims(self, spans: Sequence[Span]) -> Floats:
        """Return probabilities of the kinds of claims, the first of them none."""
        return softmax(self._mlp("claim", self.event(spans)))

    def roots(self, spans: Sequence[Span]) -> Floats:
        """Return probabilities of the 15 roots for whole sentences."""
        return softmax(self._linear("root", self.encoded.mean(spans)))

    def sentence_incidents(self) -> Floats:
        """Return for each sentence the probabilities of MUC-4's types and of relevance."""
        return sigmoid(self._linear("sentence", self.encoded.mean(self.encoded.edges)))

    def window_incidents(self) -> Floats:
        """Return the same for each window."""
        return sigmoid(self._linear("window", self.encoded.windows))

    def vectors(self, spans: Sequence[Span]) -> Floats:
        """Return the 64 coordinates of each event."""
        return self._linear("vector", self.event(spans))

    def _linear(self, name: str, x: Floats) -> Floats:
        return self.model.linear(name, x)

    def _mlp(self, name: str, x: Floats) -> Floats:
        return self._linear(f"{name}.3", gelu(self._linear(f"{name}.0", x)))


def between(one: Span, other: Span) -> Span:
    """Return the words between two spans; the first span where there are none."""
    if one[1] < other[0]:
        return one[1], other[0]
    if other[1] < one[0]:
        return other[1], one[0]
    return one


def sigmoid(x: Floats) -> Floats:
    """Return 1 / (1 + e^-x)."""
    found: Floats = (1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))).astype(np.float32, copy=False)
    return found


def gelu(x: Floats) -> Floats:
    """Return x times the normal distribution function of x."""
    z = np.abs(x) / np.float32(np.sqrt(2.0))
    t = 1.0 / (1.0 + _P * z)
    power = t * (_A[0] + t * (_A[1] + t * (_A[2] + t * (_A[3] + t * _A[4]))))
    erf = np.sign(x) * (1.0 - power * np.exp(-z * z))
    found: Floats = (0.5 * x * (1.0 + erf)).astype(np.float32)
    return found
