"""Reports -> incidents: what is one, what stays apart, whatever the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.made import DAY, RULES, report, shuffled
from tests.soaking import examples
from watchfloor.errors import InputError
from watchfloor.fuse import block, components
from watchfloor.fuse.incidents import Fused, fuse, incident_id
from watchfloor.fuse.linkage import Groups
from watchfloor.fuse.match import Pairs
from watchfloor.fuse.update import update
from watchfloor.model import Decided, Neighbours, Report, Status, report_schema, report_table


def fused(*reports: Report, decided: Decided | None = None) -> Fused:
    """Fuse reports with the rules by hand."""
    return fuse(report_table(reports), decided, RULES)


def groups(found: Fused) -> set[frozenset[str]]:
    """Return the incidents as sets of chains."""
    return {frozenset(chains) for chains in found.incidents.values()}


def test_two_reports_of_one_town_and_day_are_one_incident() -> None:
    """The incident is named after the chain that was published first, which stands first."""
    found = fused(report("b", published=DAY), report("a", published=DAY + timedelta(days=1)))
    assert {incident_id("b"): ("b", "a")} == found.incidents


def test_another_town_or_week_is_another_incident() -> None:
    """Place and day tell incidents apart."""
    found = fused(report("a"), report("b", town="Birch"), report("c", day=9))
    assert {frozenset("a"), frozenset("b"), frozenset("c")} == groups(found)


def test_a_report_without_a_day_is_published_last() -> None:
    """A chain without a published date founds nothing that has a dated one."""
    found = fused(report("a", published=None), report("b"))
    assert [("b", "a")] == list(found.incidents.values())


@pytest.mark.parametrize(
    "status", [Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL, Status.DENIED]
)
def test_what_did_not_happen_is_no_incident(status: Status) -> None:
    """Unreal reports are handed back as what they are."""
    found = fused(report("a"), report("b", status=status))
    assert ({frozenset("a")}, ("b",)) == (groups(found), found.unreal)


def test_an_attempt_is_an_incident() -> None:
    """Attempted events become incidents."""
    assert {frozenset("a")} == groups(fused(report("a", status=Status.ATTEMPTED)))


def test_a_report_of_several_events_is_no_incident() -> None:
    """An aggregate stays an aggregate."""
    found = fused(report("a"), report("b", count_low=4))
    assert ({frozenset("a")}, ("b",)) == (groups(found), found.aggregates)


def test_two_bombings_that_a_text_tells_apart_stay_apart() -> None:
    """A third text joins one of them and never bridges the two."""
    first = report("a", document_id="one")
    second = report("b", document_id="one", apart=True)
    found = fused(first, second, report("c"))
    assert any({"a"} <= group and "b" not in group for group in groups(found))
    assert 2 == len(found.incidents)


def test_people_join_and_part() -> None:
    """A must-link joins what nothing else joins; a cannot-link parts what all else joins."""
    joined = fused(report("a"), report("b", day=30), decided=Decided(must=frozenset({("b", "a")})))
    assert {frozenset("ab")} == groups(joined)
    parted = fused(report("a"), report("b"), decided=Decided(cannot=frozenset({("b", "a")})))
    assert {frozenset("a"), frozenset("b")} == groups(parted)


def test_a_must_link_outweighs_what_a_text_tells_apart() -> None:
    """A decision of a person stands above a rule."""
    reports = (report("a", document_id="one"), report("b", document_id="one", apart=True))
    found = fused(*reports, decided=Decided(must=frozenset({("a", "b")})))
    assert {frozenset("ab")} == groups(found)


def test_decisions_that_contradict_each_other_are_named() -> None:
    """A cannot-link stands; the must-links that break it are handed back."""
    decided = Decided(must=frozenset({("a", "b"), ("b", "c")}), cannot=frozenset({("a", "c")}))
    found = fused(report("a"), report("b"), report("c"), decided=decided)
    assert (("b", "c"),) == found.unmet
    assert {frozenset("ab"), frozenset("c")} == groups(found)


def test_a_table_of_another_schema_is_refused() -> None:
    """The error names the columns that are missing; a chain may stand there once."""
    table = report_table([report("a")])
    with pytest.raises(InputError, match="lacks vector"):
        fuse(table.drop_columns(["vector"]), None, RULES)
    with pytest.raises(InputError, match="chain a stands in the table of reports twice"):
        fuse(pa.concat_tables([table, table]), None, RULES)


def test_no_reports_are_no_incidents() -> None:
    """An empty table gives nothing."""
    assert Fused() == fuse(report_schema().empty_table(), None, RULES)


def test_a_component_that_is_too_large_is_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal links give runs in the order of publication, and the reports are counted."""
    monkeypatch.setattr(components, "MOST", 4)
    many = [report(f"{number:02d}") for number in range(10)]
    found = fused(*many)
    assert 10 == found.cut
    assert [4, 4, 2] == [len(found.incidents[incident_id(one)]) for one in ("00", "04", "08")]


