"""A table of reports as arrays: what scoring millions of pairs needs, one row a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from watchfloor.fuse import kin
from watchfloor.fuse.words import AROUND, TOPIC, stem, telling
from watchfloor.model import Status
from watchfloor.model.report import VECTOR_BYTES
from watchfloor.vocab import plover

if TYPE_CHECKING:
    import pyarrow as pa

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

NONE = -1
"""The code of an absent word, and of padding."""

MOST_ENTITIES = 8
"""Entities of a role that are compared, nearest in the closure of part_of first."""

MOST_MODES = 4

ALIKE = 4
"""Letters that two anchors have to begin with to be alike: announce, announcement."""

FADES = 0.7
"""What a word tells of an anchor, against the one that stands a place nearer."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Reports in the order of their table. Codes are for equality only; NONE is unknown.

    `day_*` are days since 1970 (valid where `dated`), `fine` a date of fewer than FINE_DAYS, `day`
    one of no more than SAME_DAYS, `said` one that words of the text give; `alike` is the anchor's
    first letters, `kin` its number in the table of like meanings, `words_near` what words tell,
    less with every word between them and the anchor. Degrees and kilometres are NaN where unknown,
    counts too. A report with a vector or a topic is `worded`. `foiled` was stopped before its means
    was used, `harmful` killed or injured somebody; `spoken` are words, whose actor is the speaker.
    """

    document: Ints
    copies: Ints
    type: Ints
    quad: Ints
    status: Ints
    anchor: Ints
    anchor_telling: Floats
    alike: Ints
    kin: Ints
    country: Ints
    published: Ints
    is_published: Flags
    day_from: Ints
    day_to: Ints
    dated: Flags
    fine: Flags
    day: Flags
    said: Flags
    lat: Floats
    lon: Floats
    radius: Floats
    town: Flags
    modes: Ints
    actors: Ints
    recipients: Ints
    dead: Floats
    injured: Floats
    vector: npt.NDArray[np.int8]
    has_vector: Flags
    words: Ints
    words_telling: Floats
    words_near: Floats
    topic: Ints
    topic_telling: Floats
    worded: Flags
    apart: Flags
    foiled: Flags
    harmful: Flags
    spoken: Flags

    def __len__(self) -> int:
        return len(self.document)


FINE_DAYS = 45
"""An interval of more days dates an event too coarsely to tell two of one month apart."""

SAME_DAYS = 2
"""Days in an interval up to which it is one day: a night has two dates."""

FOILED = frozenset(
    stem(verb)
    for verb in ("abort", "avert", "defuse", "disarm", "disrupt", "foil", "prevent", "thwart")
)
"""Stems that say of an attempt that it was stopped before its means was used."""

SPOKEN = ("ACCUSE", "REJECT", "REQUEST", "THREATEN")
"""Types of acts that are done by words."""

PRECISE = ("site", "town")
"""Precisions of a place that lie inside one town."""


def columns(table: "pa.Table") -> Columns:
    """Return the columns of a table of `report_schema`."""
    published, is_published = _days(table, "published")
    day_from, has_from = _days(table, "date_from")
    day_to, has_to = _days(table, "date_to")
    dated = has_from & has_to
    quads = {name: one.quad for name, one in plover.types().items()}
    words, words_telling = _stems(table, "words", AROUND)
    topic, topic_telling = _stems(table, "topic", TOPIC)
    (actors, recipients), _ = _lists(table, ("actors", "recipients"), MOST_ENTITIES)
    raw = table.column("vector").combine_chunks()
    anchor, anchors = coded(table, "anchor")
    return Columns(
        document=_codes(table, "document_id"),
        copies=_codes(table, "copy_group"),
        type=_codes(table, "type"),
        quad=np.array([quads[one] for one in plain(table, "type")], dtype=np.int32),
        status=_codes(table, "status"),
        anchor=anchor,
        anchor_telling=np.array([*map(telling, anchors), 0.0], dtype=np.float32)[anchor],
        alike=_alike(table),
        kin=kin.numbers(anchors)[anchor],
        country=_codes(table, "country"),
        published=published,
        is_published=is_published,
        day_from=day_from,
        day_to=day_to,
        dated=dated,
        fine=dated & (day_to - day_from < FINE_DAYS),
        day=dated & (day_to - day_from < SAME_DAYS),
        said=dated & np.asarray(table.column("date_said")).astype(bool),
        lat=_numbers(table, "lat"),
        lon=_numbers(table, "lon"),
        radius=np.nan_to_num(_numbers(table, "radius_km"), nan=0.0),
        town=np.isin(plain(table, "place_precision"), PRECISE) & ~np.isnan(_numbers(table, "lat")),
        modes=_lists(table, ("mode",), MOST_MODES)[0][0],
        actors=actors,
        recipients=recipients,
        dead=_bounds(table, "dead"),
        injured=_bounds(table, "injured"),
        vector=_vectors(raw),
        has_vector=np.asarray(raw.is_valid()),
        words=words,
        words_telling=words_telling,
        words_near=words_telling * (FADES ** np.arange(AROUND)).astype(np.float32),
        topic=topic,
        topic_telling=topic_telling,
        worded=np.asarray(raw.is_valid()) | (topic[:, 0] != NONE),
        apart=np.asarray(table.column("apart")).astype(bool),
        foiled=(plain(table, "status") == Status.ATTEMPTED.value) & _says(table, FOILED),
        harmful=(plain(table, "status") == Status.ACTUAL.value)
        & ((_bounds(table, "dead")[:, 0] >= 1) | (_bounds(table, "injured")[:, 0] >= 1)),
        spoken=np.isin(plain(table, "type"), SPOKEN),
    )


def _says(table: "pa.Table", stems: frozenset[str]) -> Flags:
    """Return which reports have one of some stems as anchor or in the sentence."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    wanted = pa.array(sorted(stems), type=pa.string())
    found = np.asarray(pc.is_in(table.column("anchor"), value_set=wanted)).astype(bool)
    words = table.column("words").combine_chunks()
    held = np.asarray(pc.is_in(words.flatten(), value_set=wanted)).astype(bool)
    rows = np.repeat(np.arange(len(words)), np.diff(np.asarray(words.offsets)))
    found[rows[held]] = True
    return found


