"""Dispatches in capitals and in small letters."""

from pathlib import Path

import pytest

from bench.run import run
from bench.tasks.letters import LETTERS, in_case
from tests.bench.fake import FakeProduct


def test_letters_that_would_become_two_stay() -> None:
    """So offsets hold: a sharp s has no capital of one letter."""
    assert "STRAßE NACH GÖRLITZ" == in_case("Straße nach Görlitz", str.upper)
    assert "gao" == in_case("GAO", str.lower)


def test_what_another_case_costs_is_a_figure(dispatches: Path) -> None:
    """The fake product knows words in small letters alone: capitals lose it every event."""
    values = run(LETTERS, dispatches, FakeProduct()).metrics.values
    assert values["event_f1"] == pytest.approx(2 / 3)
    assert values["upper_event_f1"] == 0.0
    assert values["upper_lost"] == pytest.approx(2 / 3)
    assert values["lower_lost"] == pytest.approx(0.0)
