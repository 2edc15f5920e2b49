"""Who fills an event's roles, with a toy: before the anchor acts, after it suffers."""

import math
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.advice import Advice, Opinion
from watchfloor.coding.encoder.anchors import NO_ADVICE, Anchor
from watchfloor.coding.encoder.anchors import candidates as anchors_of
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.fillers import (
    FEATURES,
    SINGLE,
    Filler,
    assigned,
    candidates,
    weighed,
)
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import GROUPS, ROLE_GROUP, ROLES
from watchfloor.coding.encoder.layout import NEAR, Layout
from watchfloor.coding.encoder.model import Model

MODEL = toys.settled()


def proposed(encoded: Encoded) -> list[tuple[str, str]]:
    """Return the candidates of a text as words and group."""
    found = candidates(encoded, names(encoded.names, encoded.edges))
    return [(" ".join(encoded.texts[start:end]), GROUPS[group]) for start, end, group in found]


def filled(encoded: Encoded, model: Model = MODEL) -> list[dict[str, list[str]]]:
    """Return the fillers of each anchor as words."""
    heads = Heads(model, encoded)
    anchors = [one for one in anchors_of(encoded, heads, toys.FITTED) if one.score > 0.5]
    spans = candidates(encoded, names(encoded.names, encoded.edges))
    return [
        {role: [" ".join(encoded.texts[slice(*one.span)]) for one in found]
         for role, found in held.items()}
        for held in assigned(anchors, spans, encoded, heads, toys.FITTED)
    ]  # fmt: skip


def test_candidates_come_from_heads_names_and_dates() -> None:
    """Spans of the group heads, names that no head covers, and dates by rule."""
    encoded = toys.painted(
        "Gunmen attacked the base near Orvale on Thursday with rockets, Ana Lima said.",
        participant=["Gunmen", "the base"],
        instrument=["rockets"],
        names=[("Orvale", "LOC"), ("Ana Lima", "PER")],
    )
    assert [
        ("Gunmen", "participant"),
        ("the base", "participant"),
        ("Orvale", "place"),
        ("Thursday", "date"),
        ("rockets", "instrument"),
        ("Ana Lima", "participant"),
    ] == [one if one[1] != "date" else ("Thursday", "date") for one in proposed(encoded)]


def test_a_name_inside_a_span_of_its_group_adds_nothing() -> None:
    """An army of Altarians is one participant, though Altarians is a name."""
    encoded = toys.painted(
        "The army of Altarians fled.",
        participant=["The army of Altarians"],
        names=[("Altarians", "NORP")],
    )
    assert [("The army of Altarians", "participant")] == proposed(encoded)


def test_a_name_inside_a_span_of_another_group_is_a_candidate_too() -> None:
    """Spans of two groups may overlap: the army of Orvale, and Orvale."""
    encoded = toys.painted(
        "The army of Orvale fled.",
        participant=["The army of Orvale"],
        names=[("Orvale", "LOC")],
    )
    assert [("The army of Orvale", "participant"), ("Orvale", "place")] == proposed(encoded)


def test_weapons_by_name_are_no_participants() -> None:
    """Names of kinds that fill no role by themselves are left to the heads."""
    assert [] == proposed(toys.painted("The Grad fell.", names=[("Grad", "WEA")]))


def test_a_part_of_a_noun_phrase_stands_for_the_whole() -> None:
    """What the heads see of a plain phrase is made the phrase, once."""
    encoded = toys.painted("The armed gunmen fled the town.", participant=["armed", "gunmen"])
    assert [("The armed gunmen", "participant")] == proposed(encoded)


def test_a_part_of_a_name_stands_for_the_whole() -> None:
    """A surname is the person, if the names say so."""
    encoded = toys.painted(
        "He saw that Ana de Lima fled.", participant=["Lima"], names=[("Ana de Lima", "PER")]
    )
    assert [("Ana de Lima", "participant")] == proposed(encoded)


@pytest.mark.parametrize("word", ["of", "by", "and"])
def test_little_words_are_no_candidates(word: str) -> None:
    """A span that names nothing fills nothing."""
    encoded = toys.painted(f"They ran {word} then ran", participant=[f" {word} "])
    assert [] == proposed(encoded)


@pytest.mark.parametrize(
    "text, bar, found",
    [
        ("Gunmen zorbed, and 12 died.", 0.9, True),
        ("Gunmen zorbed, and 12 came.", 0.4, True),  # no word for any harm: half as likely
        ("Gunmen zorbed, and 12 came.", 0.6, False),
        ("Gunmen zorbed, and 12 were wounded.", 0.1, False),
        ("Gunmen zorbed, and 12 were killed or wounded.", 0.9, True),
        ("Gunmen zorbed, and 12 came. They died.", 0.6, False),  # another sentence names nothing
    ],
)
def test_words_for_harm_let_a_number_count(text: str, bar: float, found: bool) -> None:
    """A number counts the dead where its sentence tells of death, not beside other harm alone."""
    encoded = toys.painted(text, MODEL, anchor=["zorbed"], number=["12"])
    fitted = toys.FITTED | {"roles": toys.FITTED["roles"] | {"dead": bar}}
    heads = Heads(MODEL, encoded)
    anchors = [one for one in anchors_of(encoded, heads, fitted) if one.score > 0.5]
    (held,) = assigned(anchors, candidates(encoded, []), encoded, heads, fitted)
    assert found == ("dead" in held)


