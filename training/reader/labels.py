"""What the heads of the reader predict, by name and order. The runtime reads the same lists."""

from watchfloor.coding.encoder.labels import (  # the runtime's lists are the law
    BIO_HEADS,
    CLAIM_KINDS,
    GROUPS,
    INCIDENTS,
    MODES,
    NER,
    RELATIONS,
    ROLE_GROUP,
    ROLES,
    ROOTS,
    STATUSES,
    TYPES,
)

__all__ = [
    "BIO_HEADS",
    "CLAIM_KINDS",
    "GROUPS",
    "INCIDENTS",
    "MODES",
    "NER",
    "RELATIONS",
    "ROLES",
    "ROLE_GROUP",
    "ROOTS",
    "STATUSES",
    "TYPES",
]
