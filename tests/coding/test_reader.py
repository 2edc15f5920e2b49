"""The reader as a coder: its protocol and hostile texts. Not its quality.

That it codes a text alike alone, among others and elsewhere: tests/test_pipeline.py.
"""

import pickle
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.coding.encoder import toys
from tests.patience import bounded
from tests.soaking import examples
from watchfloor.coding.encoder.labels import BIO_HEADS, STATUSES
from watchfloor.coding.encoder.model import Model
from watchfloor.coding.reader import Reader
from watchfloor.errors import CodingError
from watchfloor.model import Boilerplate, Coded, CodedEvent, Document, dumps
from watchfloor.testing import check_coder
from watchfloor.vocab import plover

NEWS = "Gunmen killed three soldiers near Gao on Thursday, the army said. Rebels denied the attack."
EVERYDAY = "The trees along the lane stood in flower while bees hummed over the clover. "


def read(text: str, coder: Reader | None = None) -> Coded:
    """Return the coding of a text, read whatever its words, every span checked."""
    document = Document.new(text)
    coded = (coder or Reader()).read(document)
    coded.check(document)
    return coded


def toy(seed: int = 0) -> Reader:
    """Return a reader with a random toy for its model."""
    return Reader(toys.model(seed=seed))


def test_it_keeps_the_protocol_of_coders() -> None:
    """The suite for plug-ins finds no fault in it."""
    check_coder(Reader())


def test_it_travels_to_other_processes_after_use() -> None:
    """A reader that has loaded its model is pickled without it, and codes on."""
    reader = Reader()
    expected = dumps(reader.code(Document.new(NEWS)))
    packed = pickle.dumps(reader)
    assert len(packed) < 1000
    twin = pickle.loads(packed)  # noqa: S301  (made a moment ago, by this line)
    assert expected == dumps(twin.code(Document.new(NEWS)))


def test_its_version_names_model_and_lexicon() -> None:
    """The stamp of a coding tells which model and which rules made it."""
    assert read(NEWS).coder == f"reader@{Reader().version}"
    assert f"reader@{toys.FITTED['version']}+" in read(NEWS, toy()).coder


def test_the_signed_weights_are_one_a_status() -> None:
    """Every status has its place on UDS's scale."""
    weights = Reader().signed_weights
    assert list(STATUSES) == list(weights)
    assert all(-4 < weight < 4 for weight in weights.values())
    assert weights["actual"] > 0 > weights["denied"]


def test_a_plain_killing_is_an_assault() -> None:
    """The easiest sentence of all has its event, of its type, at its words."""
    events = read("Gunmen killed three soldiers in Gao on Thursday.").events
    assert ("killed", "ASSAULT") in [(event.anchor.text, event.type) for event in events]


def test_everyday_texts_are_not_read() -> None:
    """A text without a word that tells of events has none, and costs nothing."""
    document = Document.new(EVERYDAY)
    assert Coded(document_id=document.id, coder=f"reader@{Reader().version}") == Reader().code(
        document
    )


def test_a_text_of_marks_has_no_events() -> None:
    """Where there are no words there is nothing to say, and probes answer all the same."""
    document = Document.new("\u200b\u200d")
    assert () == Reader().read(document).events
    (probe,) = Reader().probe(document, [(0, 1)])
    assert pytest.approx(1.0) == sum(probe.type.values())


def test_boilerplate_is_not_coded() -> None:
    """An event in the footer is no event."""
    text = f"{NEWS} Gunmen killed 99 people in Kastel."
    document = Document.new(text, boilerplate=(Boilerplate(len(NEWS) + 1, len(text), "footer"),))
    spans = [mention.end for mention in Reader().read(document).mentions]
    spans += [event.anchor.end for event in Reader().read(document).events]
    assert all(end is not None and end <= len(NEWS) for end in spans)


SAID = """
Gunmen militants police the army Baghdad Gao Iraq on Thursday yesterday in January killed wounded
attacked shelled arrested at least three soldiers 12 civilians dozens a rocket attack threatened to
will could denied that said . , ; “ ” ' " ( ) U.S. U.S.-led Jan. 9 and of by if
💥 é ﬁ الجيش قصف İstanbul ИЗ 攻击 3,000,000,000 5-7 e\u0301 \u200b \u00a0 \n \n\n
"""
WORDS = SAID.split(" ")
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join), st.text(min_size=1)
).filter(lambda text: text.strip() != "")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.integers(0, 3))
def test_any_text_makes_a_sound_coding(text: str, seed: int) -> None:
    """Whatever text and weights, spans are exact, events in order and apart, scores sane."""
    coded = read(text, toy(seed))
    check_events(coded)
    assert coded.vectors == ()  # asked for apart, where a text goes into a record
    for claim in coded.claims:
        assert 0 <= claim.score <= 1


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_by_the_installed_model(text: str) -> None:
    """The trained model, too, makes a sound coding of any text."""
    check_events(read(text))


