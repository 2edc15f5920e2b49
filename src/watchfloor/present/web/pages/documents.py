"""`/documents` and `/documents/ID`: the texts, and the reader with what was coded from them."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor.errors import InputError
from watchfloor.export.discretion import Discretion, told_title
from watchfloor.model import Cited, Claim, Document, Event, Figure, Incident, Relation
from watchfloor.pipeline_actors import reasons
from watchfloor.present.coding_view import Coding
from watchfloor.present.copies_view import family_of
from watchfloor.present.discretion import rules_of
from watchfloor.present.find import settled, whole
from watchfloor.present.web import reading
from watchfloor.present.web.facets import filters_of
from watchfloor.present.web.pages.incidents import (
    LISTED,
    ROWS,
    SORTS,
    next_page,
    sort_of,
    twin_links,
)
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.twins import twin_routes
from watchfloor.present.web.words import span_id
from watchfloor.store import connect, paging, query
from watchfloor.store.withdrawn import withdrawals

LONGEST_MARKED = 400_000
"""Characters of a text that is shown at once; the rest is a link away."""
LONGEST_TITLE = 400
"""Characters of a text without a title that may stand for one."""


def page(request: Request) -> Response:
    """Show a page of documents under the filters."""
    asked = read_query(request, "sort", "after")
    oldest, after = sort_of(asked, SORTS), asked.settings.get("after")
    with connect(request.app.state.record, write=False) as connection:
        found = paging.page(
            connection,
            "document",
            settled(connection, asked.where),
            limit=ROWS,
            after=paging.key_of(after, "document") if after else None,
            oldest_first=oldest,
        )
        rules = rules_of(connection)
        titles = {one.id: _title(one, rules) for one in found.rows}
        gone = withdrawals(connection)
    return render(
        request,
        "documents.html",
        withdrawn=gone,
        query=asked,
        rows=found.rows,
        titles=titles,
        more=next_page(asked, found),
        filters=filters_of(asked, "document"),
        twins=twin_links(asked, "documents"),
    )


def _title(document: Document, rules: Discretion) -> str:
    """Return what a list calls a text: its title, else its beginning."""
    said = document.title or document.text[:LONGEST_TITLE]
    return told_title(said, rules.known(document.id), rules)


def reader(request: Request) -> Response:
    """Show one text with all that was coded from it."""
    name = request.path_params["id"]
    with connect(request.app.state.record, write=False) as connection:
        found = query.find(connection, name)
        if isinstance(found, Incident):
            message = f"{name} is an incident, no document"
            raise InputError(message)
        if not isinstance(found, Document):
            anchor = span_id(_words(found)) or found.id
            return RedirectResponse(f"/documents/{found.document_id}#{anchor}", status_code=303)
        if found.id != name:
            return RedirectResponse(f"/documents/{found.id}", status_code=303)
        coding = whole(connection, found)
        family = family_of(connection, found.id)
    coding = replace(coding, reasons=reasons(coding.document, coding.events, coding.claims))
    return render(
        request,
        "document.html",
        coding=coding,
        document=found,
        text=marked_text(coding),
        longest=LONGEST_MARKED,
        family=family,
        passages=family.passages(),
        read=reading,
        why=_reasons(coding),
    )


def marked_text(coding: Coding) -> str:
    """Return the text as HTML; of an endless one its beginning."""
    furniture = [(part.start, part.end) for part in coding.document.boilerplate]
    text = coding.document.text[:LONGEST_MARKED]
    return reading.marked(text, reading.spans_of(coding), furniture)


def _words(found: Event | Claim | Figure | Relation) -> Cited:
    """Return the words that a row rests on."""
    if isinstance(found, Event):
        return found.anchor
    return found.content if isinstance(found, Claim) else found.evidence


def _reasons(coding: Coding) -> dict[str, str]:
    """Return why the words of a span mean who they do, with who else was considered."""
    told = {}
    for (start, end), one in coding.reasons.items():
        others = ", ".join(f"{other.name} {other.score:.2f}" for other in one.runners_up)
        told[f"s{start}-{end}"] = f"{one.rule}, {one.score:.2f}" + (
            f"; considered too: {others}" if others else ""
        )
    return told


def as_json(request: Request) -> Response:
    """Return the document and its rows in the contract's shapes."""
    with connect(request.app.state.record, write=False) as connection:
        found = query.document(connection, request.path_params["id"])
        return JSONResponse(whole(connection, found).as_json())


ROUTES = (
    Route("/documents", page),
    *twin_routes("documents", query.documents, of_page=LISTED),
    Route("/documents/{id}.json", as_json),
    Route("/documents/{id}", reader),
)
