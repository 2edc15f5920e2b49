"""Append to the record. Appending anything twice changes nothing."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from watchfloor.errors import StoreError
from watchfloor.model import (
    INFERRED,
    CopyJudge,
    Decision,
    Document,
    Entry,
    Issue,
    Report,
    Run,
    Signed,
    content_id,
)
from watchfloor.store import (
    audit,
    copies,
    decided,
    fusing,
    passages,
    reports,
    rows,
    sources,
    switching,
    touched,
)
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded, path_of
from watchfloor.store.history import runs
from watchfloor.store.prepared import Prepared, prepare

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST_BATCH = 4_000_000
"""Characters that one transaction writes at most, so that it is held well under a second."""

MAX_VALUES = 500
"""Values of one query: older SQLite builds take no more than 999."""


class Ledger:
    """The appending side of a record, over a write connection.

    Every write is one short transaction that takes the lock at its start; all that can be computed
    before is computed before. Two processes may append to the same record at once. With a `judge`
    each document finds its copies in the transaction that stores it; without one it waits for the
    next ledger that has one.
    """

    def __init__(self, connection: sqlite3.Connection, judge: CopyJudge | None = None) -> None:
        self._connection = connection
        self._judge = judge

    def start_run(
        self, command: str, arguments: Sequence[str], version: str, coder: str, started: str
    ) -> Run:
        """Record that a command began; `started` is ISO in UTC.

        Two equal commands of the same second are two runs.
        """
        key = (command, rows.to_json(list(arguments)), version, coder, started)
        with writing(self._connection):
            (earlier,) = self._connection.execute(_EQUAL_RUNS, key).fetchone()
            run_id = content_id("run", *key, earlier)
            self._connection.execute(_insert("run", _RUN), (run_id, *key))
        return Run(
            id=run_id,
            command=command,
            arguments=tuple(arguments),
            version=version,
            coder=coder,
            started=started,
        )

    def finish_run(
        self, run_id: str, finished: str, offered: int, stored: int, known: int, refused: int
    ) -> Run:
        """Record how a run ended, and return it whole.

        Raises:
            StoreError: the run is unknown, or offered is not stored + known + refused.
        """
        if offered != stored + known + refused:
            message = (
                f"run {run_id}: {offered} documents offered, but {stored} stored, {known} known "
                f"and {refused} refused: the counts must add up"
            )
            raise StoreError(message)
        with writing(self._connection):
            done = self._connection.execute(
                "UPDATE run SET finished = ?, offered = ?, stored = ?, known = ?, refused = ?"
                " WHERE id = ?",
                (finished, offered, stored, known, refused, run_id),
            )
            if not done.rowcount:
                message = f"run {run_id} is not in {path_of(self._connection)}: start it first"
                raise StoreError(message)
        return next(run for run in runs(self._connection) if run.id == run_id)

    def known(self, documents: Iterable[Document], coder: str, *, beside: bool = False) -> set[str]:
        """Return the ids of those documents with which nothing is to be done.

        Their current coding is by `coder`; one that another coder has read since is not among
        them, nor one that was stored without a date and now has one. `beside`: a coding by
        `coder` that waits beside the current one counts too.
        """
        offered, found = {document.id: document for document in documents}, set[str]()
        ids = list(offered)
        with guarded(self._connection):
            for start in range(0, len(ids), MAX_VALUES):
                part = ids[start : start + MAX_VALUES]
                values = (f"{INFERRED}%", coder, int(not beside), *part)
                for name, is_dated in self._connection.execute(_known(len(part)), values):
                    if is_dated or offered[name].published is None:
                        found.add(name)
        return found

    def append(
        self,
        entries: Sequence[Entry | Prepared],
        run_id: str,
        ingested: str,
        *,
        keep_raw: bool = True,
        beside: bool = False,
    ) -> tuple[int, int]:
        """Append documents with their codings; return how many were stored, how many known.

        Known is a document whose current coding is by the same coder: only a new input it came
        from is noted. A coding by another coder becomes the current one, the older rows stay.
        What was read first of a document stands, but a date is filled in where there was none, and
        the coding with it. `revises` is set to the newest document of the same url, or of the same
        source and external id, that was stored before, was not published later, and has another
        text. Entries that a worker has prepared already are taken as they are. With `beside`
        a coding waits beside the current one until `switch`; known is then what waits too.

        Raises:
            CodingError: an entry cites words that its text does not have there, or contradicts
                itself; nothing of `entries` is written (`check_entry` finds out before).
            StoreError: the record cannot be written; whole batches before this one are kept.
        """
        prepared = [
            entry
            if isinstance(entry, Prepared)
            else prepare(entry, run_id, ingested, keep_raw=keep_raw)
            for entry in entries
        ]
        stored = 0
        for batch in _batches(prepared):
            with writing(self._connection):
                stored += sum(self._append(one, run_id, beside=beside) for one in batch)
                self._place(batch)
        return stored, len(entries) - stored

    def switch(self, coder: str) -> int:
        """Make every coding by `coder` the current one of its document; return how many changed.

        One transaction, whatever the size of the record: who reads sees all of the old codings or
        all of the new ones. The rows are there already, so only `coding` is written and the chains
        of what changed are marked.
        """
        with writing(self._connection):
            return switching.switch(self._connection, coder)

    def begin_copies(self, judge: CopyJudge) -> None:
        """Empty the index of copies if another scheme made it."""
        with writing(self._connection):
            copies.begin_scheme(self._connection, judge.scheme)

    def unplaced(self, at_once: int) -> Iterator[copies.Waiting]:
        """Yield the documents that have no place in the index of copies yet, by their numbers.

        They are of a record of version 1, or were signed by another scheme, or stored by a ledger
        without a judge. They are read `at_once` together, and may be placed in the meantime.
        """
        after = -1
        while found := copies.waiting(self._connection, after, at_once):
            yield from found
            after = found[-1][0]

    def place(self, judge: CopyJudge, signed: Sequence[tuple[int, Document, Signed]]) -> None:
        """Join stored documents with their copies; those that have a place stay where they are."""
        with writing(self._connection):
            copies.begin_scheme(self._connection, judge.scheme)
            placing = copies.Placing(self._connection, judge)
            for number, document, own in signed:
                placing.place(number, document, own)
            placing.settle()

    def begin_fusing(self, scheme: str) -> None:
        """Have all reports made anew, and all incidents, if another scheme made them."""
        with writing(self._connection):
            reports.begin_scheme(self._connection, scheme)

    def add_reports(self, made: Iterable[tuple[reports.Unreported, Sequence[Report]]]) -> None:
        """Write the reports of codings that had none, and mark them."""
        with writing(self._connection):
            for one, found in made:
                table = [reports.report_row(report, one.coder) for report in found]
                key = (one.document.id, one.coder)
                reports.add_reports(self._connection, *key, table, reports.SCHEME)

    def add_passages(
        self, compared: Iterable[tuple[Document, Document, Sequence[passages.Passage]]]
    ) -> None:
        """Write what copies add to what they are copies of, and mark them."""
        with writing(self._connection):
            for copy, origin, found in compared:
                passages.add_passages(self._connection, copy, origin, found)

    def add_keys(self, numbers: Sequence[int], keys: "pa.Table") -> None:
        """Write the block keys of reports, by the numbers of their rows."""
        with writing(self._connection):
            reports.add_keys(self._connection, numbers, keys)

    def fuse(self, change: fusing.Change) -> bool:
        """Write the difference that a step of fusing makes; False if another step was faster."""
        return fusing.write(self._connection, change)

    def refuse(self, issues: Iterable[Issue], run_id: str) -> None:
        """Record what went wrong with inputs of a run."""
        with writing(self._connection):
            self._note(issues, run_id)

    def decide(self, decision: Decision, check: Callable[[], None] | None = None) -> None:
        """Append a person's decision; it is on the disk when this returns.

        `check` runs under the lock, before anything is written: what it raises refuses the
        decision, and nobody else can decide between the two.

        Raises:
            StoreError: another decision has its id, or what it names is not in the record.
        """
        values = tuple(getattr(decision, name) for name in _DECISION)
        with guarded(self._connection):
            self._connection.execute("PRAGMA synchronous = FULL")
        try:
            with writing(self._connection):
                if check is not None:
                    check()
                written = self._connection.execute(
                    _insert("decision", _DECISION, "OR IGNORE"), values
                )
                if written.rowcount:
                    audit.append(self._connection, "decision", written.lastrowid or 0)
                kept = self._connection.execute(_DECISION_OF, (decision.id,)).fetchone()
                if kept != values:
                    message = f"another decision has the id {decision.id}: give this one its own"
                    raise StoreError(message)
                sources.rewrite(self._connection)
                touched.note(self._connection, decision)
                named = sorted(decided.chains_named(self._connection, decision))
                reports.mark_chains(self._connection, named, reports.DECISION)
                for document_id in touched.corrected(self._connection, decision):
                    reports.remake(self._connection, document_id)
        finally:
            with guarded(self._connection):
                self._connection.execute("PRAGMA synchronous = NORMAL")

    def _place(self, batch: Sequence[Prepared]) -> None:
        """Join the new documents of a batch with their copies, and settle the groups they touch."""
        if self._judge is None:
            return
        copies.begin_scheme(self._connection, self._judge.scheme)
        placing = copies.Placing(self._connection, self._judge)
        for one in batch:
            number, is_placed = copies.place_of(self._connection, one.document.id)
            if is_placed:
                placing.touch(number)  # its date may have been filled in
            else:
                placing.place(number, one.document, one.signed or self._judge.sign(one.document))
        placing.settle()

    def _append(self, one: Prepared, run_id: str, *, beside: bool = False) -> bool:
        """Write one entry; tell whether a document or its current coding is new."""
        new = self._keep_document(one, run_id)
        if one.coder is None:
            self._note_once(one.issues, run_id)
            return new
        key = (one.document.id, one.coder)
        state = self._connection.execute(
            "SELECT current FROM coding WHERE document_id = ? AND coder = ?", key
        ).fetchone()
        if state == (1,):
            return self._fill_date(one)
        if beside:
            return state is None and self._wait(one, run_id)
        self._connection.execute(
            "UPDATE coding SET current = 0 WHERE document_id = ? AND current = 1", key[:1]
        )
        self._connection.execute(
            "INSERT INTO coding (document_id, coder, run_id, current) VALUES (?, ?, ?, 1)"
            " ON CONFLICT (document_id, coder) DO UPDATE SET current = 1",
            (*key, run_id),
        )
        # Whatever coded the text before, its reports are in no incident from now on.
        reports.mark(self._connection, key[:1], reports.CODER)
        if state is None:
            self._derive(one)
            self._note_once(one.issues, run_id)
        return True

    def _wait(self, one: Prepared, run_id: str) -> bool:
        """Write a coding beside the current one; it is whole, and read by nobody until `switch`."""
        self._connection.execute(
            "INSERT INTO coding (document_id, coder, run_id, current) VALUES (?, ?, ?, 0)",
            (one.document.id, one.coder, run_id),
        )
        self._derive(one)
        self._note_once(one.issues, run_id)
        return True

    def _derive(self, one: Prepared) -> None:
        for table, found in one.derived.items():
            self._connection.executemany(_insert(table, rows.COLUMNS[table]), found)
        if one.coder is not None and one.reports is not None:
            key = (one.document.id, one.coder)
            reports.add_reports(self._connection, *key, one.reports, reports.EVIDENCE)
            if touched.is_corrected(self._connection, one.document.id):
                reports.remake(self._connection, one.document.id)  # with what a person corrected

    def _fill_date(self, one: Prepared) -> bool:
        """Date a document that was stored without a date, and everything read in it anew."""
        row = dict(zip(_DOCUMENT, one.document_row, strict=True))
        filled = self._connection.execute(
            "UPDATE document SET published_from = ?, published_to = ?, published_rule = ?,"
            " provenance = ? WHERE id = ? AND ? NOT LIKE ?"
            " AND (published_from IS NULL OR published_rule LIKE ?)",
            (
                *(row["published_from"], row["published_to"], row["published_rule"]),
                *(row["provenance"], one.document.id),
                *(row["published_rule"], f"{INFERRED}%", f"{INFERRED}%"),
            ),
        )
        if not filled.rowcount:
            return False
        # what other coders read without the date must not become current one day
        switching.forget_others(self._connection, one.document.id, one.coder or "")
        for table in reversed(list(one.derived)):  # claims name events
            delete = " ".join(("DELETE FROM", table, "WHERE document_id = ? AND coder = ?"))
            self._connection.execute(delete, (one.document.id, one.coder))
        reports.drop_reports(self._connection, one.document.id, one.coder or "")
        reports.mark_namesakes(self._connection, one.document)
        self._derive(one)
        return True

    def _keep_document(self, one: Prepared, run_id: str) -> bool:
        """Write a document with its raw bytes and origin; tell whether it was new."""
        # Bytes that an earlier run did not keep are filled in by one that does.
        self._connection.execute(
            "INSERT INTO blob (sha256, media_type, size, data) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET data = excluded.data"
            " WHERE data IS NULL AND excluded.data IS NOT NULL",
            one.blob,
        )
        held = self._connection.execute(
            "SELECT 1 FROM document WHERE id = ?", (one.document.id,)
        ).fetchone()
        if held is None:
            revises = one.document.revises or self._revised(one)
            self._connection.execute(
                _insert("document", (*_DOCUMENT, "revises")), (*one.document_row, revises)
            )
            reports.mark_namesakes(self._connection, one.document)
            reports.mark(self._connection, [revises] if revises else [], reports.EVIDENCE)
        self._connection.execute(
            "INSERT OR IGNORE INTO origin (document_id, path, line, raw_sha256, run_id)"
            " VALUES (?, ?, ?, ?, ?)",
            (one.document.id, one.raw.origin, one.raw.line, one.raw_sha256, run_id),
        )
        return held is None

    def _revised(self, one: Prepared) -> str | None:
        """Return the document that this one revises; an external id names it in its source."""
        document = one.document
        published = document.published.to.isoformat() if document.published else None
        row = self._connection.execute(
            "SELECT id FROM document"
            " WHERE (url = ?1 OR external_id = ?2 AND source IS ?3) AND text <> ?4"
            " AND (?5 IS NULL OR published_from IS NULL OR published_from <= ?5)"
            " ORDER BY published_from DESC NULLS LAST, number DESC LIMIT 1",
            (document.url, document.external_id, document.source, document.text, published),
        ).fetchone()
        return None if row is None else str(row[0])

    def _note(self, issues: Iterable[Issue], run_id: str) -> None:
        self._connection.executemany(
            _insert("issue", ("run_id", *_ISSUE)),
            [(run_id, *(getattr(issue, name) for name in _ISSUE)) for issue in issues],
        )

    def _note_once(self, issues: Iterable[Issue], run_id: str) -> None:
        """Note the issues of an entry, but for those that this run has noted already."""
        for issue in issues:
            noted = self._connection.execute(
                "SELECT 1 FROM issue WHERE run_id = ? AND code = ? AND document_id = ?"
                " AND message = ?",
                (run_id, issue.code, issue.document_id, issue.message),
            ).fetchone()
            if noted is None:
                self._note((issue,), run_id)


_DOCUMENT = (
    *("id", "external_id", "url", "title", "source"),
    *("published_from", "published_to", "published_rule", "language", "text"),
    *("copy_of", "copy_reason", "boilerplate", "provenance", "raw_sha256", "ingested", "run_id"),
)
_RUN = ("id", "command", "arguments", "version", "coder", "started")
_ISSUE = ("severity", "stage", "code", "origin", "line", "document_id", "message")
_DECISION = (
    *("id", "verdict", "author", "decided", "reason", "document_id", "start", "end", "field"),
    *("machine_value", "value", "coder", "undoes", "judged"),
)
_EQUAL_RUNS = (
    "SELECT count(*) FROM run WHERE (command, arguments, version, coder, started) = (?, ?, ?, ?, ?)"
)
_DECISION_OF = " ".join(
    ("SELECT", ", ".join(f'"{name}"' for name in _DECISION), "FROM decision WHERE id = ?")
)


def _known(count: int) -> str:
    head = (
        "SELECT document_id, published_from IS NOT NULL AND published_rule NOT LIKE ? FROM coding"
        " JOIN document ON document.id = document_id"
        " WHERE coder = ? AND current >= ? AND document_id IN ("
    )
    return "".join((head, ", ".join("?" * count), ")"))


def _insert(table: str, columns: Sequence[str], conflict: str = "") -> str:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return " ".join(("INSERT", conflict, "INTO", table, "(", names, ") VALUES (", marks, ")"))


def _batches(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Yield the entries in runs of bounded weight, in their order."""
    batch: list[Prepared] = []
    weight = 0
    for one in prepared:
        if batch and weight + one.weight > LARGEST_BATCH:
            yield batch
            batch, weight = [], 0
        batch.append(one)
        weight += one.weight
    if batch:
        yield batch
