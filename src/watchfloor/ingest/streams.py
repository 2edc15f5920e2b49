"""Looking at the start of a stream without losing it."""

import io
from typing import BinaryIO

_CHUNK = 1024 * 1024


def read_fully(stream: BinaryIO, size: int) -> bytes:
    """Return `size` bytes, or fewer at the end only; a pipe may give less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def rejoin(head: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a stream that gives `head` and then what is left of `stream`, which stays open."""
    return io.BufferedReader(_Rejoined(head, stream), _CHUNK)


class _Rejoined(io.RawIOBase):
    """The raw side of a rejoined stream: what `io.BufferedReader` asks for and no more."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        if self._head:
            part: bytes | memoryview = self._head[: len(buffer)]
            self._head = self._head[len(part) :]
        else:
            part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
