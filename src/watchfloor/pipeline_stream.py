"""A stream of inputs, read and coded in processes: for each exactly one outcome, in order.

An input whose bytes kill its process, or whose coder does, is an issue and never the end of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from watchfloor import ingest as reading_room
from watchfloor.engine import LocalEngine
from watchfloor.errors import CodingError
from watchfloor.model import Document, Entry, Issue, Raw, Reading, Severity
from watchfloor.model.frozen import dataclass
from watchfloor.pipeline import code_reading, copy_judge, uncoded
from watchfloor.pipeline_fuse import reports_of
from watchfloor.pipeline_tally import Known
from watchfloor.store import Prepared, prepare

T = TypeVar("T")

BATCH = 64
"""Documents written in one transaction: a write takes milliseconds, a crash loses little."""


def read_inputs(
    raws: Iterable[Raw | Issue], options: reading_room.Options, engine: LocalEngine
) -> Iterator[Reading | Issue]:
    """Yield what is read of each input; what was refused before passes."""
    return engine.map(partial(_read, options=options), raws, on_crash=crashed_reading)


def code_readings(
    readings: Iterable[Reading | Issue],
    plan: Plan,
    engine: LocalEngine,
    known: Callable[[Iterable[Document]], set[str]],
) -> Iterator[Prepared | Issue | Known]:
    """Yield what is to be written of each reading; `known` names documents that are coded."""
    return engine.map(
        partial(_code, plan=plan),
        _without_known(readings, known),
        on_crash=partial(crashed_coding, plan=plan),
    )


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut a stream into lists of so many."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker has to know to code a reading and make it ready for the record."""

    coder: str
    run_id: str
    ingested: str
    keep_raw: bool = False

    def prepared(self, entry: Entry) -> Prepared:
        """Return what the ledger is to write of an entry.

        Raises:
            CodingError: the coding breaks what the record promises.
        """
        document, is_coded = entry.reading.document, entry.coded is not None
        vectors = _vectors(entry)
        return prepare(
            entry,
            self.run_id,
            self.ingested,
            keep_raw=self.keep_raw,
            signed=copy_judge().sign(document),
            reports=reports_of(document, entry.events, vectors) if is_coded else None,
        )


def _vectors(entry: Entry) -> dict[str, bytes]:
    """Return the vectors of an entry's events; a coder need not have any."""
    if entry.coded is None or not entry.coded.vectors:
        return {}
    return {
        event.id: vector for event, vector in zip(entry.events, entry.coded.vectors, strict=True)
    }


def _read(item: Raw | Issue, options: reading_room.Options) -> Reading | Issue:
    return item if isinstance(item, Issue) else reading_room.read(item, options)


def _without_known(
    readings: Iterable[Reading | Issue], known: Callable[[Iterable[Document]], set[str]]
) -> Iterator[Reading | Issue | Known]:
    """Replace readings of documents that are already coded by the bare id."""
    for part in batches(readings, BATCH):
        ids = known([item.document for item in part if isinstance(item, Reading)])
        for item in part:
            is_known = isinstance(item, Reading) and item.document.id in ids
            yield item.document.id if isinstance(item, Reading) and is_known else item


def _code(item: Reading | Issue | Known, plan: Plan) -> Prepared | Issue | Known:
    if not isinstance(item, Reading):
        return item
    entry = code_reading(item, plan.coder)
    try:
        return plan.prepared(entry)
    except CodingError as error:
        return plan.prepared(uncoded(item, str(error)))


def crashed_reading(item: Raw | Issue) -> Reading | Issue:
    """Return what stands for an input whose process died while it was read."""
    if isinstance(item, Issue):
        return item
    return Issue(
        severity=Severity.REFUSED,
        stage="ingest",
        code="crashed",
        origin=item.origin,
        line=item.line,
        message="reading this input killed its process (memory, or a fault in a parser): left out",
    )


def crashed_coding(item: Reading | Issue | Known, plan: Plan) -> Prepared | Issue | Known:
    """Return what stands for a reading whose process died while it was coded: its text alone."""
    if not isinstance(item, Reading):
        return item
    reason = "the process that coded it died (memory, or a fault in a library)"
    return plan.prepared(uncoded(item, reason))
