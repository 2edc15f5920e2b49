"""What passes between fusion and the record: decisions on pairs, and how neighbours are found."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from watchfloor.model.frozen import dataclass

if TYPE_CHECKING:
    import pyarrow as pa

Link = tuple[str, str]
"""Two chains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided on pairs of chains: together (merge), apart (split)."""

    must: frozenset[Link] = frozenset()
    cannot: frozenset[Link] = frozenset()


class Neighbours(Protocol):
    """Finds reports of the record: an index of block keys, and of chains."""

    def __call__(
        self, keys: "pa.Table", chains: Sequence[str], groups: Sequence[str]
    ) -> "pa.Table":
        """Return the reports (of `report_schema`) that may meet the given keys, or are given.

        `keys` has columns `key` (int64) and `exact` (bool). A report is to be returned if it has
        one of the keys and not both are exact there, if its chain is among `chains`, or its copy
        group among `groups`. Returning others as well changes no result; leaving one out does.
        """
        ...
