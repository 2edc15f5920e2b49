"""How the keys of reports are made: what a report says of place, parties and words, times its days.

All reports of a chunk are laid side by side in arrays: a statement a row at first, and then one for
every stretch of days that the statement is joined with. A key is a mix of the hashes of its parts,
so a word is hashed once however many keys hold it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from watchfloor.fuse.columns import FINE_DAYS, PRECISE, Flags, coded, plain
from watchfloor.fuse.match import KM_A_DEGREE, Rows
from watchfloor.vocab import plover

if TYPE_CHECKING:
    import pyarrow as pa

Hashes = npt.NDArray[np.uint64]

DAYS = 4
"""Days of a bucket; intervals are widened by a day, since reports date one incident a day apart."""

MONTHS = 64
LONGEST = 24 * MONTHS
"""Days of a coarse bucket, and of the longest interval that is no open end."""

WIDEST = 60.0
"""Kilometres of the largest radius that is spread over squares."""

SQUARES = 2
"""Squares a degree."""

WORDS, ENTITIES = 12, 4
"""Stems of the topic, and entities of a role, that are keys."""

STRONG, WEAK = 2, 1
"""Weight of a key of place, country, entity or document, and of a word's."""

AT_ONCE = 16_384
"""Reports whose keys are made at once."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of reports, one entry each.

    Attributes:
        row: the report.
        key: what it says, hashed.
        exact: whether only those that are not may meet it by this key.
        weight: STRONG or WEAK.
    """

    row: Rows
    key: Hashes
    exact: Flags
    weight: npt.NDArray[np.int8]

    @classmethod
    def of(cls, row: Rows, key: Hashes, exact: Flags | bool, weight: int) -> Self:
        """Return keys of one weight."""
        flags = np.broadcast_to(np.asarray(exact, dtype=bool), row.shape)
        return cls(row, key, flags, np.full(len(row), weight, dtype=np.int8))

    @classmethod
    def joined(cls, parts: Sequence["Keys"]) -> Self:
        """Return several in one."""
        return cls(
            np.concatenate([one.row for one in parts]),
            np.concatenate([one.key for one in parts]),
            np.concatenate([one.exact for one in parts]),
            np.concatenate([one.weight for one in parts]),
        )

    def of_rows(self, rows: Rows) -> "Keys":
        """Return the keys of some reports."""
        chosen = np.zeros(int(self.row.max(initial=-1)) + 1, dtype=bool)
        chosen[rows] = True
        kept = chosen[self.row]
        return Keys(self.row[kept], self.key[kept], self.exact[kept], self.weight[kept])

    def sorted(self) -> "Keys":
        """Return each once, by row, key and exact."""
        order = np.lexsort((self.exact, self.key, self.row))
        row, key, exact = self.row[order], self.key[order], self.exact[order]
        kept = np.ones(len(order), dtype=bool)
        kept[1:] = (row[1:] != row[:-1]) | (key[1:] != key[:-1]) | (exact[1:] != exact[:-1])
        return Keys(row[kept], key[kept], exact[kept], self.weight[order][kept])


def keys(table: "pa.Table") -> Keys:
    """Return the keys of a table of `report_schema`, each once, in the order of its rows."""
    parts = [_keys(table.slice(start, AT_ONCE), start) for start in _starts(table.num_rows)]
    return Keys.joined(parts)


def _starts(rows: int) -> Iterator[int]:
    yield from range(0, max(rows, 1), AT_ONCE)


def _keys(table: "pa.Table", start: int) -> Keys:
    times = _Times.of(table)
    town = _is_town(table)
    cells, words = _cells(table, town), _stems(table)
    size = table.num_rows
    codes, documents = coded(table, "document_id")
    found = Keys.joined(
        [
            times.days(cells, False, STRONG),
            times.months(cells, times.fine, STRONG),
            times.always(cells, STRONG),
            times.days(_coarse(table), town, STRONG),
            times.days(words, False, WEAK),
            times.months(words, times.is_said, WEAK),
            times.always(words, WEAK),
            Keys.of(np.arange(size), _hashes("o", documents)[codes], False, STRONG),
        ]
    ).sorted()
    return Keys(found.row + start, (found.key >> np.uint64(1)), found.exact, found.weight)


Statements = tuple[Rows, Hashes]
"""The reports of statements, and what they say; any number a report."""


