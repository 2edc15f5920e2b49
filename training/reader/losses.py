"""The losses of each task on one batch, normalised so that tasks weigh alike."""

from typing import Any

import numpy as np
import torch
from torch.nn import functional

from training.reader.net import Batch, Net, Sums
from training.reader.units import Soft, Unit
from watchfloor.coding.encoder.labels import (
    BIO_HEADS,
    GUIDELINES,
    MODE_NAMES,
    NAME_LOGITS,
    ROLES,
    TYPES,
)

Tensor = Any
_CLASS_WEIGHTS = {
    "anchor": (1.0, 2.5, 2.0),
    "perp_ind": (1.0, 3.0, 2.0),
    "perp_org": (1.0, 3.0, 2.0),
    "target": (1.0, 3.0, 2.0),
    "victim": (1.0, 3.0, 2.0),
    "weapon": (1.0, 3.0, 2.0),
}
_SPAN_WEIGHTS = (1.0, 2.0, 1.5)
_HEAD_WEIGHT = {"anchor": 1.0, "source": 0.5, "cue": 0.5, "content": 0.25}
_PHRASE = 0.4
"""Weight of a noun phrase that fills no role, of which there are many."""

_SOFT = 0.5
"""Weight of a word's heads as teachers see them, beside labelled words."""

_OPEN_WORLD = 0.6
"""Weight of an O in WikiEvents, which leaves many events and fillers unmarked."""

TYPE_COUNTS = dict(
    zip(
        TYPES,
        (300, 170, 170, 1400, 480, 120, 220, 90, 150, 250, 190, 290, 310, 190, 125, 165),
        strict=True,
    )
)
"""Events a type in the dispatches, roughly: rarer types weigh n^-.25 more."""

STATUS_COUNTS = (6500, 230, 540, 290, 700, 470)