def test_keys_bring_together_what_may_be_one_incident() -> None:
    """Same town and day; a country's report and a town's; two words of undated texts."""
    vague = replace(
        report("e", town=None),
        country=None,
        topic=("kestrel", "quarry"),
        published=None,
        date_from=None,
        date_to=None,
        date_precision=None,
        date_said=False,
    )
    table = report_table(
        [
            report("a"),
            report("b", day=1),
            report("c", town=None),
            report("d", town="Birch"),
            vague,
            replace(vague, chain="f", document_id="doc-f"),
        ]
    )
    found = block.pairs(table)
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert {(0, 1), (0, 2), (1, 2), (2, 3), (4, 5)} == pairs


def test_dates_in_texts_published_nobody_knows_when_part_no_two() -> None:
    """Two words of topic in common are enough for them, whatever days they name; else not."""
    known = replace(report("a", town=None, topic=("kestrel", "quarry")), country=None)
    other = replace(report("b", town=None, topic=("kestrel", "quarry"), day=400), country=None)
    assert 0 == len(block.pairs(report_table([known, other])))
    table = report_table([replace(known, published=None), replace(other, published=None)])
    assert 1 == len(block.pairs(table))


def test_one_doubt_does_not_outweigh_good_pairs() -> None:
    """Linkage takes the mean of chances: of .90 and .02 it is .46, of 2.2 and -4 it is -0.9."""
    scores = np.array([3.0, 2.2, -4.0], dtype=np.float32)  # rows 0-1, 0-2, 1-2
    found = Groups(np.ones(3, dtype=np.int64), scores, [])
    found.join(-0.5)
    assert [0, 0, 0] == found.group.tolist()
    apart = Groups(np.ones(3, dtype=np.int64), scores, [])
    apart.join(0.0)
    assert [0, 0, 2] == apart.group.tolist()


def test_connected_components_by_hand() -> None:
    """Rows are named by the first row that they are connected to."""
    left, right = (pa.array(side).to_numpy() for side in ([4, 1, 2], [3, 2, 5]))
    assert [0, 1, 1, 3, 3, 1] == components.connected(6, Pairs(left, right)).tolist()


reports = st.lists(
    st.builds(
        lambda town, day, actor, document, apart, dead: {
            "town": town,
            "day": day,
            "actors": (actor,) if actor else (),
            "document": document,
            "apart": apart,
            "dead": dead,
        },
        st.sampled_from(["Ash", "Birch", None]),
        st.integers(0, 6),
        st.sampled_from(["x", "y", None]),
        st.integers(0, 9),
        st.booleans(),
        st.sampled_from([None, 2, 9]),
    ),
    max_size=12,
)


def build(rows: Sequence[dict[str, Any]]) -> list[Report]:
    """Return reports c00, c01, ... of generated rows."""
    made = []
    for number, row in enumerate(rows):
        one = report(f"c{number:02d}", town=row["town"], day=row["day"])
        made.append(
            replace(
                one,
                actors=row["actors"],
                document_id=f"doc-{row['document']}",
                apart=row["apart"],
                dead_low=row["dead"],
                dead_high=row["dead"],
            )
        )
    return made


def index(held: Sequence[Report]) -> Neighbours:
    """Return the neighbours of a record in memory."""
    ordered = sorted(held, key=lambda one: one.chain)
    kept = block.keys(report_table(ordered)).to_pylist()

    def neighbours(keys: pa.Table, chains: Sequence[str], groups: Sequence[str]) -> pa.Table:
        wanted = {(one["key"], one["exact"]) for one in keys.to_pylist()}
        loose = {key for key, exact in wanted if not exact}
        every = {key for key, _ in wanted}
        rows = {
            one["row"]
            for one in kept
            if one["key"] in loose or (one["key"] in every and not one["exact"])
        }
        return report_table(
            [
                one
                for row, one in enumerate(ordered)
                if row in rows or one.chain in chains or one.copy_group in groups
            ]
        )

    return neighbours


@settings(max_examples=examples(8), deadline=None)
@given(reports, st.integers(0, 99))
def test_the_order_of_arrival_does_not_matter(rows: list[dict[str, Any]], seed: int) -> None:
    """Any permutation of the reports gives the same incidents, ids and all."""
    made = build(rows)
    assert fused(*made) == fused(*shuffled(made, seed))


@settings(max_examples=examples(6), deadline=None)
@given(reports, st.integers(0, 14), st.integers(0, 99))
def test_adding_later_equals_a_rebuild(rows: list[dict[str, Any]], first: int, seed: int) -> None:
    """What stood before, with the touched incidents replaced, is what a rebuild gives."""
    made = shuffled(build(rows), seed)
    before, new = made[:first], made[first:]
    held = dict(fused(*before).incidents)
    found = update([one.chain for one in new], index(made), None, RULES)
    kept = {name: own for name, own in held.items() if not found.chains & set(own)}
    assert fused(*made).incidents == dict(sorted((kept | dict(found.fused.incidents)).items()))


@settings(max_examples=examples(6), deadline=None)
@given(reports)
def test_fusion_is_local(rows: list[dict[str, Any]]) -> None:
    """Reports of a far year, added to the table, change none of the incidents."""
    made = build(rows)
    far = [report(f"far{number}", day=4000 + 9 * number) for number in range(5)]
    with_far = fused(*made, *far).incidents
    assert fused(*made).incidents == {
        name: chains for name, chains in with_far.items() if not chains[0].startswith("far")
    }
