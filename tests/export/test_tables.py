"""JSON Lines and CSV."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.export.columns import Cell, flat
from watchfloor.export.formats import KINDS
from watchfloor.export.tables import cell_text, write_csv, write_jsonl
from watchfloor.model import Document, Event, decode, encode

Rows = dict[str, tuple[Any, ...]]


def csv_of(shape: type, rows: Sequence[Any]) -> list[dict[str, str]]:
    """Return the CSV read back."""
    stream = io.BytesIO()
    write_csv(shape, iter(rows), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "corrections"])
def test_a_line_of_jsonl_is_the_exact_object(kind: str, rows: Rows) -> None:
    """Each line decodes to the value it was written from."""
    stream = io.BytesIO()
    write_jsonl(KINDS[kind], iter(rows[kind]), stream)
    lines = stream.getvalue().decode().splitlines()
    assert list(rows[kind]) == [decode(KINDS[kind], json.loads(line)) for line in lines]


def test_a_lone_surrogate_costs_one_character_and_no_offset(rows: Rows) -> None:
    """Text that UTF-8 cannot hold is written as one question mark."""
    stream = io.BytesIO()
    document = replace(rows["documents"][0], text="a\ud800b", boilerplate=())
    write_jsonl(Document, iter([document]), stream)
    assert json.loads(stream.getvalue())["text"] == "a?b"


def test_column_names_are_stable(rows: Rows) -> None:
    """The columns that people's scripts rest on are there, and none twice."""
    names = [column.name for column in flat(Event).columns]
    wanted = {
        *("id", "type", "status", "anchor", "anchor_start", "actor", "actor_n", "actor_json"),
        *("actor_entity_id", "date", "date_from", "date_to", "event_loc", "event_loc_lat"),
        *("event_loc_precision", "event_loc_radius_km", "dead_low", "dead_best", "dead_text"),
        *("mode", "mode_n", "casualties", "casualties_n", "published_from"),
    }
    assert wanted <= set(names)
    assert len(names) == len(set(names))


def test_csv_holds_first_value_count_and_all_values(rows: Rows) -> None:
    """A list gives its first value, how many, and all of them as JSON."""
    row = csv_of(Event, rows["events"])[0]
    assert (row["actor"], row["actor_n"], row["actor_entity_id"]) == ("Gunmen", "2", "g")
    assert json.loads(row["actor_json"]) == encode(rows["events"][0].actor)
    assert (row["recipient"], row["recipient_n"], row["recipient_json"]) == ("", "0", "[]")
    assert (row["mode"], row["mode_n"]) == ("", "0")
    assert json.loads(row["casualties"]) == encode(rows["events"][0].casualties)


def test_csv_nested_values_are_flat(rows: Rows) -> None:
    """Dates are ISO days, missing objects empty cells."""
    first, second = csv_of(Event, rows["events"])
    assert (first["date"], first["date_from"], first["date_rule"]) == (
        "Thursday",
        "2022-01-06",
        "last weekday",
    )
    assert (second["event_loc"], second["event_loc_lat"]) == ("", "")


def test_csv_disarms_formulas_and_keeps_negative_numbers(rows: Rows) -> None:
    """Text that a spreadsheet would run gets an apostrophe; a southern latitude stays a number."""
    document = csv_of(Document, rows["documents"])[0]
    assert document["text"].startswith("'=HYPERLINK")
    assert document["source"] == "'-Wire"
    assert csv_of(Event, rows["events"])[0]["event_loc_lat"] == "-33.5"


@pytest.mark.parametrize("first", list("=+-@\t\r＝＋－＠"))
def test_every_opening_of_a_formula_is_disarmed(first: str) -> None:
    """Each of the characters that start a formula is preceded by an apostrophe."""
    assert cell_text(f"{first}1") == f"'{first}1"


@pytest.mark.parametrize(
    "cell,expected",
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (2.5, "2.5"),
        (date(2022, 1, 6), "2022-01-06"),
        ("plain", "plain"),
    ],
)
def test_cells_as_text(cell: Cell, expected: str) -> None:
    """Each kind of cell has one form."""
    assert expected == cell_text(cell)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_from_csv(text: str) -> None:
    """Quotes, line ends and commas survive; only the apostrophe of a disarmed cell is added."""
    cell = csv_of(Document, [Document.new(text)])[0]["text"]
    assert cell in (text, f"'{text}")