def check_events(coded: Coded) -> None:
    """Check events against each other and against PLOVER."""

    def edges(event: CodedEvent) -> tuple[int, int]:
        assert event.anchor.start is not None
        assert event.anchor.end is not None
        return event.anchor.start, event.anchor.end

    assert all(edges(one)[1] <= edges(other)[0] for one, other in pairwise(coded.events))
    for event in coded.events:
        plover.check(event.type, event.mode, event.context)
        for role in event.roles():
            assert 0 <= role.score <= 1


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.data())
def test_any_probe_is_answered(text: str, data: st.DataObject) -> None:
    """Whatever the spans, there is one probe each, in their order, with whole distributions."""
    places = st.integers(0, len(text) - 1)
    spans = [
        (min(pair), max(pair) + 1)
        for pair in data.draw(st.lists(st.tuples(places, places), min_size=1, max_size=5))
    ]
    found = toy().probe(Document.new(text), spans)
    assert spans == [(one.start, one.end) for one in found]
    for one in found:
        assert set(plover.types()) == set(one.type)
        assert set(STATUSES) == set(one.status)
        for shares in (one.type, one.status):
            assert pytest.approx(1.0, abs=1e-6) == sum(shares.values())
            assert all(-1e-6 <= share <= 1 for share in shares.values())
        assert all(0 <= share <= 1 for share in one.mode.values())


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (-1, 3), (0, len(NEWS) + 1)])
def test_an_impossible_span_is_refused(span: tuple[int, int]) -> None:
    """A probe outside the text says so, with the numbers."""
    with pytest.raises(CodingError, match=f"{span[0]}..{span[1]}"):
        toy().probe(Document.new(NEWS), [span])


def test_the_same_span_twice() -> None:
    """Two probes of one span are alike."""
    one, two = toy().probe(Document.new(NEWS), [(0, 6), (0, 6)])
    assert one == two


def test_a_probe_of_a_sentence_is_typed_as_a_sentence() -> None:
    """Most of a sentence is typed by the head of sentences, one word of it by that of anchors."""
    model = toys.settled("COERCE")
    model.heads["root.bias"][:] = 0.0
    model.heads["root.bias"][3] = 8.0
    whole, word = Reader(model).probe(Document.new("Gunmen zorbed the base."), [(0, 23), (7, 13)])
    assert "ASSAULT" == max(whole.type, key=lambda name: whole.type[name])
    assert "COERCE" == max(word.type, key=lambda name: word.type[name])


def test_events_beyond_the_most_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list without end is cut at the most events, and what is left out is counted."""
    monkeypatch.setattr("watchfloor.coding.reader.MOST_EVENTS", 20)
    coded = read("They attacked. " * 27, Reader(calm()))
    assert (20, 7) == (len(coded.events), coded.omitted)


def test_what_is_too_long_to_read_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences beyond the most pieces are not read, but their triggers are counted with the rest.

    The lexicon, which would read all of it, isn't asked then.
    """

    def never(*_: object) -> None:
        pytest.fail("the lexicon was asked")

    monkeypatch.setattr("watchfloor.coding.reader.MOST_EVENTS", 20)
    monkeypatch.setattr("watchfloor.coding.encoder.passages.MOST_PIECES", 13 * 25)
    monkeypatch.setattr("watchfloor.coding.reader.advice", never)
    coded = read("They attacked. " * 40, Reader(calm()))
    assert (20, 5 + 15) == (len(coded.events), coded.omitted)


def test_the_dead_of_an_attack_are_no_second_attack() -> None:
    """Words that tell the toll of another attack of the sentence are no event of their own."""
    coded = read("They attacked it and killed two. They killed two.", Reader(calm()))
    assert ["attacked", "killed"] == [event.anchor.text for event in coded.events]
    assert 0 == coded.omitted


def test_it_decides_on_terrorism_if_it_reads_incidents() -> None:
    """Only a model that was taught incidents says which event is terrorism."""
    model = toys.model()
    assert frozenset() == Reader(model).decides
    taught = replace(model, fitted=toys.FITTED | {"incidents": {}})
    assert {"terrorism"} == Reader(taught).decides


def calm() -> Model:
    """Return a toy whose token heads find nothing, so that the table's triggers alone remain.

    They are believed whatever the head says.
    """
    model = toys.settled()
    assert isinstance(model.session, toys.Session)
    logits = model.session.logits
    logits[:] = 0.0
    logits[:, : 3 * len(BIO_HEADS) : 3] = 9.0
    logits[:, 3 * len(BIO_HEADS)] = 9.0
    accept = toys.FITTED["accept"] | {"table": 30.0}
    return replace(model, fitted=toys.FITTED | {"accept": accept})


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        EVERYDAY * (2_000_000 // len(EVERYDAY)),
        '"' * 100_000,
        "a" * 1_000_000,
        "a" * 1_000_000 + " attack",
        '"' * 5_000 + " attack " + "(" * 5_000,
    ],
    ids=["2 MB in one line", "quotes", "1 MB without a space", "and a word", "marks and a word"],
)
def test_hostile_texts_are_coded_in_the_end(text: str) -> None:
    """Endless lines, marks and words cost seconds, no more."""
    document = Document.new(text)
    Reader().code(document).check(document)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [NEWS * 4_000, '"' * 100_000 + " attack", "a-" * 100_000 + " attack", "attack" * 50_000],
    ids=["400 KB of news in one line", "quotes", "hyphens", "attacks without a space"],
)
def test_everything_beside_the_network_is_linear(text: str) -> None:
    """All but the forward pass, which a toy stands in for, gets through long texts in seconds."""
    document = Document.new(text)
    with bounded():
        Reader(calm()).code(document).check(document)
