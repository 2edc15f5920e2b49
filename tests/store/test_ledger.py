"""Appending: idempotent, exact, and never losing what was there."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from watchfloor.errors import CodingError, StoreError
from watchfloor.model import Decision, Entry, Published, Scored, Severity, Verdict, Where
from watchfloor.store import Ledger, query
from watchfloor.store.connection import writing

STARTED = "2022-03-01T08:00:00+00:00"
Dump = Callable[[], dict[str, list[tuple[Any, ...]]]]
Append = Callable[..., tuple[int, int]]


def test_appending_the_same_entry_twice_changes_nothing(
    append: Append, build: Any, dump: Dump
) -> None:
    """The second append counts the document as known and leaves every row as it was."""
    assert (1, 0) == append(build.rich())
    before = dump()
    assert (0, 1) == append(build.rich())
    assert before == dump()


def test_the_same_document_twice_in_one_append_is_stored_once(append: Append, build: Any) -> None:
    """Counts in are stored plus known, within one call too."""
    assert (1, 1) == append(build.rich(), build.rich())


def test_appending_nothing_is_nothing(ledger: Ledger, build: Any) -> None:
    """An empty batch is stored without a complaint."""
    run = ledger.start_run("ingest", [], "0.1", build.lexicon, STARTED)
    assert (0, 0) == ledger.append([], run.id, STARTED)


def test_a_coding_of_another_document_is_refused(append: Append, build: Any) -> None:
    """An entry's coding is of its own document."""
    entry = build.rich()
    stranger = replace(entry.coded, document_id="0" * 20)
    with pytest.raises(CodingError, match="offered with document"):
        append(replace(entry, coded=stranger))


