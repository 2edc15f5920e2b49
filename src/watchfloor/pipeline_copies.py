"""Copies of what is stored already: signed by the worker processes, placed by this one.

What comes in is signed where it is coded. What is left are documents of an older record, or of a
whole record whose scheme of signing changed: there may be a million of them.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice, tee

from watchfloor.engine import LocalEngine
from watchfloor.ingest.copies import Judge, batches, sign_all
from watchfloor.model import Document, Signed
from watchfloor.store import Ledger

AT_ONCE = 64
"""Documents placed in one transaction."""


def place_waiting(ledger: Ledger, judge: Judge, engine: LocalEngine) -> int:
    """Find the copies of all documents that have no place in the index; return how many.

    The index is the same whatever the number of processes, since each document is signed on its
    words alone, and placed here in the order of the record.
    """
    ledger.begin_copies(judge)
    placed, signed = 0, _signed(ledger, judge, engine)
    while part := list(islice(signed, AT_ONCE)):
        ledger.place(judge, part)
        placed += len(part)
    return placed


def _signed(
    ledger: Ledger, judge: Judge, engine: LocalEngine
) -> Iterator[tuple[int, Document, Signed]]:
    """Yield each waiting document with its number and signature; its words are at hand then."""
    sent, kept = tee(ledger.unplaced(AT_ONCE))
    # A text that kills a process is signed here, where everything was signed before.
    each = partial(engine.map, on_crash=sign_all)
    read = chain.from_iterable(each(sign_all, batches(document for _, document in sent)))
    for (number, document), (own, words) in zip(kept, read, strict=True):
        judge.know(document, words)
        yield number, document, own
