"""The forecast ledger: claims of kind forecast, what people found came of them, and the scores.

Nothing of it is stored but the decisions of people: the rest is read off the claims of the current
codings. A decision names the words of a forecast in its text, so that it survives re-coding.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from watchfloor.analyse.forecasters import Forecaster, Resolved, forecasters
from watchfloor.errors import InputError, UsageError
from watchfloor.model import Cited, Claim, ClaimKind, Decision, Document, Speaker, Verdict, Where
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.forecast import (
    Forecast,
    ForecastOutcome,
    Probability,
    Resolution,
    Suggestion,
)
from watchfloor.pipeline_actors import holds_office
from watchfloor.store import history, query
from watchfloor.vocab.likelihood import likelihood

FIELD = "forecast.resolution"
"""The field that a decision on a forecast names."""

SUGGESTED = 5
OPEN_DAYS = 365
"""Days after a forecast without a horizon in which incidents may bear on it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The forecasts of a record, and decisions on words that no coding calls a forecast now."""

    forecasts: tuple[Forecast, ...]
    orphans: tuple[Decision, ...]


def ledger(connection: sqlite3.Connection, where: Where | None = None) -> Ledger:
    """Return the forecasts that pass the filters of claims, in the order in which they were made.

    What one speaker says in the same words again, or a copy repeats, is one forecast. Decisions
    that fit no forecast of the whole record are orphans.
    """
    every = tuple(_groups(query.claims(connection, Where(kind=("forecast",)))))
    wanted = {one.id for one in query.claims(connection, _forecasts_only(where or Where()))}
    decided = _resolutions(connection)
    found, used = list[Forecast](), set[str]()
    for claims in every:
        documents = {one.document_id: query.document(connection, one.document_id) for one in claims}
        mine = [one for one in decided if any(_meets(one, claim) for claim in claims)]
        used |= {one.id for one in mine}
        if wanted.isdisjoint({one.id for one in claims}):
            continue
        found.append(_forecast(claims, documents, mine[-1] if mine else None))
    found.sort(key=lambda one: (str(one.made.from_) if one.made else "~", one.id))
    return Ledger(tuple(found), tuple(one for one in decided if one.id not in used))


def suggested(connection: sqlite3.Connection, forecast: Forecast) -> Forecast:
    """Return a forecast with the incidents that bear on it, those with most in common first.

    An incident bears on it if it is of the forecast's type of event, within the horizon (else the
    year after), and shares an actor, a recipient or the country. The machine decides nothing.
    """
    event = None
    if forecast.event_id:
        events = query.events_of(connection, forecast.document_id)
        event = next((one for one in events if one.id == forecast.event_id), None)
    days = _days(forecast)
    if event is None or days is None:
        return forecast
    named = {one.entity_id for one in (*event.actor, *event.recipient) if one.entity_id}
    place, found = event.event_loc, list[Suggestion]()
    for incident in query.incidents(connection, replace(days, type=(event.type,))):
        parties = [one for one in (*incident.actor, *incident.recipient) if one.entity_id in named]
        why = [one.name or one.text or "" for one in parties]
        there = incident.event_loc
        if place and there and place.country and place.country == there.country:
            why.append(there.name if place.name == there.name else place.country)
        if why:
            when = incident.date.from_ if incident.date else None
            found.append(
                Suggestion(
                    incident_id=incident.id,
                    type=incident.type,
                    date=when.isoformat() if when else None,
                    why=tuple(dict.fromkeys(why)),
                )
            )
    found.sort(key=lambda one: (-len(one.why), one.date or "~", one.incident_id))
    return replace(forecast, suggested=tuple(found[:SUGGESTED]))


def resolving(
    connection: sqlite3.Connection, prefix: str, outcome: str, evidence: Sequence[str]
) -> Decision:
    """Return the decision that a forecast came out so.

    Raises:
        UsageError: no such outcome, or no evidence.
        InputError: the id is no forecast's.
    """
    if outcome not in set(ForecastOutcome):
        message = f"no outcome {outcome!r}; known: {', '.join(ForecastOutcome)}"
        raise UsageError(message)
    told = [one.strip() for one in evidence if one.strip()]
    if not told:
        message = "--evidence is empty: say what shows it (words, an address, an incident's id)"
        raise UsageError(message)
    claim = query.find(connection, prefix)
    if not isinstance(claim, Claim) or claim.kind is not ClaimKind.FORECAST:
        message = f"{prefix} is no forecast: `watchfloor forecasts` lists them"
        raise InputError(message)
    coders = {one.coder for one in query.events_of(connection, claim.document_id)}
    return Decision(
        id="",
        verdict=Verdict.ADD,
        author="",
        decided="",
        reason=None,
        document_id=claim.document_id,
        start=claim.content.start,
        end=claim.content.end,
        field=FIELD,
        machine_value=_json({"kind": claim.kind, "content": claim.content.text}),
        value=_json({"outcome": outcome, "evidence": told}),
        coder=min(coders, default=None),
    )


def scores(found: Iterable[Forecast]) -> tuple[Forecaster, ...]:
    """Return the speakers of scored forecasts with their scores; nothing of it is stored."""
    return forecasters(
        Resolved(
            forecast_id=one.id,
            speaker=_speaker_key(one.speaker),
            name=(one.speaker.name or one.speaker.text or "") if one.speaker else "",
            low=one.probability.low,
            high=one.probability.high,
            happened=one.resolution.outcome is ForecastOutcome.YES,
        )
        for one in found
        if one.scored and one.probability and one.resolution
    )


def _forecasts_only(where: Where) -> Where:
    if where.kind and set(where.kind) != {"forecast"}:
        message = "forecasts are claims of kind forecast: leave --kind out"
        raise UsageError(message)
    return replace(where, kind=("forecast",))


def _groups(claims: Iterable[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims of each forecast: one speaker, the same words."""
    held: dict[tuple[str, str], list[Claim]] = {}
    for one in claims:
        own = _speaker_key(one.speaker) or one.document_id
        held.setdefault((own, _folded(one.content.text or "")), []).append(one)
    yield from map(tuple, held.values())


