"""The only place where rooms meet: bytes, documents, codings, resolved events, the record.

Who codes one text without a record waits for neither store, fusion nor processes: functions that
need them import them (.1 s of a cold start).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from watchfloor import defaults
from watchfloor import ingest as reading_room
from watchfloor.coding.dates import find_dates
from watchfloor.coding.lexicon import Lexicon
from watchfloor.coding.protocol import Coder, stamp
from watchfloor.coding.words import sentences
from watchfloor.errors import CodingError, InputError, UsageError
from watchfloor.model import (
    INFERRED,
    Coded,
    Difference,
    Document,
    Entry,
    Event,
    Issue,
    Raw,
    Reading,
    Resolved,
    Run,
    Severity,
    join_claims,
    join_events,
    join_figures,
    join_relations,
)
from watchfloor.model.frozen import dataclass
from watchfloor.resolve import RESOLVER, resolve
from watchfloor.resolve.published import infer_published

if TYPE_CHECKING:
    from sqlite3 import Connection

    from watchfloor.engine import LocalEngine
    from watchfloor.ingest.copies import Judge
    from watchfloor.store import Ledger, Prepared

T = TypeVar("T")


def _reader() -> Coder:
    """Return the trained coder; only who asks for it waits for numpy."""
    from watchfloor.coding.reader import Reader  # noqa: PLC0415

    return Reader()


CODERS: dict[str, Callable[[], Coder]] = {"reader": _reader, "lexicon": Lexicon}
"""The coders that come with the package, by the name of `--coder`."""

DEFAULT_CODER = defaults.CODER
ENTRY_POINTS = "watchfloor.coders"
"""The entry-point group of coders from elsewhere: loaded only when named."""

BATCH = 64
"""Documents written in one transaction: a write takes milliseconds, a crash loses little."""

KEPT_ISSUES = 1_000
"""Issues handed back to the caller; all of them are in the record."""


@cache
def copy_judge() -> Judge:
    """Return who decides about copies, one a process; only who asks waits for numpy."""
    from watchfloor.ingest.copies import Judge  # noqa: PLC0415

    return Judge()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How to ingest. `workers` None takes the cores; `version` and `command` go into the run.

    Without `fuse` the incidents stay as they are until the next run that has it.
    """

    published: date | None = None
    source: str | None = None
    encoding: str = "utf-8"
    coder: str = DEFAULT_CODER
    workers: int | None = None
    keep_raw: bool = True
    fuse: bool = True
    version: str
    command: str = "ingest"
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts so far."""

    offered: int
    stored: int
    known: int
    refused: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended: offered = stored + known + refused.

    `issues` holds the first thousand; `dropped_issues` counts the rest, which only the record has.
    `switched` counts the documents whose current coding a recoding changed.
    """

    run: Run
    events: int
    issues: tuple[Issue, ...]
    dropped_issues: int
    switched: int = 0


@cache
def coder(name: str) -> Coder:
    """Return the coder of that name, one a process.

    Raises:
        UsageError: neither the package nor an installed plug-in offers it.
    """
    if name in CODERS:
        return CODERS[name]()
    from importlib.metadata import entry_points  # noqa: PLC0415  (it brings mail and sockets)

    offered = entry_points(group=ENTRY_POINTS)
    for point in offered:
        if point.name == name:
            made = point.load()()
            if not isinstance(made, Coder):
                message = f"{point.value} makes no coder: see watchfloor.testing.check_coder"
                raise UsageError(message)
            return made
    known = sorted({*CODERS, *(point.name for point in offered)})
    message = f"no coder named {name!r}; known: {', '.join(known)}"
    raise UsageError(message)


def document_of(text: str, *, published: date | None, source: str | None) -> Document:
    """Read one text as `ingest` reads a plain text file; `published` and `source` fill gaps.

    Raises:
        InputError: the text is empty, or no text at all.
    """
    raw = Raw(data=text.encode("utf-8", "replace"), media_type="text/plain", origin="text")
    found = reading_room.read(raw, reading_room.Options(published=published, source=source))
    if isinstance(found, Issue):
        raise InputError(found.message)
    return found.document


