"""The fitted numbers of the match model: `fusion.json`, made by `training/fuse/fit.py`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from watchfloor import assets
from watchfloor.errors import AssetError

ASSET = "fusion"


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: log-odds = bias + sum of weight x feature.

    Attributes:
        version: rises with every fit.
        bias: log-odds of a candidate pair of which nothing is known.
        features: name -> weight; every feature lies in 0..1 (or is a product of such).
        join: log-odds from which two reports are linked, and groups of reports joined.
        common: stem -> how much it tells, 0..1; stems that are not in it tell 1.
    """

    version: str
    bias: float
    features: Mapping[str, float]
    join: float
    common: Mapping[str, float]


@cache
def weights() -> Weights:
    """Return the fitted numbers that come with the package.

    Raises:
        AssetError: the file is missing, differs from its manifest, or is no such file.
    """
    return read(assets.load_text(ASSET))


def read(text: str) -> Weights:
    """Return the numbers in the text of a `fusion.json`.

    Raises:
        AssetError: a key is missing or holds no number.
    """
    try:
        data = json.loads(text)
        return Weights(
            version=str(data["version"]),
            bias=float(data["bias"]),
            features=MappingProxyType({k: float(v) for k, v in data["features"].items()}),
            join=float(data["join"]),
            common=MappingProxyType({k: float(v) for k, v in data["common"].items()}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"fusion.json can't be read ({error!r}): install the package again"
        raise AssetError(message) from error
