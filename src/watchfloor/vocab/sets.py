"""Named sets of incidents: what counts, maps and series count unless told otherwise.

`violence` is ASSAULT that happened or was attempted. Three kinds stand apart in it, so that a sum
can be told with and without them: people taken and not otherwise harmed, crowds, and attacks that
were stopped on their way. ACLED keeps the same three apart.
"""

from collections.abc import Collection
from enum import StrEnum

SETS = ("violence",)
"""The sets that there are."""

_RIOT = frozenset({"riot", "vandalize"})


class Violence(StrEnum):
    """The parts of the set."""

    ASSAULT = "assault"
    ABDUCTION = "abduction"
    RIOT = "riot"
    DISRUPTED = "disrupted"


def violence(type_name: str, modes: Collection[str], outcome: str) -> Violence | None:
    """Return the part of `violence` that an actual or attempted incident belongs to, if any.

    One of abduction alone is an abduction; with another mode it is an assault.
    """
    if type_name == "PROTEST":
        return Violence.RIOT if _RIOT & set(modes) else None
    if type_name != "ASSAULT":
        return None
    if outcome == "intercepted":
        return Violence.DISRUPTED
    return Violence.ABDUCTION if set(modes) == {"abduct"} else Violence.ASSAULT