SIDES = "Gunmen and Ana Lima zorbed soldiers ."


def sides() -> tuple[Encoded, Heads, list[Anchor], list[tuple[int, int, int]]]:
    """Return a text with two actors and one recipient: its anchor and its candidates."""
    encoded = toys.painted(
        SIDES,
        MODEL,
        anchor=["zorbed"],
        participant=["Gunmen", "soldiers"],
        names=[("Ana Lima", "PER")],
    )
    heads = Heads(MODEL, encoded)
    anchors = anchors_of(encoded, heads, toys.FITTED)
    return encoded, heads, anchors, candidates(encoded, names(encoded.names, encoded.edges))


def seen(advised: Advice = NO_ADVICE) -> dict[tuple[str, str], dict[str, float]]:
    """Return the features of each likely pair of role and filler."""
    encoded, heads, anchors, spans = sides()
    return {
        (role, " ".join(encoded.texts[slice(*spans[place][:2])])): dict(
            zip(FEATURES, told, strict=True)
        )
        for _, role, place, told in weighed(anchors, spans, encoded, heads, advised)
    }


def test_what_the_second_stage_looks_at() -> None:
    """Each feature says what its name says."""
    found = seen()
    assert {("actor", "Gunmen"), ("actor", "Ana Lima"), ("recipient", "soldiers")} == set(found)
    gunmen, lima, soldiers = (
        found[key]
        for key in (("actor", "Gunmen"), ("actor", "Ana Lima"), ("recipient", "soldiers"))
    )
    assert (1.0, 0.0, 0.0) == tuple(gunmen[name] for name in ("same_sentence", "after", "named"))
    assert (1.0, 0.0, 1.0) == tuple(lima[name] for name in ("same_sentence", "after", "named"))
    assert (1.0, 1.0, 0.0) == tuple(soldiers[name] for name in ("same_sentence", "after", "named"))
    assert gunmen["pair"] > 2
    assert pytest.approx(math.log(toys.SURE / (1 - toys.SURE)), abs=1e-3) == gunmen["span"]
    assert lima["span"] < -5
    for one in found.values():
        assert 1.0 == one["bias"]
        assert {0.0} == {one[name] for name in ("advised", "advised_other", "harm", "words")}


def test_the_lexicon_s_fillers_are_weighed() -> None:
    """A filler that the lexicon has too is told from one where the lexicon has another."""
    found = seen(Advice((Opinion((4, 5), "ASSAULT", {"actor": ((0, 1),), "recipient": ()}),)))
    assert {
        ("actor", "Gunmen"): (1.0, 0.0),
        ("actor", "Ana Lima"): (0.0, 1.0),
        ("recipient", "soldiers"): (0.0, 0.0),
    } == {key: (one["advised"], one["advised_other"]) for key, one in found.items()}


def test_a_second_stage_decides_if_fitted() -> None:
    """Weights of a role stand over the head's score; on that alone they change nothing."""
    encoded, heads, anchors, spans = sides()
    (plain,) = assigned(anchors, spans, encoded, heads, toys.FITTED)
    weights = {role: [float(name == "pair") for name in FEATURES] for role in ROLES}
    (same,) = assigned(anchors, spans, encoded, heads, toys.FITTED | {"fill": weights})
    assert plain == same
    weights["actor"] = [30.0 if name == "named" else 0.0 for name in FEATURES]
    weights["recipient"] = [-30.0 if name == "bias" else 0.0 for name in FEATURES]
    (held,) = assigned(anchors, spans, encoded, heads, toys.FITTED | {"fill": weights})
    assert {"actor": [((2, 4), 1.0), ((0, 1), 0.5)]} == {
        role: [(one.span, round(one.score, 3)) for one in found] for role, found in held.items()
    }


def test_roles_by_side() -> None:
    """Each role takes what the role head gives it, words of its group only."""
    encoded = toys.painted(
        "Gunmen zorbed the soldiers in Orvale, and 12 died.",
        MODEL,
        anchor=["zorbed"],
        participant=["Gunmen", "the soldiers"],
        place=["Orvale"],
        number=["12"],
    )
    assert [
        {"actor": ["Gunmen"], "recipient": ["the soldiers"], "place": ["Orvale"], "dead": ["12"]}
    ] == filled(encoded)


def test_a_filler_stands_near() -> None:
    """Words more than a sentence away fill nothing."""
    encoded = toys.painted(
        "Rebels met. Gunmen came. They zorbed. Soldiers fled. Police slept.",
        MODEL,
        anchor=["zorbed"],
        participant=["Rebels", "Gunmen", "Soldiers", "Police"],
    )
    assert 1 == NEAR
    assert [{"actor": ["Gunmen"], "recipient": ["Soldiers"]}] == filled(encoded)


