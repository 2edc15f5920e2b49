"""Claims on the terminal: who says what of which incident."""

from collections.abc import Collection, Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from watchfloor.export.discretion import readable
from watchfloor.model import Claim, Speaker
from watchfloor.present.listing import WIDE, table, words
from watchfloor.present.phrases import NOTHING, interval_words, short
from watchfloor.present.terminal import one_line


def claims_view(
    claims: Sequence[Claim], width: int, withdrawn: Collection[str] = ()
) -> RenderableType:
    """Return one row a claim; wide windows see cue, condition and horizon too.

    Claims of documents that were `withdrawn` say so and step back.
    """
    wide = width >= WIDE
    more = (
        ("cue", {"max_width": 14}),
        ("condition", {"ratio": 2}),
        ("horizon", {"min_width": 10, "max_width": 24}),
    )
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        ("kind", {"min_width": 8}),
        ("speaker", {"ratio": 2}),
        ("words", {"ratio": 5}),
        *(more if wide else ()),
        ("about", {"style": "dim", "min_width": 10}),
    )
    for one in claims:
        cells = [
            Text(short(one.id)),
            Text(str(one.kind)),
            words(speaker_words(one.speaker, one.via)),
            _spoken(one, withdrawn=one.document_id in withdrawn),
        ]
        if wide:
            cells += [
                words(one.cue.text if one.cue else None),
                words(one.condition.text if one.condition else None),
                words(horizon_words(one)),
            ]
        made.add_row(*cells, Text(about_words(one)))
    key = "“ ” direct speech; about: i an incident, e an event that is part of none"
    return Group(made, Text(), Text(key, style="dim"))


def _spoken(claim: Claim, *, withdrawn: bool) -> Text:
    spoken = quoted_words(claim)
    return words(f"withdrawn: {spoken or NOTHING}", "dim") if withdrawn else words(spoken)


def speaker_words(speaker: Speaker | None, via: Iterable[Speaker] = ()) -> str | None:
    """Return who speaks, by name where it is known, and through whom: "the minister via AFP"."""
    if speaker is None:
        return None
    through = ", ".join(named(one) for one in via)
    return f"{named(speaker)} via {through}" if through else named(speaker)


def named(speaker: Speaker) -> str:
    """Return how a speaker is called, on one line."""
    return one_line(speaker.name or readable(speaker.called or NOTHING))


def quoted_words(claim: Claim) -> str | None:
    """Return the words of a claim, in quotation marks if it is direct speech."""
    said = one_line(claim.content.text or "")
    return (f"“{said}”" if claim.quoted else said) or None


def horizon_words(claim: Claim) -> str | None:
    """Return the days that a claim looks ahead to."""
    return interval_words(claim.horizon.from_, claim.horizon.to) if claim.horizon else None


def about_words(claim: Claim) -> str:
    """Return the first digits of the incident, else of the event, that a claim is about."""
    if claim.incident_id:
        return f"i {short(claim.incident_id)}"
    return f"e {short(claim.event_id)}" if claim.event_id else NOTHING
