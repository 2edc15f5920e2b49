"""`watchfloor copies`: the tree of a group, and what a copy adds and leaves out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchfloor.present.cli import app

LEAD = "Two rockets struck the depot outside Tel Qasr before dawn, the army said on Monday."
REST = "Nobody has claimed the attack, the third on a fuel store since the ceasefire ended."
LAST = "The governor closed every road into the valley and called a council for Sunday."
OWN = "A reporter of this paper saw gunmen kill a driver at the northern gate \x1b[31mon Tuesday."
ROWS = [
    {"id": "wire", "source": "Harbour Wire", "published": "2022-05-02", "text": [LEAD, REST, LAST]},
    {"id": "copy", "source": "Delta Post", "published": "2022-05-03", "text": [LEAD, OWN, REST]},
    {"id": "other", "source": "Delta Post", "published": "2022-05-01", "text": [OWN]},
]

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of three texts, two of them copies, read by the lexicon."""
    folder = tmp_path_factory.mktemp("copies")
    news = folder / "news.jsonl"
    lines = [json.dumps(row | {"text": "\n\n".join(row["text"])}) for row in ROWS]
    news.write_text("\n".join(lines), encoding="utf-8")
    arguments = ("--record", str(folder / "w.db"), "--coder", "lexicon", "--workers", "0")
    assert CliRunner().invoke(app, ["ingest", str(news), *arguments]).exit_code == 0
    return folder / "w.db"


@pytest.fixture
def run(record: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on the record, eighty columns wide."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(record))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def ids(run: Command) -> dict[str, str]:
    """Give the id of each text by its external id."""
    found = [json.loads(line) for line in run("documents", "--json").stdout.splitlines()]
    return {one["external_id"]: one["id"] for one in found}


def test_the_tree_names_reason_and_difference(run: Command, ids: dict[str, str]) -> None:
    """The origin is on top; below stand what one text has and the other has not, harmless."""
    shown = run("copies", ids["copy"][:8])
    assert shown.exit_code == 0
    top, under, reason, *rest = shown.stdout.splitlines()
    assert top.startswith(f"{ids['wire'][:8]}   2022-05-02  Harbour Wire")
    assert under.startswith(f"└── {ids['copy'][:8]} ◀ 2022-05-03  Delta Post")
    assert reason.strip() == "time: published 2022-05-03, the original 2022-05-02"
    assert "+ A reporter of this paper saw gunmen kill a driver" in "\n".join(rest)
    assert "- The governor closed every road" in "\n".join(rest)
    assert "\x1b" not in shown.stdout


def test_the_origin_says_how_to_see_a_difference(run: Command, ids: dict[str, str]) -> None:
    """There is nothing that the origin was made from."""
    assert f"watchfloor copies {ids['copy'][:8]}" in run("copies", ids["wire"]).stdout


def test_json_has_the_group_and_the_passages(run: Command, ids: dict[str, str]) -> None:
    """One object; passages are cut from their texts by character offsets."""
    found = json.loads(run("copies", ids["copy"], "--json").stdout)
    assert [ids["wire"], ids["copy"]] == [one["id"] for one in found["group"]]
    assert [None, ids["wire"]] == [one["copy_of"] for one in found["group"]]
    assert [LAST] == [one["text"] for one in found["left_out"]]
    (added,) = found["added"]
    start = len(LEAD) + 2
    assert (start, start + len(added["text"])) == (added["start"], added["end"])


def test_a_text_without_copies_matches_nothing(run: Command, ids: dict[str, str]) -> None:
    """Nothing on stdout, and the exit code of nothing; an unknown id says the same."""
    for name in (ids["other"], "abcdef0123"):
        shown = run("copies", name)
        assert (3, "") == (shown.exit_code, shown.stdout)


def test_exported_documents_say_what_they_copy(run: Command, ids: dict[str, str]) -> None:
    """`copy_of` and `copy_reason` are filled in the contract's shape."""
    lines = run("export", "documents", "--format", "jsonl").stdout.splitlines()
    found = {one["id"]: one for one in map(json.loads, lines)}
    assert found[ids["copy"]]["copy_of"] == ids["wire"]
    assert found[ids["copy"]]["copy_reason"].startswith("time: ")
    assert found[ids["other"]]["copy_of"] is found[ids["other"]]["copy_reason"] is None


def test_an_added_paragraph_of_a_copy_is_coded(run: Command, ids: dict[str, str]) -> None:
    """What the copying outlet saw itself is an event, anchored in the passage that it added."""
    found = json.loads(run("copies", ids["copy"], "--json").stdout)
    (added,) = found["added"]
    lines = run("events", "--document", ids["copy"], "--json").stdout.splitlines()
    anchors = [json.loads(line)["anchor"] for line in lines]
    own = [one["text"] for one in anchors if added["start"] <= one["start"] < added["end"]]
    assert "kill" in own
    assert len(own) < len(anchors)
