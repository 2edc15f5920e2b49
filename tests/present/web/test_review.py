"""`/review` as plain forms: decide, be refused, undo, and keep one's place."""

import re
from html import unescape
from pathlib import Path
from shutil import copyfile

import pytest
from starlette.testclient import TestClient

from tests.test_incidents import NEWS, all_incidents, ingest
from watchfloor.present.web.app import build_app
from watchfloor.store import connect, history


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news, and of a text that would rather be a page."""
    record = tmp_path_factory.mktemp("web") / "w.db"
    hostile = dict(
        NEWS[6],
        id="x1",
        source="<script>alert(1)</script>",
        text="A bomb <script>alert(2)</script> exploded in Kidal on Friday and killed ten people.",
    )
    ingest(record, [*NEWS, hostile])
    with connect(record, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return record


@pytest.fixture
def record(whole: Path, tmp_path: Path) -> Path:
    """Give a record of its own."""
    copyfile(whole, tmp_path / "w.db")
    return tmp_path / "w.db"


def fields(html: str) -> dict[str, str]:
    """Return the hidden fields of the form that decides."""
    form = html[html.index('<form id="decide"') : html.index("</form>", html.index('id="decide"'))]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def shown(client: TestClient, address: str = "/review") -> str:
    """Return a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def post(client: TestClient, html: str, verdict: str, **more: str) -> tuple[int, str]:
    """Press a button of a page; return the status and the page that follows."""
    data = {**fields(html), "author": "Ana", "verdict": verdict, **more}
    answer = client.post("/review", data=data)
    return answer.status_code, answer.text


def left(html: str) -> int:
    """Return how many incidents the page says are left."""
    found = re.search(r"<b>(\d+)</b> incidents? left", html)
    assert found
    return int(found[1])


def test_the_first_item_stands_with_its_evidence(client: TestClient, record: Path) -> None:
    """Form, marked words, keys on the buttons, and a list of what comes next."""
    html = shown(client)
    assert len(all_incidents(record)) == left(html)
    for key in "aremsj":
        assert f'data-key="{key}"' in html
    assert '<mark class="s s-anchor"' in html
    assert "data-span-edit" in html
    assert "data-candidate" in html
    assert " style=" not in html
    assert " onclick" not in html


def test_accepting_leads_to_the_next_and_can_be_undone(client: TestClient, record: Path) -> None:
    """One less is left, the toast offers undo, the author is remembered; undo returns to it."""
    first = shown(client)
    status, after = post(client, first, "accept")
    assert status == 200
    assert left(first) - 1 == left(after)
    assert fields(first)["item"] != fields(after)["item"]
    assert 'class="toast"' in after
    assert 'value="Ana"' in after
    assert re.search(
        r'<b>accept</b> <a href="/documents/\w+#s\d+-\d+"[^>]*>of these words</a>', after
    )
    (made,) = re.findall(r'<form method="post".*?value="(undo:\w+)"', after)
    status, back = post(client, after, made)
    assert status == 200
    assert fields(first)["item"] == fields(back)["item"]
    assert left(first) == left(back)
    assert [] == all_incidents(record, review="accepted")


def test_ten_items_are_worked_off_and_undone(client: TestClient, record: Path) -> None:
    """Accept and reject in turn until all is done; then undo from the latest back."""
    html, start = shown(client), left(shown(client))
    decided = min(10, start)
    for number in range(decided):
        verdict = "accept" if number % 2 else "reject"
        status, html = post(client, html, verdict, reason="read it")
        assert status == 200
    assert start - decided == left(html)
    for _ in range(decided):
        newest = re.findall(r'value="(undo:\w+)" formnovalidate', html)[0]
        status, html = post(client, html, newest)
        assert status == 200
    assert start == left(shown(client))
    assert start == len(all_incidents(record))


