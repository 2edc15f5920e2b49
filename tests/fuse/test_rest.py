"""Reports of a document, explanations, aggregates, and what became of old ids."""

import json
from dataclasses import replace
from datetime import timedelta
from math import isclose
from pathlib import Path

import numpy as np
import pytest

from tests.fuse.made import DAY, RULES, deaths, filler, report, told
from watchfloor.errors import AssetError, InputError
from watchfloor.fuse import match
from watchfloor.fuse.aggregates import covered
from watchfloor.fuse.columns import columns
from watchfloor.fuse.match import Pairs
from watchfloor.fuse.reports import Setting, reports
from watchfloor.fuse.settle import settle
from watchfloor.fuse.succession import Fate, Successors, succession
from watchfloor.fuse.weights import read, weights
from watchfloor.model import (
    NO_DAY_SAID,
    Count,
    DatePrecision,
    Document,
    Event,
    EventDate,
    EventPlace,
    PlacePrecision,
    Status,
    decode,
    report_table,
)

SHAPES = Path(__file__).parents[1] / "golden" / "shapes"


def test_a_chain_becomes_a_report() -> None:
    """The golden event, joined with a second mention of its chain, gives one report by hand."""
    text = (SHAPES / "text.txt").read_text("utf-8").rstrip("\n")
    event = decode(Event, json.loads((SHAPES / "event.json").read_text("utf-8")))
    army = (filler("soldiers", entity="MLI-MIL"),)
    again = replace(event, id="again", dead=deaths(5), recipient=army)
    document = replace(Document.new(text), id=event.document_id, published=event.published)
    setting = Setting(copy_group="g", vectors={event.id: bytes(64)}, closure=lambda _: ("MLI",))
    (found,) = reports(document, [event, again], setting)
    assert (event.chain, "g", "kill", bytes(64)) == (
        found.chain,
        found.copy_group,
        found.anchor,
        found.vector,
    )
    assert (3, None) == (found.dead_low, found.dead_high)
    assert found.date_said
    assert ("MLI-MIL", "MLI") == found.recipients
    assert {"gao", "gunm"} & set(found.words)


@pytest.mark.parametrize(
    "words, days, expected",
    [("Blasts", 900, 2), ("strike", 900, None), ("blasts", 3, None), ("duress", 900, None)],
)
def test_a_plural_over_months_is_no_single_event(
    words: str, days: int, expected: int | None
) -> None:
    """Blasts since 2018 are two at least; one strike, or a plural of some days, is not counted."""
    text = (SHAPES / "text.txt").read_text("utf-8").rstrip("\n")
    event = decode(Event, json.loads((SHAPES / "event.json").read_text("utf-8")))
    assert event.date is not None
    assert event.date.from_ is not None
    date = replace(event.date, to=event.date.from_ + timedelta(days=days))
    one = replace(event, count=None, anchor=replace(event.anchor, text=words), date=date)
    document = replace(Document.new(text), id=event.document_id, published=event.published)
    (found,) = reports(document, [one], Setting())
    assert (expected, None) == (found.count_low, found.count_high)


@pytest.mark.parametrize(
    "before, words, after, days, expected",
    [
        ("amid increased", "attacks", " by proxies.", None, 2),
        ("regular drone and rocket", "assaults", " on bases.", None, 2),
        ("repeated", "strikes", " on Monday.", 0, None),
        ("the", "attacks", " in the north, including a raid on Teb.", 0, 2),
        ("an", "attack", " in the north, including a raid on Teb.", 0, None),
        ("the", "attacks", " ended. Raids, including one on Teb, went on.", 0, None),
    ],
)
def test_a_plural_of_what_happens_often_is_no_single_event(
    before: str, words: str, after: str, days: int | None, expected: int | None
) -> None:
    """Increased attacks, and attacks of which one is named, are two at least."""
    event = decode(Event, json.loads((SHAPES / "event.json").read_text("utf-8")))
    start = len(before) + 1
    anchor = replace(event.anchor, text=words, start=start, end=start + len(words))
    assert event.date is not None
    assert event.date.from_ is not None
    date = None
    if days is not None:
        date = replace(event.date, to=event.date.from_ + timedelta(days=days))
    one = replace(event, count=None, anchor=anchor, date=date)
    document = replace(Document.new(f"{before} {words}{after}"), id=event.document_id)
    (found,) = reports(document, [one], Setting())
    assert expected == found.count_low


