"""The command line: `python -m bench TASK --data FILE`, and commands over many files.

`copies` and `speed` measure otherwise than case by case; `all` prints a report of every file that
the gate holds or keeps; `gate` holds them against their floors; `table` and `scorecard` are pages.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import apart, copies, gate, scorecard, show, table
from bench.product import Product, installed
from bench.run import Result, run, score
from bench.tasks import TASKS
from bench.tasks.plover import PLOVER, out_of_fold
from watchfloor import defaults
from watchfloor.errors import InputError, WatchfloorError

Load = Callable[[str], Product]

FAILED, USAGE = 1, 2


def main(arguments: Sequence[str], load: Load = installed) -> int:
    """Measure one file, or hold all development files against their floors."""
    options = _parser().parse_args(arguments)
    answer = COMMANDS.get(options.task, _measure)
    try:
        return answer(options, load)
    except WatchfloorError as error:
        print(f"bench: {error}", file=sys.stderr)
        return USAGE if isinstance(error, InputError) else FAILED


def _copies(options: argparse.Namespace, _: Load) -> int:
    return _print(copies.measure(options.data, options.seeds, options.out), options)


def _speed(options: argparse.Namespace, load: Load) -> int:
    product = load(options.coder)
    return _print(apart.timed(options.data, product, options.words, options.texts), options)


def _table(options: argparse.Namespace, _: Load) -> int:
    print("\n".join(table.table(options.results)))
    return 0


def _measure(options: argparse.Namespace, load: Load) -> int:
    task = TASKS[options.task]
    if getattr(options, "predictions", None):
        result = score(task, options.data, options.predictions, out_of_fold)
    else:
        result = run(task, options.data, load(options.coder), options.out)
    return _print(result, options)


def _print(result: Result, options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(result.contract()))
        show.notes(result, sys.stderr)
    else:
        show.report(result, sys.stdout)
        show.notes(result, sys.stdout)
    return 0


def _all(options: argparse.Namespace, load: Load) -> int:
    """Print a report of each file, whatever becomes of the others."""
    product, worst = load(options.coder), 0
    for task, name in (*gate.GATED, *gate.REPORTED, *apart.FILES):
        print(f"\n== python -m bench {task} --data {name}", flush=True)
        try:
            result = run(TASKS[task], gate.place(options.root, name), product)
        except WatchfloorError as error:
            print(f"bench: {error}", file=sys.stderr)
            worst = FAILED
            continue
        show.report(result, sys.stdout)
        show.notes(result, sys.stdout)
    return worst


def _scorecard(options: argparse.Namespace, _: Load) -> int:
    page = scorecard.scorecard(options.results, options.reports)
    if options.out is None:
        print(page, end="")
    else:
        options.out.write_text(page, encoding="utf-8")
    return 0


def _gate(options: argparse.Namespace, load: Load) -> int:
    today = datetime.now(UTC).date()
    request = gate.Request(
        root=options.root,
        floors=options.floors,
        results=options.results,
        today=today,
        set_floors=options.set,
        predictions=options.predictions,
        allowed=dict(options.allow_regression),
    )
    part = (apart.measured, apart.beside) if options.apart else (gate.gated, gate.reported)
    lines, passed = gate.run_gate(request, load(options.coder), *part)
    for line in lines:
        print(line)
    return 0 if passed else FAILED


COMMANDS = {
    "all": _all,
    "copies": _copies,
    "gate": _gate,
    "scorecard": _scorecard,
    "speed": _speed,
    "table": _table,
}
"""Who answers; any other name is a task."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    for name, task in TASKS.items():
        command = commands.add_parser(
            name, help=f"measure {_article(name)} {name} file, counted in {task.unit}"
        )
        command.add_argument("--data", type=Path, required=True, help="the file to measure on")
        predictions = command.add_mutually_exclusive_group()
        predictions.add_argument("--out", type=Path, help="write one prediction a line here")
        command.add_argument("--json", action="store_true", help="print exactly one JSON line")
        if task is PLOVER:
            _add_predictions(predictions)
        _add_coder(command)
    command = commands.add_parser("copies", help="measure groups among made copies of real texts")
    command.add_argument("--data", type=Path, default=copies.DATA, help="a file or folder of texts")
    command.add_argument("--seeds", type=int, nargs="+", default=copies.SEEDS, help="one pool each")
    command.add_argument("--out", type=Path, help="write one text with its group a line here")
    command.add_argument("--json", action="store_true", help="print exactly one JSON line")
    command = commands.add_parser("speed", help="time ingest of documents of one length")
    command.add_argument("--data", type=Path, required=True, help="a JSONL file with `text`")
    command.add_argument("--words", type=int, default=apart.WORDS, help="words of a document")
    command.add_argument("--texts", type=int, default=apart.TEXTS, help="documents")
    command.add_argument("--json", action="store_true", help="print exactly one JSON line")
    _add_coder(command)
    command = commands.add_parser(
        "all", help="print a report of every file of the gate, one by one"
    )
    command.add_argument("--root", type=Path, default=gate.ROOT, help="where the sets lie")
    _add_coder(command)
    command = commands.add_parser("gate", help="hold the development files against their floors")
    command.add_argument("--set", action="store_true", help="write floors and results anew")
    command.add_argument(
        "--apart", action="store_true", help="what takes long or tells of the machine, instead"
    )
    command.add_argument(
        "--allow-regression",
        nargs=2,
        action="append",
        default=[],
        metavar=("TASK", "REASON"),
        help="let --set lower the floors of a task, and write down why",
    )
    command.add_argument("--root", type=Path, default=gate.ROOT, help="where the sets lie")
    _add_predictions(command)
    command.add_argument("--floors", type=Path, default=gate.FLOORS, help=argparse.SUPPRESS)
    command.add_argument("--results", type=Path, default=gate.RESULTS, help=argparse.SUPPRESS)
    _add_coder(command)
    command = commands.add_parser("table", help="print the kept results as a Markdown table")
    command.add_argument("--results", type=Path, default=gate.RESULTS, help=argparse.SUPPRESS)
    command = commands.add_parser("scorecard", help="print the page of all kept results")
    command.add_argument("-o", "--out", type=Path, help="write it here: docs/quality.md")
    command.add_argument("--results", type=Path, default=gate.RESULTS, help=argparse.SUPPRESS)
    command.add_argument(
        "--reports", type=Path, default=scorecard.REPORTS, help="where training reports"
    )
    return parser


def _article(name: str) -> str:
    """Return a or an: of an abbreviation that is spelt, by the sound of its first letter."""
    spelt = name in ("ner",)
    return "an" if name[0] in ("aeiou" if not spelt else "aefhilmnorsx") else "a"


def _add_predictions(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--predictions",
        type=Path,
        help="score PLV by the out-of-fold predictions of this file (JSONL: id, root), marked cv",
    )


def _add_coder(command: argparse.ArgumentParser) -> None:
    name = defaults.CODER
    command.add_argument("--coder", default=name, help=f"which coder (default: {name})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
