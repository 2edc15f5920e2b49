"""The pool: order, bounds, crashes."""

import os
from collections.abc import Iterator
from itertools import count

import pytest

from watchfloor.engine import LocalEngine
from watchfloor.engine.local import AHEAD, CHUNK


def double(number: int) -> int:
    """Return twice the number; 13 kills the process, 17 raises."""
    if number == 13:
        os._exit(1)
    if number == 17:
        raise ValueError(number)
    return 2 * number


def minus_one(number: int) -> int:
    """Stand in for the result of an item that killed its process."""
    return -number


def who(_: int) -> int:
    """Return the id of the process that runs this."""
    return os.getpid()


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    """Whatever the number of processes, results stand in the order of the stream."""
    items = [number for number in range(100) if number not in (13, 17)]
    with LocalEngine(workers) as engine:
        assert [2 * number for number in items] == list(
            engine.map(double, items, on_crash=minus_one)
        )


def test_a_short_stream_starts_no_process() -> None:
    """Fewer items than a chunk are done here."""
    with LocalEngine(2) as engine:
        assert {os.getpid()} == set(engine.map(who, range(CHUNK - 1), on_crash=minus_one))


def test_an_item_that_kills_its_worker_costs_only_itself() -> None:
    """The items beside it in the same chunk, before it and after it all come through, in order."""
    with LocalEngine(2) as engine:
        found = list(engine.map(double, [*range(14), *range(18, 60)], on_crash=minus_one))
    assert [*(2 * n for n in range(13)), -13, *(2 * n for n in range(18, 60))] == found


def test_an_exception_of_the_function_is_raised_here() -> None:
    """A defect is not swallowed."""
    with LocalEngine(2) as engine, pytest.raises(ValueError, match="17"):
        list(engine.map(double, range(17, 80), on_crash=minus_one))


def test_an_endless_stream_is_read_only_a_little_ahead() -> None:
    """Memory does not grow with the stream: items taken are bounded by what is under way."""
    taken = 0

    def stream() -> Iterator[int]:
        nonlocal taken
        for number in count(100):
            taken += 1
            yield number

    with LocalEngine(2) as engine:
        results = engine.map(double, stream(), on_crash=minus_one)
        assert [next(results) for _ in range(3)] == [200, 202, 204]
        assert taken <= CHUNK * (2 * AHEAD + 2)


def test_two_streams_share_one_pool() -> None:
    """A stream of results can feed another map of the same engine."""
    with LocalEngine(2) as engine:
        first = engine.map(double, range(20, 80), on_crash=minus_one)
        assert [4 * n for n in range(20, 80)] == list(engine.map(double, first, on_crash=minus_one))
