"""The harness measures the product itself: its reader, its coder, its pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from bench.gate import HERE
from bench.product import Installed, installed, read_text
from bench.rows import read_csv
from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import CodingError, InputError, UsageError
from watchfloor.model import Status
from watchfloor.pipeline import coder


@dataclass(frozen=True)
class Scaled(Lexicon):
    """The lexicon with a scale of its own."""

    signed_weights: Mapping[str, float]


@pytest.fixture(scope="module")
def lexicon() -> Installed:
    """Return the installed product with its first coder."""
    return Installed(coder("lexicon"))


def test_a_row_is_read_as_ingest_reads_it(lexicon: Installed) -> None:
    """Id, source and date come from the row; the text is normalised once."""
    row = {"id": "x-1", "text": "Gunmen\r\nfled. ", "source": "Made Up", "published": "2030-01-02"}
    text = read_text(lexicon, row)
    document = text.document
    assert document.text == "Gunmen\nfled."
    assert (document.external_id, document.source) == ("x-1", "Made Up")
    assert document.published is not None
    assert document.published.from_.isoformat() == "2030-01-02"
    assert document.text[slice(*text.span(8, 12))] == "fled"


def test_a_row_without_text_is_refused(lexicon: Installed) -> None:
    """The message names the row."""
    with pytest.raises(InputError, match="x-2"):
        lexicon.read({"id": "x-2", "text": ""})


def test_a_span_of_which_nothing_is_left_is_refused(lexicon: Installed) -> None:
    """A probe of nothing would be a guess."""
    text = read_text(lexicon, {"id": "x-3", "text": "\n\nGunmen fled."})
    with pytest.raises(InputError, match="nothing is left"):
        text.span(0, 1)


def test_a_scale_needs_a_weight_for_each_status(lexicon: Installed) -> None:
    """The attribute is optional; a coder that has it may not leave a status out."""
    assert lexicon.signed_weights is None
    scaled = Scaled({"actual": 3.0})
    with pytest.raises(CodingError, match="lack attempted, planned"):
        _ = Installed(scaled).signed_weights
    full = {status.value: 0.0 for status in Status}
    assert full == Installed(Scaled(full)).signed_weights


def test_coding_and_probing_go_through_the_pipeline(lexicon: Installed) -> None:
    """A plain attack is an ASSAULT for both entries."""
    document = lexicon.read({"id": "x-4", "text": "Gunmen killed three farmers on the hill."})
    coded, events = lexicon.code(document)
    assert coded.document_id == document.id
    assert "ASSAULT" in {event.type for event in events}
    (probe,) = lexicon.probe(document, [(7, 13)])
    assert max(probe.type, key=lambda name: probe.type[name]) == "ASSAULT"


def test_the_digest_names_the_coder_and_its_tables(lexicon: Installed) -> None:
    """The same product has the same digest, which is a sha256."""
    assert installed("lexicon").digest == lexicon.digest
    assert len(lexicon.digest) == 64


def test_an_unknown_coder_is_a_usage_error() -> None:
    """The pipeline says which ones there are."""
    with pytest.raises(UsageError):
        installed("no such coder")


def test_our_own_cases_are_sound() -> None:
    """Ids are unique, spans are whole words, and every status has its share."""
    rows = read_csv(HERE / "cases" / "status.csv")
    assert len(rows) == len({row["id"] for row in rows})
    for row in rows:
        start, end, sentence = int(row["start"]), int(row["end"]), row["sentence"]
        around = sentence[max(0, start - 1) : start] + sentence[end : end + 1]
        assert sentence[start:end].strip() == sentence[start:end] != ""
        assert not any(sign.isalnum() for sign in around)
    counts = {status: sum(row["status"] == status for row in rows) for status in Status}
    assert len(rows) == sum(counts.values())
    assert min(counts.values()) >= 12
