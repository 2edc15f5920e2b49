"""Pairs of events that are one incident, counted by hand."""

from bench.tasks.dispatches_incidents import count_pairs


def test_pairs_by_hand() -> None:
    """Three gold events of A in two texts and one B; one pair said is right, two are wrong."""
    gold = {(0, 0): "A", (0, 1): "A", (1, 0): "A", (1, 1): "B"}
    said = {(0, 0): "x", (1, 0): "x", (1, 2): "x", (1, 1): "y"}
    paired = {(0, 0): (0, 0), (1, 0): (1, 0), (1, 1): (1, 1)}
    counts = count_pairs(gold, said, paired)
    assert (3, 3, 1) == tuple(counts["pairs", name] for name in ("gold", "predicted", "right"))
    assert (2, 2, 1) == tuple(
        counts["pairs", f"{name} across"] for name in ("gold", "predicted", "right")
    )


def test_two_events_on_one_gold_event_are_no_pair() -> None:
    """A gold event that was found twice is not one incident of two events."""
    counts = count_pairs(
        {(0, 0): "A"}, {(0, 0): "x", (0, 1): "x"}, {(0, 0): (0, 0), (0, 1): (0, 0)}
    )
    assert (1, 0) == (counts["pairs", "predicted"], counts["pairs", "right"])
