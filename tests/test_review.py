"""Review: the queue, decisions that accept, reject and edit, two people at once, re-coding."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.test_incidents import MARKET, NEWS, all_incidents, clock, ingest
from watchfloor import pipeline_decide, pipeline_fuse, pipeline_review
from watchfloor.errors import InputError, StaleError, UsageError
from watchfloor.model import Decision, Event, Incident, Where
from watchfloor.model.worth import Worth
from watchfloor.pipeline_decide import Making
from watchfloor.pipeline_review import Item, accepting, editing, rejecting, review_queue
from watchfloor.present.cli import app
from watchfloor.store import Ledger, connect, history, query
from watchfloor.store.corrections import corrections


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news, to be copied."""
    record = tmp_path_factory.mktemp("review") / "w.db"
    ingest(record, NEWS)
    with connect(record, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return record


@pytest.fixture
def record(whole: Path, tmp_path: Path) -> Path:
    """Give a record of its own."""
    copyfile(whole, tmp_path / "w.db")
    return tmp_path / "w.db"


def queue_of(record: Path, limit: int = 50, **filters: Any) -> tuple[Item, ...]:
    """Return the queue."""
    with connect(record, write=False) as connection:
        return review_queue(connection, Where.of(**filters), limit)


def decided(
    record: Path, make: Making, by: str = "Ana", why: str | None = "read it", **judged: str
) -> tuple[Decision, tuple[str, ...]]:
    """Decide, at a moment of its own."""
    with connect(record, write=False) as connection:
        seconds = len(history.decisions(connection))

    def now() -> datetime:
        return datetime(2022, 1, 20, 12, 0, seconds, tzinfo=UTC)

    return pipeline_decide.decide(record, make, by, why, now, judged=judged)


def undone(record: Path, decision: Decision) -> None:
    """Undo a decision."""
    decided(record, lambda at: pipeline_decide.undoing(at, decision.id))


def the_incident(record: Path, place: str, **filters: Any) -> Incident:
    """Return the incident of a place that most texts tell of: of several the attack."""
    found = all_incidents(record, place=place, **filters)
    return max(found, key=lambda one: (len(one.documents), one.type == "ASSAULT"))


def an_event(record: Path, **filters: Any) -> Event:
    """Return the first event that passes."""
    with connect(record, write=False) as connection:
        return next(query.events(connection, Where.of(**filters)))


def test_the_most_disputed_toll_comes_first(record: Path) -> None:
    """The market of Gao has two tolls; every unreviewed incident is in the queue, once."""
    found = queue_of(record)
    assert the_incident(record, "Gao").id == found[0].id
    assert "dead disputed" in found[0].why
    listed = [one.id for one in found if one.kind == "incident"]
    assert sorted(one.id for one in all_incidents(record)) == sorted(listed)
    assert {"event"} == {one.kind for one in found if one.id not in listed}


def test_filters_narrow_the_queue(record: Path) -> None:
    """A place leaves incidents of it alone; a status of unreal events leaves these alone."""
    expected = {one.id for one in all_incidents(record, place="Mopti")}
    assert expected == {one.id for one in queue_of(record, place="Mopti")}
    assert {"event"} == {one.kind for one in queue_of(record, status=["denied", "threatened"])}


def test_portions_of_the_queue_are_the_queue(record: Path) -> None:
    """Asked for item by item from the last key, nothing is lost, doubled or moved."""
    whole_queue = [one.id for one in queue_of(record)]
    found: list[str] = []
    after: tuple[float, str] | None = None
    with connect(record, write=False) as connection:
        while portion := review_queue(connection, Where(), 2, after=after):
            found += [one.id for one in portion]
            last = portion[-1]
            assert last.worth is not None
            after = (last.worth.value, last.id)
    assert whole_queue == found


def test_an_accepted_incident_says_so_and_leaves_the_queue(record: Path) -> None:
    """Review is "accepted" in the list; undoing brings the incident back to its place."""
    first = queue_of(record)[0]
    made, names = decided(record, accepting(first.id), why=None)
    assert (first.id,) == names
    (one,) = all_incidents(record, review="accepted")
    assert (first.id, "accepted") == (one.id, one.review)
    assert first.id not in {item.id for item in queue_of(record)}
    assert one.id not in {other.id for other in all_incidents(record, review="unreviewed")}
    undone(record, made)
    assert first.id == queue_of(record)[0].id
    assert [] == all_incidents(record, review="accepted")


def test_a_rejected_incident_leaves_the_counts_and_stays_at_its_address(record: Path) -> None:
    """Lists are without it, `review=rejected` has it, its reports stand as rejected."""
    one = the_incident(record, "Gao")
    before = len(all_incidents(record))
    made, _ = decided(record, rejecting(one.id))
    assert before - 1 == len(all_incidents(record))
    (gone,) = all_incidents(record, review="rejected")
    assert (one.id, "rejected", 0) == (gone.id, gone.review, gone.independent_sources)
    assert {"rejected"} == {str(value.standing) for value in gone.reported["dead"]}
    assert one.id not in {item.id for item in queue_of(record)}
    undone(record, made)
    assert one == the_incident(record, "Gao")


def test_new_evidence_reopens_what_was_rejected(record: Path) -> None:
    """A copy of a rejected text brings nothing; another source does, and is asked about."""
    decided(record, rejecting(the_incident(record, "Gao").id))
    left = {one.id for one in all_incidents(record, place="Gao")}
    ingest(record, [dict(NEWS[0], id="m9", source="Ninth Post", text=f"{MARKET} Reprinted.")])
    (gone,) = all_incidents(record, review="rejected")
    assert "Ninth Post" in gone.sources
    assert left == {one.id for one in all_incidents(record, place="Gao")}
    text = (
        "Three soldiers were killed on Monday when gunmen fired at the market in Gao. The mayor "
        "spoke of an attack that had been planned for weeks, and closed all shops of the town."
    )
    ingest(record, [dict(NEWS[0], id="m10", source="Seventh Radio", text=text)])
    found = [one for one in all_incidents(record, place="Gao") if one.id not in left]
    assert found
    assert {None} == {one.review for one in found}


def test_a_rejected_report_has_no_vote(record: Path) -> None:
    """Without the radio's event the toll is that of the others; its word stays beside."""
    one = the_incident(record, "Gao")
    fourth = next(v.event_id for v in one.reported["dead"] if v.source == "Fourth Radio")
    decided(record, rejecting(fourth))
    now = the_incident(record, "Gao")
    assert now.dead is not None
    assert ((3, 3), 1) == ((now.dead.low, now.dead.high), now.independent_sources)
    assert {"rejected"} == {
        str(value.standing) for value in now.reported["dead"] if value.event_id == fourth
    }


def test_an_edit_of_an_event_settles_its_incident_anew(record: Path) -> None:
    """The radio's toll read by a person, with its words: both bounds follow; undo restores."""
    one = the_incident(record, "Gao")
    fourth = next(v.event_id for v in one.reported["dead"] if v.source == "Fourth Radio")
    event = an_event(record, document=NEWS_ID(record, "m4"))
    assert event.id == fourth
    toll = {"text": None, "start": None, "end": None, "low": 7, "best": 7, "high": 7}
    made, _ = decided(record, editing(fourth, "dead", toll, (41, 54)))
    now = the_incident(record, "Gao")
    assert now.dead is not None
    assert 7 == now.dead.high
    assert event == an_event(record, document=event.document_id)  # the machine's row stands
    undone(record, made)
    assert one == the_incident(record, "Gao")


def NEWS_ID(record: Path, external: str) -> str:
    """Return the id of a text by its id in the made news."""
    with connect(record, write=False) as connection:
        return next(one.id for one in query.documents(connection) if one.external_id == external)


def test_a_status_that_was_read_wrongly_makes_or_ends_an_incident(record: Path) -> None:
    """A denied killing that a person calls actual is a report from then on; and the reverse."""
    denied = an_event(record, status="denied")
    assert denied.incident_id is None
    made, _ = decided(record, editing(denied.id, "status", "actual"))
    assert an_event(record, document=denied.document_id, status="denied").incident_id is not None
    undone(record, made)
    assert an_event(record, status="denied").incident_id is None
    protest = an_event(record, type="PROTEST")
    decided(record, editing(protest.id, "status", "planned"))
    assert [] == all_incidents(record, type="PROTEST")


def test_a_field_that_is_wrong_without_another_value_is_taken_out(record: Path) -> None:
    """A rejected place leaves the incident unplaced; a status needs another value."""
    event = an_event(record, place="Timbuktu", type="ASSAULT")
    decided(record, rejecting(event.id, "event_loc"))
    assert [] == all_incidents(record, place="Timbuktu")
    with pytest.raises(UsageError, match="decide edit"):
        decided(record, rejecting(event.id, "status"))


def test_a_judged_event_leaves_the_queue(record: Path) -> None:
    """Accepted or edited, nobody is asked about it again until that is undone."""
    (first, *_) = [one for one in queue_of(record) if one.kind == "event"]
    made, _ = decided(record, accepting(first.id))
    assert first.id not in {one.id for one in queue_of(record)}
    undone(record, made)
    assert first.id in {one.id for one in queue_of(record)}


def test_an_accepted_incident_that_changes_comes_back(record: Path) -> None:
    """New evidence moves the toll: it is still accepted, and in the queue as changed."""
    one = the_incident(record, "Mopti")
    decided(record, accepting(one.id))
    later = dict(
        NEWS[5], id="b1-third", text=NEWS[5]["text"].replace("four", "nine"), published="2022-01-14"
    )
    ingest(record, [later])
    (item,) = [item for item in queue_of(record) if item.kind == "changed"]
    assert "dead changed since it was accepted" in item.why
    assert item.incident is not None
    assert "accepted" == item.incident.review
    decided(record, accepting(item.id))
    assert [] == [item for item in queue_of(record) if item.kind == "changed"]


def test_what_a_person_set_is_no_change(record: Path) -> None:
    """Setting a value of an accepted incident does not ask about it again."""
    one = the_incident(record, "Mopti")
    decided(record, accepting(one.id))
    toll = {"text": None, "start": None, "end": None, "low": 6, "best": 6, "high": 6}
    decided(record, lambda at: pipeline_decide.setting(at, one.id, "dead", toll))
    assert one.id not in {item.id for item in queue_of(record)}


def test_what_is_parted_from_an_accepted_incident_was_not_accepted(record: Path) -> None:
    """The part with the founding report stays accepted, the other is asked about."""
    one = the_incident(record, "Gao")
    decided(record, accepting(one.id))
    fourth = next(v.event_id for v in one.reported["dead"] if v.source == "Fourth Radio")
    _, names = decided(record, lambda at: pipeline_decide.splitting(at, one.id, [fourth]))
    reviews = {x.id: x.review for x in all_incidents(record) if x.id in names}
    assert sorted(reviews.values(), key=str) == [None, "accepted"]


def test_a_decision_on_another_state_is_refused(record: Path) -> None:
    """Ben judged what Ana has changed since: nothing is written, and he reads what she did."""
    first = queue_of(record)[0]
    assert first.state is not None
    decided(record, accepting(first.id), why="two wires agree", **{first.id: first.state})
    with pytest.raises(StaleError, match=r"Ana accepted at 2022-01-20 12:00 .*two wires agree"):
        decided(record, rejecting(first.id), by="Ben", **{first.id: first.state})
    with connect(record, write=False) as connection:
        assert 1 == len(history.decisions(connection))
        again = pipeline_review.item(connection, first.id)
    assert again.state is not None
    decided(record, rejecting(first.id), by="Ben", **{first.id: again.state})
    assert "rejected" == all_incidents(record, review="rejected")[0].review


def test_a_decision_on_what_evidence_changed_is_refused(record: Path) -> None:
    """A text that came while somebody read is no longer what they judged."""
    one = the_incident(record, "Mopti")
    with connect(record, write=False) as connection:
        state = pipeline_review.item(connection, one.id).state or ""
    later = dict(
        NEWS[5], id="b1-third", text=NEWS[5]["text"].replace("four", "nine"), published="2022-01-14"
    )
    ingest(record, [later])
    with pytest.raises(StaleError, match="new evidence"):
        decided(record, accepting(one.id), **{one.id: state})


def test_a_decision_on_one_item_does_not_refuse_another(record: Path) -> None:
    """Two people who work at different incidents never meet."""
    first, second = queue_of(record)[:2]
    decided(record, accepting(first.id), **{first.id: first.state or ""})
    decided(record, accepting(second.id), by="Ben", **{second.id: second.state or ""})
    assert 2 == len(all_incidents(record, review="accepted"))


REVIEWER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from watchfloor import pipeline_decide
from watchfloor.errors import StaleError
from watchfloor.pipeline_review import accepting, rejecting
record, by, verb = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
make = accepting if verb == "accept" else rejecting
print("ready", flush=True)
sys.stdin.readline()
for pair in sys.argv[4:]:
    name, state = pair.split("=")
    try:
        pipeline_decide.decide(
            record, make(name), by, "read it", lambda: datetime.now(UTC), judged={name: state}
        )
    except StaleError:
        print("stale", name, flush=True)
    else:
        print("done", name, flush=True)
"""


def test_of_two_reviewers_at_once_one_is_told(record: Path) -> None:
    """Two processes judge the same items at the same time: each item is decided exactly once."""
    items = [f"{one.id}={one.state}" for one in queue_of(record) if one.kind == "incident"][:5]
    people = [
        subprocess.Popen(
            [sys.executable, "-c", REVIEWER, str(record), name, verb, *items],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, verb in (("Ana", "accept"), ("Ben", "reject"))
    ]
    for one in people:
        assert one.stdout is not None
        assert "ready\n" == one.stdout.readline()
    outs = [one.communicate("go\n", timeout=120)[0].split() for one in people]
    verdicts = [dict(zip(out[1::2], out[::2], strict=True)) for out in outs]
    for item in items:
        name = item.partition("=")[0]
        assert ["done", "stale"] == sorted(found[name] for found in verdicts)
    with connect(record, write=False) as connection:
        assert len(items) == len(history.decisions(connection))


def test_decisions_survive_another_coder(record: Path) -> None:
    """Read anew by a coder of another name, accepted and rejected are what they were."""
    accepted, rejected = the_incident(record, "Gao"), the_incident(record, "Timbuktu")
    decided(record, accepting(accepted.id))
    decided(record, rejecting(rejected.id))
    with connect(record, write=True) as connection:  # as if the coder's next version read the same
        ledger = Ledger(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in ("report_coding", "report", "claim", "figure", "relation", "event", "coding"):
            connection.execute(" ".join(("UPDATE", table, "SET coder = 'next@9'")))
        connection.execute("UPDATE fusion SET scheme = 'another'")
        ledger.begin_fusing(pipeline_fuse.scheme())
        pipeline_fuse.fuse(connection, ledger, clock)
    assert {accepted.id} == {one.id for one in all_incidents(record, review="accepted")}
    assert {rejected.id} == {one.id for one in all_incidents(record, review="rejected")}


def test_a_decision_whose_place_is_gone_comes_first(record: Path) -> None:
    """No coding has such an event any more: the decision is an orphan, first in the queue."""
    one = the_incident(record, "Timbuktu")
    made, _ = decided(record, accepting(one.id))
    with connect(record, write=True) as connection:
        connection.execute(
            "UPDATE event SET type = 'PROTEST', mode = '[]' WHERE document_id = ?",
            (one.documents[0],),
        )
    first = queue_of(record)[0]
    assert ("orphan", made.id, None) == (first.kind, first.id, first.worth)


def test_corrections_are_exported(record: Path, tmp_path: Path) -> None:
    """`export corrections` writes a line a correction; as anything else it is refused."""
    event = an_event(record, place="Mopti", type="ASSAULT")
    decided(record, accepting(event.id, "type"))
    words = ["export", "corrections", "--record", str(record), "--format"]
    target = tmp_path / "c.jsonl"
    assert 0 == CliRunner().invoke(app, [*words, "jsonl", "-o", str(target)]).exit_code
    (line,) = target.read_text("utf-8").splitlines()
    assert ("type", "ASSAULT") == (json.loads(line)["field"], json.loads(line)["value"])
    assert 2 == CliRunner().invoke(app, [*words, "csv"]).exit_code


def test_corrections_are_what_holds(record: Path) -> None:
    """Place, field, the machine's value and the person's; what was undone teaches nothing."""
    event = an_event(record, place="Mopti", type="ASSAULT")
    toll = {"text": None, "start": None, "end": None, "low": 6, "best": 6, "high": 6}
    decided(record, editing(event.id, "dead", toll, (40, 50)))
    made, _ = decided(record, rejecting(event.id, "event_loc"))
    undone(record, made)
    decided(record, accepting(event.id, "type"))
    with connect(record, write=False) as connection:
        edit, accept = corrections(connection)
        (text,) = (one for one in query.documents(connection) if one.id == event.document_id)
        assert [] == list(corrections(connection, Where(source=("nobody",))))
    assert event.dead is not None
    assert (event.dead.low, 6) == (edit.machine_value["low"], edit.value["low"])
    assert text.text[40:50] == edit.value["text"]
    assert text.text[edit.start : edit.end] == edit.text == event.anchor.text
    assert ("event", "edit", "dead", event.coder) == (
        edit.subject, edit.verdict, edit.field, edit.coder,
    )  # fmt: skip
    assert ("type", "ASSAULT", "ASSAULT") == (accept.field, accept.machine_value, accept.value)


@pytest.mark.parametrize(
    "make, error",
    [
        (lambda one, _: accepting(one.id, "dead"), UsageError),
        (lambda one, _: editing(one.id, "dead", None), UsageError),
        (lambda _, event: editing(event.id, "colour", "red"), UsageError),
        (lambda _, event: editing(event.id, "dead", {"low": "many"}), InputError),
        (lambda _, event: editing(event.id, "dead", {}, (5, 900_000)), UsageError),
        (lambda _, event: editing(event.id, "type", "PROTEST", (5, 9)), UsageError),
        (lambda _, event: accepting(event.document_id), InputError),
        (lambda *_: accepting("ffffffff"), InputError),
    ],
)
def test_what_cannot_be_decided_is_refused(
    record: Path, make: Callable[[Incident, Event], Making], error: type[Exception]
) -> None:
    """Fields of incidents, unknown fields, values and spans that are none: nothing is written."""
    one, event = the_incident(record, "Mopti"), an_event(record, place="Mopti")
    with pytest.raises(error):
        decided(record, make(one, event))
    with connect(record, write=False) as connection:
        assert () == history.decisions(connection)


ITEMS = st.lists(
    st.builds(
        Item,
        kind=st.sampled_from(["incident", "changed", "event", "orphan"]),
        id=st.text("0123456789abcdef", min_size=4, max_size=4),
        worth=st.none()
        | st.builds(
            Worth,
            uncertainty=st.just(1.0),
            consequence=st.just(1.0),
            value=st.floats(0, 50).map(lambda value: round(value, 1)),
        ),
        why=st.just(()),
        state=st.none(),
    ),
    unique_by=lambda one: (one.kind, one.id),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_the_queue_is_total(items: list[Item], chance: random.Random) -> None:
    """However items come, they stand in one order, no two in the same place, orphans first."""
    shuffled = list(items)
    chance.shuffle(shuffled)
    ordered = sorted(items, key=lambda one: one.order)
    assert ordered == sorted(shuffled, key=lambda one: one.order)
    assert len(items) == len({one.order for one in items})
    first = [one.worth is None for one in ordered]
    assert first == sorted(first, reverse=True)
