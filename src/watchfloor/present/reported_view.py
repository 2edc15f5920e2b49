"""Reported values side by side: who says which number, name, day or place of an incident."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from watchfloor.model import Incident, Reported
from watchfloor.model.words import Standing
from watchfloor.present.terminal import one_line

COMPARED = (
    *("dead", "injured", "arrested", "abducted", "count", "actor", "recipient", "instrument"),
    *("date", "event_loc", "status"),
)
"""Fields whose reported values stand side by side."""

SHOWN_VALUES = 12
"""Values of one field that a screen holds."""


def compared(incident: Incident) -> Iterator[tuple[str, Text]]:
    """Yield the values of each field, each once with all who say it; names only where they differ.

    Copies are counted, not named: the list of sources has them.
    """
    for name in COMPARED:
        held: dict[str, list[Reported]] = {}
        for one in incident.reported.get(name, ()):
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
