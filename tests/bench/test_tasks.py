"""Each task on a small made-up file of its format, against figures worked out by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.product import Product
from bench.run import Result, run
from bench.tasks import TASKS
from bench.tasks.muc4 import acronyms, incident_type, muc4_role
from bench.tasks.plover import heaviest_root
from bench.tasks.status import likeliest, signed
from watchfloor.errors import InputError
from watchfloor.model import Coded, Document, Event, Filler, MentionKind, Status
from watchfloor.vocab import plover as vocabulary

Write = Callable[..., Path]


def measured(name: str, path: Path, product: Product) -> Result:
    """Run a task with the fake product."""
    return run(TASKS[name], path, product)


def test_dispatches_by_hand(dispatches: Path, product: Product) -> None:
    """Four of five gold events are found, one with another type; the threat was hypothetical."""
    values = measured("dispatches", dispatches, product).metrics.values
    assert values["event_f1"] == pytest.approx(2 * 3 / (4 + 5))
    assert values["status_acc"] == pytest.approx(2 / 4)
    assert values["unreal_as_real"] == pytest.approx(1 / 2)
    assert values["actor_f1"] == pytest.approx(2 * 1 / (3 + 1))
    assert values["recipient_f1"] == pytest.approx(2 * 1 / (3 + 2))
    assert values["place_f1"] == 0.0
    assert values["dead_exact"] == 0.0
    assert values["date_exact"] is None


def test_dispatches_layers_that_do_not_exist_are_null_with_a_reason(
    dispatches: Path, product: Product
) -> None:
    """Neither claims nor incidents come from this product."""
    figures = measured("dispatches", dispatches, product).metrics
    assert figures.values["claims_f1"] is None
    assert figures.values["incident_pairs_f1"] is None
    assert {"claims_f1", "incident_pairs_f1", "date_exact"} == set(figures.why)


def test_dispatches_baseline_is_the_word_dictionary(dispatches: Path, product: Product) -> None:
    """It calls everything actual, so no unreal event it finds is spared."""
    result = measured("dispatches", dispatches, product)
    assert result.baseline.values["unreal_as_real"] == 1.0
    assert 0 < (result.baseline.values["event_f1"] or 0) <= 1


def test_muc4_by_hand(muc4: Path, product: Product) -> None:
    """Type, organisation and victim are right, the weapon is missed: P 3/3, R 3/4."""
    values = measured("muc4", muc4, product).metrics.values
    assert values["template_f1"] == pytest.approx(100 * 2 * 0.75 / 1.75)
    assert values["ree_f1"] == pytest.approx(100 * 2 * (2 / 3) / (1 + 2 / 3))


def test_muc4_baseline_gives_each_document_the_most_frequent_type(
    muc4: Path, product: Product
) -> None:
    """One type right of two predicted, of four gold fillers with the repeat left out."""
    values = measured("muc4", muc4, product).baseline.values
    assert values["template_f1"] == pytest.approx(100 * 2 * 0.5 * 0.25 / 0.75)
    assert values["ree_f1"] == 0.0


def test_muc4_acronyms_are_taken_from_brackets(write: Write) -> None:
    """The mark that opens a message is none of them."""
    text = "[TEXT] THE HILL FRONT (HF) [HF] (a note) FLED."
    (case,) = TASKS["muc4"].load(write({"id": "A-1", "text": text, "templates": []}))
    ((template,),) = acronyms([case])
    assert {"PerpOrg": (("hf",),)} == template.roles


def coded(text: str, product: Product) -> tuple[Event, ...]:
    """Code a text with the fake product."""
    return product.code(Document.new(text))[1]


def test_muc4_types_follow_mode_and_anchor(product: Product) -> None:
    """Explosives make a bombing; a type that MUC-4 does not know makes nothing."""
    assert ["bombing"] == [incident_type(e) for e in coded("They bombed it", product)]
    assert ["attack"] == [incident_type(e) for e in coded("They attacked it", product)]
    assert [""] == [incident_type(e) for e in coded("They condemned it", product)]


def test_muc4_takes_unnamed_bands_for_individuals() -> None:
    """A band resolved to an actor of the knowledge base is an organisation."""
    band = Filler.cut("guerrillas", 0, 10, score=1.0, kind=MentionKind.ARMED_GROUP)
    assert muc4_role("actor", band) == "PerpInd"
    assert muc4_role("actor", replace(band, entity_id="x")) == "PerpOrg"
    assert muc4_role("instrument", band) is None


def test_plover_by_hand(plover: Path, product: Product) -> None:
    """Two of three roots and quads are right, the third gets no answer."""
    result = measured("plover", plover, product)
    assert result.metrics.values["root_f1"] == pytest.approx(2 / 3)
    assert result.metrics.values["quad_f1"] == pytest.approx(2 / 3)
    assert result.baseline.values["root_f1"] == pytest.approx((0.5 + 0 + 0) / 3)
    assert result.baseline.values["tfidf_svc_root_f1"] is None
    assert result.baseline.why["tfidf_svc_root_f1"]


def test_plover_yield_is_concede_and_retreat_together() -> None:
    """Two halves of YIELD outweigh a third type that outweighs each of them."""
    assert heaviest_root({"CONCEDE": 0.3, "RETREAT": 0.3, "AID": 0.4}) == "YIELD"


def test_plover_even_weights_give_no_root() -> None:
    """A coder that saw nothing abstains, rather than being credited with the first root."""
    even = dict.fromkeys(vocabulary.types(), 1 / 16)
    assert heaviest_root(even) == heaviest_root({}) == "-"


def test_plover_refuses_an_unknown_root(write: Write, product: Product) -> None:
    """A label outside the map is not scored as a miss."""
    path = write({"id": "x", "text": "They met.", "root": "CHAT"})
    with pytest.raises(InputError, match="unknown root 'CHAT'"):
        measured("plover", path, product)


def test_status_of_signed_labels(factuality: Path, product: Product) -> None:
    """By hand for 3, -1.5, -0.5 against 3, -2 and the mean of all statuses, -1."""
    result = measured("status", factuality, product)
    assert result.metrics.values["pearson"] == pytest.approx(12.5 / (67 / 6 * 14) ** 0.5)
    assert result.metrics.values["macro_f1"] is None
    assert "varies" in result.baseline.why["pearson"]


def test_a_scale_of_the_coder_goes_before_the_table(factuality: Path, product: Any) -> None:
    """The threat scores 3 by it and even weights .5: by hand for 3, 3, .5."""
    scale = dict.fromkeys(map(str, Status), 0.0) | {"actual": 3.0, "threatened": 3.0, "denied": -3}
    result = measured("status", factuality, replace(product, scale=scale))
    assert result.metrics.values["pearson"] == pytest.approx(2.5 / 67**0.5)


def test_status_of_our_own_cases(cases: Path, product: Product) -> None:
    """Actual 2/3, threatened 1, denied 0."""
    values = measured("status", cases, product).metrics.values
    assert values["macro_f1"] == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert values["accuracy"] == pytest.approx(2 / 3)
    assert values["pearson"] is None


def test_status_of_dispatches_probes_the_gold_anchors(dispatches: Path, product: Product) -> None:
    """All five anchors count; even weights fall to the first status, which is actual."""
    result = measured("status", dispatches, product)
    assert result.metrics.values["macro_f1"] == pytest.approx((6 / 7 + 0 + 0 + 0) / 4)


def test_a_status_file_of_no_known_format_is_refused(write: Write, product: Product) -> None:
    """The message says what is missing."""
    path = write({"id": "x", "text": "They met."})
    with pytest.raises(InputError, match="neither `targets` nor `events`"):
        measured("status", path, product)


@pytest.mark.parametrize(
    "target, reason",
    [
        ({"start": 3, "end": 99, "label": 1}, "not inside the text"),
        ({"start": 3, "end": 3, "label": 1}, "not inside the text"),
    ],
)
def test_a_span_outside_the_text_is_refused(
    write: Write, product: Product, target: Mapping[str, Any], reason: str
) -> None:
    """Broken gold offsets never become a figure."""
    path = write({"id": "x", "text": "They met.", "targets": [target]})
    with pytest.raises(InputError, match=reason):
        measured("status", path, product)


def test_an_unknown_status_is_refused(tmp_path: Path, product: Product) -> None:
    """A typing error in a case file does not count as a class."""
    path = tmp_path / "cases.csv"
    path.write_text("id,sentence,start,end,status,note\n1,They met.,5,8,real,\n")
    with pytest.raises(InputError, match="unknown status 'real'"):
        measured("status", path, product)


def test_the_signed_score_is_an_expectation() -> None:
    """Half actual and half denied is nothing; weights need not add up to one."""
    assert signed({"actual": 0.5, "denied": 0.5}) == 0.0
    assert signed({"actual": 2.0}) == 3.0
    assert likeliest({"denied": 0.6, "actual": 0.4}) == "denied"


def test_a_refused_text_counts_as_read_and_found_empty(write: Write, product: Product) -> None:
    """Its gold is missed, the run goes on, and the refusal is reported."""
    path = write(
        {"id": "empty", "text": " ", "root": "ACCUSE"},
        {"id": "fine", "text": "RAIDERS attacked farmers.", "root": "ASSAULT"},
    )
    result = measured("plover", path, product)
    assert ("empty: empty",) == result.refused
    assert result.documents == 2
    assert result.metrics.values["root_f1"] == 0.5


def test_spans_survive_a_text_that_ingest_changes(write: Write, product: Product) -> None:
    """Leading space is stripped by ingest; gold and prediction still meet."""
    text = "\n  RAIDERS attacked farmers."
    start = text.index("attacked")
    anchor = {"text": "attacked", "start": start, "end": start + 8}
    event = {"anchor": anchor, "type": "ASSAULT", "status": "actual"}
    path = write({"id": "x", "text": text, "events": [event]})
    for task, metric in (("dispatches", "event_f1"), ("status", "macro_f1")):
        result = measured(task, path, product)
        assert result.metrics.values[metric] == 1.0
        assert result.remapped == 1


def test_claims_are_paired_by_content(dispatches: Path, product: Product) -> None:
    """A claim of the same words counts whatever its kind, one of other words does not."""
    task = TASKS["dispatches"]
    case = task.load(dispatches)[0]
    reading = type(case.gold)
    same = task.tally(case, reading(claims=(("denial", "condemned it"),)))
    other = task.tally(case, reading(claims=(("blame", "nothing of the kind"),)))
    assert task.figures(same).values["claims_f1"] == 1.0
    assert (1, 0) == (same["claims", "right"], same["claims", "kind"])
    assert task.figures(other).values["claims_f1"] == 0.0


def test_coding_is_checked_by_type(product: Product) -> None:
    """The fake product keeps to the shapes of the real one."""
    coding, events = product.code(Document.new("RAIDERS attacked farmers."))
    assert isinstance(coding, Coded)
    assert ["RAIDERS"] == [filler.text for filler in events[0].actor]
