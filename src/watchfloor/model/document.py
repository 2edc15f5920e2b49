"""A text with what is known of its origin."""

from datetime import date
from typing import Self

from watchfloor.errors import InputError
from watchfloor.model.frozen import dataclass
from watchfloor.model.identity import content_id
from watchfloor.model.span import check_interval

INFERRED = "inferred from the text"
"""The rule of a publication date that only the words of the text suggest: any other fills it in."""


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, as an interval of days, and the rule that found it."""

    from_: date
    to: date
    rule: str

    def __post_init__(self) -> None:
        check_interval(self.from_, self.to)

    @classmethod
    def on(cls, day: date, rule: str) -> Self:
        """Return the interval of one day."""
        return cls(day, day, rule)


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A stretch of the text that is page furniture: kept, greyed, never coded."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, normalised once and never changed, with source, date, url and language.

    `id` is the hash of text, source, url and external_id. `ingested` (ISO, UTC) and `run_id` are
    null until the record has stored it; `copy_of` and `revises` are ids of other documents.
    """

    id: str
    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    source: str | None = None
    published: Published | None = None
    language: str | None = None
    text: str
    copy_of: str | None = None
    copy_reason: str | None = None
    revises: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    ingested: str | None = None
    run_id: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            message = "a document needs a text"
            raise InputError(message)
        end = 0
        for part in self.boilerplate:
            if not end <= part.start < part.end <= len(self.text):
                message = f"boilerplate {part.start}..{part.end} overlaps or leaves the text"
                raise InputError(message)
            end = part.end

    @classmethod
    def new(  # noqa: PLR0913  (the fields of the contract that a reader can know)
        cls,
        text: str,
        *,
        source: str | None = None,
        url: str | None = None,
        external_id: str | None = None,
        title: str | None = None,
        published: Published | None = None,
        language: str | None = None,
        boilerplate: tuple[Boilerplate, ...] = (),
    ) -> Self:
        """Make a document of an already normalised text and compute its id."""
        return cls(
            id=content_id("document", text, source, url, external_id),
            external_id=external_id,
            url=url,
            title=title,
            source=source,
            published=published,
            language=language,
            text=text,
            boilerplate=boilerplate,
        )
