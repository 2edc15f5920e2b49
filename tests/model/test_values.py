"""Values: spans, ids, documents, filters, claims, and the codec over all of them."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import CodingError, InputError, UsageError, VocabularyError
from watchfloor.model import (
    Actor,
    Boilerplate,
    Bounds,
    Casualty,
    CasualtyKind,
    Cited,
    Claim,
    ClaimKind,
    Coded,
    CodedClaim,
    CodedFigure,
    CodedRelation,
    Count,
    DatePrecision,
    Document,
    Entity,
    Figure,
    Incident,
    Interval,
    Mention,
    MentionKind,
    Near,
    Outcome,
    Place,
    PlacePrecision,
    Predicate,
    Published,
    Relation,
    Reported,
    Resolution,
    Resolved,
    Role,
    Scored,
    Speaker,
    Status,
    Where,
    check_evidence,
    cited_in,
    content_id,
    decode,
    dumps,
    encode,
    join_claims,
    join_figures,
    join_relations,
    last_day,
)
from watchfloor.model.join import sum_of

TEXT = 'Col. Issa Balima leads the army, which has 2,000 men in Soum. "We never left," he said.'


@given(st.text(), st.integers(-3, 40), st.integers(-3, 40))
def test_a_cut_span_equals_its_words_or_is_refused(text: str, start: int, end: int) -> None:
    """For any text and offsets, a cut either holds exactly text[start:end] or raises."""
    if 0 <= start < end <= len(text):
        cited = Cited.cut(text, start, end)
        check_evidence(cited, text)
        assert text[start:end] == cited.text
    else:
        with pytest.raises(CodingError, match="is not inside"):
            Cited.cut(text, start, end)


@given(st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4))
def test_ids_depend_on_every_part_and_nothing_else(parts: list[Any]) -> None:
    """The same parts give the same id; one part more gives another."""
    assert content_id(*parts) == content_id(*parts)
    assert content_id(*parts) != content_id(*parts, None)
    assert len(content_id(*parts)) == 20


@given(st.text(min_size=1).filter(str.strip), st.text() | st.none(), st.text() | st.none())
def test_a_document_goes_through_json_unchanged(
    text: str, source: str | None, url: str | None
) -> None:
    """Any Unicode text, source and url survive encode and decode exactly, in one line."""
    made = Document.new(text, source=source, url=url, boilerplate=(Boilerplate(0, 1, "byline"),))
    assert made == decode(Document, encode(made))
    assert "\n" not in dumps(made)


def test_the_id_of_a_document_is_its_content() -> None:
    """Text, source, url and external id make the id; title and date do not."""
    one = Document.new("A text.", source="A")
    day = Published.on(date(2022, 1, 2), "row")
    assert one.id == Document.new("A text.", source="A", title="T", published=day).id
    others = [
        Document.new("A text!", source="A"),
        Document.new("A text.", source="B"),
        Document.new("A text.", source="A", url="https://a.example/1"),
        Document.new("A text.", source="A", external_id="1"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5


@pytest.mark.parametrize(
    "build,message",
    [
        (lambda: Document.new(" \n"), "needs a text"),
        (lambda: Document.new("ab", boilerplate=(Boilerplate(1, 5, "x"),)), "leaves the text"),
        (lambda: Published(date(2022, 1, 2), date(2022, 1, 1), "row"), "backwards"),
        (
            lambda: Interval(date(2022, 1, 2), date(2022, 1, 1), DatePrecision.DAY),
            "backwards",
        ),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(build: Any, message: str) -> None:
    """Documents without text, boilerplate outside it and reversed intervals can't be made."""
    with pytest.raises(InputError, match=message):
        build()


@pytest.mark.parametrize("low,best,high", [(None, None, None), (3, 2, None), (5, None, 4)])
def test_bounds_that_do_not_rise_are_refused(
    low: int | None, best: int | None, high: int | None
) -> None:
    """A count needs a bound, and low <= best <= high."""
    with pytest.raises(CodingError, match="bounds must rise"):
        Count.cut("many", 0, 4, low=low, best=best, high=high)


def test_a_stated_zero_is_a_count() -> None:
    """The words "no casualties" are a cited 0, unlike silence."""
    assert Count.cut("no casualties", 0, 2, low=0, best=0, high=0).best == 0


def casualty(low: int | None, best: int | None, high: int | None) -> Casualty:
    """Return dead counted by some words."""
    return Casualty.cut("some words", 0, 4, low=low, best=best, high=high, kind=CasualtyKind.DEAD)


@pytest.mark.parametrize(
    "counts,expected",
    [
        ([], None),
        ([casualty(3, 3, 3), casualty(2, 2, 2)], (5, 5, 5)),
        ([casualty(3, 3, 3), casualty(17, None, None)], (20, None, None)),
        ([casualty(None, None, 9), casualty(None, None, 1)], (None, None, 10)),
    ],
)
def test_casualties_sum_bound_by_bound(
    counts: list[Casualty], expected: tuple[int | None, ...] | None
) -> None:
    """A sum has no words of its own, and a bound only where every part has it (low adds up)."""
    total = sum_of(counts)
    assert expected == (None if total is None else (total.low, total.best, total.high))
    assert total is None or total.text is None


