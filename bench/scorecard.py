"""docs/quality.md: every kept figure beside its baseline, peer and aim, then tables and failures.

Made from `bench/results` and, where they are there, the JSON files of `training/reports` (see
`bench.reports`). What a file does not say is left out, never guessed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from bench import maps
from bench.gate import LOWER_IS_BETTER, PERCENT, RESULTS
from bench.reports import Calibration, Failure, Reports, read_reports
from watchfloor.errors import InputError

REPORTS = Path(__file__).parent.parent / "training" / "reports"

MOST_ROWS = 25
"""Rows of a table that are shown; the rest is counted."""

WHAT = {
    "muc4": "Incident templates from a whole document: type, perpetrators, targets, victims.",
    "muc4-slots": "The other slots of the templates: stage, confidence, effect, numbers, place.",
    "plover": "The event type of a sentence: 15 roots, and the four quads that follow from them.",
    "events": "Triggers and their arguments, heads compared, types mapped to PLOVER's.",
    "status": "Did it happen, by the text? Given anchors, six statuses or a signed score.",
    "claims": "Who said what: source, cue and content, discontinuous or not.",
    "figures": "Counted quantities that are no casualties: number, bounds, what is counted, where.",
    "relations": "How two actors stand to each other, where one sentence states it.",
    "dispatches": "Every layer on the same texts of our own.",
    "letters": "Events and dates of the dispatches as they are, in capitals and in small letters.",
    "ner": "Names and other mentions: exact span and label group.",
    "dates": "What a date expression means: TIMEX values, and intervals of marked expressions.",
    "places": "Where a mention lies: within 161 km, GeoNames id, country; end to end too.",
    "actors": "Who a mention is: an entity of the knowledge base, or nobody in it.",
    "fuse": "Which mentions of many texts are one event: given mentions, topics unknown.",
    "copies": "Which of many texts are copies of one: made copies of real texts, pairs counted.",
    "resolving": "Dates, places and actors of texts that are coded already, without the coding.",
    "speed": "The whole of `watchfloor ingest` into a fresh record, on documents of 600 words.",
}
"""The tasks in the order of the page, each in a sentence."""

INTRO = """\
# Quality

Made by `python -m bench scorecard -o docs/quality.md` from [the kept results](../bench/results);
what the tasks are and how they count stands in [bench/README.md](../bench/README.md). Do not edit.

Development files only, through the code that `watchfloor ingest` runs. `muc4` and `dates` are
percentages, all others 0..1; `unreal as real` is better when lower. An interval is the central 95 %
of a bootstrap over documents, given for files of fewer than 100: no difference inside it means
anything. A baseline is trivial on purpose. A peer was measured by others, mostly on the test part
of a set, which is not here: see its note before comparing. Bold: what our own specification asks
for is reached. Seeds: mean and spread of three trainings of the stage `finish` that differ in
nothing else; the shipped model averages them and went through later stages: the spread is theirs.
"""


def scorecard(results: Path = RESULTS, reports: Path = REPORTS) -> str:
    """Return the page.

    Raises:
        InputError: there are no results, or a report is damaged.
    """
    extra = read_reports(reports)
    found = _with_cv(_results(results), extra.cv)
    parts = [INTRO, "## All figures\n", *_overview(found, extra), ""]
    for task, what in WHAT.items():
        mine = [one for one in found if one["task"] == task]
        if mine:
            parts += [f"## {task}\n", f"{what}\n", *_peers(task)]
            for one in mine:
                parts += _details(one)
    parts += _calibrations(extra.calibrations)
    parts += _failures(extra.failures)
    return "\n".join(parts).rstrip() + "\n"


def _results(folder: Path) -> list[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not found:
        message = f"no results in {folder}: `python -m bench gate --set` measures and keeps them"
        raise InputError(message)
    order = {name: place for place, name in enumerate(WHAT)}
    known = [one for one in found if one["task"] in order]
    return sorted(known, key=lambda one: (order[one["task"]], one["data"]))


def _with_cv(
    results: Sequence[dict[str, Any]], cross_validated: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Put a cross-validated result in the place of what the coder says of its own training set."""
    by_file = {(one["task"], one["data_sha256"]): one for one in cross_validated}
    return [
        {**one, "tables": [], **by_file[key]}
        if (key := (one["task"], one["data_sha256"])) in by_file
        else one
        for one in results
    ]


def _overview(results: Iterable[Mapping[str, Any]], extra: Reports) -> list[str]:
    heads = ("task", "data", "figure", "Watchfloor", "95 %", "seeds", "baseline", "peer", "to beat")
    rows = [
        _figure_row(one, metric, extra)
        for one in results
        for metric, value in one["metrics"].items()
        if value is not None
    ]
    return _markdown(heads, rows)


