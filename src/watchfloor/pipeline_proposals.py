"""Texts that take earlier ones back, offered to people with the texts that they may mean.

Nothing here decides: a proposal names the decision that a person may make of it.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from watchfloor.ingest.retractions import SEARCH, Announced, Announcement, announcements
from watchfloor.model import Document, Where
from watchfloor.store import copies, incidents, query
from watchfloor.store.decided import rulings

REACH = timedelta(days=31)
"""How long before an announcement a text of the same source may lie that it means."""

LEAST_TITLE = 3
"""Words of a title that is looked for in an announcement: shorter ones stand anywhere."""

LEAST_WORDS, SHARE, MOST = 2, 0.6, 3
"""Telling words of an announcement that a text must hold: so many, this share; texts shown."""

_TELLING = re.compile(r"[^\W\d_]{4,}")
_ANNOUNCING = frozenset(
    (
        *("article", "articles", "story", "stories", "report", "reports", "dispatch", "item"),
        *("post", "account", "statement", "bulletin", "earlier", "version", "published", "wrongly"),
        *("this", "that", "these", "their", "there", "please", "disregard", "retraction"),
        *("retracts", "retracted", "withdraws", "withdrew", "withdrawn", "withdrawal"),
        *("correction", "corrects", "corrected"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """An earlier text that an announcement may mean, and by which sign."""

    document_id: str
    title: str | None
    source: str | None
    published: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """A text that announces that an earlier one was wrong.

    `decision` is what is offered for each text of `meant`: "withdraw" after a retraction,
    "supersede" by this text after a correction. `words` are the announcement as it stands.
    """

    document_id: str
    source: str | None
    published: str | None
    kind: Announced
    decision: str
    words: str
    start: int
    end: int
    meant: tuple[Meant, ...]


def retractions(connection: sqlite3.Connection) -> tuple[Retraction, ...]:
    """Return what texts of the record announce of earlier ones, the latest first.

    Texts on which a person has decided are meant no more. A correction that means no text of the
    record is left out, for nothing is to be done; a retraction stays.
    """
    decided = rulings(connection)
    done = decided.withdrawn | decided.superseded
    found = []
    for document in query.documents(connection, Where(text=SEARCH)):
        if document.id in done:
            continue
        for one in announcements(document):
            all_meant = tuple(_meant(connection, document, one))
            meant = tuple(held for held in all_meant if held.document_id not in done)
            if meant or (one.kind is Announced.RETRACTION and not all_meant):
                found.append(_proposal(document, one, meant))
    return tuple(
        sorted(found, key=lambda one: (one.published or "", one.document_id), reverse=True)
    )


def _proposal(document: Document, one: Announcement, meant: tuple[Meant, ...]) -> Retraction:
    return Retraction(
        document_id=document.id,
        source=document.source,
        published=document.published.to.isoformat() if document.published else None,
        kind=one.kind,
        decision="withdraw" if one.kind is Announced.RETRACTION else "supersede",
        words=" ".join(document.text[one.start : one.end].split()),
        start=one.start,
        end=one.end,
        meant=meant,
    )


def _meant(
    connection: sqlite3.Connection, document: Document, one: Announcement
) -> Iterator[Meant]:
    """Yield the earlier texts that an announcement may mean, each once, by its strongest sign."""
    seen = {document.id}
    for why, others in _signs(connection, document, one):
        for other in others:
            if other.id not in seen and _is_before(other, document):
                seen.add(other.id)
                yield Meant(
                    document_id=other.id,
                    title=other.title,
                    source=other.source,
                    published=other.published.to.isoformat() if other.published else None,
                    why=why,
                )


def _signs(
    connection: sqlite3.Connection, document: Document, one: Announcement
) -> Iterator[tuple[str, Iterable[Document]]]:
    if document.revises is not None:
        yield "earlier version", [query.document(connection, document.revises)]
    words = " ".join(document.text[one.start : one.end].casefold().split())
    own = list(_of_source(connection, document))
    yield "title named", [other for other in own if _is_named(other, words)]
    group = copies.group_of(connection, document.id)
    yield "same words", [other for other in group if other.source == document.source]
    if document.revises is not None:
        return  # what it corrects is known: likeness would only add others
    told = set(incidents.with_documents(connection, document.id))
    yield "same incident", [other for other in own if other.id in told]
    yield "tells of the same", _alike(words, document, own)


def _alike(words: str, document: Document, own: Iterable[Document]) -> list[Document]:
    """Return the texts, at most MOST, that hold most of what an announcement names."""
    furniture = set(_TELLING.findall((document.source or "").casefold())) | _ANNOUNCING
    wanted = set(_TELLING.findall(words)) - furniture
    shares = []
    for other in own:
        held = wanted & set(_TELLING.findall(other.text.casefold()))
        if len(held) >= LEAST_WORDS and len(held) >= SHARE * len(wanted):
            shares.append((-len(held), other.id, other))
    return [other for _, _, other in sorted(shares, key=lambda one: one[:2])[:MOST]]


def _of_source(connection: sqlite3.Connection, document: Document) -> Iterator[Document]:
    """Yield the texts that a source published in the month before a text of its own."""
    if document.source is None or document.published is None:
        return
    last = document.published.to
    where = Where(source=(document.source,), since=last - REACH, until=last)
    yield from query.documents(connection, where)


def _is_named(other: Document, words: str) -> bool:
    title = " ".join((other.title or "").casefold().split())
    return len(title.split()) >= LEAST_TITLE and title in words


def _is_before(other: Document, document: Document) -> bool:
    """Say whether a text may be earlier than another; of one without a date nothing is known."""
    if other.published is None or document.published is None:
        return other.id == document.revises
    return other.published.from_ <= document.published.to
