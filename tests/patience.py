"""How long a hostile input may take: long enough for any machine, short enough to show a square."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 60
"""Processor seconds; on a quiet machine the inputs take one to ten."""


@contextmanager
def bounded() -> Iterator[None]:
    """Fail if the block takes a minute of this process; what others do meanwhile is not counted."""
    begun = time.process_time()
    yield
    spent = time.process_time() - begun
    assert spent < SECONDS, f"{spent:.0f} s of processor time: does the cost grow with the square?"