def test_a_day_that_two_texts_say_outweighs_how_far_apart_they_came_out() -> None:
    """A later toll of one day is of it; two texts weeks apart that say no day are rarely of one."""
    rows = [report(name, date_said=said) for name, said in (("a", True), ("b", True), ("c", False))]
    rows[1] = replace(rows[1], published=DAY + timedelta(days=30))
    held = columns(report_table(rows))
    apart = match.features(held, Pairs(_row(0, 1), _row(1, 2)))["published weeks apart"]
    assert [0.0, 1.0] == apart.tolist()


@pytest.mark.parametrize(
    "words, toll, apart",
    [(("polic", "foil"), 2, True), (("polic", "foil"), None, False), (("guard",), 2, False)],
)
def test_what_was_foiled_is_not_what_killed(
    words: tuple[str, ...], toll: int | None, apart: bool
) -> None:
    """One town, day and type: the bomb that was defused and the one that killed two stay apart."""
    foiled = report("a", status=Status.ATTEMPTED, words=words)
    held = columns(report_table([foiled, report("b", dead_low=toll, dead_high=toll)]))
    assert [apart] == match.told_apart(held, Pairs(_row(0), _row(1))).tolist()
    assert apart is ("one foiled, one with victims" in match.explain(held, 0, 1, RULES))


@pytest.mark.parametrize(
    "kind, one, two, apart",
    [
        ("THREATEN", ("ana",), ("ben",), True),
        ("THREATEN", ("ana", "MLI"), ("ben", "MLI"), False),
        ("THREATEN", ("ana",), (), False),
        ("ASSAULT", ("ana",), ("ben",), False),
    ],
)
def test_words_of_two_speakers_are_two_acts(
    kind: str, one: tuple[str, ...], two: tuple[str, ...], apart: bool
) -> None:
    """Both are known, and none of the bodies that they speak for is the same."""
    rows = [report(name, type=kind, actors=who) for name, who in (("a", one), ("b", two))]
    rows[1] = replace(rows[1], document_id="other")
    held = columns(report_table(rows))
    assert [apart] == match.told_apart(held, Pairs(_row(0), _row(1))).tolist()
    assert apart is ("words of two speakers" in match.explain(held, 0, 1, RULES))


def test_an_explanation_sums_to_the_score() -> None:
    """What each feature adds, with the bias, is the pair's log-odds."""
    table = report_table([report("a", dead_low=2, dead_high=2), report("b", day=1)])
    held = columns(table)
    (score,) = match.scores(held, Pairs(*map(_row, (0, 1))), RULES)
    parts = match.explain(held, 0, 1, RULES)
    assert {"bias": -3.0, "same place": 2.0, "same type": 1.0, "a day apart": 0.5} == parts
    assert isclose(sum(parts.values()), score)


def test_a_score_does_not_depend_on_the_batch() -> None:
    """A pair has the same log-odds alone and among thousands, by the shipped weights."""
    rows = [report(f"{n:02d}", day=n % 5, topic=(f"w{n % 3}", "quarry")) for n in range(60)]
    held = columns(report_table(rows))
    left, right = ([*range(59)], [*range(1, 60)])
    whole = match.scores(held, Pairs(_row(*left), _row(*right)), weights())
    alone = [
        match.scores(held, Pairs(_row(one), _row(two)), weights())[0]
        for one, two in zip(left, right, strict=True)
    ]
    assert alone == whole.tolist()


def _row(*rows: int) -> match.Rows:
    return np.array(rows, dtype=np.int64)


def test_an_equal_anchor_tells_by_its_rarity() -> None:
    """A stem that no table of common ones has tells all; a common one what the table says."""
    common = next(word for word, worth in weights().common.items() if 0.0 < worth < 0.5)
    rows = [report(f"{n}", anchor=word) for n, word in enumerate(("zzquake", common) * 2)]
    held = columns(report_table(rows))
    pairs = Pairs(np.array([0, 1, 0]), np.array([2, 3, 1]))
    found = match.features(held, pairs)["same anchor, telling"]
    expected = np.array([1.0, weights().common[common], 0.0], dtype=np.float32)
    assert expected.tolist() == found.tolist()


