"""The room's one door: a coding in, resolutions out, keyed by mention."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from watchfloor.model import (
    Cited,
    ClaimKind,
    Coded,
    CodedClaim,
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
from watchfloor.resolve.gazetteer import places_named

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


OTHERS = (
    "Tripoli's port in Libya was shelled on Friday; Hamas denied it. That night Sidon slept.",
    "Rain fell on Georgia, Alabama and Florida last week, the governor of Washington said.",
    "The PMF (Pink Motor Federation) met in Paris, Texas, two days later. Beirut is in Lebanon.",
)


def everything_in(text: str) -> Coded:
    """Mark every capitalised word as a place, and words of time as dates."""
    dates = ("Monday", "Friday", "last week", "That night", "two days later", "A day later")
    spans = {match.span(): MentionKind.PLACE for match in re.finditer(r"\b[A-Z]\w+", text)}
    for words in dates:
        if (start := text.find(words)) >= 0:
            spans = {one: kind for one, kind in spans.items() if not start <= one[0] < start + 8}
            spans[start, start + len(words)] = MentionKind.DATE
    mentions = [
        Mention.cut(text, *span, kind=kind, head=span) for span, kind in sorted(spans.items())
    ]
    return Coded(document_id=document(text).id, coder="test@1", mentions=tuple(mentions))


@given(st.permutations((TEXT, *OTHERS)))
def test_the_order_of_documents_does_not_matter(texts: list[str]) -> None:
    """What was resolved before leaves no trace, though names are kept that were looked up."""
    alone = {text: resolve(document(text), everything_in(text)) for text in (TEXT, *OTHERS)}
    assert alone == {text: resolve(document(text), everything_in(text)) for text in texts}


IN_ORDER = """
import sys
from watchfloor.resolve.places import resolve_places
for text in sys.argv[1:]:
    start = text.index("Tripoli")
    print(text, resolve_places(text, [(start, start + len("Tripoli"))]))
"""


def test_the_first_document_of_a_process_leaves_no_trace() -> None:
    """Two processes that read the same texts in opposite orders say the same of each."""
    texts = [f"{people} officers said that Tripoli was quiet." for people in ("Libyan", "Lebanese")]

    def said(order: list[str]) -> list[str]:
        command = [sys.executable, "-c", IN_ORDER, *order]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return sorted(done.stdout.splitlines())

    forwards = said(texts)
    assert forwards == said(texts[::-1])
    assert len({one.partition("quiet.")[2] for one in forwards}) == len(texts)


@given(st.text("QXJZqxjz", min_size=7, max_size=12), st.integers(0, 3))
def test_an_unknown_name_anywhere_disturbs_nothing(name: str, which: int) -> None:
    """A sentence with an unknown place behind a text leaves the others as they were."""
    text = (TEXT, *OTHERS)[which]
    longer = f"{text} It is far from {name.title()}."
    assume(not places_named(name.title()))
    plain = resolve(document(text), everything_in(text)).resolutions
    more = resolve(document(longer), everything_in(longer)).resolutions
    known = {
        index: one for index, one in more.items() if int(index) < len(everything_in(text).mentions)
    }
    assert plain == known


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


def test_the_status_of_an_event_leads_its_date() -> None:
    """Friday of a plan lies ahead, of what happened behind; of both the words decide."""
    text = "Two patrol boats sail for Bonny on Friday."
    start, friday = text.index("sail"), text.index("Friday")
    mention = Mention.cut(
        text, friday, friday + 6, kind=MentionKind.DATE, head=(friday, friday + 6)
    )

    def day(*statuses: Status) -> str:
        events = tuple(
            CodedEvent(
                anchor=Scored.cut(text, start, start + 4 - index, score=0.9),
                type="MOBILIZE", status=status, score=0.9, chain=index, date=(Role(0, 0.9),),
            )
            for index, status in enumerate(statuses)
        )  # fmt: skip
        made = Coded(document_id=document(text).id, coder="t@1", mentions=(mention,), events=events)
        interval = resolve(document(text), made).resolutions["0"].interval
        return str(interval and interval.from_)

    assert day(Status.PLANNED) == "2023-03-17"
    assert day(Status.ACTUAL) == "2023-03-10"
    assert day(Status.PLANNED, Status.ACTUAL) == "2023-03-10"


def test_who_demands_an_inquiry_into_a_day_looks_back() -> None:
    """The horizon of a demand lies ahead only where nothing that happened has the same date."""
    text = "They demand an inquiry into the shooting on Friday."
    start, friday = text.index("shooting"), text.index("Friday")
    mention = Mention.cut(
        text, friday, friday + 6, kind=MentionKind.DATE, head=(friday, friday + 6)
    )
    event = CodedEvent(
        anchor=Scored.cut(text, start, start + 8, score=0.9),
        type="ASSAULT", status=Status.ACTUAL, score=0.9, chain=0, date=(Role(0, 0.9),),
    )  # fmt: skip

    def day(kind: ClaimKind, *events: CodedEvent) -> str:
        content = Cited.cut(text, start, len(text))
        claim = CodedClaim(
            kind=kind, speaker=None, content=content, quoted=False, horizon=Role(0, 0.9), score=0.9
        )
        made = Coded(
            document_id=document(text).id, coder="t@1", mentions=(mention,),
            events=events, claims=(claim,),
        )  # fmt: skip
        interval = resolve(document(text), made).resolutions["0"].interval
        return str(interval and interval.from_)

    assert day(ClaimKind.DEMAND, event) == "2023-03-10"
    assert day(ClaimKind.DEMAND) == "2023-03-17"
    assert day(ClaimKind.FORECAST, event) == "2023-03-17"


def test_an_act_at_an_unknown_facility_is_in_its_town() -> None:
    """Where the place of an act is no known site, the town that the text puts it in is the place.

    A facility that no act took place at stays unresolved.
    """
    text = "Gunmen killed ten at a church in Mosul, near a shop in Basra."
    kinds = {
        "a church": MentionKind.FACILITY, "Mosul": MentionKind.PLACE,
        "a shop": MentionKind.FACILITY, "Basra": MentionKind.PLACE,
    }  # fmt: skip
    coding = coded(tuple(kinds.items()), text)
    church = next(i for i, one in enumerate(coding.mentions) if one.text == "a church")
    shop = next(i for i, one in enumerate(coding.mentions) if one.text == "a shop")
    event = CodedEvent(
        anchor=Scored.cut(text, 7, 13, score=0.9),
        type="ASSAULT",
        place=(Role(church, 0.9),),
        status=Status.ACTUAL,
        chain=0,
        score=0.9,
    )
    found = resolve(document(text), replace(coding, events=(event,))).resolutions
    place = found[str(church)].place
    assert place is not None
    assert place.name == "Mosul"
    assert found[str(church)].rule.startswith("where it stands: ")
    assert str(shop) not in found
