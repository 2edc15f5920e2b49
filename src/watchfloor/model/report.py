"""The row that fusion receives: one chain of one document, flat, ready for a column store."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.errors import CodingError
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import check_interval
from watchfloor.model.words import DatePrecision, PlacePrecision, Status

if TYPE_CHECKING:
    import pyarrow as pa

VECTOR_BYTES = 64

_COUNTS = ("count_low", "count_high", "dead_low", "dead_high", "injured_low", "injured_high")
_LISTS = ("mode", "actors", "recipients", "words", "topic")
_REQUIRED = {*_LISTS, "chain", "document_id", "copy_group", "type", "status", "apart", "date_said"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One chain, as fusion sees it. Entity lists carry their closure of part_of, nearest first.

    `anchor` is the stem of the founding anchor, `words` are stems of its sentence, `topic` stems of
    its document, all by `watchfloor.fuse.words`; `apart` says that its text tells it from its other
    events: all of them if the coder joined what is told again, else by words beside the anchor ("a
    second blast"); `date_said` that words of the text give the date, which is else inferred from
    when it was published. A coder need fill none of these, nor `vector`.
    """

    chain: str
    document_id: str
    copy_group: str
    published: date | None
    type: str
    mode: tuple[str, ...]
    status: Status
    date_from: date | None
    date_to: date | None
    date_precision: DatePrecision | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    place_precision: PlacePrecision | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    count_low: int | None
    count_high: int | None
    dead_low: int | None
    dead_high: int | None
    injured_low: int | None
    injured_high: int | None
    vector: bytes | None
    anchor: str | None = None
    words: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    apart: bool = False
    date_said: bool = False

    def __post_init__(self) -> None:
        check_interval(self.date_from, self.date_to)
        if self.vector is not None and len(self.vector) != VECTOR_BYTES:
            message = f"a vector has {VECTOR_BYTES} bytes, not {len(self.vector)}"
            raise CodingError(message)


def report_schema() -> "pa.Schema":
    """Return the Arrow schema of a table of reports, columns in the order of the class."""
    import pyarrow as pa  # noqa: PLC0415  (heavy: only who asks for Arrow pays for it)

    words = pa.string()
    types = dict.fromkeys(("published", "date_from", "date_to"), pa.date32())
    types |= dict.fromkeys(("lat", "lon", "radius_km"), pa.float64())
    types |= dict.fromkeys(_COUNTS, pa.int32())
    types |= dict.fromkeys(_LISTS, pa.list_(words))
    types["vector"] = pa.binary(VECTOR_BYTES)
    types |= dict.fromkeys(("apart", "date_said"), pa.bool_())
    return pa.schema(
        [
            pa.field(field.name, types.get(field.name, words), nullable=field.name not in _REQUIRED)
            for field in fields(Report)
        ]
    )


def report_table(reports: Iterable[Report]) -> "pa.Table":
    """Return the reports as one Arrow table of `report_schema`."""
    import pyarrow as pa  # noqa: PLC0415

    rows = [
        {field.name: _plain(getattr(report, field.name)) for field in fields(Report)}
        for report in reports
    ]
    return pa.Table.from_pylist(rows, schema=report_schema())


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, (Status, DatePrecision, PlacePrecision)) else value
