"""The columns of a large record in a file beside it, so that a server need not read them again.

The file is `RECORD-columns`. It holds what the record's columns hold and nothing else, and is never
trusted for more than that: it counts only if this machine wrote it for this very file (device and
number of the file, readable by its owner alone), if the record is the one it was read from, grown,
and if every number in it stands for something. Whatever is not so is read from the record anew.
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from watchfloor import __version__
from watchfloor.export.files import atomic
from watchfloor.present.web.snapshot_columns import Columns, Pairs, in_order
from watchfloor.present.web.snapshot_portion import NO_DAY, SEVERAL, TABLES, TYPES, Array, Table
from watchfloor.store.columns import Mark
from watchfloor.vocab.discretion_words import words

_MAGIC = b"watchfloor columns 1\n"
_LARGEST = 1 << 30
"""Bytes of a file that is read: those of ten million incidents."""

_LAST_DAY = 3_652_059
"""31 December 9999."""
_PLACE: tuple[type, ...] = (str, str, str, float, float, float, str)


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns, up to where the record was read for them, and by what it is known again."""

    columns: Columns
    mark: Mark
    ends: list[str | int | None]


def path_of(record: Path) -> Path:
    """Return where the columns of a record are kept."""
    return record.with_name(f"{record.name}-columns")


def keep(record: Path, kept: Kept) -> None:
    """Write the columns beside the record, whole or not at all.

    Raises:
        OSError, UsageError: the folder cannot be written to, or the name leads elsewhere.
    """
    path, held = path_of(record), kept.columns
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError  # whoever gave the record put it there
    arrays = [np.ascontiguousarray(held[name]) for name in TYPES]
    arrays += [side for name in SEVERAL for side in (held.pairs[name].row, held.pairs[name].starts)]
    head = {
        **_identity(record),
        "mark": [kept.mark.step, kept.mark.fate],
        "ends": kept.ends,
        "rows": len(held),
        "pairs": {name: len(held.pairs[name].row) for name in SEVERAL},
        "tables": {name: held.words(name) for name in TABLES},
    }
    encoded = json.dumps(head).encode("ascii")
    parts = [len(encoded).to_bytes(8, "little"), encoded, *(one.tobytes() for one in arrays)]
    digest = sha256()
    for part in parts:
        digest.update(part)
    with atomic(path) as stream:
        if hasattr(os, "fchmod"):
            os.fchmod(stream.fileno(), stat.S_IRUSR | stat.S_IWUSR)
        stream.write(_MAGIC + digest.digest())
        stream.writelines(parts)


def kept(record: Path) -> Kept | None:
    """Return the columns that lie beside a record; None if there are none that can be believed.

    Whether the record is still the one that they were read from, the caller asks it.
    """
    try:
        content = _own(path_of(record))
        body = memoryview(content)[len(_MAGIC) + 32 :]
        if content[: len(_MAGIC)] != _MAGIC or sha256(body).digest() != content[len(_MAGIC) :][:32]:
            return None
        size = int.from_bytes(body[:8], "little")
        head = json.loads(bytes(body[8 : 8 + size]))
        if any(head[name] != value for name, value in _identity(record).items()):
            return None
        return _read(head, body[8 + size :])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _identity(record: Path) -> dict[str, Any]:
    """Return what makes the file one of this record, of this machine and of this program."""
    known = record.stat()
    sites = sha256("|".join(sorted(words("site"))).encode()).hexdigest()
    return {"file": [known.st_dev, known.st_ino], "version": __version__, "sites": sites}


def _own(path: Path) -> bytes:
    """Return the content of a plain file of this user that nobody else may write to.

    Raises:
        OSError: there is none.
    """
    ways = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, ways | getattr(os, "O_BINARY", 0)), "rb") as stream:
        known = os.fstat(stream.fileno())
        if not stat.S_ISREG(known.st_mode) or known.st_size > _LARGEST:
            raise OSError
        if hasattr(os, "getuid") and (known.st_uid != os.getuid() or known.st_mode & 0o077):
            raise OSError
        return stream.read()


def _read(head: Mapping[str, Any], body: memoryview) -> Kept:
    """Return what a file holds.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it does not hold what it should.
    """
    tables = {name: Table() for name in TABLES}
    for name, table in tables.items():
        for word in head["tables"][name]:
            _must(_is_place(word) if name == "place" else isinstance(word, str))
            table[tuple(word) if name == "place" else word] = len(table)
        _must(len(table) == len(head["tables"][name]))
    at, count = 0, _natural(head["rows"])

    def taken(kind: Any, many: int) -> Array:
        nonlocal at
        size = np.dtype(kind).itemsize * many
        part, at = body[at : at + size], at + size
        # A copy, since in the file numbers lie at any byte. An error if it ends before.
        return np.frombuffer(part, kind, many).copy()

    columns = {name: taken(kind, count) for name, kind in TYPES.items()}
    pairs = {}
    for name in SEVERAL:
        row = taken(np.int32, _natural(head["pairs"][name]))
        pairs[name] = Pairs(row, taken(np.int64, len(tables[name]) + 1))
    _must(at == len(body))
    _check(columns, tables, pairs)
    step, fate = head["mark"]
    ends = [one if one is None or isinstance(one, str) else _natural(one) for one in head["ends"]]
    return Kept(Columns(columns, tables, pairs), Mark(_natural(step), _natural(fate)), ends)


def _check(
    columns: Mapping[str, Array], tables: Mapping[str, Table], pairs: Mapping[str, Pairs]
) -> None:
    """Refuse numbers that stand for nothing, and rows that lie in another order."""
    count = len(columns["key"])
    for name in ("type", "status", "review", "place"):
        _must(not count or int(columns[name].max()) < len(tables[name]))
    for name in ("first", "last"):
        days = columns[name]
        _must(not count or (int(days.min()) >= NO_DAY and int(days.max()) <= _LAST_DAY))
        _must(not (days == 0).any())
    for name in ("violence", "withheld"):
        _must(not count or int(columns[name].view(np.uint8).max()) <= 1)
    _must(not count or int(columns["key"].view(np.uint8).max()) < 128)  # noqa: PLR2004  (ASCII)
    _must(in_order(columns))
    for one in pairs.values():
        _must(int(one.starts[0]) == 0 and int(one.starts[-1]) == len(one.row))
        _must(bool((np.diff(one.starts) >= 0).all()))
        _must(not len(one.row) or (int(one.row.min()) >= 0 and int(one.row.max()) < count))


def _is_place(found: Any) -> bool:
    if not isinstance(found, list) or len(found) != len(_PLACE):
        return False
    kinds = zip(found, _PLACE, strict=True)
    return all(
        one is None or (isinstance(one, kind) and (not isinstance(one, float) or isfinite(one)))
        for one, kind in kinds
    )


def _natural(value: Any) -> int:
    _must(type(value) is int and 0 <= value < 1 << 31)
    return int(value)


def _must(holds: bool) -> None:
    if not holds:
        message = "the file does not hold columns"
        raise ValueError(message)
