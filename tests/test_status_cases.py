"""What the hand-written status cases promise."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

CASES = Path(__file__).parents[1] / "bench" / "cases" / "status.csv"
COLUMNS = ["id", "sentence", "start", "end", "status", "note"]
CLASSES = {"actual", "attempted", "planned", "threatened", "hypothetical", "denied"}


def cases() -> list[dict[str, str]]:
    """Return the rows of the case file; lines that start with # are comments."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def anchor(case: dict[str, str]) -> str:
    """Return the words of a case that are to be judged."""
    return case["sentence"][int(case["start"]) : int(case["end"])]


def test_columns_are_as_documented() -> None:
    """Every row has the six columns, none of them empty."""
    for case in cases():
        assert list(case) == COLUMNS
        assert all(case.values()), case["id"]


def test_there_are_enough_cases_of_each_class() -> None:
    """At least 300 cases, at least 40 of each of the six classes, none over twice another."""
    counts = Counter(case["status"] for case in cases())
    assert set(counts) == CLASSES
    assert sum(counts.values()) >= 300
    assert min(counts.values()) >= 40
    assert max(counts.values()) <= 2 * min(counts.values())


def test_ids_and_questions_are_unique() -> None:
    """No id is used twice, and no anchor is asked about twice."""
    rows = cases()
    assert len(rows) == len({case["id"] for case in rows})
    assert len(rows) == len({(case["sentence"], case["start"], case["end"]) for case in rows})


def test_offsets_name_whole_words() -> None:
    """An anchor lies inside its sentence, starts and ends at word edges and is short."""
    for case in cases():
        start, end, sentence = int(case["start"]), int(case["end"]), case["sentence"]
        assert 0 <= start < end <= len(sentence), case["id"]
        assert anchor(case) == anchor(case).strip(), case["id"]
        outside = sentence[:start][-1:] + sentence[end:][:1]
        assert not any(letter.isalnum() for letter in outside), case["id"]
        assert len(anchor(case).split()) <= 4, case["id"]


def test_sentences_are_plain() -> None:
    """A sentence is one normalised line without mark-up."""
    for case in cases():
        sentence = case["sentence"]
        assert sentence == unicodedata.normalize("NFC", sentence).strip(), case["id"]
        assert not set(sentence) & set("[]|\n\r\t"), case["id"]
        assert 3 <= len(sentence.split()) <= 40, case["id"]


def test_constructions_vary() -> None:
    """Headlines in capitals occur in every class, and the same sentence may hold two cases."""
    rows = cases()
    shouting = {case["status"] for case in rows if case["sentence"].isupper()}
    assert CLASSES == shouting
    assert len({case["sentence"] for case in rows}) < len(rows)
    assert len({case["note"] for case in rows}) >= len(rows) / 2
