"""The net: MiniLM-L6 with word shapes and lexicon hints for token types, and its heads.

Token heads are one linear layer. Event, role, claim and relation heads read means of hidden states
over spans; `watchfloor.coding.encoder.heads` is their twin in numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import BertModel

from training.reader.units import Unit
from watchfloor.coding.encoder.features import BUCKETS, bucket
from watchfloor.coding.encoder.labels import (
    BIO_HEADS,
    CLAIM_KINDS,
    GROUPS,
    GUIDELINES,
    INCIDENTS,
    MODE_NAMES,
    NER,
    RELATIONS,
    ROLE_GROUP,
    ROLES,
    ROOTS,
    STATUSES,
    TOKEN_LOGITS,
    TYPES,
)
from watchfloor.coding.encoder.passages import HINTS
from watchfloor.coding.encoder.wordpiece import SHAPES

HIDDEN = 384
PAIR = 96
MIDDLE = 128
SIGNED = (3.0, 0.5, -0.5, -1.0, -0.5, -3.0)
"""Where the signed value of each status starts; the values are learned from UDS."""


@dataclass(slots=True)
class Batch:
    """Windows padded to one length."""

    units: Sequence[Unit]
    ids: torch.Tensor
    mask: torch.Tensor
    kinds: torch.Tensor


class Net(nn.Module):  # type: ignore[misc]  # torch comes with `train`
    """Encoder and heads."""

    def __init__(self, base: Path, dropout: float = 0.1) -> None:
        super().__init__()
        # dropout on attention costs a fifth of the time on a CPU, and brings nothing measurable
        self.bert = BertModel.from_pretrained(
            str(base), add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        old = self.bert.embeddings.token_type_embeddings.weight.data
        table = nn.Embedding(SHAPES * HINTS, HIDDEN)
        table.weight.data = old[0:1].repeat(SHAPES * HINTS, 1).clone()
        table.weight.data += 0.02 * torch.randn_like(table.weight.data)
        self.bert.embeddings.token_type_embeddings = table
        self.bert.config.type_vocab_size = SHAPES * HINTS
        self.bert.embeddings.word_embeddings.weight.requires_grad = False
        self.drop = nn.Dropout(dropout)
        self.tokens = nn.Linear(HIDDEN, TOKEN_LOGITS)
        self.kind = nn.Linear(2 * HIDDEN, len(TYPES))
        self.mode = nn.Linear(2 * HIDDEN, len(MODE_NAMES))
        self.status = _mlp(2 * HIDDEN + len(STATUSES) + 1, len(STATUSES), dropout)
        self.signed = nn.Parameter(torch.tensor(SIGNED))
        self.role_anchor = nn.Linear(HIDDEN, PAIR)
        self.role_span = nn.Linear(HIDDEN, PAIR)
        self.role_between = nn.Linear(HIDDEN, 32)
        self.distance = nn.Embedding(BUCKETS, 32)
        self.apart = nn.Embedding(3, 16)
        self.group = nn.Embedding(len(GROUPS), 16)
        self.kind_of = nn.Embedding(len(TYPES), 16)
        self.role = _mlp(3 * PAIR + 32 + 32 + 16 + 16 + 16, len(ROLES), dropout)
        self.claim = _mlp(2 * HIDDEN, len(CLAIM_KINDS), dropout)
        self.relation = _mlp(4 * HIDDEN, len(RELATIONS), dropout)
        self.root = nn.Linear(HIDDEN, len(ROOTS))
        self.sentence = nn.Linear(HIDDEN, len(INCIDENTS) + 1)
        self.window = nn.Linear(HIDDEN, len(INCIDENTS) + 1)
        with torch.no_grad():
            names = [2.0] + [-2.0] * (2 * len(NER))
            bias = [2.0, -1.5, -1.5] * len(BIO_HEADS) + names * len(GUIDELINES)
            self.tokens.bias.copy_(torch.tensor(bias))
            self.sentence.bias.fill_(-2.0)

    def encode(self, batch: Batch) -> torch.Tensor:
        """Return the hidden states (windows, pieces, 384)."""
        found = self.bert(
            input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.kinds
        )
        return self.drop(found.last_hidden_state)

    def event(self, sums: "Sums", spans: Sequence[tuple[int, int]]) -> torch.Tensor:
        """Return [anchor mean, sentence mean] of each span."""
        around = [sums.sentence(start) for start, _ in spans]
        return torch.cat([sums.mean(spans), sums.mean(around)], -1)

    def statuses(self, features: torch.Tensor, rules: Sequence[int]) -> torch.Tensor:
        """Return status logits; `rules` are the lexicon's verdicts (the last number: none)."""
        known = nn.functional.one_hot(torch.tensor(rules), len(STATUSES) + 1).float()
        return self.status(torch.cat([features, known], -1))

    def roles(
        self,
        sums: "Sums",
        events: Sequence[tuple[int, int, int]],
        cands: Sequence[tuple[int, int, int]],
        pairs: Sequence[tuple[int, int]],
    ) -> torch.Tensor:
        """Return role logits (pairs, roles); events (start, end, type), candidates (.., group)."""
        anchors = self.role_anchor(sums.mean([one[:2] for one in events]))
        spans = self.role_span(sums.mean([one[:2] for one in cands]))
        left = torch.tensor([pair[0] for pair in pairs])
        right = torch.tensor([pair[1] for pair in pairs])
        places = [(events[a], cands[b]) for a, b in pairs]
        gaps = [between(one[:2], other[:2]) for one, other in places]
        groups = torch.tensor([other[2] for _, other in places])
        features = torch.cat(
            [
                anchors[left],
                spans[right],
                anchors[left] * spans[right],
                self.distance(torch.tensor([bucket(a[:2], b[:2]) for a, b in places])),
                self.apart(
                    torch.tensor([sums.sent[b[0]] - sums.sent[a[0]] + 1 for a, b in places])
                ),
                self.group(groups),
                self.kind_of(torch.tensor([one[2] for one, _ in places])),
                self.role_between(sums.mean(gaps)),
            ],
            -1,
        )
        fits = groups[:, None] == torch.tensor(ROLE_GROUP)[None]
        return self.role(features).masked_fill(~fits, -20.0)


