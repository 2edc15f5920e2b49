"""What an old id of an incident became, step by step, in words and as JSON."""

from typing import Any

from watchfloor.model import encode
from watchfloor.pipeline_dossier import Became
from watchfloor.present.phrases import short
from watchfloor.present.terminal import one_line

REASONS = {
    "decision": "a decision of a person",
    "evidence": "new or changed reports",
    "coder": "another coding of the texts",
    "scheme": "another way of matching reports",
}
"""Why an id became another, in words."""


def became_words(step: Became) -> str:
    """Return one step of an old id: "2022-01-20: 5b3a8c21 was merged into 90ab77de: ..."."""
    fate, made = step.fate, step.decision
    into = ", ".join(map(short, fate.successors)) or "nothing"
    by = f", {short(made.id)} by {made.author}" if made else ""
    why = f": {made.reason}" if made and made.reason else ""
    reason = f"{REASONS.get(fate.reason, fate.reason)}{by}{why}"
    return one_line(f"{fate.noted}: {short(fate.id)} was {fate.fate} into {into} ({reason})")


def became_json(step: Became) -> dict[str, Any]:
    """Return one step of an old id as plain JSON data."""
    made = step.decision
    behind = {"id": made.id, "by": made.author, "reason": made.reason} if made else None
    return {**encode(step.fate), "decision": behind}
