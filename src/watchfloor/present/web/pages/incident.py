"""`/incidents/ID`: one happening with every value, source, copy, claim and decision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor.export.discretion import (
    Discretion,
    discreet,
    is_sensitive,
    told_sentence,
    told_title,
    unsaid_of,
)
from watchfloor.model import Document, Event, Incident, Testimony
from watchfloor.model.words import Standing
from watchfloor.pipeline_dossier import Dossier, became, dossier, sentence_of, the_incident
from watchfloor.present.became_view import became_json
from watchfloor.present.discretion import rules_of
from watchfloor.present.incident_json import incident_json
from watchfloor.present.web.comparing import compared
from watchfloor.present.web.render import render
from watchfloor.present.web.saying import spoken
from watchfloor.present.web.words import span_id
from watchfloor.store import connect, incidents, query
from watchfloor.store.decided import decisions_on
from watchfloor.store.withdrawn import withdrawals

AROUND = 240
"""Characters of a sentence on each side of an anchor."""
REPORTS = 60
"""Reports of one source that are quoted; the others are counted."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of an anchor in three pieces, with where it stands."""

    event: Event
    document: Document
    title: str | None
    before: str
    words: str
    after: str
    standing: Standing = Standing.COUNTS

    @property
    def address(self) -> str:
        """Return the words in the reader."""
        return f"/documents/{self.document.id}#{span_id(self.event.anchor)}"


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Reports that are one independent source: originals first, then their copies."""

    originals: tuple[Quote, ...]
    copies: tuple[Quote, ...]
    voteless: bool

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return who published the originals."""
        return tuple(
            dict.fromkeys(one.document.source or "source unknown" for one in self.originals)
        )


def page(request: Request) -> Response:
    """Show one incident, or what became of its id."""
    name = request.path_params["id"].strip().lower()
    with connect(request.app.state.record, write=False) as connection:
        found = the_incident(connection, name)
        if len(found) != 1 or not found[0].id.startswith(name):
            return _no_more(request, name, found, _fates(connection, name))
        if found[0].id != name:
            return RedirectResponse(f"/incidents/{found[0].id}", status_code=303)
        one = dossier(connection, found[0])
        rules = rules_of(connection)
        gone = withdrawals(connection)
        about = query.claims_about(connection, found[0].events)
        claims = [discreet(each, rules) for each in about if each.document_id not in gone]
        decisions = decisions_on(connection, found[0].chains, found[0].documents)
        documents = {claim.document_id for claim in claims} - one.documents.keys()
        texts = one.documents | {each: query.document(connection, each) for each in documents}
        shown = _shown(one, rules)
    return render(
        request,
        "incident.html",
        file=one,
        claims=[(claim, texts[claim.document_id]) for claim in claims],
        decisions=decisions,
        reports=REPORTS,
        **shown,
    )


def _shown(one: Dossier, rules: Discretion) -> dict[str, Any]:
    """Return what the page says of an incident, as the rules let it; they read texts for it."""
    anchors = {
        each.event.id: (each.event.document_id, span_id(each.event.anchor) or "")
        for each in one.testimonies
    }
    incident = discreet(one.incident, rules)
    said = [discreet(each, rules) for each in one.said]
    linked = [
        (
            replace(each, claim=discreet(each.claim, rules) if each.claim else None),
            _quote(one, rules, each.event),
        )
        for each in one.linked
    ]
    return {
        "incident": incident,
        "groups": list(source_groups(one, rules)),
        "fields": list(compared(incident, anchors)),
        "linked": linked,
        "covering": [replace(each, event=discreet(each.event, rules)) for each in one.covering],
        "said": [(each, spoken(each.actor), spoken(each.speaker)) for each in said],
    }


def source_groups(one: Dossier, rules: Discretion) -> Iterator[SourceGroup]:
    """Yield the independent sources, the largest first, then what has no vote any more, or none."""
    made = list(_groups(one, rules))
    yield from (group for group in made if not group.voteless)
    yield from (group for group in made if group.voteless)


def _groups(one: Dossier, rules: Discretion) -> Iterator[SourceGroup]:
    voting = {place for group in one.groups for place in group}
    rest = tuple(place for place in range(len(one.testimonies)) if place not in voting)
    for group in (*one.groups, *([rest] if rest else [])):
        told = [one.testimonies[place] for place in group]
        quotes = {
            is_copy: tuple(
                quote
                for each in told
                if each.is_copy is is_copy and (quote := _quote(one, rules, each.event, each))
            )
            for is_copy in (False, True)
        }
        counts = any(one.testimonies[place].standing is Standing.COUNTS for place in group)
        yield SourceGroup(quotes[False], quotes[True], group is rest or not counts)


def _quote(
    one: Dossier, rules: Discretion, event: Event | None, told: Testimony | None = None
) -> Quote | None:
    document = one.documents.get(event.document_id) if event else None
    if event is None or document is None:
        return None
    start, end = event.anchor.start or 0, event.anchor.end or 0
    low, high = sentence_of(document.text, start, end)
    low, high = max(low, start - AROUND), min(high, end + AROUND)
    known = rules.known(document.id) | unsaid_of((one.incident,), rules)
    place = is_sensitive(event, rules) or is_sensitive(one.incident, rules)
    said = told_sentence(document.text[low:high], low, known, rules, place=place)
    return Quote(
        event=event,
        document=document,
        title=told_title(document.title, known, rules) if document.title else None,
        before=said[: start - low],
        words=said[start - low : end - low],
        after=said[end - low :],
        standing=told.standing if told else Standing.COUNTS,
    )


def _fates(connection: Connection, name: str) -> tuple[incidents.Fate, ...]:
    names = incidents.once_named(connection, name)
    return tuple(fate for each in names for fate in incidents.fates(connection, each))


def _no_more(
    request: Request, name: str, found: tuple[Incident, ...], fates: tuple[incidents.Fate, ...]
) -> Response:
    status = 200 if found else 410
    return render(request, "incident_gone.html", status=status, name=name, heirs=found, fates=fates)


def as_json(request: Request) -> Response:
    """Return what `watchfloor show ID --json` writes; of an old id all that it became."""
    with connect(request.app.state.record, write=False) as connection:
        found = the_incident(connection, request.path_params["id"])
        steps = [became_json(one) for one in became(connection, request.path_params["id"])]
        files = [dossier(connection, one) for one in found]
        return JSONResponse([{**incident_json(one), "became": steps} for one in files])


ROUTES = (Route("/incidents/{id}.json", as_json), Route("/incidents/{id}", page))