def test_an_anchor_does_not_fill_its_own_role() -> None:
    """The very words of an anchor are no participant of it."""
    encoded = toys.painted("Zorbings went on.", MODEL, anchor=["Zorbings"], instrument=["Zorbings"])
    assert [("Zorbings", "instrument")] == proposed(encoded)
    assert [{}] == filled(encoded)


def test_without_candidates_roles_stay_empty() -> None:
    """An anchor with nothing around it has no fillers, and no anchors have none."""
    encoded = toys.painted("It zorbed.", MODEL, anchor=["zorbed"])
    assert [{}] == filled(encoded)
    assert [] == filled(toys.painted("It rained.", MODEL))


WORDS = "Gunmen zorbed Ana Orvale 12 men on Monday . , the army"
NEWS = st.lists(
    st.sampled_from(WORDS.split()),
    min_size=1,
    max_size=40,
).map(" ".join)


@example("Monday . Gunmen . Gunmen", 0)
@given(NEWS, st.integers(0, 5))
def test_whatever_the_weights_roles_are_well_formed(text: str, seed: int) -> None:
    """Fillers are surest first, apart, of the role's group and near, or the day that heads them.

    Single roles have one.
    """
    model = toys.model(seed=seed)
    encoded = toys.encoded(text, model)
    heads = Heads(model, encoded)
    spans = candidates(encoded, names(encoded.names, encoded.edges))
    anchors = anchors_of(encoded, heads, toys.FITTED)
    assert spans == sorted(set(spans))
    held = assigned(anchors, spans, encoded, heads, toys.FITTED)
    laid = Layout.of(spans, encoded)
    assert len(anchors) == len(held)
    for anchor, fillers in zip(anchors, held, strict=True):
        headings = [spans[place] for place in laid.heading(anchor, encoded)]
        for role, found in fillers.items():
            check(role, found)
            group = ROLE_GROUP[ROLES.index(role)]
            for one in found:
                assert (*one.span, group) in spans
                apart = encoded.sentence[one.span[0]] - encoded.sentence[anchor.start]
                assert abs(int(apart)) <= NEAR or (*one.span, group) in headings


def check(role: str, found: tuple[Filler, ...]) -> None:
    """Check the fillers of one role against each other."""
    assert found
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(toys.FITTED["roles"][role] <= score <= 1 for score in scores)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert one.span[1] <= other.span[0] or other.span[1] <= one.span[0]
    assert role not in SINGLE or 1 == len(found)


def test_a_higher_bar_takes_fewer() -> None:
    """Thresholds are a role's own."""
    encoded = toys.painted(
        "Gunmen zorbed soldiers.", MODEL, anchor=["zorbed"], participant=["Gunmen", "soldiers"]
    )
    heads = Heads(MODEL, encoded)
    anchors = anchors_of(encoded, heads, toys.FITTED)
    strict = toys.FITTED | {"roles": toys.FITTED["roles"] | {"actor": 1.1}}
    (held,) = assigned(anchors, candidates(encoded, []), encoded, heads, strict)
    assert ["recipient"] == list(held)


def test_spans_of_nothing_but_marks_are_no_candidates() -> None:
    """A comma is nobody."""
    encoded = toys.painted("Gunmen , ran", participant=[","])
    assert [] == proposed(replace(encoded))


def test_the_article_of_a_strike_is_not_of_who_flew_it() -> None:
    """The strike of "a Norland strike" was Norland's; "a Norland official" is somebody."""
    encoded = toys.painted(
        "Troops fled a Norland strike. A Norland official fled.",
        participant=["a Norland", "A Norland official"],
    )
    assert ("Norland", "participant") in proposed(encoded)
    assert ("A Norland official", "participant") in proposed(encoded)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Early on Friday army jets struck.", "army jets"),
        ("Last Friday army jets struck.", "army jets"),
        ("So Friday Okoro struck.", "Friday Okoro"),
    ],
)
def test_a_day_before_a_party_is_no_part_of_it(text: str, expected: str) -> None:
    """Behind "on" and its like a weekday is a date; else it may be a person's name."""
    whole = text[text.index("Friday") : text.index(" struck")]
    found = proposed(toys.painted(text, participant=[whole]))
    assert expected in [words for words, group in found if group == "participant"]


@pytest.mark.parametrize(
    "text, whole, expected",
    [
        ("Armed factions close to Orvale struck.", "Armed factions close", "Armed factions"),
        ("It struck Ito's men and Sato's men.", "and Sato's men", "Sato ' s men"),
        ("Armed factions close.", "Armed factions close", "Armed factions close"),
    ],
)
def test_words_that_join_a_phrase_to_another_are_no_part_of_it(
    text: str, whole: str, expected: str
) -> None:
    """Before a party stands "and", before "to" a word like "close": both lead to a neighbour."""
    found = proposed(toys.painted(text, participant=[whole]))
    assert expected in [words for words, group in found if group == "participant"]
