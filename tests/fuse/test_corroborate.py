"""Independent sources, and the two Admiralty scales."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fuse.made import filler, told
from watchfloor import model
from watchfloor.errors import InputError
from watchfloor.fuse.corroborate import (
    Credibility,
    Letter,
    Sources,
    body,
    credibility,
    independent,
    origins,
)
from watchfloor.fuse.outlets import sources

KNOWN = Sources(
    owners={"State Herald": ["IRQ"], "The Clarion": ["press-house"]},
    outlets=frozenset({"Wire", "State Herald"}),
    names={"herald.example": "State Herald"},
)


def test_copies_are_one_source() -> None:
    """Three outlets with one text are one source; a text of its own is another."""
    given = [
        told("a", source="A", copy_group="one"),
        told("b", source="B", copy_group="one"),
        told("c", source="C"),
    ]
    assert ((0, 1), (2,)) == independent(given, KNOWN)


def test_outlets_that_quote_one_speaker_are_one_source() -> None:
    """Whoever cites the ministry is the ministry, by entity or by the same words."""
    given = [
        told("a", source="A", attributed_to=(filler("the mayor"),)),
        told("b", source="B", attributed_to=(filler("The Mayor"),)),
        told("c", source="C", attributed_to=(filler("a witness"),)),
    ]
    assert ((0, 1), (2,)) == independent(given, KNOWN)


def test_the_last_link_of_a_chain_of_attribution_is_the_source() -> None:
    """What Wire said, citing the ministry, the ministry's, however sure the reader is of Wire."""
    chain = (filler("Wire", score=0.99), filler("the ministry", score=0.6, entity="IRQ-GOV"))
    assert ("state IRQ",) == origins(told("a", source="A", attributed_to=chain), KNOWN)


def test_a_credited_outlet_is_the_source() -> None:
    """What Wire reported in another outlet's text is Wire's."""
    cited = told("a", source="A", attributed_to=(filler("Wire"),))
    assert ((0, 1),) == independent([cited, told("b", source="wire")], KNOWN)


def test_a_party_and_the_media_it_owns_are_one_source() -> None:
    """A state's paper, its army and its ministry speak with one voice."""
    given = [
        told("a", source="State Herald"),
        told("b", source="B", attributed_to=(filler("the army", entity="IRQ-MIL"),)),
        told("c", source="C", attributed_to=(filler("the ministry", entity="IRQ-GOV"),)),
    ]
    assert ((0, 1, 2),) == independent(given, KNOWN)
    assert ("state IRQ", "state IRQ", "entity isis-k") == (
        body("IRQ"),
        body("IRQ-MIL"),
        body("isis-k"),
    )


def test_an_outlet_is_one_however_it_is_spelt() -> None:
    """A site's name and the paper's are one outlet; owner and state both bind it to others."""
    known = Sources(
        owners={"State Herald": ["guards", "IRQ"]}, names={"herald.example": "State Herald"}
    )
    assert ("outlet state herald", "entity guards", "state IRQ") == origins(
        told("a", source="Herald.example"), known
    )
    given = [
        told("a", source="The State Herald"),
        told("b", source="B", attributed_to=(filler("the guards", entity="guards"),)),
        told("c", source="C", attributed_to=(filler("the ministry", entity="IRQ-GOV"),)),
        told("d", source="D"),
    ]
    assert ((0, 1, 2), (3,)) == independent(given, known)


def quoting(name: str, source: str, *words: str, entity: str | None = None) -> model.Testimony:
    """Return a report of an outlet that attributes it to somebody by words."""
    said = tuple(filler(one, entity=entity) for one in words)
    return told(name, source=source, attributed_to=said)


def test_an_outlet_of_the_incident_is_no_speaker() -> None:
    """Who ends with "Sahel Wire reported" is one source with Sahel Wire, known or not before."""
    own, quoted = told("a", source="Sahel Wire"), quoting("b", "Beta Times", "Sahel Wire")
    assert ((0, 1),) == independent([own, quoted], Sources())
    further = quoting("b", "Beta Times", "The Sahel Wire news agency", "a doctor")
    assert ("speaker a doctor",) == origins(further, Sources(), frozenset({"sahel wire"}))


def test_agencies_are_known_outlets() -> None:
    """Reuters is no speaker beside the police, and two that quote it are one source with it."""
    known = sources(())
    given = [
        quoting("a", "A", "Reuters"),
        quoting("b", "B", "an AFP correspondent in Gao"),
        quoting("c", "C", "the Reuters news agency"),
        told("d", source="Agence France-Presse"),
        quoting("e", "E", "Reuters", "police"),
    ]
    assert ((0, 2), (1, 3), (4,)) == independent(given, known)
    assert ("speaker police",) == origins(given[4], known)


