"""What the encoder's heads predict, by name and order: training and runtime share the lists."""

TYPES = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
)
"""PLOVER's event types, by name."""

ROOTS = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)
"""The types of whole sentences; YIELD is CONCEDE or RETREAT, as PLV has it."""

STATUSES = ("actual", "attempted", "planned", "threatened", "hypothetical", "denied")

MODES = (
    ("CONSULT", ("visit", "third-party", "multilateral", "phone")),
    ("RETREAT", ("withdraw", "release", "disarm", "ceasefire", "access", "resign")),
    ("REQUEST", ("assist", "change", "yield", "meet")),
    ("REJECT", ("assist", "change", "yield", "meet")),
    ("ACCUSE", ("disapprove", "investigate", "allege")),
    ("THREATEN", ("restrict", "arrest", "relations", "expel", "territory", "violence")),
    ("PROTEST", ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize")),
    ("SANCTION", ("convict", "expel", "withdraw", "discontinue")),
    ("MOBILIZE", ("troops", "weapons", "police", "militia")),
    (
        "COERCE",
        (
            *("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport"),
            *("withhold", "misinformation", "cyber"),
        ),
    ),
    (
        "ASSAULT",
        (
            *("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive"),
            *("firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"),
            *("crowd-control", "unconventional", "sideAB"),
        ),
    ),
)
"""Modes by type; the head numbers them in this order."""

MODE_NAMES = tuple((kind, mode) for kind, modes in MODES for mode in modes)

GROUPS = ("participant", "place", "date", "number", "instrument")
"""Groups of spans that fill roles; spans of one group don't overlap, spans of two may."""

BIO_HEADS = (
    "anchor",
    *GROUPS,
    "source",
    "cue",
    "content",
    "perp_ind",
    "perp_org",
    "target",
    "victim",
    "weapon",
)
"""Token heads with the three labels O, B and I each; the heads of names come after them."""

NER = ("PER", "ORG", "LOC", "FAC", "WEA", "VEH", "NORP")
"""Kinds of names: label 0 is O, then B and I of each kind in turn."""

GUIDELINES = ("own", "names", "mentions")
"""Heads of names, one a guideline: this product's, that of UNER (names alone), that of re3d (every
mention, pronouns too). The product uses its own; the other two keep what is marked otherwise from
pulling at it, and say how well the encoder learns a guideline."""

ROLES = (
    "actor",
    "recipient",
    "attributed_to",
    "place",
    "date",
    "dead",
    "injured",
    "arrested",
    "count",
    "instrument",
)
ROLE_GROUP = (0, 0, 0, 1, 2, 3, 3, 3, 3, 4)
"""The group of spans that may fill each role."""

INCIDENTS = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
"""MUC-4's types; the sentence and window heads have one more class, relevant at all."""

CLAIM_KINDS = (
    "none",
    "responsibility",
    "blame",
    "denial",
    "assessment",
    "forecast",
    "threat",
    "pledge",
    "demand",
)

RELATIONS = (
    "none",
    "part_of",
    "backs",
    "leads",
    "member_of",
    "allied_with",
    "opposes",
    "tied_to",
)

NAME_LOGITS = 1 + 2 * len(NER)

TOKEN_LOGITS = 3 * len(BIO_HEADS) + len(GUIDELINES) * NAME_LOGITS
