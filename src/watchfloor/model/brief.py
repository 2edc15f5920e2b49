"""A brief: frozen words and numbers computed from a record, which writers only lay out."""

from dataclasses import dataclass

from watchfloor.model.issued import Note, RecordState, ShownIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What [number] means: words of a text by source, date and span, or what the record holds.

    `words` are `document.text[start:end]`, with the names of private persons blacked. Of a count of
    the record and of a person's decision, `document_id` and the span are null; `words` is then the
    command that lists the rows, or the reason.
    """

    number: int
    document_id: str | None
    source: str
    published: str
    title: str | None
    url: str | None
    start: int | None
    end: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and the numbers of what it rests on; a fact has one at least.

    `quote` are the words of the first of these, for what nobody has checked.
    """

    text: str
    cites: tuple[int, ...]
    incident_id: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Sentences under one heading; `lead` says in the machine's own words what they are."""

    title: str
    lead: str | None
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its title, names of columns, rows of words, which columns are numbers.

    `cites` are the numbers of what each row rests on, in the order of the rows; none if it is a
    count.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str | None = None
    cites: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The two pictures as SVG, each with the table of the same numbers; empty where nothing is."""

    weeks_svg: str
    map_svg: str
    weeks: Grid
    places: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The whole brief. Nothing in it depends on a clock: the same record gives the same bytes."""

    title: str
    period: str
    filters: str
    command: str
    version: str
    data_up_to: str
    state: RecordState
    reviewed: int
    incidents: int
    is_masked: bool
    parts: tuple[Part, ...]
    figures: Figures
    grids: tuple[Grid, ...]
    citations: tuple[Citation, ...]
    shown: tuple[ShownIncident, ...]
