"""Inputs and codings whose process died: an issue each, and the text is kept."""

from watchfloor import pipeline_stream
from watchfloor.model import Document, Issue, Raw, Reading


def test_a_crash_while_coding_becomes_an_issue() -> None:
    """The stand-in for a reading whose process died keeps the document and says so."""
    reading = Reading(
        document=Document.new("A text."),
        raw=Raw(data=b"A text.", media_type="text/plain", origin="a.txt"),
    )
    plan = pipeline_stream.Plan("lexicon", "run", "2022-01-20T12:00:00+00:00", keep_raw=True)
    entry = pipeline_stream.crashed_coding(reading, plan)
    assert not isinstance(entry, (Issue, str))
    assert (entry.coder, entry.events) == (None, 0)
    refused = pipeline_stream.crashed_reading(reading.raw)
    assert isinstance(refused, Issue)
    assert "crashed" == refused.code
