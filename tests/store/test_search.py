"""Text search: the right documents, the best first, with a passage of their real text."""

import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor.errors import UsageError
from watchfloor.store.search import Hit, passage, pieces, search

LONG = (
    "The council met on Monday. It spoke of roads and of water.\n"
    + "Nothing was decided about the roads. " * 40
    + "Then, late in the evening, two rockets fell on the fuel depot near the river. "
    "The depot burned, and the fuel with it. "
    + "Nobody was there. " * 40
    + "The writer thanks the readers of this paper for their patience."
)


def words(hit: Hit) -> list[str]:
    """Return the pieces that matched."""
    return [piece for piece, is_match in hit.snippet if is_match]


@pytest.fixture
def stored(append: Any, build: Any) -> dict[str, str]:
    """Store four documents; return their ids by a word for each."""
    documents = {
        "english": build.document(),
        "arabic": build.document(build.arabic, url=None, title="قصف المطار"),
        "long": build.document(LONG, url=None, title=None, source=None, published=None),
        "titled": build.document("No word of it here.", url=None, title="Depot burns: “fuel” 🚒"),
    }
    append(*(build.entry(document) for document in documents.values()))
    return {name: document.id for name, document in documents.items()}


def test_all_words_must_be_there(record: sqlite3.Connection, stored: dict[str, str]) -> None:
    """Words are joined by and, in title or text, without regard to case or accents."""
    assert [stored["english"]] == [hit.document_id for hit in search(record, "DRONES Aírport")]
    assert [] == search(record, "drones depot")


@pytest.mark.parametrize(
    "query, names",
    [
        ('"fuel depot"', ["long"]),
        ('"depot fuel"', []),
        ("dep*", ["titled", "long"]),
        ("depot -rockets", ["titled"]),
        ("depot NOT burns", ["long"]),
        ("guards OR rockets", ["english", "long"]),
        ("المتحدث", ["arabic"]),
        ("title:depot", []),
    ],
)
def test_queries_find_what_they_say(
    record: sqlite3.Connection, stored: dict[str, str], query: str, names: list[str]
) -> None:
    """Phrases, beginnings, exclusions and alternatives."""
    found = {hit.document_id for hit in search(record, query)}
    assert {stored[name] for name in names} == found


def test_the_best_comes_first(record: sqlite3.Connection, stored: dict[str, str]) -> None:
    """A word in the title counts more; scores are relative to the best."""
    hits = search(record, "depot")
    assert [stored["titled"], stored["long"]] == [hit.document_id for hit in hits]
    assert 1.0 == hits[0].score > hits[1].score > 0
    assert hits[:1] == search(record, "depot", limit=1)


def test_a_passage_is_cut_from_the_real_text(
    record: sqlite3.Connection, stored: dict[str, str]
) -> None:
    """The densest passage, from the beginning of its sentence, pieces equal to the text."""
    hit = next(hit for hit in search(record, "depot fuel") if hit.document_id == stored["long"])
    shown = "".join(piece for piece, _ in hit.snippet)
    assert LONG[hit.start : hit.end] == shown
    assert shown.startswith("Then, late in the evening, two rockets")
    assert ["fuel", "depot", "depot", "fuel"] == words(hit)
    assert 200 <= hit.end - hit.start <= 320


def test_a_match_in_the_title_shows_the_opening(
    record: sqlite3.Connection, stored: dict[str, str]
) -> None:
    """Nothing is marked, and the passage begins at the beginning."""
    hit = search(record, "burns")[0]
    assert (("No word of it here.", False),) == hit.snippet
    assert (0, 19) == (hit.start, hit.end)


def test_a_passage_prefers_the_text_to_its_footer(
    record: sqlite3.Connection, append: Any, build: Any
) -> None:
    """Page furniture is shown only when the words stand nowhere else."""
    body = "The paper lies on the table. " + "Something else. " * 40
    document = build.document(f"{body}\nRepublished: paper, paper rights, paper.")
    append(build.entry(document))
    assert 0 == search(record, "paper")[0].start
    assert ["rights"] == words(search(record, "rights")[0])


def test_hits_carry_what_a_list_shows(record: sqlite3.Connection, stored: dict[str, str]) -> None:
    """Title, source and published date of the document."""
    hit = search(record, "guards")[0]
    assert ("Drones strike airport", "Harbour Post") == (hit.title, hit.source)
    assert hit.published is not None
    assert "2022-01-14" == hit.published.from_.isoformat()


def test_what_cannot_be_looked_for_is_a_usage_error(record: sqlite3.Connection) -> None:
    """Never an error of SQLite."""
    for query in ('"', "", "AND", "*", "NOT x"):
        with pytest.raises(UsageError):
            search(record, query)
    with pytest.raises(UsageError, match="1 or more"):
        search(record, "x", 0)


@pytest.mark.parametrize("sign", ["\ufdd0", "\x00", "\ufdd1a\ufdd0"])
def test_a_text_with_strange_signs_is_shown_exactly(
    record: sqlite3.Connection, append: Any, build: Any, sign: str
) -> None:
    """Our own marks or a null sign in a text may cost the highlighting, never the words."""
    document = build.document(f"One rocket {sign} and one rocket fell.")
    append(build.entry(document))
    hit = search(record, "rocket")[0]
    assert document.text[hit.start : hit.end] == "".join(piece for piece, _ in hit.snippet)


@given(
    text=st.text(st.sampled_from("ab .\n\u200fش🚀"), min_size=1, max_size=900),
    cuts=st.lists(st.integers(0, 900), max_size=40),
)
def test_any_passage_lies_in_the_text_and_its_pieces_join(text: str, cuts: list[int]) -> None:
    """Whatever matched, the passage is a stretch of the text that holds a match if there is one."""
    ends = sorted({cut for cut in cuts if cut <= len(text)})
    matches = list(zip(ends[0::2], ends[1::2], strict=False))
    start, end = passage(text, matches)
    found = pieces(text, matches, start, end)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == "".join(piece for piece, _ in found)
    assert all(piece for piece, _ in found)
    assert bool(matches) == any(is_match for _, is_match in found)


@pytest.mark.parametrize(
    "text", ["rocket " * 100_000, "x" * 1_000_000 + " rocket", "a rocket\t" * 200_000]
)
def test_a_huge_text_is_searched_in_seconds(
    record: sqlite3.Connection, append: Any, build: Any, text: str
) -> None:
    """A million characters without a space, or a hundred thousand matches."""
    append(build.entry(build.document(text)))
    with bounded():
        hit = search(record, "rocket")[0]
    assert "rocket" in words(hit)
    assert hit.end - hit.start < 1_000
