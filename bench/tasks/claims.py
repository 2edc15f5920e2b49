"""Who said what: PolNeAR's attributions and the claims of our dispatches. `claims_figures` names.

Spans are sets of words, so quotation marks, commas and gaps inside a span don't matter.
PolNeAR's spans may be discontinuous ("A," she said. "B."), a coder's content is one span; so, on
PolNeAR, claims with the same cue and speaker count as one attribution of several pieces. Of texts
that several annotators read the first one counts. PolNeAR has no kinds, so a coder's are ignored.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.baselines.quotes import direct_quotes
from bench.product import Product, Text, read_text
from bench.rows import read_jsonl
from bench.score.classify import confusion
from bench.score.match import content_words, greedy
from bench.score.tally import Tally, add, count, f1
from bench.task import Baseline, Task
from bench.tasks.claims_figures import PARTS, figures, tables
from watchfloor.errors import InputError
from watchfloor.model import ClaimKind, CodedClaim, Mention

WORD = re.compile(r"\w(?:[\w'’-]*\w)?")
QUOTED = ('"', "“", "''", "``")
SAME = 0.5
"""From this F1 of their words on, two contents are one claim, whose kind and speaker count."""

Span = tuple[int, int]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of saying, in offsets of the file."""

    source: Spans
    cue: Spans
    content: Spans
    kind: str | None = None
    quoted: bool = False
    names: tuple[str, ...] = ()
    """Other words of the text that mean the speaker, by the coder: what "he" stands for."""


Said = tuple[Attribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text with its attributions; `whole` if the contents are single spans with kinds."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    gold: Said
    whole: bool

    @property
    def text(self) -> str:
        """Return the text of the file."""
        return self.row["text"] or ""


def load(path: Path) -> tuple[Case, ...]:
    """Read either set; they are told apart by `attributions`.

    Raises:
        InputError: no row has `attributions` or `claims`, or a span is not inside its text.
    """
    rows = read_jsonl(path)
    if rows and not any("attributions" in row or "claims" in row for row in rows):
        message = f"{path} has neither `attributions` nor `claims`: not a file of claims"
        raise InputError(message)
    cases = tuple(map(_case, rows))
    for case in cases:
        for one in case.gold:
            for start, end in (*one.source, *one.cue, *one.content):
                if not 0 <= start < end <= len(case.text):
                    message = f"{path}: {case.id}: span {start}..{end} is not inside the text"
                    raise InputError(message)
    return cases


def _case(row: Mapping[str, Any]) -> Case:
    text = row["text"]
    if "attributions" not in row:
        fields = {name: row.get(name) for name in ("id", "text", "title", "source", "published")}
        claims = tuple(_claim(one) for one in row.get("claims", ()))
        return Case(id=row["id"], row=fields, gold=claims, whole=True)
    first = row["annotators"][0] if row.get("annotators") else None
    fields = {
        "id": row["id"],
        "text": text,
        "published": row.get("meta", {}).get("publication_date"),
    }
    gold = tuple(
        _attribution(text, one)
        for one in row["attributions"]
        if first in (None, one.get("annotator")) and one["content"]
    )
    return Case(id=row["id"], row=fields, gold=gold, whole=False)


def _claim(one: Mapping[str, Any]) -> Attribution:
    return Attribution(
        source=_spans([one["speaker"]] if one.get("speaker") else []),
        cue=_spans([one["cue"]] if one.get("cue") else []),
        content=_spans([one["content"]]),
        kind=one["kind"],
        quoted=one.get("quoted") == "yes",
    )


def _attribution(text: str, one: Mapping[str, Any]) -> Attribution:
    content = _spans(one["content"])
    return Attribution(
        source=_spans(one["source"]),
        cue=_spans(one["cue"]),
        content=content,
        quoted=text[content[0][0] :].startswith(QUOTED),
    )


def _spans(rows: Sequence[Mapping[str, Any]]) -> Spans:
    return tuple(sorted((row["start"], row["end"]) for row in rows))


def predict(product: Product, case: Case) -> Said:
    """Code the text and return its claims."""
    text = read_text(product, case.row)
    coded, _ = product.code(text.document)
    said = [_said(text, claim, coded.mentions) for claim in coded.claims]
    return tuple(said) if case.whole else _merged(said)


def _said(text: Text, claim: CodedClaim, mentions: Sequence[Mention]) -> Attribution:
    speaker = mentions[claim.speaker.mention] if claim.speaker else None
    return Attribution(
        source=_place(text, speaker),
        cue=_place(text, claim.cue),
        content=_place(text, claim.content),
        kind=claim.kind.value,
        quoted=claim.quoted,
        names=_names(speaker, mentions),
    )


def _names(speaker: Mention | None, mentions: Sequence[Mention]) -> tuple[str, ...]:
    if speaker is None or speaker.cluster is None:
        return ()
    return tuple(one.text or "" for one in mentions if one.cluster == speaker.cluster)


def _place(text: Text, cited: Any) -> Spans:
    if cited is None or cited.start is None:
        return ()
    return (text.offsets.to_file((cited.start, cited.end)),)


def _merged(said: Sequence[Attribution]) -> Said:
    """Join claims of one cue and one speaker; a claim without a cue stays by itself."""
    found: dict[tuple[Any, ...], Attribution] = {}
    for number, one in enumerate(said):
        key = (one.source, one.cue) if one.cue else (number,)
        first = found.get(key, one)
        content = tuple(sorted({*first.content, *one.content}))
        found[key] = Attribution(
            source=one.source,
            cue=one.cue,
            content=content,
            kind=first.kind,
            quoted=first.quoted,
            names=first.names,
        )
    return tuple(found.values())


def words_of(text: str, spans: Spans) -> frozenset[int]:
    """Return the words of spans, each by the place where it begins."""
    return frozenset(found.start() for span in spans for found in WORD.finditer(text, *span))


@dataclass(frozen=True, slots=True)
class _Words:
    """An attribution as sets of words."""

    one: Attribution
    sets: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, text: str, one: Attribution) -> "_Words":
        return cls(one, {part: words_of(text, getattr(one, part)) for part in PARTS})

    def alike(self, other: "_Words") -> float:
        """Return the F1 of the words of two contents."""
        mine, theirs = self.sets["content"], other.sets["content"]
        return f1(len(mine & theirs), len(theirs), len(mine))


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    gold = [_Words.of(case.text, one) for one in case.gold]
    found = [_Words.of(case.text, one) for one in said]
    pairs = [(gold[x], found[y]) for x, y in greedy(gold, found, _rank)]
    close = [(true, other) for true, other in pairs if true.alike(other) >= SAME]
    counts: list[Tally] = [
        {("claims", "gold"): len(gold), ("claims", "predicted"): len(found)},
        {("claims", "paired"): len(close)},
    ]
    for part in PARTS:
        counts.append(count((part, "gold") for one in gold if one.sets[part]))
        counts.append(count((part, "predicted") for one in found if one.sets[part]))
        counts += [_shared(part, true.sets[part], other.sets[part]) for true, other in pairs]
    quotes = [(true, other) for true, other in close if true.one.quoted and true.sets["source"]]
    counts += [
        {("quotes", "gold"): sum(one.one.quoted and bool(one.sets["source"]) for one in gold)},
        {("speaker", "gold"): len(quotes)},
        {("speaker", "right"): sum(_same_speaker(case, *pair) for pair in quotes)},
        confusion(((true.one.kind or "", other.one.kind or "") for true, other in close), "kind")
        if case.whole
        else {},
    ]
    return add(counts)


