"""What the demo corpus promises, read with the standard library alone."""

import csv
import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "watchfloor" / "data" / "demo"
GOLD = ROOT / "tests" / "golden" / "demo_gold.jsonl"
KEYS = ["id", "title", "url", "source", "published", "language", "text"]
OUTLETS = {
    "Meridian Wire",
    "Lower Euphrates Courier",
    "Clearway Aid Bulletin",
    "Eastgate National Agency",
    "The Marchland Review",
    "Radio Tamarisk 94.6",
}
QUIET = {"courier-derby", "marchland-streaming"}
COPIES = {
    "courier-k1-copy": "wire-k1-base",
    "radio-mali-copy": "wire-mali-withdrawal",
    "marchland-embassy-copy": "courier-embassy",
    "clearway-embassy-copy": "courier-embassy",
}
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
STATUSES = {"actual", "attempted", "planned", "threatened", "hypothetical", "denied"}


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One text of the corpus with what its file says of it."""

    id: str
    kind: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published: str | None = None


class _Page(HTMLParser):
    """Collects the paragraphs of the article, its headline and the page's metadata."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self._byline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember metadata, and whether we stand in a paragraph of the article."""
        told = {name: value or "" for name, value in attrs}
        if tag == "meta" and "property" in told:
            self.meta[told["property"]] = told["content"]
        if tag == "link" and told.get("rel") == "canonical":
            self.meta["canonical"] = told["href"]
        if tag == "time":
            self.meta["published"] = told["datetime"][:10]
        if tag in {"article", "p"}:
            self._open.append(tag)
        if tag == "p":
            self._byline = told.get("class") in {"byline", "meta"}
            self.paragraphs.extend([""] if self._in_text() else [])

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add words to the paragraph they stand in."""
        if self._in_text():
            self.paragraphs[-1] += data

    def _in_text(self) -> bool:
        return self._open == ["article", "p"] and not self._byline


def _page(path: Path) -> Dispatch:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return Dispatch(
        id=path.stem,
        kind="html",
        text="\n\n".join(page.paragraphs),
        title=page.meta["og:title"],
        url=page.meta["canonical"],
        source=page.meta["og:site_name"],
        published=page.meta["published"],
    )


def _markdown(path: Path) -> Dispatch:
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    told = dict(line.split(": ", 1) for line in front.splitlines())
    return Dispatch(kind="md", text=text.strip(), **told)


def _plain(path: Path) -> Dispatch:
    text = path.read_text(encoding="utf-8").strip()
    dateline = re.match(r"[A-Z]+, \w+\. \d{1,2}, \d{4} \(([^)]+)\) — ", text)
    assert dateline is not None, f"{path.name} has no dateline"
    return Dispatch(id=path.stem, kind="txt", text=text, source=dateline[1])


def _row(row: dict[str, str], kind: str) -> Dispatch:
    assert list(row) == KEYS
    assert row["language"] == "en"
    return Dispatch(kind=kind, **{key: row[key] for key in KEYS if key != "language"})


@cache
def corpus() -> dict[str, Dispatch]:
    """Return every dispatch by id; a repeated id fails."""
    found = [_page(path) for path in sorted(DEMO.glob("*.html"))]
    found += [_markdown(path) for path in sorted(DEMO.glob("*.md")) if path.name != "README.md"]
    found += [_plain(path) for path in sorted(DEMO.glob("*.txt"))]
    lines = (DEMO / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    found += [_row(json.loads(line), "jsonl") for line in lines]
    with (DEMO / "eastgate.csv").open(encoding="utf-8", newline="") as file:
        found += [_row(row, "csv") for row in csv.DictReader(file)]
    assert len(found) == len({dispatch.id for dispatch in found}), "an id is used twice"
    return {dispatch.id: dispatch for dispatch in found}


@cache
def gold() -> dict[str, list[dict[str, Any]]]:
    """Return the events that a careful analyst codes, by document id."""
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len({line["id"] for line in lines}), "a document has two gold lines"
    return {line["id"]: line["events"] for line in lines}


def _events() -> list[tuple[Dispatch, dict[str, Any]]]:
    return [(corpus()[name], event) for name, events in gold().items() for event in events]


def test_dispatches_of_six_outlets_in_five_kinds() -> None:
    """The demo shows every input kind, thirty-eight documents, six voices."""
    assert 38 == len(corpus())
    assert OUTLETS == {dispatch.source for dispatch in corpus().values()}
    kinds = [dispatch.kind for dispatch in corpus().values()]
    assert {"jsonl", "html", "md", "txt", "csv"} == set(kinds)
    assert kinds.count("jsonl") > len(kinds) / 2


def test_folder_holds_nothing_else() -> None:
    """Beside its README the folder holds dispatches only."""
    assert {".html", ".md", ".txt", ".jsonl", ".csv"} == {path.suffix for path in DEMO.iterdir()}


@pytest.mark.parametrize("name", sorted(corpus()))
def test_text_is_short_and_normalised(name: str) -> None:
    """A dispatch has 90 to 260 words and needs no Unicode normalisation."""
    dispatch = corpus()[name]
    assert 90 <= len(dispatch.text.split()) <= 260
    assert unicodedata.is_normalized("NFC", dispatch.text + (dispatch.title or ""))
    assert "\r" not in dispatch.text
    assert "[[" not in dispatch.text


def test_addresses_are_invented() -> None:
    """Every address, in the metadata or on a page, ends in .example, or is a vocabulary's name."""
    for dispatch in corpus().values():
        if dispatch.url is not None:
            assert (urlsplit(dispatch.url).hostname or "").endswith(".example"), dispatch.id
    for path in DEMO.iterdir():
        for address in re.findall(r"https?://[^\s\"'<>,]{1,200}", path.read_text(encoding="utf-8")):
            host = urlsplit(address).hostname or ""
            assert host.endswith(".example") or host == "schema.org", (path.name, address)


