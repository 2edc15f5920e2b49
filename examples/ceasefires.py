"""A coder in fifty lines: every "ceasefire" is an event, and nothing else is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.model import Cited, Coded, CodedEvent, Document, Probe, Scored, Status


@dataclass(frozen=True)
class Ceasefires:
    """Codes the word, outside boilerplate."""

    name: str = "ceasefires"
    version: str = "1"

    def code(self, document: Document) -> Coded:
        """Return one RETREAT/ceasefire for each mention."""
        found = [match.span() for match in re.finditer(r"\bceasefire\b", document.text)]
        quiet = [
            any(part.start < end and start < part.end for part in document.boilerplate)
            for start, end in found
        ]
        spans = [span for span, is_quiet in zip(found, quiet, strict=True) if not is_quiet]
        events = tuple(
            CodedEvent(
                anchor=Scored.cut(document.text, start, end, score=0.5),
                type="RETREAT",
                mode=("ceasefire",),
                status=Status.ACTUAL,
                score=0.5,
                chain=index,
            )
            for index, (start, end) in enumerate(spans)
        )
        return Coded(document_id=document.id, coder="ceasefires@1", events=events)

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Say the same of every span; a span outside the text is refused by `cut`."""
        cited = [Cited.cut(document.text, start, end) for start, end in spans]
        return tuple(
            Probe(
                start=one.start or 0,
                end=one.end or 0,
                type={"RETREAT": 1.0},
                mode={},
                status={"actual": 1.0},
                roles={},
            )
            for one in cited
        )
