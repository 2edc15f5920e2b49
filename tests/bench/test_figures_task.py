"""The task of figures on made-up texts, against numbers worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.baselines.nearest import nearest
from bench.tasks.figures import Case, Counted, figures, load, nearest_noun, tally
from watchfloor.errors import InputError

Write = Callable[..., Path]
TEXT = "They sent 300 men and 20 tanks."
MEN = Counted(span=(10, 17), quantity="troops", low=300, high=300)
TANKS = Counted(span=(22, 30), quantity="vehicles", low=20, high=20)


def case(*gold: Counted) -> Case:
    """Return a case of the text."""
    return Case(id="x", row={"text": TEXT}, gold=gold)


def test_a_figure_is_found_by_its_words_and_right_by_its_bounds() -> None:
    """One of two found, with another value: F1 two thirds, no value exact."""
    said = Counted(span=(14, 17), quantity="troops", low=200, high=None)
    values = figures(tally(case(MEN, TANKS), (said,))).values
    assert values["f1"] == pytest.approx(2 / 3)
    assert values["value_exact"] == 0.0
    assert values["quantity_acc"] == 1.0


def test_one_prediction_pairs_with_one() -> None:
    """A span over both gold figures is one of them."""
    said = Counted(span=(10, 30), quantity="troops", low=300, high=300)
    values = figures(tally(case(MEN, TANKS), (said,))).values
    assert values["f1"] == pytest.approx(2 / 3)
    assert values["value_exact"] == 1.0


def test_the_baseline_takes_the_word_behind_a_number() -> None:
    """Both numbers are figures of the nearest noun."""
    assert [(300, "men"), (20, "tanks")] == [(one.value, one.noun) for one in nearest(TEXT)]
    (said,) = nearest_noun([case(MEN, TANKS)])
    assert figures(tally(case(MEN, TANKS), said)).values["f1"] == 1.0


def test_a_span_outside_its_text_is_refused(write: Write) -> None:
    """The message names the row."""
    row = {
        "id": "row-7",
        "text": "short",
        "figures": [
            {
                "text": {"text": "x", "start": 3, "end": 9},
                "quantity": "troops",
                "value": {"low": 1, "high": 1},
            }
        ],
    }
    with pytest.raises(InputError, match="row-7"):
        load(write(row))
