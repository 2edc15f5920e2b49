"""The task fuse on a made-up file, and the made reports of the scale run."""

from pathlib import Path
from typing import Any

import pytest

from bench.fuse_scale import made, pairwise
from bench.run import documents
from bench.score.coref import conll
from bench.tasks import fuse
from tests.bench.conftest import Write, span
from tests.bench.fake import FakeProduct
from watchfloor.fuse.incidents import fuse as fuse_reports


def mention(text: str, words: str, chain: str | None, **more: Any) -> dict[str, Any]:
    """Return a mention in the format of the sets."""
    return {**span(text, words), "chain": chain, **more}


def ecb(write: Write) -> Path:
    """Return two made-up texts in the format of ECB+: one event, told twice."""
    one, two = "RAIDERS attacked Ashford quarry.", "Ashford quarry: RAIDERS attacked it."
    kind = {"type": "ACTION_OCCURRENCE", "validated": True}
    return write(
        {"id": "1", "text": one, "mentions": [mention(one, "attacked", "raid", **kind)]},
        {
            "id": "2",
            "text": two,
            "mentions": [
                mention(two, "attacked", "raid", **kind),
                mention(two, "quarry", "none", type="ACTION_STATE", validated=False),
                mention(two, "RAIDERS", "none", type="HUMAN_PART", validated=True),
            ],
        },
    )


def test_a_file_is_one_case(write: Write) -> None:
    """Only validated event mentions are loaded; documents are counted as such."""
    cases = fuse.load(ecb(write))
    assert 1 == len(cases)
    assert 2 == documents(cases)
    assert {"0/0": "attacked", "1/0": "attacked"} == cases[0].words()


def test_the_product_groups_a_file(write: Write) -> None:
    """Every mention is in one group, and the figures are those of its grouping."""
    (case,) = fuse.load(ecb(write))
    said = fuse.predict(FakeProduct(), case)
    assert {"0/0", "1/0"} == said.keys()
    found = fuse.figures(fuse.tally(case, said)).values
    assert found["conll_f1"] == conll(fuse.tally(case, said))


def test_rows_of_one_mention_and_mentions_without_a_chain(write: Write) -> None:
    """WEC-Eng has a mention a row; an event of MEANTIME without a chain is alone."""
    text = "RAIDERS attacked."
    (wec,) = fuse.load(write({"id": "a", "text": text, "start": 8, "end": 16, "chain": "x"}))
    assert {"0": "attacked"} == wec.words()
    row = {
        "id": "b",
        "text": text,
        "dct": "2030-01-02",
        "mentions": [
            mention(text, "attacked", None, kind="event"),
            mention(text, "RAIDERS", "c", kind="entity"),
        ],
    }
    (meantime,) = fuse.load(write(row, name="other.jsonl"))
    assert "alone 0/0" == meantime.texts[0].mentions[0][3]


def test_a_refused_document_stays_alone(write: Write) -> None:
    """A text that ingest refuses costs its mentions their group, not the run."""
    row = {"id": "a", "text": "   ", "start": 0, "end": 2, "chain": "x"}
    (case,) = fuse.load(write(row))
    assert {"0": "0"} == fuse.predict(FakeProduct(), case)


def test_made_reports_are_the_same_for_a_seed() -> None:
    """The scale run is repeatable, and has about three reports an incident."""
    one, two = made(600, 3, texts=True), made(600, 3, texts=True)
    assert one.table.equals(two.table)
    assert 2 < 600 / len(set(one.truth.values())) < 4


@pytest.mark.parametrize("seed", [0, 1])
def test_reports_without_words_are_fused_by_type_day_and_town(seed: int) -> None:
    """The weights that stand in for words fit the fitted ones: pairwise F of made reports."""
    given = made(10_000, seed, texts=False)
    found = fuse_reports(given.table)
    said = {chain: name for name, chains in found.incidents.items() for chain in chains}
    assert pairwise(given.truth, said)[2] >= 0.9


def test_pairwise_by_hand() -> None:
    """Gold {a b c} {d}, said {a b} {c d}: one pair of two right, one of three found."""
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    found = pairwise(truth, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert (1 / 2, 1 / 3, 2 / 5) == found
