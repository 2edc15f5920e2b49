"""Fragments of HTML for notebooks: every piece of text is escaped on its own, then joined.

No script, no address, no class that could meet another's: the fragments work offline and in pages
that a notebook was converted to. Backgrounds are translucent, so they read on light and dark.
"""

from collections.abc import Iterable, Mapping

from watchfloor.present.segments import segments
from watchfloor.present.spans import LABELS, Span, strongest
from watchfloor.present.terminal import plain

_BORDER = "1px solid rgba(128,128,128,.35)"
_STYLES = {
    "anchor": "font-weight:700;text-decoration:underline;background:rgba(255,193,7,.30)",
    "casualties": "background:rgba(220,53,69,.25)",
    "actor": "background:rgba(0,150,199,.25)",
    "recipient": "background:rgba(156,39,176,.22)",
    "instrument": "background:rgba(255,152,0,.28)",
    "date": "background:rgba(76,175,80,.25)",
    "place": "background:rgba(63,81,181,.22)",
    "count": "background:rgba(255,152,0,.18)",
    "reporter": "border-bottom:2px dotted rgba(0,150,136,.9)",
    "speaker": "border-bottom:2px solid rgba(0,150,136,.9)",
    "figure": "border-bottom:2px solid rgba(76,175,80,.9)",
    "relation": "border-bottom:2px solid rgba(0,150,199,.9)",
    "claim": "font-style:italic",
    "boilerplate": "opacity:.5",
}


def block(*parts: str) -> str:
    """Join fragments that are HTML already."""
    style = "font-family:system-ui,sans-serif;line-height:1.5;max-width:75em"
    return f'<div style="{style}">{"".join(parts)}</div>'


def heading(title: str, facts: str) -> str:
    """Return a title with a line of facts under it."""
    return (
        f'<div style="font-weight:700;font-size:1.1em">{_safe(title)}</div>'
        f'<div style="opacity:.7;margin-bottom:.6em">{_safe(facts)}</div>'
    )


def marked(text: str, spans: Iterable[Span], numbers: Mapping[int, list[int]]) -> str:
    """Return a text with its spans marked and a raised number after each anchor."""
    pieces = []
    for segment in segments(text, spans):
        label, inside = strongest(segment.labels), _safe(segment.text)
        if label:
            title = ", ".join(sorted(segment.labels, key=LABELS.index))
            inside = f'<span style="{_STYLES[label]}" title="{title}">{inside}</span>'
        raised = " ".join(map(str, numbers.get(segment.end, ())))
        pieces.append(f"{inside}<sup>{raised}</sup>" if raised else inside)
    return f'<div style="white-space:pre-wrap">{"".join(pieces)}</div>'


def legend(labels: Iterable[str]) -> str:
    """Return the labels in use, each in its own style."""
    used = set(labels)
    shown = [f'<span style="{_STYLES[one]}">{one}</span>' for one in LABELS if one in used]
    return f'<div style="margin:.6em 0;font-size:.85em">{" &nbsp; ".join(shown)}</div>'


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> str:
    """Return a small table of plain words; without any name of a column it has no header."""
    cell = f"text-align:left;vertical-align:top;padding:.25em .7em .25em 0;border-bottom:{_BORDER}"
    names = list(columns)
    head = "".join(f'<th style="{cell}">{_safe(name)}</th>' for name in names)
    above = f"<thead><tr>{head}</tr></thead>" if any(names) else ""
    body = "".join(
        "<tr>" + "".join(f'<td style="{cell}">{_safe(value)}</td>' for value in row) + "</tr>"
        for row in rows
    )
    below = f'<div style="opacity:.7">{_safe(caption)}</div>' if caption else ""
    return (
        f'<table style="border-collapse:collapse;font-size:.9em">{above}'
        f"<tbody>{body}</tbody></table>{below}"
    )


def _safe(text: str) -> str:
    from html import escape

    return escape(plain(text), quote=True)
