"""Where the record meets fusion: reports made, keys kept, and steps that write incidents.

A part of `pipeline`, apart because it grew its own size. Nothing here decides anything: `fuse`
does, `store` keeps it, and this hands one to the other.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from watchfloor.errors import WatchfloorError
from watchfloor.model import (
    Decided,
    Event,
    Incident,
    Issue,
    Report,
    Severity,
    Testimony,
    content_id,
    worth,
)
from watchfloor.model.judged import changed, shown
from watchfloor.model.words import Review
from watchfloor.pipeline_corrected import CREDIBILITY, corrected_events, set_value, told
from watchfloor.pipeline_denials import Links, deniers, relinked
from watchfloor.pipeline_links import HAPPENED, Index
from watchfloor.pipeline_links import links as links_of
from watchfloor.pipeline_past import past, replaced
from watchfloor.pipeline_sources import sources
from watchfloor.resolve.actors_knowledge import knowledge
from watchfloor.store import Ledger, fusing, passages, query, reports
from watchfloor.store.decided import Rulings, rulings
from watchfloor.vocab.sets import violence

if TYPE_CHECKING:
    from watchfloor.fuse.corroborate import Sources
    from watchfloor.fuse.incidents import Fused
    from watchfloor.fuse.settle import Ruling
    from watchfloor.model import Document

AT_ONCE = 10_000
"""Chains that one step takes: a component is fused whole in every step that reaches it."""

KEYED_AT_ONCE = 500
"""Reports whose keys are written in one transaction: a hundred keys each."""

MADE_AT_ONCE = 64
"""Codings whose reports are made in one transaction."""

REPORTS = "6"
"""Rises when `fuse.reports` makes other reports of the same events."""

MATCHED = "2"
"""Rises when pairs of the same reports are held to be one or two by other rules."""

SETTLED = "5"
"""Rises when the same reports of an incident are settled, counted or disputed otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """What fusing did: steps, incidents written and ids that are none any more, reports cut.

    `unmet` are pairs of chains that people joined and that others of their decisions keep apart.
    """

    steps: int = 0
    written: int = 0
    gone: int = 0
    cut: int = 0
    unmet: tuple[tuple[str, str], ...] = ()

    def issues(self) -> tuple[Issue, ...]:
        """Return what a run has to say of it: nothing, where all went as it should."""
        found = []
        if self.cut:
            from watchfloor.fuse.components import MOST  # noqa: PLC0415  (numpy comes with it)

            message = (
                f"{self.cut:,} reports hang together in groups of more than {MOST:,}, which were"
                " cut: some incidents of them may stand twice; `decide merge` joins these"
            )
            found.append(_issue("component_cut", message))
        for one, other in self.unmet:
            message = (
                f"events {one} and {other} were joined by a merge and parted by a split: they stay"
                " apart; `watchfloor decisions` lists both, `decide undo` ends one"
            )
            found.append(_issue("merge_unmet", message))
        return tuple(found)


def scheme() -> str:
    """Return the name of how reports, keys, pairs and incidents are made: else all is made anew."""
    from watchfloor.fuse import block  # noqa: PLC0415  (numpy: only who fuses waits for it)
    from watchfloor.fuse.weights import weights  # noqa: PLC0415

    made = f"reports {REPORTS}, keys {block.VERSION}, weights {weights().version}"
    return f"{made}, matched {MATCHED}, settled {SETTLED}"


def founded_by(chain: str) -> str:
    """Return the id of the incident that a chain founds."""
    from watchfloor.fuse.incidents import incident_id  # noqa: PLC0415  (numpy comes with it)

    return incident_id(chain)


def reports_of(
    document: "Document", events: Sequence[Event], vectors: Mapping[str, bytes]
) -> tuple[Report, ...]:
    """Return the reports of a document: one a chain. `vectors` are by event id."""
    from watchfloor.fuse.reports import Setting  # noqa: PLC0415
    from watchfloor.fuse.reports import reports as made  # noqa: PLC0415

    day = document.published.to if document.published else None
    base = knowledge()

    def closure(entity: str) -> tuple[str, ...]:
        return tuple(above for above, _ in base.above(entity, day))

    return made(document, events, Setting(vectors=vectors, closure=closure, chained=True))


def passages_of(copy: "Document", origin: "Document") -> list[passages.Passage]:
    """Return the passages that a copy adds to another text."""
    from watchfloor.ingest.copies_difference import passages as added  # noqa: PLC0415

    return [
        passages.Passage(start, end, content_id("passage", words))
        for start, end, words in added(copy, origin)
    ]


