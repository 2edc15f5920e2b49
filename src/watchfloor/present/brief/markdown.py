"""A brief as Markdown: the same words, tables without pictures, sources as a numbered list."""

import re
from collections.abc import Iterable

from watchfloor.model.brief import Brief, Citation, Grid, Part, Sentence
from watchfloor.present.brief.heading import header_lines, note_signature, signature
from watchfloor.present.terminal import one_line, plain

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(brief: Brief) -> str:
    """Return the whole text, with one line break at its end."""
    lines = [f"# {_safe(brief.title)}", ""]
    lines += [f"> {_at_start(line)}  " for line in header_lines(brief)]
    for part in brief.parts:
        lines += ["", *_part(part)]
    grids = (brief.figures.weeks, brief.figures.places, *brief.grids)
    lines += ["", "## Tables", ""]
    for grid in grids:
        lines += [*_grid(grid), ""]
    lines += ["## Sources", ""]
    lines += [_citation(one) for one in brief.citations]
    lines += ["", "---", "", _safe(signature(brief)), "", f"Made by: {_code(brief.command)}"]
    return "\n".join(lines) + "\n"


def _part(part: Part) -> Iterable[str]:
    yield f"## {_safe(part.title)}"
    if part.lead:
        yield ""
        yield f"*{_safe(part.lead)}*"
    for note in part.notes:
        yield ""
        for line in plain(note.text).splitlines() or [""]:
            yield f"> {_at_start(line)}  "
        yield f"> {_safe(note_signature(note))}"
    if part.sentences:
        yield ""
    for sentence in part.sentences:
        yield f"- {_sentence(sentence)}"


def _cites(numbers: Iterable[int]) -> str:
    return "".join(f"\\[[{one}](#c{one})\\]" for one in numbers)


def _sentence(sentence: Sentence) -> str:
    cites = _cites(sentence.cites)
    quote = f"  \n  “{_safe(sentence.quote)}”" if sentence.quote else ""
    return f"{_at_start(sentence.text)} {cites}".rstrip() + quote


def _grid(grid: Grid) -> Iterable[str]:
    yield f"**{_safe(grid.title)}**"
    yield ""
    if not grid.rows:
        yield "Nothing."
        return
    columns = (*grid.columns, "words") if grid.cites else grid.columns
    yield f"| {' | '.join(map(_safe, columns))} |"
    marks = ("---:" if at in grid.numeric else "---" for at in range(len(columns)))
    yield f"| {' | '.join(marks)} |"
    for number, row in enumerate(grid.rows):
        cells = [*map(_safe, row), *([_cites(grid.cites[number])] if grid.cites else [])]
        yield f"| {' | '.join(cells)} |"
    if grid.note:
        yield ""
        yield f"*{_safe(grid.note)}*"


def _citation(one: Citation) -> str:
    anchor = f'{one.number}. <a id="c{one.number}"></a>'
    if one.document_id is None:
        return f"{anchor}{_safe(one.source)}, {_safe(one.published)}: {_code(one.words)}"
    title = f", {_safe(one.title)}" if one.title else ""
    is_web = bool(one.url and re.match(r"https?://[^\s<>]+\Z", one.url))
    link = f" <{one.url}>" if is_web else ""
    return (
        f"{anchor}{_safe(one.source)}, {_safe(one.published)}{title}: “{_safe(one.words)}”"
        f" (document {one.document_id}, {one.start}–{one.end}){link}"
    )


def _code(text: str) -> str:
    """Return words as code, whatever marks they hold."""
    line = one_line(text)
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{line}{space}{fence}"


def _safe(text: str) -> str:
    """Return words on one line that no reader of Markdown takes for markup."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _at_start(text: str) -> str:
    """Return words that begin a line: no list, heading or rule begins there."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-=+])", r"\\\1", _safe(text)))