def code_document(document: Document, using: Coder) -> tuple[Coded, Resolved, tuple[Event, ...]]:
    """Code, resolve and join one document; every span is checked against its text.

    Raises:
        CodingError: the coder broke its protocol.
    """
    coded = using.code(document)
    coded.check(document)
    resolved = resolve(document, coded)
    return coded, resolved, join_events(document, coded, resolved)


def coding_stamp(using: Coder) -> str:
    """Return the name of a coding in the record: coder and resolver, both with their versions.

    What is derived from a text depends on both, so that a new version of either is another coding.
    """
    return f"{stamp(using)}/{RESOLVER}"


def code_reading(reading: Reading, coder_name: str) -> Entry:
    """Code one reading. A coder that fails costs the coding, never the document or the run."""
    reading = _with_published(reading)
    document = reading.document
    try:
        coded, resolved, events = code_document(document, coder(coder_name))
        name = f"{coded.coder}/{resolved.resolver}"
        return Entry(
            reading=reading,
            coded=replace(coded, coder=name),
            events=tuple(replace(event, coder=name) for event in events),
            claims=join_claims(document, coded, resolved),
            figures=join_figures(document, coded, resolved),
            relations=join_relations(document, coded, resolved),
            issues=(*reading.warnings, *_omitted(reading, coded)),
        )
    # The one boundary where any failure of a stage becomes a row in `issues` (law 9).
    except Exception as error:  # noqa: BLE001
        return _uncoded(reading, f"{type(error).__name__}: {error}")


def copy_difference(copy: Document, origin: Document) -> Difference:
    """Return what a copy adds to the text it was made from, and what it leaves out.

    Events anchored in what it adds are the copying outlet's own report, and no repetition.
    """
    from watchfloor.ingest.copies_difference import difference  # noqa: PLC0415

    return difference(copy, origin)


def _with_published(reading: Reading) -> Reading:
    return replace(reading, document=dated(reading.document))


def dated(document: Document) -> Document:
    """Infer when a document was published from its own words, where nothing else says it.

    The id of a document does not depend on its published date, so it stays the same.
    """
    if document.published is not None:
        return document
    spans = [
        (sentence.starts[start], sentence.ends[end - 1])
        for sentence in sentences(document)
        for start, end in find_dates(sentence)
    ]
    inferred = infer_published(document.text, spans)
    return document if inferred is None else replace(document, published=inferred.published)


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
    from watchfloor import pipeline_copies, pipeline_fuse  # noqa: PLC0415
    from watchfloor.engine import LocalEngine  # noqa: PLC0415
    from watchfloor.store import Ledger, connect  # noqa: PLC0415

    coder_stamp = coding_stamp(coder(options.coder))  # a model that does not load costs no record
    if options.source is not None and _storable(options.source) != options.source:
        message = f"source {_storable(options.source)} holds bytes that are no UTF-8: retype it"
        raise UsageError(message)
    with (
        connect(record, write=True, create=True) as connection,
        LocalEngine(options.workers) as engine,
    ):
        ledger = Ledger(connection, copy_judge())
        pipeline_copies.place_waiting(ledger, copy_judge(), engine)
        ledger.begin_fusing(pipeline_fuse.scheme())
        arguments = [_storable(argument) for argument in options.arguments]
        run = ledger.start_run(
            options.command, arguments, options.version, coder_stamp, _now(clock)
        )
        tally = _Tally(run, ledger)
        raws = reading_room.enumerate_inputs(inputs, stdin=stdin, record=record)
        for batch in _batches(_outcomes(raws, options, engine, run, ledger), BATCH):
            tally.add(batch)
            if progress:
                progress(tally.progress())
        if options.fuse:
            tally.note(pipeline_fuse.fuse(connection, ledger, clock).issues())
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
    from watchfloor import pipeline_fuse  # noqa: PLC0415
    from watchfloor.engine import LocalEngine  # noqa: PLC0415
    from watchfloor.store import Ledger, connect  # noqa: PLC0415

    coder_stamp = coding_stamp(coder(options.coder))
    with (
        connect(record, write=True) as connection,
        connect(record, write=False) as reading,
        LocalEngine(options.workers) as engine,
    ):
        ledger = Ledger(connection, copy_judge())
        ledger.begin_fusing(pipeline_fuse.scheme())
        arguments = [_storable(argument) for argument in options.arguments]
        run = ledger.start_run("recode", arguments, options.version, coder_stamp, _now(clock))
        tally = _Tally(run, ledger, beside=True)
        plan = _Plan(options.coder, run.id, run.started, keep_raw=False)
        known = partial(ledger.known, coder=run.coder, beside=True)
        waiting = _without_known(_stored(reading), known)
        coded = engine.map(
            partial(_code, plan=plan), waiting, on_crash=partial(_crashed_coding, plan=plan)
        )
        for batch in _batches(coded, BATCH):
            tally.add([_as_stored(reading, item) for item in batch])
            if progress:
                progress(tally.progress())
        switched = ledger.switch(run.coder)
        if options.fuse:
            tally.note(pipeline_fuse.fuse(connection, ledger, clock).issues())
        return replace(tally.close(_now(clock)), switched=switched)


