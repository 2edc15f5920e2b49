"""How the joining of events is fitted: pairing with keys, weights, the bar."""

from tests.coding.encoder.test_retellings import TEXT, told
from training.reader.tune_retellings import Case, bar, case, fit, pairs_f1
from watchfloor.coding.encoder.retellings import FEATURES, Retellings

ATTACK, RAID = told(TEXT, "attacked"), told(TEXT, "raid", 1, definite=True)


def row(**keys: str) -> dict[str, object]:
    """Return an annotated text; `keys` gives the incident of each anchor, "" for none."""
    events = []
    for words, key in keys.items():
        start = TEXT.index(words)
        anchor = {"start": start, "end": start + len(words)}
        events.append({"anchor": anchor, "type": "ASSAULT"} | ({"inc": key} if key else {}))
    return {"events": events}


def test_keys_are_found_by_anchor() -> None:
    """An event has the key of the annotated event at its anchor, "" for none, else nothing."""
    found = Retellings.of(TEXT, (ATTACK, RAID), ())
    half = case(row(attacked="a", struck=""), found)
    assert (("a", None), ("a",)) == (half.keys, half.gold)
    assert ("a", "") == case(row(attacked="a", raid=""), found).keys
    assert case(row(attacked="a", raid="a"), found).pairs() == 1


def test_weights_learn_what_joins() -> None:
    """If what has an article is always told again, joining by the weights finds every pair."""
    other = told(TEXT, "struck", 3)
    found = Retellings.of(TEXT, (ATTACK, RAID, other), ())
    cases = [Case(found, ("a", "a", ""), ("a", "a"))] * 20
    weights = fit(cases)
    assert set(FEATURES) == set(weights)
    assert pairs_f1(cases, weights, bar(cases, weights)) == 1.0
