"""Fusion on given mentions: which mentions of a whole file are one event, topics unknown.

ECB+ (validated event mentions), GVC, WEC-Eng and MEANTIME (event mentions; one without a chain is
alone). Every mention is probed, resolved and made a report of its own; then the product's block,
match and cluster run over all reports of the file at once. A file is one case, so figures have no
bootstrap interval: its documents are not independent of each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.mentions import reports_of
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.coref import MEASURES, conll, coref, f1, precision_recall
from bench.score.tally import Tally
from bench.task import Baseline, Figures, Table, Task
from watchfloor.errors import InputError
from watchfloor.fuse.incidents import checked, group
from watchfloor.fuse.weights import weights
from watchfloor.fuse.words import anchor_stem
from watchfloor.model import Decided, Report, report_table

Said = Mapping[str, str]
"""Mention -> name of its group."""


@dataclass(frozen=True, slots=True)
class Text:
    """One document and its mentions: id in the file, start, end, chain."""

    row: Mapping[str, str | None]
    mentions: tuple[tuple[str, int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A whole file."""

    id: str
    texts: tuple[Text, ...]

    @property
    def documents(self) -> int:
        """Return how many documents it is made of."""
        return len(self.texts)

    def words(self) -> dict[str, str]:
        """Return the words of each mention."""
        return {
            name: (text.row["text"] or "")[start:end]
            for text in self.texts
            for name, start, end, _ in text.mentions
        }


def load(path: Path) -> tuple[Case, ...]:
    """Read a file of one of the four sets, told by its keys, as one case."""
    texts = [_text(place, row) for place, row in enumerate(read_jsonl(path))]
    kept = tuple(text for text in texts if text.mentions)
    return (Case(path.stem, kept),) if kept else ()


def _text(place: int, row: Mapping[str, Any]) -> Text:
    own = {"id": row["id"], "text": row["text"], "published": row.get("dct")}
    if "mentions" not in row:  # WEC-Eng: one mention and its paragraph a row
        return Text(own, ((f"{place}", row["start"], row["end"], row["chain"]),))
    found = []
    for number, one in enumerate(row["mentions"]):
        if _is_event(one):
            chain = one.get("chain") or f"alone {place}/{number}"
            found.append((f"{place}/{number}", one["start"], one["end"], chain))
    return Text(own, tuple(found))


def _is_event(mention: Mapping[str, Any]) -> bool:
    """Say whether a mention is one that the set's published figures count."""
    if "validated" in mention:  # ECB+
        return bool(mention["validated"]) and "ACTION" in mention["type"]
    return bool(mention.get("kind", "event") == "event")  # MEANTIME; GVC has events only


def predict(product: Product, case: Case) -> Said:
    """Group all mentions of the file."""
    rows: dict[str, Report] = {}
    chain_of: dict[str, str] = {}
    for text in case.texts:
        for name, report in _reports(product, text):
            # the same paragraph stands in WEC-Eng for several mentions: the span tells them apart
            rows[report.chain] = report
            chain_of[name] = report.chain
    if not rows:
        return {name: name for name in case.words()}
    table = checked(report_table(rows.values()))
    labels, _, _ = group(table, Decided(), weights())
    chains = table.column("chain").to_pylist()
    name_of = {chain: chains[label] for chain, label in zip(chains, labels.tolist(), strict=True)}
    return {name: name_of[chain_of[name]] if name in chain_of else name for name in case.words()}


def _reports(product: Product, text: Text) -> list[tuple[str, Report]]:
    """Return the report of each mention; a refused document's mentions stay alone."""
    try:
        read = read_text(product, text.row)
        spans = [read.span(start, end) for _, start, end, _ in text.mentions]
    except InputError:
        return []
    made = reports_of(product, read.document, spans)
    names = (name for name, *_ in text.mentions)
    return list(zip(names, made, strict=True))


def tally(case: Case, said: Said) -> Tally:
    """Count the file."""
    gold = {name: chain for text in case.texts for name, _, _, chain in text.mentions}
    return coref(gold, said)


def figures(counts: Tally) -> Figures:
    """Return the CoNLL F1 and its three parts."""
    parts = {f"{measure}_f1": f1(counts, measure) for measure in MEASURES}
    return Figures({"conll_f1": conll(counts), **parts})


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return precision and recall of each measure."""
    rows = tuple(
        (measure, *precision_recall(counts, measure), f1(counts, measure)) for measure in MEASURES
    )
    return (Table("By measure", ("measure", "precision", "recall", "F1"), rows),)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the groups of several mentions."""
    groups: dict[str, list[str]] = {}
    for mention, name in said.items():
        groups.setdefault(name, []).append(mention)
    return {"id": case.id, "groups": [one for one in groups.values() if len(one) > 1]}


def _lemma(cases: Sequence[Case]) -> list[Said]:
    """Group mentions of one head stem over the whole file."""
    return [
        {name: anchor_stem(words) or name for name, words in case.words().items()} for case in cases
    ]


def _alone(cases: Sequence[Case]) -> list[Said]:
    return [{name: name for name in case.words()} for case in cases]


FUSE: Task[Case, Said] = Task(
    name="fuse",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda case: {name: name for name in case.words()},
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("same head stem, whole file", "", _lemma),
        Baseline("every mention alone", "alone_", _alone),
    ),
)
