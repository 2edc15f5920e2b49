"""The rows of a list as files: the same filters, the whole list, written while it is read."""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from queue import Empty, Full, Queue
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from watchfloor.errors import UsageError
from watchfloor.export import formats
from watchfloor.export.maps import write_features
from watchfloor.model import dumps
from watchfloor.present.discretion import rules_of, withheld
from watchfloor.present.find import settled
from watchfloor.present.web.discreet import places_of
from watchfloor.present.web.query import read_query
from watchfloor.store import connect

Read = Callable[..., Iterator[Any]]
"""From a connection, filters and the list's own settings by name, the rows that pass."""
Rows = Callable[[sqlite3.Connection], Iterator[Any]]
"""Reads rows; what they do not have is refused before the first is asked for."""

PIECE = 1 << 16
"""Bytes that go out together."""
WAITING = 8
"""Pieces written ahead of a slow reader: half a megabyte, however long the list."""
PATIENCE = 60.0
"""Seconds without anybody reading, after which a file is given up."""

_TYPES = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/graphml+xml",
}


def endings(kind: str) -> tuple[str, ...]:
    """Return the endings of the twins of a kind, as its pages list them.

    Every list is JSON and GeoJSON, too, also where `export` does not know the pair.
    """
    known = {name for other, name in formats.pairs() if other == kind} | {"json", "geojson"}
    return tuple(name for name in _TYPES if name in known)


