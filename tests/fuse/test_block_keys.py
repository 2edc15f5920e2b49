"""Keys: what a report says of place, parties and words, times its days; of the report alone."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.made import report
from tests.soaking import examples
from watchfloor.fuse import block_keys
from watchfloor.model import PlacePrecision, Report, report_table
from watchfloor.vocab import plover

EPOCH = date(1970, 1, 1)

Plain = tuple[str, bool, int]
"""A key in words, whether it is exact, and its weight."""


def by_hand(one: Report) -> set[Plain]:
    """Return the keys of a report as sentences of their rule, one by one."""
    dated = one.date_from is not None and one.date_to is not None
    since, until = (
        ((one.date_from - EPOCH).days, (one.date_to - EPOCH).days)  # type: ignore[operator]
        if dated
        else (0, 0)
    )
    fine = dated and until - since < 45
    known = dated and until - since < 24 * 64
    days = [f"d{at}" for at in range((since - 1) // 4, (until + 1) // 4 + 1)] if fine else []
    months = [f"m{at}" for at in range((since - 1) // 64, (until + 1) // 64 + 1)] if known else []
    sure = known and one.published is not None
    town = one.place_precision in ("site", "town") and one.lat is not None
    kind = plover.types()[one.type].quad
    found: set[Plain] = {(f"o {one.document_id}", False, 2)}
    for cell in cells(one) if town else ():
        found |= {(f"{cell} {kind} {day}", False, 2) for day in days}
        found |= {(f"{cell} {kind} {month}", fine, 2) for month in months}
        found.add((f"{cell} {kind} n", sure, 2))
    parties = {f"e{who}" for who in (*one.actors[:4], *one.recipients[:4])}
    for coarse in parties | ({f"l{one.country}"} if one.country else set()):
        found |= {(f"{coarse} {kind} {day}", town, 2) for day in days}
    words = {f"w{word}" for word in one.topic[:12]}
    words |= {f"a{one.anchor}/{word}" for word in one.topic[:12]} if one.anchor else set()
    for word in words:
        found |= {(f"{word} {day}", False, 1) for day in days}
        found |= {(f"{word} {month}", one.date_said, 1) for month in months}
        found.add((f"{word} n", sure, 1))
    return found


def cells(one: Report) -> Iterator[str]:
    """Yield the squares of half a degree that a place with its radius lies in."""
    assert one.lat is not None
    assert one.lon is not None
    reach = min(one.radius_km or 0.0, 60.0) / 111.2
    across = round(reach / max(math.cos(math.radians(one.lat)), 0.1), 9)
    for north in range(math.floor((one.lat - reach) * 2), math.floor((one.lat + reach) * 2) + 1):
        for east in range(
            math.floor((one.lon - across) * 2), math.floor((one.lon + across) * 2) + 1
        ):
            yield f"c{north},{east}"


def keys_of(*reports: Report) -> list[tuple[int, int, bool, int]]:
    """Return the keys of reports as rows."""
    found = block_keys.keys(report_table(reports))
    columns = (found.row, found.key, found.exact, found.weight)
    return list(zip(*(column.tolist() for column in columns), strict=True))


names = st.sampled_from(["ash", "birch", "cedar", "dune"])
made = st.builds(
    lambda chain, start, length, more: replace(
        report(f"c{chain}", topic=tuple(more.pop("topic"))),
        date_from=None if start is None else EPOCH + timedelta(start),
        date_to=None if start is None else EPOCH + timedelta(start + length),
        published=EPOCH if more.pop("out") else None,
        place_precision=PlacePrecision(more.pop("precision")),
        **more,
    ),
    st.integers(0, 9),
    st.one_of(st.none(), st.integers(-70, 70)),
    st.sampled_from([0, 1, 5, 44, 45, 70, 1535, 1536, 4000]),
    st.fixed_dictionaries(
        {
            "topic": st.lists(names, max_size=14),
            "out": st.booleans(),
            "precision": st.sampled_from(["site", "town", "country"]),
            "lat": st.one_of(st.none(), st.floats(-89, 89)),
            "lon": st.floats(-180, 180),
            "radius_km": st.sampled_from([None, 0.0, 5.0, 59.0, 400.0]),
            "actors": st.lists(names, max_size=5).map(tuple),
            "recipients": st.lists(names, max_size=5).map(tuple),
            "anchor": st.one_of(st.none(), names),
            "country": st.sampled_from([None, "IRQ", "SYR"]),
            "type": st.sampled_from(["ASSAULT", "PROTEST", "THREATEN"]),
            "date_said": st.booleans(),
        }
    ),
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(made, min_size=1, max_size=6))
def test_keys_are_those_of_their_rule(reports: list[Report]) -> None:
    """Every key that the rule gives a report is there once, and no other, equal where words are."""
    found = keys_of(*reports)
    words: dict[int, set[str]] = {}
    for row, one in enumerate(reports):
        own, plain = [key for key in found if key[0] == row], by_hand(one)
        assert len(plain) == len(own)
        assert sorted((exact, weight) for _, exact, weight in plain) == sorted(
            (exact, weight) for _, _, exact, weight in own
        )
        for key in {key for _, key, _, _ in own}:
            words.setdefault(key, set())
    assert len({word for one in reports for word, _, _ in by_hand(one)}) == len(words)


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(made, min_size=2, max_size=6))
def test_a_report_has_the_same_keys_alone(reports: list[Report]) -> None:
    """Keys depend on the report alone: a store keeps them."""
    alone = [(row, *key[1:]) for row, one in enumerate(reports) for key in keys_of(one)]
    assert alone == keys_of(*reports)


def test_chunks_change_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports keyed two at once have the keys of all at once."""
    reports = [report(f"c{at}", day=at, topic=("ash", "birch")) for at in range(5)]
    whole = keys_of(*reports)
    monkeypatch.setattr(block_keys, "AT_ONCE", 2)
    assert whole == keys_of(*reports)


def test_keys_are_the_same_in_every_version() -> None:
    """A key is a number that a record keeps, so it may change only when VERSION rises."""
    one: dict[str, Any] = {"topic": ("kestrel",), "anchor": "blast", "actors": ("wd:Q1",)}
    found = keys_of(report("a", **one))
    assert KEPT == [key for _, key, _, _ in found][:3]


def test_no_reports_have_no_keys() -> None:
    """An empty table has no keys."""
    assert [] == keys_of()


KEPT = [37666214016392579, 1171896373562747099, 1176488096757026356]
