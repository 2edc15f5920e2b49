"""The index of copies: it finds the group of a new document, and groups are read from it.

Groups are connected components over verified pairs. A new document is compared with everything
that shares a key with it, until one pair a group is verified: so the groups are those of all
verified pairs, in whatever order the documents came. What a pair is, is the judge's affair.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchfloor.errors import InputError
from watchfloor.model import CopyJudge, Credit, Document, Member, Signed
from watchfloor.model.document import INFERRED
from watchfloor.store import reports, rows
from watchfloor.store.faults import guarded

Waiting = tuple[int, Document]
"""The number and the value of a document that has to be placed."""


@dataclass(slots=True)
class Placing:
    """One transaction's work on the index.

    `dirty` are the groups to be settled at its end, `placed` the documents that it placed.
    """

    connection: sqlite3.Connection
    judge: CopyJudge
    documents: dict[int, Document] = field(default_factory=dict)
    dirty: set[int] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)

    def place(self, number: int, document: Document, signed: Signed) -> None:
        """Join a document with its copies; one that has been placed before stays as it is."""
        if self._component(number) is not None:
            return
        self.documents[number] = document
        self.placed.add(document.id)
        twin = self._first("SELECT component FROM copy_member WHERE content = ?", signed.content)
        is_twin = twin is not None and self._has_twin(signed)
        component = number if twin is None else twin
        self.connection.execute(
            "INSERT INTO copy_member (document, component, content, words, site, signature,"
            " credits) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, component, signed.content, signed.words, signed.site),
                *(signed.signature, _credits_json(signed.credits)),
            ),
        )
        self.dirty.add(component)
        if is_twin:
            return
        joined = {component}
        for other, theirs in self._candidates(number, signed):
            if theirs not in joined and self.judge.is_copy(document, self._document(other)):
                self._join(component, theirs)
                component = min(component, theirs)
                joined.add(theirs)
        self.connection.executemany(
            "INSERT OR IGNORE INTO copy_band (band, document) VALUES (?, ?)",
            [(band, number) for band in signed.bands],
        )

    def touch(self, number: int) -> None:
        """Have the group of a document settled anew: something of it was learned."""
        component = self._component(number)
        if component is not None:
            self.dirty.add(component)

    def settle(self) -> None:
        """Write what each document of the touched groups is a copy of, where that has changed."""
        for component in sorted(self.dirty):
            found = self.connection.execute(_MEMBERS, (component,)).fetchall()
            if not found:  # joined with another, which is dirty too
                continue
            settled = self.judge.settle([_member(row) for row in found])
            changed = [
                (settled[row[0]].id, settled[row[0]].reason, row[0])
                for row in found
                if (settled[row[0]].id, settled[row[0]].reason) != (row[-2], row[-1])
            ]
            self.connection.executemany(
                "UPDATE document SET copy_of = ?, copy_reason = ? WHERE id = ?", changed
            )
            # A new copy changes nothing for the others; another origin does, for all of them.
            touched = {row[-1] for row in changed}
            if touched - self.placed:
                touched = {row[0] for row in found}
            reports.mark(self.connection, sorted(touched), reports.EVIDENCE)
        self.dirty.clear()

    def _candidates(self, number: int, signed: Signed) -> Iterator[tuple[int, int]]:
        """Yield the documents worth reading and their groups of now, the likeliest first.

        It mostly settles its group: of a wire printed a thousand times one print is read.
        """
        marks = ", ".join("?" * len(signed.bands))
        sql = "".join((_NEAR, marks, "))"))
        near = self.connection.execute(sql, signed.bands).fetchall()
        shares = self.judge.likely(signed.signature, [row[1] for row in near])
        ranked = sorted(zip(shares, near, strict=True), key=lambda pair: (-pair[0], pair[1][0]))
        for share, (other, _, component) in ranked:
            if share and other != number:
                yield other, component

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((one, other))
        self.connection.execute(
            "UPDATE copy_member SET component = ? WHERE component = ?", (low, high)
        )
        self.dirty |= {low, high}

    def _has_twin(self, signed: Signed) -> bool:
        """Tell whether the same words from the same site have been placed: all is decided then."""
        sql = "SELECT 1 FROM copy_member WHERE content = ? AND site IS ?"
        return self._first(sql, signed.content, signed.site) is not None

    def _component(self, number: int) -> int | None:
        return self._first("SELECT component FROM copy_member WHERE document = ?", number)

    def _document(self, number: int) -> Document:
        if number not in self.documents:
            row = self.connection.execute(_BY_NUMBER, (number,)).fetchone()
            self.documents[number] = rows.read_document(row)
        return self.documents[number]

    def _first(self, sql: str, *values: int | str | None) -> int | None:
        row = self.connection.execute(" ".join((sql, "LIMIT 1")), values).fetchone()
        return None if row is None else int(row[0])


def place_of(connection: sqlite3.Connection, document_id: str) -> tuple[int, bool]:
    """Return the number of a stored document, and whether it has its place in the index."""
    number, is_placed = connection.execute(
        "SELECT number, EXISTS (SELECT 1 FROM copy_member WHERE document = number)"
        " FROM document WHERE id = ?",
        (document_id,),
    ).fetchone()
    return int(number), bool(is_placed)


def begin_scheme(connection: sqlite3.Connection, scheme: str) -> None:
    """Empty the index if another scheme made it: keys of two schemes never meet."""
    row = connection.execute("SELECT name FROM copy_scheme").fetchone()
    if row == (scheme,):
        return
    connection.execute("DELETE FROM copy_band")
    connection.execute("DELETE FROM copy_member")
    connection.execute("INSERT OR REPLACE INTO copy_scheme (number, name) VALUES (1, ?)", (scheme,))


def waiting(connection: sqlite3.Connection, after: int, limit: int) -> list[Waiting]:
    """Return documents above a number without a place in the index: of an older record, mostly."""
    with guarded(connection):
        found = connection.execute(_WAITING, (after, limit)).fetchall()
    return [(int(row[-1]), rows.read_document(row[:-1])) for row in found]


def group_of(connection: sqlite3.Connection, document_id: str) -> tuple[Document, ...]:
    """Return all documents of a copy group, the origin first, then by date and id.

    A document without copies is a group of one.

    Raises:
        InputError: the record has no such document.
    """
    with guarded(connection):
        found = connection.execute(_GROUP, (document_id,)).fetchall()
        if not found:
            found = connection.execute(_BY_ID, (document_id,)).fetchall()
    if not found:
        message = f"no document {document_id!r} in the record: `watchfloor search` finds some"
        raise InputError(message)
    return tuple(rows.read_document(row) for row in found)


def copy_groups(connection: sqlite3.Connection, document_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the copy group of each document: the id of its origin, its own if it has no copies."""
    found = dict[str, str]()
    with guarded(connection):
        for document_id in document_ids:
            row = connection.execute(_ORIGIN, (document_id,)).fetchone()
            found[document_id] = document_id if row is None else str(row[0])
    return found


