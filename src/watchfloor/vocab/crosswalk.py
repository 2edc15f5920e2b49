"""Crosswalks: CAMEO codes to PLOVER, PLOVER to the event types of ACLED.

The tables are the rules; this is only their reader. ACLED's names stay in here and in `export`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from watchfloor.errors import VocabularyError
from watchfloor.vocab import plover, tables

VERSION = "1"
"""The version of the crosswalk tables."""

Recipient = Literal["armed", "civilian", "protesters", "unknown"]
"""Who is at the receiving end; `armed` means that both sides are."""

HAPPENED = frozenset({"actual", "attempted"})
"""The statuses of events that ACLED would record."""


@dataclass(frozen=True, slots=True)
class PloverCode:
    """What a CAMEO code means in PLOVER; `note` says what was lost or chosen on the way."""

    type: str
    mode: str | None
    note: str


@dataclass(frozen=True, slots=True)
class AcledCategory:
    """One of ACLED's 25 sub-event types, with the sums it counts towards."""

    event_type: str
    sub_event_type: str
    political_violence: bool
    organised_violence: bool
    demonstration: bool
    meaning: str

    @property
    def disorder_type(self) -> str:
        """Return the value of ACLED's column `disorder_type`."""
        names = ["Political violence"] if self.political_violence else []
        names += ["Demonstrations"] if self.demonstration else []
        return "; ".join(names) or "Strategic developments"


def from_cameo(code: str) -> PloverCode | None:
    """Return the PLOVER type and mode of a CAMEO code of 2 to 4 digits; None if it is dropped.

    A code without a row of its own means what the longest row that begins it means, so GDELT's
    and ICEWS's additions to CAMEO are read too.

    Raises:
        VocabularyError: the code is not of CAMEO's form or its root is unknown.
    """
    rows = _cameo_rows()
    prefixes = (code[:length] for length in range(len(code), 1, -1))
    found = next((rows[prefix] for prefix in prefixes if prefix in rows), None)
    if found is None or not (code.isascii() and code.isdigit() and len(code) <= 4):  # noqa: PLR2004
        message = f"unknown CAMEO code {code!r:.40}: expected 2 to 4 digits with a root 01 .. 20"
        raise VocabularyError(message)
    return found if found.type else None


@cache
def acled_categories() -> Mapping[str, AcledCategory]:
    """Return ACLED's categories by the name of the sub-event type, in ACLED's order."""
    columns = ("event_type", "sub_event_type", "flags", "meaning")
    found = (
        AcledCategory(
            event_type=row["event_type"],
            sub_event_type=row["sub_event_type"],
            political_violence="V" in row["flags"],
            organised_violence="O" in row["flags"],
            demonstration="D" in row["flags"],
            meaning=row["meaning"],
        )
        for row in tables.read("acled_categories", VERSION, columns)
    )
    return MappingProxyType({item.sub_event_type: item for item in found})


def to_acled(
    type_name: str, modes: Collection[str] = (), *, recipient: Recipient, status: str
) -> AcledCategory | None:
    """Return the ACLED category of a PLOVER event, or None where ACLED has no place for it.

    A fight of two armed sides is a battle; remote violence keeps its own category whoever is hit;
    any other violence goes by who is hit, and has none as long as that is unknown. Threats, plans,
    hypotheses and denials have none.

    Raises:
        VocabularyError: the type, a mode or the word for the recipient is unknown.
    """
    plover.check(type_name, modes)
    if recipient not in get_args(Recipient):
        known = ", ".join(get_args(Recipient))
        message = f"unknown recipient {recipient!r:.40}; known: {known}"
        raise VocabularyError(message)
    if status not in HAPPENED:
        return None
    for rule in _acled_rules().get(type_name, ()):
        if rule.recipient in ("any", recipient) and (not rule.mode or rule.mode in modes):
            return rule.category
    return None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of `plover_acled.csv`."""

    mode: str
    recipient: str
    category: AcledCategory | None


@cache
def _cameo_rows() -> Mapping[str, PloverCode]:
    rows = tables.read("cameo_plover", VERSION, ("code", "type", "mode", "note"))
    return {row["code"]: PloverCode(row["type"], row["mode"] or None, row["note"]) for row in rows}


@cache
def _acled_rules() -> Mapping[str, tuple[_Rule, ...]]:
    columns = ("type", "mode", "recipient", "event_type", "sub_event_type", "note")
    categories = acled_categories()
    found: dict[str, tuple[_Rule, ...]] = {}
    for row in tables.read("plover_acled", VERSION, columns):
        name = row["sub_event_type"]
        rule = _Rule(row["mode"], row["recipient"], categories[name] if name else None)
        found[row["type"]] = (*found.get(row["type"], ()), rule)
    return found
