"""The lists that training and runtime share, against the vocabularies of the product."""

from watchfloor.coding.encoder.labels import (
    BIO_HEADS,
    CLAIM_KINDS,
    GROUPS,
    GUIDELINES,
    MODE_NAMES,
    NER,
    RELATIONS,
    ROLE_GROUP,
    ROLES,
    ROOTS,
    STATUSES,
    TOKEN_LOGITS,
    TYPES,
)
from watchfloor.model import ClaimKind, Predicate, Status
from watchfloor.model.coded import ROLE_NAMES
from watchfloor.vocab import plover


def test_types_and_modes_are_plovers() -> None:
    """Every type of PLOVER is predicted, and every mode of each, none twice."""
    assert set(plover.types()) == set(TYPES)
    assert {(kind, mode) for kind in TYPES for mode in plover.modes(kind)} == set(MODE_NAMES)
    assert len(set(MODE_NAMES)) == len(MODE_NAMES)


def test_roots_join_concede_and_retreat() -> None:
    """The types of whole sentences are PLOVER's, with YIELD for two of them."""
    assert set(TYPES) - {"CONCEDE", "RETREAT"} | {"YIELD"} == set(ROOTS)


def test_statuses_claims_and_relations_are_the_models() -> None:
    """What a head may say is a value of the model, "none" apart."""
    assert set(map(str, Status)) == set(STATUSES)
    assert set(CLAIM_KINDS) - {"none"} <= set(map(str, ClaimKind))
    assert set(RELATIONS) - {"none"} <= set(map(str, Predicate))
    assert "none" == CLAIM_KINDS[0] == RELATIONS[0]


def test_every_role_has_a_group_and_every_group_a_head() -> None:
    """Roles of the model are filled from the groups that the token heads find."""
    assert len(ROLES) == len(ROLE_GROUP)
    assert set(range(len(GROUPS))) == set(ROLE_GROUP)
    assert set(ROLE_NAMES) <= set(ROLES)
    assert set(GROUPS) <= set(BIO_HEADS)


def test_token_logits_are_counted() -> None:
    """Three a head, and for names, a guideline, one for O and two a kind."""
    assert 3 * len(BIO_HEADS) + len(GUIDELINES) * (1 + 2 * len(NER)) == TOKEN_LOGITS