def test_one_casualty_keeps_its_words() -> None:
    """A single count is shown with its own evidence."""
    total = sum_of([casualty(3, 3, 3)])
    assert total is not None
    assert (total.text, total.start, total.end) == ("some", 0, 4)


def test_every_span_inside_a_value_is_found() -> None:
    """The walk sees evidence in nested values, tuples and mappings."""
    inner = Reported(
        low=1, best=1, high=1, words="one", event_id="e", speaker=None, source=None, date=None,
        copy_group=None,
    )  # fmt: skip
    words = Scored.cut("killed", 0, 6, score=1.0)
    assert [words, words] == list(cited_in({"a": (words, inner), "b": words}))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Place(name="X", lat=1.0, lon=None, precision=PlacePrecision.TOWN),
        lambda: Place(name="X", lat=91.0, lon=0.0, precision=PlacePrecision.TOWN),
        lambda: Resolution(rule="none", score=1.0),
        lambda: Scored.cut("a", 0, 1, score=-0.1),
        lambda: Scored.inferred(score=2.0),
    ],
)
def test_impossible_places_scores_and_resolutions_are_refused(build: Any) -> None:
    """A point lies on the globe, a score in 0..1, a resolution is exactly one thing."""
    with pytest.raises(CodingError):
        build()


def coded_statements() -> tuple[Document, Coded, Resolved]:
    """Return a coding with a claim, a figure and a relation."""

    def at(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    def mention(words: str, kind: MentionKind) -> Mention:
        place = at(words)
        return Mention(**place, kind=kind, head=(place["start"], place["end"]))

    document = Document.new(TEXT, external_id="x")
    coded = Coded(
        document_id=document.id,
        coder="test@1",
        mentions=(
            mention("Col. Issa Balima", MentionKind.PERSON),
            mention("the army", MentionKind.STATE_FORCE),
            mention("he", MentionKind.OTHER),
            mention("Soum", MentionKind.PLACE),
        ),
        claims=(
            CodedClaim(
                kind=ClaimKind.DENIAL, speaker=Role(2, 0.5), content=Cited(**at("We never left")),
                quoted=True, cue=Cited(**at("said")), score=0.5,
            ),
        ),
        figures=(
            CodedFigure(
                subject=Cited(**at("men")), quantity="troops", place=Role(3, 1.0), score=0.5,
                value=Bounds(low=2000, best=2000, high=2000.5), evidence=Cited(**at("2,000 men")),
            ),
        ),
        relations=(
            CodedRelation(
                subject=Role(0, 1.0), predicate=Predicate.LEADS, object=Role(1, 1.0),
                evidence=Cited(**at("leads")), score=0.5,
            ),
        ),
    )  # fmt: skip
    coded.check(document)
    army = Entity(entity_id="BFA-MIL", name="Armed forces", type="MIL", country="BFA")
    soum = Place(name="Soum", lat=14.1, lon=-1.6, precision=PlacePrecision.PROVINCE)
    resolved = Resolved(
        document_id=document.id,
        resolver="test@1",
        resolutions={
            "1": Resolution(entity=army, rule="exact", score=1.0),
            "3": Resolution(place=soum, rule="exact", score=1.0),
        },
    )
    return document, coded, resolved


def test_claims_figures_and_relations_join_and_round_trip() -> None:
    """Statements reach their exported shapes with words, names and places, and survive JSON."""
    document, coded, resolved = coded_statements()
    (claim,) = join_claims(document, coded, resolved)
    (figure,) = join_figures(document, coded, resolved)
    (relation,) = join_relations(document, coded, resolved)
    assert (claim.speaker.role if claim.speaker else None) == "he"
    assert (figure.event_loc.name if figure.event_loc else None) == "Soum"
    assert (relation.subject.text, relation.object.entity_id) == ("Col. Issa Balima", "BFA-MIL")
    assert claim == decode(Claim, encode(claim))
    assert figure == decode(Figure, encode(figure))
    assert relation == decode(Relation, encode(relation))
    for made in (claim, figure, relation):
        check_evidence(made, TEXT)


def test_who_is_blamed_is_never_who_blames() -> None:
    """Whom the knowledge base takes for the speaker himself is left with his words alone."""
    document, coded, resolved = coded_statements()
    both = replace(coded.claims[0], speaker=Role(1, 1.0), accused=(Role(1, 1.0),))
    (claim,) = join_claims(document, replace(coded, claims=(both,)), resolved)
    (accused,) = claim.accused
    assert "BFA-MIL" == (claim.speaker.entity_id if claim.speaker else None)
    assert (None, None) == (accused.entity_id, accused.name)
    assert accused.text


def test_a_claim_about_a_missing_event_is_refused() -> None:
    """A claim's event is an index into the coding's events."""
    _, coded, _ = coded_statements()
    data = encode(coded)
    data["claims"][0]["event"] = 0
    with pytest.raises(CodingError, match="event 0 of 0"):
        decode(Coded, data)


def test_incident_and_actor_shapes_round_trip() -> None:
    """The shapes of what comes after fusion are exact too."""
    toll = Reported(
        low=3, best=3, high=3, words="three", event_id="e", speaker=None, source="A", date=None,
        copy_group="g",
    )  # fmt: skip
    incident = Incident(
        id="i", type="ASSAULT", mode=("drone",), context=(), status=Status.ACTUAL,
        outcome=Outcome.UNKNOWN, score=0.5, actor=(), recipient=(), instrument=(), date=None,
        event_loc=None, count=None, dead=None, injured=None, arrested=None, abducted=None,
        casualties=(), chains=("c",), events=("e",), documents=("d",), sources=("A",),
        independent_sources=1, copies=0, reported={"dead": (toll,)}, credibility=None,
        first_reported=None, review=None,
    )  # fmt: skip
    actor = Actor(
        id="x", name="X", type="REB", country=None, aliases=(), since="2014", until=None,
        relations=(),
    )  # fmt: skip
    assert incident == decode(Incident, encode(incident))
    assert actor == decode(Actor, encode(actor))


@pytest.mark.parametrize(
    "field,value", [("type", "FIGHT"), ("mode", ("visit",)), ("context", ("weather",))]
)
def test_words_outside_the_vocabulary_are_refused(field: str, value: Any) -> None:
    """An unknown type or context, or a mode of another type, can't enter an incident."""
    fields: dict[str, Any] = {"type": "ASSAULT", "mode": (), "context": ()} | {field: value}
    blank: dict[str, Any] = dict.fromkeys(
        ["date", "event_loc", "count", "dead", "injured", "arrested", "abducted"]
    )
    lists = ["actor", "recipient", "instrument", "casualties", "chains", "events"]
    empty: dict[str, Any] = dict.fromkeys(lists, ())
    with pytest.raises(VocabularyError):
        Incident(
            id="i", status=Status.ACTUAL, outcome=Outcome.UNKNOWN, score=1.0, documents=(),
            sources=(), independent_sources=1, copies=0, reported={}, credibility=None,
            first_reported=None, review=None, **fields, **blank, **empty,
        )  # fmt: skip


def test_filters_are_read_from_loose_values() -> None:
    """ISO dates, one string for a list, any case of types, and a circle."""
    where = Where.of(
        since="2022-01-01", type="assault", country=["irq", "SYR"], near="33.3,44.4,50"
    )
    assert date(2022, 1, 1) == where.since
    assert (where.type, where.country) == (("ASSAULT",), ("IRQ", "SYR"))
    assert Near(33.3, 44.4, 50.0) == where.near
    assert Where() == Where.of(place=None)


@pytest.mark.parametrize(
    "filters,message",
    [
        ({"colour": "red"}, "unknown filter colour"),
        ({"type": "FIGHT"}, "unknown type FIGHT"),
        ({"status": "happened"}, "unknown status happened"),
        ({"mode": "shouting"}, "unknown mode shouting"),
        ({"since": "last week"}, "YYYY-MM-DD"),
        ({"near": "Baghdad"}, "lat,lon,km"),
        ({"since": 2022}, "YYYY-MM-DD"),
        ({"since": "2022-02-01", "until": "2022-01-01"}, "swap since and until"),
        ({"near": "99,0,5"}, "not on the globe"),
        ({"near": (33.3, 44.4, -1)}, "not positive"),
        ({"near": (33.3, 44.4)}, "lat,lon,km"),
        ({"near": 5}, "lat,lon,km"),
    ],
)
def test_a_filter_that_can_never_match_is_a_usage_error(
    filters: dict[str, Any], message: str
) -> None:
    """Unknown names and unreadable values are told with what would be right."""
    with pytest.raises(UsageError, match=message):
        Where.of(**filters)


def test_bytes_travel_as_base64() -> None:
    """Vectors survive JSON."""
    coded = Coded(document_id="d", coder="c@1")
    assert decode(bytes, encode(b"\x00\xff")) == b"\x00\xff"
    assert coded == decode(Coded, encode(coded))


def test_a_speaker_is_called_by_name_then_by_whom_the_text_means_then_by_words() -> None:
    """The who of "critics, who argue" are called critics."""
    speaker = Speaker(text="who", start=0, end=3, name="Ana Lima", role="critics")
    assert speaker.called == "Ana Lima"
    assert replace(speaker, name=None).called == "critics"
    assert replace(speaker, name=None, role=None).called == "who"


def test_a_month_ends_on_its_last_day() -> None:
    """Every month of four centuries ends as in the calendar."""
    assert all(
        last_day(year, month) == monthrange(year, month)[1]
        for year in range(1800, 2201)
        for month in range(1, 13)
    )
