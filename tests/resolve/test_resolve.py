"""The room's one door: a coding in, resolutions out, keyed by mention."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import (
    Coded,
    CodedEvent,
    Document,
    Mention,
    MentionKind,
    Published,
    Role,
    Scored,
    Status,
)
from watchfloor.resolve import RESOLVER, resolve

TEXT = (
    "Rockets hit a base near Tripoli on Monday, killing two Lebanese soldiers. "
    "A day later gunmen of Hamas fired on Beirut and Sidon.\n\nThat night Quxtown was quiet."
)
MARKED = (
    ("Tripoli", MentionKind.PLACE),
    ("Monday", MentionKind.DATE),
    ("Lebanese soldiers", MentionKind.STATE_FORCE),
    ("A day later", MentionKind.DATE),
    ("Hamas", MentionKind.ARMED_GROUP),
    ("Beirut", MentionKind.PLACE),
    ("That night", MentionKind.DATE),
    ("Quxtown", MentionKind.PLACE),
    ("Rockets", MentionKind.WEAPON),
    ("a base", MentionKind.FACILITY),
)


def document(text: str = TEXT) -> Document:
    """Make a document of a Wednesday."""
    return Document.new(text, published=Published.on(date(2023, 3, 15), "given"))


def coded(marked: tuple[tuple[str, MentionKind], ...] = MARKED, text: str = TEXT) -> Coded:
    """Make a coding that holds only mentions."""
    mentions = []
    for words, kind in marked:
        start = text.index(words)
        head = (start, start + len(words))
        mentions.append(Mention.cut(text, *head, kind=kind, head=head))
    return Coded(document_id=document(text).id, coder="test@1", mentions=tuple(mentions))


def test_every_kind_finds_its_resolver() -> None:
    """Dates become intervals, places points, actors entities; the rest stays unresolved."""
    resolved = resolve(document(), coded())
    assert resolved.resolver == RESOLVER
    assert ["0", "1", "2", "3", "4", "5", "6"] == list(resolved.resolutions)
    tripoli, monday, soldiers, later = (resolved.of(index) for index in range(4))
    assert tripoli
    assert tripoli.place
    assert tripoli.place.country == "LBN"  # Beirut decides between the homonyms
    assert monday
    assert monday.interval
    assert monday.interval.from_ == date(2023, 3, 13)
    assert soldiers
    assert soldiers.entity
    assert soldiers.entity.entity_id == "LBN-MIL"
    assert later
    assert later.interval
    assert later.interval.from_ == date(2023, 3, 14)


def test_the_narrative_reaches_into_the_next_paragraph() -> None:
    """The words "That night" lean on the day that the paragraph before told of."""
    found = resolve(document(), coded()).of(6)
    assert found
    assert found.interval
    assert found.interval.to == date(2023, 3, 14)


def test_an_unknown_place_does_not_disturb_the_others() -> None:
    """Leaving an unknown place out changes no other resolution."""
    without = tuple(pair for pair in MARKED if pair[0] != "Quxtown")
    everything, fewer = resolve(document(), coded()), resolve(document(), coded(without))
    assert list(everything.resolutions.values()) == list(fewer.resolutions.values())


def test_no_span_is_moved() -> None:
    """Resolving changes no coding, and every answer belongs to one of its mentions."""
    before = coded()
    resolved = resolve(document(), before)
    assert before == coded()
    before.check(document())
    assert {int(index) for index in resolved.resolutions} <= set(range(len(before.mentions)))


def test_no_mentions_no_resolutions() -> None:
    """An empty coding resolves to nothing."""
    assert resolve(document(), coded(())).resolutions == {}


@given(st.permutations(MARKED))
def test_the_order_of_mentions_does_not_matter(
    marked: list[tuple[str, MentionKind]],
) -> None:
    """A mention means the same wherever it stands in the coding's list."""
    shuffled = resolve(document(), coded(tuple(marked)))
    straight = resolve(document(), coded())
    by_words = {words: straight.of(index) for index, (words, _) in enumerate(MARKED)}
    assert by_words == {words: shuffled.of(index) for index, (words, _) in enumerate(marked)}


def test_large_documents_are_survived() -> None:
    """Twenty thousand dates and places in one line take seconds, not minutes."""
    text = "Tripoli Monday " * 20_000
    mentions = []
    for index in range(20_000):
        for offset, size, kind in ((0, 7, MentionKind.PLACE), (8, 6, MentionKind.DATE)):
            span = (15 * index + offset, 15 * index + offset + size)
            mentions.append(Mention.cut(text, *span, kind=kind, head=span))
    whole = document(text)
    coding = Coded(document_id=whole.id, coder="test@1", mentions=tuple(mentions))
    assert len(resolve(whole, coding).resolutions) == 40_000


def test_a_peoples_adjective_before_its_act_is_the_state() -> None:
    """An Israeli strike is Israel's; a strike by Israeli settlers, or Israeli protests, are not."""
    text = "An Israeli strike hit the Israeli settlers"
    spans = [(3, 10), (26, 42)]
    mentions = tuple(Mention.cut(text, *span, kind=MentionKind.GROUP, head=span) for span in spans)
    event = CodedEvent(
        anchor=Scored.cut(text, 11, 17, score=0.9),
        type="ASSAULT",
        actor=(Role(0, 0.9), Role(1, 0.9)),
        status=Status.ACTUAL,
        chain=0,
        score=0.9,
    )
    news = Document.new(text)
    coding = Coded(document_id=news.id, coder="test@1", mentions=mentions, events=(event,))
    found = resolve(news, coding).resolutions
    assert found["0"].entity is not None
    assert found["0"].entity.country == "ISR"
    assert "1" not in found
    protest = replace(coding, events=(replace(event, type="PROTEST"),))
    assert "0" not in resolve(news, protest).resolutions
