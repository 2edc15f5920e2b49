"""The made record is one that the product can read: else its timings were of something else."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.web_record import CHAINS, CHARACTERS, write
from watchfloor.present.web.app import build_app
from watchfloor.store import connect, query


def test_every_row_is_read_and_every_page_answers(tmp_path: Path) -> None:
    """Forty incidents with three chains each, a document of 600 characters to each of them."""
    record = tmp_path / "made.db"
    write(record, 40)
    with connect(record, write=False) as connection:
        incidents = list(query.incidents(connection))
        events = list(query.events(connection))
        documents = list(query.documents(connection))
    assert (40, 40 * CHAINS, 40) == (len(incidents), len(events), len(documents))
    assert {CHARACTERS} == {len(one.text) for one in documents}
    assert {CHAINS} == {len(one.chains) for one in incidents}
    with TestClient(build_app(record, "secret", hosts=("testserver",))) as client:
        client.get("/", params={"token": "secret"})
        for path in ("/incidents", "/incidents/map.json", "/review", "/search?q=convoy"):
            assert client.get(path).status_code == 200
        told = client.get("/incidents/weeks.json?counted=all").json()
        assert 40 == told["before"] + sum(week["n"] for week in told["weeks"])


def test_a_record_that_exists_is_left_alone(tmp_path: Path) -> None:
    """Nobody's record is overwritten by a bench."""
    (tmp_path / "w.db").write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="name another"):
        write(tmp_path / "w.db", 1)
    assert b"mine" == (tmp_path / "w.db").read_bytes()
