"""The reports of an incident, by independent source: who published, who copied, what it says."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from watchfloor.model import Document, Event, Testimony
from watchfloor.model.words import Standing
from watchfloor.pipeline_dossier import Dossier, sentence_of
from watchfloor.present.phrases import published_words, short
from watchfloor.present.terminal import STYLES, one_line

AROUND = 160
"""Characters of a sentence shown on each side of an anchor."""

SHOWN_REPORTS = 60
"""Reports of one source that a screen holds."""


def sources(found: Dossier) -> Iterator[RenderableType]:
    """Yield each independent source with its reports, then those that have no vote at all."""
    grouped = {place for group in found.groups for place in group}
    rest = tuple(place for place in range(len(found.testimonies)) if place not in grouped)
    for number, group in enumerate((*found.groups, *([rest] if rest else [])), start=1):
        own = sorted((found.testimonies[place] for place in group), key=_originals_first)
        names = _outlets(own, found.letters)
        title = f"withdrawn or rejected: {names}" if group is rest else names
        yield Text(f"{number}  {one_line(title)}" if group is not rest else one_line(title))
        for one in own[:SHOWN_REPORTS]:
            document = found.documents.get(one.event.document_id)
            if document is not None:
                yield Padding(_report(one, document), (0, 0, 0, 3))
        if len(own) > SHOWN_REPORTS:
            yield Text(f"   and {len(own) - SHOWN_REPORTS:,} more; --json has them", style="dim")


def _originals_first(one: Testimony) -> tuple[bool, str, int]:
    return one.is_copy, one.event.document_id, one.event.anchor.start or 0


def _outlets(own: Sequence[Testimony], letters: Mapping[str, str]) -> str:
    """Return who published a source's reports, and who copied them, with letters that were set."""
    names = {
        is_copy: list(
            dict.fromkeys(
                _lettered(one.event.source, letters) for one in own if one.is_copy is is_copy
            )
        )
        for is_copy in (False, True)
    }
    copied = f"copied by {', '.join(names[True])}" if names[True] else ""
    return "; ".join(filter(None, (", ".join(names[False]), copied)))


def _lettered(source: str | None, letters: Mapping[str, str]) -> str:
    if source is None:
        return "source unknown"
    return f"{source} ({letters[source]})" if source in letters else source


def _report(one: Testimony, document: Document) -> Text:
    event = one.event
    line = Text(f"{short(event.id)}  ", style="dim")
    line.append_text(sentence(event, document))
    facts = [published_words(event.published), document.title or "", f"text {short(document.id)}"]
    if one.standing is not Standing.COUNTS:
        facts.append(str(one.standing))
    line.append("  " + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
    return line


def sentence(event: Event, document: Document) -> Text:
    """Return the sentence of an anchor, at most AROUND characters on each side."""
    start, end = event.anchor.start or 0, event.anchor.end or 0
    low, high = sentence_of(document.text, start, end)
    low, high = max(low, start - AROUND), min(high, end + AROUND)
    made = Text(style="not dim")
    made.append(_flat(document.text[low:start]))
    made.append(one_line(document.text[start:end]), style=STYLES["anchor"])
    made.append(_flat(document.text[end:high]))
    return made


def _flat(piece: str) -> str:
    """Return a piece on one line; a blank at either end is kept."""
    flat = one_line(piece)
    if not flat:
        return " " if piece else ""
    return f"{' ' if piece[0].isspace() else ''}{flat}{' ' if piece[-1].isspace() else ''}"
