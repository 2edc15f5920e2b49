"""The text that the product was conceived from: what an analyst takes from it is in its coding.

`bench/cases/seed.json` holds offsets and values, none of its words; the text lies beside the
repository, and without it these tests are skipped. What fails today is listed there with a reason.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import watchfloor
from watchfloor.model import Claim, Event, Relation
from watchfloor.present.coding_view import Coding

ROOT = Path(__file__).parents[1]
CASES: dict[str, Any] = json.loads((ROOT / "bench/cases/seed.json").read_text(encoding="utf-8"))
SEED = ROOT / CASES["file"]

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")

Row = Mapping[str, Any]


@cache
def coding() -> Coding:
    """Code the article once, without a publication date."""
    return watchfloor.code(SEED.read_text(encoding="utf-8"))


def cases(kind: str) -> list[Any]:
    """Return the rows of a kind as parameters; what fails today is marked, with the reason."""
    found = []
    for row in CASES[kind]:
        name = row.get("id") or " ".join(map(str, row.values()))
        reason = CASES["known"].get(f"{kind}: {name}")
        marks = [pytest.mark.xfail(reason=reason, strict=False)] if reason else []
        found.append(pytest.param(row, id=name, marks=marks))
    return found


def meets(one: tuple[int | None, int | None], other: list[int]) -> bool:
    """Tell whether two spans overlap."""
    start, end = one
    return start is not None and end is not None and start < other[1] and other[0] < end


def test_the_article_is_the_one_the_cases_were_written_for() -> None:
    """Offsets hold for these bytes alone, and ingest changes none of its characters."""
    data = SEED.read_bytes()
    assert CASES["sha256"] == hashlib.sha256(data).hexdigest()
    assert data.decode() == coding().document.text


def test_known_failures_name_cases() -> None:
    """A case that is renamed or mended away leaves no reason behind."""
    names = {
        f"{kind}: {row.get('id') or ' '.join(map(str, row.values()))}"
        for kind in ("claims", "figures", "relations", "events")
        for row in CASES[kind]
    }
    assert set() == set(CASES["known"]) - names


def test_the_day_of_publication_is_inferred() -> None:
    """No date is given: the interval lies inside the week that the text allows."""
    published = coding().document.published
    assert published is not None
    first, last = CASES["published"]
    assert first <= str(published.from_) <= str(published.to) <= last


def test_nothing_is_coded_in_the_footer() -> None:
    """The note of republication is marked, and holds no anchor, claim or figure."""
    start, end = CASES["footer"]
    found = coding()
    assert [(one.start, one.end) for one in found.document.boilerplate] == [(start, end)]
    spans = [one.anchor for one in found.events]
    assert all((one.end or 0) <= start for one in spans)
    assert all((one.content.end or 0) <= start for one in found.claims)
    assert all((one.evidence.end or 0) <= start for one in found.figures)


def test_there_are_as_many_direct_quotes_as_cases() -> None:
    """Twelve, and none is invented."""
    assert len(CASES["quotes"]) == sum(one.quoted for one in coding().claims)


@pytest.mark.parametrize("row", cases("quotes"))
def test_a_direct_quote_has_its_speaker(row: Row) -> None:
    """Each of the twelve, two of whose speakers are pronouns."""
    (found,) = (one for one in coding().claims if one.quoted and _is_about(one, row))
    assert found.speaker is not None
    assert meets((found.speaker.start, found.speaker.end), row["speaker"])


def _is_about(claim: Claim, row: Row) -> bool:
    """Tell whether a claim's content is the row's, to the middle of it."""
    start, end = row["content"]
    middle = (start + end) // 2
    return meets((claim.content.start, claim.content.end), [middle, middle + 1])


@pytest.mark.parametrize("row", cases("claims"))
def test_a_claim_has_its_kind_and_speaker(row: Row) -> None:
    """A pledge, a forecast with condition and horizon, a threat, two reported assessments."""
    found = [one for one in coding().claims if _is_about(one, row)]
    assert row["kind"] in [str(one.kind) for one in found]
    for one in found:
        assert one.speaker is not None
        assert meets((one.speaker.start, one.speaker.end), row["speaker"])
    if "has" in row:
        assert any(getattr(one, row["has"]) is not None for one in found)


@pytest.mark.parametrize("row", cases("figures"))
def test_a_figure_has_its_value_and_place(row: Row) -> None:
    """Force levels by country, a surge of the past, seats lost of those held."""
    (found,) = (
        one for one in coding().figures if meets((one.evidence.start, one.evidence.end), row["at"])
    )
    assert (row["best"], row.get("of")) == (found.value.best, found.of)
    assert row["place"] == (found.event_loc.name if found.event_loc else None)


@pytest.mark.parametrize("row", cases("relations"))
def test_a_relation_is_between_known_actors(row: Row) -> None:
    """Who is part of whom, who led and who backs; of people who are private, by their words."""
    assert any(_is_told(one, row) for one in coding().relations)


def _is_told(one: Relation, row: Row) -> bool:
    return (
        row["predicate"] == one.predicate
        and row.get("subject", one.subject.entity_id) == one.subject.entity_id
        and row.get("object", one.object.entity_id) == one.object.entity_id
        and ("at" not in row or meets((one.evidence.start, one.evidence.end), row["at"]))
    )


def event(anchor: list[int]) -> Event:
    """Return the event anchored there; of several the one with the surest anchor."""
    found = [x for x in coding().events if meets((x.anchor.start, x.anchor.end), anchor)]
    assert found, f"no event at {anchor}"
    return max(found, key=lambda one: one.anchor.score)


@pytest.mark.parametrize("row", cases("events"))
def test_an_event_is_what_it_was(row: Row) -> None:
    """Type and status, and what else the row asks: count, dead, days, country, whom, its report."""
    one = event(row["anchor"])
    assert (row["type"], row["status"]) == (one.type, str(one.status))
    if "count_low" in row:
        assert one.count is not None
        assert one.count.low == row["count_low"]
    if "dead_low" in row:
        assert one.dead is not None
        assert one.dead.low == row["dead_low"]
    if "from" in row:
        assert one.date is not None
        assert (row["from"], row["to"]) == (str(one.date.from_), str(one.date.to))
    if "place" in row:
        assert one.event_loc is not None
        assert one.event_loc.country in row["place"].split()
    if "border" in row:  # of two states: in neither of them
        assert one.event_loc is not None
        assert row["border"] == one.event_loc.name
    if "recipient" in row:
        said = coding().document.text[slice(*row["recipient"])]
        assert [said] == [whom.text for whom in one.recipient]
    if "same_as" in row:
        assert one.chain == event(row["same_as"]).chain
