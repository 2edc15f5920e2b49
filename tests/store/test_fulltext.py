"""Search words: what a person types is never FTS5's syntax by accident."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import UsageError
from watchfloor.store.fulltext import parse


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    """Give a text index to try expressions on."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE f USING fts5 (title, text, tokenize = 'unicode61')"
        )
        yield connection


@pytest.mark.parametrize(
    "query, expression",
    [
        ("rocket attack", '("rocket") AND ("attack")'),
        ('"rocket attack"', '("rocket attack")'),
        ("“rocket attack” base", '("rocket attack") AND ("base")'),
        ("«attaque»", '("attaque")'),
        ("rock* 'x'", '("rock" *) AND ("\'x\'")'),
        ('"two wor"*', '("two wor" *)'),
        ("a -b", '(("a")) NOT ("b")'),
        ('a NOT b -"c d"', '(("a")) NOT ("b" OR "c d")'),
        ("rocket OR drone base", '("rocket" OR "drone") AND ("base")'),
        ("a AND b", '("a") AND ("b")'),
        ("or not and near", '("or") AND ("not") AND ("and") AND ("near")'),
        ("title:x ^y {z} a+b", '("title:x") AND ("^y") AND ("{z}") AND ("a+b")'),
        ("al-Asad — !!! 🚀", '("al-Asad")'),
        ("NEAR(a b)", '("NEAR(a") AND ("b)")'),
        ('foo"bar baz"', '("foo") AND ("bar baz")'),
        ("a\x00b", '("a") AND ("b")'),
    ],
)
def test_words_become_quoted_strings(
    index: sqlite3.Connection, query: str, expression: str
) -> None:
    """Every word and phrase is quoted, joined by and, and FTS5 takes the expression."""
    assert expression == parse(query).expression
    index.execute("SELECT * FROM f WHERE f MATCH ?", (expression,)).fetchall()


@pytest.mark.parametrize(
    "query, words",
    [
        ("", "no word to look for"),
        (" \t\n", "no word to look for"),
        ("🚀 — * \x00", "no word to look for"),
        ("-only", "no word to look for"),
        ("\ud800", "no word to look for"),
        ('5" gun', "left open"),
        ("“open", "left open"),
        ("OR drone", "OR stands between"),
        ("drone OR", "OR stands between"),
        ("a OR OR b", "OR stands between"),
        ("a OR -b", "OR stands between"),
        ("drone NOT", "NOT stands before"),
        ("a NOT AND b", "NOT stands before"),
        ("a " * 65, "65 words"),
        ("x" * 2_001, "2001 characters"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(query: str, words: str) -> None:
    """With a UsageError that says what is missing or too much."""
    with pytest.raises(UsageError, match=words):
        parse(query)


@given(
    query=st.one_of(
        st.text(max_size=60),
        st.text(st.sampled_from("ab \"*-()^:+{}NOTRAD“”\x00\n\\';"), max_size=40),
    )
)
def test_any_text_is_an_expression_or_a_usage_error(index: sqlite3.Connection, query: str) -> None:
    """Nothing that can be typed makes SQLite complain."""
    try:
        wanted = parse(query)
    except UsageError:
        return
    for expression in (wanted.expression, wanted.any_word):
        index.execute("SELECT * FROM f WHERE f MATCH ?", (expression,)).fetchall()


def test_any_wanted_word_is_worth_marking() -> None:
    """What is left out of the texts is left out of the marking too."""
    assert '"a" OR "b c" OR "d" *' == parse('a OR "b c" d* -e').any_word
