"""No list, brief or export names a private person; office-holders and bodies stay readable."""

from io import BytesIO
from json import loads
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from tests.present.canaries import PRIVATE, PUBLIC, TEXT, TITLE, TOWN, record_in
from tests.present.web.conftest import client_of
from tests.present.web.pages import Page
from watchfloor.export.formats import pairs
from watchfloor.present.cli import app

PAGES = (
    *("/", "/incidents", "/events", "/claims", "/documents", "/actors", "/actors/river-front"),
    *("/figures", "/relations", "/forecasts", "/search?q=killed", "/search?q=raped&sort=best"),
    "/sources",
)
KINDS = tuple(dict.fromkeys(kind for kind, _ in pairs()))
TWINS = (
    *(f"/{kind}.{name}" for kind in KINDS for name in ("json", "csv", "geojson", "parquet")),
    *("/incidents.graphml", "/relations.graphml", "/actors.graphml"),
    *(f"/forecasts.{name}" for name in ("json", "csv", "geojson", "parquet")),
    *(f"/review.{name}" for name in ("json", "csv", "geojson", "parquet")),
    *(f"/search.{name}?q=killed" for name in ("json", "csv", "geojson", "parquet")),
    *("/incidents/map.json", "/incidents/weeks.json", "/sources.json"),
)
LISTS = (
    *("incidents", "events", "claims", "documents", "figures", "relations", "forecasts"),
    *("review", "actors"),
)
UNMASKED = ("--unmask", "--reason", "handed to the court", "--by", "an analyst")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record of the canaries."""
    return record_in(tmp_path_factory.mktemp("canaries"))


@pytest.fixture(scope="module")
def client(record: Path) -> TestClient:
    """Return a client over it."""
    return client_of(record)


def run(record: Path, *words: str) -> str:
    """Return what a command writes."""
    env = {"COLUMNS": "300", "NO_COLOR": "1"}
    return CliRunner().invoke(app, [*words, "--record", str(record)], env=env).stdout


def told(words: str | bytes) -> list[str]:
    """Return the canaries that words, or the bytes of a file, hold."""
    said = words if isinstance(words, bytes) else words.encode()
    return [one for one in (*PRIVATE, TOWN) if one.encode() in said]


def test_the_record_holds_every_canary(record: Path) -> None:
    """Unmasked files are the ingested texts', so the silence of the others is theirs."""
    exact = run(record, "export", "documents", "--format", "jsonl", *UNMASKED)
    assert loads(exact)["text"] == TEXT
    assert [*PRIVATE[:2], TOWN] == told(TITLE)
    for kind, known in (("events", "Velisk"), ("claims", "Dresh"), ("relations", "Dresh")):
        assert known in told(run(record, "export", kind, "--format", "jsonl", *UNMASKED))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_rows_names_one(client: TestClient, path: str) -> None:
    """Lists, facets, an actor's page and hits of a search are silent."""
    answer = client.get(path)
    assert 200 == answer.status_code
    assert [] == told(Page(answer.text).text)


def test_no_page_of_an_incident_names_one(client: TestClient) -> None:
    """Nor fields, reported values, quotes, titles, claims and who is said to have done it."""
    rows = client.get("/incidents.json").json()
    assert len(rows) > 2
    for row in rows:
        assert [] == told(client.get(f"/incidents/{row['id']}").text)


@pytest.mark.parametrize("path", TWINS)
def test_no_twin_names_one(client: TestClient, path: str) -> None:
    """The files beside the lists are as silent, in whatever format."""
    answer = client.get(path)
    if not path.startswith("/corrections"):
        assert 200 == answer.status_code
        assert [] == _told_in_file(answer.content, path)


@pytest.mark.parametrize("kind, name", [pair for pair in pairs() if pair[0] != "corrections"])
def test_no_export_names_one(record: Path, tmp_path: Path, kind: str, name: str) -> None:
    """Nor does any kind of row in any format, unless it is unmasked."""
    file = tmp_path / "out"
    run(record, "export", kind, "--format", name, "-o", str(file))
    assert file.exists()
    assert [] == _told_in_file(file.read_bytes(), name)


def _told_in_file(data: bytes, name: str) -> list[str]:
    """Return the canaries in a file; Parquet may compress its words, so its rows are read."""
    if data[:4] != b"PAR1":
        return told(data)
    assert "parquet" in name
    return told(repr(pq.read_table(BytesIO(data)).to_pylist()))


