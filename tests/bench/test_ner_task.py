"""Names of three label sets on made-up texts, against figures worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.baselines.gazetteer import known_names
from bench.product import Product
from bench.run import run
from bench.tasks import TASKS
from bench.tasks.ner import Mentioned, Said, load
from tests.bench.fake import FakeProduct
from watchfloor.errors import InputError

Write = Callable[..., Path]

TEXT = "RAIDERS attacked farmers. Elders condemned it."


def test_names_by_hand(names: Path, product: Product) -> None:
    """The raiders are right without their article, the elders no organisation, the rest no name."""
    result = run(TASKS["ner"], names, product)
    assert result.metrics.values["f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert result.tables[-1].rows == (("mention that is no name", 2),)


def test_re3d_counts_every_mention_but_those_at_labels_without_kind(
    write: Write, product: Product
) -> None:
    """Farmers count though they have no name; "it" is a quantity here, and nothing judges it."""
    entities = [
        {"type": "Organisation", "start": 0, "end": 7},
        {"type": "Person", "start": 17, "end": 24},
        {"type": "Quantity", "start": 43, "end": 45},
    ]
    result = run(TASKS["ner"], write({"id": "x", "text": TEXT, "entities": entities}), product)
    assert result.metrics.values["f1"] == pytest.approx(2 * 2 / (3 + 2))
    assert result.tables[-1].rows == (
        ("gold Quantity", 1),
        ("mention at a label without group", 1),
    )


def test_a_mention_twice_of_one_group_counts_once(names: Path) -> None:
    """Gold and mentions are sets of span and group."""
    (case,) = load(names)
    spans = ((4, 11, "armed_group"), (0, 11, "organisation"), (4, 11, "group"))
    said = Said(tuple(Mentioned(start, end, kind, (start, end)) for start, end, kind in spans))
    counts = TASKS["ner"].tally(case, said)
    assert counts["name", "organisation", "predicted"] == 1
    assert counts["name", "organisation", "right"] == 1
    assert counts["left out", "mention of a kind without group"] == 1


def test_the_set_is_known_by_its_labels(write: Write) -> None:
    """Labels of no set are refused, and so are spans outside their text."""
    row = {"id": "x", "text": TEXT, "entities": [{"type": "country", "start": 0, "end": 7}]}
    assert load(write(row))[0].set == "crossner"
    with pytest.raises(InputError, match="no set"):
        load(write({**row, "entities": [{"type": "SHIP", "start": 0, "end": 7}]}))
    with pytest.raises(InputError, match="not inside the text"):
        load(write({**row, "entities": [{"type": "PER", "start": 0, "end": 70}]}))


def test_a_file_without_groups_has_no_figure(write: Write, product: Product) -> None:
    """Null with the reason, not 0."""
    row = {"id": "x", "text": TEXT, "entities": [{"type": "Money", "start": 0, "end": 7}]}
    figures = run(TASKS["ner"], write(row), product).metrics
    assert figures.values == {"f1": None, "guideline_f1": None}
    assert "f1" in figures.why


def test_a_mention_with_a_small_head_is_no_name(names: Path) -> None:
    """Where only names were annotated, "Raiders attacked farmers" is not judged by its capital."""
    (case,) = load(names)
    text = case.text
    start = text.index("farmers")
    said = Said((Mentioned(0, start + 7, "organisation", (start, start + 7)),))
    assert TASKS["ner"].tally(case, said)["left out", "mention that is no name"] == 1


def test_the_head_of_a_guideline_is_measured_apart(names: Path) -> None:
    """What the head for the set says counts in guideline_f1 alone."""
    (case,) = load(names)
    start, end, label = case.gold[0]
    right = run(TASKS["ner"], names, FakeProduct(heads=((start, end, label),)))
    assert right.metrics.values["guideline_f1"] == pytest.approx(2 * 1 / (1 + len(case.gold)))
    assert (
        right.metrics.values["f1"] == run(TASKS["ner"], names, FakeProduct()).metrics.values["f1"]
    )


def test_the_baseline_knows_what_the_tables_hold() -> None:
    """States and groups with their capitals, the longest name first; small words are none."""
    text = "In Burkina Faso the Taliban met us, mali and Zzyzx Qq."
    found = [(text[start:end], kind.value) for start, end, kind in known_names(text)]
    assert found == [("Burkina Faso", "place"), ("Taliban", "organisation")]
