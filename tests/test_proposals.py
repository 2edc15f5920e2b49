"""Retractions and corrections are offered, people decide; who denies an incident disputes it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.test_incidents import MARKET, NEWS, all_incidents, clock, ingest, row
from watchfloor import pipeline_decide
from watchfloor.model import Incident
from watchfloor.pipeline_dossier import dossier
from watchfloor.pipeline_proposals import Retraction, retractions
from watchfloor.store import connect, query

BRIDGE = "Drones destroyed the bridge at Ansongo on Tuesday and killed {} guards, police said."
TAKEN_BACK = (
    row("r1", BRIDGE.format("nine"), "2022-01-12", "Clarion", title="Nine dead on a bridge"),
    row(
        "r2",
        "The Clarion withdraws its report on the bridge at Ansongo. Drones destroyed no bridge.",
        "2022-01-14",
        "Clarion",
    ),
    row(
        "c1",
        f"{MARKET} The mayor asked for calm and shops stayed shut for the whole of the week.",
        "2022-01-11",
        "Harbour News",
        url="https://harbour.example/market",
    ),
    row(
        "c2",
        f"{MARKET.replace('three', 'two')} The mayor asked for calm and shops stayed shut for the "
        "whole of the week.\nCorrection: an earlier version of this article misstated the toll.",
        "2022-01-12",
        "Harbour News",
        url="https://harbour.example/market-corrected",
    ),
)
DENIED = (
    row("d1", BRIDGE.format("two"), "2022-01-12", "Clarion"),
    row(
        "d2",
        "The governor denied that drones destroyed the bridge at Ansongo on Tuesday.",
        "2022-01-13",
        "Evening Star",
    ),
)


@pytest.fixture(scope="module")
def taken_back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record with a retraction and a correction."""
    record = tmp_path_factory.mktemp("taken") / "w.db"
    ingest(record, [*TAKEN_BACK, *NEWS])
    return record


def offered(record: Path) -> tuple[Retraction, ...]:
    """Return what is offered."""
    with connect(record, write=False) as connection:
        return retractions(connection)


def names(record: Path) -> dict[str | None, str]:
    """Return document ids by their external ids."""
    with connect(record, write=False) as connection:
        return {one.external_id: one.id for one in query.documents(connection)}


def test_a_retraction_offers_to_withdraw_what_it_means(taken_back: Path) -> None:
    """The Clarion's own report of the bridge is meant; until a person decides it counts."""
    (one,) = (one for one in offered(taken_back) if one.decision == "withdraw")
    ids = names(taken_back)
    assert (ids["r2"], [ids["r1"]]) == (one.document_id, [meant.document_id for meant in one.meant])
    assert "The Clarion withdraws its report on the bridge at Ansongo." == one.words
    (bridge,) = all_incidents(taken_back, source="Clarion", type="ASSAULT")
    assert bridge.review is None


def test_a_correction_offers_to_supersede(taken_back: Path) -> None:
    """The earlier text of the same words is meant, whatever its address."""
    (one,) = (one for one in offered(taken_back) if one.decision == "supersede")
    ids = names(taken_back)
    assert ids["c2"] == one.document_id
    assert ids["c1"] in {meant.document_id for meant in one.meant}
    assert {"m1", "m2"}.isdisjoint(
        name for name, own in ids.items() if own in {m.document_id for m in one.meant}
    )


def test_a_person_decides_and_may_undo(tmp_path: Path) -> None:
    """Withdrawn and superseded texts vote no more and are offered no more, until it is undone."""
    record = tmp_path / "w.db"
    ingest(record, TAKEN_BACK)
    ids, before = names(record), len(offered(record))

    def decide(make: pipeline_decide.Making) -> str:
        return pipeline_decide.decide(record, make, "Ana", "it says so itself", clock)[0].id

    decide(lambda at: pipeline_decide.withdrawing(at, ids["r1"], None))
    newer = decide(lambda at: pipeline_decide.superseding(at, ids["c1"], ids["c2"]))
    assert () == offered(record)
    (bridge,) = all_incidents(record, review="unsupported", source="Clarion")
    assert {ids["r1"]} == set(bridge.documents)
    (market,) = all_incidents(record, source="Harbour News", type="ASSAULT")
    standing = {(one.source, one.low): str(one.standing) for one in market.reported["dead"]}
    assert {("Harbour News", 3): "superseded", ("Harbour News", 2): "copy"} == standing
    assert market.dead is not None
    assert 2 == market.dead.best
    decide(lambda at: pipeline_decide.undoing(at, newer))
    assert before - 1 == len(offered(record))


def bridge_of(record: Path, rows: Sequence[dict[str, str]]) -> tuple[Incident, tuple[str, ...]]:
    """Ingest some rows one by one; return the Clarion's incident and who denies it."""
    for one in rows:
        ingest(record, [one])
    (found,) = all_incidents(record, source="Clarion", type="ASSAULT")
    with connect(record, write=False) as connection:
        return found, dossier(connection, found).denied_by


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_denial_disputes_and_is_no_zero(tmp_path: Path, order: tuple[int, int]) -> None:
    """The governor denies that it happened: doubtful, with the toll as it was reported."""
    found, by = bridge_of(tmp_path / "w.db", [DENIED[at] for at in order])
    assert (("The governor",), 4) == (by, found.credibility)
    assert found.dead is not None
    assert 2 == found.dead.low


@pytest.mark.parametrize(
    "words",
    [
        "The rebels denied any role in the destruction of the bridge at Ansongo on Tuesday.",
        "The rebels denied that they destroyed the bridge at Ansongo on Tuesday.",
        "The rebels denied having destroyed the bridge at Ansongo on Tuesday.",
    ],
)
def test_who_denies_a_deed_disputes_nothing(tmp_path: Path, words: str) -> None:
    """A denial of responsibility leaves the incident as credible as it was."""
    denial = DENIED[1] | {"text": words}
    found, by = bridge_of(tmp_path / "w.db", [DENIED[0], denial])
    assert ((), 3) == (by, found.credibility)


def test_a_correction_of_a_known_version_offers_no_likenesses(tmp_path: Path) -> None:
    """The page that had the address before is what it corrects, not another text on its subject."""
    page = "https://harbour.example/bridge"
    corrected = f"Correction: an earlier version of this report on a bridge erred.\n{BRIDGE}"
    news = (
        row("b1", BRIDGE.format("two"), "2022-01-11", "Harbour News", title="Old", url=page),
        row("b2", corrected.format("four"), "2022-01-12", "Harbour News", url=page),
        row(
            "b3",
            "Police erred when they closed the bridge at Kidal, its mayor said. It opened again.",
            "2022-01-10",
            "Harbour News",
            title="Other",
        ),
    )
    ingest(tmp_path / "w.db", news)
    with connect(tmp_path / "w.db", write=False) as connection:
        found = [one for one in retractions(connection) if "Correction" in one.words]
    (one,) = found
    assert [("Old", "earlier version")] == [(each.title, each.why) for each in one.meant]
