"""Where acts took place whose own words name no place that the gazetteer has."""

from collections.abc import Sequence

from watchfloor.model import (
    ONLY_COUNTRY,
    Coded,
    CodedEvent,
    Document,
    Mention,
    MentionKind,
    Role,
    Scored,
    Setting,
    Status,
)
from watchfloor.resolve import resolve

FACILITIES = ("the embassy", "the mosque")


def settings(
    text: str,
    places: Sequence[str],
    *acts: tuple[str, str | None],
    kind: str = "ASSAULT",
    status: Status = Status.ACTUAL,
    chain: Sequence[int] = (),
) -> list[Setting | None]:
    """Return where resolve sets acts: (anchor, its words of place), of marked places."""
    spans = [(text.index(words), text.index(words) + len(words)) for words in places]
    mentions = tuple(
        Mention.cut(
            text,
            *span,
            kind=MentionKind.FACILITY if words in FACILITIES else MentionKind.PLACE,
            head=span,
        )
        for words, span in zip(places, spans, strict=True)
    )
    events = tuple(
        CodedEvent(
            anchor=Scored.cut(
                text, text.index(anchor), text.index(anchor) + len(anchor), score=0.9
            ),
            type=kind,
            status=status,
            score=0.9,
            chain=chain[number] if chain else number,
            place=() if words is None else (Role(places.index(words), 0.9),),
        )
        for number, (anchor, words) in enumerate(acts)
    )
    news = Document.new(text)
    coding = Coded(document_id=news.id, coder="test@1", mentions=mentions, events=events)
    found = resolve(news, coding).acts
    return [found.get(str(number)) for number in range(len(events))]


def told(setting: Setting | None) -> tuple[str, str] | None:
    """Return the name of a place and the rule that chose it, without the rule it came from."""
    if setting is None:
        return None
    place = setting.where.place
    assert place is not None
    return place.name, setting.where.rule.partition(":")[0]


def test_an_unknown_village_is_in_the_only_country_of_its_text() -> None:
    """The act keeps its own words, at the precision of the country."""
    text = "Gunmen burned huts at Quxvale on Monday.\n\nIn Kampala the army promised an inquiry."
    (found,) = settings(text, ["Quxvale", "Kampala"], ("burned", "Quxvale"))
    assert told(found) == ("Uganda", f"{ONLY_COUNTRY} the text")
    assert found is not None
    assert found.mention == 0
    assert found.where.score <= 0.4


def test_where_a_text_speaks_of_two_countries_its_paragraph_decides_or_nothing() -> None:
    """Two countries in one paragraph leave an act unplaced on purpose."""
    text = "Gunmen burned huts near Kampala and near Nairobi.\n\nIn Kigali thieves robbed a bank."
    places = ["Kampala", "Nairobi", "Kigali"]
    one, other = settings(text, places, ("burned", None), ("robbed", None))
    assert one is None
    assert told(other) == ("Kigali", "place of its sentence")


def test_a_country_that_acts_says_not_where() -> None:
    """France, whose jets bombed, is not where they did."""
    text = "The strike by France killed two. France said so."
    assert settings(text, ["France"], ("strike", None)) == [None]
    text = "The strike in France killed two."
    (found,) = settings(text, ["France"], ("strike", None))
    assert told(found) == ("France", "place of its sentence")


def test_a_dateline_alone_is_no_place_of_an_act_without_words_of_place() -> None:
    """It says where the reporter was; with an unknown village it gives the country."""
    text = "KAMPALA, June 3 - Gunmen burned huts at Quxvale. They robbed a shop."
    village, shop = settings(text, ["KAMPALA", "Quxvale"], ("burned", "Quxvale"), ("robbed", None))
    assert told(village) == ("Uganda", f"{ONLY_COUNTRY} the text")
    assert shop is None


