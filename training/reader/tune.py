"""Fit what comes after training, on tune: which anchors to believe, thresholds, calibration.

    python -m training.reader.tune --model FOLDER --root ../shared/data [--version NAME]

Tune is the tenth of the dispatches (and of PolNeAR) that no stage trained on; see `sets.is_tune`.
The exported int8 model is run, as the product runs it.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.dispatches import parse
from training.reader.sets import is_tune, rows
from watchfloor.coding.encoder import anchors, fillers
from watchfloor.coding.encoder.advice import advice
from watchfloor.coding.encoder.decode import names, trimmed
from watchfloor.coding.encoder.encoded import encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import MODE_NAMES, ROLES, STATUSES
from watchfloor.coding.encoder.model import Model, from_folder
from watchfloor.model import Document

SOURCE = {"attributed_to": "by"}
RIDGE = 0.5
UNREAL = 4.0
"""What an unreal event weighs beside one that happened, when statuses are fitted."""

GRID = tuple(round(0.05 * step, 2) for step in range(2, 18))
FLAT = 0.01
"""F1 of dates that a lower threshold may cost."""

SHY = 0.005
"""F1 of actors and recipients that a higher threshold may cost: a party named wrongly is worse than
one left open."""


def untuned(version: str) -> dict[str, Any]:
    """Return numbers to start from: every threshold at a half, the anchor head alone believed."""
    return {
        "version": version,
        "accept": {**dict.fromkeys(anchors.FEATURES, 0.0), "anchor": 1.0},
        "believe": 0.5,
        "mode": 0.5,
        "name": 0.5,
        "attribution": {"source": 0.5, "cue": 0.5, "content": 0.5},
        "roles": dict.fromkeys(ROLES, 0.5),
    }


def documents(root: Path) -> list[dict[str, Any]]:
    """Return the annotated texts of tune."""
    files = sorted((root / "dispatches/src/train").glob("*.txt"))
    found, _ = parse.documents([*files, *parse.own_files()], parse.correction_files())
    return [one for one in found if is_tune(one["id"])]


def regression(x: Any, y: Any) -> Any:
    """Fit a logistic regression with a ridge by Newton's method."""
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights -= np.linalg.solve(curve, gradient)
    return weights


class Case:
    """One text of tune, encoded, with its gold events."""

    def __init__(self, row: Mapping[str, Any], model: Model) -> None:
        document = Document.new(row["text"])
        found = encode(document, model)
        assert found is not None
        self.row, self.document, self.encoded = row, document, found
        self.heads = Heads(model, found)
        self.advice = advice(document, found)
        self.gold = [
            (event["anchor"]["start"], event["anchor"]["end"], event["type"], event)
            for event in row["events"]
        ]

    def paired(self, found: Sequence[anchors.Anchor]) -> list[Mapping[str, Any] | None]:
        """Return the gold event of each anchor, one to one, the same type first."""
        pairs = []
        for number, one in enumerate(found):
            start, end = self.encoded.characters((one.start, one.end))
            for place, gold in enumerate(self.gold):
                if start < gold[1] and gold[0] < end:
                    pairs.append((gold[2] != one.type, -one.believed, number, place))
        taken: dict[int, int] = {}
        used: set[int] = set()
        for _, _, number, place in sorted(pairs):
            if number not in taken and place not in used:
                taken[number] = place
                used.add(place)
        return [
            self.gold[taken[number]][3] if number in taken else None for number in range(len(found))
        ]


def fit_accept(cases: Sequence[Case], fitted: dict[str, Any]) -> None:
    """Fit the regression over anchor head and table, then the threshold of best event F1."""
    x, y = [], []
    for case in cases:
        found = anchors.candidates(case.encoded, case.heads, fitted, case.advice)
        table = anchors.hinted(case.encoded)
        for one, gold in zip(found, case.paired(found), strict=True):
            hint = next((h for h in table if h[0][0] < one.end and one.start < h[0][1]), None)
            span = (one.start, one.end)
            opinion = case.advice.on(span)
            x.append(anchors.evidence(span, one.score, np.array(one.types), hint, opinion))
            y.append(float(gold is not None and gold["type"] == one.type))
    weights = regression(np.array(x), np.array(y))
    fitted["accept"] = {
        name: round(float(weight), 4)
        for name, weight in zip(anchors.FEATURES, weights, strict=True)
    }
    best = (0.0, 0.5)
    for threshold in GRID:
        right = said = wanted = 0
        for case in cases:
            kept = anchors.chosen(
                anchors.candidates(case.encoded, case.heads, fitted, case.advice), threshold
            )
            right += sum(
                one is not None and one["type"] == anchor.type
                for anchor, one in zip(kept, case.paired(kept), strict=True)
            )
            said, wanted = said + len(kept), wanted + len(case.gold)
        best = max(best, (2 * right / max(1, said + wanted), threshold))
    fitted["believe"] = best[1]
    print(f"event F1 on tune {best[0]:.3f} at {best[1]}; weights {fitted['accept']}")


