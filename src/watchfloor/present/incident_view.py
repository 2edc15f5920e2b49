"""Incidents on the terminal: a table of them, and one with all its reports, and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from watchfloor.export.discretion import DISCREET, Discretion, discreet
from watchfloor.model import (
    Decision,
    Document,
    Event,
    Incident,
    Reported,
    Testimony,
    Verdict,
    encode,
)
from watchfloor.model.source import is_of_source, source_names, source_settings
from watchfloor.model.words import Assertion, Standing
from watchfloor.pipeline_dossier import Became, Dossier, Linked
from watchfloor.present.listing import STATUS_STYLES, WIDE, table, words
from watchfloor.present.phrases import (
    NOTHING,
    SYMBOLS,
    bounds_signs,
    bounds_words,
    date_words,
    fillers_words,
    place_words,
    plural,
    published_words,
    short,
    status_words,
)
from watchfloor.present.terminal import STYLES, one_line

AROUND = 160
"""Characters of a sentence shown on each side of an anchor."""

SHOWN_REPORTS, SHOWN_VALUES = 60, 12

UNJUDGED = "F"
"""Reliability of a source on which nobody has decided."""

CREDIBILITIES = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The digits of the Admiralty scale in words."""

COMPARED = (
    *("dead", "injured", "arrested", "abducted", "count", "actor", "recipient", "instrument"),
    *("date", "event_loc", "status"),
)
"""Fields whose reported values stand side by side."""


def incidents_view(
    incidents: Sequence[Incident], width: int, rules: Discretion = DISCREET
) -> RenderableType:
    """Return one row an incident; wide windows see the status, the credibility and the outlets."""
    incidents = [discreet(one, rules) for one in incidents]
    wide = width >= WIDE
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("date", {"min_width": 10}),
        ("type", {"max_width": 20}),
        ("actor → recipient", {"ratio": 2}),
        ("place", {"ratio": 1, "min_width": 14}),
        ("dead", {"justify": "right", "min_width": 4}),
        ("sources", {"justify": "right", "min_width": 7}),
        *((("reports", {"ratio": 1}), ("credibility", {"ratio": 1})) if wide else ()),
    )
    for one in incidents:
        cells = [
            Text(short(one.id)),
            words(date_words(one.date)),
            Text(f"{SYMBOLS[one.status]} {kind_words(one)}", style=STATUS_STYLES[one.status]),
            _who(one),
            words(place_words(one.event_loc)),
            words(bounds_signs(one.dead)),
            Text(_sources_signs(one)),
        ]
        if wide:
            cells += [words(", ".join(one.sources) or None), words(_credibility(one))]
        made.add_row(*cells)
    used = {one.status for one in incidents}
    key = "  ".join(status_words(status) for status in SYMBOLS if status in used)
    return Group(made, Text(), Text(f"{key}  sources: independent + copies", style="dim"))


def kind_words(one: Incident) -> str:
    """Return type and modes: "ASSAULT, aerial"."""
    return ", ".join((one.type, *one.mode))


def _who(one: Incident) -> Text:
    made = Text()
    if one.actor:
        made.append(one_line(fillers_words(one.actor)), style=STYLES["actor"])
    if one.recipient:
        made.append(" → " if one.actor else "→ ", style="dim")
        made.append(one_line(fillers_words(one.recipient)), style=STYLES["recipient"])
    return made if made else words(None)


def _sources_signs(one: Incident) -> str:
    return f"{one.independent_sources}+{one.copies}" if one.copies else f"{one.independent_sources}"


def _credibility(one: Incident) -> str | None:
    if one.credibility is None:
        return None
    return f"{one.credibility} {CREDIBILITIES[one.credibility]}"


