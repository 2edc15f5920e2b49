"""A stage looks at what is held out, keeps its best, and stops when it gets no better."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.reader import held  # noqa: E402
from training.reader.units import Unit  # noqa: E402


class Parameters:
    """A net of one number."""

    def __init__(self) -> None:
        self.value = torch.zeros(1)

    def state_dict(self) -> dict[str, Any]:
        """Return the parameters themselves, as a net does."""
        return {"value": self.value}

    def load_state_dict(self, given: dict[str, Any]) -> None:
        """Take parameters over."""
        self.value = given["value"].clone()


def looks(
    monkeypatch: pytest.MonkeyPatch, patience: int, losses: list[float]
) -> tuple[list[bool], float]:
    """Look once a step; return whether each look says stop, and the number restored at the end."""
    given = iter(losses)
    monkeypatch.setattr(held, "loss_of", lambda *_: next(given))
    net: Any = Parameters()
    watch, stops = held.Watch({"set": []}, patience), []
    for step in range(len(losses)):
        net.value += 1.0
        stops.append(watch.look(net, net)[1])
        if stops[-1]:
            break
        assert net.value.item() == step + 1
    watch.restore(net)
    return stops, net.value.item()


def test_a_stage_stops_after_so_many_looks_without_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two worse looks in a row end it, and the parameters of the best look are put back."""
    stops, kept = looks(monkeypatch, 2, [3.0, 2.0, 2.5, 1.5, 1.6, 1.7, 0.1])
    assert stops == [False, False, False, False, False, True]
    assert kept == 4.0


def test_without_patience_it_never_stops_nor_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience 0 looks on; what was learnt last stays."""
    stops, kept = looks(monkeypatch, 0, [1.0, 2.0, 3.0, 4.0])
    assert not any(stops)
    assert kept == 4.0


def unit(doc: str, size: int) -> Unit:
    """Make a window of so many pieces."""
    pieces = np.arange(size, dtype=np.int32)
    return Unit("test", doc, pieces, pieces, pieces, pieces, pieces, 0)


def test_the_windows_that_are_watched_are_the_same_in_any_order() -> None:
    """They are drawn by the set's name and the documents, up to a number of pieces."""
    units = [unit(f"d{number}", 10 + number) for number in range(50)]
    drawn = held.sampled({"a": units, "none": []}, pieces=200)
    again = held.sampled({"a": units[::-1], "none": []}, pieces=200)
    assert drawn.keys() == {"a"}
    assert [one.doc for one in drawn["a"]] == [one.doc for one in again["a"]]
    assert (
        sum(one.size for one in drawn["a"][:-1]) <= 200 <= sum(one.size for one in drawn["a"]) + 59
    )
