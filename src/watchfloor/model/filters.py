"""One set of filters for the command line, Python and, later, URLs."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from watchfloor.errors import UsageError
from watchfloor.model.frozen import dataclass
from watchfloor.model.words import ClaimKind, Review, Status
from watchfloor.vocab import plover
from watchfloor.vocab.sets import SETS

UNREVIEWED = "unreviewed"
"""What the filter `review` calls incidents that nobody decided on and that some report supports."""

MOST_SOURCES = 1_000_000_000
"""No record asks for more; a number beyond SQLite's integers would be a defect, not an answer."""


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the globe: degrees and kilometres.

    Raises:
        UsageError: its middle is not on the globe, or its radius not above 0.
    """

    lat: float
    lon: float
    km: float

    def __post_init__(self) -> None:
        if not (abs(self.lat) <= 90 and abs(self.lon) <= 180 and self.km > 0):  # noqa: PLR2004  (degrees)
            message = (
                f"near {self.lat},{self.lon},{self.km} is not on the globe, or its radius is not "
                "positive"
            )
            raise UsageError(message)

    @classmethod
    def parse(cls, words: str) -> "Near":
        """Read "lat,lon,km".

        Raises:
            UsageError: not three numbers, or no circle on the globe.
        """
        if words.count(",") != 2:  # noqa: PLR2004  (three numbers)
            message = f"near wants lat,lon,km (33.3,44.4,50), not {words!r:.80}"
            raise UsageError(message)
        return cls.of(words.split(","))

    @classmethod
    def of(cls, parts: Iterable[Any]) -> "Near":
        """Make a circle of three numbers, or of the words for them; raises as `parse` does."""
        try:
            lat, lon, km = map(float, parts)
        except (TypeError, ValueError) as error:
            message = f"near wants lat,lon,km (33.3,44.4,50), not {parts!r:.80}"
            raise UsageError(message) from error
        return cls(lat, lon, km)


ISO3 = 3
"""Letters of a country's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which rows to read: several values of one filter are alternatives, filters add up.

    `since`/`until` keep what overlaps the interval (documents: the published date; events: the
    event's date, rows without one are left out). `country` is ISO-3; `place`, `actor`, `recipient`
    match words or resolved names, case-folded, anywhere inside; `text` is a full-text query.
    `min_sources`, `review` and `set` are of incidents: independent sources; "accepted", "rejected",
    "unsupported" (all reports were withdrawn) or "unreviewed"; "violence" for the set that counts
    default to. `kind` and `speaker` are of claims. `as_of` is the record as it was known at the end
    of a day: by the texts published until then.
    """

    since: date | None = None
    until: date | None = None
    country: tuple[str, ...] = ()
    admin1: str | None = None
    place: str | None = None
    near: Near | None = None
    actor: str | None = None
    recipient: str | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    text: str | None = None
    document: str | None = None
    min_sources: int | None = None
    review: str | None = None
    set: str | None = None
    kind: tuple[str, ...] = ()
    speaker: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            message = f"interval runs backwards, {self.since} .. {self.until}: swap since and until"
            raise UsageError(message)
        _known("type", self.type, sorted(plover.types()))
        _known(
            "mode", self.mode, sorted({mode for t in plover.types() for mode in plover.modes(t)})
        )
        _known("status", self.status, [str(status) for status in Status])
        for one in self.country:
            if not (len(one) == ISO3 and one.isalpha() and one.isascii()):
                message = (
                    f"country wants the three letters of ISO 3166 (IRQ for Iraq), not {one!r:.80}"
                )
                raise UsageError(message)
        _known("kind", self.kind, [str(kind) for kind in ClaimKind])
        _known("review", (self.review.lower(),) if self.review else (), [*Review, UNREVIEWED])
        _known("set", (self.set,) if self.set else (), list(SETS))
        if self.min_sources is not None and not 1 <= self.min_sources <= MOST_SOURCES:
            message = f"min_sources is a number from 1 to {MOST_SOURCES:,}, not {self.min_sources}"
            raise UsageError(message)

    @classmethod
    def of(cls, **filters: Any) -> "Where":
        """Make filters from loose values: ISO strings for dates, one string for a list of one.

        Raises:
            UsageError: an unknown filter, type, mode or status, or a value that cannot be read.
        """
        names = {field.name for field in fields(cls)}
        if unknown := sorted(filters.keys() - names):
            message = f"unknown filter {', '.join(unknown)}; known: {', '.join(sorted(names))}"
            raise UsageError(message)
        return cls(
            **{name: _value(name, value) for name, value in filters.items() if value is not None}
        )


_LISTS = ("country", "type", "mode", "status", "source", "kind")


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        values = (value,) if isinstance(value, str) else tuple(value)
        if name in ("country", "type"):
            return tuple(item.upper() for item in values)
        if name in ("status", "kind"):
            return tuple(item.lower() for item in values)
        return tuple(map(_mode, values)) if name == "mode" else values
    if name in ("since", "until", "as_of") and not isinstance(value, date):
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            message = f"{name} wants a date as YYYY-MM-DD, not {value!r}"
            raise UsageError(message) from error
    if name == "near" and not isinstance(value, Near):
        return Near.parse(value) if isinstance(value, str) else Near.of(value)
    return _whole(value) if name == "min_sources" else value


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        message = f"min_sources wants a whole number, not {value!r}"
        raise UsageError(message) from error


def _mode(word: str) -> str:
    """Return a mode as PLOVER spells it (sideAB), whatever the case it was typed in."""
    known = {
        mode.lower(): mode for event_type in plover.types() for mode in plover.modes(event_type)
    }
    return known.get(word.lower(), word)


def _known(name: str, values: tuple[str, ...], known: list[str]) -> None:
    if unknown := [value for value in values if value not in known]:
        message = f"unknown {name} {', '.join(unknown)}; known: {', '.join(known)}"
        raise UsageError(message)
