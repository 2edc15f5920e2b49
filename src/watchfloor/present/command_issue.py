"""An export that is handed out: what it gave of each incident goes into the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor.errors import UsageError
from watchfloor.present.phrases import short

if TYPE_CHECKING:
    from sqlite3 import Connection

    from watchfloor.model.issued import Issued, RecordState

HEAD = 16
"""Digits of a hash that are told, 64 bits: enough to find its line, too many to make by chance."""

KINDS = ("incidents", "events")
"""What can be issued: rows that are incidents, or tell of some."""


def of_export(kind: str, output: Path | None, author: str) -> "Ledger":
    """Return what notes the rows of an export on their way out.

    Raises:
        UsageError: rows that are of no incident, or no file whose bytes can be told again.
    """
    if kind not in KINDS:
        message = f"{kind} cannot be issued, since no incident is known by them: {', '.join(KINDS)}"
        raise UsageError(message)
    if output is None or str(output) == "-":
        message = "what is issued is a file: add -o FILE"
        raise UsageError(message)
    return Ledger(kind, author)


class Ledger:
    """The incidents that an export gives away, and the line on it."""

    def __init__(self, kind: str, author: str) -> None:
        self.kind = kind
        self.author = author
        self._incidents: dict[str, None] = {}
        self._documents: set[str] = set()
        self._sources: set[str] = set()
        self._state: RecordState | None = None

    def noted(self, connection: "Connection", rows: Iterable[Any]) -> Iterator[Any]:
        """Pass rows on and note of which incidents, documents and sources they are."""
        from watchfloor.store.issued import record_state

        self._state = record_state(connection)
        for row in rows:
            if self.kind == "incidents":
                self._incidents[row.id] = None
            else:
                if row.incident_id:
                    self._incidents[row.incident_id] = None
                self._documents.add(row.document_id)
                self._sources |= {row.source} if row.source else set()
            yield row

    def write(self, record: Path, file: Path, arguments: Mapping[str, object]) -> str:
        """Write the line on a file that was made; return what to say of it.

        Raises:
            StoreError: the record cannot be written.
        """
        from watchfloor import __version__, pipeline_issue
        from watchfloor.export.discretion import discreet
        from watchfloor.model.issued import ShownIncident
        from watchfloor.present.brief.happenings import shown_values
        from watchfloor.present.discretion import own_words
        from watchfloor.store import connect, incidents
        from watchfloor.store.issued import record_state

        shown = []
        with connect(record, write=False) as connection:
            state, rules = self._state or record_state(connection), own_words(connection)
            for name in self._incidents:
                if (one := incidents.incident(connection, name)) is None:
                    continue
                told = one if arguments.get("unmask") else discreet(one, rules)
                values = shown_values(told)
                shown.append(
                    ShownIncident(
                        incident_id=one.id,
                        values=values,
                        documents=one.documents,
                        sources=one.sources,
                    )
                )
        with file.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
        line = pipeline_issue.issue(
            record,
            kind="export",
            title=f"{self.kind} as {file.name}",
            author=self.author,
            version=__version__,
            arguments=arguments,
            state=state,
            digest=digest,
            shown=tuple(shown),
            documents=self._documents,
            sources=self._sources,
            clock=lambda: datetime.now(UTC),
        )
        return receipt(record, line)


def receipt(record: Path, line: "Issued") -> str:
    """Return what to say of a line of the ledger, with what to note of the chain that binds it."""
    from watchfloor.store import audit, connect

    with connect(record, write=False) as connection:
        head = audit.head(connection) or ""
    return (
        f"issued {short(line.id)} by {line.author}, sha256 {line.sha256[:12]}…; note elsewhere:"
        f" audit chain {head[:HEAD]} (`watchfloor doctor --head`)"
    )