def fit_roles(cases: Sequence[Case], fitted: dict[str, Any]) -> None:
    """Fit a regression and a threshold a role, on events that match in anchor and type."""
    x: dict[str, list[Any]] = {role: [] for role in ROLES}
    y: dict[str, list[float]] = {role: [] for role in ROLES}
    kept_of = []
    for case in cases:
        kept = anchors.chosen(
            anchors.candidates(case.encoded, case.heads, fitted, case.advice), fitted["believe"]
        )
        named = trimmed(
            names(case.encoded.names, case.encoded.edges, start_at=fitted["name"]),
            case.encoded.texts,
        )
        near = fillers.candidates(case.encoded, named)
        pairs = case.paired(kept)
        kept_of.append((case, kept, near, pairs))
        for number, role, place, told in fillers.weighed(
            kept, near, case.encoded, case.heads, case.advice
        ):
            event = pairs[number]
            if event is None or event["type"] != kept[number].type:
                continue
            start, end = case.encoded.characters(near[place][:2])
            x[role].append(told)
            gold = _gold_fillers(event, role)
            y[role].append(float(any(a < end and start < b for a, b in gold)))
    fitted["fill"] = {
        role: [round(float(w), 4) for w in regression(np.array(x[role]), np.array(y[role]))]
        for role in ROLES
    }
    low = {**fitted, "roles": dict.fromkeys(ROLES, GRID[0])}
    counts = {role: {t: [0, 0, 0] for t in GRID} for role in ROLES}
    for case, kept, near, pairs in kept_of:
        held = fillers.assigned(kept, near, case.encoded, case.heads, low, case.advice)
        for anchor, event, roles in zip(kept, pairs, held, strict=True):
            if event is None or event["type"] != anchor.type:
                continue
            for role in ROLES:
                gold = _gold_fillers(event, role)
                for threshold in GRID:
                    said = [
                        case.encoded.characters(one.span)
                        for one in roles.get(role, ())
                        if one.score >= threshold
                    ]
                    count = counts[role][threshold]
                    count[0] += _overlapping(gold, said)
                    count[1] += len(said)
                    count[2] += len(gold)
    _choose_thresholds(counts, fitted)


def _choose_thresholds(counts: dict[str, dict[float, list[int]]], fitted: dict[str, Any]) -> None:
    """Keep the threshold of each role by right, said and gold fillers at each."""
    for role, table in counts.items():
        # to three digits, so that a hundredth of a point does not outweigh the middle
        scores = {t: round(2 * c[0] / max(1, c[1] + c[2]), 3) for t, c in table.items()}
        best = max(scores, key=lambda t: (scores[t], -abs(t - 0.5)))
        if role == "date":  # what is missed falls back to a guess: where F1 is flat, rather read it
            best = min(t for t in GRID if scores[t] >= scores[best] - FLAT)
        elif role in ("actor", "recipient"):
            best = max(t for t in GRID if scores[t] >= scores[best] - SHY)
        fitted["roles"][role] = best
        print(f"{role:14} F1 {scores[best]:.3f} at {best}  gold {table[best][2]}")


def fit_types(cases: Sequence[Case], fitted: dict[str, Any]) -> None:
    """Fit how much the table's own type weighs, on candidates that overlap a gold event."""
    scores = {}
    for weight in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5):
        right = total = 0
        for case in cases:
            found = anchors.candidates(
                case.encoded, case.heads, {**fitted, "table_type": weight}, case.advice
            )
            for one, gold in zip(found, case.paired(found), strict=True):
                if gold is not None:
                    total += 1
                    right += gold["type"] == one.type
        scores[weight] = right / max(1, total)
    fitted["table_type"] = max(scores, key=lambda weight: scores[weight])
    print(f"type accuracy on tune {scores} -> {fitted['table_type']}")


def fit_statuses(cases: Sequence[Case], fitted: dict[str, Any]) -> None:
    """Fit a multinomial regression over the status head and the lexicon's verdict.

    Its ridge pulls towards the head's own probabilities. Unreal events weigh more, since a threat
    taken for an attack is the worse error.
    """
    told, gold = [], []
    for case in cases:
        spans_given = [case.encoded.span(start, end) for start, end, _, _ in case.gold]
        pairs = [
            (span, event)
            for span, (_, _, _, event) in zip(spans_given, case.gold, strict=True)
            if span[0] < span[1]
        ]
        if not pairs:
            continue
        table = anchors.hinted(case.encoded)
        rules = []
        for span, _ in pairs:
            hint = next((h for h in table if h[0][0] < span[1] and span[0] < h[0][1]), None)
            rules.append(STATUSES.index(hint[2].status.value) if hint else len(STATUSES))
        features = case.heads.event([span for span, _ in pairs])
        told.append(anchors.status_features(case.heads.statuses(features, rules), rules))
        gold += [STATUSES.index(event["status"]) for _, event in pairs]
    x, y = np.concatenate(told), np.array(gold)
    start = np.concatenate([np.eye(len(STATUSES)), np.zeros((len(STATUSES), 7))], axis=1)
    weights = start.copy()
    onehot = np.eye(len(STATUSES))[y]
    heavy = np.where(y < 2, 1.0, UNREAL)[:, None]  # actual and attempted come first
    for _ in range(3000):
        raw = x @ weights.T
        shares = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = ((shares - onehot) * heavy).T @ x / heavy.sum()
        weights -= 0.1 * (slope + 0.005 * (weights - start))
    fitted["status"] = [[round(float(w), 4) for w in row] for row in weights]
    before = float((x[:, :6].argmax(axis=1) == y).mean())
    after = float(((x @ weights.T).argmax(axis=1) == y).mean())
    print(f"status accuracy on tune {before:.3f} -> {after:.3f}")


