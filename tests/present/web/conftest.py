"""The application over small records, and a browser's client for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from watchfloor.present.web.app import build_app

TOKEN = "token-of-the-tests"  # noqa: S105  (of no server)


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
