"""A product small enough to know by heart, and made-up files in the format of each set."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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

    @property
    def digest(self) -> str:
        """The hash of nothing but the name."""
        return hashlib.sha256(self.name.encode()).hexdigest()

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


@pytest.fixture
def product() -> FakeProduct:
    """Return the fake product."""
    return FakeProduct()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes rows as JSONL and returns the path."""

    def write_rows(*rows: Mapping[str, Any], name: str = "set.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write_rows


def span(text: str, words: str) -> dict[str, Any]:
    """Return words with their offsets in the text."""
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


@pytest.fixture
def dispatches(write: Write) -> Path:
    """Return two made-up dispatches: three events found, one of them wrongly, and one missed."""
    one = "RAIDERS attacked farmers. Elders condemned it."
    two = "Nothing was bombed. REBELS may attack herders, who fled."
    return write(
        {
            "id": "made-1",
            "text": one,
            "source": "Made Up",
            "published": "2030-01-02",
            "title": "Raid",
            "events": [
                {
                    "anchor": span(one, "attacked"),
                    "type": "ASSAULT",
                    "status": "actual",
                    "actor": [span(one, "RAIDERS")],
                    "recipient": [span(one, "farmers"), span(one, "Elders")],
                    "dead": {**span(one, "farmers"), "low": 2, "high": None},
                },
                {"anchor": span(one, "condemned"), "type": "REJECT", "status": "actual"},
            ],
            "claims": [
                {"kind": "blame", "content": span(one, "condemned it"), "speaker": {}},
            ],
        },
        {
            "id": "made-2",
            "text": two,
            "events": [
                {"anchor": span(two, "bombed"), "type": "ASSAULT", "status": "denied"},
                {"anchor": span(two, "attack"), "type": "ASSAULT", "status": "hypothetical"},
                {"anchor": span(two, "fled"), "type": "RETREAT", "status": "actual"},
            ],
        },
        name="dispatches.jsonl",
    )


@pytest.fixture
def muc4(write: Write) -> Path:
    """Return two made-up MUC-4 documents; the second is irrelevant."""
    template = {
        "incident_type": "attack",
        "PerpInd": [],
        "PerpOrg": [[["raiders", 0], ["the raiders of the hill", 40]]],
        "Target": [],
        "Victim": [[["farmers", 17]]],
        "Weapon": [[["sling", 30]]],
    }
    return write(
        {"id": "M-1", "text": "RAIDERS attacked farmers.", "gtt_templates": [template, template]},
        {"id": "M-2", "text": "Elders condemned it.", "gtt_templates": []},
        name="muc4.jsonl",
    )


@pytest.fixture
def plover(write: Write) -> Path:
    """Return three made-up sentences with their roots; the coder knows two of the words."""
    return write(
        {"id": "P-1", "text": "RAIDERS attacked farmers.", "root": "ASSAULT"},
        {"id": "P-2", "text": "Elders condemned it.", "root": "ACCUSE"},
        {"id": "P-3", "text": "The raiders gave the cattle back.", "root": "YIELD"},
        name="plover.jsonl",
    )


@pytest.fixture
def factuality(write: Write) -> Path:
    """Return made-up sentences with signed labels."""
    one, two = "RAIDERS attacked farmers.", "They may attack or fail."
    return write(
        {"id": "F-1", "text": one, "targets": [{**span(one, "attacked"), "label": 3.0}]},
        {
            "id": "F-2",
            "text": two,
            "targets": [
                {**span(two, "attack"), "label": -1.5},
                {**span(two, "fail"), "label": -0.5},
            ],
        },
        name="factuality.jsonl",
    )


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Return made-up cases of our own format."""
    path = tmp_path / "status.csv"
    path.write_text(
        "# made up\n"
        "id,sentence,start,end,status,note\n"
        "1,RAIDERS attacked farmers.,8,16,actual,\n"
        '2,"They may attack, he said.",9,15,threatened,quoted\n'
        "3,They bombed nothing.,5,11,denied,\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def timeml(tmp_path: Path) -> Path:
    """Write one text with two expressions, of which the finder knows one and values it wrongly."""
    text = "It fell on 3 May 2021, and again in the year of the rat."
    row: dict[str, Any] = {
        "id": "t",
        "text": text,
        "dct": {"value": "2021-06-01"},
        "timexes": [
            {"start": 11, "end": 21, "type": "DATE", "value": "2021-05-04"},
            {"start": 42, "end": 55, "type": "DATE", "value": "2020"},
        ],
    }
    path = tmp_path / "timeml.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path
