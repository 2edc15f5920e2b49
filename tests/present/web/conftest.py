"""The application over small records, and a browser's client for it."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.present.conftest import make_entry, write_record
from watchfloor import pipeline_ingest
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.present.web.app import build_app

TOKEN = "token-of-the-tests"  # noqa: S105  (of no server)

HOSTILE = (
    {
        "text": "Gunmen <script>alert(1)</script> killed three soldiers near Baghdad on Thursday,"
        " police said. The <b onmouseover=alert(2)>group</b> said it had carried out the attack.",
        "title": "</title><script>alert(3)</script>",
        "source": '"><img src=x onerror=alert(4)>',
        "url": "javascript:alert(5)",
        "published": "2022-01-07",
    },
    {
        "text": "Rebels <scr killed ipt> five civilians in Mosul on Friday, officials said.",
        "title": '=HYPERLINK("http://evil.example";"open")',
        "source": "=cmd|' /C calc'!A0",
        "url": "https://news.example/a?b=1&c=<d>",
        "published": "2022-01-08",
    },
    {
        "text": "Militants attacked a \u202ebase\u202c in Kirkuk on Sunday, killing two"
        "\x1b[2J guards.\u2066 The army said 2,500 troops\x85 remain in Iraq.\u2069"
        " {{ 7 * 7 }} {% raw %}",
        "title": "\u202etxt.exe \x1b[31m &lt;script&gt; &#60;",
        "source": "@SUM(1+1)",
        "url": "http://[::1",
        "published": "2022-01-09",
    },
    {
        "text": "Protesters rallied in Basra. قال متحدث إن الهجوم أسفر عن مقتل ثلاثة. "
        "Iran backs Kata'ib Hezbollah, which denied attacking the base. \U0001f600",
        "title": "",
        "source": "",
        "url": None,
        "published": None,
    },
)
"""Texts, titles, outlets and addresses of somebody who would run code in the reader's browser."""


def client_of(record: Path) -> TestClient:
    """Return a client that holds the token, over a record; a defect of the server is a 500."""
    app = build_app(record, TOKEN, hosts=("testserver",))
    made = TestClient(app, raise_server_exceptions=False)
    made.headers["Authorization"] = f"Bearer {TOKEN}"
    return made


@pytest.fixture
def stranger(record: Path) -> Iterator[TestClient]:
    """Return a client that has no token."""
    app = build_app(record, TOKEN, hosts=("testserver",))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """Return a client that has opened the address with the token."""
    assert stranger.get("/", params={"token": TOKEN}).status_code == 200
    return stranger


@pytest.fixture(scope="session")
def dispatch(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client over the one dispatch coded by hand, told by two outlets."""
    folder = tmp_path_factory.mktemp("dispatch")
    entries = [make_entry(), make_entry("Gunmen kill three", "Other Wire")]
    return client_of(write_record(folder / "record.db", entries))


VARIOUS = (
    "Gunmen killed three soldiers near Baghdad on Thursday, police said.",
    "Hundreds protested in Basra on Wednesday against power cuts, officials said. Attacks on the"
    " ministry will probably increase in February, a spokesman for the army said.",
)
"""Texts of a violent incident, of another, and of a forecast."""


@pytest.fixture(scope="session")
def various(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client over an attack and a protest of one week, by two outlets."""
    folder = tmp_path_factory.mktemp("various")
    rows = [
        {"text": text, "source": f"Wire {number}", "published": "2022-01-07"}
        for number, text in enumerate(VARIOUS)
    ]
    return client_of(read_record(folder, rows))


def read_record(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """Read texts into a new record by the fast coder."""
    path = folder / "texts.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    options = IngestOptions(version="0", coder="lexicon", workers=0)
    now = datetime(2022, 1, 10, tzinfo=UTC)
    pipeline_ingest.ingest(
        folder / "record.db", [str(path)], options, stdin=io.BytesIO(), clock=lambda: now
    )
    return folder / "record.db"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client over texts that would run code in the reader's browser."""
    folder = tmp_path_factory.mktemp("hostile")
    return client_of(read_record(folder, HOSTILE))
