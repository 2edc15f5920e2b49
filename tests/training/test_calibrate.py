"""Shares right by score, from made-up judgements."""

from training.reader.calibrate import binned


def test_judgements_are_binned_by_field_and_score() -> None:
    """Mean score, share right and number of each tenth; a score of one is in the last."""
    judged = [("role actor", 0.91, True), ("role actor", 1.0, False), ("claim", 0.05, False)]
    assert binned(judged) == [
        {"field": "role actor", "bins": [{"score": 0.955, "share": 0.5, "n": 2}]},
        {"field": "claim", "bins": [{"score": 0.05, "share": 0.0, "n": 1}]},
    ]
    assert binned([]) == []
