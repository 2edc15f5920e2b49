"""The command line: `python -m bench TASK --data FILE`, `bench gate`, `bench table`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import gate, show, table
from bench.product import Product, installed
from bench.run import run
from bench.tasks import TASKS
from watchfloor.errors import InputError, WatchfloorError

Load = Callable[[str], Product]

FAILED, USAGE = 1, 2


def main(arguments: Sequence[str], load: Load = installed) -> int:
    """Measure one file, or hold all development files against their floors."""
    options = _parser().parse_args(arguments)
    try:
        if options.task == "gate":
            return _gate(options, load)
        if options.task == "table":
            print("\n".join(table.table(options.results)))
            return 0
        return _measure(options, load)
    except WatchfloorError as error:
        print(f"bench: {error}", file=sys.stderr)
        return USAGE if isinstance(error, InputError) else FAILED


def _measure(options: argparse.Namespace, load: Load) -> int:
    result = run(TASKS[options.task], options.data, load(options.coder), options.out)
    if options.json:
        print(json.dumps(result.contract()))
        show.notes(result, sys.stderr)
    else:
        show.report(result, sys.stdout)
        show.notes(result, sys.stdout)
    return 0


def _gate(options: argparse.Namespace, load: Load) -> int:
    today = datetime.now(UTC).date()
    request = gate.Request(
        root=options.root,
        floors=options.floors,
        results=options.results,
        today=today,
        set_floors=options.set,
        allowed=dict(options.allow_regression),
    )
    lines, passed = gate.run_gate(request, load(options.coder))
    for line in lines:
        print(line)
    return 0 if passed else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    for name, task in TASKS.items():
        command = commands.add_parser(name, help=f"measure {task.unit} a file of task {name}")
        command.add_argument("--data", type=Path, required=True, help="the file to measure on")
        command.add_argument("--out", type=Path, help="write one prediction a line here")
        command.add_argument("--json", action="store_true", help="print exactly one JSON line")
        _add_coder(command)
    command = commands.add_parser("gate", help="hold the development files against their floors")
    command.add_argument("--set", action="store_true", help="write floors and results anew")
    command.add_argument(
        "--allow-regression",
        nargs=2,
        action="append",
        default=[],
        metavar=("TASK", "REASON"),
        help="let --set lower the floors of a task, and write down why",
    )
    command.add_argument("--root", type=Path, default=gate.ROOT, help="where the sets lie")
    command.add_argument("--floors", type=Path, default=gate.FLOORS, help=argparse.SUPPRESS)
    command.add_argument("--results", type=Path, default=gate.RESULTS, help=argparse.SUPPRESS)
    _add_coder(command)
    command = commands.add_parser("table", help="print the kept results as a Markdown table")
    command.add_argument("--results", type=Path, default=gate.RESULTS, help=argparse.SUPPRESS)
    return parser


def _add_coder(command: argparse.ArgumentParser) -> None:
    command.add_argument("--coder", default="lexicon", help="which coder (default: lexicon)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
