"""How alike two event words mean: a fixed table of pairs of stems, made by a sentence encoder.

A "blast" and an "explosion" share no stem. `stem-likeness.npz` holds the cosines of stems that
`training/fuse/likeness.py` found alike; it depends on the two stems alone, never on the record.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from watchfloor import assets

ASSET = "stem-likeness"
NONE = -1
_SHIFT = 16
"""Bits of the number of a stem in the key of a pair."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The table: number of each stem; the keys of its pairs, rising, and their cosines."""

    numbers: Mapping[str, int]
    keys: npt.NDArray[np.int64]
    cosines: npt.NDArray[np.float32]


@cache
def kin() -> Kin:
    """Return the table that comes with the package.

    Raises:
        AssetError: the file is missing or differs from its manifest.
    """
    with np.load(io.BytesIO(assets.load(ASSET)), allow_pickle=False) as held:
        stems = held["stems"].tobytes().decode().split("\n")
        keys = held["left"].astype(np.int64) << _SHIFT | held["right"]
        cosines = held["cosine"].astype(np.float32) / 100.0
    order = np.argsort(keys)
    return Kin({stem: number for number, stem in enumerate(stems)}, keys[order], cosines[order])


def numbers(stems: Sequence[str]) -> npt.NDArray[np.int32]:
    """Return the number of each stem in the table, NONE for one that it lacks; one NONE more.

    The last one stands for an absent stem, whose code is NONE as well.
    """
    known = kin().numbers if stems else {}
    return np.array([*(known.get(one, NONE) for one in stems), NONE], dtype=np.int32)


def likeness(one: npt.NDArray[np.int32], two: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    """Return the cosine of each pair of numbered stems; 0 for one that is not in the table."""
    found = np.zeros(len(one), dtype=np.float32)
    asked = np.flatnonzero((one != NONE) & (two != NONE) & (one != two))
    if not len(asked):
        return found
    low, high = np.minimum(one[asked], two[asked]), np.maximum(one[asked], two[asked])
    keys = low.astype(np.int64) << _SHIFT | high
    table = kin()
    place = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    held = table.keys[place] == keys
    found[asked[held]] = table.cosines[place[held]]
    return found