def test_each_dispatch_is_dated() -> None:
    """A publication date is in the file's own terms: a field, a page's metadata or the dateline."""
    for dispatch in corpus().values():
        if dispatch.kind != "txt":
            assert re.fullmatch(r"20(19|20|21|22)-\d\d-\d\d", dispatch.published or "")


def test_pages_carry_furniture() -> None:
    """A page has a cookie notice and a copyright line, which are no part of the article."""
    for path in DEMO.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert re.search("cookie", page)
        assert re.search("All rights reserved", page)
        assert "cookie" not in corpus()[path.stem].text.lower()


def test_gold_covers_the_corpus() -> None:
    """Each dispatch has one gold line, and only the two quiet pieces have no event."""
    assert set(corpus()) == set(gold())
    assert {name for name, events in gold().items() if not events} == QUIET


def test_gold_speaks_the_vocabulary() -> None:
    """All sixteen PLOVER types and all six statuses occur, and no other word."""
    events = [event for _, event in _events()]
    assert {event["type"] for event in events} == TYPES
    assert {event["status"] for event in events} == STATUSES


def test_anchors_are_where_gold_says() -> None:
    """The k-th occurrence of an anchor exists, cuts no word, and anchors stand in text order."""
    last: dict[str, int] = {}
    for dispatch, event in _events():
        anchor, start = event["anchor"], -1
        for _ in range(event["occurrence"]):
            start = dispatch.text.find(anchor, start + 1)
            assert start >= 0, (dispatch.id, anchor)
        around = dispatch.text[start - 1 : start] + dispatch.text[start + len(anchor)]
        assert not any(letter.isalnum() for letter in around), (dispatch.id, anchor)
        assert start > last.get(dispatch.id, -1), (dispatch.id, anchor)
        last[dispatch.id] = start


def test_headlines_of_pages_repeat_no_anchor() -> None:
    """Occurrences hold whether or not a reader keeps a page's headline in the text."""
    for dispatch, event in _events():
        if dispatch.kind == "html":
            assert event["anchor"] not in (dispatch.title or ""), (dispatch.id, event["anchor"])


def test_fillers_are_words_of_the_text() -> None:
    """Actor, recipient and place are exact substrings or null."""
    for dispatch, event in _events():
        for role in ("actor", "recipient", "place"):
            assert event[role] is None or event[role] in dispatch.text, (dispatch.id, event[role])


def test_intervals_run_forwards() -> None:
    """Dates are ISO intervals, deaths are bounds from 0, either end may be open."""
    for dispatch, event in _events():
        for bounds in (event["date"], event["dead"]):
            known = [value for value in bounds or [] if value is not None]
            assert known == sorted(known), (dispatch.id, bounds)
            assert bounds is None or (len(bounds) == 2 and known), (dispatch.id, bounds)
        days = [day for day in event["date"] or [] if day is not None]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days), (dispatch.id, days)


@pytest.mark.parametrize("copy,original", sorted(COPIES.items()))
def test_copies_share_their_text_but_not_their_headline(copy: str, original: str) -> None:
    """A syndicated copy keeps most of the text, changes the headline, and says where it is from."""
    one, other = corpus()[copy], corpus()[original]
    matcher = SequenceMatcher(a=one.text.split(), b=other.text.split(), autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    assert shared >= 0.8 * len(other.text.split())
    assert one.title != other.title
    assert one.source != other.source
    credit = (
        rf"(?:first published by|originally published by|first appeared in)|\({other.source}\)$"
    )
    assert re.search(credit, one.text)
    assert not re.search(credit, other.text)
    assert len(gold()[copy]) == len(gold()[original])


def test_originals_are_not_copies_of_each_other() -> None:
    """Apart from the copies and the correction, no two dispatches share half of their words."""
    known = {frozenset(pair) for pair in COPIES.items()}
    known |= {frozenset({a, b}) for a in COPIES for b in COPIES if COPIES[a] == COPIES[b]}
    known.add(frozenset({"wire-asad-missiles", "wire-asad-corrected"}))
    shingles = {
        name: {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        for name, words in ((d.id, d.text.split()) for d in corpus().values())
    }
    for one, left in shingles.items():
        for other, right in shingles.items():
            if one < other and frozenset({one, other}) not in known:
                assert len(left & right) < 0.3 * min(len(left), len(right)), (one, other)


def test_correction_revises_the_same_address() -> None:
    """The corrected report has the url of the first one, another text and a later date."""
    first, later = corpus()["wire-asad-missiles"], corpus()["wire-asad-corrected"]
    assert first.url == later.url
    assert first.text != later.text
    assert later.text.startswith("Correction:")
    assert (first.published or "") < (later.published or "")
    urls = [dispatch.url for dispatch in corpus().values() if dispatch.url]
    assert len(urls) - 1 == len(set(urls))


def test_readme_lists_every_dispatch_with_its_kind() -> None:
    """The table of the README names each id once, with outlet and kind."""
    rows = re.findall(
        r"^\| ([a-z0-9-]+) \| ([^|]+) \| (jsonl|html|md|txt|csv) \|",
        (DEMO / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert sorted(rows) == sorted((d.id, d.source, d.kind) for d in corpus().values())