def test_what_was_appended_comes_back_exactly(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """Document, events, claims, figures and relations equal what was offered."""
    entry = build.rich()
    append(entry)
    document = query.document(record, entry.reading.document.id)
    run = next(iter(query.runs(record)))
    stored = replace(entry.reading.document, ingested="2022-03-01T08:00:09+00:00", run_id=run.id)
    assert stored == document
    assert entry.events == query.events_of(record, document.id)
    assert list(entry.claims) == list(query.claims(record))
    assert list(entry.figures) == list(query.figures(record))
    assert list(entry.relations) == list(query.relations(record))


def test_a_new_input_of_a_known_document_is_noted(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """The same text in another file gives the document a second origin, and nothing else."""
    document = build.document()
    append(build.entry(document))
    assert (0, 1) == append(build.entry(document, origin="other.txt", line=None))
    assert (0, 1) == append(build.entry(document, origin="other.txt", line=None))
    found = query.provenance(record, document.id)
    places = [(origin.path, origin.line) for origin in found.origins]
    assert [("inbox/day.jsonl", 7), ("other.txt", None)] == places


def test_another_coder_becomes_current_and_the_old_rows_stay(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """After a second coder only its events are read; the first coder's are still in the table."""
    first, second = build.rich(), build.rich(coder=build.reader)
    append(first)
    assert (1, 0) == append(second)
    assert {build.reader} == {event.coder for event in query.events(record)}
    assert 4 == record.execute("SELECT count(*) FROM event").fetchone()[0]


def test_an_earlier_coder_can_become_current_again(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """Appending the first coder's coding again switches back and writes no row twice."""
    append(build.rich())
    append(build.rich(coder=build.reader))
    assert (1, 0) == append(build.rich())
    assert {build.lexicon} == {event.coder for event in query.events(record)}
    assert 4 == record.execute("SELECT count(*) FROM event").fetchone()[0]


def test_known_are_documents_whose_current_coding_is_by_the_coder(
    ledger: Ledger, append: Append, build: Any
) -> None:
    """A document without events counts, one that another coder read since does not."""
    one, two = build.document(), build.document(build.arabic)
    append(build.entry(one), build.entry(two))
    both = [one, two]
    new = replace(one, id="0" * 20)
    assert {one.id, two.id} == ledger.known([*both, new], build.lexicon)
    append(build.entry(two, coder=build.reader))
    assert {one.id} == ledger.known(both, build.lexicon)
    assert {two.id} == ledger.known(both, build.reader)


def test_a_date_that_was_missing_is_filled_in(
    ledger: Ledger, append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """A document stored without a date is not known once it has one; then its rows are anew."""
    dated = build.document()
    bare = replace(dated, published=None)
    append(build.entry(bare, build.event(bare, "struck")))
    assert {bare.id} == ledger.known([bare], build.lexicon)
    assert set() == ledger.known([dated], build.lexicon)
    filled = build.entry(dated, build.event(dated, "struck"))
    assert (1, 0) == append(filled)
    assert (0, 1) == append(filled)
    assert {dated.id} == ledger.known([dated], build.lexicon)
    assert [dated.published] == [event.published for event in query.events(record)]
    found = query.document(record, dated.id)
    assert (dated.published, dated.id) == (found.published, found.id)


def test_known_takes_more_ids_than_one_query(ledger: Ledger, append: Append, build: Any) -> None:
    """Thousands of ids are asked in parts."""
    document = build.document()
    append(build.entry(document))
    many = [replace(document, id=f"{number:020x}") for number in range(1_500)]
    assert {document.id} == ledger.known([*many, document], build.lexicon)


def test_an_uncoded_document_is_kept_and_coded_later(
    append: Append, build: Any, record: sqlite3.Connection, ledger: Ledger
) -> None:
    """A coder's failure keeps the text with its issue; it is not known, so it is tried again."""
    document = build.document()
    failed = replace(build.entry(document), coded=None, issues=(build.warning(),))
    assert (1, 0) == append(failed)
    assert (0, 1) == append(failed)
    assert set() == ledger.known([document], build.lexicon)
    assert 1 == len(query.issues(record))
    assert (1, 0) == append(build.rich())
    assert 2 == len(list(query.events(record)))


def test_an_uncoded_entry_with_events_is_refused(append: Append, build: Any) -> None:
    """What was read in a document that was not coded cannot be."""
    with pytest.raises(CodingError, match="was not coded"):
        append(replace(build.rich(), coded=None))


def _moved(entry: Entry) -> Entry:
    event = entry.events[0]
    start = (event.anchor.start or 0) + 1
    anchor = Scored(text=event.anchor.text, start=start, end=(event.anchor.end or 0) + 1, score=0.5)
    return replace(entry, events=(replace(event, anchor=anchor), *entry.events[1:]))


@pytest.mark.parametrize(
    "spoil, words",
    [
        (_moved, "the text has"),
        (lambda one: replace(one, events=one.events[:1] * 2), "more than once"),
        (lambda one: replace(one, events=one.events[1:], claims=()), "begins nowhere"),
        (lambda one: replace(one, events=()), "about no event"),
        (
            lambda one: replace(one, figures=(replace(one.figures[0], document_id="elsewhere"),)),
            "offered with",
        ),
        (
            lambda one: replace(one, events=(replace(one.events[0], coder="x@1"),), claims=()),
            "those of its document",
        ),
        (
            lambda one: replace(one, events=(replace(one.events[0], incident_id="1"),), claims=()),
            "those of its document",
        ),
        (
            lambda one: replace(one, relations=(replace(one.relations[0], since="\ud800"),)),
            "holds a value that no record can",
        ),
    ],
    ids=["span", "twice", "chain", "claim", "document", "coder", "incident", "surrogate"],
)
def test_an_entry_that_contradicts_itself_is_refused_whole(
    append: Append, build: Any, dump: Dump, spoil: Callable[[Entry], Entry], words: str
) -> None:
    """Nothing of the batch is written, not even the good entry before the bad one."""
    good = build.entry(build.document(build.arabic))
    append(good)
    before = dump()
    with pytest.raises(CodingError, match=words):
        append(build.entry(build.document(build.english[:80])), spoil(build.rich()))
    assert before == dump()


def test_issues_are_noted_once_and_name_their_document(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """A warning that reading and pipeline both hand over is one row, tied to the document."""
    entry = build.entry(build.document(), warnings=(build.warning(),), issues=(build.warning(),))
    append(entry)
    assert [entry.reading.document.id] == [one.document_id for one in query.issues(record)]


def test_refusals_are_kept_with_their_run(
    ledger: Ledger, build: Any, record: sqlite3.Connection
) -> None:
    """Two equal refusals are two inputs, and each run lists its own."""
    run = ledger.start_run("ingest", [], "0.1", build.lexicon, STARTED)
    other = ledger.start_run("ingest", ["x"], "0.1", build.lexicon, STARTED)
    refused = build.warning(severity=Severity.REFUSED, code="empty")
    ledger.refuse([refused, refused], run.id)
    assert (refused, refused) == query.issues(record, run.id)
    assert () == query.issues(record, other.id)


def test_raw_bytes_are_kept_unless_told_otherwise(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """Without raw bytes hash and size stay; a later append that keeps them fills them in."""
    entry = build.entry(build.document())
    append(entry, keep_raw=False)
    found = query.provenance(record, entry.reading.document.id)
    assert (False, len(entry.reading.raw.data)) == (found.raw_kept, found.raw_size)
    assert query.raw_bytes(record, found.raw_sha256) is None
    append(entry)
    assert entry.reading.raw.data == query.raw_bytes(record, found.raw_sha256)
    append(entry, keep_raw=False)
    assert entry.reading.raw.data == query.raw_bytes(record, found.raw_sha256)


def test_a_changed_page_revises_the_newest_one_before(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """Same url, other text: the new document names the newest that was stored before."""
    days = [Published.on(date(2022, 1, day), "row") for day in (12, 13, 14)]
    versions = [
        build.document(f"{build.english} Version {number}.", published=day)
        for number, day in enumerate(days)
    ]
    append(*(build.entry(version) for version in versions))
    found = [query.document(record, version.id).revises for version in versions]
    assert [None, versions[0].id, versions[1].id] == found


def test_an_older_page_that_comes_late_revises_nothing_newer(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """A page published before what is stored does not revise it."""
    new, old = build.document(), build.document(build.arabic, published=None)
    older = build.document("Old words.", published=Published.on(date(2021, 1, 1), "row"))
    append(build.entry(new), build.entry(older), build.entry(old))
    assert None is query.document(record, older.id).revises
    assert new.id == query.document(record, old.id).revises


@pytest.mark.parametrize(
    "first, second, revised",
    [
        ({"source": "A"}, {"source": "A"}, True),
        ({"source": "A"}, {"source": "B"}, False),
        ({"source": "A"}, {"source": None}, False),
        ({"source": None}, {"source": None}, True),
    ],
)
def test_an_external_id_names_a_document_in_its_source(
    append: Append,
    build: Any,
    record: sqlite3.Connection,
    first: dict[str, Any],
    second: dict[str, Any],
    revised: bool,
) -> None:
    """Row 1 of two sources are two documents; row 1 of one source, or of none, is one, revised."""
    one = build.document(url=None, external_id="1", **first)
    two = build.document(build.arabic, url=None, external_id="1", **second)
    append(build.entry(one), build.entry(two))
    assert (one.id if revised else None) == query.document(record, two.id).revises


def test_the_same_text_elsewhere_revises_nothing(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """Another external id for the same url and text is another document, not a revision."""
    one, two = build.document(external_id="1"), build.document(external_id="2")
    append(build.entry(one), build.entry(two))
    assert None is query.document(record, two.id).revises


def test_a_run_ends_with_counts_that_add_up(ledger: Ledger, build: Any) -> None:
    """The finished run comes back whole; counts that lose a document are refused."""
    run = ledger.start_run("ingest", ["a b", "é"], "0.1", build.lexicon, STARTED)
    done = ledger.finish_run(run.id, "later", offered=6, stored=3, known=2, refused=1)
    assert replace(run, finished="later", offered=6, stored=3, known=2, refused=1) == done
    with pytest.raises(StoreError, match="must add up"):
        ledger.finish_run(run.id, "later", offered=7, stored=3, known=2, refused=1)
    with pytest.raises(StoreError, match="start it first"):
        ledger.finish_run("none", "later", offered=0, stored=0, known=0, refused=0)


def test_a_run_that_was_never_started_takes_no_documents(ledger: Ledger, build: Any) -> None:
    """The foreign key is a StoreError, and nothing is written."""
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        ledger.append([build.rich()], "nowhere", STARTED)


def _decision(**more: Any) -> Decision:
    values: dict[str, Any] = {
        "id": "d1",
        "verdict": Verdict.REJECT,
        "author": "Amal",
        "decided": STARTED,
        "reason": "“never happened”",
        "document_id": None,
        "start": 4,
        "end": 10,
        "field": "status",
        "machine_value": '"actual"',
        "value": None,
        "coder": "lexicon@1",
    }
    return Decision(**values | more)


def test_decisions_are_appended_once_and_undone_by_another(
    ledger: Ledger, record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """The same decision twice is one; another with its id is refused; undo names the first."""
    entry = build.rich()
    append(entry)
    decision = _decision(document_id=entry.reading.document.id)
    undo = _decision(id="d2", verdict=Verdict.UNDO, undoes="d1")
    for one in (decision, decision, undo):
        ledger.decide(one)
    assert (decision, undo) == query.decisions(record)
    with pytest.raises(StoreError, match="its own"):
        ledger.decide(replace(decision, author="Basim"))
    assert (1,) == record.execute("PRAGMA synchronous").fetchone()


@pytest.mark.parametrize("wrong", [{"document_id": "none"}, {"undoes": "none"}])
def test_a_decision_about_nothing_is_refused(ledger: Ledger, wrong: dict[str, str]) -> None:
    """Document and undone decision must be in the record."""
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        ledger.decide(_decision(**wrong))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM document",
        "UPDATE document SET text = text || '.'",
        "UPDATE document SET id = 'x'",
        "DELETE FROM decision",
        "UPDATE decision SET author = 'Basim'",
    ],
)
def test_the_schema_itself_keeps_texts_and_decisions(
    ledger: Ledger, append: Append, build: Any, record: sqlite3.Connection, sql: str
) -> None:
    """Even plain SQL cannot delete a document, change its text or touch a decision."""
    append(build.rich())
    ledger.decide(_decision())
    with pytest.raises(StoreError, match="never"), writing(record):
        record.execute(sql)


def test_masking_words_keeps_the_search_index_in_step(
    append: Append, build: Any, record: sqlite3.Connection
) -> None:
    """A redaction of equal length is allowed, and the masked word is no longer found."""
    append(build.rich())
    assert 1 == len(list(query.documents(record, Where(text="guards"))))
    with writing(record):
        record.execute("UPDATE document SET text = replace(text, 'guards', '██████')")
    assert [] == list(query.documents(record, Where(text="guards")))
    record.execute("INSERT INTO document_fts (document_fts) VALUES ('integrity-check')")


def test_large_appends_are_several_short_transactions(
    append: Append, build: Any, record: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches are bounded by weight; all of them arrive."""
    monkeypatch.setattr("watchfloor.store.ledger.LARGEST_BATCH", 1_000)
    begun: list[str] = []
    record.set_trace_callback(lambda sql: begun.append(sql) if "BEGIN" in sql else None)
    append(*(build.entry(build.document(f"{build.english} {n}")) for n in range(6)))
    record.set_trace_callback(None)
    assert 6 == len(list(query.documents(record)))
    assert len(begun) > 4


def test_an_interrupted_write_leaves_the_record_as_it_was(
    ledger: Ledger, build: Any, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks off a transaction, a key press too, it is rolled back."""
    run = ledger.start_run("ingest", [], "0.1", build.lexicon, STARTED)
    before = dump()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ledger, "_note_once", stop)
    with pytest.raises(KeyboardInterrupt):
        ledger.append([build.rich()], run.id, STARTED)
    assert before == dump()
