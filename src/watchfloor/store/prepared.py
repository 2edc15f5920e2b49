"""Everything of an entry that can be checked and computed before the record is locked."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watchfloor.errors import CodingError
from watchfloor.model import (
    Claim,
    Document,
    Entry,
    Event,
    Figure,
    Issue,
    Raw,
    Relation,
    Report,
    Signed,
    check_evidence,
    encode,
)
from watchfloor.store import rows
from watchfloor.store.reports import report_row

Read = Event | Claim | Figure | Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An entry as rows; `coder` is None when the coder failed.

    `signed` is how the index of copies knows the document, `reports` what fusion needs of it; None
    where that has not been computed yet.
    """

    document: Document
    coder: str | None
    raw: Raw
    blob: rows.Row
    document_row: rows.Row
    derived: Mapping[str, list[rows.Row]]
    issues: tuple[Issue, ...]
    weight: int
    signed: Signed | None = None
    reports: tuple[rows.Row, ...] | None = None

    @property
    def events(self) -> int:
        """Return how many events were read."""
        return len(self.derived["event"])

    @property
    def raw_sha256(self) -> str:
        """Return the hash of the input's bytes."""
        return str(self.blob[0])


def check_entry(entry: Entry) -> None:
    """Raise CodingError unless the entry's values belong together and every span is exact."""
    document, coded = entry.reading.document, entry.coded
    groups = (entry.events, entry.claims, entry.figures, entry.relations)
    if coded is None:
        if any(groups):
            message = f"document {document.id} was not coded, yet something was read in it"
            raise CodingError(message)
        return
    if coded.document_id != document.id:
        message = f"coding of {coded.document_id} offered with document {document.id}"
        raise CodingError(message)
    for event in entry.events:
        _check_event(event, document, coded.coder)
    ids = {event.id for event in entry.events}
    if strayed := [event.id for event in entry.events if event.chain not in ids]:
        message = f"document {document.id}: the chain of event {strayed[0]} begins nowhere in it"
        raise CodingError(message)
    for claim in entry.claims:
        if claim.event_id is not None and claim.event_id not in ids:
            message = f"document {document.id}: claim {claim.id} is about no event of its document"
            raise CodingError(message)
    for values in groups:
        _check_values(values, document)


def prepare(
    entry: Entry,
    run_id: str,
    ingested: str,
    *,
    keep_raw: bool,
    signed: Signed | None = None,
    reports: Sequence[Report] | None = None,
) -> Prepared:
    """Check an entry and turn it into rows.

    Raises:
        CodingError: its values do not belong together, or hold what no record can.
    """
    check_entry(entry)
    document, raw = entry.reading.document, entry.reading.raw
    sha256 = hashlib.sha256(raw.data).hexdigest()
    coder = None if entry.coded is None else entry.coded.coder
    try:
        derived = _derived_rows(entry)
        document_row = _document_row(entry, sha256, ingested, run_id)
        reported = (
            None if reports is None else tuple(report_row(one, coder or "") for one in reports)
        )
        _check_unicode((document_row, *(row for found in derived.values() for row in found)))
    except ValueError as error:
        message = f"document {document.id} holds a value that no record can: {error}"
        raise CodingError(message) from error
    return Prepared(
        document=document,
        coder=coder,
        raw=raw,
        blob=(sha256, raw.media_type, len(raw.data), raw.data if keep_raw else None),
        document_row=document_row,
        derived=derived,
        # The pipeline may have joined the reading's warnings to the issues already.
        issues=tuple(
            dict.fromkeys(
                issue if issue.document_id else replace(issue, document_id=document.id)
                for issue in (*entry.reading.warnings, *entry.issues)
            )
        ),
        weight=_weight(entry, derived, keep_raw=keep_raw),
        signed=signed,
        reports=reported,
    )


def _derived_rows(entry: Entry) -> dict[str, list[rows.Row]]:
    coder = "" if entry.coded is None else entry.coded.coder
    return {
        "event": [rows.event_row(event) for event in entry.events],
        "claim": [rows.claim_row(claim, coder) for claim in entry.claims],
        "figure": [rows.figure_row(figure, coder) for figure in entry.figures],
        "relation": [rows.relation_row(relation, coder) for relation in entry.relations],
    }


def _check_event(event: Event, document: Document, coder: str) -> None:
    found = (event.coder, event.external_id, event.source, event.published, event.incident_id)
    expected = (coder, document.external_id, document.source, document.published, None)
    if found != expected:
        message = (
            f"event {event.id}: coder, external_id, source, published, incident_id are {found}, "
            f"those of its document and coding are {expected}"
        )
        raise CodingError(message)


def _check_values(values: Sequence[Read], document: Document) -> None:
    for value in values:
        if value.document_id != document.id:
            message = f"{value.id} is of document {value.document_id}, offered with {document.id}"
            raise CodingError(message)
        check_evidence(value, document.text)
    twice = [name for name, number in Counter(value.id for value in values).items() if number > 1]
    if twice:
        kind = type(values[0]).__name__.lower()
        message = f"document {document.id}: {kind} {twice[0]} stands there more than once"
        raise CodingError(message)


def _document_row(entry: Entry, sha256: str, ingested: str, run_id: str) -> rows.Row:
    """Return the row without `revises`, which only the record knows."""
    document, published = entry.reading.document, entry.reading.document.published
    days: rows.Row = (None, None, None)
    if published is not None:
        days = (published.from_.isoformat(), published.to.isoformat(), published.rule)
    return (
        *(document.id, document.external_id, document.url, document.title, document.source),
        *days,
        *(document.language, document.text, document.copy_of, document.copy_reason),
        rows.to_json([encode(part) for part in document.boilerplate]),
        rows.to_json(dict(entry.reading.provenance)),
        *(sha256, ingested, run_id),
    )


def _check_unicode(found: Iterable[rows.Row]) -> None:
    """Raise UnicodeEncodeError (a ValueError) at half a surrogate pair: SQLite stores UTF-8."""
    for row in found:
        for value in row:
            if isinstance(value, str):
                value.encode("utf-8")


def _weight(entry: Entry, derived: Mapping[str, list[rows.Row]], *, keep_raw: bool) -> int:
    spans = sum(len(str(row[-1])) for found in derived.values() for row in found)
    raw = len(entry.reading.raw.data) if keep_raw else 0
    return len(entry.reading.document.text) + spans + raw
