"""One text through the rooms: its coding depends on nothing but the text and its day."""

import io
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context

import pytest

from tests import demo
from watchfloor import pipeline
from watchfloor.coding import reader
from watchfloor.errors import AssetError, InputError, UsageError
from watchfloor.ingest import Options, enumerate_inputs, read
from watchfloor.model import Document, Published, Raw, Reading, dumps


def demo_documents() -> Iterator[Document]:
    """Yield the documents of the demo corpus."""
    for raw in enumerate_inputs(demo.inputs(), stdin=io.BytesIO()):
        assert isinstance(raw, Raw)
        reading = read(raw, Options())
        assert isinstance(reading, Reading)
        yield reading.document


def coded_json(document: Document, coder: str) -> str:
    """Return the bytes of one coding with its events and their vectors."""
    using = pipeline.coder(coder)
    coded, resolved, events = pipeline.code_document(document, using)
    coded = pipeline.with_vectors(document, coded, using)
    return "".join([dumps(coded), dumps(resolved), *map(dumps, events)])


@pytest.mark.parametrize("coder", pipeline.CODERS)
def test_coding_depends_on_the_document_alone(coder: str) -> None:
    """The demo documents coded alone, shuffled, and in a pool of two agree in every byte."""
    documents = list(demo_documents())
    assert 38 == len(documents)
    code = partial(coded_json, coder=coder)
    alone = {document.id: code(document) for document in documents}
    assert sum('"anchor"' in one for one in alone.values()) > 10
    shuffled = documents[:]
    random.Random(3).shuffle(shuffled)
    assert alone == {document.id: code(document) for document in shuffled}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert alone == {
            document.id: found
            for document, found in zip(shuffled, pool.map(code, shuffled), strict=True)
        }


def test_vectors_come_with_what_goes_into_a_record() -> None:
    """Who codes one text waits for no vectors; an entry of a record has one an event."""
    raw = next(iter(enumerate_inputs(demo.inputs(), stdin=io.BytesIO())))
    assert isinstance(raw, Raw)
    reading = read(raw, Options())
    assert isinstance(reading, Reading)
    coded, _, _ = pipeline.code_document(reading.document, pipeline.coder("reader"))
    entry = pipeline.code_reading(reading, "reader")
    assert coded.events
    assert coded.vectors == ()
    assert entry.coded is not None
    assert [64] * len(coded.events) == [len(one) for one in entry.coded.vectors]


def test_a_coder_without_vectors_is_asked_for_none() -> None:
    """The lexicon has none, and its coding stays as it is."""
    document, using = next(demo_documents()), pipeline.coder("lexicon")
    coded, _, _ = pipeline.code_document(document, using)
    assert pipeline.with_vectors(document, coded, using) is coded


def test_an_unknown_coder_is_a_usage_error() -> None:
    """The message names the coders there are."""
    with pytest.raises(UsageError, match="known: lexicon, reader"):
        pipeline.coder("oracle")


@pytest.mark.parametrize("name", pipeline.CODERS)
def test_a_coder_has_the_name_that_it_is_asked_for_by(name: str) -> None:
    """What `--coder` takes is what the record says; the default is one of them."""
    assert name == pipeline.coder(name).name
    assert pipeline.DEFAULT_CODER in pipeline.CODERS


def test_a_runtime_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ONNX Runtime the reader says so, and which coder does without."""

    def installed() -> None:
        message = "DLL load failed"
        raise ImportError(message)

    monkeypatch.setattr(reader, "installed", installed)
    with pytest.raises(AssetError, match=r"does not load \(DLL load failed\).*--coder lexicon"):
        _ = reader.Reader().version


@pytest.mark.parametrize("coder", pipeline.CODERS)
def test_the_published_date_is_the_only_other_thing_that_matters(coder: str) -> None:
    """Title, url and source change the id, never what is coded."""
    day = Published.on(date(2022, 1, 14), "row")
    text = "A rocket attack hit the base on Thursday, killing two soldiers."
    plain = Document.new(text, published=day)
    dressed = Document.new(text, published=day, title="War!", url="https://x.example", source="S")
    using = pipeline.coder(coder)
    assert using.code(plain).events == using.code(dressed).events
    assert using.code(plain).mentions == using.code(dressed).mentions


def test_a_text_of_one_line_is_read_as_a_file_would_be() -> None:
    """`document_of` normalises, and refuses what `ingest` would refuse."""
    assert "A\nb." == pipeline.document_of("A\r\nb.", published=None, source=None).text
    with pytest.raises(InputError, match="nothing is left"):
        pipeline.document_of("  ", published=None, source=None)