_NEAR = (
    "SELECT document, signature, component FROM copy_member WHERE document IN"
    " (SELECT document FROM copy_band WHERE band IN ("
)
_MEMBERS = (
    "SELECT document.id, document.source, document.url, document.published_from,"
    " document.published_rule, copy_member.words, copy_member.credits, document.copy_of,"
    " document.copy_reason FROM copy_member JOIN document ON document.number = copy_member.document"
    " WHERE copy_member.component = ? ORDER BY document.id"
)
_BY_NUMBER = " ".join(("SELECT", rows.DOCUMENT_SELECT, "FROM document WHERE number = ?"))
_BY_ID = " ".join(("SELECT", rows.DOCUMENT_SELECT, "FROM document WHERE id = ?"))
_WAITING = " ".join(
    (
        *(
            "SELECT",
            rows.DOCUMENT_SELECT,
            ", document.number FROM document WHERE document.number > ? AND NOT EXISTS",
        ),
        "(SELECT 1 FROM copy_member WHERE copy_member.document = document.number)",
        "ORDER BY number LIMIT ?",
    )
)
_IN_GROUP = (
    "copy_member.component = (SELECT component FROM copy_member WHERE document ="
    " (SELECT number FROM document WHERE id = ?))"
)
_GROUP = " ".join(
    (
        *("SELECT", rows.DOCUMENT_SELECT, "FROM copy_member"),
        "JOIN document ON document.number = copy_member.document WHERE",
        _IN_GROUP,
        "ORDER BY copy_of IS NOT NULL, coalesce(published_from, '~'), document.id",
    )
)
_ORIGIN = " ".join(
    (
        "SELECT document.id FROM copy_member JOIN document",
        "ON document.number = copy_member.document WHERE copy_of IS NULL AND",
        _IN_GROUP,
    )
)


def _member(row: Sequence[str | int | None]) -> Member:
    inferred = str(row[4] or "").startswith(INFERRED)
    return Member(
        id=str(row[0]),
        source=None if row[1] is None else str(row[1]),
        url=None if row[2] is None else str(row[2]),
        published=None if row[3] is None or inferred else str(row[3]),
        words=int(row[5] or 0),
        credits=tuple(Credit(*credit) for credit in json.loads(str(row[6]))),
    )


def _credits_json(credits: Sequence[Credit]) -> str:
    return rows.to_json([[one.text, one.start, one.end] for one in credits])
