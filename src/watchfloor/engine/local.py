"""Run a function over a stream in a pool of processes: in order, bounded, surviving a dead worker.

At most a few chunks are under way at once, so memory does not grow with the stream. If a worker
dies (killed, out of memory, a crash inside a C library), the chunks under way are run again, one
item at a time, each in a process of its own: the item that kills its process is handed to
`on_crash`, and everything else goes through.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""Items that travel together: enough to pay for the trip, few enough to spread the work."""

AHEAD = 3
"""Chunks under way for each worker."""


class LocalEngine:
    """A pool of worker processes, started when the first stream outgrows one chunk.

    Args:
        workers: processes; 0 runs everything in this process. None takes the cores, at most 8.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = min(os.cpu_count() or 1, 8) if workers is None else max(workers, 0)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        on_crash: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """Yield `function(item)` for each item, in order.

        `function` must be importable by name, or a `functools.partial` of such a function; an
        exception it raises is raised here. A short stream never leaves this process.
        """
        stream = iter(items)
        first = list(islice(stream, CHUNK))
        if self.workers == 0 or len(first) < CHUNK:
            for item in first:
                yield function(item)
            for item in stream:
                yield function(item)
            return
        under_way: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        chunk = first
        while chunk or under_way:
            while chunk and len(under_way) < self.workers * AHEAD:
                under_way.append((chunk, self._submit(function, chunk)))
                chunk = list(islice(stream, CHUNK))
            yield from self._finish(function, under_way, on_crash)

    def _submit(
        self, function: Callable[[Item], Result], chunk: list[Item]
    ) -> Future[list[Result]]:
        try:
            return self._executor().submit(_run, function, chunk)
        except BrokenProcessPool:
            self._close()
            return self._executor().submit(_run, function, chunk)

    def _finish(
        self,
        function: Callable[[Item], Result],
        under_way: deque[tuple[list[Item], Future[list[Result]]]],
        on_crash: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """Yield the results of the oldest chunk; after a crash, of every chunk that was lost."""
        chunk, future = under_way.popleft()
        try:
            results = future.result()
        except BrokenProcessPool:
            self._close()
            lost = [chunk, *(waiting for waiting, _ in under_way)]
            under_way.clear()
            for item in (item for part in lost for item in part):
                yield _alone(function, item, on_crash)
        else:
            yield from results

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.workers, mp_context=_context())
        return self._pool

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _context() -> multiprocessing.context.BaseContext:
    """Return a start method that never copies threads and open connections of the parent."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _run(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def _alone(
    function: Callable[[Item], Result], item: Item, on_crash: Callable[[Item], Result]
) -> Result:
    """Run one item in a process of its own."""
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(1, mp_context=_context()))
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return on_crash(item)
