"""The readable report: figures beside their baselines, then tables."""

from collections.abc import Sequence
from typing import TextIO

from bench.run import Result
from bench.task import Table

SHOWN_REFUSALS = 5


def report(result: Result, out: TextIO) -> None:
    """Write the whole report of one run."""
    timed = "" if result.docs_per_s is None else f", {result.docs_per_s:.1f} a second"
    print(
        f"{result.task}: {result.documents} {result.unit}{timed}, peak {result.peak_mb:.0f} MB",
        file=out,
    )
    maker = "cv: true, predictions" if result.cv else "model"
    print(f"data {result.data_sha256[:12]}  {maker} {result.model_sha256[:12]}  seed 0\n", file=out)
    for line in table_lines(_figures(result)):
        print(line, file=out)
    for number, name in enumerate(result.baseline_names, start=1):
        print(f"baseline {number}: {name}", file=out)
    for table in result.tables:
        print(f"\n{table.title}", file=out)
        for line in table_lines(table):
            print(line, file=out)


def notes(result: Result, out: TextIO) -> None:
    """Write why figures are missing, and which cases ingest refused."""
    for about, figures in (("metric", result.metrics), ("baseline", result.baseline)):
        for name, reason in figures.why.items():
            print(f"no {about} {name}: {reason}", file=out)
    if result.remapped:
        print(f"normalisation changed {result.remapped} texts; spans were carried over", file=out)
    if result.refused:
        print(f"{len(result.refused)} cases refused by ingest count as empty, as:", file=out)
        for message in result.refused[:SHOWN_REFUSALS]:
            print(f"  {message}", file=out)


def _figures(result: Result) -> Table:
    """Return metric, value, interval if there is one, and each baseline."""
    names = list(result.metrics.values)
    prefixes = list(
        dict.fromkeys(
            name[: -len(metric)]
            for name in result.baseline.values
            for metric in names
            if name.endswith(metric)
        )
    )
    rows = []
    for name in names:
        low_high = result.intervals.get(name)
        interval = f"{low_high[0]:.3f}..{low_high[1]:.3f}" if low_high else ""
        baselines = (result.baseline.values.get(prefix + name) for prefix in prefixes)
        rows.append((name, result.metrics.values[name], interval, *baselines))
    heads = (f"baseline {number}" for number in range(1, len(prefixes) + 1))
    return Table("", ("metric", result.task, "95 % interval", *heads), tuple(rows))


def table_lines(table: Table) -> list[str]:
    """Lay a table out: first column left, the others right."""
    cells = [list(table.columns), *([_cell(value) for value in row] for row in table.rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.columns))]
    return [_line(row, widths) for row in cells]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])


def _cell(value: str | float | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) > 1 else _number(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.2f}"
