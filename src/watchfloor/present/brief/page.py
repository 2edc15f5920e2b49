"""A brief as one HTML file: its style and pictures inside, no script, nothing to load."""

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from watchfloor.model.brief import Brief, Citation, Grid, Part, Sentence
from watchfloor.model.issued import Note
from watchfloor.present.brief.heading import header_lines, note_signature, signature
from watchfloor.present.terminal import one_line, plain

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may do with the file: show it."""


def page(brief: Brief) -> str:
    """Return the whole file."""
    body = "\n".join(
        (
            f"<h1>{_safe(brief.title)}</h1>",
            '<div class="head">',
            *(f"<p>{_safe(line)}</p>" for line in header_lines(brief)),
            "</div>",
            *(_part(one) for one in brief.parts),
            "<h2>Pictures and tables</h2>",
            _figure(brief.figures.weeks_svg, brief.figures.weeks),
            _figure(brief.figures.map_svg, brief.figures.places),
            *(_grid(one) for one in brief.grids),
            '<h2>Sources</h2>\n<ol class="sources">',
            *(_citation(one) for one in brief.citations),
            "</ol>",
            f"<footer><p>{_safe(signature(brief))}</p>",
            f"<p>Made by: <code>{_safe(brief.command)}</code></p></footer>",
        )
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_safe(brief.title)}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


UPRIGHT = 8
"""Columns that a sheet of paper takes upright; a wider table is printed on sheets that lie."""


@cache
def style() -> str:
    """Return the style sheet that lies beside this file."""
    return files("watchfloor.present.brief").joinpath("brief.css").read_text("utf-8")


def _part(part: Part) -> str:
    lead = f'<p class="lead">{_safe(part.lead)}</p>' if part.lead else ""
    notes = "".join(map(_note, part.notes))
    items = "\n".join(f"<li>{_sentence(one)}</li>" for one in part.sentences)
    listed = f"<ul>\n{items}\n</ul>" if items else ""
    return f"<section>\n<h2>{_safe(part.title)}</h2>\n{lead}{notes}{listed}\n</section>"


def _note(note: Note) -> str:
    text = escape(plain(note.text), quote=True)
    return (
        f'<blockquote>{text}\n<span class="note">{_safe(note_signature(note))}</span></blockquote>'
    )


def _sentence(sentence: Sentence) -> str:
    quote = f'<br><q class="note">{_safe(sentence.quote)}</q>' if sentence.quote else ""
    return f"{_safe(sentence.text)} {_cites(sentence.cites)}".rstrip() + quote


def _cites(numbers: Iterable[int]) -> str:
    return "".join(f'<a class="cite" href="#c{one}">[{one}]</a>' for one in numbers)


def _figure(svg: str, grid: Grid) -> str:
    picture = f"<figure>{svg}</figure>\n" if svg else ""
    return f"{picture}{_grid(grid)}"


def _grid(grid: Grid) -> str:
    if not grid.rows:
        return f"<h3>{_safe(grid.title)}</h3>\n<p>Nothing.</p>"
    head = "".join(
        f'<th scope="col"{_right(grid, at)}>{_safe(name)}</th>'
        for at, name in enumerate(grid.columns)
    )
    head += '<th scope="col">words</th>' if grid.cites else ""
    rows = "\n".join(
        "<tr>"
        + "".join(f"<td{_right(grid, at)}>{_safe(cell)}</td>" for at, cell in enumerate(row))
        + (f"<td>{_cites(grid.cites[number])}</td>" if grid.cites else "")
        + "</tr>"
        for number, row in enumerate(grid.rows)
    )
    note = f'<p class="note">{_safe(grid.note)}</p>' if grid.note else ""
    kind = "scroll wide" if len(grid.columns) > UPRIGHT else "scroll"
    return (
        f'<div class="{kind}"><table><caption>{_safe(grid.title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>{note}"
    )


def _right(grid: Grid, at: int) -> str:
    return ' class="number"' if at in grid.numeric else ""


def _citation(one: Citation) -> str:
    if one.document_id is None:
        words = f"{_safe(one.source)}, {_safe(one.published)}"
        code = f"<code>{_safe(one.words)}</code>"
        return f'<li id="c{one.number}" value="{one.number}">{words}: {code}</li>'
    title = f", {_safe(one.title)}" if one.title else ""
    link = ""
    if one.url and one.url.startswith(("http://", "https://")):
        address = escape(plain(one.url), quote=True)
        link = f' <a href="{address}" rel="noopener noreferrer">{address}</a>'
    return (
        f'<li id="c{one.number}" value="{one.number}">{_safe(one.source)}, {_safe(one.published)}'
        f"{title}: <q>{_safe(one.words)}</q>"
        f' <span class="note">document {one.document_id}, {one.start}–{one.end}</span>{link}</li>'
    )


def _safe(text: str) -> str:
    return escape(one_line(text), quote=True)
