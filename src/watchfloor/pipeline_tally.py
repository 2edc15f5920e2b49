"""Counts of a run: what was offered is stored, known or refused, and nothing is lost between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from watchfloor.model import Issue, Run
from watchfloor.model.frozen import dataclass

if TYPE_CHECKING:
    from watchfloor.store import Ledger, Prepared

KEPT_ISSUES = 1_000
"""Issues handed back to the caller; all of them are in the record."""


Known = str
"""The id of a document that the record already holds, coded by this coder: only counted."""


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


class Tally:
    """Writes batches, counts them, and keeps the issues to hand back.

    With `beside` the codings wait beside the current ones until the ledger switches to them.
    """

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