class Sums:
    """Means of hidden states over spans of words of one window, by running sums."""

    def __init__(self, hidden: torch.Tensor, unit: Unit) -> None:
        zero = torch.zeros(1, hidden.shape[-1])
        self.sums = torch.cat([zero, hidden.cumsum(0)], 0)
        self.first = torch.from_numpy(unit.first).long()
        self.sent = unit.sent.astype(int)
        self.edges: dict[int, tuple[int, int]] = {}
        for place, sentence in enumerate(self.sent):
            low, _ = self.edges.get(int(sentence), (place, place))
            self.edges[int(sentence)] = (low, place + 1)

    def sentence(self, word: int) -> tuple[int, int]:
        """Return the words of the sentence around a word."""
        return self.edges[int(self.sent[word])]

    def mean(self, spans: Sequence[tuple[int, int]]) -> torch.Tensor:
        """Return the mean hidden state of each span of words."""
        low = self.first[torch.tensor([span[0] for span in spans])]
        high = self.first[torch.tensor([span[1] for span in spans])]
        return (self.sums[high] - self.sums[low]) / (high - low).clamp(min=1)[:, None]


def between(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Return the words between two spans; the first span where there are none."""
    if one[1] < other[0]:
        return one[1], other[0]
    if other[1] < one[0]:
        return other[1], one[0]
    return one


def _mlp(width: int, out: int, dropout: float) -> Any:
    return nn.Sequential(
        nn.Linear(width, MIDDLE), nn.GELU(), nn.Dropout(dropout), nn.Linear(MIDDLE, out)
    )


def batch_of(found: Sequence[Unit], kinds: Sequence[Any]) -> Batch:
    """Pad windows; `kinds` holds the token type of each word of each window."""
    longest = max(unit.size for unit in found)
    ids = torch.zeros(len(found), longest, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (unit, kind) in enumerate(zip(found, kinds, strict=True)):
        ids[row, : unit.size] = torch.from_numpy(unit.ids).long()
        mask[row, : unit.size] = 1
        lengths = torch.from_numpy(unit.first[1:] - unit.first[:-1]).long()
        spread = torch.repeat_interleave(torch.as_tensor(kind).long(), lengths)
        types[row, 1 : 1 + len(spread)] = spread
    return Batch(found, ids, mask, types)
