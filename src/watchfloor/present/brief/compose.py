"""A brief out of its material: a pure function, so that the same record gives the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from watchfloor.analyse.attribution import OF_ASSERTION, Attributed, tallies
from watchfloor.analyse.comparable import Change, rate
from watchfloor.export.discretion import (
    DISCREET,
    Discretion,
    Unsaid,
    discreet,
    facet_name,
    unsaid_of,
)
from watchfloor.model import Claim, ClaimKind
from watchfloor.model.brief import Brief, Figures, Grid, Part, Sentence
from watchfloor.model.issued import NoteSection, ShownIncident
from watchfloor.pipeline_brief import VIOLENCE, Material, Told
from watchfloor.present.brief.cites import Cites
from watchfloor.present.brief.disputes import disputes, gap, missing, said, unreal
from watchfloor.present.brief.happenings import (
    Ground,
    evidence,
    has_particulars,
    is_accepted,
    sentence,
    shown_values,
)
from watchfloor.present.brief.pictures import figures
from watchfloor.present.brief.words import span_words
from watchfloor.present.phrases import bounds_signs, date_words, place_words
from watchfloor.present.terminal import one_line
from watchfloor.vocab.sets import violence

UNCHECKED = "Nobody has accepted an incident of the period yet."
MOST = 150
"""Sentences on incidents in one part; the table has the rest."""

MOST_CLAIMS = 60

_CLAIMED = (
    ClaimKind.RESPONSIBILITY,
    ClaimKind.BLAME,
    ClaimKind.DENIAL,
    ClaimKind.THREAT,
    ClaimKind.PLEDGE,
    ClaimKind.DEMAND,
    ClaimKind.FORECAST,
)
"""Statements that are told, in this order; judgements on the world are in the record alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a brief says of itself: its title, the command that makes it, the program's version."""

    title: str
    filters: str
    command: str
    version: str


def compose(material: Material, frame: Frame, rules: Discretion) -> Brief:
    """Return the brief of some material."""
    rules = _knowing(material, rules)
    cites = Cites(material.documents, rules)
    ground = Ground(material=material, cites=cites, rules=rules)
    up_to = material.state.data_up_to or "no dated document"
    told = sorted(material.told, key=_weight)
    changes = _changes(material, frame, cites, up_to)
    happened = _happened(told, ground)
    claims = _claims(material.claims, ground)
    parts = (
        _assessment(material),
        changes,
        *happened,
        claims,
        _announced(ground, {one for each in claims.sentences for one in each.cites}),
        _watch(material),
    )
    grids = (_incidents(told, ground), _actors(told, ground))
    accepted = sum(map(is_accepted, told))
    return Brief(
        title=frame.title,
        period=span_words(material.period.since, material.period.until),
        filters=frame.filters,
        command=frame.command,
        version=frame.version,
        data_up_to=up_to,
        state=material.state,
        reviewed=accepted,
        incidents=len(told),
        is_masked=not rules.off,
        parts=parts,
        figures=_figures(material, told, rules),
        grids=grids,
        citations=cites.all(),
        shown=tuple(_shown(one, rules) for one in told),
    )


def _knowing(material: Material, rules: Discretion) -> Discretion:
    """Return the rules with what each text of a brief tells of its people."""
    if rules.off:
        return rules
    plain = replace(rules, known=DISCREET.known)

    @cache
    def known(document_id: str) -> Unsaid:
        held = material.documents.get(document_id)
        rows = material.people.get(document_id, ())
        return unsaid_of(rows, plain, text=held.text if held else "")

    return replace(rules, known=known)


def _weight(told: Told) -> tuple[object, ...]:
    """Order incidents: violence first, then by deaths, sources, day and id."""
    one = told.incident
    dead = one.dead
    deaths = 0 if dead is None else dead.best or dead.low or dead.high or 0
    is_violence = violence(one.type, one.mode, str(one.outcome)) is not None
    day = one.date.from_.isoformat() if one.date and one.date.from_ else "~"
    return not is_violence, -deaths, -len(told.groups), day, one.id


def _assessment(material: Material) -> Part:
    return _noted(material, NoteSection.ASSESSMENT, "Assessment", "No analyst signed one.")


def _watch(material: Material) -> Part:
    return _noted(material, NoteSection.WATCH, "What to watch", "No analyst signed a note on it.")


