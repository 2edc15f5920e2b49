"""Watchfloor turns open news into a corroborated, cited record of conflict events.

>>> import watchfloor
>>> coding = watchfloor.code("Gunmen killed three soldiers near Gao.", published="2021-03-04")
>>> coding.events[0].type
'ASSAULT'
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor import defaults
from watchfloor.errors import WatchfloorError

if TYPE_CHECKING:
    from datetime import date

    from watchfloor.present.coding_view import Coding
    from watchfloor.present.record import Record

__version__ = "0.1.0"
SHORT = 20_000
"""Characters of a first text that may be coded without collecting garbage."""
__all__ = ["Coding", "Record", "WatchfloorError", "__version__", "code", "open"]


def open(record: str | Path) -> "Record":
    """Open a record for reading.

    Raises:
        StoreError: there is no record at that path, or it is not one that this version reads.
    """
    from watchfloor.present.record import Record  # noqa: PLC0415  (import watchfloor stays cheap)

    return Record(Path(record))


def code(
    text: str,
    *,
    published: "date | str | None" = None,
    source: str | None = None,
    coder: str = defaults.CODER,
) -> "Coding":
    """Code one text without any record, exactly as `watchfloor ingest` would.

    Spans count characters of `Coding.document.text`, which is `text` after Unicode normalisation.
    `coder` is "reader", "lexicon" (tables alone: faster, and misses more), or a plug-in's name.

    Raises:
        InputError: the text is empty, or `published` is not a date (YYYY-MM-DD).
        UsageError: no such coder.
        AssetError: the coder's model or tables are missing or damaged.
    """
    with _without_collecting(len(text)):
        from watchfloor.present.coding_view import code_text  # noqa: PLC0415

        return code_text(text, published=published, source=source, coder=coder)


@contextmanager
def _without_collecting(characters: int) -> Iterator[None]:
    """Collect no garbage while a process codes its first text, if that is short.

    What is made then are modules and tables, which stay: to go through them again and again as they
    grow is a tenth of a cold start.
    """
    first = characters <= SHORT and "watchfloor.pipeline" not in sys.modules and gc.isenabled()
    if first:
        gc.disable()
    try:
        yield
    finally:
        if first:
            gc.enable()


def __getattr__(name: str) -> Any:
    """Load the two public classes when they are asked for."""
    if name == "Record":
        from watchfloor.present.record import Record  # noqa: PLC0415

        return Record
    if name == "Coding":
        from watchfloor.present.coding_view import Coding  # noqa: PLC0415

        return Coding
    message = f"module 'watchfloor' has no attribute {name!r}"
    raise AttributeError(message)