def plain(table: "pa.Table", name: str) -> Any:
    """Return a column of words as an array; "" where there is none."""
    return np.asarray(table.column(name).fill_null("").to_numpy(), dtype=object).astype(str)


def _codes(table: "pa.Table", name: str) -> Ints:
    return coded(table, name)[0]


def coded(table: "pa.Table", name: str) -> tuple[Ints, list[str]]:
    """Return the code of each row, and the words by their code."""
    encoded = table.column(name).combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices.fill_null(NONE)).astype(np.int32)
    return codes, encoded.dictionary.to_pylist()


def _alike(table: "pa.Table") -> Ints:
    """Return a code of the first letters of the anchor's stem; NONE for one that has no more."""
    import pyarrow.compute as pc  # noqa: PLC0415

    anchor = table.column("anchor")
    long = pc.greater_equal(pc.utf8_length(anchor), ALIKE)
    first = pc.if_else(long, pc.utf8_slice_codeunits(anchor, 0, ALIKE), None)
    return _codes(table.select(["chain"]).append_column("first", first), "first")


def _days(table: "pa.Table", name: str) -> tuple[Ints, Flags]:
    import pyarrow as pa  # noqa: PLC0415

    column = table.column(name).combine_chunks()
    days = np.asarray(column.cast(pa.int32()).fill_null(0)).astype(np.int32)
    return days, np.asarray(column.is_valid())


def _numbers(table: "pa.Table", name: str) -> Floats:
    column = table.column(name).cast("float64").to_numpy()
    return np.asarray(column, dtype=np.float32)


def _bounds(table: "pa.Table", name: str) -> Floats:
    """Return (n, 2): low and high; a low bound alone has no high one (infinity)."""
    low, high = _numbers(table, f"{name}_low"), _numbers(table, f"{name}_high")
    known = ~(np.isnan(low) & np.isnan(high))
    low = np.where(known & np.isnan(low), 0.0, low)
    high = np.where(known & np.isnan(high), np.inf, high)
    return np.stack([low, high], axis=1).astype(np.float32)


def _vectors(raw: "pa.Array") -> npt.NDArray[np.int8]:
    filled = raw.fill_null(bytes(VECTOR_BYTES))
    offset = filled.offset * VECTOR_BYTES
    flat = np.frombuffer(filled.buffers()[1], dtype=np.int8)
    size = len(filled) * VECTOR_BYTES
    return flat[offset : offset + size].reshape(len(filled), VECTOR_BYTES)


def _lists(table: "pa.Table", names: Sequence[str], width: int) -> tuple[list[Ints], list[str]]:
    """Return codes (n, width) of each column, padded with NONE, and the words by their code."""
    import pyarrow as pa  # noqa: PLC0415

    held = [table.column(name).combine_chunks() for name in names]
    flat = pa.chunked_array([one.flatten() for one in held], type=pa.string())
    encoded = flat.combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices).astype(np.int32)
    found, begin = [], 0
    for one in held:
        sizes = np.diff(np.asarray(one.offsets))
        total = int(sizes.sum())
        found.append(_padded(codes[begin : begin + total], sizes, width))
        begin += total
    return found, encoded.dictionary.to_pylist()


def _padded(codes: Ints, sizes: Any, width: int) -> Ints:
    rows = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(sizes) - sizes
    place = np.arange(len(codes)) - np.repeat(starts, sizes)
    found = np.full((len(sizes), width), NONE, dtype=np.int32)
    kept = place < width
    found[rows[kept], place[kept]] = codes[kept]
    return found


def _stems(table: "pa.Table", name: str, width: int) -> tuple[Ints, Floats]:
    (codes,), words = _lists(table, (name,), width)
    worth = np.array([*(telling(word) for word in words), 0.0], dtype=np.float32)
    return codes, worth[codes]