def _rank(gold: _Words, said: _Words) -> tuple[float, ...] | None:
    """Let contents that share a word pair: the most alike first, then by the cue."""
    alike = gold.alike(said)
    return (alike, bool(gold.sets["cue"] & said.sets["cue"])) if alike else None


def _shared(part: str, gold: frozenset[int], said: frozenset[int]) -> Tally:
    common = len(gold & said)
    if not common:
        return {}
    return {
        (part, "right"): common / len(said),
        (part, "found"): common / len(gold),
        (part, "exact"): int(gold == said),
    }


def _same_speaker(case: Case, gold: _Words, said: _Words) -> bool:
    """Tell whether the speakers share a content word, wherever in the text they stand.

    A predicted "he" counts by what the coder says that he is.
    """
    names = [
        frozenset[str]().union(
            *(content_words(case.text[slice(*span)]) for span in one.one.source),
            *map(content_words, one.one.names),
        )
        for one in (gold, said)
    ]
    return bool(names[0] & names[1])


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the claims of one text."""
    claims = [
        {"kind": one.kind, "source": one.source, "cue": one.cue, "content": one.content}
        for one in said
    ]
    return {"id": case.id, "claims": claims}


def quote_pattern(cases: Sequence[Case]) -> list[Said]:
    """Find direct quotes by pattern and call each an assessment."""
    said: list[Said] = []
    for case in cases:
        found = [
            Attribution(
                source=(one.speaker,) if one.speaker else (),
                cue=(one.cue,) if one.cue else (),
                content=(one.content,),
                kind=ClaimKind.ASSESSMENT.value,
                quoted=True,
            )
            for one in direct_quotes(case.text)
        ]
        said.append(tuple(found) if case.whole else _merged(found))
    return said


CLAIMS: Task[Case, Said] = Task(
    name="claims",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("direct quotes by pattern", "", quote_pattern),),
)
