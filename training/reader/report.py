"""Write what the scorecard shows beside the figures: calibration, and 20 failures to learn from.

    python -m training.reader.report --model FOLDER --out training/reports

Failures come from the tune documents of our own corpus, by a draw with a fixed seed over all that
went wrong there: none is picked for looking better or worse.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.dispatches import parse
from training.reader.sets import is_tune
from training.reader.tune import Case
from watchfloor.coding.encoder import anchors
from watchfloor.coding.encoder.model import Model, from_folder

MOST = 20


def failures(model: Model) -> list[dict[str, Any]]:
    """Return a draw of what the coder gets wrong on our own texts that it never trained on."""
    rows, _ = parse.documents(parse.own_files())
    found = [one for row in rows if is_tune(row["id"]) for one in _wrong(Case(row, model), model)]
    chance = random.Random(20)  # noqa: S311  (a draw that can be repeated)
    chance.shuffle(found)
    by_field: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        by_field.setdefault(one["field"], []).append(one)
    drawn: list[dict[str, Any]] = []
    while len(drawn) < MOST and any(by_field.values()):
        for rest in by_field.values():
            if rest and len(drawn) < MOST:
                drawn.append(rest.pop())
    return drawn


def _wrong(case: Case, model: Model) -> Iterator[dict[str, Any]]:
    fitted = model.fitted
    found = anchors.candidates(case.encoded, case.heads, fitted)
    kept = anchors.chosen(found, fitted["believe"])
    pairs = case.paired(kept)
    met = {id(one) for one in pairs if one is not None}
    for anchor, gold in zip(kept, pairs, strict=True):
        words = _anchor(case, anchor)
        if gold is None:
            yield _failure(case, anchor.start, "false event", f"{words}: {anchor.type}", "no event")
        elif gold["type"] != anchor.type:
            yield _failure(case, anchor.start, "type", f"{words}: {anchor.type}", gold["type"])
        elif gold["status"] != anchor.status:
            yield _failure(
                case, anchor.start, "status", f"{words}: {anchor.status}", gold["status"]
            )
    for event in case.row["events"]:
        if id(event) not in met:
            start, _ = case.encoded.span(event["anchor"]["start"], event["anchor"]["end"])
            told = f"{event['anchor']['text']}: {event['type']}, {event['status']}"
            yield _failure(case, start, "missed event", "nothing", told)


def _anchor(case: Case, anchor: anchors.Anchor) -> str:
    start, end = case.encoded.characters((anchor.start, anchor.end))
    return case.document.text[start:end]


def _failure(case: Case, word: int, field: str, said: str, gold: str) -> dict[str, Any]:
    sentence = case.encoded.passages[int(case.encoded.sentence[word])].sentence
    text = case.document.text[sentence.starts[0] : sentence.ends[-1]]
    return {
        "field": field,
        "text": text,
        "said": said,
        "gold": gold,
        "note": case.row["id"],
    }


def main(arguments: Sequence[str]) -> int:
    """Write `calibration.json` and `failures.json`."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.report", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    bins = (options.model / "calibration.json").read_text(encoding="utf-8")
    (options.out / "calibration.json").write_text(bins, encoding="utf-8")
    drawn = json.dumps(failures(from_folder(options.model)), indent=1, ensure_ascii=False)
    (options.out / "failures.json").write_text(drawn + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
