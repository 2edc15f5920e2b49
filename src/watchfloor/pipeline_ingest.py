"""Texts into a record: inputs read, coded and stored, or the record's own texts coded anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import BinaryIO

from watchfloor import defaults
from watchfloor import ingest as reading_room
from watchfloor.engine import LocalEngine
from watchfloor.errors import UsageError
from watchfloor.model import INFERRED, Issue, Raw, Reading, Run
from watchfloor.model.frozen import dataclass
from watchfloor.pipeline import coder, coding_stamp, copy_judge
from watchfloor.pipeline_fuse import fuse, scheme
from watchfloor.pipeline_stream import BATCH, Plan, batches, code_readings, read_inputs
from watchfloor.pipeline_tally import Known, Outcome, Progress, Tally
from watchfloor.store import Ledger, Prepared, connect, history, query


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How to ingest. `workers` None takes the cores; `version` and `command` go into the run.

    Without `fuse` the incidents stay as they are until the next run that has it.
    """

    published: date | None = None
    source: str | None = None
    encoding: str = "utf-8"
    coder: str = defaults.CODER
    workers: int | None = None
    keep_raw: bool = True
    fuse: bool = True
    version: str
    command: str = "ingest"
    arguments: tuple[str, ...] = ()

    def reading(self) -> reading_room.Options:
        """Return what of it says how inputs are read."""
        return reading_room.Options(
            published=self.published, source=self.source, encoding=self.encoding
        )


def ingest(
    record: Path,
    inputs: Sequence[str],
    options: IngestOptions,
    *,
    stdin: BinaryIO,
    clock: Callable[[], datetime],
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Read, code, resolve and store every input; inputs already in the record change nothing.

    Args:
        record: the SQLite file, created if missing.
        inputs: files, folders, or "-" for `stdin`.
        options: how to read and code.
        stdin: what "-" means.
        clock: gives the current time (with zone); asked at the start and at the end.
        progress: called after each batch.

    Raises:
        UsageError: no such coder, no text as source, or no worker process can be started.
        AssetError: the coder's model or tables are missing or damaged.
        StoreError: the record can't be opened or written; what was written before stays.
    """
    from watchfloor.pipeline_copies import place_waiting  # noqa: PLC0415  (numpy comes with it)

    coder_stamp = coding_stamp(coder(options.coder))  # a model that does not load costs no record
    if options.source is not None and _storable(options.source) != options.source:
        message = f"source {_storable(options.source)} holds bytes that are no UTF-8: retype it"
        raise UsageError(message)
    with (
        connect(record, write=True, create=True) as connection,
        LocalEngine(options.workers) as engine,
    ):
        ledger = Ledger(connection, copy_judge())
        place_waiting(ledger, copy_judge(), engine)
        run = _begun(ledger, options.command, options, coder_stamp, clock)
        raws = reading_room.enumerate_inputs(inputs, stdin=stdin, record=record)
        coded = code_readings(
            read_inputs(raws, options.reading(), engine),
            Plan(options.coder, run.id, run.started, options.keep_raw),
            engine,
            partial(ledger.known, coder=run.coder),
        )
        tally = _written(Tally(run, ledger), coded, progress)
        if options.fuse:
            tally.note(fuse(connection, ledger, clock).issues())
        return tally.close(_now(clock))


def recode(
    record: Path,
    options: IngestOptions,
    *,
    clock: Callable[[], datetime],
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Code and resolve anew every document whose current coding is by other versions.

    The texts are those of the record; no input is read again. New codings are written beside the
    old ones, a batch at a time, and when all are there they become the current ones in a single
    transaction. A run that was interrupted leaves the record as it was read before; the next one
    codes only what is not waiting yet.

    Raises:
        UsageError: no such coder, or no worker process can be started.
        AssetError: the coder's model or tables are missing or damaged.
        StoreError: there is no record, or it can't be written.
    """
    coder_stamp = coding_stamp(coder(options.coder))
    with (
        connect(record, write=True) as connection,
        connect(record, write=False) as reading,
        LocalEngine(options.workers) as engine,
    ):
        ledger = Ledger(connection, copy_judge())
        run = _begun(ledger, "recode", options, coder_stamp, clock)
        coded = code_readings(
            _stored(reading),
            Plan(options.coder, run.id, run.started),
            engine,
            partial(ledger.known, coder=run.coder, beside=True),
        )
        as_stored = (_as_stored(reading, item) for item in coded)
        tally = _written(Tally(run, ledger, beside=True), as_stored, progress)
        switched = ledger.switch(run.coder)
        if options.fuse:
            tally.note(fuse(connection, ledger, clock).issues())
        return replace(tally.close(_now(clock)), switched=switched)


def _begun(
    ledger: Ledger,
    command: str,
    options: IngestOptions,
    coder_stamp: str,
    clock: Callable[[], datetime],
) -> Run:
    """Start a run; what it writes is to be fused by the scheme of this version."""
    ledger.begin_fusing(scheme())
    arguments = [_storable(argument) for argument in options.arguments]
    return ledger.start_run(command, arguments, options.version, coder_stamp, _now(clock))


def _written(
    tally: Tally,
    outcomes: Iterable[Prepared | Issue | Known],
    progress: Callable[[Progress], None] | None,
) -> Tally:
    """Write a stream a batch at a time, and say after each how far it is."""
    for batch in batches(outcomes, BATCH):
        tally.add(batch)
        if progress:
            progress(tally.progress())
    return tally


def _stored(connection: Connection) -> Iterator[Reading]:
    """Yield the documents of a record as readings of their first input, without its bytes."""
    for document in query.documents(connection):
        found = history.provenance(connection, document.id)
        first = found.origins[0]
        if document.published and document.published.rule.startswith(INFERRED):
            document = replace(document, published=None)  # noqa: PLW2901  (inferred anew)
        yield Reading(
            document=document,
            raw=Raw(data=b"", media_type=found.media_type, origin=first.path, line=first.line),
            provenance=found.fields,
        )


def _as_stored(connection: Connection, item: Prepared | Issue | Known) -> Prepared | Issue | Known:
    """Return an entry with the hash of the bytes that the record has of it, which stay as is."""
    if isinstance(item, Issue | Known):
        return item
    found = history.provenance(connection, item.document.id)
    return replace(item, blob=(found.raw_sha256, found.media_type, found.raw_size, None))


def _storable(words: str) -> str:
    """Return words as the record can hold them: bytes of a terminal that are no UTF-8 escaped."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _now(clock: Callable[[], datetime]) -> str:
    return clock().isoformat(timespec="seconds")
