"""Actors by the whole text: acronyms, surnames, offices on a day, descriptions, pronouns."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import Coded, Document, Mention, MentionKind, Published
from watchfloor.resolve import resolve

Marked = tuple[tuple[str, MentionKind], ...]
PERSON, GROUP, ARMED = MentionKind.PERSON, MentionKind.GROUP, MentionKind.ARMED_GROUP
FORCE, GOVERNMENT = MentionKind.STATE_FORCE, MentionKind.GOVERNMENT


def told(text: str, day: date | None = date(2021, 6, 1)) -> Document:
    """Make a document of a day."""
    return Document.new(text, published=Published.on(day, "given") if day else None)


def coding(document: Document, marked: Marked) -> Coded:
    """Make a coding of mentions alone; `words@n` is their n-th occurrence, counted from 1."""
    mentions = []
    for name, kind in marked:
        words, _, number = name.partition("@")
        start = -1
        for _ in range(int(number or 1)):
            start = document.text.index(words, start + 1)
        head = (start, start + len(words))
        mentions.append(Mention.cut(document.text, *head, kind=kind, head=head))
    return Coded(document_id=document.id, coder="test@1", mentions=tuple(mentions))


def found(
    text: str, *marked: tuple[str, MentionKind], day: date | None = date(2021, 6, 1)
) -> list[str | None]:
    """Return the entity of each mention, or None."""
    document = told(text, day)
    resolved = resolve(document, coding(document, marked))
    entities = []
    for index in range(len(marked)):
        resolution = resolved.of(index)
        entity = resolution.entity if resolution else None
        entities.append(entity.entity_id if entity else None)
    return entities


def test_an_acronym_means_what_the_text_defines() -> None:
    """Letters in brackets stand for the name before them, and for nobody if that is unknown."""
    text = "The Popular Mobilization Forces (PMF) met. The PMF left."
    assert found(text, ("PMF@2", ARMED)) == ["popular-mobilization-forces"]
    text = "The Plain Midland Farmers (PMF) met. The PMF left."
    assert found(text, ("PMF@2", ARMED)) == [None]


@pytest.mark.parametrize(
    "text, actor",
    [
        ("The JEM attacked an Indian army post in Kashmir, India said.", "jaish-e-mohammed"),
        ("The JEM attacked a post in Darfur, Sudan's army said.", "darfur-jem"),
        ("The JeM attacked a post in Kashmir.", "jaish-e-mohammed"),
    ],
)
def test_an_acronym_in_capitals_may_be_one_in_mixed_case(text: str, actor: str) -> None:
    """Who bears the same letters in any case is weighed by the text's countries."""
    document = told(text)
    words = text.split()[1]
    resolution = resolve(document, coding(document, ((words, ARMED),))).of(0)
    assert resolution is not None
    assert resolution.entity is not None
    assert actor == resolution.entity.entity_id
    assert bool(resolution.runners_up) is words.isupper()


def test_a_surname_is_the_person_named_in_full() -> None:
    """The words "Mr. Sullivan" mean the adviser named before; another Sullivan stays private."""
    text = "Jake Sullivan spoke. Mr. Sullivan left."
    assert found(text, ("Jake Sullivan", PERSON), ("Mr. Sullivan", PERSON)) == ["jake-sullivan"] * 2
    text = "Ann Sullivan spoke. Mr. Sullivan left."
    assert found(text, ("Ann Sullivan", PERSON), ("Mr. Sullivan", PERSON)) == [None, None]


def test_a_namesake_is_not_the_person_of_the_tables() -> None:
    """A first name that the tables do not know with a surname is another person's."""
    text = "They met Miranda Soleimani. They mourned Soleimani."
    assert found(text, ("Soleimani@1", PERSON), ("Soleimani@2", PERSON)) == [
        None,
        "qassem-soleimani",
    ]


