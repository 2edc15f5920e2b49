"""Reports of one incident -> every value that any of them gives of a field, with its standing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from watchfloor.fuse.corroborate import Sources, original_speaker, publishers
from watchfloor.fuse.revisions import COUNTS
from watchfloor.fuse.votes import day
from watchfloor.model import Count, Event, Reported, Standing, Testimony

PARTIES = ("actor", "recipient", "instrument")

_VOTING = frozenset({Standing.COUNTS, Standing.COPY})


def reported(testimonies: Iterable[Testimony], sources: Sources) -> dict[str, tuple[Reported, ...]]:
    """Return for each field every value that a report gives, the latest first.

    Numbers have bounds; the others only the words of the text, or the name that they mean.
    """
    found: dict[str, list[Reported]] = {}
    ordered = sorted(testimonies, key=lambda one: (-day(one.event), one.event.id))
    beside = publishers(ordered, sources)
    for one in ordered:
        speaker = original_speaker(one.event.attributed_to, sources, beside)
        said_by = (speaker.name or speaker.text) if speaker else None
        for name, value in _values(one.event):
            given = _reported(one, value, said_by)
            if name in one.replaced and given.standing in _VOTING:
                given = replace(given, standing=Standing.SUPERSEDED)
            found.setdefault(name, []).append(given)
    return {name: tuple(found[name]) for name in sorted(found)}


@dataclass(frozen=True, slots=True)
class _Value:
    words: str | None
    count: Count | None = None


def _values(event: Event) -> Iterable[tuple[str, _Value]]:
    yield "type", _Value(event.anchor.text)
    yield "status", _Value(event.status.value)
    if event.actor:
        yield "assertion", _Value(event.assertion.value)
    for name in COUNTS:
        count: Count | None = getattr(event, name)
        if count is not None:
            yield name, _Value(count.text, count)
    for name in PARTIES:
        for filler in getattr(event, name):
            yield name, _Value(filler.text or filler.name)
    if event.date is not None and event.date.text is not None:
        yield "date", _Value(event.date.text)
    if event.event_loc is not None:
        yield "event_loc", _Value(event.event_loc.text or event.event_loc.name)


def _reported(testimony: Testimony, value: _Value, speaker: str | None) -> Reported:
    event, count = testimony.event, value.count
    return Reported(
        low=count.low if count else None,
        best=count.best if count else None,
        high=count.high if count else None,
        words=value.words,
        event_id=event.id,
        speaker=speaker,
        source=event.source,
        date=event.published.to.isoformat() if event.published else None,
        copy_group=testimony.copy_group,
        standing=testimony.standing,
    )
