"""Commands on briefs: the same bytes twice, signed notes, the ledger, errata and searches."""

import json
import re
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner, Result

from tests.test_incidents import NEWS, ingest, row
from watchfloor.errors import InputError
from watchfloor.present.brief.page import UPRIGHT
from watchfloor.present.brief.pdf import coloured, pdf, refuse
from watchfloor.present.cli import app
from watchfloor.store import audit, connect

Command = Callable[..., Result]
DAYS = ("--since", "2022-01-01", "--until", "2022-01-31")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news, to be copied."""
    path = tmp_path_factory.mktemp("news") / "w.db"
    ingest(path, NEWS)
    return path


@pytest.fixture
def run(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on a copy of the record, signed by Ana."""
    path = tmp_path / "w.db"
    path.write_bytes(news.read_bytes())
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(path))
    monkeypatch.setenv("WATCHFLOOR_AUTHOR", "Ana")
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def ok(result: Result) -> str:
    """Return what a command wrote."""
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("name", ["b.html", "b.md"])
def test_a_brief_is_the_same_twice(run: Command, tmp_path: Path, name: str) -> None:
    """The same record and arguments give the same bytes; all says how much was reviewed."""
    ok(run("brief", *DAYS, "-o", tmp_path / name))
    first = (tmp_path / name).read_bytes()
    ok(run("brief", *DAYS, "-o", tmp_path / name))
    assert first == (tmp_path / name).read_bytes()
    assert b"0 reviewed of" in first
    assert b"Data up to 2022-01-" in first


def test_a_brief_wants_days_and_a_known_ending(run: Command) -> None:
    """Without a period, or for another format, it is a slip."""
    assert 2 == run("brief", "--since", "2022-01-01").exit_code
    wrong = run("brief", *DAYS, "-o", "b.docx")
    assert 2 == wrong.exit_code
    assert ".html, .md, .pdf" in wrong.stderr


def test_notes_survive_making_it_anew(run: Command) -> None:
    """A signed note stands in each brief of its days until it is withdrawn."""
    made = ok(run("note", "Watch the road to Gao.", "--section", "watch", "--until", "2022-06-01"))
    for _ in range(2):
        assert "> Watch the road to Gao." in ok(run("brief", *DAYS))
    later = ok(run("brief", "--since", "2022-07-01", "--until", "2022-07-31"))
    assert "Watch the road" not in later
    ok(run("note", "no longer", "--withdraw", made.split()[1]))
    assert "Watch the road" not in ok(run("brief", *DAYS))
    assert 2 == len(ok(run("notes", "--json")).splitlines())


def test_what_was_issued_is_found_when_it_changes(run: Command, tmp_path: Path) -> None:
    """A decision after the issue: impact shows then and now, erratum drafts the words."""
    ok(run("brief", *DAYS, "-o", "b.md", "--issue"))
    (line,) = [json.loads(one) for one in ok(run("issued", "--json")).splitlines()]
    assert 3 == run("erratum", line["id"][:8]).exit_code
    (gao,) = [
        json.loads(one)
        for one in ok(run("incidents", "--json", "--place", "Gao", "--min-sources", 2)).splitlines()
    ]
    ok(run("decide", "set", gao["id"], "dead", "4", "--reason", "counted again"))
    (effect,) = [json.loads(one) for one in ok(run("impact", gao["id"], "--json")).splitlines()]
    assert ["dead"] == effect["changed"]
    assert "4 people were killed" == effect["now"][gao["id"]]["dead"]
    assert "counted again" in ok(run("erratum", line["id"][:8]))
    assert "4 people were killed" in ok(run("erratum", line["id"][:8]))
    told = ok(run("impact", "First Wire"))
    assert gao["id"][:8] in told
    assert 1 == told.count(f"brief {line['id'][:8]}")
    assert "1 with other values now" in told
    first, *rest = [row for row in told.splitlines() if gao["id"][:8] in row]
    assert first.startswith("!")
    assert "dead" in first
    assert not any(row.startswith("!") for row in rest)
    again = ok(run("brief", *DAYS))
    assert "dead: counted again" in again
    ok(run("decide", "withdraw", gao["documents"][0], "--reason", "retracted"))
    assert "retracted" in ok(run("erratum", line["id"][:8]))


def test_what_people_decided_on_names_holds_for_values_then_and_now(run: Command) -> None:
    """A place that a person withheld is no other value now, and impact does not tell it."""
    ok(run("mask", "Gao", "--reason", "a shelter is there"))
    ok(run("brief", *DAYS, "-o", "b.md", "--issue"))
    ok(run("export", "incidents", "--format", "csv", "-o", "e.csv", "--issue"))
    (gao,) = [
        json.loads(one)
        for one in ok(run("incidents", "--json", "--place", "Gao", "--min-sources", 2)).splitlines()
    ]
    found = [json.loads(one) for one in ok(run("impact", gao["id"], "--json")).splitlines()]
    assert [[], []] == [one["changed"] for one in found]
    assert "in Gao (MLI)" not in json.dumps(found)
    for line in ok(run("issued", "--json")).splitlines():
        assert 3 == run("erratum", json.loads(line)["id"]).exit_code


