"""Annotated dispatches: our own are whole, and what is wrong is said with its place."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.dispatches import parse
from watchfloor.coding.encoder.labels import STATUSES, TYPES

SHARED = Path(__file__).parents[3] / "shared" / "data" / "dispatches" / "src" / "train"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")

TEXT = "Gunmen killed at least 12 men in Gao on Monday. The army denied it: no men, it said."
HEAD = "=== made-001 | Toy Wire | 2020-01-07 | wire | Twelve killed"
EVENT = 'E | anchor="killed" | type=ASSAULT | status=actual'


def parsed(tmp_path: Path, *lines: str, head: str = HEAD) -> tuple[list[Any], list[str]]:
    """Return the documents and errors of one annotated text."""
    path = tmp_path / "made.txt"
    path.write_text("\n".join([head, TEXT, "---", *lines, ""]), encoding="utf-8")
    return parse.documents([path])


def only(tmp_path: Path, *lines: str) -> dict[str, Any]:
    """Return the one document of a text without errors."""
    found, errors = parsed(tmp_path, *lines)
    assert [] == errors
    (one,) = found
    assert [] == parse.cut_words(one)
    document: dict[str, Any] = one
    return document


def test_our_own_texts_are_whole() -> None:
    """Every file of ours parses without an error, cuts no word, and no id stands twice."""
    found, errors = parse.documents(parse.own_files())
    assert [] == errors
    assert [] == [wrong for document in found for wrong in parse.cut_words(document)]
    assert len(found) > 200
    assert [] == [name for name, count in Counter(one["id"] for one in found).items() if count > 1]


def test_our_own_texts_hold_every_type_and_status() -> None:
    """No type and no status is left without an example."""
    found, _ = parse.documents(parse.own_files())
    events = [event for document in found for event in document["events"]]
    assert set(TYPES) == {event["type"] for event in events}
    assert set(STATUSES) == {event["status"] for event in events}


def test_every_span_of_ours_is_exact() -> None:
    """Each span holds the words it cites."""
    found, _ = parse.documents(parse.own_files())
    for document in found:
        for event in document["events"]:
            one = event["anchor"]
            assert one["text"] == document["text"][one["start"] : one["end"]]


@needs_shared
def test_corrections_apply() -> None:
    """Every correction finds its document and its line, and what comes out has no error."""
    files = sorted(SHARED.glob("*.txt"))
    found, errors = parse.documents(files, parse.correction_files())
    assert [] == errors
    known = {document["id"] for document in found}
    rows = [
        json.loads(line)
        for path in parse.correction_files()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert rows
    assert set() == {row["doc"] for row in rows} - known


@needs_shared
def test_ours_and_the_shared_texts_share_no_id() -> None:
    """A correction can't hit the wrong text."""
    ours, _ = parse.documents(parse.own_files())
    theirs, _ = parse.documents(sorted(SHARED.glob("*.txt")), parse.correction_files())
    assert set() == {one["id"] for one in ours} & {one["id"] for one in theirs}


def test_an_event_in_full(tmp_path: Path) -> None:
    """Every field of an event is read into spans, bounds and words."""
    line = (
        'E | anchor="killed" | type=ASSAULT | mode=firearms+targeted | status=actual'
        ' | actor="Gunmen" | recipient="men"#2 | place="Gao" | date="Monday"=2020-01-06..2020-01-06'
        ' | dead="at least 12 men"=12.. | by="The army" | inc=GAO1'
    )
    document = only(tmp_path, line)
    (event,) = document["events"]
    assert ("made-001", "Toy Wire", "2020-01-07", "wire", "Twelve killed", TEXT) == tuple(
        document[name] for name in ("id", "source", "published", "genre", "title", "text")
    )
    assert ("ASSAULT", ["firearms", "targeted"], "actual", "GAO1") == tuple(
        event[name] for name in ("type", "mode", "status", "inc")
    )
    assert {"text": "killed", "start": 7, "end": 13} == event["anchor"]
    assert ["Gunmen"] == [one["text"] for one in event["actor"]]
    assert ("2020-01-06", "2020-01-06") == (event["date"]["from"], event["date"]["to"])
    assert ("at least 12 men", 12, None) == tuple(
        event["dead"][name] for name in ("text", "low", "high")
    )


def test_the_second_of_the_same_words(tmp_path: Path) -> None:
    """`#2` is the second place where words stand; several spans are parted by semicolons."""
    line = f'{EVENT} | recipient="men"#2;"men"#3;"army" | actor="Gunmen"'
    (event,) = only_with_cuts(tmp_path, line)["events"]
    places = [at for at in range(len(TEXT)) if TEXT.startswith("men", at)]
    assert [places[1], places[2], TEXT.index("army")] == [
        one["start"] for one in event["recipient"]
    ]


def only_with_cuts(tmp_path: Path, *lines: str) -> dict[str, Any]:
    """Return the one document of a text without errors, though spans may cut words."""
    (one,), errors = parsed(tmp_path, *lines)
    assert [] == errors
    document: dict[str, Any] = one
    return document