def _figure_row(result: Mapping[str, Any], metric: str, extra: Reports) -> tuple[str, ...]:
    task, data, value = result["task"], result["data"], result["metrics"][metric]
    interval = result.get("intervals", {}).get(metric)
    seeds = extra.seeds.get((task, data, metric), ())
    peers = [
        f"{_number(task, float(one['figure']))} {one['name']}" for one in _said(result, metric)
    ]
    must = next((float(one["figure"]) for one in _said(result, metric, "must")), None)
    shown = _number(task, value) + (" (cv)" if result.get("cv") else "")
    is_reached = must is not None and (
        value <= must if metric in LOWER_IS_BETTER else value >= must
    )
    return (
        task,
        data,
        metric.replace("_", " "),
        f"**{shown}**" if is_reached else shown,
        "–".join(_number(task, one) for one in interval) if interval else "",
        _seeds(task, seeds),
        _number(task, result["baseline"].get(metric)),
        ", ".join(peers),
        "" if must is None else _number(task, must),
    )


def _said(result: Mapping[str, Any], metric: str, kind: str = "peer") -> list[dict[str, str]]:
    return [
        row
        for row in maps.rows("peers")
        if (row["task"], row["metric"], row["kind"]) == (result["task"], metric, kind)
        and row["data"] in ("", result["data"])
    ]


def _seeds(task: str, values: Sequence[float]) -> str:
    if not values:
        return ""
    spread = f" ± {_number(task, stdev(values))}" if len(values) > 1 else ""
    return f"{_number(task, mean(values))}{spread} ({len(values)})"


def _number(task: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if task in PERCENT or abs(value) > 1 else f"{value:.3f}"


def _peers(task: str) -> list[str]:
    """Return one line a peer: what it is, and on what it was measured."""
    rows = [row for row in maps.rows("peers") if row["task"] == task and row["kind"] == "peer"]
    lines = [
        f"- {row['name']}: {row['metric'].replace('_', ' ')} "
        f"{_number(task, float(row['figure']))}. {row['note']}"
        for row in rows
    ]
    return ["Peers:", "", *lines, ""] if lines else []


def _details(result: Mapping[str, Any]) -> list[str]:
    """Return what was measured when, what could not be, and the tables of one file."""
    speed = result["docs_per_s"]
    timed = "by cross-validation" if speed is None else f"{speed:.0f} texts a second"
    parts = [
        f"### {result['task']} on {result['data']}\n",
        f"{result['documents']} texts, {timed}; {result['date']}, {result['machine']}; "
        f"data `{result['data_sha256'][:12]}`, model `{result['model_sha256'][:12]}`, seed 0.\n",
    ]
    baseline = dict(result["baseline"])
    reasons = baseline.pop("why", {})
    lines = [f"- no {_named(name)}: {why}" for name, why in result["why"].items()]
    lines += [
        f"- {_named(name)}: {_number(result['task'], value)}"
        for name, value in baseline.items()
        if name not in result["metrics"] and value is not None
    ]
    lines += [
        f"- no baseline {_named(name)}: {why}"
        for name, why in reasons.items()
        if _own(name, result["metrics"]) in result["metrics"]
        and result["metrics"][_own(name, result["metrics"])] is not None
    ]
    parts += [*lines, ""] if lines else []
    for table in result.get("tables", ()):
        rows = [tuple(_cell(cell) for cell in row) for row in table["rows"]]
        if rows:
            parts += [f"{table['title']}:", "", *_markdown(table["columns"], rows[:MOST_ROWS])]
            more = len(rows) - MOST_ROWS
            parts += [f"\nand {more} more.\n"] if more > 0 else [""]
    return parts


def _named(name: str) -> str:
    return name.replace("_", " ")


def _own(name: str, metrics: Mapping[str, Any]) -> str:
    """Return the metric that a baseline's name, with or without a prefix, stands for."""
    ends = [one for one in metrics if name == one or name.endswith(f"_{one}")]
    return max(ends, key=len, default=name)


def _cell(cell: str | float | None) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return f"{cell:.0f}" if cell == int(cell) else f"{cell:.3f}"


def _calibrations(found: Sequence[Calibration]) -> list[str]:
    if not found:
        return []
    parts = [
        "## Calibration\n",
        "Of values with such a score, the share that is right. Scores are no probabilities: where "
        "score and share differ, believe the share. On *tune*, the tenth of the training texts "
        "that no stage trained on but on which these scores were fitted: others may be worse.\n",
    ]
    for one in found:
        rows = [(f"{score:.2f}", f"{share:.2f}", str(n)) for score, share, n in one.bins]
        parts += [f"{one.field}:", "", *_markdown(("score", "share right", "n"), rows), ""]
    return parts


def _failures(found: Sequence[Failure]) -> list[str]:
    if not found:
        return []
    parts = [
        "## Failures\n",
        "From our own training corpus, by a model that had not seen the text. No text of a "
        "development file stands here.\n",
    ]
    for number, one in enumerate(found, start=1):
        words = " ".join(one.text.split())
        parts += [f"{number}. > {words}", "", f"   {one.field}: said {one.said}; right {one.gold}."]
        parts += [f"   {one.note}"] if one.note else []
        parts.append("")
    return parts


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]
