"""Signatures and bands: which documents may be copies, without reading the others.

MinHash (Broder 1997; `rensa`, R-MinHash) over the runs of all words, and over those of the opening
alone: a copy that was cut to a fifth shares little with the whole, but it keeps the opening, since
news is cut from its end. Keys of bands are equal with probability (share of runs in common) ** ROWS
(locality-sensitive hashing, Indyk and Motwani 1998).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import rensa

from watchfloor.ingest.copies_words import RUN, Hashes, Wording, mixed

WHOLE, WHOLE_ROWS, WHOLE_BANDS = 64, 2, 24
"""At .375 of all runs in common, the least that a verified pair has without its opening, one of
24 keys of two minima is equal with p = .97; at .5 with .999."""

OPENING, OPENING_ROWS, OPENING_BANDS = 36, 3, 12
"""At .7 of the opening's runs in common, one of 12 keys of three minima is equal with p = .99."""

OPENING_WORDS = 60

LEAST_WHOLE, LEAST_OPENING = 8, 8
"""Equal minima below which a pair is not read: an estimate of .125 and .22 of common runs. Beside a
verified pair's .375 of 64 that is more than four standard errors away."""

SEED = 7
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD1342543DE82EF95], np.uint64
)
SCHEME = (
    f"rensa R-MinHash {rensa.RMinHash.ALGORITHM_VERSION}, runs of {RUN},"
    f" {WHOLE_BANDS}x{WHOLE_ROWS} of {WHOLE}, {OPENING_BANDS}x{OPENING_ROWS} of {OPENING_WORDS}"
)
"""Kept in the record: keys of another scheme are made anew."""


def signatures_of(found: Sequence[Wording]) -> list[tuple[bytes, tuple[int, ...]]]:
    """Return of each text the signature, one byte a minimum, and the keys of the bands.

    A text without words has no keys.
    """
    if not found:
        return []
    whole = _minima([one.runs for one in found], WHOLE)
    opening = _minima([one.runs[: OPENING_WORDS - RUN + 1] for one in found], OPENING)
    minima = np.concatenate((whole, opening), axis=1)
    signatures = minima.astype(np.uint8)
    return [
        (signature.tobytes(), tuple(keys)) if one.words else (bytes(WHOLE + OPENING), ())
        for one, signature, keys in zip(found, signatures, _keys(minima).tolist(), strict=True)
    ]


def likely(signature: bytes, others: Sequence[bytes]) -> list[float]:
    """Return the estimated share of common runs with each other text; 0 for no candidate."""
    if not others:
        return []
    table = np.frombuffer(b"".join(others), np.uint8).reshape(len(others), -1)
    equal = table == np.frombuffer(signature, np.uint8)
    whole, opening = equal[:, :WHOLE].sum(axis=1), equal[:, WHOLE:].sum(axis=1)
    return [
        max(one / WHOLE, other / OPENING) if one >= LEAST_WHOLE or other >= LEAST_OPENING else 0.0
        for one, other in zip(whole.tolist(), opening.tolist(), strict=True)
    ]


def _minima(runs: Sequence[Hashes], count: int) -> Hashes:
    """Return the minima of each text, (texts, count)."""
    offsets = np.cumsum([0, *map(len, runs)]).tolist()
    flat = np.concatenate(runs)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, count, SEED)
    return np.array(matrix.to_rows(), np.uint64)


def _keys(minima: Hashes) -> npt.NDArray[np.int64]:
    """Return a signed 64-bit key a text and band: its minima times odd constants, mixed."""
    first = np.arange(1, WHOLE_BANDS + OPENING_BANDS + 1, dtype=np.uint64) * _FACTORS[0]
    keys = np.repeat(first[None], len(minima), axis=0)
    whole = minima[:, : WHOLE_ROWS * WHOLE_BANDS].reshape(-1, WHOLE_BANDS, WHOLE_ROWS)
    opening = minima[:, WHOLE : WHOLE + OPENING_ROWS * OPENING_BANDS]
    keys[:, :WHOLE_BANDS] += whole @ _FACTORS[1 : WHOLE_ROWS + 1]
    keys[:, WHOLE_BANDS:] += opening.reshape(-1, OPENING_BANDS, OPENING_ROWS) @ _FACTORS[1:]
    return mixed(keys).view(np.int64)
