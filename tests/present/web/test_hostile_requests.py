"""Every route of the application's own table, by every method, with whatever may be sent to it."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.present.web.asking import RAW, VALUES, Answer, Asker, Door, doors, encoded
from tests.present.web.conftest import HOSTILE, TOKEN, VARIOUS, read_record
from tests.present.web.pages import Page
from tests.soaking import PROFILE
from watchfloor.model import Where
from watchfloor.present.options import FILTERS
from watchfloor.present.web.app import build_app
from watchfloor.present.web.security import derived
from watchfloor.store import connect, query

pytestmark = pytest.mark.property

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "get", "")
SHAPES = (
    *(b"country=IRQ&" * 101, b"&" * 5_000, b"=", b"==&=a", b"?", b"a", b"since", b"sort&after"),
    *(b"unknown=1", b"a=1;b=2", b"type[]=ASSAULT", b"type=ASSAULT,PROTEST", b"%00=%00"),
    *(b"sort=oldest&after=~.0", b"since=9999-12-31&until=0001-01-01", b"counted=all&set=violence"),
    b"since=2022-01-01&until=2022-12-31&country=IRQ&type=ASSAULT&min_sources=1&as_of=2022-06-01",
)
LIES = {
    "accept": "\xff",
    "cookie": "watchfloor-author=%ED%A0%80; watchfloor-seen=9999999999999999999.x.-1; a",
    "range": "bytes=9-1",
    "if-none-match": "*",
    "if-modified-since": "Fri, 99 Foo 0000",
    "hx-request": "true",
    "content-length": "-1",
    "content-type": "\x00",
}
THIN, SHORT = (1, 1) if PROFILE == "soak" else (5, 3)
"""Of so many values and filters one is tried on a route, and one of so many shapes."""
FORM = {"content-type": "application/x-www-form-urlencoded"}
CSRF = derived(TOKEN, "csrf")
DOORS = doors(build_app(Path("none.db"), TOKEN).routes)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of texts that are hostile and of texts that are not."""
    rows: list[dict[str, object]] = [
        {"text": text, "source": f"Wire {number}", "published": "2022-01-07"}
        for number, text in enumerate(VARIOUS)
    ]
    return read_record(tmp_path_factory.mktemp("told"), [*HOSTILE, *rows])


