"""Who said what on made-up texts of both sets, against figures worked out by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.baselines.quotes import direct_quotes
from bench.product import Product
from bench.run import run
from bench.tasks import TASKS
from bench.tasks.claims import Attribution, load
from watchfloor.errors import InputError
from watchfloor.model import (
    Cited,
    ClaimKind,
    Coded,
    CodedClaim,
    Document,
    Event,
    Mention,
    MentionKind,
    Probe,
    Role,
)

Write = Callable[..., Path]


@dataclass(frozen=True, slots=True)
class Talker:
    """The fake product, stating given claims: speaker, cue, content, each by its words."""

    product: Product
    said: tuple[tuple[str | None, str | None, str], ...]

    @property
    def digest(self) -> str:
        """The same product."""
        return self.product.digest

    signed_weights = property(lambda self: self.product.signed_weights)
    decides = property(lambda self: self.product.decides)
    named = property(lambda self: self.product.named)

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read as before."""
        return self.product.read(row)

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """State the claims."""
        mentions: list[Mention] = []
        claims: list[CodedClaim] = []
        for speaker, cue, content in self.said:
            role = None
            if speaker:
                start, end = _place(document, speaker)
                kind = MentionKind.GROUP
                mentions.append(
                    Mention.cut(document.text, start, end, kind=kind, head=(start, end))
                )
                role = Role(len(mentions) - 1, 0.9)
            claims.append(
                CodedClaim(
                    kind=ClaimKind.BLAME,
                    speaker=role,
                    cue=Cited.cut(document.text, *_place(document, cue)) if cue else None,
                    content=Cited.cut(document.text, *_place(document, content)),
                    quoted=False,
                    score=0.9,
                )
            )
        coded = Coded(
            document_id=document.id,
            coder="talker@1",
            mentions=tuple(mentions),
            claims=tuple(claims),
        )
        return coded, ()

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe as before."""
        return self.product.probe(document, spans)


def _place(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


PIECES = (("Elders", "said", "We hit the depot"), ("Elders", "said", "It burned"))


def test_polnear_by_hand(polnear: Path, product: Product) -> None:
    """Two claims of one cue are the first attribution, the second one is missed."""
    values = run(TASKS["claims"], polnear, Talker(product, PIECES)).metrics.values
    for name in ("source_f1", "cue_f1", "content_f1", "source_exact", "content_exact"):
        assert values[name] == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert values["speaker_acc"] == 1.0
    assert values["kind_macro_f1"] is None


def test_overlap_is_a_share_of_words(polnear: Path, product: Product) -> None:
    """Of six gold words four are found, of four said all are gold; one of two is unpaired."""
    said = (("depot", "said", "We hit the depot"), (None, None, "RAIDERS denied"))
    values = run(TASKS["claims"], polnear, Talker(product, said)).metrics.values
    precision, recall = 1 / 2, (4 / 6) / 2
    assert values["content_f1"] == pytest.approx(2 * precision * recall / (precision + recall))
    assert values["content_exact"] == 0.0
    assert values["source_f1"] == 0.0
    assert values["speaker_acc"] == 0.0


def test_without_claims_the_figures_are_0(polnear: Path, product: Product) -> None:
    """The speaker of quotes that nobody found is no figure."""
    figures = run(TASKS["claims"], polnear, product).metrics
    assert figures.values["content_f1"] == figures.values["source_f1"] == 0.0
    assert figures.values["speaker_acc"] is None
    assert figures.why["speaker_acc"] == "no direct quote of the file was found"


def claim(text: str, kind: str, content: str, **more: Any) -> dict[str, Any]:
    """Return a claim of a dispatch."""
    start = text.index(content)
    return {"kind": kind, "content": {"start": start, "end": start + len(content)}, **more}


@pytest.fixture
def stated(write: Write) -> Path:
    """Return a made-up dispatch with two claims."""
    text = "Kofi Mensah blamed the raiders of the hill. They said they would go on."
    speaker = {"start": 0, "end": 11}
    row = {
        "id": "D-1",
        "text": text,
        "claims": [
            claim(text, "blame", "the raiders of the hill", speaker=speaker, quoted="yes"),
            claim(text, "pledge", "they would go on", speaker={"start": 44, "end": 48}),
        ],
    }
    return write(row, name="stated.jsonl")


def test_kinds_are_counted_on_paired_claims(stated: Path, product: Product) -> None:
    """Blame is right, the pledge was called blame: F1 of 2/3 and 0."""
    said = (("Mensah", "blamed", "raiders of the hill"), ("They", None, "they would go on"))
    values = run(TASKS["claims"], stated, Talker(product, said)).metrics.values
    assert values["kind_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)
    assert values["content_f1"] == pytest.approx(2 * 1 * 0.9 / 1.9)
    assert values["content_exact"] == pytest.approx(1 / 2)
    assert values["speaker_acc"] == 1.0


def test_claims_of_a_dispatch_are_not_joined(stated: Path, product: Product) -> None:
    """Two contents of one cue are two claims there."""
    said = (("They", "said", "they would"), ("They", "said", "go on"))
    result = run(TASKS["claims"], stated, Talker(product, said))
    claims = next(one for one in result.tables if one.title == "Claims")
    assert claims.rows[0][3] == 2


def test_the_first_annotator_counts(polnear: Path) -> None:
    """Readings of others are left out."""
    (case,) = load(polnear)
    assert len(case.gold) == 2
    assert [one.quoted for one in case.gold] == [True, False]


def test_the_baseline_finds_quotes_with_verb_and_speaker() -> None:
    """The verb after the quote goes before the one in front of it; short quotes are words."""
    text = 'Kofi said: "We will not go." “It was not us,” Ama Owusu said of the "so-called" raid.'
    found = [
        tuple(
            text[slice(*one)] if one else None for one in (quote.content, quote.cue, quote.speaker)
        )
        for quote in direct_quotes(text)
    ]
    assert found == [
        ("We will not go.", "said", "Ama Owusu"),
        ("It was not us,", "said", "Ama Owusu"),
    ]


def test_a_quote_without_a_verb_has_no_speaker() -> None:
    """A verb of another paragraph is none."""
    text = 'He said so.\n"We will not go."\nShe said no.'
    assert [(one.cue, one.speaker) for one in direct_quotes(text)] == [(None, None)]


def test_the_baseline_is_scored_by_the_same_code(polnear: Path, product: Product) -> None:
    """The first quote is long enough, the second is not: four of six words of one claim."""
    values = run(TASKS["claims"], polnear, product).baseline.values
    assert values["content_f1"] == pytest.approx(2 * 1 * (1 / 3) / (4 / 3))
    assert values["speaker_acc"] == 1.0


def test_a_span_outside_the_text_is_refused(write: Write) -> None:
    """Broken gold offsets never become a figure, nor does a file of another format."""
    with pytest.raises(InputError, match="neither `attributions` nor `claims`"):
        load(write({"id": "x", "text": "They met."}))
    claims = [{"kind": "blame", "content": {"start": 3, "end": 99}}]
    with pytest.raises(InputError, match="not inside the text"):
        load(write({"id": "x", "text": "They met.", "claims": claims}))


def test_a_prediction_is_one_line(polnear: Path) -> None:
    """Spans stand in offsets of the file."""
    (case,) = load(polnear)
    one = Attribution(source=((20, 26),), cue=(), content=((1, 5),), kind="blame")
    assert TASKS["claims"].record(case, (one,)) == {
        "id": "Q-1",
        "claims": [{"kind": "blame", "source": ((20, 26),), "cue": (), "content": ((1, 5),)}],
    }
