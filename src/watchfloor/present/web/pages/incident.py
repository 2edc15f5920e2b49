"""`/incidents/ID`: one happening with every value, source, copy, claim and decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from watchfloor.export.discretion import Discretion, discreet, folded, masked_text, private_names
from watchfloor.model import Document, Event, Incident, Testimony
from watchfloor.model.words import Standing
from watchfloor.pipeline_dossier import Dossier, became, dossier, sentence_of, the_incident
from watchfloor.present.incident_view import became_json, incident_json
from watchfloor.present.web.comparing import compared
from watchfloor.present.web.discreet import names_beside, rules_of, withheld
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
        claims = withheld(connection, [each for each in about if each.document_id not in gone])
        decisions = decisions_on(connection, found[0].chains, found[0].documents)
        documents = {claim.document_id for claim in claims} - one.documents.keys()
        texts = one.documents | {each: query.document(connection, each) for each in documents}
    anchors = {
        each.event.id: (each.event.document_id, span_id(each.event.anchor) or "")
        for each in one.testimonies
    }
    return render(
        request,
        "incident.html",
        incident=discreet(one.incident, rules),
        file=one,
        groups=list(source_groups(one, rules)),
        fields=list(compared(discreet(one.incident, rules), anchors)),
        linked=[(each, _quote(one, rules, each.event)) for each in one.linked],
        claims=[(claim, texts[claim.document_id]) for claim in claims],
        decisions=decisions,
        said=[(each, spoken(each.actor, rules), spoken(each.speaker, rules)) for each in one.said],
        reports=REPORTS,
    )


def source_groups(one: Dossier, rules: Discretion) -> Iterator[SourceGroup]:
    """Yield the independent sources, the largest first, then the reports that have no vote."""
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
        yield SourceGroup(quotes[False], quotes[True], group is rest)


def _quote(
    one: Dossier, rules: Discretion, event: Event | None, told: Testimony | None = None
) -> Quote | None:
    document = one.documents.get(event.document_id) if event else None
    if event is None or document is None:
        return None
    start, end = event.anchor.start or 0, event.anchor.end or 0
    low, high = sentence_of(document.text, start, end)
    low, high = max(low, start - AROUND), min(high, end + AROUND)
    pieces = (document.text[low:start], document.text[start:end], document.text[end:high])
    beside = () if rules.off else names_beside("".join(pieces))
    names = [
        name for name in (*private_names(event, rules), *beside) if folded(name) not in rules.shown
    ]
    before, words, after = (masked_text(piece, names) for piece in pieces)
    return Quote(event, document, before, words, after, told.standing if told else Standing.COUNTS)


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
