"""The pool: order, bounds, crashes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from watchfloor.engine import LocalEngine
from watchfloor.engine.local import AHEAD, CHUNK, ONE_THREAD, _keep_to_one_thread


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


def threads(_: int) -> str | None:
    """Return how many threads numpy's libraries may start in the process that runs this."""
    return os.environ.get("OMP_NUM_THREADS")


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


def test_a_worker_is_one_thread() -> None:
    """A core each is taken already; the process that started the workers stays as it is."""
    before = os.environ.get("OMP_NUM_THREADS")
    with LocalEngine(1) as engine:
        found = set(engine.map(threads, range(CHUNK), on_crash=lambda _: None))
    assert {before or "1"} == found
    assert before == os.environ.get("OMP_NUM_THREADS")


def test_threads_that_the_user_has_set_are_left_to_him(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is there keeps its value."""
    monkeypatch.setattr(os, "environ", {ONE_THREAD[0]: "3"})
    _keep_to_one_thread()
    assert os.environ == {ONE_THREAD[0]: "3"} | dict.fromkeys(ONE_THREAD[1:], "1")


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


def test_a_crash_under_one_of_two_streams_leaves_the_other_alone() -> None:
    """Both streams lose their chunks under way with the pool, and both get all of them back."""
    numbers = [*range(100, 400), 13, *range(400, 500)]
    with LocalEngine(2) as engine:
        first = engine.map(negative, numbers, on_crash=minus_one)
        found = list(engine.map(double_of_negative, first, on_crash=minus_one))
    assert [-2 * n if n != 13 else 13 for n in numbers] == found


def negative(number: int) -> int:
    """Return the number below zero."""
    return -number


def double_of_negative(number: int) -> int:
    """Return twice the number; -13 kills the process."""
    if number == -13:
        os._exit(1)
    return 2 * number


damaged = False


def leave_damage(number: int) -> int:
    """Return the number; 20 leaves the process so that the next item kills it."""
    global damaged  # noqa: PLW0603  (the damage is the point)
    if damaged:
        os._exit(1)
    damaged = number == 20
    return number


def test_an_item_is_not_blamed_for_the_damage_of_an_earlier_one() -> None:
    """What kills a used process is tried again in a fresh one, and comes through."""
    with LocalEngine(1) as engine:
        assert list(range(60)) == list(engine.map(leave_damage, range(60), on_crash=minus_one))


LAZY = """
import sys, time
from watchfloor.engine import LocalEngine
from watchfloor.engine.local import CHUNK

if __name__ == "__main__":
    with LocalEngine(1) as engine:
        results = engine.map(GET_PID, range(10 * CHUNK), on_crash=abs)
        print(next(results), flush=True)
        time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_worker_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    """Nobody tells it: it sees for itself, within seconds."""
    (tmp_path / "worker.py").write_text("import os\ndef pid(_):\n    return os.getpid()\n")
    script = tmp_path / "script.py"
    script.write_text("import worker\n" + LAZY.replace("GET_PID", "worker.pid"))
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.kill()
    deadline = time.monotonic() + 60
    while is_running(worker):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Tell whether a process is there and no zombie."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return state.strip()[:1] not in ("", "Z")


def test_a_script_that_cannot_start_workers_is_told_so(tmp_path: Path) -> None:
    """Without its guard a script would run itself in each worker: one message, no lost items."""
    script = tmp_path / "script.py"
    script.write_text(
        LAZY.replace('if __name__ == "__main__"', "if True").replace("GET_PID", "abs")
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60
    )
    assert 1 == done.returncode
    assert "workers=0" in done.stderr.splitlines()[-1]
