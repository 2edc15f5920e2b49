"""No offset, no record: every span in every export equals its words in the text."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import demo
from watchfloor import pipeline, pipeline_ingest
from watchfloor.errors import InputError
from watchfloor.model import Where, dumps
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.store import connect, query

VOCABULARY = """
Gunmen militants police protesters the army Baghdad Gao Iraq Kyiv on Thursday yesterday in
January killed wounded attacked shelled arrested at least three soldiers 12 civilians dozens
a rocket attack threatened to will could denied that said . , ; “ ” ' U.S. Jan. 9 and of by
💥 é ﬁ الجيش قصف İstanbul ИЗ 攻击
"""
HOSTILE = ["\u202e", "e\u0301", "\u00a0", "\u200b", "\ud800", "\x00", "\r\n", "\n\n"]
WORDS = st.sampled_from([*VOCABULARY.split(), *HOSTILE])
NEWS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


def spans_in(value: Any) -> Iterator[tuple[str, int, int]]:
    """Yield (text, start, end) wherever an exported value has the three keys."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys() and value["start"] is not None:
            yield value["text"], value["start"], value["end"]
        for item in value.values():
            yield from spans_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans_in(item)


def ingest(record: Path, stdin: bytes) -> None:
    """Ingest by the fast coder, in this process."""
    now = datetime(2022, 1, 20, tzinfo=UTC)
    options = IngestOptions(version="test", workers=0, coder="lexicon")
    pipeline_ingest.ingest(record, ["-"], options, stdin=io.BytesIO(stdin), clock=lambda: now)


def check_exports(record: Path) -> int:
    """Compare every exported span with the exported text; return how many there were."""
    checked = 0
    with connect(record, write=False) as connection:
        texts = {found.id: found.text for found in query.documents(connection, Where())}
        for read in (query.events, query.claims, query.figures, query.relations):
            for row in read(connection, Where()):
                exported = json.loads(dumps(row))
                for words, start, end in spans_in(exported):
                    assert texts[exported["document_id"]][start:end] == words
                    checked += 1
    return checked


@pytest.mark.parametrize("coder", pipeline.CODERS)
def test_every_span_of_the_demo_corpus_is_exact(
    coder: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """All spans of all events of the demo dispatches, read back from the record, are exact."""
    assert check_exports(demo.record_of(coder, tmp_path_factory.getbasetemp())) > 300


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(NEWS, st.text()), min_size=1, max_size=5))
def test_every_span_of_a_random_text_is_exact(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """For random Unicode and news-like words in any script, all exported spans are exact."""
    record = tmp_path_factory.mktemp("random") / "w.db"
    stdin = "\n".join(json.dumps({"text": text, "published": "2022-01-20"}) for text in texts)
    ingest(record, stdin.encode())
    check_exports(record)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(NEWS)
def test_every_span_that_the_reader_codes_is_exact(text: str) -> None:
    """The encoder's words lie where the text has them, whatever normalisation left of it."""
    try:
        document = pipeline.document_of(text, published=None, source=None)
    except InputError:  # normalisation left nothing
        return
    _, _, events = pipeline.code_document(document, pipeline.coder("reader"))
    for event in events:
        for words, start, end in spans_in(json.loads(dumps(event))):
            assert document.text[start:end] == words
