"""What became of an incident's id: none ever dies, it resolves to whoever holds its reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How an id came to be an old one."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Successors:
    """An id that names no incident any more, or lost reports to others, and who has its reports.

    `successors` are sorted by how many of the reports they hold, then by id; empty if none is left.
    """

    id: str
    fate: Fate
    successors: tuple[str, ...]


def succession(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> tuple[Successors, ...]:
    """Return what became of each id of `before` that is not one incident of its own any more.

    Args:
        before: incident id -> chains, of the incidents that were touched.
        after: the same after fusing anew.
    """
    holder = {chain: name for name, chains in after.items() for chain in chains}
    former = {chain: name for name, chains in before.items() for chain in chains}
    found = []
    for name, chains in sorted(before.items()):
        held: dict[str, int] = {}
        for chain in chains:
            if chain in holder:
                held[holder[chain]] = held.get(holder[chain], 0) + 1
        heirs = tuple(sorted(held, key=lambda heir: (-held[heir], heir)))
        if heirs != (name,):
            found.append(Successors(name, _fate(name, heirs, after, former), heirs))
    return tuple(found)


def _fate(
    name: str,
    heirs: Sequence[str],
    after: Mapping[str, Sequence[str]],
    former: Mapping[str, str],
) -> Fate:
    if not heirs:
        return Fate.DROPPED
    if len(heirs) > 1:
        return Fate.SPLIT
    others = {former.get(chain, name) for chain in after[heirs[0]]} - {name}
    return Fate.MERGED if others else Fate.RENAMED
