"""The record for Python."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import watchfloor
from watchfloor.errors import InputError, StoreError, UsageError
from watchfloor.export import parquet
from watchfloor.model import Entry, Event
from watchfloor.present.record import Record

KINDS = ("documents", "events", "claims", "figures", "relations", "actors")


@pytest.fixture
def opened(record: Path) -> Iterator[Record]:
    """Return the record, open."""
    with watchfloor.open(record) as found:
        yield found


@pytest.mark.parametrize("kind,count", list(zip(KINDS, (1, 2, 1, 1, 1, 1), strict=True)))
def test_selections_are_iterated_counted_and_shown(opened: Record, kind: str, count: int) -> None:
    """Every kind can be iterated twice, counted, tabulated and shown."""
    selection = getattr(opened, kind)
    assert len(selection) == len(list(selection)) == len(list(selection)) == count
    assert selection
    assert next(iter(selection)) == selection.first()
    assert selection.arrow().num_rows == count
    assert "<table" in selection._repr_html_()
    assert f"{count} {kind[:-1]}s" in repr(selection)


def test_filters_narrow_and_may_be_chained(opened: Record) -> None:
    """Each `where` adds to the ones before; the selection it came from is unchanged."""
    assaults = opened.events.where(type="assault")
    assert [event.type for event in assaults] == ["ASSAULT"]
    assert len(assaults.where(status="threatened")) == 0
    assert len(opened.events) == 2
    assert repr(assaults) == "<1 events where type='assault'>"


def test_an_empty_selection_is_false(opened: Record) -> None:
    """No row is None, zero and false."""
    none = opened.events.where(actor="nobody of that name")
    assert (none.first(), len(none), bool(none)) == (None, 0, False)


def test_unknown_filter_is_refused_at_once(opened: Record) -> None:
    """A filter that does not exist is named before anything is read."""
    with pytest.raises(UsageError, match="unknown filter colour"):
        opened.events.where(colour="red")


def test_arrow_has_the_schema_of_the_export(opened: Record) -> None:
    """Tables in Python and Parquet files are built alike."""
    assert parquet.schema(Event) == opened.events.arrow().schema


def test_data_frame_without_pandas_says_what_to_install(
    opened: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The missing extra is named."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r'pip install "watchfloor\[notebook\]"'):
        opened.events.df()


def test_data_frame_is_made_of_the_flat_table(
    opened: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With pandas there, the flat Arrow table becomes the frame, days as days."""
    seen: dict[str, Any] = {}

    def fake_table(shape: type, rows: Any) -> Any:
        seen.update(shape=shape, rows=list(rows))
        return SimpleNamespace(to_pandas=lambda **options: options)

    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace())
    monkeypatch.setattr(parquet, "flat_table", fake_table)
    frame: Any = opened.events.df()
    assert frame == {"date_as_object": False}
    assert (seen["shape"], len(seen["rows"])) == (Event, 2)


def test_show_takes_ids_of_every_kind(opened: Record) -> None:
    """A document brings everything, an event itself and the claims about it, others themselves."""
    document, event = opened.documents.first(), opened.events.where(type="ASSAULT").first()
    claim, figure, relation = (
        getattr(opened, kind).first() for kind in ("claims", "figures", "relations")
    )
    assert document is not None
    assert event is not None
    whole = opened.show(document.id[:8])
    assert [len(rows) for rows in (whole.events, whole.claims, whole.figures)] == [2, 1, 1]
    assert len(whole.relations) == 1
    alone = opened.show(event.id)
    assert (alone.events, alone.claims) == ((event,), (claim,))
    assert opened.show(claim.id).claims == (claim,)
    assert opened.show(figure.id).figures == (figure,)
    assert opened.show(relation.id).relations == (relation,)


def test_a_selection_takes_the_first_digits_of_a_document(opened: Record) -> None:
    """What a table shows of an id filters in Python too; one that is not there is an error."""
    document = opened.documents.first()
    assert document is not None
    assert 2 == len(opened.events.where(document=document.id[:8]))
    with pytest.raises(InputError, match="ffffffff"):
        list(opened.events.where(document="ffffffff"))


def test_show_of_an_unknown_id_says_so(opened: Record) -> None:
    """No such id is an error that names it."""
    with pytest.raises(InputError, match="ffffffff"):
        opened.show("ffffffff")


def test_search_finds_the_text(opened: Record) -> None:
    """A word of the text finds its document."""
    assert [hit.document_id for hit in opened.search("soldiers")] == [
        document.id for document in opened.documents
    ]


def test_record_shows_its_summary(opened: Record) -> None:
    """A notebook shows what is in the record."""
    shown = opened._repr_html_()
    assert "ASSAULT 1" in shown
    assert "<th" not in shown
    assert "empty 1" in shown
    assert "record.db" in repr(opened)


def test_a_selection_names_its_columns(opened: Record) -> None:
    """A notebook's table of rows has a header."""
    assert "published</th>" in opened.documents._repr_html_()


def test_long_selections_show_their_first_rows(
    record_of: Callable[[list[Entry]], Path], make_entries: Callable[[int], list[Entry]]
) -> None:
    """Twenty rows are shown, and how many there are."""
    with watchfloor.open(record_of(make_entries(21))) as found:
        assert "20 of 21" in found.documents._repr_html_()


def test_hostile_titles_are_escaped(hostile_record: Path) -> None:
    """A title with markup and escape sequences is harmless in a notebook."""
    with watchfloor.open(hostile_record) as found:
        shown = found.documents._repr_html_()
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_no_record_is_a_clear_error(tmp_path: Path) -> None:
    """A path without a record is refused."""
    with pytest.raises(StoreError, match="no record at"):
        watchfloor.open(tmp_path / "none.db")