@pytest.fixture(scope="module")
def ask(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Return what asks the application over a record that may be written to."""
    record = tmp_path_factory.mktemp("asked") / "record.db"
    shutil.copyfile(told, record)
    app = build_app(record, TOKEN, hosts=("testserver",))
    made = Asker(app, {"authorization": f"Bearer {TOKEN}"})
    yield made
    made.close()


@pytest.fixture(scope="module")
def known(told: Path) -> tuple[bytes, ...]:
    """Return ids that routes answer for: of an incident, a document and an actor."""
    with connect(told, write=False) as connection:
        incident = next(iter(query.incidents(connection, Where())))
        document = next(iter(query.documents(connection, Where())))
    return (incident.id.encode(), document.id.encode(), b"kataib-hezbollah")


def sound(answer: Answer, asked: object) -> Answer:
    """Return an answer that is no defect of the server and a page in which nothing runs."""
    words = repr(asked)[:400]
    assert answer.status < 500, f"{words}: {answer.text[-600:]}"
    assert answer.headers["x-content-type-options"] == "nosniff", words
    assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"], words
    if answer.is_page:
        assert Page(answer.text).faults == [], words
        assert len(answer.body) < 1_000_000, f"{words}: a page of {len(answer.body):,} bytes"
    elif answer.status >= 400:
        assert answer.headers.get("content-type", "").startswith("text/plain"), words
    return answer


NAMED = pytest.mark.parametrize(
    "door", DOORS, ids=[f"{one.path}-{one.methods[0]}" for one in DOORS]
)


@NAMED
def test_no_value_breaks_a_route(ask: Asker, known: tuple[bytes, ...], door: Door) -> None:
    """Each value stands once in each gap of the path; parameters of the route meet values in turn.

    Each parameter that the route's module reads meets a value at least, and many filters do; which
    differs from route to route. `make soak` lets all meet all.
    """
    values = encoded()
    if door.has_gap:
        for value in values:
            sound(ask(door.filled(value or b"x")), (door.path, value))
    turn = sum(door.path.encode())
    chosen = values[turn % THIN :: THIN]
    names = [one for one in door.names if one not in FILTERS] + list(FILTERS)[turn % THIN :: THIN]
    for number in range(len(names) * len(chosen) if THIN == 1 else max(len(names), len(chosen))):
        name, value = names[number % len(names)], chosen[(number + turn) % len(chosen)]
        path = door.filled(known[number % len(known)])
        sound(ask(path, name.encode() + b"=" + value), (path, name, value))


@NAMED
def test_no_shape_of_a_request_breaks_a_route(
    ask: Asker, known: tuple[bytes, ...], door: Door
) -> None:
    """Each method; keys twice, a hundred times, nameless, without value; headers that lie."""
    path = door.filled(known[0])
    for method in METHODS:
        sound(ask(path, method=method, headers={"x-csrf-token": CSRF}), (method, path))
    turn = sum(door.path.encode())
    own = door.names[turn % THIN :: THIN]
    twice = [b"%s=a&%s=2022-01-01" % (one.encode(), one.encode()) for one in own]
    for pairs in (*twice, *SHAPES[turn % SHORT :: SHORT]):
        sound(ask(path, pairs), (path, pairs))
    for name, value in list(LIES.items())[turn % SHORT :: SHORT]:
        sound(ask(path, headers={name: value}), (path, name, value))


def test_a_file_is_refused_when_its_page_is(ask: Asker) -> None:
    """A filter that the rows do not have refuses the list and its files, before a byte is sent."""
    pages = {door.path for door in DOORS if "GET" in door.methods}

    @cache
    def status(path: str, pair: bytes) -> int:
        return ask(path.encode(), pair).status

    for door in DOORS:
        page = door.path.rpartition(".")[0]
        if page in pages and not door.has_gap:
            for pair in (b"min_sources=1", b"speaker=a", b"set=violence", b"near=33,44,5"):
                assert status(door.path, pair) == status(page, pair), (door.path, pair)


def test_pages_that_take_forms_are_known() -> None:
    """There is something to post to, and its fields are read from the source."""
    forms = {door.path: door.names for door in DOORS if "POST" in door.methods}
    assert {"/review", "/seen"} <= set(forms)
    assert {"item", "verdict", "author", "reason", "value", "other-id"} <= set(forms["/review"])


POSTED = pytest.mark.parametrize(
    "door", [one for one in DOORS if "POST" in one.methods], ids=lambda door: door.path
)


@POSTED
def test_no_field_of_a_form_breaks_a_route(
    ask: Asker, known: tuple[bytes, ...], door: Door
) -> None:
    """Each field meets values in turn, beside fields that fit; each value is once the item."""
    path = door.filled(known[0])
    fitting = {"item": known[0].decode(), "author": "Ada", "reason": "test", "field": "dead"}
    verdicts = ("edit", "merge", "split", "undo:a", "reject-report:a")
    for turn, name in enumerate(door.names * (1 if THIN > 1 else len(VALUES))):
        value, verdict = VALUES[turn % len(VALUES)], verdicts[turn % len(verdicts)]
        given = {**fitting, "verdict": verdict, name: value, "csrf": CSRF}
        post(ask, path, urlencode(given, errors="surrogatepass").encode())
    for number, value in enumerate(VALUES):
        verdict = ("accept", "reject", "edit")[number % 3]
        given = {**fitting, "value": value, "verdict": verdict, "item": value or "x", "csrf": CSRF}
        post(ask, path, urlencode(given, errors="surrogatepass").encode())
    for number, raw in enumerate(RAW):
        name = ("author", "reason", "value", "verdict", "report-a", "")[number % 6]
        body = urlencode({**fitting, "verdict": "edit", "csrf": CSRF}).encode()
        post(ask, path, body + b"&" + name.encode() + b"=" + raw)


@POSTED
def test_a_decision_keeps_whatever_name_and_reason(
    ask: Asker, known: tuple[bytes, ...], door: Door
) -> None:
    """What is kept of a form is shown again as words, on the page that follows."""
    path = door.filled(known[0])
    for author, reason in (
        ("<script>alert(1)</script>", "a\x00b'\"--"),
        ("\u202eAda\x1b[2J\U0001f600", "</textarea><svg onload=alert(1)>"),
    ):
        given = {"csrf": CSRF, "item": known[0].decode(), "verdict": "accept"}
        post(ask, path, urlencode({**given, "author": author, "reason": reason}).encode())
        for shown in ("/review", f"/incidents/{known[0].decode()}"):
            sound(ask(shown.encode()), (shown, author))


@POSTED
def test_what_is_no_form_breaks_no_route(ask: Asker, known: tuple[bytes, ...], door: Door) -> None:
    """Bodies that are empty, no words, endless, or of another kind are refused."""
    bodies = (b"", b"\xff\x00", b"{}", b"[[[[", b"a" * 1_000_001, b"&" * 900_000, b"a=1&" * 2_000)
    for body in bodies:
        for kind in (*FORM.values(), "application/json", "multipart/form-data", "\xff", ""):
            headers = {"x-csrf-token": CSRF, "content-type": kind}
            asked = (door.path, kind, body[:20])
            path = door.filled(known[0])
            sound(ask(path, method="POST", body=body, headers=headers), asked)


def post(ask: Asker, path: bytes, body: bytes) -> None:
    """Send a form."""
    sound(ask(path, method="POST", body=body, headers=FORM), (path, body))
