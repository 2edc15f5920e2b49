"""Where an act took place: the place that the text gives, or the site that was hit."""

from watchfloor.model import (
    Coded,
    CodedEvent,
    Document,
    EventPlace,
    Mention,
    MentionKind,
    Place,
    PlacePrecision,
    Resolution,
    Resolved,
    Role,
    Scored,
    Setting,
    Status,
    join_events,
)

TEXT = "Rockets hit the embassy in Baghdad."
DOCUMENT = Document.new(TEXT)


def span(words: str) -> tuple[int, int]:
    """Return where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def place(name: str, country: str, precision: PlacePrecision) -> Resolution:
    """Make a resolution."""
    meant = Place(name=name, lat=33.3, lon=44.4, country=country, precision=precision)
    return Resolution(place=meant, rule="test", score=0.9)


def event_place(
    *, with_place: bool, setting: Setting | None = None, **resolutions: Resolution
) -> EventPlace | None:
    """Join one event whose recipient is the embassy; resolutions by mention."""
    mentions = tuple(
        Mention.cut(TEXT, *span(words), kind=kind, head=span(words))
        for words, kind in (("the embassy", MentionKind.FACILITY), ("Baghdad", MentionKind.PLACE))
    )
    event = CodedEvent(
        anchor=Scored.cut(TEXT, *span("hit"), score=0.9),
        type="ASSAULT",
        status=Status.ACTUAL,
        score=0.9,
        chain=0,
        recipient=(Role(0, 0.9),),
        place=(Role(1, 0.9),) if with_place else (),
    )
    coded = Coded(document_id=DOCUMENT.id, coder="t@1", mentions=mentions, events=(event,))
    resolved = Resolved(
        document_id=DOCUMENT.id,
        resolver="t@1",
        resolutions={name.removeprefix("m"): one for name, one in resolutions.items()},
        acts={"0": setting} if setting else {},
    )
    return join_events(DOCUMENT, coded, resolved)[0].event_loc


CITY = place("Baghdad", "IRQ", PlacePrecision.TOWN)
EMBASSY = place("Embassy", "IRQ", PlacePrecision.SITE)


def test_the_site_that_was_hit_is_the_place() -> None:
    """A known site in the country of the place is finer, and brings its own words."""
    found = event_place(with_place=True, m0=EMBASSY, m1=CITY)
    assert found is not None
    assert ("Embassy", "the embassy") == (found.name, found.text)


def test_a_site_is_enough() -> None:
    """An act without words of place took place at the site that it was done to."""
    found = event_place(with_place=False, m0=EMBASSY)
    assert found is not None
    assert found.name == "Embassy"


def test_otherwise_the_place_stays() -> None:
    """A recipient that is no site, or lies in another country, does not move the act."""
    elsewhere = place("Embassy", "SYR", PlacePrecision.SITE)
    for recipient in (CITY, elsewhere):
        found = event_place(with_place=True, m0=recipient, m1=CITY)
        assert found is not None
        assert found.text == "Baghdad"
    assert event_place(with_place=False, m0=CITY) is None


def test_where_a_text_sets_an_act_is_the_last_resort() -> None:
    """Its words are cited if it has any; a place of its own or a site that was hit comes first."""
    country = place("Iraq", "IRQ", PlacePrecision.COUNTRY)
    inferred = event_place(with_place=False, setting=Setting(mention=None, where=country))
    assert inferred is not None
    assert (inferred.name, inferred.text, inferred.start) == ("Iraq", None, None)
    cited = event_place(with_place=True, setting=Setting(mention=1, where=country))
    assert cited is not None
    assert (cited.name, cited.text) == ("Iraq", "Baghdad")
    own = event_place(with_place=True, setting=Setting(mention=None, where=country), m1=CITY)
    assert own is not None
    assert own.name == "Baghdad"


def test_whose_troops_they_are_says_not_where() -> None:
    """The owner of troops is no place of an attack on them, without a facility too."""
    text = "Rockets hit U.S. troops."
    start = text.index("U.S.")
    mention = Mention.cut(text, start, start + 4, kind=MentionKind.PLACE, head=(start, start + 4))
    event = CodedEvent(
        anchor=Scored.cut(text, 8, 11, score=0.9),
        type="ASSAULT", status=Status.ACTUAL, score=0.9, chain=0, place=(Role(0, 0.9),),
    )  # fmt: skip
    document = Document.new(text)
    coded = Coded(document_id=document.id, coder="t@1", mentions=(mention,), events=(event,))
    resolutions = {"0": place("United States", "USA", PlacePrecision.COUNTRY)}
    resolved = Resolved(document_id=document.id, resolver="t@1", resolutions=resolutions)
    assert join_events(document, coded, resolved)[0].event_loc is None


def test_whose_embassy_it_is_says_not_where() -> None:
    """The country at the head of a facility's name is its owner and no place of the act."""
    text = "Rockets hit the Iraq embassy."
    spans = {words: (text.index(words), text.index(words) + len(words)) for words in
             ("Iraq", "the Iraq embassy", "hit")}  # fmt: skip
    document = Document.new(text)
    mentions = tuple(
        Mention.cut(text, *spans[words], kind=kind, head=spans[words])
        for words, kind in (("the Iraq embassy", MentionKind.FACILITY), ("Iraq", MentionKind.PLACE))
    )
    event = CodedEvent(
        anchor=Scored.cut(text, *spans["hit"], score=0.9),
        type="ASSAULT", status=Status.ACTUAL, score=0.9, chain=0,
        recipient=(Role(0, 0.9),), place=(Role(1, 0.9),),
    )  # fmt: skip
    coded = Coded(document_id=document.id, coder="t@1", mentions=mentions, events=(event,))

    def located(precision: PlacePrecision) -> EventPlace | None:
        resolutions = {"1": place("Iraq", "IRQ", precision)}
        resolved = Resolved(document_id=document.id, resolver="t@1", resolutions=resolutions)
        return join_events(document, coded, resolved)[0].event_loc

    assert located(PlacePrecision.COUNTRY) is None
    town = located(PlacePrecision.TOWN)
    assert town is not None
    assert town.name == "Iraq"
