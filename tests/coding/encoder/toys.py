"""A model small enough to know by heart, and encoded documents with probabilities by hand.

Its encoder gives each piece the same vector wherever it stands, and its heads are set so that what
they say can be foretold: nothing here depends on what was trained.
"""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from watchfloor.coding.encoder.anchors import FEATURES
from watchfloor.coding.encoder.encoded import Encoded, Span, encode
from watchfloor.coding.encoder.features import BUCKETS
from watchfloor.coding.encoder.labels import (
    BIO_HEADS,
    CLAIM_KINDS,
    GROUPS,
    INCIDENTS,
    MODE_NAMES,
    NER,
    RELATIONS,
    ROLES,
    ROOTS,
    STATUSES,
    TOKEN_LOGITS,
    TYPES,
)
from watchfloor.coding.encoder.model import Floats, Ints, Model
from watchfloor.coding.encoder.wordpiece import CLS, PAD, SEP, UNKNOWN, WordPiece
from watchfloor.model import Document

WIDTH = 4
LETTERS = string.ascii_lowercase + string.digits
VOCABULARY = {
    name: number
    for number, name in enumerate(
        [PAD, UNKNOWN, CLS, SEP, *string.punctuation, *LETTERS, *(f"##{one}" for one in LETTERS)]
    )
}
"""Every letter is a piece: a word has as many pieces as letters."""

FITTED: dict[str, Any] = {
    "version": "toy",
    "accept": {**dict.fromkeys(FEATURES, 0.0), "anchor": 1.0},
    "believe": 0.5,
    "mode": 0.5,
    "name": 0.5,
    "attribution": {"source": 0.5, "cue": 0.5, "content": 0.5},
    "roles": dict.fromkeys(ROLES, 0.5),
}
"""Numbers that a test can foretell; regressions fitted on top of the heads are left out."""

SURE = 0.9


@dataclass(slots=True)
class Session:
    """Stands in for ONNX Runtime; remembers the shapes of its batches."""

    states: Floats
    logits: Floats
    shapes: list[tuple[int, int]] = field(default_factory=list)

    def run(self, _: None, given: Mapping[str, Ints]) -> tuple[Floats, Floats]:
        """Return the vector and the token logits of each piece; padding gives nonsense."""
        ids, mask = given["ids"], given["mask"]
        assert ids.shape == mask.shape == given["kinds"].shape
        self.shapes.append((ids.shape[0], ids.shape[1]))
        padded = mask[:, :, None] == 0
        return (
            np.where(padded, np.float32(1e6), self.states[ids]),
            np.where(padded, np.float32(1e6), self.logits[ids]),
        )


class Algebra:
    """Stands in for the graph of linear layers."""

    def run(self, _: None, given: Mapping[str, Floats]) -> list[Floats]:
        """Return x times weights plus bias."""
        assert {np.dtype(np.float32)} == {one.dtype for one in given.values()}
        return [given["x"] @ given["weights"].T + given["bias"]]


def heads(seed: int = 0) -> dict[str, Floats]:
    """Return small heads with random weights, shaped like the trained ones."""
    chance = np.random.default_rng(seed)
    found: dict[str, Floats] = {}

    def linear(name: str, inside: int, out: int) -> None:
        found[f"{name}.weight"] = chance.normal(size=(out, inside)).astype(np.float32)
        found[f"{name}.bias"] = chance.normal(size=out).astype(np.float32)

    def mlp(name: str, inside: int, out: int) -> None:
        linear(f"{name}.0", inside, 3)
        linear(f"{name}.3", 3, out)

    linear("kind", 2 * WIDTH, len(TYPES))
    linear("mode", 2 * WIDTH, len(MODE_NAMES))
    mlp("status", 2 * WIDTH + len(STATUSES) + 1, len(STATUSES))
    for name in ("role_anchor", "role_span", "role_between"):
        linear(name, WIDTH, 2)
    for name, rows in (("distance", BUCKETS), ("apart", 3), ("group", len(GROUPS))):
        found[f"{name}.weight"] = chance.normal(size=(rows, 1)).astype(np.float32)
    found["kind_of.weight"] = chance.normal(size=(len(TYPES), 1)).astype(np.float32)
    mlp("role", 3 * 2 + 4 + 2, len(ROLES))
    mlp("claim", 2 * WIDTH, len(CLAIM_KINDS))
    mlp("relation", 4 * WIDTH, len(RELATIONS))
    linear("root", WIDTH, len(ROOTS))
    linear("sentence", WIDTH, len(INCIDENTS) + 1)
    linear("window", WIDTH, len(INCIDENTS) + 1)
    linear("vector", 2 * WIDTH, 64)
    found["signed"] = np.array([3.0, 0.5, -0.5, -1.0, -0.5, -3.0], dtype=np.float32)
    return found


