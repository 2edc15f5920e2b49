"""The PLOVER tables hold what the manual says, and the reader refuses every other word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import VocabularyError
from watchfloor.vocab import plover

NAMES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

EVERY_MODE = [(name, mode) for name in NAMES for mode in plover.modes(name)]


def test_sixteen_types_in_the_order_of_the_manual() -> None:
    """The types come in the manual's order, each under its own name."""
    assert NAMES == list(plover.types())
    assert NAMES == [item.name for item in plover.types().values()]


@pytest.mark.parametrize(
    "quad, names",
    [
        (1, {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        (2, {"COOPERATE", "AID", "RETREAT"}),
        (3, {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
        (4, {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
    ],
)
def test_quads(quad: int, names: set[str]) -> None:
    """Each quad holds its types; SANCTION is settled as material conflict."""
    assert names == {name for name in plover.types() if plover.quad(name) == quad}


def test_signs_follow_the_quad() -> None:
    """Cooperation scores above zero and conflict not: so the misprinted ACCUSE is negative."""
    for item in plover.types().values():
        assert (item.quad <= 2) == (item.score > 0), item.name
    assert plover.types()["ACCUSE"].score == -3


def test_recipients_that_are_required() -> None:
    """Three types make no sense without a recipient."""
    required = {name for name, item in plover.types().items() if item.recipient_required}
    assert required == {"COOPERATE", "AID", "SANCTION"}


def test_every_row_has_a_meaning() -> None:
    """No type, mode or context stands without its one line."""
    meanings = [
        *(item.meaning for item in plover.types().values()),
        *(item.meaning for item in plover.contexts().values()),
        *(plover.modes(name)[mode].meaning for name, mode in EVERY_MODE),
    ]
    assert len(meanings) == 16 + len(EVERY_MODE) + 37
    assert all(len(meaning.split()) >= 2 for meaning in meanings)


def test_counts_of_modes() -> None:
    """Each type has as many modes as the manual gives it, retired ones left out."""
    expected = dict.fromkeys(NAMES, 0) | {
        "CONSULT": 4, "RETREAT": 6, "REQUEST": 4, "ACCUSE": 3, "REJECT": 4, "THREATEN": 6,
        "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10, "ASSAULT": 16,
    }  # fmt: skip
    assert expected == {name: len(plover.modes(name)) for name in NAMES}
    retired = {"ban", "ease", "return", "political", "assassinate", "massacre", "cleansing"}
    assert not retired & {mode for _, mode in EVERY_MODE}


def test_modes_know_their_type() -> None:
    """A mode says of which type it is, under the name by which it is found."""
    for name, mode in EVERY_MODE:
        found = plover.modes(name)[mode]
        assert (name, mode) == (found.type, found.name)


def test_modes_without_a_score() -> None:
    """Only the flag of two sides and vandalism have no score of their own."""
    unscored = {(name, mode) for name, mode in EVERY_MODE if plover.modes(name)[mode].score is None}
    assert unscored == {("ASSAULT", "sideAB"), ("PROTEST", "vandalize")}


def test_flags_are_modes() -> None:
    """A flag is a mode of ASSAULT and never scored."""
    assert all(plover.modes("ASSAULT")[flag].score is None for flag in plover.FLAGS)


def test_thirty_seven_contexts() -> None:
    """There are 37 contexts, without the two that only the conversion file uses."""
    assert len(plover.contexts()) == 37
    assert not {"humanitarian", "democracy"} & set(plover.contexts())
    assert all(name == item.name for name, item in plover.contexts().items())


@pytest.mark.parametrize(
    "type_name, modes, expected",
    [
        ("ASSAULT", (), -9.0),
        ("ASSAULT", ("beat",), -7.5),
        ("ASSAULT", ("beat", "drone"), -9.5),
        ("ASSAULT", ("sideAB",), -9.0),
        ("ASSAULT", ("sideAB", "firearms"), -9.0),
        ("ASSAULT", ("unconventional", "aerial"), -10.0),
        ("PROTEST", ("vandalize",), -5.0),
        ("CONSULT", ("phone", "visit"), 4.0),
        ("REQUEST", ("assist", "change"), -1.0),
        ("REQUEST", ("meet",), 0.0),
        ("AGREE", (), 2.5),
    ],
)
def test_score_takes_the_strongest_mode(
    type_name: str, modes: tuple[str, ...], expected: float
) -> None:
    """The mode farthest from zero counts; a mode without a score leaves the type's."""
    assert expected == plover.score(type_name, modes)


def test_modes_of_unknown_type_are_refused() -> None:
    """Asking for the modes, quad or score of an unknown type names the known ones."""
    for ask in (plover.modes, plover.quad, plover.score):
        with pytest.raises(VocabularyError, match="unknown event type: 'FIGHT'; known: AGREE"):
            ask("FIGHT")


@pytest.mark.parametrize(
    "words, message",
    [
        (("assault", (), ()), "unknown event type: 'assault'; known: AGREE, CONSULT"),
        (("ASSAULT", ("dron", "drone"), ()), "unknown mode of ASSAULT: 'dron'; known: abduct"),
        (("AID", ("visit",), ()), "unknown mode of AID: 'visit'; known: none"),
        (("AID", (), ("humanitarian",)), "unknown context: 'humanitarian'; known: military"),
        (("ASSAULT", "drone", ()), "unknown mode of ASSAULT: 'd', 'e', 'n'"),
    ],
)
def test_check_names_the_unknown_and_the_known(
    words: tuple[str, tuple[str, ...], tuple[str, ...]], message: str
) -> None:
    """A refusal says which word is unknown and which are known, in a fixed order."""
    with pytest.raises(VocabularyError, match=message):
        plover.check(*words)


@given(
    st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.lists(st.sampled_from(list(plover.modes(name))), unique=True)
            if plover.modes(name)
            else st.just(list[str]()),
        )
    ),
    st.lists(st.sampled_from(list(plover.contexts()))),
)
def test_every_known_word_passes(event: tuple[str, list[str]], contexts: list[str]) -> None:
    """Any known type with any of its modes and contexts passes; its score keeps to -10..10."""
    name, modes = event
    plover.check(name, modes, contexts)
    assert -10 <= plover.score(name, modes) <= 10
    assert plover.score(name, modes) == plover.score(name, modes[::-1])


def test_tables_cannot_be_changed() -> None:
    """The vocabularies are read-only: no caller can add a word for the others."""
    for table in (plover.types(), plover.modes("ASSAULT"), plover.contexts()):
        with pytest.raises(TypeError):
            table["NEW"] = None  # type: ignore[index]
