"""Reports of one copy group that say the same: one report, printed many times.

Forty prints of a wire give forty reports of every event in it, and pairs in the square of that.
They are matched once, by the earliest, which weighs as much as all of them. What a print adds or
changes (another toll, another anchor, another day) is no twin and is matched by itself.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from watchfloor.fuse.match import Rows
from watchfloor.model import Decided

if TYPE_CHECKING:
    import pyarrow as pa

SAME = (
    *("copy_group", "type", "mode", "status", "date_from", "date_to", "date_precision"),
    *("lat", "lon", "radius_km", "country", "place_precision", "actors", "recipients"),
    *("count_low", "count_high", "dead_low", "dead_high", "injured_low", "injured_high"),
    *("anchor", "words", "apart", "date_said"),
)
"""What twins have in common. When each print was published, what else it says (`topic`) and the
vector, which sees some words on each side of a sentence, may differ."""


def twins(table: "pa.Table", decided: Decided) -> Rows:
    """Return for each row the first printed of its twins: itself, if it has none.

    Reports without words are no twins, nor those that a document has twice, since it means two
    events by them, nor those that people joined or parted. The rows are those of `checked`.
    """
    found = np.arange(table.num_rows, dtype=np.int64)
    shared = np.flatnonzero(_is_shared(table))
    if not len(shared):
        return found
    named = {chain for link in (*decided.must, *decided.cannot) for chain in link}
    part = table.take(shared)
    order = _printing_order(part)
    classes: dict[tuple[Any, ...], list[int]] = {}
    columns = [part.column(name).to_pylist() for name in SAME]
    chains = part.column("chain").to_pylist()
    for at, (chain, *values) in enumerate(zip(chains, *columns, strict=True)):
        key = tuple(tuple(value) if isinstance(value, list) else value for value in values)
        if chain not in named and key[SAME.index("words")]:
            classes.setdefault(key, []).append(at)
    documents = part.column("document_id").to_pylist()
    for members in classes.values():
        if len({documents[at] for at in members}) == len(members):
            found[shared[members]] = shared[members[int(np.argmin(order[members]))]]
    return found


def _is_shared(table: "pa.Table") -> Any:
    """Return which rows have a copy group that others have too: most have not."""
    encoded = table.column("copy_group").combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices)
    return np.bincount(codes, minlength=1)[codes] > 1 if len(codes) else codes.astype(bool)


def _printing_order(table: "pa.Table") -> Rows:
    """Return the rank of each row by published date (none last), document and chain.

    By document, so that of two sets of twins the same print stands for both, if it has both: what
    one text tells apart stays told apart.
    """
    days = [str(day or "~") for day in table.column("published").to_pylist()]
    keys = list(zip(days, table.column("document_id").to_pylist(), range(len(days)), strict=True))
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[[row for _, _, row in sorted(keys)]] = np.arange(len(keys))
    return ranks
