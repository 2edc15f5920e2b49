"""The figures and tables of task claims, all made from one sum of counts."""

from bench.score.classify import macro_f1, per_class
from bench.score.tally import Tally, f1, f1_of, share
from bench.task import Figures, Row, Table

PARTS = ("source", "cue", "content")


def figures(counts: Tally) -> Figures:
    """Name the figures.

    Attributions are paired one to one, by the F1 of the words of their contents. source_f1, cue_f1
    and content_f1: precision is the mean share of a predicted span's words that its pair has,
    recall the mean share of a gold span's words that are found, what is unpaired counting 0;
    *_exact: only spans of exactly the same words count. On pairs whose contents agree to at least
    a half: speaker_acc, of gold direct quotes the share whose speaker shares a content word with
    the predicted one, or with a mention that the coder says is the same; kind_macro_f1, of kinds,
    where the file has them.
    """
    values: dict[str, float | None] = {}
    for part in ("source", "content"):
        values[f"{part}_f1"] = _soft(counts, part) if counts.get((part, "gold")) else None
    values["speaker_acc"] = share(
        counts.get(("speaker", "right"), 0), counts.get(("speaker", "gold"), 0)
    )
    for part in ("source", "content"):
        values[f"{part}_exact"] = _exact(counts, part) if counts.get((part, "gold")) else None
    values["cue_f1"] = _soft(counts, "cue") if counts.get(("cue", "gold")) else None
    values["kind_macro_f1"] = macro_f1(counts, "kind")
    why = {name: "the file has none" for name, value in values.items() if value is None}
    if values["speaker_acc"] is None and counts.get(("quotes", "gold")):
        why["speaker_acc"] = "no direct quote of the file was found"
    if values["kind_macro_f1"] is None:
        why["kind_macro_f1"] = "the file has no kinds, or none of its claims was found"
    return Figures(values, why)


def _soft(counts: Tally, part: str) -> float:
    return f1_of(*(counts.get((part, one), 0) for one in ("right", "predicted", "found", "gold")))


def _exact(counts: Tally, part: str) -> float:
    return f1(*(counts.get((part, one), 0) for one in ("exact", "predicted", "gold")))


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return spans in detail, pairs, and kinds where the file has them."""
    rows: list[Row] = []
    for part in PARTS:
        right, said, found, gold, exact = (
            counts.get((part, one), 0) for one in ("right", "predicted", "found", "gold", "exact")
        )
        rows.append(
            (part, _soft(counts, part), share(right, said), share(found, gold), exact, gold, said)
        )
    columns = ("span", "overlap F1", "P", "R", "exact", "gold", "predicted")
    kinds = tuple((one.label, one.f1, one.gold, one.predicted) for one in per_class(counts, "kind"))
    claims = [counts.get(("claims", one), 0) for one in ("paired", "predicted", "gold")]
    quotes = [counts.get(key, 0) for key in (("speaker", "gold"), ("quotes", "gold"))]
    heads = ("claim F1 (half of content)", "paired", "gold", "predicted", "quotes paired", "quotes")
    pairs = (f1(*claims), claims[0], claims[2], claims[1], *quotes)
    found_tables = (Table("Spans", columns, tuple(rows)), Table("Claims", heads, (pairs,)))
    if not kinds:
        return found_tables
    return (
        *found_tables,
        Table("Kind of paired claims", ("kind", "F1", "gold", "predicted"), kinds),
    )
