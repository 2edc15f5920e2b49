"""One text through the rooms: read, coded, resolved and joined, by a coder of a name.

`pipeline_ingest` takes many of them to a record. Who codes one text without a record waits for
neither store, fusion nor processes (.1 s of a cold start): nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from watchfloor import defaults
from watchfloor import ingest as reading_room
from watchfloor.coding.dates import find_dates
from watchfloor.coding.lexicon import Lexicon
from watchfloor.coding.protocol import Coder, Vectoring, stamp
from watchfloor.coding.words import sentences
from watchfloor.errors import InputError, UsageError
from watchfloor.model import (
    Coded,
    Difference,
    Document,
    Entry,
    Event,
    Issue,
    Raw,
    Reading,
    Resolved,
    Severity,
    join_claims,
    join_events,
    join_figures,
    join_relations,
)
from watchfloor.resolve import RESOLVER, resolve
from watchfloor.resolve.published import infer_published

if TYPE_CHECKING:
    from watchfloor.ingest.copies import Judge


def _reader() -> Coder:
    """Return the trained coder; only who asks for it waits for numpy."""
    from watchfloor.coding.reader import Reader  # noqa: PLC0415

    return Reader()


CODERS: dict[str, Callable[[], Coder]] = {"reader": _reader, "lexicon": Lexicon}
"""The coders that come with the package, by the name of `--coder`."""

DEFAULT_CODER = defaults.CODER
ENTRY_POINTS = "watchfloor.coders"
"""The entry-point group of coders from elsewhere: loaded only when named."""


@cache
def copy_judge() -> Judge:
    """Return who decides about copies, one a process; only who asks waits for numpy."""
    from watchfloor.ingest.copies import Judge  # noqa: PLC0415

    return Judge()


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


def with_vectors(document: Document, coded: Coded, using: Coder) -> Coded:
    """Return a coding with the vectors that fusion compares, if its coder has any.

    Raises:
        CodingError: they are not as many as the events.
    """
    if coded.vectors or not isinstance(using, Vectoring):
        return coded
    spans = [(one.anchor.start or 0, one.anchor.end or 0) for one in coded.events]
    return replace(coded, vectors=using.vectors(document, spans))


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
        using = coder(coder_name)
        coded, resolved, events = code_document(document, using)
        coded = with_vectors(document, coded, using)
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
        return uncoded(reading, f"{type(error).__name__}: {error}")


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


def uncoded(reading: Reading, reason: str) -> Entry:
    """Return what is stored of a text that no coding came of, with the issue that says why."""
    message = f"{reason}; the text is kept without events, and coded when it is ingested again"
    issue = _warning(reading, "coding_failed", message)
    return Entry(reading=reading, coded=None, issues=(*reading.warnings, issue))
