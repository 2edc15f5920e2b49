"""What is signed stays: notes, issued briefs, names; and saved searches know what is new."""

import hashlib
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.test_incidents import NEWS, clock, ingest, row
from watchfloor import pipeline_issue
from watchfloor.errors import InputError, UsageError
from watchfloor.model import Incident, Where
from watchfloor.model.issued import DisclosureVerdict, NoteSection, RecordState, ShownIncident
from watchfloor.store import connect, query
from watchfloor.store.coverage import incident_days, publications
from watchfloor.store.disclosures import names_shown_and_hidden
from watchfloor.store.followed import follow, followed, looked, news, unfollow
from watchfloor.store.issued import all_issued, record_state, the_issued, using
from watchfloor.store.notes import notes, standing_notes

STATE = RecordState(documents=1, data_up_to="2022-01-13", step=1, decisions=0, notes=0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news, to be copied."""
    path = tmp_path_factory.mktemp("news") / "w.db"
    ingest(path, NEWS)
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the record."""
    path = tmp_path / "w.db"
    path.write_bytes(made.read_bytes())
    return path


def values(incident: Incident, unmasked: bool) -> dict[str, str]:
    """Return what these tests show of an incident."""
    del unmasked
    return {"type": incident.type, "sources": str(incident.independent_sources)}


def issue(record: Path, *incidents: Incident) -> str:
    """Issue a brief with some incidents; return its id."""
    shown = tuple(
        ShownIncident(
            incident_id=one.id,
            values=values(one, False),
            documents=one.documents,
            sources=one.sources,
        )
        for one in incidents
    )
    made = pipeline_issue.issue(
        record,
        kind="brief",
        title="Week",
        author="Ana",
        version="0",
        arguments={"filters": {"since": "2022-01-01", "until": "2022-01-31"}},
        state=STATE,
        digest=hashlib.sha256(b"brief").hexdigest(),
        shown=shown,
        documents=(),
        sources=(),
        clock=clock,
    )
    return made.id


def gao(record: Path) -> Incident:
    """Return the incident of several texts."""
    with connect(record, write=False) as connection:
        (one,) = query.incidents(connection, Where(place="Gao", min_sources=2))
    return one


def test_what_was_issued_is_read_back_whole(record: Path) -> None:
    """Golden: the values, the hash and the uses are those that were written."""
    one = gao(record)
    identifier = issue(record, one)
    with connect(record, write=False) as connection:
        (line,) = all_issued(connection)
        assert line == the_issued(connection, identifier[:6])
        assert {"type": "ASSAULT", "sources": "2"} == dict(line.shown[0].values)
        assert (STATE, "Ana") == (line.state, line.author)
        assert hashlib.sha256(b"brief").hexdigest() == line.sha256
        for kind, name in (("incident", one.id), ("document", one.documents[0])):
            assert [line.id] == [each.id for each in using(connection, kind, [name])]
        assert not using(connection, "source", ["Nobody"])
        with pytest.raises(InputError, match="nothing was issued"):
            the_issued(connection, "ffff")


@pytest.mark.parametrize("table", ["issued", "analyst_note", "disclosure"])
def test_the_ledgers_are_append_only(record: Path, table: str) -> None:
    """Neither a change nor a deletion passes."""
    issue(record, gao(record))
    note(record, "Watch.")
    disclose(record, DisclosureVerdict.HIDE, "Ash")
    with connect(record, write=True) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  (our own tables)
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(f"UPDATE {table} SET author = 'x'")  # noqa: S608  (our own tables)


def note(record: Path, text: str, **more: date) -> str:
    """Write a note; return its id."""
    made = pipeline_issue.write_note(
        record,
        section=NoteSection.WATCH,
        author="Ana",
        text=text,
        since=more.get("since"),
        until=more.get("until"),
        countries=("MLI",),
        clock=clock,
    )
    return made.id


def disclose(record: Path, verdict: DisclosureVerdict, name: str | None) -> None:
    """Decide on a name."""
    moment = datetime(2022, 1, 20, 12, verdict is DisclosureVerdict.SHOW, tzinfo=UTC)
    pipeline_issue.disclose(
        record,
        verdict=verdict,
        name=name,
        author="Ana",
        reason="seen",
        arguments={},
        clock=lambda: moment,
    )


def test_notes_hold_until_withdrawn(record: Path) -> None:
    """The withdrawal is another note; both stay in the list."""
    kept, gone = note(record, "Watch the road."), note(record, "Wrong.", since=date(2022, 1, 1))
    pipeline_issue.withdraw_note(
        record, prefix=gone[:6], author="Ben", text="mistaken", clock=clock
    )
    with connect(record, write=False) as connection:
        assert [kept] == [one.id for one in standing_notes(connection)]
        assert 3 == len(notes(connection))
        (one,) = standing_notes(connection)
        assert 2 <= record_state(connection).notes
    assert one.meets(date(2022, 1, 1), date(2022, 1, 2), ("MLI", "NER"))
    assert one.meets(date(2022, 1, 1), date(2022, 1, 2), ())
    assert not one.meets(date(2022, 1, 1), date(2022, 1, 2), ("NER",))
    with pytest.raises(UsageError, match="needs words"):
        note(record, "  ")


def test_the_latest_word_on_a_name_holds(record: Path) -> None:
    """Hidden, then shown: shown."""
    disclose(record, DisclosureVerdict.HIDE, "Omar  Haddad")
    disclose(record, DisclosureVerdict.SHOW, "omar haddad")
    disclose(record, DisclosureVerdict.HIDE, "Ash")
    with connect(record, write=False) as connection:
        assert (frozenset({"omar haddad"}), frozenset({"ash"})) == names_shown_and_hidden(
            connection
        )


def test_impact_holds_then_against_now(record: Path) -> None:
    """After another text came, what was issued is found by incident, text and source."""
    one = gao(record)
    issue(record, one)
    more = "Gunmen killed three soldiers at the market in Gao on Monday, a doctor told this paper."
    ingest(record, [row("z9", more, "2022-01-14", "Ninth Herald")])
    with connect(record, write=False) as connection:
        for kind, name in (
            ("incident", one.id),
            ("document", one.documents[0]),
            ("source", one.sources[0]),
        ):
            (effect,) = pipeline_issue.impact(connection, kind, [name], values)
            assert ("sources",) == effect.changed, kind
            assert 1 == len(effect.new_documents)
        (line,) = all_issued(connection)
        (changed,) = pipeline_issue.effects(connection, line, values)
        assert one.id == changed.then.incident_id
        added = pipeline_issue.added_since(connection, line)
        assert one.id not in {each.id for each in added}


def test_a_saved_search_knows_new_from_grown(record: Path) -> None:
    """Golden: nothing at first; then one incident that grew and one that is new; then nothing."""
    with connect(record, write=True) as connection:
        follow(connection, "mali", {"country": ["MLI"]}, "Ana", "2022-01-20")
        (search,) = followed(connection)
        assert (0, 0) == (news(connection, search).n_new, news(connection, search).n_grown)
    ingest(
        record,
        [
            row(
                "z1",
                "Gunmen killed three soldiers at the market in Gao on Monday, a doctor said here.",
                "2022-01-14",
                "Ninth Herald",
            ),
            row("z2", "A bomb killed nine people in Kidal on Friday.", "2022-01-15", "Tenth News"),
        ],
    )
    with connect(record, write=True) as connection:
        found = news(connection, followed(connection)[0])
        assert (1, 1) == (found.n_new, found.n_grown)
        assert gao(record).id == found.grown[0].id
        looked(connection, "mali", found.newest)
        again = news(connection, followed(connection)[0])
        assert (0, 0) == (again.n_new, again.n_grown)
        unfollow(connection, "mali")
        assert () == followed(connection)
        with pytest.raises(InputError, match="no search"):
            unfollow(connection, "mali")
        with pytest.raises(UsageError):
            follow(connection, "x", {"colour": "red"}, "Ana", "now")


def test_series_are_counted_from_days(record: Path) -> None:
    """Documents by day and source, incidents by their days, with who reports them."""
    with connect(record, write=False) as connection:
        days = list(publications(connection))
        rows = list(incident_days(connection, Where(place="Gao", min_sources=2)))
    assert (date(2022, 1, 11), "First Wire", 2) in days
    ((first, last, accepted, sources),) = rows
    assert (date(2022, 1, 10), date(2022, 1, 10), False) == (first, last, accepted)
    assert "Fourth Radio" in sources
