"""What people said of the machine's values, as examples to learn from."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision that holds, at the words of one text that it judged.

    Attributes:
        id: of the decision.
        document_id, external_id, source: the text.
        start, end, text: the anchor of the event (characters of the text) and its words.
        type: the event's type as the coder read it.
        subject: "event", "report" (an edit of the incident that the report is of), "incident",
            "together", "apart".
        verdict: accept, reject, edit, merge, split.
        field: what was judged; null for the whole.
        machine_value, coder: what was said by which coder; null where no coder said anything.
        value: the person's; null for a reject. Of "incident", "together" and "apart" the anchors
            as [document, start, end, type].
        author, decided, reason: who, when (ISO, UTC), why.
    """

    id: str
    document_id: str
    external_id: str | None
    source: str | None
    start: int
    end: int
    text: str
    type: str
    subject: str
    verdict: str
    field: str | None
    machine_value: Any
    coder: str | None
    value: Any
    author: str
    decided: str
    reason: str | None