def test_claims_figures_relations_and_names(tmp_path: Path) -> None:
    """The other kinds of lines are read into lists of their own."""
    document = only(
        tmp_path,
        'C | kind=denial | speaker="The army" | cue="denied" | content="no men" | quoted=no',
        'F | subject="Gunmen" | quantity=people | text="12 men" | value=12..12.5 | place="Gao"',
        'R | subject="Gunmen" | predicate=part_of | object="The army" | evidence="Gunmen"',
        'N | ORG "The army" | LOC "Gao"',
    )
    assert ["denial"] == [one["kind"] for one in document["claims"]]
    assert [{"low": 12, "high": 12.5}] == [one["value"] for one in document["figures"]]
    assert ["Gao"] == [one["place"]["text"] for one in document["figures"]]
    assert ["part_of"] == [one["predicate"] for one in document["relations"]]
    assert [("The army", "ORG"), ("Gao", "LOC")] == [
        (one["text"], one["label"]) for one in document["entities"]
    ]


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("X | what=ever", "unknown kind of line 'X'"),
        ('E | anchor="killed" | type=ASSAULT', "E without status"),
        ('E | anchor="slain" | type=ASSAULT | status=actual', "not in the text that often"),
        ('E | anchor="killed"#2 | type=ASSAULT | status=actual', "not in the text that often"),
        ("E | anchor=killed | type=ASSAULT | status=actual", "not a quoted span"),
        ('E | anchor="killed" | type=MURDER | status=actual', "type 'MURDER' is none of"),
        ('E | anchor="killed" | type=ASSAULT | status=maybe', "status 'maybe' is none of"),
        (f"{EVENT} | mode=arrest", "mode arrest is not of ASSAULT"),
        (f"{EVENT} | colour=red", "field 'colour' is unknown or there twice"),
        (f"{EVENT} | status=denied", "field 'status' is unknown or there twice"),
        (f"{EVENT} | actor=nobody", "no quoted span"),
        (f'{EVENT} | dead="12 men"', 'dead must be "words"=LOW..HIGH'),
        (f'{EVENT} | dead="12 men"=12', "not LOW..HIGH"),
        (f'{EVENT} | dead="12 men"=12..3', "interval runs backwards"),
        (f'{EVENT} | dead="12 men"=a..b', "invalid literal"),
        (f'{EVENT} | date="Monday"=6 January..', "not an ISO date"),
        ('C | kind=rumour | speaker="The army" | content="no men" | quoted=no', "none of"),
        ('N | THING "Gao"', "no name"),
    ],
)
def test_a_bad_line_is_reported(tmp_path: Path, line: str, complaint: str) -> None:
    """What is wrong is said with file, document and line, and the other lines are kept."""
    (document,), (error,) = parsed(tmp_path, EVENT, line)
    assert error.startswith("made.txt: made-001: ")
    assert complaint in error
    assert 1 == len(document["events"])


@pytest.mark.parametrize("head", ["=== made-001 | Toy Wire", "=== made-001"])
def test_a_bad_header_is_reported(tmp_path: Path, head: str) -> None:
    """A text without its header is no document."""
    found, (error,) = parsed(tmp_path, EVENT, head=head)
    assert [] == found
    assert "header needs" in error


def test_a_cut_word_is_found(tmp_path: Path) -> None:
    """A span that begins or ends inside a word is named."""
    (document,), _ = parsed(tmp_path, 'E | anchor="kill" | type=ASSAULT | status=actual')
    assert ["made-001: 'kill' cuts a word"] == parse.cut_words(document)


def test_a_correction_replaces_deletes_or_adds(tmp_path: Path) -> None:
    """`old` and `new` name a line, a line too many, and a line that was missing."""
    path = tmp_path / "made.txt"
    path.write_text(
        "\n".join([HEAD, TEXT, "---", EVENT, 'N | LOC "Gao"', 'N | ORG "The army"', ""])
    )
    changes: list[dict[str, str | None]] = [
        {"old": EVENT, "new": EVENT.replace("actual", "denied")},
        {"old": 'N | LOC "Gao"', "new": None},
        {"old": None, "new": 'E | anchor="denied" | type=REJECT | status=actual'},
    ]
    corrections = tmp_path / "corrections-made.jsonl"
    corrections.write_text(
        "\n".join(json.dumps({"doc": "made-001", **change}) for change in changes)
    )
    (document,), errors = parse.documents([path], [corrections])
    assert [] == errors
    assert [("killed", "denied"), ("denied", "actual")] == [
        (event["anchor"]["text"], event["status"]) for event in document["events"]
    ]
    assert ["ORG"] == [one["label"] for one in document["entities"]]


def test_a_correction_that_finds_no_line_is_reported(tmp_path: Path) -> None:
    """A correction of a text that has changed since is not lost in silence."""
    path = tmp_path / "made.txt"
    path.write_text("\n".join([HEAD, TEXT, "---", EVENT, ""]))
    corrections = tmp_path / "corrections-made.jsonl"
    corrections.write_text(json.dumps({"doc": "made-001", "old": "E | gone", "new": None}))
    _, (error,) = parse.documents([path], [corrections])
    assert "correction finds no line E | gone" in error


def test_the_command_counts_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check says how much there is, and its exit code says whether all is well."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("\n".join([HEAD, TEXT, "---", EVENT, ""]))
    bad.write_text("\n".join([HEAD, TEXT, "---", EVENT + " | colour=red", ""]))
    assert 0 == parse.main([str(good)])
    assert "1 documents, 1 events, 0 errors" in capsys.readouterr().out
    assert 1 == parse.main([str(bad)])
    assert "bad.txt: made-001" in capsys.readouterr().out