def fit_signed(root: Path, model: Model, fitted: dict[str, Any]) -> None:
    """Fit where each status lies on UDS's scale of certainty, by least squares on UDS's tune."""
    told, gold = [], []
    for row in rows(root / "factuality/uds_ih2_train.jsonl"):
        if not is_tune(row["id"]):
            continue
        encoded = encode(Document.new(row["text"]), model)
        if encoded is None:
            continue
        spans_given = [(encoded.span(one["start"], one["end"]), one) for one in row["targets"]]
        kept = [(span, one["label"]) for span, one in spans_given if span[0] < span[1]]
        if kept:
            heads = Heads(model, encoded)
            scores = [0.5] * len(kept)
            plain = {name: value for name, value in fitted.items() if name != "status"}
            found = anchors.judged([span for span, _ in kept], scores, encoded, heads, plain)
            told += [one.statuses for one in found]
            gold += [label for _, label in kept]
    x, y = np.array(told), np.array(gold)
    weights = np.linalg.solve(x.T @ x + np.eye(len(STATUSES)), x.T @ y)
    fitted["signed"] = [round(float(weight), 4) for weight in weights]
    r = float(np.corrcoef(x @ weights, y)[0, 1])
    print(f"signed scale {fitted['signed']}; r on UDS tune {r:.3f} (n {len(y)})")


def _gold_fillers(event: Mapping[str, Any], role: str) -> list[tuple[int, int]]:
    found = event.get(SOURCE.get(role, role), ())
    listed = [found] if isinstance(found, dict) else found
    return [(one["start"], one["end"]) for one in listed]


def _overlapping(gold: Sequence[tuple[int, int]], said: Sequence[tuple[int, int]]) -> int:
    used: set[int] = set()
    for start, end in gold:
        for number, (low, high) in enumerate(said):
            if number not in used and low < end and start < high:
                used.add(number)
                break
    return len(used)


def fit_modes(cases: Sequence[Case], fitted: dict[str, Any]) -> None:
    """Fit the threshold of modes, on events that match in anchor and type."""
    table = {t: [0, 0, 0] for t in GRID}
    for case in cases:
        kept = anchors.chosen(
            anchors.candidates(case.encoded, case.heads, fitted, case.advice), fitted["believe"]
        )
        for anchor, event in zip(kept, case.paired(kept), strict=True):
            if event is None or event["type"] != anchor.type:
                continue
            gold = set(event["mode"])
            for threshold, count in table.items():
                said = set(anchors.modes_of(anchor, threshold))
                count[0] += len(said & gold)
                count[1] += len(said)
                count[2] += len(gold)
    scores = {t: 2 * c[0] / max(1, c[1] + c[2]) for t, c in table.items()}
    fitted["mode"] = max(scores, key=lambda t: scores[t])
    print(f"modes F1 {scores[fitted['mode']]:.3f} at {fitted['mode']} (of {len(MODE_NAMES)})")


def main(arguments: Sequence[str]) -> int:
    """Fit and write `reader.json` beside the model."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.tune", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--version", default="1")
    parser.add_argument("--quick", action="store_true", help="leave attribution and UDS out")
    options = parser.parse_args(arguments)
    fitted, path = untuned(options.version), options.model / "reader.json"
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    model = from_folder(options.model)
    cases = [Case(row, model) for row in documents(options.root)]
    print(f"{len(cases)} texts of tune, {sum(len(case.gold) for case in cases)} events")
    fit_types(cases, fitted)
    fit_statuses(cases, fitted)
    fit_accept(cases, fitted)
    fit_roles(cases, fitted)
    fit_modes(cases, fitted)
    if not options.quick:
        from training.reader import tune_claims  # noqa: PLC0415  (it uses the regression above)

        tune_claims.fit(options.root, model, fitted)
        fit_signed(options.root, model, fitted)
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    from training.reader.calibrate import calibration  # noqa: PLC0415  (it uses the cases above)

    report = json.dumps(calibration(cases, fitted), indent=1)
    (options.model / "calibration.json").write_text(report + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