def test_two_browsers_do_not_overwrite_each_other(record: Path) -> None:
    """Ben's form is of before Ana's decision: he reads what she did, and may decide again."""
    app = build_app(record, "secret", hosts=("testserver",))
    with TestClient(app) as ana, TestClient(app) as ben:
        for one in (ana, ben):
            one.get("/", params={"token": "secret"})
        first, second = shown(ana), shown(ben)
        assert 200 == post(ana, first, "accept", reason="two wires")[0]
        status, refused = post(ben, second, "reject", author="Ben", reason="not sure")
        assert status == 409
        assert "Ana accepted at" in refused
        assert "two wires" in refused
        assert 'value="not sure"' in refused  # what was typed is kept
        assert fields(second)["item"] == fields(refused)["item"]
        assert fields(second)["state"] != fields(refused)["state"]
        assert 200 == post(ben, refused, "reject", author="Ben", reason="not sure")[0]
    with connect(record, write=False) as connection:
        assert 2 == len(history.decisions(connection))


def test_a_value_is_chosen_or_typed(client: TestClient, record: Path) -> None:
    """A candidate sets the incident's value; words of a report come with their place."""
    html = shown(client, "/review?place=Gao")
    item = fields(html)["item"]
    chosen = re.findall(r'name="candidate" value="(dead=[^"]*)"', html)
    assert chosen
    status, _ = post(client, html, "edit", candidate=unescape(chosen[0]), reason="the wire's")
    assert status == 200
    with connect(record, write=False) as connection:
        (made,) = history.decisions(connection)
    assert ("edit", "dead") == (made.verdict, made.field)
    html = shown(client, f"/review?at={item}")
    report = re.findall(r'<option value="(\w{20})">what', html)[0]
    status, _ = post(
        client, html, "edit", field="dead", value="7", of=report, start="8", end="14", reason="x"
    )
    assert status == 200
    with connect(record, write=False) as connection:
        made = history.decisions(connection)[-1]
    assert '"start":8' in (made.value or "")
    assert ">dead edited</span>" in shown(client, "/events")


def test_merge_and_split(client: TestClient, record: Path) -> None:
    """Two incidents become one, and are parted again."""
    found = [one for one in all_incidents(record, place="Gao") if one.type == "ASSAULT"]
    html = shown(client, f"/review?at={found[0].id}")
    other = re.findall(r'name="other" value="(\w+)"', html)[0]
    assert 400 == post(client, html, "merge", reason="same")[0]
    before = len(all_incidents(record))
    assert 200 == post(client, html, "merge", reason="same", other=other)[0]
    assert before - 1 == len(all_incidents(record))
    large = max(all_incidents(record, place="Gao"), key=lambda one: len(one.documents))
    html = shown(client, f"/review?at={large.id}")
    report = re.findall(r'name="(report-\w+)"', html)[-1]
    assert 400 == post(client, html, "split", reason="two")[0]
    assert 200 == post(client, html, "split", reason="two", **{report: "yes"})[0]
    assert before == len(all_incidents(record))


def test_any_incident_is_merged_by_its_id(client: TestClient, record: Path) -> None:
    """One that is not offered is named by its id, its first digits or its address."""
    far = {one.id: one for one in all_incidents(record)}
    html = shown(client)
    item = fields(html)["item"]
    offered = re.findall(r'name="other" value="(\w+)"', html)
    other = next(name for name in far if name not in (item, *offered))
    address = f"http://testserver/incidents/{other}"
    for words, status in (("ffffffffffff", 400), (item, 400), (address, 200)):
        asked = {"reason": "one and the same", "other-id": words}
        found, answer = post(client, html, "merge", **asked)
        assert status == found
        assert status == 200 or f'name="other-id" value="{words}"' in answer
    assert len(far) - 1 == len(all_incidents(record))


def test_reports_of_one_source_can_be_parted(client: TestClient, record: Path) -> None:
    """Split has a key wherever an incident has more than one report, were it of one source."""
    several = [one for one in all_incidents(record) if len(one.chains) > 1]
    single = next(one for one in all_incidents(record) if len(one.chains) == 1)
    assert any(one.independent_sources == 1 for one in several)
    for one in several:
        html = shown(client, f"/review?at={one.id}")
        assert 'value="split" data-key="p"' in html
        assert len(one.chains) == len(re.findall(r'name="report-\w+"', html))
    assert 'value="split"' not in shown(client, f"/review?at={single.id}")
    status, refused = post(client, html, "split", reason="two")
    assert status == 400
    assert "<details open>" in refused