def _noted(material: Material, section: NoteSection, title: str, none: str) -> Part:
    found = tuple(one for one in material.notes if one.section is section)
    lead = "Signed notes of analysts; nothing here is the machine's." if found else none
    return Part(title=title, lead=lead, sentences=(), notes=found)


def _changes(material: Material, frame: Frame, cites: Cites, up_to: str) -> Part:
    number = cites.record(frame.command, up_to)
    found = [
        Sentence(text=text, cites=(number,))
        for name, changes in material.changes.items()
        for one in changes
        for text in _change(_counted(name, frame), one)
    ]
    if material.undated:
        text = (
            f"{material.undated} of the {len(material.told)} incidents have no date, or one that"
            " spreads over more than a week; they are in no count by week."
        )
        found.append(Sentence(text=text, cites=(number,)))
    lead = (
        "Incidents a week, on the sources that published in both periods. Accepted and unreviewed"
        " ones are counted apart."
    )
    return Part(title="What changed", lead=lead, sentences=tuple(found))


def _counted(name: str, frame: Frame) -> str:
    if name == VIOLENCE:
        return "Incidents of violence"
    return "Incidents of these filters" if frame.filters else "All incidents"


def _change(what: str, one: Change) -> Iterator[str]:
    """Yield what changed: all of them, then those accepted and those that nobody reviewed."""
    if one.reason is not None:
        yield f"{what} against the {one.against} weeks before: not comparable ({one.reason})."
        return
    held = f"{one.against} weeks" if one.weeks >= one.against - 1 else f"{one.weeks:.0f} weeks held"
    moved = "" if one.change is None else f", {one.change:+.0%}"
    many = f"{len(one.sources)} {'source' if len(one.sources) == 1 else 'sources'}"
    yield (
        f"{what}: {rate(one.now)} a week, in the {held} before {rate(one.before)}{moved}; on {many}"
        f" with {rate(one.documents_now)} documents a week, before {rate(one.documents_before)}."
    )
    yield (
        f"{what}, accepted alone: {rate(one.accepted_now)} a week, in the {held} before"
        f" {rate(one.accepted_before)}."
    )
    yield (
        f"{what}, not yet reviewed: {rate(one.now - one.accepted_now)} a week, in the {held} before"
        f" {rate(one.before - one.accepted_before)}."
    )


def _happened(told: Sequence[Told], ground: Ground) -> tuple[Part, ...]:
    """Return what happened: known, one side only, disputed, unknown; then not yet reviewed."""
    known: list[Sentence] = []
    one_side: list[Sentence] = []
    disputed: list[Sentence] = []
    unknown: list[Sentence] = []
    accepted = [one for one in told if is_accepted(one)]
    for one in accepted[:MOST]:
        own, against = sentence(one, ground), disputes(one, ground)
        if against:
            disputed += [own, *against]
        else:
            (known if len(one.groups) > 1 else one_side).append(own)
        lack = gap(one, own)
        unknown += [lack] if lack else []
    unknown += [missing(one, ground) for one in ground.material.coverings]
    rest = [one for one in told if not is_accepted(one)]
    telling = [one for one in rest if has_particulars(one.incident)][:MOST]
    waiting: list[Sentence] = []
    for one in telling:
        waiting += [sentence(one, ground), *disputes(one, ground)]
    left = len(rest) - len(telling)
    more = f" {left} more, most without particulars, are in the table alone." if left else ""
    # "Disputed: nothing" would say that all agree, where nobody has looked.
    none = "Nothing." if accepted or not told else UNCHECKED
    over = len(accepted) - MOST
    beyond = f" {over} more that a person accepted are in the table alone." if over > 0 else ""
    parts = (
        ("Known", "Accepted by a person, told by two independent sources or more.", known),
        ("One side only", "Accepted by a person, told by one source alone.", one_side),
        (
            "Disputed",
            "Accepted by a person; its sources differ, or the machine read a denial in them, which"
            " nobody checked.",
            disputed,
        ),
        (
            "Unknown",
            "What no report that was read says; and what the machine read as a count of several,"
            " checked by nobody, of which the record holds fewer.",
            unknown,
        ),
    )
    return (
        *(_part(name, lead + beyond, found, none + beyond) for name, lead, found in parts),
        _part(
            "Not yet reviewed",
            "Read by the machine, checked by nobody; some are misread. The words stand below"
            f" each.{more}",
            waiting,
        ),
    )


