"""Write a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from watchfloor.errors import UsageError


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes appear at `path` when the block ends well, and never in part.

    They are written to a neighbour in the same folder, synced, then renamed over `path`. What is
    no regular file (a pipe, a device) is written to as it is: renaming would replace it.

    Raises:
        UsageError: the folder does not exist or may not be written to, or `path` is one.
    """
    target = path.resolve()
    if target.is_dir() or not target.parent.is_dir():
        problem = "is a folder" if target.is_dir() else "lies in a folder that does not exist"
        message = f"cannot write {path}: it {problem}; name a file in an existing folder"
        raise UsageError(message)
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    neighbour = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _opened(neighbour, path) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        neighbour.replace(target)
    finally:
        neighbour.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _opened(neighbour: Path, path: Path) -> BinaryIO:
    try:
        return neighbour.open("wb")
    except PermissionError as error:
        message = f"cannot write {path}: no right to write into its folder; name a file in another"
        raise UsageError(message) from error


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can sync a folder (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
