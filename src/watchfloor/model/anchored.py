"""What decisions of people on incidents name: places in texts, never incidents, and no coder's ids.

A decision must survive re-coding, which gives new chains, and fusing anew, which gives new
incidents. So it names anchors: a document, a span, a type. Its `value` is JSON of a form below.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from watchfloor.errors import InputError
from watchfloor.model.event import Event
from watchfloor.model.fusion import Decided
from watchfloor.model.late import late_regex
from watchfloor.model.ledger import Decision, Verdict


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where the founding event of a report stands: the same for every coder that reads it."""

    document_id: str
    start: int
    end: int
    type: str

    @classmethod
    def of(cls, event: Event) -> "Anchor":
        """Return the anchor of an event."""
        return cls(event.document_id, event.anchor.start or 0, event.anchor.end or 0, event.type)


def together(anchors: Sequence[Anchor]) -> str:
    """Return the value of a merge: reports that tell of one happening."""
    return _json({"together": [_plain(one) for one in anchors]})


def apart(these: Sequence[Anchor], those: Sequence[Anchor]) -> str:
    """Return the value of a split: none of these is one happening with any of those."""
    return _json({"apart": [[_plain(one) for one in side] for side in (these, those)]})


def assigned(anchor: Anchor, value: Any) -> str:
    """Return the value of an edit of the incident that this report is of."""
    return _json({"report": _plain(anchor), "value": value})


def of_incident(anchors: Sequence[Anchor]) -> str:
    """Return the value of an accept or reject of the incident that these reports tell of."""
    return _json({"incident": [_plain(one) for one in anchors]})


def of_event(anchor: Anchor, value: Any = None) -> str:
    """Return the value of a decision on one event of a text; an edit gives a field's new value."""
    return _json({"event": _plain(anchor), "value": value})


class Subject(StrEnum):
    """What a decision is on: the key of its value."""

    INCIDENT = "incident"
    REPORT = "report"
    EVENT = "event"
    TOGETHER = "together"
    APART = "apart"
    PROPOSAL = "proposal"
    OTHER = "other"


def subject(decision: Decision) -> Subject:
    """Return what a decision is on; `other` for texts, and for what undoes."""
    found = _SUBJECT.match(decision.value or "")
    return Subject(found[1]) if found else Subject.OTHER


_SUBJECT = late_regex(r'\{"(incident|report|event|together|apart|proposal)":')


def sides(decision: Decision) -> tuple[tuple[Anchor, ...], ...]:
    """Return the anchors that a decision names: two sides of a split, else one.

    Raises:
        InputError: its value has no such form.
    """
    found = subject(decision)
    if found in (Subject.OTHER, Subject.PROPOSAL):
        if decision.verdict in (Verdict.MERGE, Verdict.SPLIT):
            message = f"decision {decision.id}: its value names no reports"
            raise InputError(message)
        return ()
    data = _data(decision)[found]
    try:
        if found in (Subject.TOGETHER, Subject.INCIDENT):
            groups = [data]
        else:
            groups = list(data) if found is Subject.APART else [[data]]
        return tuple(tuple(Anchor(*one) for one in group) for group in groups)
    except (KeyError, TypeError) as error:
        message = f"decision {decision.id}: its value names no reports ({error!r})"
        raise InputError(message) from error


def assigned_value(decision: Decision) -> Any:
    """Return the value that an edit sets, as plain JSON data."""
    return _data(decision).get("value")


def _data(decision: Decision) -> Mapping[str, Any]:
    try:
        found = json.loads(decision.value or "null")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        message = f"decision {decision.id}: its value is no JSON object"
        raise InputError(message)
    return found


def standing_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, in their order: not undone, or undone by what was undone."""
    undone = set[str]()
    for one in reversed(decisions):  # what undoes comes after
        if one.undoes is not None and one.id not in undone:
            undone.add(one.undoes)
    return tuple(one for one in decisions if one.id not in undone)


def links(decided: Sequence[tuple[Decision, Sequence[Sequence[str]]]]) -> Decided:
    """Return the pairs of chains that merges and splits, with the chains of their sides, mean.

    A merge binds every report to the first, a split parts each of one side from each of the other.
    """
    must, cannot = set[tuple[str, str]](), set[tuple[str, str]]()
    for decision, groups in decided:
        if decision.verdict is Verdict.MERGE and groups and groups[0]:
            first = groups[0][0]
            must |= {(first, other) for other in groups[0][1:] if other != first}
        elif decision.verdict is Verdict.SPLIT:
            these, those = groups
            cannot |= {(one, other) for one in these for other in those if one != other}
    return Decided(must=frozenset(must), cannot=frozenset(cannot))


def _plain(anchor: Anchor) -> list[str | int]:
    return [anchor.document_id, anchor.start, anchor.end, anchor.type]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