def test_a_text_that_is_only_quoted_is_found_when_it_goes(run: Command, tmp_path: Path) -> None:
    """No incident rests on the text of a plan: impact names the brief, erratum the text."""
    words = "Rebels plan to attack the town of Kidal on 20 January 2022."
    ingest(tmp_path / "w.db", [row("q1", words, "2022-01-15", "Quoted News")])
    ok(run("brief", *DAYS, "-o", "b.md", "--issue"))
    assert "Quoted News" in Path("b.md").read_text("utf-8")
    (line,) = [json.loads(one) for one in ok(run("issued", "--json")).splitlines()]
    told = ok(run("impact", "Quoted News"))
    assert "quotes its words; no incident shown in it rests on them" in told
    assert 3 == run("erratum", line["id"][:8]).exit_code
    (text,) = [
        json.loads(one)
        for one in ok(run("documents", "--source", "Quoted News", "--json")).splitlines()
    ]
    ok(run("decide", "withdraw", text["id"], "--reason", "made up"))
    (effect,) = [json.loads(one) for one in ok(run("impact", text["id"], "--json")).splitlines()]
    assert (None, line["id"], 1) == (
        effect["incident"],
        effect["issued"],
        len(effect["decisions"]),
    )
    drafted = ok(run("erratum", line["id"][:8]))
    assert "## Texts of it that count no longer (1)" in drafted
    assert f"- Quoted News, 2022-01-15, document {text['id'][:8]}: decision" in drafted
    assert "made up" in drafted
    assert "! Quoted News, 2022-01-15" in ok(run("impact", "Quoted News"))


def test_an_erratum_tells_no_values_of_what_no_longer_counts(run: Command) -> None:
    """Of a rejected incident it says that there is none, and not what its reports say now."""
    ok(run("brief", *DAYS, "-o", "b.md", "--issue"))
    (line,) = [json.loads(one) for one in ok(run("issued", "--json")).splitlines()]
    (gao,) = [
        json.loads(one)
        for one in ok(run("incidents", "--json", "--place", "Gao", "--min-sources", 2)).splitlines()
    ]
    ok(run("decide", "reject", gao["id"], "--reason", "it never was"))
    drafted = ok(run("erratum", line["id"][:8]))
    assert "A person has since said that there is no such incident." in drafted
    assert "it never was" in drafted
    assert "it said" not in drafted


def test_unmasking_is_logged_with_its_reason(run: Command) -> None:
    """Without a reason nothing is written; with one it is in the list of decisions."""
    assert 2 == run("brief", *DAYS, "--unmask").exit_code
    assert 3 == run("masks").exit_code
    assert "UNMASKED" in ok(run("brief", *DAYS, "--unmask", "--reason", "for the court"))
    assert 2 == run("export", "incidents", "--format", "csv", "--unmask").exit_code
    ok(run("export", "incidents", "--format", "csv", "--unmask", "--reason", "for the court"))
    ok(run("mask", "Gao", "--reason", "a shelter is there"))
    verdicts = [json.loads(one)["verdict"] for one in ok(run("masks", "--json")).splitlines()]
    assert ["unmask", "unmask", "hide"] == verdicts
    written = ok(run("brief", *DAYS))
    assert "in Gao (MLI)" not in written
    assert "somewhere in Gao (province, MLI)" in written


def test_a_search_is_followed(run: Command, tmp_path: Path) -> None:
    """New incidents are listed once, unless they are to be kept."""
    assert 3 == run("follow").exit_code
    assert 2 == run("follow", "mali").exit_code
    ok(run("follow", "mali", "--country", "MLI", "--country", "NER", "--min-sources", "1"))
    assert "country MLI or NER, min sources 1  0 new, 0 grew" in ok(run("follow"))
    new = [row("z2", "A bomb killed nine people in Kidal on Friday.", "2022-01-15", "Tenth News")]
    ingest(tmp_path / "w.db", new)
    assert "1 new, 0 grew" in ok(run("follow", "--keep"))
    (line,) = [json.loads(one) for one in ok(run("follow", "--json")).splitlines()]
    assert (1, "mali") == (line["n_new"], line["name"])
    assert "0 new, 0 grew" in ok(run("follow"))
    ok(run("unfollow", "mali"))
    assert 3 == run("unfollow", "mali").exit_code