def _stored(connection: Connection) -> Iterator[Reading]:
    """Yield the documents of a record as readings of their first input, without its bytes."""
    from watchfloor.store import history, query  # noqa: PLC0415

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
    from watchfloor.store import history  # noqa: PLC0415

    if isinstance(item, Issue | Known):
        return item
    found = history.provenance(connection, item.document.id)
    return replace(item, blob=(found.raw_sha256, found.media_type, found.raw_size, None))


Known = str
"""The id of a document that the record already holds, coded by this coder: only counted."""


def _outcomes(
    raws: Iterable[Raw | Issue],
    options: IngestOptions,
    engine: LocalEngine,
    run: Run,
    ledger: Ledger,
) -> Iterator[Prepared | Issue | Known]:
    """Yield exactly one outcome for each input offered, in order."""
    reading = reading_room.Options(
        published=options.published, source=options.source, encoding=options.encoding
    )
    read = engine.map(partial(_read, options=reading), raws, on_crash=_crashed_reading)
    plan = _Plan(options.coder, run.id, run.started, options.keep_raw)
    yield from engine.map(
        partial(_code, plan=plan),
        _without_known(read, partial(ledger.known, coder=run.coder)),
        on_crash=partial(_crashed_coding, plan=plan),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a worker has to know to code a reading and make it ready for the record."""

    coder: str
    run_id: str
    ingested: str
    keep_raw: bool

    def prepared(self, entry: Entry) -> Prepared:
        from watchfloor import pipeline_fuse  # noqa: PLC0415
        from watchfloor.store import prepare  # noqa: PLC0415

        document, is_coded = entry.reading.document, entry.coded is not None
        vectors = _vectors(entry)
        return prepare(
            entry,
            self.run_id,
            self.ingested,
            keep_raw=self.keep_raw,
            signed=copy_judge().sign(document),
            reports=pipeline_fuse.reports_of(document, entry.events, vectors) if is_coded else None,
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
    for part in _batches(readings, BATCH):
        ids = known([item.document for item in part if isinstance(item, Reading)])
        for item in part:
            is_known = isinstance(item, Reading) and item.document.id in ids
            yield item.document.id if isinstance(item, Reading) and is_known else item


def _code(item: Reading | Issue | Known, plan: _Plan) -> Prepared | Issue | Known:
    if not isinstance(item, Reading):
        return item
    entry = code_reading(item, plan.coder)
    try:
        return plan.prepared(entry)
    except CodingError as error:
        return plan.prepared(_uncoded(item, str(error)))


def _crashed_reading(item: Raw | Issue) -> Reading | Issue:
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


def _crashed_coding(item: Reading | Issue | Known, plan: _Plan) -> Prepared | Issue | Known:
    if not isinstance(item, Reading):
        return item
    reason = "the process that coded it died (memory, or a fault in a library)"
    return plan.prepared(_uncoded(item, reason))


def _warning(reading: Reading, code: str, message: str) -> Issue:
    return Issue(
        severity=Severity.WARNING,
        stage="coding",
        code=code,
        origin=reading.raw.origin,
        line=reading.raw.line,
        document_id=reading.document.id,
        message=message,
    )


def _omitted(reading: Reading, coded: Coded) -> tuple[Issue, ...]:
    """Return the issue of a text with more events than a document may have."""
    if not coded.omitted:
        return ()
    counts = f"{len(coded.events):,} events were coded and {coded.omitted:,} more left out"
    message = f"{counts}: a text this long is a list; cut it into the reports it is made of"
    return (_warning(reading, "too_many_events", message),)


def _uncoded(reading: Reading, reason: str) -> Entry:
    message = f"{reason}; the text is kept without events, and coded when it is ingested again"
    issue = _warning(reading, "coding_failed", message)
    return Entry(reading=reading, coded=None, issues=(*reading.warnings, issue))


class _Tally:
    """Writes batches, counts them, and keeps the issues to hand back."""

    def __init__(self, run: Run, ledger: Ledger, *, beside: bool = False) -> None:
        self.run, self.ledger, self.beside = run, ledger, beside
        self.offered = self.stored = self.known = self.refused = self.events = 0
        self.issues: list[Issue] = []
        self.seen_issues = 0

    def add(self, batch: Sequence[Prepared | Issue | Known]) -> None:
        """Write one batch and count it."""
        entries = [item for item in batch if not isinstance(item, Issue | Known)]
        refusals = [item for item in batch if isinstance(item, Issue)]
        # A text that stands twice in the stream is coded twice and counted once.
        fresh = {entry.document.id: entry for entry in entries}
        offered = [entry.document for entry in entries]
        for known in self.ledger.known(offered, self.run.coder, beside=self.beside):
            del fresh[known]
        stored, _ = self.ledger.append(entries, self.run.id, self.run.started, beside=self.beside)
        if refusals:
            self.ledger.refuse(refusals, self.run.id)
        self.offered += len(batch)
        self.stored += stored
        self.known += len(batch) - len(refusals) - stored
        self.refused += len(refusals)
        self.events += sum(entry.events for entry in fresh.values())
        found = [*refusals, *(issue for entry in fresh.values() for issue in entry.issues)]
        self.seen_issues += len(found)
        self.issues += found[: KEPT_ISSUES - len(self.issues)]

    def note(self, issues: Sequence[Issue]) -> None:
        """Write what is to be said of the run, and of none of its inputs."""
        if issues:
            self.ledger.refuse(issues, self.run.id)
            self.seen_issues += len(issues)
            self.issues += issues[: KEPT_ISSUES - len(self.issues)]

    def progress(self) -> Progress:
        """Return the counts so far."""
        return Progress(
            offered=self.offered,
            stored=self.stored,
            known=self.known,
            refused=self.refused,
            events=self.events,
        )

    def close(self, now: str) -> Outcome:
        """Finish the run; the ledger refuses counts that do not add up."""
        run = self.ledger.finish_run(
            self.run.id,
            now,
            offered=self.offered,
            stored=self.stored,
            known=self.known,
            refused=self.refused,
        )
        return Outcome(
            run=run,
            events=self.events,
            issues=tuple(self.issues),
            dropped_issues=self.seen_issues - len(self.issues),
        )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _storable(words: str) -> str:
    """Return words as the record can hold them: bytes of a terminal that are no UTF-8 escaped."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _now(clock: Callable[[], datetime]) -> str:
    return clock().isoformat(timespec="seconds")
