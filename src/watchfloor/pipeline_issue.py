"""What people sign beside decisions: briefs handed out, notes, names shown; and what became of it.

Who was told something must be found again when it proves wrong: an issued brief keeps the values
that it gave, and `impact` holds them against what the record says now.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Decision, Incident, Where, content_id
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.issued import (
    Disclosure,
    DisclosureVerdict,
    Issued,
    Note,
    NoteSection,
    RecordState,
    ShownIncident,
)
from watchfloor.store import connect, history, incidents, query
from watchfloor.store.decided import chains_named
from watchfloor.store.disclosures import add_disclosure
from watchfloor.store.issued import add_issued, ancestors, using
from watchfloor.store.notes import add_note, the_note

Clock = Callable[[], datetime]
Values = Callable[[Incident, bool], Mapping[str, str]]
"""Gives the values of an incident that a brief shows; True shows names that are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An incident as something issued gave it, and as the record has it now.

    `now` holds the values of whoever succeeded to it, none if it was dropped; `changed` are the
    fields that differ, `decisions` those of people since that touch it.
    """

    issued: Issued
    then: ShownIncident
    now: Mapping[str, Mapping[str, str]]
    changed: tuple[str, ...]
    decisions: tuple[Decision, ...]
    new_documents: tuple[str, ...]


def issue(  # noqa: PLR0913  (what a line of the ledger holds)
    record: Path,
    *,
    kind: str,
    title: str,
    author: str,
    version: str,
    arguments: Mapping[str, object],
    state: RecordState,
    digest: str,
    shown: tuple[ShownIncident, ...],
    documents: Iterable[str],
    sources: Iterable[str],
    clock: Clock,
) -> Issued:
    """Write a line on something handed out to the ledger; return it.

    `digest` is the sha256 of the bytes that went out.

    Raises:
        StoreError: the record cannot be written.
    """
    now = clock().isoformat(timespec="seconds")
    with connect(record, write=True) as connection:
        earlier = connection.execute("SELECT count(*) FROM issued").fetchone()[0]
        made = Issued(
            id=content_id("issued", kind, title, author, now, digest, earlier),
            kind=kind,
            title=title,
            author=author,
            issued=now,
            version=version,
            arguments=arguments,
            state=state,
            sha256=digest,
            shown=shown,
            documents=tuple(sorted(set(documents))),
            sources=tuple(sorted(set(sources))),
        )
        add_issued(connection, made)
    return made


def write_note(  # noqa: PLR0913  (what a note holds)
    record: Path,
    *,
    section: NoteSection,
    author: str,
    text: str,
    since: date | None,
    until: date | None,
    countries: tuple[str, ...],
    clock: Clock,
) -> Note:
    """Append a signed note and return it.

    Raises:
        UsageError: it is empty, or its days run backwards.
    """
    if not text.strip():
        message = "a note needs words"
        raise UsageError(message)
    if since and until and since > until:
        message = f"the days of the note run backwards, {since} .. {until}: swap them"
        raise UsageError(message)
    now = clock().isoformat(timespec="seconds")
    key = (section.value, author, now, str(since), str(until), ",".join(countries), text.strip())
    made = Note(
        id=content_id("note", *key),
        section=section,
        author=author,
        written=now,
        since=since,
        until=until,
        countries=countries,
        text=text.strip(),
    )
    with connect(record, write=True) as connection:
        add_note(connection, made)
    return made


def withdraw_note(record: Path, *, prefix: str, author: str, text: str, clock: Clock) -> Note:
    """Withdraw a note by another that says why; return that one.

    Raises:
        InputError: no standing note or several begin so.
    """
    now = clock().isoformat(timespec="seconds")
    with connect(record, write=True) as connection:
        old = the_note(connection, prefix)
        made = Note(
            id=content_id("note", "withdrawal", author, now, old.id, text),
            section=NoteSection.WITHDRAWAL,
            author=author,
            written=now,
            since=old.since,
            until=old.until,
            countries=old.countries,
            text=text,
            withdraws=old.id,
        )
        add_note(connection, made)
    return made


def disclose(  # noqa: PLR0913  (what a decision holds)
    record: Path,
    *,
    verdict: DisclosureVerdict,
    name: str | None,
    author: str,
    reason: str,
    arguments: Mapping[str, object],
    clock: Clock,
) -> Disclosure:
    """Log a decision on masking and return it.

    Raises:
        UsageError: no reason, or no name for a verdict on one.
    """
    if not reason.strip() or (verdict is not DisclosureVerdict.UNMASK and not (name or "").strip()):
        message = "a decision on names wants a name and a reason: --reason TEXT"
        raise UsageError(message)
    now = clock().isoformat(timespec="seconds")
    given = json.dumps(dict(arguments), ensure_ascii=False, sort_keys=True)
    made = Disclosure(
        id=content_id("disclosure", verdict.value, name, author, now, reason, given),
        verdict=verdict,
        name=None if name is None else name.strip(),
        author=author,
        decided=now,
        reason=reason.strip(),
        arguments=arguments,
    )
    with connect(record, write=True) as connection:
        add_disclosure(connection, made)
    return made


def impact(
    connection: sqlite3.Connection, kind: str, names: Iterable[str], values: Values
) -> tuple[Effect, ...]:
    """Return every incident of something issued that some incidents, texts or sources are in.

    `kind` is incident, document or source. An incident is found by every id that it ever had.
    """
    wanted = set(names)
    if kind == "incident":
        wanted |= ancestors(connection, wanted)
    made = []
    for issued in using(connection, kind, wanted):
        for one in issued.shown:
            held = {
                "incident": (one.incident_id,),
                "document": one.documents,
                "source": one.sources,
            }[kind]
            if wanted & set(held):
                made.append(_effect(connection, issued, one, values))
    return tuple(made)


def effects(connection: sqlite3.Connection, issued: Issued, values: Values) -> tuple[Effect, ...]:
    """Return every incident of something issued whose values, or whose reports, are others now."""
    found = (_effect(connection, issued, one, values) for one in issued.shown)
    return tuple(one for one in found if one.changed or one.decisions)


def added_since(connection: sqlite3.Connection, issued: Issued) -> tuple[Incident, ...]:
    """Return the incidents that the same arguments find now and that were not in it."""
    filters = issued.arguments.get("filters")
    if not isinstance(filters, Mapping):
        return ()
    known = {one.incident_id for one in issued.shown}
    heirs = {heir.id for name in known for heir in _heirs(connection, name)}
    found = query.incidents(connection, Where.of(**filters))
    return tuple(one for one in found if one.id not in known | heirs)


def _effect(
    connection: sqlite3.Connection, issued: Issued, then: ShownIncident, values: Values
) -> Effect:
    unmasked = bool(issued.arguments.get("unmask"))
    heirs = _heirs(connection, then.incident_id)
    now = {one.id: values(one, unmasked) for one in heirs}
    changed: list[str] = []
    if len(heirs) == 1:
        (current,) = now.values()
        names = dict.fromkeys([*then.values, *current])
        changed = [name for name in names if then.values.get(name) != current.get(name)]
    elif list(now) != [then.incident_id]:
        changed = ["incident"]
    documents = {name for one in heirs for name in one.documents}
    return Effect(
        issued=issued,
        then=then,
        now=now,
        changed=tuple(changed),
        decisions=_decisions(connection, issued, heirs),
        new_documents=tuple(sorted(documents - set(then.documents))),
    )


def _heirs(connection: sqlite3.Connection, incident_id: str) -> tuple[Incident, ...]:
    try:
        return incidents.heirs(connection, incident_id)
    except InputError:  # a record that was made anew from other texts never knew it
        return ()


def _decisions(
    connection: sqlite3.Connection, issued: Issued, heirs: Iterable[Incident]
) -> tuple[Decision, ...]:
    """Return the decisions that came after something was issued and touch some incidents."""
    made = history.decisions(connection)
    chains = {chain for one in heirs for chain in one.chains}
    held = {one.id for one in standing_decisions(made)}
    return tuple(
        one
        for one in made[issued.state.decisions :]
        if one.id in held and chains & chains_named(connection, one)
    )


def source_names(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Return the sources of the ledger that are called so, whatever the case."""
    found: Any = connection.execute("SELECT DISTINCT name FROM issued_use WHERE kind = 'source'")
    wanted = " ".join(name.casefold().split())
    return tuple(sorted(row[0] for row in found if " ".join(row[0].casefold().split()) == wanted))