def test_a_pdf_without_weasyprint_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, and what else to do."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(InputError, match=r'pip install "watchfloor\[pdf\]"'):
        pdf("<p>x</p>")


def test_a_pdf_without_pango_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """WeasyPrint's import fails with an OSError where the library is missing."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(InputError, match="finds no Pango"):
        pdf("<p>x</p>")


def test_a_pdf_fetches_nothing_but_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address but `data:` is refused before anything is opened."""
    fake = ModuleType("weasyprint")
    fake.default_url_fetcher = lambda url: {"url": url}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weasyprint", fake)
    for url in ("https://example.org/x.png", "file:///etc/passwd", "//example.org", "x.css"):
        with pytest.raises(ValueError, match="loads nothing"):
            refuse(url)
    assert {"url": "data:,x"} == refuse("data:,x")


def test_a_pdf_is_the_same_twice() -> None:
    """With WeasyPrint installed: one page, tagged, the same bytes for the same page."""
    page = '<html lang="en"><title>x</title><p>A brief</p></html>'
    try:
        pdf(page)
    except InputError as error:
        pytest.skip(str(error))
    assert pdf(page) == pdf(page)
    assert pdf(page).startswith(b"%PDF")


def test_what_is_issued_tells_the_head_of_its_chain(run: Command, tmp_path: Path) -> None:
    """The head that is told is one that doctor finds again; another is missed."""
    told = run("brief", *DAYS, "-o", tmp_path / "b.html", "--issue", "--by", "Ana").stderr
    (head,) = re.findall(r"audit chain ([0-9a-f]{16}) ", told)
    with connect(Path("w.db"), write=False) as connection:
        assert () == audit.check(connection, head).faults
        assert 1 == len(audit.check(connection, "0123456789abcdef").faults)


def test_pictures_of_a_pdf_have_their_colours_in_them() -> None:
    """WeasyPrint gives pictures no rule of the page: without these all of them is black."""
    made = coloured('<p>x</p><svg class="chart" viewBox="0 0 1 1"><path class="land" d=""/></svg>')
    before, rules, after = re.split(r"</?style>", made)
    assert before.endswith('viewBox="0 0 1 1">')
    assert after.startswith("<path")
    assert "svg .land { fill: #fbfaf6; stroke: #a9b3bb;" in rules
    assert "svg .type-ASSAULT { fill: #b3261e; }" in rules
    assert "var(" not in rules
    assert "paint-order" not in rules
    assert "<p>x</p>" == coloured("<p>x</p>")


def test_a_wide_table_is_printed_on_sheets_that_lie(run: Command) -> None:
    """What has more columns than a sheet takes upright would run off its edge."""
    ok(run("brief", "--since", "2022-01-01", "--until", "2022-03-31", "-o", "b.html"))
    made = Path("b.html").read_text("utf-8")
    tables = re.findall(r'<div class="(scroll[^"]*)"><table>.*?</thead>', made, re.DOTALL)
    heads = re.findall(r"<thead>.*?</thead>", made, re.DOTALL)
    wide = [head.count("<th ") > UPRIGHT + 1 for head in heads]
    assert any(wide)
    assert [("wide" in one) for one in tables] == wide


@pytest.mark.parametrize("kind, form", [("incidents", "csv"), ("events", "jsonl")])
def test_an_issued_export_is_found_when_it_changes(run: Command, kind: str, form: str) -> None:
    """What a file gave of an incident stands in the ledger: impact shows it beside what is now."""
    assert 2 == run("export", kind, "--format", form, "--issue").exit_code
    assert 2 == run("export", "documents", "--format", form, "-o", "d", "--issue").exit_code
    ok(run("export", kind, "--format", form, "-o", f"e.{form}", "--place", "Gao", "--issue"))
    (line,) = [json.loads(one) for one in ok(run("issued", "--json")).splitlines()]
    assert ("export", sha256(Path(f"e.{form}").read_bytes()).hexdigest()) == (
        line["kind"],
        line["sha256"],
    )
    (gao,) = [
        json.loads(one)
        for one in ok(run("incidents", "--json", "--place", "Gao", "--min-sources", 2)).splitlines()
    ]
    (effect,) = [json.loads(one) for one in ok(run("impact", gao["id"], "--json")).splitlines()]
    assert [] == effect["changed"]
    ok(run("decide", "set", gao["id"], "dead", "4", "--reason", "counted again"))
    (effect,) = [json.loads(one) for one in ok(run("impact", gao["id"], "--json")).splitlines()]
    assert ["dead"] == effect["changed"]
    assert gao["id"][:8] in ok(run("impact", gao["documents"][0]))
    assert "counted again" in ok(run("erratum", line["id"][:8]))