def model(given: Mapping[str, Floats] | None = None, *, seed: int = 0) -> Model:
    """Return a model with random vectors and token logits, and the heads given."""
    chance = np.random.default_rng(seed)
    states = chance.normal(size=(len(VOCABULARY), WIDTH)).astype(np.float32)
    logits = chance.normal(size=(len(VOCABULARY), TOKEN_LOGITS)).astype(np.float32)
    weights = heads(seed) if given is None else given
    return Model(
        session=Session(states, logits),
        algebra=Algebra(),
        cutter=WordPiece(VOCABULARY),
        heads=weights,
        fitted=FITTED,
    )


def settled(kind: str = "ASSAULT", status: str = "actual", modes: Sequence[str] = ()) -> Model:
    """Return a model that gives every anchor one type, status and modes.

    Whatever stands before an anchor is its actor, whatever stands after it its recipient; a number
    is a count of dead.
    """
    found = {name: np.zeros_like(weights) for name, weights in heads().items()}
    found["kind.bias"][TYPES.index(kind)] = 8.0
    found["status.3.bias"][STATUSES.index(status)] = 8.0
    found["mode.bias"][:] = -8.0
    for mode in modes:
        found["mode.bias"][MODE_NAMES.index((kind, mode))] = 8.0
    found["distance.weight"][:] = -1.0
    found["distance.weight"][12:] = 1.0
    found["role.0.weight"][0, 6], found["role.0.weight"][1, 6] = 16.0, -16.0
    found["role.3.bias"][:] = -8.0
    found["role.3.weight"][ROLES.index("actor"), 0] = 1.0
    found["role.3.weight"][ROLES.index("recipient"), 1] = 1.0
    for role in ("place", "date", "dead", "instrument"):
        found["role.3.bias"][ROLES.index(role)] = 8.0
    found["claim.3.bias"][CLAIM_KINDS.index("denial")] = 8.0
    return model(found)


def document(text: str) -> Document:
    """Return a document of a text."""
    return Document.new(text)


def encoded(text: str, given: Model | None = None) -> Encoded:
    """Return a text encoded by a toy."""
    found = encode(document(text), given or model())
    assert found is not None
    return found


def place_of(found: Encoded, text: str, words: str) -> Span:
    """Return the words of the first place where `words` stand in the text."""
    start = text.index(words)
    return found.span(start, start + len(words))


def painted(
    text: str,
    given: Model | None = None,
    spans: Mapping[str, Sequence[str]] | None = None,
    *,
    names: Sequence[tuple[str, str]] = (),
    **more: Sequence[str],
) -> Encoded:
    """Return a text encoded with sure token heads: `anchor=["attacked"]`, or a table of them.

    `names` are words with the kind of name.
    """
    found = encoded(text, given)
    size = len(found.words)
    bio = {head: _outside(size, 3) for head in BIO_HEADS}
    for head, listed in {**(spans or {}), **more}.items():
        for words in listed:
            _mark(bio[head], place_of(found, text, words), 1)
    kinds = _outside(size, 1 + 2 * len(NER))
    for words, kind in names:
        _mark(kinds, place_of(found, text, words), 1 + 2 * NER.index(kind))
    return replace(found, bio=bio, names=kinds)


def _outside(words: int, labels: int) -> Floats:
    found = np.zeros((words, labels), dtype=np.float32)
    found[:, 0] = 1.0
    return found


def _mark(rows: Floats, span: Span, begin: int) -> None:
    rows[span[0] : span[1], 0] = 1.0 - SURE
    rows[span[0], begin] = SURE
    rows[span[0] + 1 : span[1], begin + 1] = SURE
