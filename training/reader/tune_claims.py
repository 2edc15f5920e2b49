"""Fit what puts claims together, on tune: thresholds, who speaks, what is believed.

    python -m training.reader.tune_claims --model FOLDER --root ../shared/data

Rewrites three entries of the model's `reader.json`, `attribution`, `speaker` and `claim`, in a few
minutes. Tune is the tenth of PolNeAR and of the dispatches that no stage trained on.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.reader.sets import is_tune, rows
from training.reader.tune import GRID, documents, regression
from watchfloor.coding.encoder import anchors, claims, evidence, fillers, reporting, speakers
from watchfloor.coding.encoder.advice import advice
from watchfloor.coding.encoder.attribution import settled
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.decode import names, spans, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span, encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import GROUPS
from watchfloor.coding.encoder.model import Model, from_folder
from watchfloor.model import Document

MOST = 60
"""Texts of PolNeAR that are read."""

HALF = 0.5
"""The share of its words that makes a content right, as the task claims counts."""

BELIEVE = 0.45
"""Least probability of a claim that is kept. PolNeAR annotates every attribution, the dispatches
claims alone: on tune the first would have it lower, the second is the same from .3 to .45."""

CUE, CONTENT = 0.45, 0.5
"""Thresholds of two heads whose spans are candidates only: low, since a regression decides."""

Parts = Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of tune, encoded, with its attributions as spans of words."""

    text: str
    encoded: Encoded
    heads: Heads
    gold: tuple[Parts, ...]
    acts: tuple[Span, ...]
    people: tuple[Span, ...]
    whole: bool


def texts(root: Path, model: Model, fitted: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the texts of PolNeAR's and of the dispatches' tune."""
    own = (row for row in rows(root / "polnear/train.jsonl") if is_tune(row["id"]))
    for _, row in zip(range(MOST), own, strict=False):
        first = row["annotators"][0] if row["annotators"] else None
        gold = [one for one in row["attributions"] if one.get("annotator") == first]
        yield from _text(row["text"], [_parts(one) for one in gold], model, fitted, whole=False)
    for row in documents(root):
        found = [
            {
                "source": [one["speaker"]] if one.get("speaker") else [],
                "cue": [one["cue"]] if one.get("cue") else [],
                "content": [one["content"]] if one.get("content") else [],
            }
            for one in row["claims"]
        ]
        yield from _text(row["text"], found, model, fitted, whole=True)


def _parts(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("source", "cue", "content")}


def _text(
    text: str,
    found: Sequence[Mapping[str, Any]],
    model: Model,
    fitted: Mapping[str, Any],
    *,
    whole: bool,
) -> Iterator[Text]:
    document = Document.new(text)
    encoded = encode(document, model)
    if encoded is None:
        return
    encoded = settled(encoded)
    heads = Heads(model, encoded)
    gold = tuple(
        {
            name: tuple(encoded.span(part["start"], part["end"]) for part in one[name])
            for name in one
        }
        for one in found
    )
    kept = anchors.chosen(
        anchors.candidates(encoded, heads, fitted, advice(document, encoded)), fitted["believe"]
    )
    acts = tuple((one.start, one.end) for one in kept if one.type not in claims.SPOKEN)
    named = trimmed(names(encoded.names, encoded.edges, start_at=fitted["name"]), encoded.texts)
    number = GROUPS.index("participant")
    listed = fillers.candidates(encoded, named)
    people = tuple(sorted({(start, end) for start, end, group in listed if group == number}))
    yield Text(text, encoded, heads, gold, acts, people, whole)


def fit_source(cases: Sequence[Text], fitted: dict[str, Any]) -> None:
    """Fit the threshold of sources by words, where all of them are annotated."""
    scores = {}
    for threshold in GRID:
        right = said = held = 0
        for case in cases:
            if case.whole:
                continue
            gold = {word for one in case.gold for part in one["source"] for word in range(*part)}
            found = spans(case.encoded.bio["source"], case.encoded.edges, start_at=threshold)
            got = {word for one in found for word in range(one.start, one.end)}
            right += len(got & gold)
            said, held = said + len(got), held + len(gold)
        scores[threshold] = 2 * right / max(1, said + held)
    best = max(scores, key=lambda threshold: scores[threshold])
    fitted["attribution"] = {"source": best, "cue": CUE, "content": CONTENT}
    print(f"source: word F1 {scores[best]:.3f} at {best}")


def fit_speakers(cases: Sequence[Text], fitted: dict[str, Any]) -> None:
    """Fit which participant of its sentence a cue belongs to."""
    x: list[tuple[float, ...]] = []
    y: list[float] = []
    for case in cases:
        encoded, limits = case.encoded, fitted["attribution"]
        contents = Contents.of(encoded, case.text, limits["content"])
        known = speakers.Speakers.of(encoded, case.people, contents.quoted)
        gold = [(one["cue"], one["source"]) for one in case.gold if one["cue"] and one["source"]]
        for cue in reporting.cues(encoded, contents, limits["cue"], case.acts):
            right = [part for parts, own in gold if _meets(cue.span, parts) for part in own]
            seen = list(known.rivals(cue.span))
            told = [float(_meets(known.found[number].span, right)) for number, _ in seen]
            if any(told):
                x += [(1.0, *traits) for _, traits in seen]
                y += told
    weights = regression(np.array(x), np.array(y))[1:]
    fitted["speaker"] = _rounded(speakers.TRAITS, weights)
    print(f"speakers: {len(y)} rivals, {int(sum(y))} right")


def _meets(span: Span, parts: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in parts)


def fit_claims(cases: Sequence[Text], fitted: dict[str, Any]) -> None:
    """Fit which candidates are somebody's statement."""
    fitted.pop("claim", None)
    fitted["attribution"]["believe"] = 0.0
    x: list[tuple[float, ...]] = []
    y: list[float] = []
    for case in cases:
        for one in claims.candidates(
            case.encoded, case.heads, case.text, fitted, case.acts, case.people
        ):
            x.append(one.evidence)
            y.append(float(_right(one, case)))
    fitted["claim"] = _rounded(evidence.FEATURES, regression(np.array(x), np.array(y)))
    fitted["attribution"]["believe"] = BELIEVE
    print(f"claims: {len(y)} candidates, {int(sum(y))} right")


def _right(one: claims.Attribution, case: Text) -> bool:
    """Say whether half of a content is right: of one that may be a piece its own words, else F1."""
    mine = set(range(*one.content))
    for gold in case.gold:
        theirs = {word for part in gold["content"] for word in range(*part)}
        size = (len(mine) + len(theirs)) / 2 if case.whole else len(mine)
        if len(mine & theirs) >= HALF * size:
            return True
    return False


def _rounded(names_of: Sequence[str], weights: Any) -> dict[str, float]:
    return {name: round(float(one), 4) for name, one in zip(names_of, weights, strict=True)}


def fit(root: Path, model: Model, fitted: dict[str, Any]) -> None:
    """Fit everything that claims need into `fitted`."""
    cases = list(texts(root, model, fitted))
    fit_source(cases, fitted)
    fit_speakers(cases, fitted)
    fit_claims(cases, fitted)


def main(arguments: Sequence[str]) -> int:
    """Fit and rewrite `reader.json` beside the model."""
    parser = argparse.ArgumentParser(
        prog="python -m training.reader.tune_claims", description=__doc__
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    options = parser.parse_args(arguments)
    path = options.model / "reader.json"
    fitted = json.loads(path.read_text(encoding="utf-8"))
    fit(options.root, from_folder(options.model), fitted)
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