@pytest.mark.parametrize(
    "day,holder",
    [
        (date(2012, 5, 1), "nouri-al-maliki"),
        (date(2021, 5, 1), "mustafa-al-kadhimi"),
        (None, "IRQ-GOV"),
    ],
)
def test_an_office_is_its_holder_on_the_day(day: date | None, holder: str) -> None:
    """The holder changes with the date; without a date it is his government."""
    assert found(
        "He met the Iraqi prime minister.", ("the Iraqi prime minister", PERSON), day=day
    ) == [holder]


@pytest.mark.parametrize(
    "words, holder",
    [
        ("Nigeria's chief of defence staff", "olufemi-oluyede"),
        ("the Israeli chief of staff", "eyal-zamir"),
        ("Ukraine's minister of defence", "mykhailo-fedorov"),
        ("the U.S. secretary of state", "marco-rubio"),
        ("the president of Poland", "karol-nawrocki"),
    ],
)
def test_an_office_with_an_of_in_it_is_one_office(words: str, holder: str) -> None:
    """What follows the "of" inside an office belongs to it, and a state may stand behind it."""
    text = f"Reporters met {words}, they said."
    assert found(text, (words, PERSON), day=date(2026, 1, 20)) == [holder]


def test_an_older_date_in_the_sentence_is_the_day_of_its_offices() -> None:
    """A sentence about May 2012 means the prime minister of May 2012."""
    text = "In May 2012 they met the Iraqi prime minister."
    marked = (("May 2012", MentionKind.DATE), ("the Iraqi prime minister", PERSON))
    assert found(text, *marked)[1] == "nouri-al-maliki"


def test_an_office_is_of_the_country_of_its_own_sentence() -> None:
    """Where a sentence says in which country it happened, its president is not another's."""
    text = "Police foiled an attack in Nairobi. Police were praised in Nairobi. "
    own = text + "The president survived an attempt on his life in Baghdad."
    assert found(own, ("The president", PERSON)) == ["barham-salih"]
    abroad = text + "The president met ministers in Baghdad."
    assert found(abroad, ("The president", PERSON)) == ["uhuru-kenyatta"]


def test_a_former_office_is_nobody() -> None:
    """Who held an office before is not read from the words."""
    assert found(
        "The former Iraqi president fell ill.", ("The former Iraqi president", PERSON)
    ) == [None]


@pytest.mark.parametrize(
    "text,words,kind,expected",
    [
        ("Hamas fired. The group denied it.", "The group", ARMED, "hamas"),
        ("Hamas fired. A spokesman for the group spoke.", "A spokesman for the group", PERSON,
         "hamas"),
        ("Kata'ib Hezbollah left. They hit the militia's depot.", "the militia", ARMED,
         "kataib-hezbollah"),
        ("Kata'ib Hezbollah left. The coalition wept.", "The coalition", ARMED, None),
        ("The Saudi-led coalition fired. The coalition wept.", "The coalition@1", ARMED,
         "saudi-led-coalition"),
        ("Malian soldiers came. The army said so.", "The army", FORCE, "MLI-MIL"),
        ("Turkey was asked to withdraw its troops.", "its troops", FORCE, "TUR-MIL"),
        ("Mustafa al-Kadhimi spoke. He left.", "He", GROUP, "mustafa-al-kadhimi"),
        ("Jane Example spoke. He left.", "He", GROUP, None),
        ("Hamas, which fired, left.", "which", GROUP, "hamas"),
        ("Soldiers came. Nobody saw the soldiers.", "Soldiers", FORCE, None),
        ("Hamas fired. The group \"Friends of Tea\" wept.", "The group", ARMED, None),
    ],
)  # fmt: skip
def test_what_was_named_before(
    text: str, words: str, kind: MentionKind, expected: str | None
) -> None:
    """Descriptions and pronouns stand for what the text named before them, or stay mentions."""
    known = [("Jane Example", PERSON)] if "Jane" in text else []
    assert found(text, *known, (words, kind))[-1] == expected


def test_a_ministry_is_of_whom_the_sentence_before_tells() -> None:
    """Another state that is named alone has no claim to it."""
    text = "Washington hit it. President Barham Salih condemned that. The foreign ministry wept."
    marked = (("President Barham Salih", PERSON), ("The foreign ministry", FORCE))
    assert found(text, ("Washington", FORCE), *marked)[-1] == "IRQ-GOV"


