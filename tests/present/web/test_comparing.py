"""Values side by side: it is texts that are counted, not how often they say it."""

from dataclasses import replace

from tests.export.conftest import make_incident
from watchfloor.model.words import Standing
from watchfloor.present.web.comparing import compared


def test_a_text_that_says_it_twice_is_one_voice() -> None:
    """Two mentions in one text are one voice and one copy; another speaker in it is another."""
    plain = make_incident()
    (said,) = plain.reported["dead"]
    copied = replace(said, standing=Standing.COPY)
    told = (
        *(said, replace(said, event_id="e2"), replace(said, event_id="e3", speaker="a doctor")),
        *(replace(copied, event_id="c1"), replace(copied, event_id="c2")),
    )
    places = dict.fromkeys(("e1", "e2", "e3"), ("text", "s1-2"))
    places |= dict.fromkeys(("c1", "c2"), ("copy", "s3-4"))
    (field,) = compared(replace(plain, reported={"dead": told}), places)
    (side,) = field.sides
    assert [(one.document_id, one.reported.speaker) for one in side.voices] == [
        ("text", said.speaker),
        ("text", "a doctor"),
        ("copy", said.speaker),
    ]
    assert (side.sources, side.copies) == (1, 1)


def test_one_number_in_other_words_is_one_value() -> None:
    """Two ways to tell of one dead do not differ; the number stands before words without one."""
    plain = make_incident()
    (said,) = plain.reported["dead"]
    one = replace(said, low=1, best=1, high=1, words="General Haddad")
    other = replace(one, words="their general", event_id="e2", copy_group="g2", source="B")
    three = replace(one, low=3, best=3, high=3, words="3 dead", event_id="e3", copy_group="g3")
    (field,) = compared(replace(plain, reported={"dead": (one, other, three)}), {})
    assert [("1: General Haddad", 2), ("3 dead", 1)] == [
        (side.words, side.sources) for side in field.sides
    ]
