"""JSONL and CSV, streamed: one raw input for each line or row, whatever the size of the file."""

import csv
import json
from collections.abc import Iterator
from typing import BinaryIO

from watchfloor.errors import InputError
from watchfloor.ingest.charset import byte_order_mark
from watchfloor.ingest.media import CSV, JSONL
from watchfloor.ingest.refusal import refused
from watchfloor.model import Issue, Raw

MAX_ROW_BYTES = 16 * 1024 * 1024
"""Bytes of one line of JSONL or one row of CSV."""
_UTF8_MARKS = (None, "utf-8-sig")
_UTF8_MARK = b"\xef\xbb\xbf"
_SEPARATORS = (",", ";", "\t")
# Maps every byte to one character and back, so that rows keep the bytes of the file's charset.
_BYTEWISE = "latin-1"
_MEGABYTES = f"{MAX_ROW_BYTES // 2**20} MB"


class _RowTooLongError(InputError):
    """A CSV row passed the limit; most likely a quote was never closed."""


def jsonl_rows(stream: BinaryIO, origin: str) -> Iterator[Raw | Issue]:
    """Yield the lines that are not blank; JSON itself is checked when they are read."""
    number, found = 0, False
    while line := stream.readline(MAX_ROW_BYTES + 1):
        number += 1
        if number == 1 and byte_order_mark(line) not in _UTF8_MARKS:
            yield _wide(origin)
            return
        if len(line) > MAX_ROW_BYTES:
            _skip_line(stream, line)
            message = f"a line longer than {_MEGABYTES}: cut its text into several rows"
            yield refused("too_large", message, origin=origin, line=number)
            found = True
        elif line.removeprefix(_UTF8_MARK).strip():
            yield Raw(data=line.rstrip(b"\r\n"), media_type=JSONL, origin=origin, line=number)
            found = True
    if not found:
        yield refused("empty", "empty, or blank lines alone: leave it out", origin=origin)


def csv_rows(stream: BinaryIO, origin: str) -> Iterator[Raw | Issue]:
    """Yield each row as one compact JSON object in the bytes of the file's own charset.

    The first row names the columns, `text` among them, separated by comma, semicolon or tab.
    """
    # The module's limit is one for the process; it is only ever raised, to a stated size.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW_BYTES))
    lines = _Lines(stream)
    try:
        first = next(lines, "")
    except _RowTooLongError as error:
        message = f"the header is {error}: name the columns in the first line, text among them"
        yield refused("bad_csv", message, origin=origin, line=1)
        return
    if byte_order_mark(first.encode(_BYTEWISE)) not in _UTF8_MARKS:
        yield _wide(origin)
        return
    first = first.removeprefix(_UTF8_MARK.decode(_BYTEWISE))
    if not first.strip():
        message = "no header: the first line must name the columns, text among them"
        yield refused("empty", message, origin=origin)
        return
    separator = _separator(first)
    header = _header(first, separator)
    problem = _header_problem(header)
    if problem is not None:
        yield refused("no_text_column", problem, origin=origin, line=1)
        return
    yield from _rows(lines, header, separator, origin)


class _Lines(Iterator[str]):
    """The lines of a CSV file, one character a byte, with the size of the row under way."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.number = 0
        self.row_bytes = 0

    def __next__(self) -> str:
        line = self._stream.readline(MAX_ROW_BYTES + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.row_bytes += len(line)
        if self.row_bytes > MAX_ROW_BYTES:
            message = f"a row larger than {_MEGABYTES}"
            raise _RowTooLongError(message)
        return line.decode(_BYTEWISE)


def _rows(lines: _Lines, header: list[str], separator: str, origin: str) -> Iterator[Raw | Issue]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    found = False
    while True:
        lines.row_bytes, start = 0, lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except (csv.Error, _RowTooLongError) as error:
            found = True
            broken_off = lines.number > start or isinstance(error, _RowTooLongError)
            after = "nothing after this line was read: " if broken_off else ""
            message = f"{error}: {after}close every quote, and double the quotes inside a cell"
            yield refused("bad_csv", message, origin=origin, line=start)
            if broken_off:
                # Where the next row begins is anybody's guess now.
                return
            continue
        if any(cell.strip() for cell in cells):
            found = True
            yield _row(cells, header, origin, start)
    if not found:
        yield refused("empty", "a header without rows: leave it out", origin=origin)


def _row(cells: list[str], header: list[str], origin: str, line: int) -> Raw | Issue:
    if len(cells) != len(header):
        message = (
            f"{len(cells)} cells where the header has {len(header)}: "
            "quote every cell that holds a separator"
        )
        return refused("bad_csv", message, origin=origin, line=line)
    row = {name: cell for name, cell in zip(header, cells, strict=True) if name}
    data = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode(_BYTEWISE)
    return Raw(data=data, media_type=CSV, origin=origin, line=line)


def _header(line: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _separator(line: str) -> str:
    """Return the separator under which the header has a column `text`; else the comma."""
    return next((mark for mark in _SEPARATORS if "text" in _header(line, mark)), _SEPARATORS[0])


def _header_problem(header: list[str]) -> str | None:
    names = ", ".join(name.encode(_BYTEWISE).decode("utf-8", "replace") or '""' for name in header)
    if "text" not in header:
        return f"no column named text: the columns are {names:.300}; rename the one with the text"
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return f"columns named twice ({', '.join(twice):.100}): rename one" if twice else None


def _wide(origin: str) -> Issue:
    message = "UTF-16 or UTF-32, where rows must be UTF-8: convert it (iconv -t UTF-8)"
    return refused("charset", message, origin=origin)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    """Read to the end of the line that began with `line`, keeping nothing."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_ROW_BYTES)
