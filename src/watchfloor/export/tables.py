"""JSON Lines and CSV, written row by row from an iterator."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

from watchfloor.export.columns import Cell, flat
from watchfloor.model import dumps

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A cell that starts with one of these may be run as a formula by a spreadsheet."""


def write_jsonl(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write one exact contract object a line, UTF-8; return how many."""
    del shape  # every writer takes it, this one reads it off the rows
    count = 0
    for row in rows:
        stream.write(utf8(dumps(row)) + b"\n")
        count += 1
    return count


def write_csv(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write a header and one flat line a row (RFC 4180, UTF-8); return how many rows."""
    form = flat(shape)
    names = [column.name for column in form.columns]
    return write_cells(names, (form.read(row) for row in rows), stream)


def write_cells(names: Sequence[str], rows: Iterable[Iterable[Cell]], stream: BinaryIO) -> int:
    """Write a header and one line a row of cells; return how many rows."""
    buffer, count = io.StringIO(newline=""), 0
    # CRLF makes the writer quote cells that hold either character.
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    stream.write(_taken(buffer))
    for row in rows:
        writer.writerow([cell_text(cell) for cell in row])
        stream.write(_taken(buffer))
        count += 1
    return count


def cell_text(cell: Cell) -> str:
    """Return a cell as CSV text: numbers as they are, text that looks like a formula disarmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return cell.isoformat() if isinstance(cell, date) else repr(cell)


def utf8(text: str) -> bytes:
    """Encode text; a lone surrogate becomes one `?`, so that offsets still hold."""
    return text.encode("utf-8", "replace")


def _taken(buffer: io.StringIO) -> bytes:
    """Return what was written to the buffer since the last call, and empty it."""
    data = utf8(buffer.getvalue())
    buffer.seek(0)
    buffer.truncate()
    return data
