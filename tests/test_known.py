"""The record as of a day is what was out by then: later texts, corrections and denials unknown."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.test_incidents import NEWS, all_incidents, ingest, row
from tests.test_proposals import DENIED
from watchfloor import open as open_record
from watchfloor import pipeline_decide
from watchfloor.model import Incident, dumps
from watchfloor.present.set_values import plain_value
from watchfloor.store import connect
from watchfloor.store.known import affected

UNDATED = row("u", "Gunmen killed eight soldiers in Kidal. Nobody knew when it was.", "", "Star")
LATER = (*NEWS, *DENIED)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of news of four days and a text that nobody dated."""
    path = tmp_path_factory.mktemp("known") / "w.db"
    ingest(path, LATER)
    ingest(path, [{name: value for name, value in UNDATED.items() if value}])
    return path


def known(path: Path, day: str, **filters: str) -> list[Incident]:
    """Return the incidents as of a day."""
    with open_record(path) as opened:
        return list(opened.incidents.where(as_of=day, **filters))


@pytest.mark.parametrize("day", ["2022-01-10", "2022-01-11", "2022-01-12", "2022-01-13"])
def test_a_day_knows_what_a_record_of_its_texts_knows(
    record: Path, tmp_path: Path, day: str
) -> None:
    """Incidents, events and texts equal those of a record that never had the later texts."""
    ingest(tmp_path / "w.db", [one for one in LATER if one["published"] <= day])
    with open_record(record) as whole, open_record(tmp_path / "w.db") as cut:
        for name in ("documents", "incidents", "events", "claims", "figures"):
            as_of = sorted(map(dumps, getattr(whole, name).where(as_of=day)))
            plain = sorted(map(dumps, getattr(cut, name)))
            if name == "documents":  # a later original makes a copy of what came before
                assert len(plain) == len(as_of)
            else:
                assert plain == as_of, name


def test_filters_see_what_was_known(record: Path) -> None:
    """Two sources report the market on the 13th, one on the 12th, without the later toll."""
    assert [] == known(record, "2022-01-12", place="gao", min_sources="2")
    (one,) = known(record, "2022-01-13", place="gao", min_sources="2")
    assert 2 == one.independent_sources
    (early,) = (i for i in known(record, "2022-01-11", place="gao") if i.type == "ASSAULT")
    assert early.dead is not None
    assert (early.dead.high, early.copies) == (3, 1)


def test_a_correction_and_a_denial_were_unknown_before(record: Path) -> None:
    """Mopti had two dead until the newer page; the bridge was not disputed."""
    (before,) = known(record, "2022-01-11", place="mopti", type="ASSAULT")
    (after,) = known(record, "2022-01-12", place="mopti", type="ASSAULT")
    assert before.dead is not None
    assert after.dead is not None
    assert (2, 4) == (before.dead.best, after.dead.best)
    (bridge,) = known(record, "2022-01-12", source="Clarion", type="ASSAULT")
    (disputed,) = known(record, "2022-01-13", source="Clarion", type="ASSAULT")
    assert (3, 4) == (bridge.credibility, disputed.credibility)


def test_a_text_without_a_date_is_never_known(record: Path) -> None:
    """Nobody knows when it was out, so it tells nothing as of any day."""
    assert [] == known(record, "2030-01-01", source="Star")
    assert all_incidents(record, source="Star")


def test_a_decision_counts_from_its_day_on(tmp_path: Path) -> None:
    """What a person set in January 2023 was not known in 2022; a new decision is seen at once."""
    path = tmp_path / "w.db"
    ingest(path, NEWS)
    (one,) = all_incidents(path, place="timbuktu")
    with open_record(path) as opened:
        assert 1 == len(list(opened.incidents.where(as_of="2023-02-01", place="timbuktu")))
        nine = plain_value("dead", "9")
        pipeline_decide.decide(
            path,
            lambda at: pipeline_decide.setting(at, one.id, "dead", nine),
            "Ana",
            "the morgue's list",
            lambda: datetime(2023, 1, 5, tzinfo=UTC),
        )
        best = {
            day: next(iter(opened.incidents.where(as_of=day, place="timbuktu"))).dead
            for day in ("2022-12-31", date(2023, 2, 1))
        }
    assert [2, 9] == [dead.best for dead in best.values() if dead]


def test_what_later_texts_alone_tell_is_not_read(record: Path) -> None:
    """Of an incident of which no text was out by the day no report is named; it is not shown."""
    with connect(record, write=False) as connection:
        found = affected(connection, date(2022, 1, 11))
    assert () in found.values()
    assert any(found.values())
    assert not {name for name, chains in found.items() if not chains} & {
        one.id for one in known(record, "2022-01-11")
    }