def test_filters_and_place_are_kept(client: TestClient) -> None:
    """What is shown after a decision, and after a skip, is of the same filters."""
    html = shown(client, "/review?type=ASSAULT")
    skip = re.findall(r'<a class="button" href="([^"]+)" data-key="s"', html)[0]
    second = shown(client, unescape(skip))
    assert fields(html)["item"] != fields(second)["item"]
    action = re.findall(r'<form id="decide" method="post" action="([^"]+)"', second)[0]
    data = {**fields(second), "author": "Ana", "verdict": "accept"}
    answer = client.post(unescape(action), data=data, follow_redirects=False)
    assert answer.status_code == 303
    assert "type=ASSAULT" in answer.headers["location"]
    assert "after=" in answer.headers["location"]


@pytest.mark.parametrize(
    "verdict, more, status, words",
    [
        ("reject", {}, 400, "say why"),
        ("accept", {"author": " "}, 400, "who decides?"),
        ("accept", {"author": "A" * 100}, 400, "at most 80"),
        ("dance", {"reason": "x"}, 400, "no button"),
        ("edit", {"reason": "x"}, 400, "choose a value"),
        ("edit", {"reason": "x", "field": "dead", "value": "many"}, 400, "wants a number"),
        ("edit", {"reason": "x", "field": "type", "value": "WAR"}, 400, "no type"),
        ("undo:ffff", {}, 400, "no decision begins"),
        ("reject-report:ffffff", {"reason": "x"}, 400, "ffffff"),
    ],
)
def test_what_cannot_be_is_said_in_place(
    client: TestClient, record: Path, verdict: str, more: dict[str, str], status: int, words: str
) -> None:
    """The page stays, says what is missing, and nothing is written."""
    found, html = post(client, shown(client), verdict, **more)
    assert status == found, html
    assert words in html
    with connect(record, write=False) as connection:
        assert () == history.decisions(connection)


def test_a_form_without_our_token_is_refused(client: TestClient, record: Path) -> None:
    """Another site cannot decide for anybody."""
    data = {**fields(shown(client)), "author": "Ana", "verdict": "accept"}
    assert 403 == client.post("/review", data={**data, "csrf": "wrong"}).status_code
    assert 403 == client.post("/review", data={k: v for k, v in data.items() if k != "csrf"}).status_code  # fmt: skip  # noqa: E501
    assert [] == all_incidents(record, review="accepted")


def test_hostile_texts_stay_texts(client: TestClient) -> None:
    """Markup in a source's name, a text, an author or a reason is shown, never run."""
    html = shown(client, "/review?place=Kidal")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(2)" in html
    evil = '"><script>alert(3)</script>'
    _, after = post(client, html, "accept", author=evil, reason=evil)
    assert "<script>alert" not in after


@pytest.mark.parametrize(
    "query, status",
    [
        ("at=ffffffffffffffffffff", 404),
        ("at=%00", 400),
        ("after=x", 400),
        ("after=nan:x", 200),
        ("report=nobody", 200),
        ("done=nobody", 200),
        ("colour=red", 400),
        ("review=accepted", 200),
    ],
)
def test_addresses_that_nobody_made(client: TestClient, query: str, status: int) -> None:
    """Whatever stands in the address, the answer is a page and no defect."""
    assert status == client.get(f"/review?{query}").status_code


def test_the_queue_as_json(client: TestClient) -> None:
    """The twin has the items in the order of the page."""
    rows = client.get("/review.json?type=ASSAULT").json()
    assert fields(shown(client, "/review?type=ASSAULT"))["item"] == rows[0]["id"]
    assert {"kind", "id", "worth", "why", "state", "incident", "event"} <= rows[0].keys()
