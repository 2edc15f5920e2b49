"""CEAF against cases worked out by hand."""

from collections.abc import Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bench.score.ceaf import ROLES, SLOTS, Template, largest_pairing, normal, ree, tf
from bench.score.tally import Tally, f1_of


def template(kind: str = "attack", **roles: Sequence[Sequence[str]]) -> Template:
    """Make a template from lists of lists of strings."""
    return Template(kind, {role: tuple(map(tuple, entities)) for role, entities in roles.items()})


def total(counts: Tally, score: str, name: str) -> float:
    """Sum one count over the slots."""
    return sum(n for key, n in counts.items() if key[0] == score and key[2] == name)


def score(counts: Tally, name: str) -> float:
    """Return micro F1."""
    right = total(counts, name, "right")
    found = total(counts, name, "found") if name == "tf" else right
    return f1_of(right, total(counts, name, "predicted"), found, total(counts, name, "gold"))


FULL = template(
    PerpInd=[["gunmen"]],
    PerpOrg=[["the hill front", "HF"]],
    Target=[["a bridge"]],
    Victim=[["two farmers"], ["mayor"]],
    Weapon=[["rifle"]],
)


def test_a_perfect_prediction_scores_one() -> None:
    """Gold against itself is right everywhere."""
    assert score(ree([FULL], [FULL]), "ree") == 1.0
    assert score(tf([FULL], [FULL]), "tf") == 1.0


def test_an_empty_prediction_scores_nothing() -> None:
    """Gold entities are still counted, so that recall falls."""
    counts = ree([FULL], [])
    assert (0, 0, 6) == tuple(total(counts, "ree", n) for n in ("right", "predicted", "gold"))
    counts = tf([FULL], [])
    assert (0, 0, 7) == tuple(total(counts, "tf", n) for n in ("right", "predicted", "gold"))


def test_an_empty_gold_only_costs_precision() -> None:
    """What is predicted for an irrelevant document is spurious."""
    counts = tf([], [FULL])
    assert (0, 7, 0) == tuple(total(counts, "tf", n) for n in ("right", "predicted", "gold"))


def test_one_extra_entity_and_one_missing() -> None:
    """Five of six gold entities and one spurious give 10/12."""
    said = template(
        PerpInd=[["gunmen"]],
        PerpOrg=[["HF"]],
        Target=[["a bridge"], ["school"]],
        Victim=[["mayor"]],
        Weapon=[["rifle"]],
    )
    assert score(ree([FULL], [said]), "ree") == 10 / 12


def test_an_entity_is_right_only_as_a_subset() -> None:
    """One string too many spoils a predicted entity, one too few does not."""
    gold = template(PerpOrg=[["front", "hf"]])
    assert ree([gold], [template(PerpOrg=[["front"]])])["ree", "PerpOrg", "right"] == 1
    assert ree([gold], [template(PerpOrg=[["front", "army"]])])["ree", "PerpOrg", "right"] == 0


def test_two_predictions_cannot_share_a_gold_entity_in_ree() -> None:
    """REE pairs one to one; TF lets both count for precision and the gold once for recall."""
    gold = template(PerpOrg=[["front", "hf"]])
    said = template(PerpOrg=[["front"], ["hf"]])
    assert ree([gold], [said])["ree", "PerpOrg", "right"] == 1
    counts = tf([gold], [said])
    assert (2, 1) == (counts["tf", "PerpOrg", "right"], counts["tf", "PerpOrg", "found"])


def test_a_wrong_type_blocks_the_pair() -> None:
    """All fillers right under another type count nothing for TF and everything for REE."""
    said = Template("bombing", FULL.roles)
    assert score(tf([FULL], [said]), "tf") == 0.0
    assert score(ree([FULL], [said]), "ree") == 1.0


def test_either_of_two_gold_types_is_accepted() -> None:
    """A gold type "bombing / attack" contains both."""
    gold = Template("bombing / attack", FULL.roles)
    assert score(tf([gold], [FULL]), "tf") == 1.0


def test_templates_are_aligned_for_the_most_matches() -> None:
    """The first prediction leaves the first gold template to the second one."""
    gold = [template(Victim=[["a farmer"]]), template(Victim=[["a nun"], ["a priest"]])]
    said = [template(Victim=[["nun"]]), template(Victim=[["farmer"]])]
    counts = tf(gold, said)
    assert (4, 4) == (total(counts, "tf", "right"), total(counts, "tf", "found"))


def test_fillers_count_in_their_own_slot() -> None:
    """By hand: type 1/1/1, victim 1 right of 2 said, 1 found of 2 gold, weapon missed."""
    gold = template(Victim=[["mayor"], ["nun"]], Weapon=[["rifle"]])
    said = template(Victim=[["mayor"], ["priest"]])
    counts = tf([gold], [said])
    assert (2, 3, 2, 4) == tuple(
        total(counts, "tf", name) for name in ("right", "predicted", "found", "gold")
    )


def test_strings_are_compared_without_case_articles_and_punctuation() -> None:
    """The forms of a string that differ only in those are one."""
    assert normal('THE "Santo Nada" Farm,') == normal("santo nada a farm")
    assert normal("theatre") == "theatre"


ENTITY = st.frozensets(st.sampled_from("abc"), min_size=1, max_size=2)


@given(st.lists(ENTITY, max_size=4), st.lists(ENTITY, max_size=4))
def test_the_pairing_is_the_largest(said: list[frozenset[str]], gold: list[frozenset[str]]) -> None:
    """No order of assigning by brute force pairs more."""
    slots = [*range(len(gold)), *[None] * len(said)]
    most = max(
        sum(
            place is not None and one <= gold[place]
            for one, place in zip(said, order, strict=False)
        )
        for order in set(permutations(slots, len(said)))
    )
    assert most == largest_pairing(said, gold)


NAMES = st.lists(st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=2), max_size=2)
TEMPLATE = st.builds(
    lambda kind, roles: template(kind, **dict(zip(ROLES, roles, strict=True))),
    st.sampled_from(["attack", "bombing"]),
    st.lists(NAMES, min_size=len(ROLES), max_size=len(ROLES)),
)


@given(st.lists(TEMPLATE, max_size=3), st.lists(TEMPLATE, max_size=3))
def test_counts_stay_within_their_totals(gold: list[Template], said: list[Template]) -> None:
    """Nothing is right that was not predicted, nothing found that was not there."""
    counts = {**ree(gold, said), **tf(gold, said)}
    for slot in SLOTS:
        assert counts.get(("tf", slot, "right"), 0) <= counts["tf", slot, "predicted"]
        assert counts.get(("tf", slot, "found"), 0) <= counts["tf", slot, "gold"]
    for role in ROLES:
        fewest = min(counts["ree", role, "predicted"], counts["ree", role, "gold"])
        assert counts["ree", role, "right"] <= fewest
