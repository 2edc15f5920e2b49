"""The draft of a note on what changed since something was issued."""

from collections.abc import Sequence

from watchfloor.model import Decision, Incident
from watchfloor.model.issued import Issued
from watchfloor.model.words import Review
from watchfloor.pipeline_issue import Effect
from watchfloor.pipeline_quoted import Lost
from watchfloor.present.brief.happenings import shown_values
from watchfloor.present.phrases import published_words
from watchfloor.present.terminal import one_line
from watchfloor.store.coverage import UNNAMED

MOST = 50
"""Incidents that came since and are listed; the rest is counted."""


def draft(
    issued: Issued,
    effects: Sequence[Effect],
    added: Sequence[Incident],
    lost: Sequence[Lost] = (),
) -> str:
    """Return the draft as Markdown: the same record gives the same words.

    `effects` and `added` come as they may be shown.
    """
    lines = [
        f"# Erratum (draft): {one_line(issued.title)}",
        "",
        f"Issued {issued.issued[:10]} by {one_line(issued.author)} as {issued.kind}"
        f" {issued.id[:8]} (sha256 {issued.sha256}). Drafted from the record; a person words and"
        " signs it.",
        "",
        f"Of {len(issued.shown)} incidents in it, {len(effects)} are told otherwise now.",
    ]
    for one in effects:
        lines += ["", *_effect(one)]
    if lost:
        lines += ["", f"## Texts of it that count no longer ({len(lost)})", ""]
        lines += [f"- {lost_words(one)}" for one in lost]
    if added:
        lines += ["", f"## Found since ({len(added)})", ""]
        lines += [f"- {_told(one)}" for one in added[:MOST]]
        lines += [f"- and {len(added) - MOST} more"] if len(added) > MOST else []
    return "\n".join(lines) + "\n"


def _effect(one: Effect) -> list[str]:
    lines = [f"## Incident {one.then.incident_id[:8]}", ""]
    if not one.now:
        lines.append("- It is no more: no report of it is left.")
    elif len(one.now) > 1 or one.then.incident_id not in one.now:
        lines.append(f"- It is now told as {', '.join(name[:8] for name in one.now)}.")
    gone = {_GONE[now["review"]] for now in one.now.values() if now.get("review") in _GONE}
    lines += [f"- {words}" for words in sorted(gone)]
    # Of what no longer counts, the values that are left are nobody's word.
    if len(one.now) == 1 and not gone:
        (now,) = one.now.values()
        lines += [
            f"- {name}: it said “{_said(one.then.values.get(name))}”;"
            f" the record now says “{_said(now.get(name))}”."
            for name in one.changed
        ]
    lines += [f"- Decision {_decision(made)}" for made in one.decisions]
    if one.new_documents:
        named = ", ".join(name[:8] for name in one.new_documents)
        lines.append(f"- Texts that came since: {named}.")
    return lines


_GONE = {
    str(Review.REJECTED): "A person has since said that there is no such incident.",
    str(Review.UNSUPPORTED): "No report of it counts any more: all were withdrawn or rejected.",
}


def lost_words(one: Lost) -> str:
    """Return which text was taken out of the count, by whom and why."""
    text = one.document
    where = f"{one_line(text.source or UNNAMED)}, {published_words(text.published)}"
    said = "; ".join(f"decision {_decision(made)}" for made in one.decisions)
    return f"{where}, document {text.id[:8]}: {said}"


def _decision(made: Decision) -> str:
    why = one_line(made.reason or "no reason given")
    return f"{made.id[:8]} ({made.verdict}) by {one_line(made.author)}, {made.decided[:10]}: {why}"


def _said(value: str | None) -> str:
    return one_line(value) if value else "nothing"


def _told(incident: Incident) -> str:
    values = shown_values(incident)
    words = [values[name] for name in ("type", "date", "place", "dead") if name in values]
    return f"{incident.id[:8]}: {', '.join(words)}"
