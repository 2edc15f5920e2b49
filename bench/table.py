"""The scorecard of README.md: one Markdown row for each headline figure of `bench/results`."""

import json
from pathlib import Path
from typing import Any

from bench.gate import PERCENT, RESULTS
from watchfloor.errors import InputError

HEADLINES = {
    "dates": ("exact", "value_f1"),
    "dispatches": (
        "event_f1",
        "status_acc",
        "unreal_as_real",
        "actor_f1",
        "recipient_f1",
        "incident_pairs_f1",
    ),
    "claims": ("content_f1", "source_f1", "speaker_acc", "kind_macro_f1"),
    "events": ("trigger_f1", "argument_f1"),
    "muc4": ("ree_f1", "template_f1"),
    "ner": ("f1", "guideline_f1"),
    "places": ("acc161", "end_f1"),
    "actors": ("accuracy",),
    "figures": ("f1",),
    "fuse": ("conll_f1",),
    "plover": ("root_f1", "quad_f1"),
    "relations": ("f1",),
    "status": ("pearson", "macro_f1"),
    "muc4-slots": ("stage_acc", "confidence_acc", "dead_exact", "injured_exact"),
    "letters": ("event_f1", "upper_event_f1", "lower_event_f1"),
    "copies": ("pair_f1", "core_docs_per_s"),
    "resolving": ("core_docs_per_s",),
    "speed": ("docs_per_s", "core_docs_per_s", "worker_mb"),
}
"""The figures that stand in the README; all others stand in the results."""

HEAD = (
    "| task | data | figure | Watchfloor | trivial baseline | texts/s | date |",
    "|---|---|---|---|---|---|---|",
)


def table(results: Path = RESULTS) -> list[str]:
    """Return the lines of the table, from the committed results.

    Raises:
        InputError: there are none; `python -m bench gate --set` makes them.
    """
    found = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob("*.json"))
    ]
    if not found:
        message = f"no results in {results}: `python -m bench gate --set` measures and keeps them"
        raise InputError(message)
    return [*HEAD, *(row for result in found for row in _rows(result))]


def _rows(result: dict[str, Any]) -> list[str]:
    rows = []
    for metric in HEADLINES[result["task"]]:
        value = result["metrics"].get(metric)
        if value is not None:
            shown = (_shown(result, value), _shown(result, result["baseline"].get(metric)))
            cells = (result["task"], result["data"], metric.replace("_", " "), *shown)
            speed = "cv" if result.get("cv") else f"{result['docs_per_s']:.0f}"
            rows.append(f"| {' | '.join(cells)} | {speed} | {result['date']} |")
    return rows


def _shown(result: dict[str, Any], value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if result["task"] in PERCENT or abs(value) > 1 else f"{value:.3f}"
