"""A product small enough to know by heart."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchfloor.errors import InputError
from watchfloor.model import (
    Coded,
    CodedEvent,
    Document,
    Event,
    Mention,
    MentionKind,
    Probe,
    Resolved,
    Role,
    Scored,
    Status,
    join_events,
)

ANCHORS = {
    "attacked": ("ASSAULT", Status.ACTUAL),
    "bombed": ("ASSAULT", Status.ACTUAL),
    "condemned": ("ACCUSE", Status.ACTUAL),
    "attack": ("ASSAULT", Status.THREATENED),
}
"""What the fake coder knows: a word, the type and the status it always gives."""


@dataclass(frozen=True, slots=True)
class FakeProduct:
    """Finds known words; the word before is the actor, the word after the recipient."""

    name: str = "fake"
    scale: Mapping[str, float] | None = None
    heads: tuple[tuple[int, int, str], ...] | None = None

    @property
    def digest(self) -> str:
        """The hash of nothing but the name."""
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def signed_weights(self) -> Mapping[str, float] | None:
        """Return the given scale; none, if not told otherwise."""
        return self.scale

    @property
    def decides(self) -> frozenset[str]:
        """Decide no context."""
        return frozenset()

    def named(self, document: Document, guideline: str) -> Sequence[tuple[int, int, str]] | None:
        """Return the given names, whatever the guideline; none, if not told otherwise."""
        return self.heads

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Strip the text, as a normalisation would, and refuse an empty one."""
        text = (row["text"] or "").strip()
        if not text:
            message = f"{row['id']}: empty"
            raise InputError(message)
        return Document.new(text, external_id=row["id"])

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Code every known word."""
        mentions: list[Mention] = []
        events: list[CodedEvent] = []
        words = _words(document.text)
        for index, (start, end, word) in enumerate(words):
            if word not in ANCHORS:
                continue
            kind, status = ANCHORS[word]
            roles: dict[str, tuple[Role, ...]] = {}
            for role, other in (("actor", index - 1), ("recipient", index + 1)):
                if 0 <= other < len(words):
                    span = words[other][:2]
                    mentions.append(_mention(document, *span))
                    roles[role] = (Role(len(mentions) - 1, 0.9),)
            anchor = Scored.cut(document.text, start, end, score=0.8)
            mode = ("explosives",) if word == "bombed" else ()
            events.append(
                CodedEvent(
                    anchor=anchor,
                    type=kind,
                    mode=mode,
                    status=status,
                    score=0.8,
                    chain=len(events),
                    actor=roles.get("actor", ()),
                    recipient=roles.get("recipient", ()),
                )
            )
        coded = Coded(
            document_id=document.id,
            coder="fake@1",
            mentions=tuple(mentions),
            events=tuple(events),
        )
        resolved = Resolved(document_id=document.id, resolver="fake@1")
        return coded, join_events(document, coded, resolved)

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Give all weight to the first known word inside the span; even weights without one."""
        return tuple(_probe(document.text, *span) for span in spans)


def _words(text: str) -> list[tuple[int, int, str]]:
    found, position = [], 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        bare = word.rstrip(".,")
        found.append((start, start + len(bare), bare))
    return found


def _mention(document: Document, start: int, end: int) -> Mention:
    is_person = document.text[start:end].islower()
    kind = MentionKind.PERSON if is_person else MentionKind.STATE_FORCE
    return Mention.cut(document.text, start, end, kind=kind, head=(start, end))


def _probe(text: str, start: int, end: int) -> Probe:
    known = [ANCHORS[word] for _, _, word in _words(text[start:end]) if word in ANCHORS]
    if known:
        kind, status = known[0]
        return Probe(
            start=start, end=end, type={kind: 1.0}, mode={}, status={status.value: 1.0}, roles={}
        )
    even = {status.value: 1 / len(Status) for status in Status}
    return Probe(start=start, end=end, type={}, mode={}, status=even, roles={})