def test_a_date_tells_less_in_a_text_that_nobody_dated() -> None:
    """Weeks between two days part reports of published texts, and are a feature apart in others."""
    pair = [report("a"), report("b", day=30)]
    undated = [replace(pair[0], published=None), pair[1]]
    names = ("weeks apart", "dates apart, unpublished")
    one = Pairs(np.array([0]), np.array([1]))
    found = [match.features(columns(report_table(rows)), one) for rows in (pair, undated)]
    assert [(1.0, 0.0), (0.0, 1.0)] == [
        tuple(float(features[name][0]) for name in names) for features in found
    ]


def test_every_weight_has_a_feature() -> None:
    """The shipped weights name exactly the features of the model."""
    held = columns(report_table([report("a"), report("b")]))
    assert match.features(held, Pairs(_row(0), _row(1))).keys() == weights().features.keys()


def test_a_broken_file_of_weights_is_refused() -> None:
    """The error says what to do."""
    with pytest.raises(AssetError, match="install the package again"):
        read('{"version": "1"}')


def aggregate(low: int, days: int) -> Event:
    """Return "at least `low` attacks" of the days after DAY."""
    date = EventDate.inferred(
        from_=DAY, to=DAY + timedelta(days=days), precision=DatePrecision.RANGE, rule="made"
    )
    count = Count.inferred(low=low, best=None, high=None)
    return replace(told("agg").event, count=count, date=date)


def test_an_aggregate_shows_the_gap() -> None:
    """Three incidents of four: inside the days, of the type; another actor's is not counted."""
    own = [settle(name, [told(name)]) for name in "abc"]
    other = settle("d", [told("d", actor=(filler("B", entity="b"),))])
    counted = replace(aggregate(4, 14), actor=(filler("A", entity="a"),))
    found = covered(counted, [*own, other])
    assert (tuple(sorted(one.id for one in own)), 1) == (found.incidents, found.missing)
    assert "record holds 3 of at least 4" == found.words
    late = replace(aggregate(4, 14), date=None)
    assert () == covered(late, own).incidents
    assert counted.date is not None
    guessed = replace(counted, date=replace(counted.date, rule=f"{NO_DAY_SAID}: about then"))
    assert () == covered(guessed, own).incidents
    with pytest.raises(InputError, match="counts nothing"):
        covered(told("x").event, own)


def test_an_aggregate_without_a_place_is_of_the_countries_of_its_text() -> None:
    """Attacks "since New Year", told of Iraq, are none of Somalia; a country unknown may be."""
    place = EventPlace.inferred(
        score=0.9,
        name=None,
        lat=None,
        lon=None,
        geonames_id=None,
        country="IRQ",
        admin1=None,
        radius_km=None,
        precision=PlacePrecision.COUNTRY,
        rule="made",
    )
    iraq, somalia = (
        settle(name, [told(name, event_loc=replace(place, country=land))])
        for name, land in (("a", "IRQ"), ("b", "SOM"))
    )
    nowhere = settle("c", [told("c")])
    found = covered(aggregate(4, 14), [iraq, somalia, nowhere], frozenset({"IRQ"}))
    assert sorted((iraq.id, nowhere.id)) == sorted(found.incidents)
    assert 3 == len(covered(aggregate(4, 14), [iraq, somalia, nowhere]).incidents)


def test_ids_never_die() -> None:
    """Renamed, merged, split, dropped: each old id names who holds its reports now."""
    before = {"a": ["1", "2"], "b": ["3"], "c": ["4", "5", "6"], "d": ["7"], "e": ["8"], "f": ["9"]}
    after = {"a": ["1", "2", "3"], "c": ["4"], "x": ["5", "6"], "z": ["0", "8"], "f": ["9"]}
    assert (
        Successors("b", Fate.MERGED, ("a",)),
        Successors("c", Fate.SPLIT, ("x", "c")),
        Successors("d", Fate.DROPPED, ()),
        Successors("e", Fate.RENAMED, ("z",)),
    ) == succession(before, after)
