"""How often what has a score is right: events, types, statuses, modes, roles and claims, on tune.

    python -m training.reader.calibrate --root ../shared/data --out training/reports

Without --model it is the model that the package ships. Tune is what no stage trained on and what
these scores were fitted on, so other texts may be worse.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.product import Installed
from bench.score.match import token_f1
from training.reader.tune import Case, _gold_fillers, documents
from watchfloor.coding.encoder import anchors, fillers
from watchfloor.coding.encoder.decode import names, trimmed
from watchfloor.coding.encoder.labels import ROLES
from watchfloor.coding.encoder.model import Model, from_folder, installed
from watchfloor.coding.reader import Reader
from watchfloor.model import Document

BINS = 10
LEAST = 0.05
"""Modes and fillers less likely than this are nearly all there is, and tell nothing."""

HALF = 0.5
"""The share of its words that makes a content right, as the task claims counts."""

Judged = tuple[str, float, bool]
"""Field, score, whether it is right."""


def calibration(cases: Sequence[Case], fitted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return reliability of the scores of events in ten bins a field."""
    judged = [one for case in cases for one in (*_anchors(case, fitted), *_roles(case, fitted))]
    return binned(judged)


def binned(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return mean score, share right and number of each bin of each field that has any."""
    seen: dict[str, list[tuple[float, bool]]] = {}
    for field, score, right in judged:
        seen.setdefault(field, []).append((score, right))
    reports = []
    for field, pairs in seen.items():
        bins: dict[int, list[tuple[float, bool]]] = {}
        for pair in pairs:
            bins.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
        rows = [
            {
                "score": round(sum(score for score, _ in inside) / len(inside), 3),
                "share": round(sum(right for _, right in inside) / len(inside), 3),
                "n": len(inside),
            }
            for _, inside in sorted(bins.items())
        ]
        reports.append({"field": field, "bins": rows})
    return reports


def _anchors(case: Case, fitted: Mapping[str, Any]) -> Iterator[Judged]:
    """Judge every candidate; type, status and modes of those that overlap a gold event."""
    found = anchors.candidates(case.encoded, case.heads, fitted, case.advice)
    for anchor, event in zip(found, case.paired(found), strict=True):
        right = event is not None and event["type"] == anchor.type
        yield "event", anchor.believed, right
        if event is not None:
            yield "type", max(anchor.types), event["type"] == anchor.type
            yield "status", max(anchor.statuses), event["status"] == anchor.status
        if event is not None and right:
            for name, score in anchor.modes:
                if score >= LEAST:
                    yield "mode", score, name in event["mode"]


def _roles(case: Case, fitted: Mapping[str, Any]) -> Iterator[Judged]:
    """Judge the fillers of events that match in anchor and type, above no threshold."""
    found = anchors.candidates(case.encoded, case.heads, fitted, case.advice)
    kept = anchors.chosen(found, fitted["believe"])
    named = names(case.encoded.names, case.encoded.edges, start_at=fitted["name"])
    near = fillers.candidates(case.encoded, trimmed(named, case.encoded.texts))
    low = {**fitted, "roles": dict.fromkeys(ROLES, LEAST)}
    held = fillers.assigned(kept, near, case.encoded, case.heads, low, case.advice)
    for anchor, event, roles in zip(kept, case.paired(kept), held, strict=True):
        if event is None or event["type"] != anchor.type:
            continue
        for role in ROLES:
            gold = _gold_fillers(event, role)
            for one in roles.get(role, ()):
                start, end = case.encoded.characters(one.span)
                yield f"role {role}", one.score, any(a < end and start < b for a, b in gold)


def _claims(rows: Sequence[Mapping[str, Any]], product: Installed) -> Iterator[Judged]:
    """Judge the claims that the product keeps, by the words of their contents."""
    for row in rows:
        coded, _ = product.code(Document.new(row["text"]))
        gold = [one["content"]["text"] for one in row["claims"] if one.get("content")]
        for claim in coded.claims:
            words = claim.content.text or ""
            yield "claim", claim.score, any(token_f1(words, other) >= HALF for other in gold)


def main(arguments: Sequence[str]) -> int:
    """Write `calibration.json`."""
    parser = argparse.ArgumentParser(
        prog="python -m training.reader.calibrate", description=__doc__
    )
    parser.add_argument("--model", type=Path, help="a folder; without it what the package ships")
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    model: Model = from_folder(options.model) if options.model else installed()
    rows = documents(options.root)
    found = calibration([Case(row, model) for row in rows], model.fitted)
    found += binned(list(_claims(rows, Installed(Reader(model)))))
    text = json.dumps(found, indent=1)
    (options.out / "calibration.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