def fuse(connection: sqlite3.Connection, ledger: Ledger, clock: Callable[[], datetime]) -> Fusion:
    """Make every report and key that is missing, then take steps until no mark is left."""
    _complete(connection, ledger)
    total = Fusion()
    while (change := _difference(connection, clock)) is not None:
        if ledger.fuse(change.change):
            total = Fusion(
                steps=total.steps + 1,
                written=total.written + len(change.change.settled),
                gone=total.gone + len(change.change.gone),
                cut=total.cut + change.cut,
                unmet=tuple(sorted({*total.unmet, *change.unmet})),
            )
        _complete(connection, ledger)  # others may store while we fuse
    return total


def _complete(connection: sqlite3.Connection, ledger: Ledger) -> None:
    """Make what is missing: passages of copies, reports of codings, keys of reports."""
    while copies := passages.uncompared(connection, MADE_AT_ONCE):
        ledger.add_passages([(one, other, passages_of(one, other)) for one, other in copies])
    while waiting := reports.unreported(connection, MADE_AT_ONCE, _events_of(connection)):
        ledger.add_reports(
            [(one, reports_of(one.document, one.events, one.vectors)) for one in waiting]
        )
    while True:
        numbers, table = reports.unkeyed(connection, KEYED_AT_ONCE)
        if not numbers:
            return
        from watchfloor.fuse import block  # noqa: PLC0415

        ledger.add_keys(numbers, block.keys(table))


def _events_of(
    connection: sqlite3.Connection,
) -> Callable[[sqlite3.Connection, str], tuple[Event, ...]]:
    """Return a reader of the events of a text, as people corrected them."""
    decided = rulings(connection)

    def events_of(at: sqlite3.Connection, document_id: str) -> tuple[Event, ...]:
        return corrected_events(query.events_of(at, document_id), decided)

    return events_of


@dataclass(frozen=True, slots=True)
class _Found:
    change: fusing.Change
    cut: int
    unmet: tuple[tuple[str, str], ...]


def _issue(code: str, message: str) -> Issue:
    return Issue(
        severity=Severity.WARNING, stage="fuse", code=code, origin="record", message=message
    )


def _difference(connection: sqlite3.Connection, clock: Callable[[], datetime]) -> _Found | None:
    """Return what the next step is to write, read from one snapshot; None if no mark is left."""
    with fusing.snapshot(connection):
        marks = fusing.take(connection, AT_ONCE)
        if not marks.numbers:
            return None
        decided = rulings(connection)
        index = Index(connection)
        before, fused = _regrouped(connection, index, marks.reasons, decided.links)
        after = dict(fused.incidents)
        links = links_of(index, marks.reasons, decided.links)
        changed = _changed(before, after, marks.reasons)
        changed |= _disputed(connection, after, relinked(connection, links))
        settled, documents = _settled(connection, changed, decided, links)
        change = fusing.Change(
            marks=marks,
            settled=settled,
            documents=documents,
            gone=sorted(before.keys() - after.keys()),
            fates=_fates(before, after, marks.reasons),
            links=links,
            noted=clock().date().isoformat(),
        )
    return _Found(change, fused.cut, fused.unmet)


Groups = dict[str, tuple[str, ...]]


def _regrouped(
    connection: sqlite3.Connection, index: Index, marked: Iterable[str], links: Decided
) -> tuple[Groups, "Fused"]:
    """Return the incidents that the marks reach, as they were and as they are now.

    An incident part of which was looked at is looked at whole: other weights leave such behind.
    """
    from watchfloor.fuse.update import update  # noqa: PLC0415

    looked = set(marked)
    while True:
        before = fusing.holders(connection, sorted(looked))
        touched = looked.union(*before.values())
        found = update(sorted(touched), index, links)
        looked = touched | found.chains
        before = fusing.holders(connection, sorted(looked))
        if all(looked.issuperset(chains) for chains in before.values()):
            return before, found.fused


def _changed(before: Groups, after: Groups, marked: Mapping[str, str]) -> Groups:
    return {
        name: chains
        for name, chains in after.items()
        if set(before.get(name, ())) != set(chains) or any(one in marked for one in chains)
    }


def _disputed(connection: sqlite3.Connection, after: Groups, chains: set[str]) -> Groups:
    """Return the incidents of some chains: those of this step, else as the record has them."""
    looked = {chain: name for name, group in after.items() for chain in group}
    here = {looked[chain] for chain in chains if chain in looked}
    elsewhere = fusing.holders(connection, sorted(chains - looked.keys()))
    return elsewhere | {name: after[name] for name in here}