def test_the_city_is_the_town_named_before() -> None:
    """A word for a kind of place means the last place of that kind."""
    text = "Rebels entered Goma on Friday. Shells later struck the city."
    places = ["Goma", "the city"]
    _, found = settings(text, places, ("entered", "Goma"), ("struck", "the city"))
    assert told(found) == ("Goma", "named before")
    assert found is not None
    assert found.mention == 1


def test_words_that_hold_or_precede_a_name_mean_its_place() -> None:
    """The road to Kampala; the country's capital, Kampala."""
    text = "Gunmen stopped a bus on the road to Kampala."
    (road,) = settings(text, ["the road to Kampala", "Kampala"], ("stopped", "the road to Kampala"))
    assert road is None or told(road) == ("Kampala", "name in its words")
    text = "A bomb went off in the country's capital, Kampala."
    places = ["the country's capital", "Kampala"]
    (found,) = settings(text, places, ("went off", "the country's capital"))
    assert told(found) == ("Kampala", "name beside its words")


def test_the_embassy_is_in_the_town_that_its_paragraph_told_of() -> None:
    """A facility without a name stands where the last act of the paragraph was."""
    text = "Crowds gathered in Kampala. Stones were thrown at the mosque."
    places = ["Kampala", "the mosque"]
    _, found = settings(text, places, ("gathered", "Kampala"), ("thrown", "the mosque"))
    assert told(found) == ("Kampala", "town spoken of before")


def test_a_name_right_before_its_act_is_its_place() -> None:
    """The Kampala bombing was in Kampala; of two places that a sentence says in of, none is."""
    text = "The Kampala bombing was condemned in Nairobi."
    (found,) = settings(text, ["Kampala", "Nairobi"], ("bombing", None))
    assert told(found) == ("Kampala", "place of its sentence")


def test_a_sea_before_a_towns_name_only_says_which_town() -> None:
    """The Red Sea port town of Mokha is Mokha."""
    text = "A bombing killed a reporter in the Red Sea port town of Mokha, Yemen."
    (found,) = settings(text, ["Red Sea", "Mokha", "Yemen"], ("bombing", None))
    assert found is not None
    assert found.where.place is not None
    assert found.where.place.country == "YEM"
    assert found.where.place.precision == "town"


def test_what_is_told_again_is_where_it_was_told_of_first() -> None:
    """The attack of a later paragraph takes the place of its happening."""
    text = "Gunmen attacked Goma.\n\nThe raid was condemned in Nairobi and Kampala."
    places = ["Goma", "Nairobi", "Kampala"]
    _, found = settings(text, places, ("attacked", "Goma"), ("raid", None), chain=[0, 0])
    assert told(found) == ("Goma", "place of the same happening")


def test_what_is_said_or_did_not_happen_gets_no_place() -> None:
    """An accusation is made from anywhere; a planned attack took place nowhere."""
    text = "The attack was told of in Kampala."
    assert settings(text, ["Kampala"], ("attack", None), kind="ACCUSE") == [None]
    assert settings(text, ["Kampala"], ("attack", None), status=Status.PLANNED) == [None]


def test_an_unknown_place_does_not_disturb_where_others_are() -> None:
    """A village that no table has changes nothing for the acts around it."""
    text = "Huts burned in Kampala. Cattle were stolen at Quxvale. A man was shot in Goma."
    with_it = settings(
        text,
        ["Kampala", "Quxvale", "Goma"],
        ("burned", None),
        ("stolen", "Quxvale"),
        ("shot", None),
    )
    without = settings(text, ["Kampala", "Goma"], ("burned", None), ("shot", None))
    assert list(map(told, (with_it[0], with_it[2]))) == list(map(told, without))


def test_where_talks_are_held_is_not_where_the_rest_is() -> None:
    """A country that a text has but one place of is not where it is, if it names another one."""
    opening = (
        "The parties of the militias lost seats in the autumn, Iraq said, and went to court. " * 2
    )
    text = f"{opening}\nShots fell in the spring.\nTalks resumed in Vienna."
    assert settings(text, ["Iraq", "Vienna"], ("fell", None)) == [None]
