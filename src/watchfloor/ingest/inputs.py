"""Paths and standard input -> raw inputs, one for each page, text, JSONL line and CSV row."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from watchfloor.ingest.charset import byte_order_mark
from watchfloor.ingest.media import CSV, JSONL, READ_TODAY, SUFFIXES, binary_kind, sniff
from watchfloor.ingest.refusal import refused
from watchfloor.ingest.streams import read_fully, rejoin
from watchfloor.ingest.tables import csv_rows, jsonl_rows
from watchfloor.model import Issue, Raw
from watchfloor.model.late import late_regex

STDIN = "-"
MAX_TEXT_BYTES = 64 * 1024 * 1024
"""Bytes of one text or page; JSONL and CSV files may have any size."""
_HEAD = 64 * 1024
NUL = b"\x00"
_ADDRESS = late_regex(r"(?:https?|ftp|file)://", re.IGNORECASE)


def enumerate_inputs(
    paths: Iterable[str], *, stdin: BinaryIO, record: Path | None = None
) -> Iterator[Raw | Issue]:
    """Yield every input behind the paths, in order, or the reason why there is none.

    A folder is read with everything below it, sorted by name; hidden files and folders, and the
    files of the `record` that is being written, are left out. `-` is standard input, whose kind is
    told by its first bytes. JSONL and CSV are streamed.
    """
    own = None if record is None else str(record.absolute())
    for path in paths:
        if path == STDIN:
            yield from _from_stdin(stdin)
        else:
            yield from _from_path(path, own)


def _from_path(path: str, own: str | None) -> Iterator[Raw | Issue]:
    origin = _shown(path)
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except FileNotFoundError:
        if _ADDRESS.match(path):
            message = "addresses are not fetched: save the page as .html and ingest that"
            yield refused("unsupported", message, origin=origin)
        else:
            yield refused("missing", "no such file or folder: check the path", origin=origin)
    except (OSError, ValueError) as error:
        yield _unreadable(error, origin)
    else:
        yield from _from_folder(path, own) if is_folder else _from_file(path)


def _from_folder(top: str, own: str | None) -> Iterator[Raw | Issue]:
    """Yield the inputs of a folder and of those below it, depth first, by name.

    What begins with the path `own` is the record itself, its journal or a backup of it.
    """
    waiting, empty, seen = [top], True, set[tuple[int, int]]()
    while waiting:
        path = waiting.pop()
        try:
            about = Path(path).stat()
            if own is not None and os.path.abspath(path).startswith(own):
                continue
            if not stat.S_ISDIR(about.st_mode):
                empty = False
                yield from _from_file(path)
            elif (about.st_dev, about.st_ino) not in seen:
                # A link may lead back to a folder above: each folder is read once.
                seen.add((about.st_dev, about.st_ino))
                names = sorted(name for name in os.listdir(path) if not name.startswith("."))
                waiting.extend(os.path.join(path, name) for name in reversed(names))
        except OSError as error:
            empty = False
            yield _unreadable(error, _shown(path))
    if empty:
        message = f"the folder holds no file that is not hidden: put {READ_TODAY} files in it"
        yield refused("empty", message, origin=_shown(top))


def _from_file(path: str) -> Iterator[Raw | Issue]:
    origin = _shown(path)
    suffix = Path(path).suffix.casefold()
    media_type = SUFFIXES.get(suffix)
    if media_type is None:
        kind = f"{suffix} files are" if suffix else "a file without a suffix is"
        message = f"{kind} not read: convert it to one of {READ_TODAY}, or rename it"
        yield refused("unsupported", message, origin=origin)
        return
    try:
        # Opening a pipe would wait for a writer, perhaps for ever.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            message = "not a regular file: pipe it in as `watchfloor ingest -`"
            yield refused("unreadable", message, origin=origin)
            return
        with Path(path).open("rb") as stream:
            yield from _from_stream(stream, media_type, origin)
    except OSError as error:
        yield _unreadable(error, origin)


def _from_stdin(stdin: BinaryIO) -> Iterator[Raw | Issue]:
    try:
        head = read_fully(stdin, _HEAD)
        media_type, kind = sniff(head)
        if media_type is None:
            message = (
                f"standard input holds {kind}, which is not read: pipe in text, HTML, JSONL or CSV"
            )
            yield refused("unsupported", message, origin=STDIN)
        else:
            yield from _from_stream(rejoin(head, stdin), media_type, STDIN)
    except OSError as error:
        yield _unreadable(error, STDIN)


def _from_stream(stream: BinaryIO, media_type: str, origin: str) -> Iterator[Raw | Issue]:
    head = read_fully(stream, _HEAD)
    kind = None if byte_order_mark(head) else binary_kind(head)
    whole = rejoin(head, stream)
    if kind is not None:
        yield _binary(kind, origin)
    elif media_type == JSONL:
        yield from jsonl_rows(whole, origin)
    elif media_type == CSV:
        yield from csv_rows(whole, origin)
    else:
        yield _whole(whole, media_type, origin)


def _whole(stream: BinaryIO, media_type: str, origin: str) -> Raw | Issue:
    """Return a text or page in one piece."""
    data = read_fully(stream, MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        message = (
            f"larger than the {MAX_TEXT_BYTES // 2**20} MB read of one text: cut it into texts, "
            "or make it a .jsonl with one text a line"
        )
        return refused("too_large", message, origin=origin)
    marked = byte_order_mark(data)
    if not marked and NUL in data:
        return _binary("binary data (it holds NUL bytes)", origin)
    if not data.strip() or (marked and len(data) <= len("utf8")):
        return refused("empty", "empty, or white space alone: leave it out", origin=origin)
    return Raw(data=data, media_type=media_type, origin=origin)


def _binary(kind: str, origin: str) -> Issue:
    message = f"this is {kind}, not text: convert it to one of {READ_TODAY} first"
    return refused("binary", message, origin=origin)


def _unreadable(error: OSError | ValueError, origin: str) -> Issue:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    message = f"cannot be read ({reason}): check the path and its permissions"
    return refused("unreadable", message, origin=origin)


def _shown(path: str) -> str:
    """Return a path as valid Unicode: names that are not UTF-8 show their bytes as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
