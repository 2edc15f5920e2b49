"""Whom a text makes public, and which of its capitals name nobody."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.export.public import names_nobody, protected_in, public_in
from watchfloor.vocab.apposition import names_to_protect


@pytest.mark.parametrize(
    "text, public, others",
    [
        ("President Harker left. Harker is back.", {"Harker"}, set()),
        ("Secretary of State Jane B. Roe left.", {"Jane B. Roe"}, set()),
        (
            "MS. ROE: Hi.\nThe aide was Ann Lee, he said. Jane Roe left.",
            {"ROE", "Jane Roe"},
            {"Ann"},
        ),
        ("Najib Danish, a spokesman for the army, said so.", {"Najib Danish", "Najib"}, set()),
        ("Minister Ali Omar left. Ali Haddad died.", {"Ali Omar"}, {"Ali", "Ali Haddad"}),
        ("Minister Ali Omar left. It hurt Ali, 9.", {"Ali Omar"}, {"Ali"}),
        ("A guard of Minister Omar Haddad fled with Sara Lund.", set(), {"Sara Lund"}),
        ("Joan Sandhill said so.", {"Joan Sandhill", "Sandhill"}, set()),
        ("MS. ROE: I fled.\nThe witness, Jane Roe, wept.", set(), {"ROE", "Jane Roe"}),
        ("PRESIDENT HARKER LEFT WITH OMAR HADDAD.", set(), {"OMAR HADDAD"}),
    ],
)
def test_a_text_says_whose_bare_name_is_public(
    text: str, public: set[str], others: set[str]
) -> None:
    """Golden: an office anywhere, the speaker of a transcript, and known leaders."""
    found = public_in(text, frozenset({"joan sandhill"}), protected_in(text))
    assert public <= found
    assert not others & found


@pytest.mark.parametrize(
    "name, text, nobody",
    [
        ("Tersa", "Daesh, through its Tersa agency, said so.", True),
        ("Tersa", "Tersa agency said so. Tersa was shot.", False),
        ("National Security", "National Security Advisor Jane Roe left.", True),
        ("Omar Haddad", "Omar Haddad fled.", False),
        ("Omar Haddad", "Nobody is named.", False),
    ],
)
def test_a_name_before_a_noun_of_bodies_or_an_office_is_nobodys(
    name: str, text: str, nobody: bool
) -> None:
    """Golden: each time that it stands in the text."""
    assert nobody == names_nobody(name, text)


PIECES = st.sampled_from(
    (
        *("Hamid Faraj", "a teacher, ", "14, ", "(9) ", "aged 30 ", "It hit Baghdad. ", "İ", "\n"),
        *("the family of ", "Omar Said. ", "and walked a long way along the river to the bridge "),
        *("killing ", "THE DRIVER, ", "a brother of the minister, ", "who fled, "),
    )
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_looking_near_words_to_protect_finds_all(text: str) -> None:
    """What is far from such a word and from an age holds nobody to protect."""
    found = {text[start:end] for start, end in names_to_protect(text)}
    assert found == set(protected_in(text))


def test_a_long_text_is_read_by_its_length() -> None:
    """Half a megabyte of victims, and one of a single line without any, in seconds."""
    began = time.process_time()
    protected_in("Omar Haddad, a teacher, " * 20_000)
    public_in("President Omar Haddad, a minister, " * 15_000, frozenset())
    protected_in("child" * 400_000)
    assert time.process_time() - began < 60
