"""What the demo corpus shows: an embassy attack told by four, two bombings that stay two."""

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from tests import demo
from watchfloor.model import Incident, Where
from watchfloor.pipeline import DEFAULT_CODER
from watchfloor.pipeline_dossier import coverage, dossier
from watchfloor.store import connect, query


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Give a record of the demo corpus."""
    record = demo.record_of(DEFAULT_CODER, tmp_path_factory.getbasetemp())
    with connect(record, write=False) as opened:
        yield opened


def the_one(connection: Connection, source: str, **filters: str) -> Incident:
    """Return the only assault that an outlet tells of."""
    where = Where.of(type="ASSAULT", source=source, **filters)
    (found,) = query.incidents(connection, where)
    return found


def test_the_embassy_attack_is_one_incident(connection: Connection) -> None:
    """Four outlets and two copies: one incident on the Thursday, four independent sources."""
    day = {"since": "2022-01-13", "until": "2022-01-13"}
    found = {
        the_one(connection, source, **day).id
        for source in (
            *("Lower Euphrates Courier", "Eastgate National Agency", "Radio Tamarisk 94.6"),
            *("The Marchland Review", "Clearway Aid Bulletin"),
        )
    }
    assert 1 == len(found)
    one = the_one(connection, "Radio Tamarisk 94.6", **day)
    assert "Meridian Wire" in one.sources
    assert (4, 2, 2) == (one.independent_sources, one.copies, one.credibility)


def test_both_numbers_of_the_wounded_are_kept(connection: Connection) -> None:
    """Two said by most and five said by diplomats stand side by side, inside low and high."""
    one = the_one(connection, "Radio Tamarisk 94.6", since="2022-01-13", until="2022-01-13")
    said = {(value.source, value.best) for value in one.reported["injured"]}
    assert {("Eastgate National Agency", 2), ("Radio Tamarisk 94.6", 5)} <= said
    assert one.injured is not None
    assert one.injured.low is not None
    assert one.injured.low <= 2
    assert 5 == one.injured.high


def test_the_copies_are_shown_as_copies(connection: Connection) -> None:
    """Each of the four sources is one group; two texts of one of them are copies."""
    one = the_one(connection, "Radio Tamarisk 94.6", since="2022-01-13", until="2022-01-13")
    found = dossier(connection, one)
    assert 4 == len(found.groups)
    copied = {told.event.source for told in found.testimonies if told.is_copy}
    assert {"The Marchland Review", "Clearway Aid Bulletin"} == copied


def test_two_bombings_of_one_town_week_and_group_stay_two(connection: Connection) -> None:
    """Eight dead on Wednesday, nobody on Sunday; the bulletin that tells both joins both."""
    found = query.incidents(connection, Where.of(place="mogadishu", type="ASSAULT"))
    told = sorted(
        (str(one.date.from_), one.dead.low if one.dead else None, one.independent_sources)
        for one in found
        if one.date
    )
    assert [("2022-01-12", 8, 2), ("2022-01-16", None, 2)] == told


def test_the_aggregate_of_the_wire_is_no_incident_and_shows_the_gap(connection: Connection) -> None:
    """The words "at least four attacks" are in no incident, and cover those of its two weeks."""
    (event,) = (
        one
        for one in query.events(connection, Where.of(source="Meridian Wire", type="ASSAULT"))
        if one.count and (one.count.low, one.count.high) == (4, None)
    )
    assert event.incident_id is None
    found = coverage(connection, event)
    assert found is not None
    assert found.words == f"record holds {len(found.incidents)} of at least 4"


def test_a_corrected_page_tells_of_one_attack(connection: Connection) -> None:
    """Its note, the toll behind its lead and "the attack" are the missiles of 8 January."""
    one = the_one(connection, "Meridian Wire", since="2020-01-04", until="2020-01-31")
    assert ("2020-01-08", 2) == (str(one.date and one.date.from_), one.independent_sources)
    assert one.injured is not None
    assert 34 == one.injured.best


def test_who_blew_himself_up_in_a_raid_is_of_the_raid(connection: Connection) -> None:
    """The raid on the house at Atmeh, its toll and the blast are one incident of the raiders."""
    (one,) = query.incidents(connection, Where.of(since="2022-02-03", until="2022-02-03"))
    assert ["United States (armed forces)"] == [actor.name for actor in one.actor]
    assert one.dead is not None
    assert (13, None) == (one.dead.best, one.dead.high)


def test_a_toll_that_its_text_raises_is_the_raised_one(connection: Connection) -> None:
    """First 20, later at least 53: the post at Inata lost 53 or more, and 20 is superseded."""
    (one,) = query.incidents(connection, Where.of(place="inata", type="ASSAULT"))
    assert one.dead is not None
    assert (53, 53, None) == (one.dead.low, one.dead.best, one.dead.high)
    said = {(value.words, value.standing.value) for value in one.reported["dead"]}
    assert {("20 dead", "superseded"), ("at least 53", "counts")} == said


def test_who_claims_a_bombing_claims_the_one_that_its_text_tells(connection: Connection) -> None:
    """The claim of the second bombing, told by the wire of that day, is no report of the first."""
    found = query.incidents(connection, Where.of(place="mogadishu", type="ASSAULT"))
    texts = [set(one.documents) for one in found]
    assert 1 == len(set.intersection(*texts))  # the bulletin, which tells of both


def test_the_third_drone_is_of_the_attempt(connection: Connection) -> None:
    """What it damaged is told of by number alone: one attempt on the prime minister that day."""
    one = the_one(connection, "Meridian Wire", since="2021-11-06", until="2021-11-07")
    assert ("attempted", "2021-11-07") == (one.status.value, str(one.date and one.date.from_))
