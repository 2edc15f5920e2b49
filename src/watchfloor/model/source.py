"""What people decided of a source: its reliability, and whom it belongs to.

A decision names the source by every spelling that means it, so that nothing else is needed to
apply it. Its `value` is JSON of the form that `source_value` writes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchfloor.errors import InputError
from watchfloor.model.ledger import Decision, Verdict

SOURCE = "source"
"""The field of a decision on a source."""

FIELDS = ("reliability", "owned_by", "state_of")

LETTERS = "ABCDEF"
"""Reliability by NATO's Admiralty system (AJP-2.1): A completely, F cannot be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """One field of a source as people set it last; `value` None says that it has none.

    `decided` is an ISO time in UTC, `decision_id` the decision that says so.
    """

    source: str
    field: str
    value: str | None
    author: str
    reason: str
    decided: str
    decision_id: str


def source_value(names: Sequence[str], values: Mapping[str, str | None]) -> str:
    """Return the value of a decision on a source: its spellings, the first to show it by."""
    held = {"source": list(names), "set": dict(values)}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def is_of_source(decision: Decision) -> bool:
    """Say whether a decision is on a source."""
    return decision.verdict is Verdict.EDIT and decision.field == SOURCE


def source_names(decision: Decision) -> tuple[str, ...]:
    """Return the spellings of the source that a decision is on.

    Raises:
        InputError: its value has no such form.
    """
    return _read(decision)[0]


def source_settings(decision: Decision) -> dict[str, str | None]:
    """Return what a decision on a source sets: field -> value.

    Raises:
        InputError: its value has no such form.
    """
    return _read(decision)[1]


def _read(decision: Decision) -> tuple[tuple[str, ...], dict[str, str | None]]:
    try:
        data = json.loads(decision.value or "null")
        names, values = tuple(map(str, data["source"])), dict(data["set"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"decision {decision.id}: its value names no source ({error!r})"
        raise InputError(message) from error
    if not names or set(values) - set(FIELDS):
        message = f"decision {decision.id} names no source, or sets what a source has not"
        raise InputError(message)
    return names, values
