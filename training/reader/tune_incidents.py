"""Fit the regressions over MUC-4 incidents on its tune documents: relevance, kinds, fillers.

    python -m training.reader.tune_incidents --model FOLDER --root ../shared/data

Run after `tune`; it adds `incidents` to `reader.json`.
"""

import argparse
import json
import re
import string
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.reader.sets import MUC_ROLES, is_tune, rows
from training.reader.tune import regression
from watchfloor.coding.encoder import incidents
from watchfloor.coding.encoder.encoded import Encoded, encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import from_folder
from watchfloor.model import Document

GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
_MARKS = str.maketrans("", "", string.punctuation)


def normal(text: str) -> str:
    """Return a string as MUC-4's scorers compare it."""
    plain = re.sub(r"\b(?:a|an|the)\b", " ", text.lower().translate(_MARKS))
    return " ".join(plain.split())


def gold_entities(row: Mapping[str, Any]) -> dict[str, list[set[str]]]:
    """Return the gold entities of a document by head, as sets of strings."""
    found: dict[str, list[set[str]]] = {head: [] for head in MUC_ROLES.values()}
    for template in row["gtt_templates"]:
        for role, head in MUC_ROLES.items():
            for entity in template[role]:
                strings = {normal(mention[0]) for mention in entity}
                if strings not in found[head]:
                    found[head].append(strings)
    return found


def is_right(encoded: Encoded, text: str, one: incidents.Entity, gold: list[set[str]]) -> bool:
    """Say whether a candidate's best mention is a string of a gold entity."""
    start, end = encoded.characters(one.mentions[0])
    words = normal(text[start:end])
    return any(words in strings for strings in gold)


def fit(cases: Sequence[tuple[Mapping[str, Any], Encoded, Heads]]) -> dict[str, Any]:
    """Return the fitted numbers."""
    x_rel, y_rel, x_kind, y_kind, x_ent, y_ent = [], [], [], [], [], []
    numbers: dict[str, Any] = {}
    for row, _, heads in cases:
        sentences, windows = heads.sentence_incidents(), heads.window_incidents()
        kinds = {template["incident_type"] for template in row["gtt_templates"]}
        x_rel.append(incidents.relevance_features(sentences, windows))
        y_rel.append(float(bool(kinds)))
        if kinds:
            for number, kind in enumerate(INCIDENTS):
                x_kind.append(incidents.kind_features(number, sentences, windows))
                y_kind.append(float(kind in kinds))
    numbers["relevance"] = _rounded(regression(np.array(x_rel), np.array(y_rel)))
    numbers["kind"] = _rounded(regression(np.array(x_kind), np.array(y_kind)))
    held = []
    for row, encoded, heads in cases:
        sentences, windows = heads.sentence_incidents(), heads.window_incidents()
        features = incidents.relevance_features(sentences, windows)
        relevance = incidents.logistic(features, numbers["relevance"])
        gold = gold_entities(row)
        found = incidents.candidates(encoded, sentences, relevance)
        for one in found:
            x_ent.append(one.features)
            y_ent.append(float(is_right(encoded, row["text"], one, gold[one.head])))
        held.append((relevance, found, gold))
    numbers["entities"] = _rounded(regression(np.array(x_ent), np.array(y_ent)))
    numbers |= {"relevant": 0.5, "second": 0.5, "entity": dict.fromkeys(incidents.HEADS, 0.5)}
    _thresholds(cases, held, numbers)
    return numbers


def _thresholds(cases: Sequence[Any], held: Sequence[Any], numbers: dict[str, Any]) -> None:
    """Choose relevance and, per head, the entity threshold of best micro F1."""
    best: tuple[float, float, dict[str, float]] = (-1.0, 0.5, {})
    for relevant in (0.2, 0.3, 0.4, 0.5, 0.6):
        thresholds = {}
        right = said = gold_count = 0
        for head in incidents.HEADS:
            scores = {}
            counts = {t: [0, 0, 0] for t in GRID}
            for (row, encoded, _), (relevance, found, gold) in zip(cases, held, strict=True):
                own = [one for one in incidents.scored(found, numbers) if one.head == head]
                for threshold, count in counts.items():
                    kept = [one for one in own if one.score >= threshold and relevance >= relevant]
                    count[0] += len(
                        {
                            number
                            for one in kept
                            for number, strings in enumerate(gold[head])
                            if is_right(encoded, row["text"], one, [strings])
                        }
                    )
                    count[1] += len(kept)
                    count[2] += len(gold[head])
            for threshold, (a, b, c) in counts.items():
                scores[threshold] = 2 * a / max(1, b + c)
            pick = max(scores, key=lambda t: (scores[t], -abs(t - 0.4)))
            thresholds[head] = pick
            a, b, c = counts[pick]
            right, said, gold_count = right + a, said + b, gold_count + c
        total = 2 * right / max(1, said + gold_count)
        if total > best[0]:
            best = (total, relevant, thresholds)
    numbers["relevant"], numbers["entity"] = best[1], best[2]
    print(f"entities micro F1 on tune {best[0]:.3f} at relevance {best[1]}, {best[2]}")


def _rounded(weights: Any) -> list[float]:
    return [round(float(weight), 4) for weight in weights]


def main(arguments: Sequence[str]) -> int:
    """Fit and add to `reader.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    options = parser.parse_args(arguments)
    model = from_folder(options.model)
    cases = []
    for row in rows(options.root / "muc4/train.jsonl"):
        if is_tune(row["id"]):
            encoded = encode(Document.new(row["text"]), model)
            assert encoded is not None
            cases.append((row, encoded, Heads(model, encoded)))
    print(f"{len(cases)} messages of tune")
    path = options.model / "reader.json"
    fitted = json.loads(path.read_text(encoding="utf-8"))
    fitted["incidents"] = fit(cases)
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
