"""Nothing is read without the token, nothing written but by our own pages."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.present.web.conftest import TOKEN
from watchfloor.present.web.app import build_app
from watchfloor.present.web.security import (
    BODY_BYTES,
    CONTENT_POLICY,
    QUERY_BYTES,
    derived,
    host_name,
)

CSRF = derived(TOKEN, "csrf")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("path", ["/", "/incidents", "/static/app.css", "/nowhere"])
def test_without_a_token_nothing_is_readable(stranger: TestClient, path: str) -> None:
    """Every address answers 401 and says nothing of the record."""
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert "Watch" not in answer.text.replace("watchfloor serve", "")


def test_a_token_becomes_a_cookie(stranger: TestClient) -> None:
    """The address with the token leads to the same one without it; the cookie is not the token."""
    answer = stranger.get("/", params={"token": TOKEN, "country": "IRQ"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?country=IRQ"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie


@pytest.mark.parametrize("offered", ["wrong", "", "é", TOKEN + " ", TOKEN[:-1]])
def test_a_wrong_token_opens_nothing(stranger: TestClient, offered: str) -> None:
    """Neither as parameter, nor as cookie, nor as header."""
    assert stranger.get("/", params={"token": offered}).status_code == 401
    if offered.isascii():
        header = {"Authorization": f"Bearer {offered}"}
        if offered.strip() != TOKEN:
            assert stranger.get("/", headers=header).status_code == 401
        cookies = {"Cookie": f"watchfloor-80={offered}"}
        assert stranger.get("/", headers=cookies).status_code == 401


def test_a_ticket_opens_once(tmp_path: Path) -> None:
    """What a browser is started with is worth nothing to who reads its command line later."""
    app = build_app(tmp_path / "record.db", TOKEN, ticket="once")
    first, later = (TestClient(app, base_url="http://127.0.0.1") for _ in range(2))
    opened = first.get("/", params={"token": "once"}, follow_redirects=False)
    assert opened.status_code == 303
    assert "set-cookie" in opened.headers
    assert later.get("/", params={"token": "once"}).status_code == 401
    assert later.get("/", params={"token": TOKEN}, follow_redirects=False).status_code == 303


def test_the_token_alone_is_no_cookie(stranger: TestClient) -> None:
    """What the cookie holds is derived: the token in its place opens nothing."""
    assert stranger.get("/", headers={"Cookie": f"watchfloor-80={TOKEN}"}).status_code == 401


def test_a_bearer_token_serves_programs(stranger: TestClient) -> None:
    """A script may send the token as a header."""
    assert stranger.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_redirect_stays_on_this_host(stranger: TestClient) -> None:
    """A path of two slashes must not become the address of another machine."""
    for path in ("//evil.example/", "/\\evil.example", "///evil.example"):
        answer = stranger.get(f"http://testserver{path}?token={TOKEN}", follow_redirects=False)
        assert not answer.headers["location"].startswith(("//", "/\\", "http"))


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:x", "[::1", "", "8.8.8.8"]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    """A name that somebody bound to this machine's address reads nothing, with a cookie too."""
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "header, name",
    [
        ("127.0.0.1:8765", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:80", "::1"),
        ("[::1]", "::1"),
        ("a:b:c", "a:b:c"),
        ("a:b", None),
        ("[::1", None),
        ("[::1]x", None),
        ("", None),
    ],
)
def test_host_names(header: str, name: str | None) -> None:
    """The name is read without port and brackets; a malformed header has none."""
    assert host_name(header) == name


def test_every_answer_has_the_headers(stranger: TestClient, client: TestClient) -> None:
    """Refusals too carry the policy and forbid sniffing, framing and caching."""
    for answer in (
        client.get("/"),
        client.get("/nowhere"),
        stranger.get("/", headers={"Host": "x"}),
    ):
        assert answer.headers["content-security-policy"] == CONTENT_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers


def test_a_page_holds_nothing_that_the_policy_forbids(client: TestClient) -> None:
    """No inline script, no style attribute, nothing from elsewhere."""
    text = client.get("/").text
    assert "<script>" not in text
    assert " style=" not in text
    assert "onclick" not in text
    assert "//cdn" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    """Even with the right CSRF token."""
    answer = client.post("/", content=f"csrf={CSRF}", headers={**FORM, **headers})
    assert answer.status_code == 403


@pytest.mark.parametrize("body", ["", "csrf=", "csrf=x", f"csrf={CSRF}&csrf=x", f"CSRF={CSRF}"])
def test_a_form_without_its_csrf_token_is_refused(client: TestClient, body: str) -> None:
    """A missing, wrong or doubled token writes nothing."""
    assert client.post("/", content=body, headers=FORM).status_code == 403


def test_our_own_form_passes(client: TestClient) -> None:
    """A form with origin and token reaches its page: here one that takes no form (405)."""
    headers = {**FORM, "Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/", content=f"csrf={CSRF}", headers=headers).status_code == 405
    headers = {"X-CSRF-Token": CSRF, **FORM}
    assert client.post("/", content="a=b", headers=headers).status_code == 405


def test_a_form_needs_the_session_too(stranger: TestClient) -> None:
    """The CSRF token opens nothing by itself, nor does a token in the address of a POST."""
    assert stranger.post("/", content=f"csrf={CSRF}", headers=FORM).status_code == 401
    answer = stranger.post(f"/?token={TOKEN}", content=f"csrf={CSRF}", headers=FORM)
    assert answer.status_code == 401


def test_sizes_are_capped(client: TestClient) -> None:
    """A body is refused by its length, announced or not; so is an endless address."""
    large = b"a" * (BODY_BYTES + 1)
    assert client.post("/", content=large, headers=FORM).status_code == 413
    pieces = (b"a" * 100_000 for _ in range(20))
    assert client.post("/", content=pieces, headers=FORM).status_code == 413
    assert client.get("/", headers={"Content-Length": "9" * 5_000}).status_code == 413
    assert client.get("/?text=" + "a" * QUERY_BYTES).status_code == 414


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    """Nothing but GET, HEAD and POST is answered."""
    assert client.request(method, "/").status_code == 405


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data; boundary=x", "text/plain", "application/xml", "application/json"],
)
def test_a_form_is_urlencoded(client: TestClient, content_type: str) -> None:
    """Other bodies are refused: no upload is taken, and no page of ours sends JSON."""
    headers = {"Content-Type": content_type, "X-CSRF-Token": CSRF}
    assert client.post("/", content="x", headers=headers).status_code == 415


def test_files_do_not_leave_their_folder(client: TestClient) -> None:
    """A path that climbs out of the built files finds nothing."""
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
    ):
        assert client.get(path).status_code in (400, 404)