def counts_line(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the set `violence` in words: happened, and attempted apart."""
    happened = sum(pair[0] for pair in counts.values())
    attempted = sum(pair[1] for pair in counts.values())
    parts = ", ".join(f"{sum(pair):,} {part}" for part, pair in sorted(counts.items()))
    return f"violence in this record: {happened:,} and {attempted:,} attempted ({parts or 'none'})"


def incident_view(found: Dossier, decisions: Sequence[Decision] = ()) -> RenderableType:
    """Return one screen: the settled fields, what each source says, and the sentences.

    `decisions` are those of people on it, the latest first.
    """
    blocks: list[RenderableType] = [*_head(found), Text(), _rows(_fields(found.incident))]
    compared = list(_compared(found))
    if compared:
        blocks += [Text("\nReported values", style="bold"), _rows(compared)]
    blocks += [Text("\nSources", style="bold"), *_groups(found)]
    if found.said:
        from watchfloor.present.said_view import said_rows

        blocks += [Text("\nClaimed, blamed, denied", style="bold"), _rows(said_rows(found.said))]
    if found.linked:
        blocks += [Text("\nConcerns it, and did not happen", style="bold")]
        blocks += [_linked(found, one) for one in found.linked]
    if found.covering:
        blocks += [Text("\nCounted by", style="bold")]
        blocks += [_covering(one.event, one.words) for one in found.covering]
    if decisions:
        blocks += [Text("\nDecided by people", style="bold")]
        blocks += [_decided(one) for one in decisions[:SHOWN_VALUES]]
        if len(decisions) > SHOWN_VALUES:
            more = f"and {len(decisions) - SHOWN_VALUES:,} more; `watchfloor decisions` has them"
            blocks.append(Text(more, style="dim"))
    for fate in found.fates:
        heirs = ", ".join(map(short, fate.successors)) or "nothing"
        note = f"{fate.noted}: this id was {fate.fate} into {heirs} ({fate.reason})"
        blocks.append(Text(note, style="dim"))
    return Group(*blocks)


def _decided(one: Decision) -> Text:
    """Return a decision on a line: "a522edef  2022-01-15 Ana: edit dead, the morgue's list"."""
    what = " ".join(filter(None, (str(one.verdict), one.field, one.undoes and short(one.undoes))))
    made = Text(f"{short(one.id)}  ", style="dim")
    made.append(f"{one.decided[:10]} {one_line(one.author)}: {one_line(what)}")
    if one.reason:
        made.append(f", {one_line(one.reason)}")
    return made


def _head(found: Dossier) -> Iterator[RenderableType]:
    one = found.incident
    when, where = date_words(one.date), place_words(one.event_loc)
    yield Text(f"{kind_words(one)} · {one_line(when)} · {one_line(where)}", style="bold")
    facts = [
        status_words(one.status),
        plural(one.independent_sources, "independent source"),
        "no copies"
        if not one.copies
        else "1 copy"
        if one.copies == 1
        else f"{one.copies:,} copies",
        f"credibility {_credibility(one) or NOTHING}",
        f"first reported {published_words(one.first_reported)}",
        *(["accepted"] if one.review == "accepted" else []),
        f"incident {one.id}",
    ]
    yield Text(" · ".join(map(one_line, facts)), style="dim")
    if found.denied_by:
        names = ", ".join(map(one_line, found.denied_by))
        yield Text(f"disputed: that it happened is denied by {names}", style=STYLES["casualties"])
    if one.review == "unsupported":
        yield Text("unsupported: no report of it counts any more", style=STYLES["casualties"])
    if one.review == "rejected":
        yield Text("rejected by a person: it is in no count", style=STYLES["casualties"])


def _fields(one: Incident) -> list[tuple[str, Text]]:
    counts = [(name, getattr(one, name)) for name in ("dead", "injured", "arrested", "abducted")]
    rows = [
        ("actor", _asserted(one)),
        ("recipient", words(fillers_words(one.recipient), STYLES["recipient"])),
        ("instrument", words(fillers_words(one.instrument), STYLES["instrument"])),
        ("date", _ruled(date_words(one.date), one.date.rule if one.date else None)),
        (
            "place",
            _ruled(place_words(one.event_loc), one.event_loc.rule if one.event_loc else None),
        ),
        ("outcome", words(str(one.outcome))),
    ]
    rows += [(name, _toll(value)) for name, value in counts if value is not None]
    return [(name, value) for name, value in rows if value.plain != NOTHING]


def _asserted(one: Incident) -> Text:
    """Return the actors, with the word for it where none of the reports states them as a fact."""
    made = words(fillers_words(one.actor), STYLES["actor"])
    if one.actor and one.assertion not in (None, Assertion.FACT):
        made.append(f"  {one.assertion}", style="dim")
    return made


def _toll(value: Any) -> Text:
    made = Text(bounds_words(value), style=STYLES["casualties"])
    if value.best is not None and None not in (value.low, value.high) and value.low != value.high:
        made.append(f" (best {value.best:,})", style="dim")
    elif value.best is not None and value.high is None and value.low not in (None, value.best):
        made.append(f" (lowest {value.low:,})", style="dim")
    return made


def _ruled(value: str, rule: str | None) -> Text:
    made = words(value)
    if rule and value != NOTHING:
        made.append(f"  {one_line(rule)}", style="dim")
    return made


def _compared(found: Dossier) -> Iterator[tuple[str, Text]]:
    """Yield the values of each field, each once with all who say it; names only where they differ.

    Copies are counted, not named: the list of sources has them.
    """
    for name in COMPARED:
        held: dict[str, list[Reported]] = {}
        for one in found.incident.reported.get(name, ()):
            value = one_line(one.words or _bounds(one))
            held.setdefault(value.casefold().removeprefix("the "), []).append(one)
        if len(held) < 2 and name not in ("dead", "injured"):  # noqa: PLR2004
            continue
        ranked = sorted(held.values(), key=lambda told: -len(_voices(told)))
        for number, told in enumerate(ranked[:SHOWN_VALUES]):
            made = Text(one_line(told[0].words or _bounds(told[0])))
            made.append(f"  {_who_says(told)}", style="dim")
            yield name if not number else "", made
        if len(held) > SHOWN_VALUES:
            yield "", Text(f"and {len(held) - SHOWN_VALUES} more; --json has them", style="dim")


def _voices(told: Iterable[Reported]) -> list[str]:
    """Return who says a value: speaker and outlet, each pair once, without copies."""
    found = dict.fromkeys(
        (one.speaker, one.source, one.date, one.standing)
        for one in told
        if one.standing is not Standing.COPY
    )
    named = {(source, date) for speaker, source, date, _ in found if speaker}
    return [
        ", ".join(map(one_line, filter(None, (speaker, source or "source unknown", date))))
        + ("" if standing is Standing.COUNTS else f" ({standing})")
        for speaker, source, date, standing in found
        if speaker or (source, date) not in named
    ]


def _who_says(told: Sequence[Reported]) -> str:
    copies = {one.source for one in told if one.standing is Standing.COPY}
    repeated = f"copied by {', '.join(sorted(map(one_line, filter(None, copies))))}"
    return "; ".join([*_voices(told), *([repeated] if copies else [])])


def _bounds(one: Reported) -> str:
    known = [number for number in (one.low, one.best, one.high) if number is not None]
    return (
        "–".join(f"{number:,}" for number in dict.fromkeys((known[0], known[-1]))) if known else ""
    )


def _groups(found: Dossier) -> Iterator[RenderableType]:
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
    line.append_text(_sentence(event, document))
    facts = [published_words(event.published), document.title or "", f"text {short(document.id)}"]
    if one.standing is not Standing.COUNTS:
        facts.append(str(one.standing))
    line.append("  " + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
    return line


def _sentence(event: Event, document: Document) -> Text:
    """Return the sentence of an anchor, at most AROUND characters on each side."""
    from watchfloor.pipeline_dossier import sentence_of

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


def _linked(found: Dossier, one: Linked) -> RenderableType:
    if one.claim is not None:
        line = Text(f"{short(one.claim.id)}  claim of {one.claim.kind}: ", style="dim")
        line.append(one_line(one.claim.content.text or ""), style="not dim")
        return Padding(line, (0, 0, 0, 3))
    event = one.event
    if event is None:
        return Text()
    line = Text(f"{short(event.id)}  {status_words(event.status)} {event.type}: ", style="dim")
    document = found.documents.get(event.document_id)
    shown = _sentence(event, document) if document else Text(one_line(event.anchor.text or ""))
    line.append_text(shown)
    line.append(f"  {one_line(event.source or 'source unknown')}", style="dim")
    if event.document_id in found.withdrawn:
        line.append(f" ({Standing.WITHDRAWN})", style="dim")
    return Padding(line, (0, 0, 0, 3))


def _covering(event: Event, gap: str) -> RenderableType:
    line = Text(f"{short(event.id)}  ", style="dim")
    line.append(one_line((event.count.text if event.count else None) or event.anchor.text or ""))
    line.append(f"  {one_line(event.source or 'source unknown')}: {gap}", style="dim")
    return Padding(line, (0, 0, 0, 3))


def _rows(rows: Iterable[tuple[str, Text]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", min_width=10)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid


def incident_json(found: Dossier) -> dict[str, Any]:
    """Return an incident as plain JSON data: its own keys, and what `show` adds to them.

    `independent` lists for each independent source its events with their standing.
    """
    return {
        "incident": encode(found.incident),
        "events": [encode(one.event) for one in found.testimonies],
        "independent": [
            [_standing_json(found.testimonies[place], found.letters) for place in group]
            for group in found.groups
        ],
        "documents": [
            {**_document_json(one), "withdrawn": encode(gone) if gone else None}
            for one in found.documents.values()
            for gone in [found.withdrawn.get(one.id)]
        ],
        "linked": [
            {
                "relation": one.relation,
                "score": one.score,
                "event": None if one.event is None else encode(one.event),
                "claim": None if one.claim is None else encode(one.claim),
            }
            for one in found.linked
        ],
        "counted_by": [
            {
                "event_id": one.event.id,
                "incidents": list(one.incidents),
                "missing": one.missing,
                "words": one.words,
            }
            for one in found.covering
        ],
        "fates": [encode(one) for one in found.fates],
        "denied_by": list(found.denied_by),
        "said": [encode(one) for one in found.said],
    }


REASONS = {
    "decision": "a decision of a person",
    "evidence": "new or changed reports",
    "coder": "another coding of the texts",
    "scheme": "another way of matching reports",
}
"""Why an id became another, in words."""


def became_words(step: Became) -> str:
    """Return one step of an old id: "2022-01-20: 5b3a8c21 was merged into 90ab77de: ..."."""
    fate, made = step.fate, step.decision
    into = ", ".join(map(short, fate.successors)) or "nothing"
    by = f", {short(made.id)} by {made.author}" if made else ""
    why = f": {made.reason}" if made and made.reason else ""
    reason = f"{REASONS.get(fate.reason, fate.reason)}{by}{why}"
    return one_line(f"{fate.noted}: {short(fate.id)} was {fate.fate} into {into} ({reason})")


def became_json(step: Became) -> dict[str, Any]:
    """Return one step of an old id as plain JSON data."""
    made = step.decision
    behind = {"id": made.id, "by": made.author, "reason": made.reason} if made else None
    return {**encode(step.fate), "decision": behind}


def _standing_json(one: Testimony, letters: Mapping[str, str]) -> dict[str, Any]:
    return {
        "event_id": one.event.id,
        "document_id": one.event.document_id,
        "source": one.event.source,
        "copy_group": one.copy_group,
        "standing": str(one.standing),
        "reliability": letters.get(one.event.source or "", UNJUDGED),
    }


def _document_json(one: Document) -> dict[str, Any]:
    data: dict[str, Any] = encode(one)
    kept = ("id", "external_id", "url", "title", "source", "published", "copy_of", "revises")
    return {name: data[name] for name in kept}


def decisions_table(
    decisions: Sequence[Decision],
    held: Iterable[str],
    named: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Table:
    """Return one row a decision, the oldest first; those that do not hold any more step back.

    `named` are the incidents that each names, by its id.
    """
    standing = set(held)
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("decided", {"min_width": 16}),
        ("who", {"ratio": 1}),
        ("what", {"ratio": 2, "no_wrap": False}),
        ("why", {"ratio": 3, "no_wrap": False}),
        ("", {"min_width": 6}),
    )
    for one in decisions:
        style = "" if one.id in standing else "dim"
        made.add_row(
            Text(short(one.id)),
            Text(one.decided[:16].replace("T", " "), style=style),
            words(one.author, style),
            words(_what(one, named.get(one.id, ())), style),
            words(one.reason, style),
            Text("" if one.id in standing else "undone", style="italic dim"),
        )
    return made


def _what(one: Decision, named: Sequence[str]) -> str:
    if one.undoes:
        return f"undo {short(one.undoes)}"
    if is_of_source(one):
        return f"set {', '.join(source_settings(one))} of {source_names(one)[0]}"
    if one.verdict in (Verdict.MERGE, Verdict.SPLIT) and named:
        return f"{one.verdict} {', '.join(map(short, named))}"
    about = f" {short(one.document_id)}" if one.document_id else ""
    return f"{one.verdict} {one.field}{about}" if one.field else f"{one.verdict}{about}"
