"""Where a text says that an earlier one was wrong: a retraction, or a correction.

Only words that announce it count ("Correction:", "an earlier version of this article", "retracts
its report"). Which text is meant, and whether to believe it, is for people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from watchfloor.model import Document
from watchfloor.model.late import late_regex

LONGEST = 400
"""Characters of an announcement that are shown."""

_TEXT = r"(?:article|story|report|dispatch|item|post|account|statement|bulletin)s?"
_OWN = r"(?:its|the|an?|that|this|these|those|their|our|his|her|all|earlier)"
_RETRACTIONS = (
    rf"\b(?:retract|withdr[ae]w)(?:s|n|ed|ing)?\s+{_OWN}\s+(?:[\w'’-]+\s+){{0,4}}?{_TEXT}\b",
    rf"\b(?:retraction|withdrawal)\s+of\s+(?:{_OWN}\s+)?(?:[\w'’-]+\s+){{0,4}}?{_TEXT}\b",
    rf"\b{_TEXT}\s+(?:[\w'’-]+\s+){{0,3}}?(?:has|have|is|are|was|were)\s+(?:been\s+)?"
    r"(?:now\s+)?(?:retracted|withdrawn)\b",
    r"(?m)^[ \t\W]{0,4}retraction\s{0,2}[:—–]",
    rf"\bplease\s+(?:disregard|do\s+not\s+use|kill)\s+{_OWN}\s+(?:[\w'’-]+\s+){{0,4}}?{_TEXT}\b",
)
_CORRECTIONS = (
    r"(?m)^[ \t\W]{0,4}(?:corrections?|correction\s+(?:and|&)\s+clarification)\s{0,2}[:—–]",
    rf"\ban?\s+(?:earlier|previous)\s+version\s+of\s+(?:this|the|our)\s+{_TEXT}\b",
    rf"\bthis\s+{_TEXT}\s+(?:has\s+been|was)\s+(?:corrected|amended)\b",
    r"\((?:corrects|this\s+(?:[\w.]+\s+){0,4}?story\s+(?:has\s+been|was)\s+corrected)\b",
    rf"\bcorrect(?:s|ed|ing)\s+{_OWN}\s+(?:[\w'’-]+\s+){{0,4}}?{_TEXT}\b",
)

SEARCH = (
    "retract* OR withdraw OR withdraws OR withdrew OR withdrawn OR withdrawal OR correct* OR"
    ' amended OR disregard OR kill OR "earlier version" OR "previous version" OR "do not use"'
)
"""A full-text query that every text with an announcement passes."""


class Announced(StrEnum):
    """What a text says of an earlier one."""

    RETRACTION = "retraction"
    CORRECTION = "correction"


_PATTERNS = (
    (
        Announced.RETRACTION,
        late_regex(
            "|".join(f"(?:{one})" for one in _RETRACTIONS).replace("(?m)", ""),
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        Announced.CORRECTION,
        late_regex(
            "|".join(f"(?:{one})" for one in _CORRECTIONS).replace("(?m)", ""),
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Words that announce it, with their span: the whole line or sentence around them."""

    kind: Announced
    start: int
    end: int


def announcements(document: Document) -> tuple[Announcement, ...]:
    """Return what a text announces of earlier ones, in the order of the text."""
    found = sorted(_found(document.text), key=lambda one: (one.start, one.kind))
    kept: list[Announcement] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _found(text: str) -> Iterator[Announcement]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Announcement(kind, *_around(text, *match.span()))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a line from the stop before the words to the stop behind them."""
    low = max(0, start - LONGEST // 2)
    line, stop = text.rfind("\n", low, start), text.rfind(". ", low, start)
    begins = max(low, line + 1, stop + len(". ") if stop >= 0 else 0)
    stops = [at for at in (text.find("\n", end), text.find(". ", end) + 1) if at > 0]
    closes = min([*stops, len(text), start + LONGEST])
    return min(begins, start), max(closes, end)
