"""A coder in thirty lines: every "ceasefire" is an event, and nothing else is."""

import re
from collections.abc import Sequence
from typing import Any

from watchfloor.model import Cited, Coded, CodedEvent, Document, Probe, Scored, Status


class Ceasefires:
    """Codes the word, outside boilerplate."""

    name, version = "ceasefires", "1"

    def code(self, document: Document) -> Coded:
        """Return one RETREAT/ceasefire for each mention."""
        spans = [match.span() for match in re.finditer(r"\bceasefire\b", document.text)]
        quiet = [(part.start, part.end) for part in document.boilerplate]
        kept = [one for one in spans if not any(a < one[1] and one[0] < b for a, b in quiet)]
        events = [self._event(document, number, span) for number, span in enumerate(kept)]
        return Coded(document_id=document.id, coder="ceasefires@1", events=tuple(events))

    def _event(self, document: Document, number: int, span: tuple[int, int]) -> CodedEvent:
        anchor = Scored.cut(document.text, *span, score=0.5)
        what: dict[str, Any] = {"type": "RETREAT", "mode": ("ceasefire",), "status": Status.ACTUAL}
        return CodedEvent(anchor=anchor, score=0.5, chain=number, **what)

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Say the same of every span; `cut` refuses one outside the text."""
        said: dict[str, Any] = {"type": {"RETREAT": 1.0}, "status": {"actual": 1.0}}
        for start, end in spans:
            Cited.cut(document.text, start, end)
        return tuple(Probe(start=a, end=b, mode={}, roles={}, **said) for a, b in spans)
