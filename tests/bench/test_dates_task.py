"""The task of dates, on files made up here; figures worked out by hand."""

import json
from pathlib import Path

import pytest

from bench.baselines.isodates import iso_or_published
from bench.product import Product
from bench.run import run
from bench.tasks.dates import DATES, Said, Timex, load, peer, published_day, tally
from watchfloor.errors import InputError

HEADER = "id,published,sentence,start,end,from,to,precision,kind,note\n"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Write three cases: one right, one wrong on purpose, one that must stay unresolved."""
    path = tmp_path / "dates.csv"
    path.write_text(
        HEADER
        + "a,,It fell on 3 May 2021.,11,21,2021-05-03,2021-05-03,day,absolute,\n"
        + "b,,It fell in 2014.,11,15,2015-01-01,2015-12-31,year,year,\n"
        + "c,,It fell on Friday.,11,17,,,,none,\n",
        encoding="utf-8",
    )
    return path


def test_exact_counts_bounds(cases: Path, product: Product) -> None:
    """Two of three intervals have the gold bounds, the unresolved one among them."""
    result = run(DATES, cases, product)
    assert result.metrics.values["exact"] == pytest.approx(200 / 3)
    assert result.metrics.values["value_f1"] is None
    assert result.tables[0].rows == (("absolute", 1, 1), ("none", 1, 1), ("year", 0, 1))


def test_values_are_found_and_compared(timeml: Path, product: Product) -> None:
    """An expression that is found with another value is no hit."""
    result = run(DATES, timeml, product)
    assert result.metrics.values == {"value_f1": 0.0, "exact": None}
    found, typed, value, gold, _ = result.tables[0].rows[0]
    assert gold == 2
    assert (found, typed, value) == (100.0, 50.0, 0.0)


def test_one_expression_pairs_with_one(timeml: Path) -> None:
    """Two predictions over one gold expression count once."""
    (case,) = load(timeml)
    twice = Said(timexes=(Timex((11, 16), "DATE", "2021-05-04"), Timex((17, 21), "DATE", "2021")))
    counts = tally(case, twice)
    assert counts["timex", "found"] == 1
    assert counts["timex", "predicted"] == 2
    assert counts["timex", "right"] == 1


def test_predictions_are_written(cases: Path, timeml: Path, product: Product) -> None:
    """Either kind of prediction becomes a row of its own shape."""
    out = cases.with_name("out.jsonl")
    run(DATES, cases, product, out)
    assert json.loads(out.read_text().splitlines()[0])["days"] == ["2021-05-03", "2021-05-03"]
    run(DATES, timeml, product, out)
    assert json.loads(out.read_text())["timexes"][0]["value"] == "2021-05-03"


def test_baselines(cases: Path, timeml: Path) -> None:
    """The trivial one knows ISO dates and the published day; the peer finds no spans."""
    assert iso_or_published("of 2021-05-03", "2022-01-01") == ("2021-05-03", "2021-05-03")
    assert iso_or_published("Monday", "2022-01-01") == ("2022-01-01", "2022-01-01")
    assert [Said((None, None))] * 3 == published_day(load(cases))
    assert [Said()] == published_day(load(timeml))
    assert isinstance(peer(load(timeml)), str)


@pytest.mark.parametrize(
    "name,content",
    [
        ("x.csv", HEADER + "a,,It fell.,3,30,,,,none,\n"),
        ("x.jsonl", '{"id": "a", "text": "It fell."}\n'),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: str) -> None:
    """A span outside its sentence and a row without annotation are named."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="a"):
        load(path)
