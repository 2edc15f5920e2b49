"""Which report of what happened a report of what did not concerns."""

from datetime import timedelta
from typing import Any

from tests.fuse.made import DAY, report
from watchfloor.model import Decided, Report, Status, report_table
from watchfloor.pipeline_links import likeness

WORDS = ("convoy", "granari", "quarri", "bridg", "harbour", "depot", "cotton", "militia")


def denied(chain: str, **more: Any) -> Report:
    """Return a report that denies an attack on a convoy and says neither when nor where."""
    nowhere = {"town": None, "country": None, "date_from": None, "date_to": None}
    return told(chain, status=Status.DENIED, date_precision=None, date_said=False, **nowhere | more)


def told(chain: str, **more: Any) -> Report:
    """Return a report of an attack on a convoy."""
    return report(
        chain, anchor="ambush", words=WORDS, topic=WORDS, vector=bytes([127] * 64), **more
    )


def concerned(*reports: Report, another: str = "") -> dict[str, str]:
    """Return which real report each unreal one is like; words tell `another` from the others."""
    found = likeness(report_table(reports), Decided(), lambda chain: chain == another)
    return {chain: real for chains, real, _ in found for chain in chains}


def test_a_denial_without_day_and_place_is_of_what_its_own_text_reports() -> None:
    """In its document and in its copy group it is linked, in another outlet's text it is not."""
    real = told("real", document_id="a", copy_group="a")
    own = denied("own", document_id="a", copy_group="a")
    copy = denied("print", document_id="b", copy_group="a")
    other = denied("other", document_id="c", copy_group="c")
    assert {"own": "real", "print": "real"} == concerned(real, own, copy, other)


def test_a_denial_that_says_when_or_where_is_linked_across_texts() -> None:
    """A day or a town is enough to tell what is denied."""
    real = told("real", document_id="a", copy_group="a")
    dated = denied("dated", date_from=DAY, date_to=DAY + timedelta(days=1))
    placed = denied("placed", town="Ash", country="IRQ")
    assert {"dated": "real", "placed": "real"} == concerned(real, dated, placed)


def test_chains_of_a_coder_part_no_denial_from_what_it_denies() -> None:
    """Two chains of one text are two happenings, but its denial is of the attack it reports."""
    real = told("real", document_id="a", copy_group="a", apart=True)
    own = denied("own", document_id="a", copy_group="a", apart=True)
    assert {"own": "real"} == concerned(real, own)
    assert {} == concerned(real, own, another="own")
