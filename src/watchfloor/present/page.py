"""One document on the terminal: its text with the spans marked, and beside it what was coded."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from watchfloor.model import Cited, Claim, Event, Figure, Filler, Relation, Resolution
from watchfloor.present.coding_view import Coding
from watchfloor.present.phrases import (
    NOTHING,
    bounds_words,
    date_words,
    interval_words,
    place_words,
    published_words,
    short,
    status_words,
    type_words,
    withdrawn_words,
)
from watchfloor.present.segments import segments
from watchfloor.present.spans import LABELS, strongest
from watchfloor.present.terminal import STYLES, one_line, plain
from watchfloor.store.history import Provenance

SIDE_BY_SIDE = 110
"""From this width on the coded fields stand beside the text, else below it."""

LONGEST = 120
"""Characters of evidence beside the text; longer evidence is cut in its middle."""

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


Reasons = Mapping[tuple[int, int], Resolution]
NO_REASONS: Reasons = MappingProxyType({})


def page_view(page: Coding, width: int) -> RenderableType:
    """Return the whole screen for one document."""
    text, fields = Group(marked_text(page), Text(), legend(page)), coded_fields(page)
    if page.alone:
        note = f"Only this is marked; the whole text: watchfloor show {short(page.document.id)}"
        fields = Group(fields, Text(note, style="dim"))
    if width < SIDE_BY_SIDE and page.alone:
        # What was asked for comes first, and the text it was read in after it.
        return Group(heading(page), Text(), fields, Rule(style="dim"), text)
    if width < SIDE_BY_SIDE:
        return Group(heading(page), Text(), text, Text(), Rule(style="dim"), fields)
    grid = Table.grid(padding=(0, 4), expand=True)
    grid.add_column(ratio=11)
    grid.add_column(ratio=9)
    grid.add_row(text, fields)
    return Group(heading(page), Text(), grid)


def heading(page: Coding) -> RenderableType:
    """Return title, source, date, language, address and id, and how each of them was found."""
    document = page.document
    facts = [
        document.source or "source unknown",
        f"published {published_words(document.published)}",
        document.language,
        document.url,
        f"document {document.id}",
    ]
    title = Text(one_line(document.title or "Untitled"), style="bold")
    line = Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim")
    lines = [title, line]
    if page.withdrawn is not None:
        note = f"{one_line(withdrawn_words(page.withdrawn))}: it counts nowhere"
        lines.append(Text(note, style=STYLES["casualties"]))
    if page.provenance is not None:
        lines.append(Text(one_line(_provenance(page.provenance)), style="dim"))
    return Group(*lines)


def _provenance(found: Provenance) -> str:
    """Return the files a document was read from, and by which rule each field was found."""
    names = [(PurePath(origin.path).name, origin.line) for origin in found.origins]
    inputs = [name if line is None else f"{name}:{line}" for name, line in names]
    rules: dict[str, list[str]] = {}
    for name, rule in found.fields.items():
        rules.setdefault(rule, []).append(name)
    told = [f"{', '.join(names)} by {rule}" for rule, names in rules.items()]
    return " · ".join([f"read from {', '.join(inputs)}", *told])


def marked_text(page: Coding) -> Text:
    """Return the text in the styles of its spans; a raised number stands after each anchor."""
    numbers, made = page.anchors(), Text()
    for segment in segments(page.document.text, page.spans()):
        label = strongest(segment.labels)
        made.append(plain(segment.text), style=STYLES[label] if label else "")
        if segment.end in numbers:
            raised = " ".join(str(number) for number in numbers[segment.end])
            made.append(raised.translate(_SUPERSCRIPTS), style="dim")
    made.rstrip()
    return made


def legend(page: Coding) -> Text:
    """Return one line that names the styles in use on this page."""
    used = {label for _, _, label in page.spans()}
    line = Text()
    for label in LABELS:
        if label in used:
            line.append(label, style=STYLES[label]).append("  ")
    return line


def coded_fields(page: Coding) -> RenderableType:
    """Return every event, claim, figure and relation with its words and offsets."""
    if not (page.events or page.claims or page.figures or page.relations):
        return Text("Nothing was coded in this text.", style="dim")
    blocks: list[RenderableType] = []
    for number, event in enumerate(page.events, start=1):
        blocks.append(
            _block(_event_title(number, event, page.events), event_rows(event, page.reasons))
        )
    blocks += [
        _block(_title(f"claim: {one.kind}", one.id), _claim_rows(one, page.reasons))
        for one in page.claims
    ]
    blocks += [
        _block(_title(f"figure: {one.quantity}", one.id), _figure_rows(one)) for one in page.figures
    ]
    blocks += [
        _block(_title(f"relation: {one.predicate}", one.id), _relation_rows(one))
        for one in page.relations
    ]
    return Group(*blocks)


Row = tuple[str, Text]


def _block(title: Text, rows: Iterator[Row]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return Group(title, Padding(grid, (0, 0, 1, 2)))


def _title(words: str, identifier: str) -> Text:
    return Text.assemble((one_line(words), "bold"), (f"  {short(identifier)}", "dim"))


def _event_title(number: int, event: Event, events: tuple[Event, ...]) -> Text:
    made = Text.assemble(
        (f"{number} ", "dim"),
        (type_words(event), "bold"),
        f"  {status_words(event.status)}",
        (f"  {event.score:.2f}  {short(event.id)}", "dim"),
    )
    first = next((at for at, one in enumerate(events, start=1) if one.id == event.chain), number)
    if first != number:
        made.append(f"  same as {first}", style="dim")
    return made


def event_rows(event: Event, reasons: Reasons = NO_REASONS) -> Iterator[Row]:
    """Yield the fields that the event has, in the order who, what, whom, when, where, how many."""
    yield "words", _cited(event.anchor, "anchor")
    yield from _filler_rows("actor", event.actor, reasons)
    yield from _filler_rows("recipient", event.recipient, reasons)
    yield from _filler_rows("instrument", event.instrument)
    if event.date:
        meaning = f"{date_words(event.date)} ({event.date.rule})"
        yield "date", _with_others(_cited(event.date, "date", meaning), event.date, reasons)
    if event.event_loc:
        place = event.event_loc
        row = _cited(place, "place", f"{place_words(place)} ({place.precision})")
        row.append(f"  {one_line(place.rule)}", style="dim")
        yield "place", _with_others(row, place, reasons)
    if event.count:
        yield "count", _cited(event.count, "count", bounds_words(event.count))
    for one in event.casualties:
        yield str(one.kind), _cited(one, "casualties", bounds_words(one))
    if event.outcome != "unknown":
        yield "outcome", Text(event.outcome)
    if event.assertion != "fact":
        yield "asserted", Text(event.assertion)
    yield from _filler_rows("reporter", event.attributed_to, reasons)
    if event.context:
        yield "context", Text(", ".join(event.context))


def _filler_rows(
    name: str, fillers: tuple[Filler, ...], reasons: Reasons = NO_REASONS
) -> Iterator[Row]:
    for one in fillers:
        meaning = f"{one.name} ({one.entity_id})" if one.entity_id else None
        yield name, _with_reason(_cited(one, name, meaning), one, reasons)


def _with_reason(row: Text, one: Cited, reasons: Reasons) -> Text:
    if one.start is not None and one.end is not None and (one.start, one.end) in reasons:
        row.append(f"  {one_line(_reason(reasons[one.start, one.end]))}", style="dim")
    return row


def _with_others(row: Text, one: Cited, reasons: Reasons) -> Text:
    """Add what else words may mean whose own rule the row holds."""
    if one.start is None or one.end is None or (one.start, one.end) not in reasons:
        return row
    resolution = reasons[one.start, one.end]
    if resolution.entity is None and (others := _others(resolution)):
        row.append(f"; else {one_line(others)}", style="dim")
    return row


def _others(resolution: Resolution) -> str:
    return ", ".join(f"{one.name} {one.score:.2f}" for one in resolution.runners_up)


def _reason(resolution: Resolution) -> str:
    """Return the rule and score of a resolution, and who else was considered."""
    others = _others(resolution)
    return f"{resolution.rule}, {resolution.score:.2f}" + (f"; else {others}" if others else "")


def _claim_rows(claim: Claim, reasons: Reasons) -> Iterator[Row]:
    if claim.speaker:
        row = _cited(claim.speaker, "speaker", claim.speaker.name)
        yield "speaker", _with_reason(row, claim.speaker, reasons)
    for one in claim.via:
        yield "via", _cited(one, "speaker", one.name)
    for one in claim.accused:
        yield "accused", _cited(one, "actor", one.name)
    yield "quoted" if claim.quoted else "words", _cited(claim.content, "claim")
    if claim.cue:
        yield "cue", _cited(claim.cue, "claim")
    if claim.condition:
        yield "condition", _cited(claim.condition, "claim")
    if claim.horizon:
        yield "horizon", Text(interval_words(claim.horizon.from_, claim.horizon.to))
    if claim.event_id:
        yield "event", Text(short(claim.event_id))
    if claim.incident_id:
        yield "incident", Text(short(claim.incident_id))


def _figure_rows(figure: Figure) -> Iterator[Row]:
    total = f"of {figure.of:,}" if figure.of is not None else ""
    value = f"{bounds_words(figure.value)} {total} {figure.unit or ''}"
    yield "subject", _cited(figure.subject, "figure")
    yield "value", Text(one_line(value))
    if figure.event_loc:
        yield "place", _cited(figure.event_loc, "place", place_words(figure.event_loc))
    if figure.date:
        yield "date", _cited(figure.date, "date", date_words(figure.date))
    yield "words", _cited(figure.evidence, "figure")


def _relation_rows(relation: Relation) -> Iterator[Row]:
    yield "subject", _cited(relation.subject, "actor", relation.subject.name)
    yield "object", _cited(relation.object, "recipient", relation.object.name)
    if relation.role:
        yield "role", Text(one_line(relation.role))
    if relation.ended:
        yield "ended", Text("by the words of the text, which do not say when")
    if relation.since or relation.until:
        yield "valid", Text(f"{relation.since or NOTHING} to {relation.until or NOTHING}")
    yield "words", _cited(relation.evidence, "relation")


def _cited(value: Cited, label: str, meaning: str | None = None) -> Text:
    """Return the words in their style, what they mean, and where they stand."""
    if value.text is None:
        return Text.assemble(one_line(meaning or NOTHING), ("  inferred", "dim"))
    parts = Text.assemble((_shortened(one_line(value.text)), STYLES[label]))
    if meaning and one_line(meaning) != one_line(value.text):
        parts.append(" = ", style="dim").append(one_line(meaning))
    return parts.append(f"  {value.start}–{value.end}", style="dim")


def _shortened(words: str) -> str:
    """Return long words with their middle cut out: the whole stands in the text beside them."""
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST * 2 // 3].rstrip()} … {words[-LONGEST // 3 :].lstrip()}"
