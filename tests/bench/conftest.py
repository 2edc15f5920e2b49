"""The fake product, and made-up files in the format of each set."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.bench.fake import FakeProduct


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
            "figures": [],
            "relations": [],
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


@pytest.fixture
def wikievents(write: Write) -> Path:
    """Return one made-up text whose events are all marked, one of them twice, one without type."""
    text = "RAIDERS attacked farmers. It killed Kofi. They condemned it. They bombed nothing."
    attack = {
        "type": "Conflict.Attack.Unspecified",
        "trigger": span(text, "attacked"),
        "args": [
            {"role": "Attacker", **span(text, "RAIDERS")},
            {"role": "Target", **span(text, "farmers")},
            {"role": "Topic", **span(text, "farmers")},
        ],
    }
    die = {
        "type": "Life.Die",
        "trigger": span(text, "killed"),
        "args": [{"role": "Victim", **span(text, "Kofi")}],
    }
    say = {"type": "Contact.Contact.Unspecified", "trigger": span(text, "condemned"), "args": []}
    events = [attack, {**attack, "type": "Conflict.Attack"}, die, say]
    return write({"id": "W-1", "text": text, "entities": [], "events": events}, name="wiki.jsonl")


@pytest.fixture
def rams(write: Write) -> Path:
    """Return two made-up windows with one marked event each, the second without PLOVER type."""
    one, two = "RAIDERS attacked farmers. Elders condemned it.", "They lied. Nothing was bombed."
    attack = {
        "type": "conflict.attack.n/a",
        "trigger": span(one, "attacked"),
        "args": [
            {"role": "attacker", **span(one, "RAIDERS")},
            {"role": "place", **span(one, "farmers")},
        ],
    }
    lie = {"type": "contact.prevarication.n/a", "trigger": span(two, "lied"), "args": []}
    return write(
        {"id": "R-1", "text": one, "events": [attack]},
        {"id": "R-2", "text": two, "events": [lie]},
        name="rams.jsonl",
    )


@pytest.fixture
def names(write: Write) -> Path:
    """Return a made-up text with two names; one is marked with its article."""
    text = "The RAIDERS attacked farmers. Elders condemned it."
    entities = [
        {"type": "ORG", **span(text, "The RAIDERS")},
        {"type": "PER", **span(text, "Elders")},
    ]
    return write({"id": "N-1", "text": text, "entities": entities}, name="names.jsonl")


@pytest.fixture
def polnear(write: Write) -> Path:
    """Return a made-up article that two annotators read; the first content is in two pieces."""
    text = '"We hit the depot," Elders said. "It burned." RAIDERS denied that it did.'

    def attribution(annotator: str, source: str, cue: str, *content: str) -> dict[str, Any]:
        return {
            "annotator": annotator,
            "source": [span(text, source)],
            "cue": [span(text, cue)],
            "content": [span(text, piece) for piece in content],
        }

    attributions = [
        attribution("b", "Elders", "said", "We hit"),
        attribution("a", "Elders", "said", '"We hit the depot,"', '"It burned."'),
        attribution("a", "RAIDERS", "denied", "that it did"),
    ]
    row = {
        "id": "Q-1",
        "text": text,
        "meta": {"publication_date": "2030-01-02"},
        "annotators": ["a", "b"],
        "attributions": attributions,
    }
    return write(row, name="polnear.jsonl")


@pytest.fixture
def re3d(write: Write) -> Path:
    """Return a made-up text of the form of re3d with one relation."""
    text = "RAIDERS attacked farmers."
    row = {"id": "E-1", "text": text, "entities": [], "relations": []}
    return write(row, name="re3d.jsonl")