def _part(title: str, lead: str, sentences: Iterable[Sentence], none: str = "Nothing.") -> Part:
    found = tuple(sentences)
    return Part(title=title, lead=lead if found else none, sentences=found)


def _claims(claims: Sequence[Claim], ground: Ground) -> Part:
    """Return who claims, blames, denies, threatens, pledges, demands or foretells what."""
    told = [one for one in claims if one.kind in _CLAIMED and one.content.text]
    ordered = sorted(
        told,
        key=lambda one: (_CLAIMED.index(one.kind), one.speaker is None, one.document_id, one.id),
    )
    found = tuple(dict.fromkeys(said(one, ground) for one in ordered[:MOST_CLAIMS]))
    more = f" {len(told) - MOST_CLAIMS} more are in the record." if len(told) > MOST_CLAIMS else ""
    lead = (
        "Statements in the words of the texts, by the kind and speaker that the machine read;"
        f" checked by nobody, and none of them is a finding.{more}"
    )
    return _part("What is claimed and by whom", lead, found)


def _announced(ground: Ground, told: set[int]) -> Part:
    """Return what did not happen, but for sentences that are told as claims."""
    made = (unreal(one, ground) for one in ground.material.unreal[:MOST_CLAIMS])
    found = tuple(dict.fromkeys(one for one in made if not told & set(one.cites)))
    lead = (
        "Not counted anywhere: it did not happen, or not yet, as the machine read the texts;"
        " checked by nobody."
    )
    return _part("Threatened, announced or denied", lead, found)


def _incidents(told: Sequence[Told], ground: Ground) -> Grid:
    rows, numbers = [], []
    for one in sorted(told, key=lambda each: (_day(each), each.incident.id)):
        shown = discreet(one.incident, ground.rules)
        numbers.append(evidence(one, ground))
        rows.append(
            (
                shown.id[:8],
                date_words(shown.date),
                ", ".join((shown.type, *shown.mode)),
                str(shown.status),
                one_line(", ".join(who.name or who.text or "" for who in shown.actor)),
                one_line(", ".join(who.name or who.text or "" for who in shown.recipient)),
                one_line(place_words(shown.event_loc)),
                bounds_signs(shown.dead),
                str(shown.independent_sources),
                shown.review or "not reviewed",
            )
        )
    names = ("id", "date", "type", "status", "actor", "recipient", "place", "dead", "sources")
    return Grid(
        title="Incidents of the period",
        columns=(*names, "review"),
        rows=tuple(rows),
        numeric=frozenset({7, 8}),
        cites=tuple(numbers),
    )


def _day(told: Told) -> str:
    date = told.incident.date
    return date.from_.isoformat() if date and date.from_ else "~"


def _actors(told: Sequence[Told], ground: Ground) -> Grid:
    """Return who is said to have acted, and on whose word: never as one sum."""
    rows = [
        Attributed(
            actor=name,
            incident=one.incident.id,
            standing=OF_ASSERTION[report.event.assertion.value],
            by=_blamer(report.event, ground.rules),
        )
        for one in told
        for group in one.counting()
        for report in group
        for name in (facet_name(who, ground.rules) for who in report.event.actor)
        if name is not None
    ]
    made = tuple(
        (
            one.actor,
            str(one.fact),
            str(one.claimed),
            str(one.blamed),
            ", ".join(one.blamed_by),
            str(one.suspected),
        )
        for one in tallies(rows)
    )
    return Grid(
        title="Who is said to have acted",
        columns=("actor", "told as fact", "claimed", "blamed", "by whom", "suspected"),
        rows=made,
        numeric=frozenset({1, 2, 3, 5}),
        note="Incidents, each once under the strongest word. Parents and facades are not added.",
    )


def _blamer(event: object, rules: Discretion) -> str | None:
    shown = discreet(event, rules)
    named = [facet_name(one, rules) for one in shown.attributed_to]  # type: ignore[attr-defined]
    return next((name for name in named if name), getattr(shown, "source", None))


def _figures(material: Material, told: Sequence[Told], rules: Discretion) -> Figures:
    return figures(material.weeks, [discreet(one.incident, rules) for one in told])


def _shown(told: Told, rules: Discretion) -> ShownIncident:
    # by its own words alone, as `impact` will read it when no text is at hand
    shown = discreet(told.incident, replace(rules, known=DISCREET.known))
    return ShownIncident(
        incident_id=shown.id,
        values=shown_values(shown),
        documents=shown.documents,
        sources=shown.sources,
    )
