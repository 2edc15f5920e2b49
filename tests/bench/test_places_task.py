"""The task of places on made-up texts, against figures worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.product import Product
from bench.run import run
from bench.tasks import TASKS
from bench.tasks.places import Answer, Said, Toponym, error_km, load
from watchfloor.errors import InputError
from watchfloor.model import Place, PlacePrecision

Write = Callable[..., Path]
TEXT = "Shells hit Tripoli. Sidon and Beirut were quiet, as was Quxtown."


def toponym(name: str, **fields: object) -> dict[str, object]:
    """Make a gold toponym of the text."""
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "text": name, "geonameid": None} | fields


ROW = {
    "id": "x",
    "date": None,
    "text": TEXT,
    "toponyms": [
        toponym("Tripoli", lat=34.43, lon=35.84, country="Lebanon"),
        toponym("Beirut", lat=33.89, lon=35.5, geonameid=276781, country="Lebanon"),
        toponym("Quxtown", lat=0.0, lon=0.0),
        toponym("Sidon", lat=None, lon=None),
    ],
}


def test_places_by_hand(write: Write, product: Product) -> None:
    """Two of three points are right, the unknown one is wrong; a point that is missing is none."""
    result = run(TASKS["places"], write(ROW), product)
    values = result.metrics.values
    assert values["acc161"] == pytest.approx(2 / 3)
    assert values["exact_id"] == 1.0
    assert values["country"] == 1.0
    assert values["end_recall"] == 0.0
    assert values["end_precision"] is None or values["end_precision"] == 0.0
    assert result.baseline.values["acc161"] == pytest.approx(1 / 3)


def test_linked_pages_have_no_countries(write: Write, product: Product) -> None:
    """News with coordinates of its links is read too; its countries are left out."""
    row = {
        "id": "x",
        "date": "2022-01-01",
        "text": "Beirut, Lebanon",
        "entities": [
            {"start": 0, "end": 6, "wiki": "Beirut"},
            {"start": 8, "end": 15, "wiki": "Lebanon"},
        ],
        "coordinates": {"Beirut": [33.89, 35.5], "Lebanon": [33.8, 35.8]},
    }
    (case,) = load(write(row))
    assert [Toponym((0, 6), (33.89, 35.5))] == list(case.gold)
    values = run(TASKS["places"], write(row), product).metrics.values
    assert values["acc161"] == 1.0
    assert values["exact_id"] is None
    assert "end_f1" not in values
    assert load(write(row | {"coordinates": []}))[0].gold == ()


def test_other_rows_are_refused(write: Write) -> None:
    """A row of neither format, or with a span outside its text, is named."""
    with pytest.raises(InputError, match="neither"):
        load(write({"id": "x", "text": "y", "date": None}))
    outside = ROW | {"toponyms": [toponym("Sidon", lat=1, lon=1, end=999)]}
    with pytest.raises(InputError, match="not inside"):
        load(write(outside))


def test_an_error_without_place_is_half_the_equator() -> None:
    """Unresolved toponyms count as far as one can be."""
    gold = Toponym((0, 1), (0.0, 0.0))
    near = Place(name="x", lat=1.0, lon=0.0, precision=PlacePrecision.TOWN)
    assert error_km(gold, near) == pytest.approx(111.2, abs=0.1)
    assert error_km(gold, None) > 20_000


def test_a_mention_counts_once_end_to_end(write: Write) -> None:
    """Of two mentions at one toponym one is right; where gold has no point nothing is judged."""
    (case,) = load(write(ROW))
    beirut = Place(name="Beirut", lat=33.89, lon=35.5, precision=PlacePrecision.TOWN)
    spans = [one.span for one in case.gold]
    found = (Answer(spans[1], beirut), Answer(spans[1], beirut), Answer(spans[3], beirut))
    said = Said(tuple(Answer(one, None) for one in spans), found)
    values = TASKS["places"].figures(TASKS["places"].tally(case, said)).values
    assert values["end_precision"] == pytest.approx(1 / 2)
    assert values["end_recall"] == pytest.approx(1 / 3)