def _forecast(
    claims: Sequence[Claim], documents: Mapping[str, Document], decision: Decision | None
) -> Forecast:
    def order(claim: Claim) -> tuple[str, str]:
        made = documents[claim.document_id].published
        return made.from_.isoformat() if made else "~", claim.id

    first = min(claims, key=order)
    document = documents[first.document_id]
    chance = likelihood(_said(first, document))
    resolution = None if decision is None else _resolution(decision)
    on_record = _is_on_record(first.speaker)
    told = resolution is not None and resolution.outcome in (
        ForecastOutcome.YES,
        ForecastOutcome.NO,
    )
    return Forecast(
        id=first.id,
        claims=tuple(sorted(one.id for one in claims)),
        document_id=first.document_id,
        source=document.source,
        made=document.published,
        speaker=first.speaker,
        via=first.via,
        outcome=_outcome(first, document),
        condition=first.condition,
        horizon=first.horizon,
        probability=None
        if chance is None
        else Probability(words=chance.words, low=chance.low, high=chance.high),
        on_record=on_record,
        event_id=first.event_id,
        resolution=resolution,
        scored=on_record and chance is not None and told,
    )


def _outcome(claim: Claim, document: Document) -> Cited:
    """Return what is to come, without the condition that opens or closes a forecast."""
    content, condition = claim.content, claim.condition
    if content.start is None or content.end is None or condition is None:
        return content
    start, end = content.start, content.end
    low, high = condition.start or 0, condition.end or 0
    if not start <= low < high <= end:
        return content
    if not document.text[start:low].strip(_AROUND):
        start = high
    elif not document.text[high:end].strip(_AROUND):
        end = low
    words = document.text[start:end]
    start += len(words) - len(words.lstrip(_AROUND))
    end -= len(words) - len(words.rstrip(_AROUND))
    return Cited.cut(document.text, start, end) if start < end else content


_AROUND = " \n\t,;:.–—\"“”'‘’"
"""What stands between a condition and what depends on it."""


def _said(claim: Claim, document: Document) -> str:
    """Return the words of a forecast without those of its condition."""
    start, end, condition = claim.content.start or 0, claim.content.end or 0, claim.condition
    if condition is None or condition.start is None or condition.end is None:
        return document.text[start:end]
    return f"{document.text[start : condition.start]} ; {document.text[condition.end : end]}"


def _is_on_record(speaker: Speaker | None) -> bool:
    """Say whether a speaker is a public figure or an institution."""
    if speaker is None:
        return False
    return speaker.entity_id is not None or holds_office(speaker.text or "")


def _speaker_key(speaker: Speaker | None) -> str:
    if speaker is None:
        return ""
    return speaker.entity_id or _folded(speaker.name or speaker.text or "").removeprefix("the ")


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _days(forecast: Forecast) -> Where | None:
    """Return the days in which an incident may bear on a forecast."""
    horizon, made = forecast.horizon, forecast.made
    since = horizon.from_ if horizon else None
    until = horizon.to if horizon else None
    if since is None and made is not None:
        since = made.from_
    if until is None and since is not None:
        until = since + timedelta(days=OPEN_DAYS)
    if since is None or until is None or since > until:
        return None
    return Where(since=since, until=until)


def _resolutions(connection: sqlite3.Connection) -> list[Decision]:
    held = standing_decisions(history.decisions(connection))
    return [one for one in held if one.verdict is Verdict.ADD and one.field == FIELD]


def _meets(decision: Decision, claim: Claim) -> bool:
    """Say whether a decision is on the words of a claim, the same or overlapping ones."""
    if decision.document_id != claim.document_id or claim.content.start is None:
        return False
    start, end = decision.start or 0, decision.end or 0
    return start < (claim.content.end or 0) and claim.content.start < end


def _resolution(decision: Decision) -> Resolution:
    try:
        data = json.loads(decision.value or "null")
        outcome, evidence = ForecastOutcome(data["outcome"]), "; ".join(data["evidence"])
    except (KeyError, TypeError, ValueError) as error:
        message = f"decision {decision.id}: its value is no resolution of a forecast ({error!r})"
        raise InputError(message) from error
    return Resolution(
        outcome=outcome,
        evidence=evidence,
        author=decision.author,
        decided=decision.decided,
        decision_id=decision.id,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