@dataclass(frozen=True, slots=True)
class _Times:
    """When each report says it was: first bucket and number of buckets, 0 where it has none."""

    first_day: Rows
    days_held: Rows
    first_month: Rows
    months_held: Rows
    fine: Flags
    is_said: Flags
    is_sure: Flags

    @classmethod
    def of(cls, table: "pa.Table") -> Self:
        since, has_since = _day(table, "date_from")
        until, has_until = _day(table, "date_to")
        held = has_since & has_until
        fine, dated = held & (until - since < FINE_DAYS), held & (until - since < LONGEST)
        since, until = since - 1, until + 1
        return cls(
            since // DAYS,
            np.where(fine, until // DAYS - since // DAYS + 1, 0),
            since // MONTHS,
            np.where(dated, until // MONTHS - since // MONTHS + 1, 0),
            fine,
            np.asarray(table.column("date_said")).astype(bool),
            dated & _day(table, "published")[1],
        )

    def days(self, of: Statements, exact: Flags | bool, weight: int) -> Keys:
        """Return what reports say at each of their fine buckets; `exact` is by report."""
        return self._spread(of, "d", (self.first_day, self.days_held), exact, weight)

    def months(self, of: Statements, exact: Flags | bool, weight: int) -> Keys:
        """Return what reports say at each of their coarse buckets."""
        return self._spread(of, "m", (self.first_month, self.months_held), exact, weight)

    def always(self, of: Statements, weight: int) -> Keys:
        """Return what reports say whatever the day: exact where the day is known and sure."""
        row, what = of
        return Keys.of(row, _mixed(what, _hash("n")), self.is_sure[row], weight)

    def _spread(
        self, of: Statements, tag: str, held: tuple[Rows, Rows], exact: Flags | bool, weight: int
    ) -> Keys:
        row, what = of
        at, bucket = spread(held[0][row], held[1][row])
        own = row[at]
        flags = np.broadcast_to(np.asarray(exact, dtype=bool), self.fine.shape)[own]
        return Keys.of(own, _mixed(_mixed(what[at], _hash(tag)), bucket), flags, weight)


def spread(first: Rows, held: Rows) -> tuple[Rows, Rows]:
    """Return first, first + 1, ... of each entry, as many as it holds, and the entry of each."""
    held = np.maximum(held, 0)
    at = np.repeat(np.arange(len(held)), held)
    begun = np.repeat(np.cumsum(held) - held, held)
    return at, first[at] + np.arange(len(at)) - begun


def _cells(table: "pa.Table", town: Flags) -> Statements:
    """Return the squares that reports of a town lie in, each with the kind of event."""
    row = np.flatnonzero(town)
    lat, lon, radius = (_degrees(table, name)[row] for name in ("lat", "lon", "radius_km"))
    reach = np.minimum(np.nan_to_num(radius), WIDEST) / KM_A_DEGREE
    # Rounded, because the last digits of a cosine differ between machines.
    across = np.round(reach / np.maximum(np.cos(np.radians(lat)), 0.1), 9)
    first, last = (_square(lat + sign * reach) for sign in (-1, 1))
    at, north = spread(first, last - first + 1)
    first, last = (_square(lon + sign * across)[at] for sign in (-1, 1))
    along, east = spread(first, last - first + 1)
    what = _mixed(_mixed(np.full(len(east), _hash("c")), north[along]), east)
    own = row[at][along]
    return own, _mixed(what, _families(table)[own])


def _square(degrees: Any) -> Rows:
    found: Rows = np.floor(degrees * SQUARES).astype(np.int64)
    return found


def _coarse(table: "pa.Table") -> Statements:
    """Return the countries and the entities of reports, each with the kind of event."""
    codes, lands = coded(table, "country")
    row = np.flatnonzero(codes >= 0)
    country = (row, _hashes("l", lands)[codes[row]])
    parts = [country, *(_first(table, name, ENTITIES, "e") for name in ("actors", "recipients"))]
    own = np.concatenate([part[0] for part in parts])
    return own, _mixed(np.concatenate([part[1] for part in parts]), _families(table)[own])


def _stems(table: "pa.Table") -> Statements:
    """Return the words of the topics of reports, alone and with the anchor."""
    row, words = _first(table, "topic", WORDS, "w")
    codes, anchors = coded(table, "anchor")
    anchored = codes[row] >= 0
    beside = _mixed(words[anchored], _hashes("a", anchors)[codes[row[anchored]]])
    return np.concatenate([row, row[anchored]]), np.concatenate([words, beside])


def _first(table: "pa.Table", name: str, most: int, tag: str) -> Statements:
    """Return the first words of a column of lists."""
    column = table.column(name).combine_chunks()
    sizes = np.diff(np.asarray(column.offsets))
    row, place = spread(np.zeros(len(sizes), dtype=np.int64), sizes)
    encoded = column.flatten().dictionary_encode()
    kept = place < most
    said = _hashes(tag, encoded.dictionary.to_pylist())[np.asarray(encoded.indices)[kept]]
    return row[kept], said


def _families(table: "pa.Table") -> Hashes:
    """Return a hash of the kind of each report's event: of its type's quad, as PLOVER has it."""
    quads = {name: one.quad for name, one in plover.types().items()}
    codes, kinds = coded(table, "type")
    return _hashes("/", [str(quads[name]) for name in kinds])[codes]


def _is_town(table: "pa.Table") -> Flags:
    precise = np.isin(plain(table, "place_precision"), PRECISE)
    found: Flags = precise & ~np.isnan(_degrees(table, "lat"))
    return found


def _degrees(table: "pa.Table", name: str) -> Any:
    return np.asarray(table.column(name).to_numpy(), dtype=np.float64)


def _day(table: "pa.Table", name: str) -> tuple[Rows, Flags]:
    import pyarrow as pa  # noqa: PLC0415

    column = table.column(name).combine_chunks()
    days = np.asarray(column.cast(pa.int32()).fill_null(0)).astype(np.int64)
    return days, np.asarray(column.is_valid())


def _hashes(tag: str, words: Sequence[str]) -> Hashes:
    """Return the hashes of some words of a kind, one a word."""
    raw = (f"{tag}{word}".encode("utf-8", "surrogatepass") for word in words)
    digests = b"".join(blake2b(one, digest_size=8).digest() for one in raw)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _hash(word: str) -> np.uint64:
    return np.uint64(_hashes("", [word])[0])


def _mixed(one: Hashes, other: Any) -> Hashes:
    """Return a hash of pairs: `other` an array of hashes or of whole numbers, or one hash.

    The finishing steps of SplitMix64 (Steele, Lea and Flood 2014), after a step of its sequence.
    """
    added = other if isinstance(other, np.uint64) else other.astype(np.uint64)
    found = (one ^ (one >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + added
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = found ^ (found >> np.uint64(31))
    return mixed
