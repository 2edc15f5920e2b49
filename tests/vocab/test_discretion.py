"""What is a person's name, whose name is public, and which words name a place of shelter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.vocab import plover
from watchfloor.vocab.acts import act_of
from watchfloor.vocab.discretion import (
    is_public,
    is_to_protect,
    may_be_person,
    person_names,
    site_word,
)


@pytest.mark.parametrize(
    "said, names",
    [
        ("a teacher, Omar al-Haddad", ["Omar al-Haddad"]),
        ("Omar", ["Omar"]),
        ("Dr. Sara bint Omar", ["Dr. Sara bint Omar"]),
        ("Iraqi protesters", []),
        ("Armed men", []),
        ("Activists", []),
        ("Hundreds of people", []),
        ("three women who", []),
        ("U.S. citizen Jane Roe", ["Jane Roe"]),
        ("Somalians", []),
        ("No Americans", []),
        ("Two Kurds", []),
        ("Germans", []),
        ("Mr. French", ["Mr. French"]),
        ("residents of Mosul", []),
        ("the family of Omar Haddad", ["Omar Haddad"]),
        ("a farmer in Sand Hill", []),
        ("guards at Omar Haddad's home", ["Omar Haddad"]),
        ("FOUR CIVILIANS", []),
        ("OMAR HADDAD AND TWO MEN", ["OMAR HADDAD"]),
        ("Tuesday", []),
        ("Tuesday Omar Haddad", ["Omar Haddad"]),
        ("Theresa May", ["Theresa May"]),
        ("a Sand Front bomber", []),
        ("the Human Rights Watch", []),
        ("Omar Haddad's family", ["Omar Haddad"]),
        ("Omar Haddad. Police", ["Omar Haddad"]),
        ("Omar Haddad of the Sand Policy Lab", ["Omar Haddad"]),
        ("Omar Haddad of UNAID", ["Omar Haddad"]),
        ("the foreign ministers of Mali", []),
        ("a trader from Sandhill, Omar Haddad", ["Omar Haddad"]),
        ("the Diakaye faction", []),
        ("the Rev. Omar Haddad", ["Rev. Omar Haddad"]),
        ("Secretary of State Jane Roe", ["State Jane Roe"]),
        ("eleven Peshmerga", []),
        ("231 Democrats", []),
        ("a Kalashnikov", []),
        ("One Kenyan", []),
        ("A French", []),
        ("Forty-two", []),
        ("Militia Headquarters", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals_that_name_somebody(said: str, names: list[str]) -> None:
    """Golden: nouns for people, peoples, days, bodies and initials are no names."""
    assert names == [said[start:end] for start, end in person_names(said)]


@pytest.mark.parametrize(
    "said, public, protected",
    [
        ("General Jane Roe", True, False),
        ("the front's spokesman, Omar Haddad", True, False),
        ("Vice-President Roe", True, False),
        ("a guard of the governor, Omar Haddad", False, True),
        ("the minister's son", False, True),
        ("16-year-old Omar", False, True),
        ("coast guard spokesman Omar Haddad", True, False),
        ("a bank guard, Omar Haddad", False, True),
        ("Omar Haddad", False, False),
    ],
)
def test_offices_are_public_unless_somebody_stands_beside_them(
    said: str,
    public: bool,
    protected: bool,
) -> None:
    """Golden: the relative or servant of an officeholder is not one."""
    assert (public, protected) == (is_public(said), is_to_protect(said))


@pytest.mark.parametrize(
    "said, person",
    [
        ("Omar Haddad", True),
        ("The Guards", False),
        ("River Rights Centre", False),
        ("Orvale Region", False),
        ("the police", False),
        ("", False),
    ],
)
def test_words_of_unknown_kind(said: str, person: bool) -> None:
    """Golden: bodies and words with an article are no persons."""
    assert person == may_be_person(said)


@pytest.mark.parametrize(
    "said, word",
    [
        ("the women's shelter in Ash", "shelter"),
        ("three clinics", "clinics"),
        ("an aid compound", "aid compound"),
        ("a field hospital", "field hospital"),
        ("the market", None),
        ("sheltered workers", None),
    ],
)
def test_places_of_shelter_care_and_aid(said: str, word: str | None) -> None:
    """Golden: the plural counts, a longer word does not."""
    assert word == site_word(said)


@given(st.text(max_size=200))
def test_spans_lie_inside_and_rise(said: str) -> None:
    """Whatever the text, names are spans of it, in order and apart."""
    end = 0
    for start, stop in person_names(said):
        assert end <= start < stop <= len(said)
        end = stop


def test_a_long_mention_is_survived() -> None:
    """A megabyte of capitals takes no time: only its beginning is looked at."""
    assert len(person_names("Omar " * 200_000)) == 1
    assert site_word("aid " * 200_000) is None


def test_every_type_and_mode_can_be_told() -> None:
    """Each has phrases, with a place for the recipient where one is told."""
    for name in plover.types():
        for mode in ("", *plover.modes(name)):
            act = act_of(name, (mode,) if mode else ())
            assert "{}" in act.act
            assert "{}" in act.noun_on
            assert "{}" not in act.alone + act.noun


def test_the_means_are_told_before_the_manner() -> None:
    """A targeted attack from the air is one from the air."""
    assert "from the air" in act_of("ASSAULT", ("targeted", "aerial")).act