class Losses:
    """Computes the loss of a batch; holds the class weights."""

    def __init__(self, net: Net) -> None:
        self.net = net
        counts = torch.tensor([float(TYPE_COUNTS[kind]) for kind in TYPES])
        self.type_weight = (counts / 270) ** -0.25
        self.status_weight = (torch.tensor(STATUS_COUNTS) / 1300.0) ** -0.4
        self.bio_weight = {
            head: torch.tensor(_CLASS_WEIGHTS.get(head, _SPAN_WEIGHTS)) for head in BIO_HEADS
        }

    def of(self, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """Return the loss to descend and its parts."""
        hidden = self.net.encode(batch)
        parts: dict[str, Tensor] = {}
        units = 0.0
        for row, unit in enumerate(batch.units):
            units += self._unit(parts, hidden[row], unit)
        scale = max(units, 1.0)
        total = sum(parts.values()) / scale
        return total, {name: float(value.detach()) / scale for name, value in parts.items()}

    def _unit(  # noqa: C901  (one task after another)
        self, parts: dict[str, Tensor], hidden: Tensor, unit: Unit
    ) -> float:
        """Add the losses of one window; return how much it counts."""
        first = torch.from_numpy(unit.first[:-1]).long()
        sums = Sums(hidden, unit)
        logits = self.net.tokens(hidden[first])
        if unit.soft is not None:
            return self._soft(parts, logits, sums, unit, unit.soft)
        count = 0.0
        for number, head in enumerate(BIO_HEADS):
            if head in unit.bio:
                self._bio(parts, logits[:, 3 * number : 3 * number + 3], unit, head)
        if unit.ner is not None:
            count += self._ner(parts, logits[:, 3 * len(BIO_HEADS) :], unit)
        if unit.events:
            count += self._events(parts, sums, unit)
        if unit.claims:
            self._claims(parts, sums, unit)
        if unit.set == "dispatches":
            self._relations(parts, sums, unit)
        if unit.root is not None:
            count += self._root(parts, sums, unit)
        if unit.set == "muc4":
            count += self._incidents(parts, hidden, sums, unit)
        if unit.set == "polnear":
            count += max(1.0, float((unit.bio["cue"] == 1).sum()))
        if unit.set in ("dispatches", "wikievents"):
            count = max(1.0, float(len(unit.events)))
        return count

    def _bio(self, parts: dict[str, Tensor], logits: Tensor, unit: Unit, head: str) -> None:
        labels = torch.from_numpy(unit.bio[head].astype(np.int64))
        weight = self.bio_weight[head]
        if unit.set == "wikievents":
            weight = weight * torch.tensor([_OPEN_WORLD, 1.0, 1.0])
        loss = functional.cross_entropy(
            logits, labels, weight=weight, ignore_index=-1, reduction="sum"
        )
        scale = _HEAD_WEIGHT.get(head, 0.5)
        if unit.set == "muc4":
            scale = 0.12
        if unit.set == "cameo":
            scale = 0.3
        _add(parts, head if unit.set != "muc4" else "muc", scale * loss)

    def _ner(self, parts: dict[str, Tensor], logits: Tensor, unit: Unit) -> float:
        assert unit.ner is not None
        allowed = torch.from_numpy(unit.ner)
        told = ~allowed.all(-1)
        scale = 1.0 if unit.set != "dispatches" else 0.4
        for guideline in guidelines(unit.set):
            start = GUIDELINES.index(guideline) * NAME_LOGITS
            score = functional.log_softmax(logits[:, start : start + NAME_LOGITS], -1)
            loss = -torch.logsumexp(score.masked_fill(~allowed, -1e4), -1)
            _add(parts, "ner" if guideline == "own" else guideline, scale * loss[told].sum())
        return max(1.0, float((~allowed[:, 0]).sum()) / 2)

    def _soft(
        self, parts: dict[str, Tensor], logits: Tensor, sums: Sums, unit: Unit, soft: Soft
    ) -> float:
        """Add how far the net is from its teachers (Hinton, Vinyals and Dean 2015)."""
        home = slice(unit.home, None)
        told = torch.from_numpy(soft.tokens[home].astype(np.float32))
        for low, high in token_heads():
            logs = functional.log_softmax(logits[home, low:high], -1)
            _add(parts, "soft tokens", -_SOFT * (told[:, low:high] * logs).sum())
        if soft.spans:
            features = self.net.event(sums, soft.spans)
            kinds = functional.log_softmax(self.net.kind(features), -1)
            _add(parts, "soft type", -(torch.from_numpy(soft.kinds) * kinds).sum())
            statuses = functional.log_softmax(self.net.statuses(features, soft.rules), -1)
            _add(parts, "soft status", -(torch.from_numpy(soft.statuses) * statuses).sum())
        return max(1.0, float(len(soft.spans)))

    def _events(self, parts: dict[str, Tensor], sums: Sums, unit: Unit) -> float:
        features = self.net.event(sums, [(one["i"], one["j"]) for one in unit.events])
        typed = [n for n, one in enumerate(unit.events) if "types" in one]
        if typed:
            allowed = torch.zeros(len(typed), len(TYPES), dtype=torch.bool)
            for row, number in enumerate(typed):
                allowed[row, list(unit.events[number]["types"])] = True
            logs = functional.log_softmax(self.net.kind(features[typed]), -1)
            loss = -torch.logsumexp(logs.masked_fill(~allowed, -1e4), -1)
            first = [unit.events[number]["types"][0] for number in typed]
            scale = 1.0 if unit.set == "dispatches" else 0.5
            smooth = -0.03 * logs.mean(-1)
            _add(parts, "type", scale * ((loss + smooth) * self.type_weight[first]).sum())
        told = [n for n, one in enumerate(unit.events) if "status" in one]
        rules = [one["rule"] for one in unit.events]
        if told:
            logits = self.net.statuses(features[told], [rules[n] for n in told])
            labels = torch.tensor([unit.events[n]["status"] for n in told])
            loss = functional.cross_entropy(
                logits, labels, weight=self.status_weight, reduction="sum", label_smoothing=0.02
            )
            _add(parts, "status", loss)
            self._modes(parts, features[told], [unit.events[n] for n in told])
        signed = [n for n, one in enumerate(unit.events) if "signed" in one]
        if signed:
            shares = self.net.statuses(features[signed], [rules[n] for n in signed]).softmax(-1)
            gold = torch.tensor([unit.events[n]["signed"] for n in signed])
            loss = functional.smooth_l1_loss(
                shares @ self.net.signed, gold, beta=0.5, reduction="sum"
            )
            _add(parts, "signed", loss)
            return float(len(signed))
        self._roles(parts, sums, unit)
        return float(len(unit.events))

    def _modes(self, parts: dict[str, Tensor], features: Tensor, events: list[Any]) -> None:
        gold = torch.zeros(len(events), len(MODE_NAMES))
        ours = torch.zeros_like(gold)
        for row, event in enumerate(events):
            name = TYPES[event["types"][0]]
            for column, (kind, _) in enumerate(MODE_NAMES):
                ours[row, column] = kind == name
            gold[row, list(event["modes"])] = 1.0
        loss = functional.binary_cross_entropy_with_logits(
            self.net.mode(features), gold, reduction="none"
        )
        _add(parts, "mode", 0.5 * (loss * ours).sum())

    def _roles(self, parts: dict[str, Tensor], sums: Sums, unit: Unit) -> None:
        cands = list(unit.cands)
        have = {one[:2] for one in cands}
        for start, end, label in unit.names:
            if (start, end) not in have and start < end:
                cands.append((start, end, 0 if label in ("PER", "ORG", "NORP") else 1))
        # a noun phrase that fills nothing is what the product offers most often
        spans, named = [one[:2] for one in cands], len(cands)
        for start, end in unit.phrases if unit.set == "dispatches" else ():
            if not any(start < high and low < end for low, high in spans):
                cands.append((start, end, 0))
        wanted = [one for one in unit.events if "R" in one]
        pairs, gold = [], []
        for number, event in enumerate(wanted):
            right = {(role, start, end) for role, start, end in event["R"]}
            for place, (start, end, _) in enumerate(cands):
                if abs(int(sums.sent[start]) - int(sums.sent[event["i"]])) <= 1:
                    pairs.append((number, place))
                    gold.append([(role, start, end) in right for role in range(len(ROLES))])
        if not pairs:
            return
        events = [(one["i"], one["j"], one["types"][0]) for one in wanted]
        logits = self.net.roles(sums, events, cands, pairs)
        weight = torch.tensor([1.0 if place < named else _PHRASE for _, place in pairs])
        loss = functional.binary_cross_entropy_with_logits(
            logits,
            torch.tensor(gold, dtype=torch.float32),
            weight=weight[:, None].expand(-1, len(ROLES)),
            reduction="sum",
        )
        _add(parts, "role", (1.0 if unit.set == "dispatches" else 0.5) * loss)

    def _claims(self, parts: dict[str, Tensor], sums: Sums, unit: Unit) -> None:
        spans = [(one["i"], one["j"]) for one in unit.claims]
        labels = [one["kind"] for one in unit.claims]
        features = self.claim_features(sums, spans)
        loss = functional.cross_entropy(
            self.net.claim(features), torch.tensor(labels), reduction="sum"
        )
        _add(parts, "claim", 0.5 * loss)

    def claim_features(self, sums: Sums, spans: list[tuple[int, int]]) -> Tensor:
        """Return [content mean, mean of the words around it in its first sentence]."""
        around = [sums.sentence(start) for start, _ in spans]
        return torch.cat([sums.mean(spans), sums.mean(around)], -1)

    def _relations(self, parts: dict[str, Tensor], sums: Sums, unit: Unit) -> None:
        gold = {one[:4]: one[4] for one in unit.relations}
        names = [(a, b) for a, b, label in unit.names if label in ("PER", "ORG", "NORP", "LOC")]
        pairs = list(gold)
        for one in names:
            for other in names:
                near = abs(int(sums.sent[one[0]]) - int(sums.sent[other[0]])) == 0
                if one != other and near and (*one, *other) not in gold and one[0] >= unit.home:
                    pairs.append((*one, *other))
        pairs = pairs[:60]
        if not pairs:
            return
        left, right = sums.mean([pair[:2] for pair in pairs]), sums.mean([p[2:] for p in pairs])
        around = sums.mean([sums.sentence(pair[0]) for pair in pairs])
        logits = self.net.relation(torch.cat([left, right, left * right, around], -1))
        labels = torch.tensor([gold.get(pair, 0) for pair in pairs])
        weight = torch.tensor([0.3] + [1.5] * 7)
        loss = functional.cross_entropy(logits, labels, weight=weight, reduction="sum")
        _add(parts, "relation", 0.2 * loss)

    def _root(self, parts: dict[str, Tensor], sums: Sums, unit: Unit) -> float:
        assert unit.root is not None
        logits = self.net.root(sums.mean([(0, unit.words)]))
        loss = functional.cross_entropy(
            logits, torch.tensor(unit.root[:1]), reduction="sum", label_smoothing=0.05
        )
        scale = 1.0 if unit.set == "plv" else 0.5
        _add(parts, "root", scale * loss)
        return 0.0 if unit.events else scale

    def _incidents(self, parts: dict[str, Tensor], hidden: Tensor, sums: Sums, unit: Unit) -> float:
        assert unit.sent_types is not None
        assert unit.doc_types is not None
        home = [s for s, (low, _) in sums.edges.items() if low >= unit.home or unit.home == 0]
        spans = [sums.edges[one] for one in home]
        if spans:
            logits = self.net.sentence(sums.mean(spans))
            gold = torch.from_numpy(unit.sent_types[home])
            loss = functional.binary_cross_entropy_with_logits(logits, gold, reduction="sum")
            _add(parts, "sentence", 0.1 * loss)
        loss = functional.binary_cross_entropy_with_logits(
            self.net.window(hidden[0]), torch.from_numpy(unit.doc_types), reduction="sum"
        )
        _add(parts, "window", 0.15 * loss)
        return 1.5


def token_heads() -> list[tuple[int, int]]:
    """Return the columns of each softmax among the token logits."""
    found = [(3 * number, 3 * number + 3) for number in range(len(BIO_HEADS))]
    start = 3 * len(BIO_HEADS)
    for _ in GUIDELINES:
        found.append((start, start + NAME_LOGITS))
        start += NAME_LOGITS
    return found


def guidelines(set_name: str) -> tuple[str, ...]:
    """Return the heads of names that a set teaches."""
    if "re3d" in set_name:
        return ("mentions",)
    return ("own", "names") if "uner" in set_name else ("own",)


def _add(parts: dict[str, Tensor], name: str, loss: Tensor) -> None:
    parts[name] = parts[name] + loss if name in parts else loss