@pytest.mark.parametrize(
    "words",
    [
        *("our correspondent", "its own reporter in Gao", "one of our reporters", "he", "They"),
        *("this newspaper", "the paper", "a reporter", "our Gaza bureau", "A"),
    ],
)
def test_own_people_are_the_outlet(words: str) -> None:
    """Two outlets' own correspondents are two sources, and one outlet's are the outlet."""
    given = [
        quoting("a", "A", words),
        quoting("b", "B", "our correspondent"),
        told("c", source="A"),
    ]
    assert ((0, 2), (1,)) == independent(given, KNOWN)


@pytest.mark.parametrize(
    "words", ["a local journalist", "our sources", "its spokesman", "the aid agency"]
)
def test_people_of_others_are_speakers(words: str) -> None:
    """Whoever is not the outlet's own stays who is quoted, in whatever outlet."""
    assert ((0, 1),) == independent([quoting("a", "A", words), quoting("b", "B", words)], KNOWN)


def test_a_medium_of_an_owner_is_its_owner_whomever_it_quotes_namelessly() -> None:
    """Two state media that quote officials are one source; who quotes a known body is that body."""
    known = sources(())
    given = [
        quoting("a", "IRNA", "local officials"),
        told("b", source="Press TV"),
        quoting("c", "Tasnim", "our reporter"),
        quoting("d", "Beta Times", "Iran's state news agency IRNA"),
        quoting("e", "Press TV", "the United Nations", entity="united-nations"),
    ]
    assert ((0, 1, 2, 3), (4,)) == independent(given, known)


def test_a_body_that_publishes_itself_stays_who_it_is() -> None:
    """An army's own page and who quotes the army are one source, with its state."""
    given = [
        told("a", source="The Army"),
        quoting("b", "B", "the army", entity="IRQ-MIL"),
        quoting("c", "C", "the ministry", entity="IRQ-GOV"),
    ]
    assert ((0, 1, 2),) == independent(
        [replace(one, event=replace(one.event, attributed_to=_known(one))) for one in given],
        Sources(),
    )


def _known(one: model.Testimony) -> tuple[model.Filler, ...]:
    """Return who is quoted, by the words of the text."""
    return tuple(replace(each, name=each.text) for each in one.event.attributed_to)


def test_one_bridge_makes_one_source() -> None:
    """A copy of A's text in B makes B's own reports A's source too: rather too few sources."""
    given = [
        told("a", source="A", copy_group="one"),
        told("b", source="B", copy_group="one"),
        told("c", source="B"),
    ]
    assert ((0, 1, 2),) == independent(given, KNOWN)


def test_texts_without_a_source_count_by_their_copy_group() -> None:
    """Two unsigned texts of different words are two sources; a withdrawn one is none."""
    given = [
        told("a", source=None),
        told("b", source=None),
        told("c", source=None, withdrawn=True),
    ]
    assert ((0,), (1,)) == independent(given, KNOWN)


@pytest.mark.parametrize(
    "count,denied,digit",
    [(0, (), 6), (1, (), 3), (2, (), 2), (9, (), 2), (2, ("the army",), 4)],
)
def test_a_machine_suggests_no_certainty(count: int, denied: tuple[str, ...], digit: int) -> None:
    """One source is possible, two are probable, a denial makes it doubtful; never 1, never 5."""
    assert digit == credibility(count, denied_by=denied).digit


def test_a_person_may_confirm() -> None:
    """With a reason; without one, or off the scale, it is refused."""
    seen = Credibility(1, "own staff saw it")
    assert seen == credibility(1, by_person=seen)
    for wrong in (Credibility(1, " "), Credibility(7, "x")):
        with pytest.raises(InputError, match=r"1\.\.6 with a reason"):
            credibility(1, by_person=wrong)


def test_letters_are_set_by_people_and_default_to_f() -> None:
    """The last letter counts; nobody's is F; a letter needs a person and a reason."""
    old = letter("D", 2030, "two wrong tolls")
    new = letter("B", 2031, "a year without a correction")
    known = Sources(letters=(new, old))
    assert ("B", "F") == (known.reliability("a"), known.reliability("Z"))
    with pytest.raises(InputError, match="one of A, B, C, D, E, F"):
        letter("G", 2030, "why")
    with pytest.raises(InputError, match="needs who decided"):
        letter("B", 2030, " ")


def letter(grade: str, year: int, reason: str) -> Letter:
    """Return a letter for source A, set on the first of January."""
    return Letter(source="A", letter=grade, by="ana", reason=reason, on=date(year, 1, 1))