def twin_routes(
    kind: str,
    read: Read,
    path: str | None = None,
    *,
    settings: Sequence[str] = (),
    of_page: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[Route, ...]:
    """Return the routes of the twins of the list at `/kind`.

    Args:
        kind: as `export` knows it.
        read: yields the rows that pass.
        path: where the list is, if not at its kind's name.
        settings: parameters besides the filters that decide what is in the rows.
        of_page: parameters of the page alone, its order and place, with the values that they take
            (none: any). A file has the whole list, and takes them as the page does, so that the
            same query string is good for both.
    """
    base = path or f"/{kind}"

    def route(ending: str) -> Route:
        return Route(
            f"{base}.{ending}",
            lambda request: _twin(request, kind, ending, read, settings, of_page),
        )

    return tuple(route(ending) for ending in endings(kind))


def _twin(
    request: Request,
    kind: str,
    ending: str,
    read: Read,
    settings: Sequence[str],
    of_page: Mapping[str, Collection[str]],
) -> Response:
    asked = read_query(request, *settings, *of_page)
    for name, known in of_page.items():
        if known and (value := asked.settings.get(name)) is not None and value not in known:
            message = f"{name} is {' or '.join(known)}, not {value!r:.80}"
            raise UsageError(message)
    own = {name: value for name, value in asked.settings.items() if name in settings}

    def rows(connection: sqlite3.Connection) -> Iterator[Any]:
        # What was known on a day lies in tables of this connection alone.
        return read(connection, settled(connection, asked.where), **own)

    def write(connection: sqlite3.Connection, stream: BinaryIO) -> None:
        if (kind, ending) in formats.pairs():
            rules = rules_of(connection)
            formats.write(kind, ending, rows(connection), stream, rules=rules)
            return
        shown = withheld(connection, rows(connection))
        if ending == "json":
            write_json(shown, stream)
        else:
            write_features(formats.KINDS[kind], shown, stream, places_of(connection))

    return _file(request, f"{kind}.{ending}", rows, write)


def table_routes(
    path: str,
    shape: type,
    rows: Callable[[Request, str], Rows],
    names: Sequence[str],
    *,
    called: Callable[[Request], str] | None = None,
) -> tuple[Route, ...]:
    """Return the routes of the files of a list whose rows `export` has no kind for.

    Args:
        path: where the list is.
        shape: the class of its rows.
        rows: from the request and the ending, what reads the rows; it may refuse the request.
        names: the endings, among json, csv, geojson and parquet.
        called: the name of the file, if it is not that of the list.
    """

    def route(ending: str) -> Route:
        def answer(request: Request) -> Response:
            read = rows(request, ending)

            def write(connection: sqlite3.Connection, stream: BinaryIO) -> None:
                if ending == "json":
                    write_json(read(connection), stream)
                    return
                place_of = places_of(connection) if ending == "geojson" else None
                formats.write_shape(shape, ending, read(connection), stream, place_of)

            name = called(request) if called else path.removeprefix("/")
            return _file(request, f"{name}.{ending}", read, write)

        return Route(f"{path}.{ending}", answer)

    return tuple(route(ending) for ending in names)


def _file(
    request: Request,
    name: str,
    rows: Rows,
    write: Callable[[sqlite3.Connection, BinaryIO], None],
) -> Response:
    """Return rows as a file that is sent while `write` writes what `rows` reads."""
    record: Path = request.app.state.record
    ending = name.rpartition(".")[2]
    with closing(connect(record, write=False)) as connection:
        rows(connection)  # refuses filters that the rows do not have before a byte is sent

    def send(stream: BinaryIO) -> None:
        with closing(connect(record, write=False)) as own:
            write(own, stream)

    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return StreamingResponse(streamed(send), media_type=_TYPES[ending], headers=headers)


def write_json(rows: Iterator[Any], stream: BinaryIO) -> None:
    """Write one JSON array, an object in the contract's shape a line."""
    stream.write(b"[")
    for number, row in enumerate(rows):
        stream.write(b",\n" if number else b"\n")
        stream.write(dumps(row).encode("utf-8", "replace"))
    stream.write(b"\n]\n")


@dataclass(slots=True)
class _Failed:
    error: BaseException


class _Left(Exception):
    """The reader has gone: nobody waits for the rest."""


def streamed(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """Yield what a writer writes, while it writes; it waits when nobody takes what it wrote."""
    pipe = _Pipe()

    def run() -> None:
        try:
            write(cast("BinaryIO", pipe))
            pipe.finish()
        except _Left:
            return
        except BaseException as error:  # noqa: BLE001  (raised again where the pieces are taken)
            with suppress(_Left):
                pipe.hand(_Failed(error))

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    try:
        while (piece := pipe.take()) is not None:
            yield piece
    finally:
        pipe.left.set()
        worker.join()


class _Pipe(RawIOBase):
    """A stream whose bytes another thread takes, in pieces."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: Queue[bytes | _Failed | None] = Queue(WAITING)
        self._held = bytearray()
        self._written = 0
        self.left = threading.Event()

    def writable(self) -> bool:
        """Say that this stream takes bytes."""
        return True

    def write(self, data: Any) -> int:
        """Hold bytes back until there is a piece of them."""
        if self.left.is_set():
            raise _Left
        self._held += data
        self._written += len(data)
        if len(self._held) >= PIECE:
            self.hand(bytes(self._held))
            self._held.clear()
        return len(data)

    def tell(self) -> int:
        """Return how much was written: Parquet's footer counts from the beginning."""
        return self._written

    def finish(self) -> None:
        """Hand over what is held, and the end."""
        if self._held:
            self.hand(bytes(self._held))
        self.hand(None)

    def hand(self, piece: bytes | _Failed | None) -> None:
        """Put a piece into the queue; give up when the reader has gone."""
        waited = 0.0
        while not self.left.is_set() and waited < PATIENCE:
            try:
                self._queue.put(piece, timeout=0.5)
            except Full:
                waited += 0.5
            else:
                return
        raise _Left

    def take(self) -> bytes | None:
        """Return the next piece; None at the end.

        Raises:
            Exception: what the writer met.
        """
        while True:
            with suppress(Empty):
                piece = self._queue.get(timeout=PATIENCE)
                if isinstance(piece, _Failed):
                    raise piece.error
                return piece
