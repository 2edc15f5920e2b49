"""A meter on stderr, only while somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfloor.pipeline_tally import Progress


@contextmanager
def meter(*, quiet: bool) -> Iterator["Callable[[Progress], None] | None"]:
    """Give a function to call with the counts so far, or None if stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from watchfloor.present.terminal import console

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Bar(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, counts="reading", rate="")

        def report(done: "Progress") -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{done.offered / elapsed:,.0f} documents/s" if elapsed else ""
            refused = f", {done.refused:,} refused" if done.refused else ""
            counts = f"{done.offered:,} read, {done.events:,} events{refused}"
            bar.update(task, counts=counts, rate=rate)

        yield report