def test_descriptions_do_not_stand_in_each_others_way() -> None:
    """The same description, said again and again, means the same body each time."""
    text = "Hamas fired. The group left. The group returned. The group wept."
    marked = [(f"The group@{number}", ARMED) for number in (1, 2, 3)]
    assert found(text, *marked) == ["hamas"] * 3


def test_a_reference_has_runners_up() -> None:
    """The other bodies that a description may mean are shown."""
    document = told("Hamas met the Taliban. The Taliban left. The group wept.")
    resolved = resolve(document, coding(document, (("The group", ARMED),)))
    resolution = resolved.of(0)
    assert resolution is not None
    assert resolution.entity is not None
    assert resolution.entity.entity_id == "taliban"
    assert [one.name for one in resolution.runners_up] == ["Hamas"]
    assert "description" in resolution.rule


TEXT = (
    "The Popular Mobilization Forces (PMF) and Hamas met Jake Sullivan in Baghdad. The group left. "
    "Mr. Sullivan said the Iraqi army and the PMF had Ahmad Example. He denied it."
)
MARKED: Marked = (
    ("Popular Mobilization Forces", ARMED),
    ("Hamas", ARMED),
    ("Jake Sullivan", PERSON),
    ("The group", ARMED),
    ("Mr. Sullivan", PERSON),
    ("the Iraqi army", FORCE),
    ("PMF@2", ARMED),
    ("Ahmad Example", PERSON),
    ("He", GROUP),
)


@given(st.permutations(MARKED))
def test_neither_order_nor_repetition_changes_anything(
    marked: list[tuple[str, MentionKind]],
) -> None:
    """A mention means the same wherever it stands in the list; no span is moved."""
    document = told(TEXT)
    coded = coding(document, tuple(marked))
    before = [(one.start, one.end, one.text) for one in coded.mentions]
    first, again = resolve(document, coded), resolve(document, coded)
    assert first == again
    assert before == [(one.start, one.end, one.text) for one in coded.mentions]
    straight = resolve(document, coding(document, MARKED))
    expected = {words: straight.of(index) for index, (words, _) in enumerate(MARKED)}
    assert expected == {words: first.of(index) for index, (words, _) in enumerate(marked)}


@given(st.permutations(["Hamas hit. The group left.", "Mali said so. The army left.", TEXT]))
def test_documents_do_not_know_of_each_other(texts: list[str]) -> None:
    """A text resolves alike whatever was resolved before it."""
    expected = {"Hamas hit. The group left.": "hamas", TEXT: "popular-mobilization-forces"}
    for text in texts:
        words = ("The group", ARMED) if "group" in text else ("The army", FORCE)
        assert found(text, words) == [expected.get(text, "MLI-MIL")]


@given(st.text(alphabet="ab .,AB()'’\"HamsTIqgroupethy\n", max_size=400), st.integers(0, 390))
def test_any_text_is_survived(text: str, start: int) -> None:
    """Random texts and spans never raise."""
    text = f"{text} Hamas said the group left."
    document = told(text)
    begin = min(start, len(document.text) - 2)
    head = (begin, min(len(document.text), begin + 12))
    mention = Mention.cut(document.text, *head, kind=GROUP, head=head)
    resolve(document, Coded(document_id=document.id, coder="test@1", mentions=(mention,)))


@pytest.mark.parametrize("place", ["Hong Kong", "Greenland", "Puerto Rico", "New Caledonia"])
@pytest.mark.parametrize(
    "words, kind",
    [("The army", FORCE), ("The government", GOVERNMENT), ("The foreign ministry", GOVERNMENT)],
)
def test_a_territory_has_no_organs(place: str, words: str, kind: MentionKind) -> None:
    """The army of a text about a territory is nobody known; it took the whole text with it."""
    text = f"Three men were shot in {place} on Monday. {words} said so."
    assert found(text, (place, MentionKind.PLACE), (words, kind)) == [None, None]