def _fates(before: Groups, after: Groups, marked: Mapping[str, str]) -> list[fusing.Fated]:
    from watchfloor.fuse.succession import succession  # noqa: PLC0415

    found = []
    for one in succession(before, after):
        chains = {*before[one.id], *(chain for heir in one.successors for chain in after[heir])}
        reason = max(
            (marked[chain] for chain in chains if chain in marked),
            key=fusing.GRAVITY.index,
            default=reports.EVIDENCE,
        )
        found.append(fusing.Fated(one.id, one.fate.value, one.successors, reason))
    return found


def _settled(
    connection: sqlite3.Connection, groups: Groups, decided: Rulings, links: Links
) -> tuple[list[fusing.Settled], dict[str, str]]:
    """Return the incidents of some groups, and the document of each of their chains."""
    wanted = [chain for chains in groups.values() for chain in chains]
    said = told(connection, wanted, decided)
    found, known = [], sources(connection)
    denied = deniers(connection, wanted, decided, links)
    since = replaced(connection, (one for own in said.values() for one in own))
    for _, chains in sorted(groups.items()):
        own = [one for chain in chains for one in said.get(chain, ())]
        ruling = ruling_of(chains, decided, denied)
        incident = settled(chains[0], own, ruling, known)
        kind = violence(incident.type, incident.mode, incident.outcome)
        real = [one for one in own if one.event.status in HAPPENED]
        then = past(chains[0], real, since, known)
        found.append(fusing.Settled(incident, chains[0], kind, *_queued(incident, decided), then))
    return found, {chain: events[0].event.document_id for chain, events in said.items()}


def _queued(incident: Incident, decided: Rulings) -> tuple[str | None, float]:
    """Return why an incident is in the review queue, if it is, and what a decision is worth."""
    moved = incident.review == Review.ACCEPTED and bool(changed_since(incident, decided))
    value = worth.worth(worth.incident_signs(incident, changed=moved)).value
    if incident.review is None:
        return "new", value
    return "changed" if moved else None, value


def changed_since(incident: Incident, decided: Rulings) -> tuple[str, ...]:
    """Return the fields that are not as they were when somebody accepted the incident.

    What a person set is no change by itself: people know of it.
    """
    accepts = [decided.accepted[chain] for chain in incident.chains if chain in decided.accepted]
    if not accepts:
        return ()
    latest = max(accepts, key=lambda one: (one.decided, one.id))
    moved = changed(json.loads(latest.machine_value or "{}"), shown(incident))
    by_person = {name for chain in incident.chains for name in decided.values.get(chain, {})}
    return tuple(name for name in moved if name not in by_person)


def settled(
    founder: str,
    said: Sequence[Testimony],
    ruling: "Ruling",
    known: "Sources",
    *,
    with_reported: bool = True,
) -> Incident:
    """Return an incident with what people set of it; mentions of what did not happen are left out.

    What a person set and the vocabulary no longer allows is left out, rather than the incident.
    """
    from watchfloor.fuse.settle import settle  # noqa: PLC0415

    real = [one for one in said if one.event.status in HAPPENED]
    try:
        return settle(founder, real, known, ruling, with_reported=with_reported)
    except WatchfloorError:
        if not ruling.set:
            raise
        bare = replace(ruling, set={})
        return settle(founder, real, known, bare, with_reported=with_reported)


def ruling_of(
    chains: Iterable[str], decided: Rulings, denied: Mapping[str, Sequence[str]]
) -> "Ruling":
    """Return what people set for the incident of some chains, and who denies it.

    Of each field the latest counts.
    """
    from watchfloor.fuse.corroborate import Credibility  # noqa: PLC0415
    from watchfloor.fuse.settle import Ruling  # noqa: PLC0415

    latest: dict[str, tuple[str, str, Any]] = {}
    reason = ""
    held = tuple(chains)
    by = sorted({name for chain in held for name in denied.get(chain, ())})
    for chain in held:
        for name, (value, decision) in decided.values.get(chain, {}).items():
            own = (decision.decided, decision.id, value)
            if name not in latest or own[:2] > latest[name][:2]:
                latest[name] = own
                reason = decision.reason or "" if name == CREDIBILITY else reason
    values = {name: value for name, (_, _, value) in sorted(latest.items())}
    digit = values.pop(CREDIBILITY, None)
    if "type" in values:
        values.setdefault("mode", [])  # the modes that were reported are of another type
    return Ruling(
        set={name: set_value(name, value) for name, value in values.items()},
        credibility=Credibility(digit, reason) if digit else None,
        accepted=any(chain in decided.accepted for chain in held),
        denied_by=tuple(by),
    )
