"""Run a function over a stream in a pool of processes: in order, bounded, surviving a dead worker.

At most a few chunks are under way at once, so memory does not grow with the stream. If a worker
dies (killed, out of memory, a crash inside a C library), the chunks under way are run again, one
item at a time: the item that kills even a fresh process is handed to `on_crash`, and everything
else goes through. Workers end with the process that started them, however that ends, and keep to
one thread each.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, Self, TypeVar

from watchfloor.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""Items that travel together: enough to pay for the trip, few enough to spread the work."""

AHEAD = 3
"""Chunks under way for each worker."""

ONE_THREAD = (
    *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    "VECLIB_MAXIMUM_THREADS",
)
"""What keeps numpy's libraries from starting a thread a core in each worker: the workers are that
already. Only where the user has not said otherwise."""


@dataclass(frozen=True, slots=True)
class _Chunk(Generic[Item, Result]):
    """Items under way, and the pool they are in: a broken pool takes down only its own."""

    items: list[Item]
    future: Future[list[Result]]
    pool: ProcessPoolExecutor


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
        if self._pool is not None:
            self._close(self._pool)

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

        Raises:
            UsageError: this program cannot start worker processes at all.
        """
        stream = iter(items)
        first = list(islice(stream, CHUNK))
        if self.workers == 0 or len(first) < CHUNK:
            for item in first:
                yield function(item)
            for item in stream:
                yield function(item)
            return
        under_way: deque[_Chunk[Item, Result]] = deque()
        chunk = first
        while chunk or under_way:
            while chunk and len(under_way) < self.workers * AHEAD:
                under_way.append(self._submit(function, chunk))
                chunk = list(islice(stream, CHUNK))
            yield from self._finish(function, under_way, on_crash)

    def _submit(
        self, function: Callable[[Item], Result], items: list[Item]
    ) -> _Chunk[Item, Result]:
        pool = self._executor()
        try:
            return _Chunk(items, pool.submit(_run, function, items), pool)
        except BrokenProcessPool:
            self._close(pool)
            pool = self._executor()
            return _Chunk(items, pool.submit(_run, function, items), pool)

    def _finish(
        self,
        function: Callable[[Item], Result],
        under_way: deque[_Chunk[Item, Result]],
        on_crash: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """Yield the results of the oldest chunk; after a crash, of every chunk lost with it."""
        chunk = under_way.popleft()
        try:
            results = chunk.future.result()
        except BrokenProcessPool:
            self._close(chunk.pool)
            lost = chunk.items
            while under_way and under_way[0].pool is chunk.pool:
                lost = [*lost, *under_way.popleft().items]
            yield from _one_by_one(function, lost, on_crash)
        else:
            yield from results

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _start(self.workers)
        return self._pool

    def _close(self, pool: ProcessPoolExecutor) -> None:
        """End a pool. Another stream of this engine may have started the next one already."""
        pool.shutdown(cancel_futures=True)
        if self._pool is pool:
            self._pool = None


def _start(workers: int) -> ProcessPoolExecutor:
    """Start a pool, and see that its processes come up before any item is entrusted to them.

    Raises:
        UsageError: they do not; otherwise every item would look as if it had killed its process.
    """
    methods = multiprocessing.get_all_start_methods()
    # Never "fork": it copies the threads and open connections of the parent.
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        pool.shutdown()
        message = (
            "worker processes cannot start: in a script of your own put the call under "
            "`if __name__ == '__main__':`, or work without them (workers=0, --workers 0)"
        )
        raise UsageError(message) from error
    return pool


def _begin() -> None:
    """Set up a new worker, before anything heavy is imported in it."""
    _keep_to_one_thread()
    _follow_parent()


def _keep_to_one_thread() -> None:
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def _follow_parent() -> None:
    """Leave key presses to the parent, and end when it is gone: one killed with -9 can't say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _run(function: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [function(item) for item in items]


def _one_by_one(
    function: Callable[[Item], Result], items: Iterable[Item], on_crash: Callable[[Item], Result]
) -> Iterator[Result]:
    """Yield the results of items one of which killed its process."""
    pool: ProcessPoolExecutor | None = None
    try:
        for item in items:
            # An earlier item may have left its process damaged: only a fresh one proves the guilt.
            for _ in range(1 if pool is None else 2):
                pool = pool or _start(1)
                try:
                    result = pool.submit(function, item).result()
                    break
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = None
            else:
                result = on_crash(item)
            yield result
    finally:
        if pool is not None:
            pool.shutdown()