@pytest.fixture(scope="module")
def handed_out(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record after a brief and two files were issued and a search was saved."""
    folder = tmp_path_factory.mktemp("handed")
    made = folder / "record.db"
    made.write_bytes(record.read_bytes())
    signed = ("--by", "Ana")
    days = ("--since", "2022-01-01", "--until", "2022-01-31")
    run(made, "brief", *days, "-o", str(folder / "b.md"), "--issue", *signed)
    for name in ("csv", "jsonl"):
        out = ("-o", str(folder / f"e.{name}"))
        run(made, "export", "incidents", "--format", name, *out, "--issue", *signed)
    run(made, "follow", "killed", "--text", "killed", *signed)
    for row in client_of(made).get("/incidents.json").json():
        run(made, "decide", "set", row["id"], "dead", "4", "--reason", "counted", *signed)
    return made


@pytest.mark.parametrize(
    "words",
    [
        ("issued",),
        ("issued", "--json"),
        ("impact", "c.txt"),
        ("decisions",),
        ("follow", "--keep"),
        ("masks",),
    ],
    ids=" ".join,
)
def test_nothing_told_of_what_was_handed_out_names_one(
    handed_out: Path, words: tuple[str, ...]
) -> None:
    """The ledger keeps the masked values that went out, and its own lists tell them."""
    assert [] == told(run(handed_out, *words))


def test_impact_and_erratum_name_none(handed_out: Path) -> None:
    """Values then and now are as a brief has them."""
    for row in client_of(handed_out).get("/incidents.json").json():
        for json in ((), ("--json",)):
            found = run(handed_out, "impact", row["id"], *json)
            assert "4 people were killed" in found
            assert [] == told(found)
    for line in run(handed_out, "issued", "--json").splitlines():
        drafted = run(handed_out, "erratum", loads(line)["id"])
        assert "the record now says" in drafted
        assert [] == told(drafted)


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["table", "json"])
@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_one(record: Path, name: str, json: tuple[str, ...]) -> None:
    """Each list has rows, as a table and as JSON Lines, and none has a name."""
    listed = run(record, name, *json)
    assert listed.strip()
    assert [] == told(listed)


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["table", "json"])
def test_no_hit_of_a_search_names_one(record: Path, json: tuple[str, ...]) -> None:
    """Neither the title nor the passage; the text itself does."""
    found = run(record, "search", "teacher", *json)
    assert "killed" in found
    assert [] == told(found)


def test_a_hit_holds_the_words_of_the_masked_text(record: Path) -> None:
    """The pieces of its passage, joined, are the exported text at its offsets."""
    (document,) = map(loads, run(record, "documents", "--json").splitlines())
    (hit,) = map(loads, run(record, "search", "teacher", "--json").splitlines())
    passage = "".join(piece for piece, _ in hit["snippet"])
    assert document["text"][hit["start"] : hit["end"]] == passage


def test_no_correction_names_one(record: Path, tmp_path: Path) -> None:
    """What people said of values is silent, too: words, values and reasons; unmasked it is not."""
    made = tmp_path / "record.db"
    made.write_bytes(record.read_bytes())
    why = ("--reason", "Velisk and Salma Ferrin of Quellmar", "--by", "Ana")
    for row in map(loads, run(made, "events", "--json").splitlines()):
        run(made, "decide", "accept", row["id"], *why)
        if row["recipient"]:
            run(made, "decide", "edit", row["id"], "recipient", "Odran Velisk", *why)
    corrections = run(made, "export", "corrections", "--format", "jsonl")
    assert 8 == len(corrections.splitlines())
    assert [] == told(corrections)
    (document,) = map(loads, run(made, "documents", "--json").splitlines())
    for row in map(loads, corrections.splitlines()):
        assert document["text"][row["start"] : row["end"]] == row["text"]
    assert [] == told(run(made, "decisions", "--json"))
    exact = run(made, "export", "corrections", "--format", "jsonl", *UNMASKED)
    assert {"Velisk", TOWN} <= set(told(exact))


@pytest.mark.parametrize("ending", ["html", "md"])
def test_no_brief_names_one(record: Path, tmp_path: Path, ending: str) -> None:
    """Sentences, quotes, tables and the list of sources are silent."""
    file = tmp_path / f"brief.{ending}"
    run(record, "brief", "--since", "2022-01-01", "--until", "2022-01-31", "-o", str(file))
    made = file.read_text("utf-8")
    assert "withheld" in made
    assert "█" in made
    assert [] == told(made)


def test_public_figures_stay_readable(client: TestClient, record: Path, tmp_path: Path) -> None:
    """Ministers, spokesmen, leaders, groups and towns without a sensitive event are named."""
    file = tmp_path / "brief.md"
    run(record, "brief", "--since", "2022-01-01", "--until", "2022-01-31", "-o", str(file))
    pages = [
        client.get(f"/incidents/{row['id']}").text for row in client.get("/incidents.json").json()
    ]
    shown = {
        "claims.csv": client.get("/claims.csv").text,
        "claims": Page(client.get("/claims").text).text,
        "incidents": "\n".join(pages),
        "brief": file.read_text("utf-8"),
        "documents.csv": client.get("/documents.csv").text,
    }
    # no claim names the leader
    missing = {where: [one for one in PUBLIC if one not in words] for where, words in shown.items()}
    assert {where: ["Belk"] if "claims" in where else [] for where in shown} == missing
    assert "Ostrav Belk" in Page(client.get("/relations").text).text
    assert "Wendel Sorva" in Page(client.get("/documents").text).text
    assert "Ostrav Belk" in client.get("/incidents.csv").text
    assert "Taji" in client.get("/incidents.csv").text
    acled = run(record, "export", "incidents", "--format", "acled")
    assert "Dead as reported: [name withheld]" in acled


def test_unmasking_shows_all(record: Path, tmp_path: Path) -> None:
    """A logged decision shows the names in one file."""
    file = tmp_path / "claims.csv"
    run(record, "export", "claims", "--format", "csv", "-o", str(file), *UNMASKED)
    assert {"Velisk", "Dresh"} <= set(told(file.read_text("utf-8")))


def test_the_text_itself_is_evidence(client: TestClient) -> None:
    """The reader shows every word: what a value rests on can be checked there."""
    (row,) = client.get("/documents.json").json()
    assert [*PRIVATE, TOWN] == told(Page(client.get(f"/documents/{row['id']}").text).text)
    assert TEXT != row["text"]
    assert len(TEXT) == len(row["text"])
    assert TEXT == client.get(f"/documents/{row['id']}.json").json()["document"]["text"]


def test_who_blames_an_actor_is_counted_as_of_the_day(client: TestClient) -> None:
    """A private accuser is counted without a name, and not before it was published."""
    late = Page(client.get("/actors/river-front?at=2022-01-07").text).text
    early = Page(client.get("/actors/river-front?at=2022-01-06").text).text
    assert "Blamed by" in late
    assert "[name withheld] 1" in " ".join(late.split())
    assert "Blamed by" not in early
