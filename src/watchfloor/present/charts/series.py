"""A series of weeks as a picture: bars, the means before them, and the band they fall in.

Accepted and unreviewed incidents are parts of a bar that differ in more than colour: the latter are
an open frame. A thin week stands on grey: few documents were read, so its silence is no calm. Means
and band are of the sources that published before, too; a mark across a bar says how far up it these
reach, where they do not tell all of it.
"""

from collections.abc import Callable, Iterator, Sequence

from watchfloor.analyse.periods import WEEK
from watchfloor.analyse.weekly import Week
from watchfloor.present.charts import svg

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 8.0, 10.0, 22.0
_MOST_LABELS = 12
_LETTER = 6.4
"""Pixels of a letter of a label, about."""


def weeks_svg(
    weeks: Sequence[Week],
    *,
    title: str = "Incidents by week",
    key: str = "weeks",
    width: float = 720,
    height: float = 200,
    documents: bool = True,
) -> str:
    """Return the picture of some weeks; an empty one says so in words.

    Without `documents` it does not tell how many were read: these weeks do not count them.
    """
    if not weeks:
        parts = [svg.text(width / 2, height / 2, "no weeks", anchor="middle", class_="quiet")]
        return svg.picture(width, height, parts, title=title, description="no weeks", key=key)
    top = _ceiling(weeks)
    inner, deep = width - _LEFT - _RIGHT, height - _TOP - _BOTTOM
    step = inner / len(weeks)

    def across(at: float) -> float:
        return _LEFT + at * step

    def up(value: float) -> float:
        return _TOP + deep * (1 - value / top)

    parts = [
        *_grid(top, up, width),
        *_thin(weeks, across, step, deep),
        *_band(weeks, across, up),
        *_bars(weeks, across, up, step, documents=documents),
        *_marks(weeks, across, up, step),
        *_mean(weeks, "mean_4", across, up),
        *_mean(weeks, "mean_52", across, up),
        *_labels(weeks, across, height, width),
    ]
    told = described(weeks)
    return svg.picture(width, height, filter(None, parts), title=title, description=told, key=key)


def described(weeks: Sequence[Week]) -> str:
    """Return what a picture of weeks shows, in words."""
    accepted, whole = sum(one.accepted for one in weeks), sum(one.incidents for one in weeks)
    thin = sum(one.thin for one in weeks)
    few = f" In {thin} of them few documents were read." if thin else ""
    peak = max(weeks, key=lambda one: one.incidents)
    return (
        f"{len(weeks)} weeks from {weeks[0].since}: {whole} incidents, {accepted} of them accepted;"
        f" most in the week of {peak.since}, {peak.incidents}.{few}"
    )


def _ceiling(weeks: Sequence[Week]) -> int:
    """Return the top of the scale: 1, 2 or 5 times a power of ten, or four of the like."""
    most = max(
        *(max(one.incidents, one.mean_4 or 0, one.mean_52 or 0, one.high or 0) for one in weeks), 4
    )
    power = 1
    while True:
        for factor in (1, 2, 4, 5):
            if factor * power >= most and factor * power >= 4:  # noqa: PLR2004  (quarters are whole)
                return factor * power
        power *= 10


def _grid(top: int, up: Callable[[float], float], width: float) -> list[str]:
    made = []
    for quarter in (0, 2, 4):
        value = top * quarter / 4
        y = up(value)
        made.append(svg.element("line", class_="grid", x1=_LEFT, x2=width - _RIGHT, y1=y, y2=y))
        made.append(svg.text(_LEFT - 5, y + 4, f"{value:g}", anchor="end", class_="quiet tick"))
    return made


def _thin(
    weeks: Sequence[Week], across: Callable[[float], float], step: float, deep: float
) -> list[str]:
    return [
        svg.element("rect", class_="gap", x=across(at), y=_TOP, width=step, height=deep)
        for at, one in enumerate(weeks)
        if one.thin
    ]


def _runs(weeks: Sequence[Week], name: str) -> list[list[tuple[int, Week]]]:
    """Return the stretches of weeks that have a value: a line across what has none would invent."""
    made: list[list[tuple[int, Week]]] = [[]]
    for at, one in enumerate(weeks):
        if getattr(one, name) is not None:
            made[-1].append((at, one))
        elif made[-1]:
            made.append([])
    return [run for run in made if run]


def _band(
    weeks: Sequence[Week], across: Callable[[float], float], up: Callable[[float], float]
) -> Iterator[str]:
    for run in _runs(weeks, "high"):
        upper = [(across(at + side), up(one.high or 0)) for at, one in run for side in (0, 1)]
        lower = [(across(at + side), up(one.low or 0)) for at, one in run for side in (0, 1)]
        points = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in [*upper, *lower[::-1]])
        yield svg.element("polygon", class_="band", points=points)


def _bars(
    weeks: Sequence[Week],
    across: Callable[[float], float],
    up: Callable[[float], float],
    step: float,
    *,
    documents: bool,
) -> list[str]:
    made = []
    for at, one in enumerate(weeks):
        x, wide = across(at) + step * 0.12, step * 0.76
        middle, top = up(one.accepted), up(one.incidents)
        said = f"week of {one.since}: {one.accepted} accepted, {one.unreviewed} not yet reviewed"
        if one.sources and one.by_sources != one.incidents:
            said += f", {one.by_sources} by {one.sources} sources of the year before, too"
        said += f", {one.documents} documents" if documents else ""
        tip = svg.element("title", svg.words(said))
        pieces = []
        if one.accepted:
            height = up(0) - middle
            pieces.append(
                svg.element("rect", class_="bar", x=x, y=middle, width=wide, height=height)
            )
        if one.unreviewed:
            height = middle - top
            pieces.append(
                svg.element("rect", class_="bar out", x=x, y=top, width=wide, height=height)
            )
        if pieces:
            made.append(svg.element("g", tip, *pieces))
    return made


def _mean(
    weeks: Sequence[Week],
    name: str,
    across: Callable[[float], float],
    up: Callable[[float], float],
) -> Iterator[str]:
    """Yield the steps of a mean over each stretch of weeks that have one."""
    kind = "line" if name == "mean_4" else "average"
    for run in _runs(weeks, name):
        points = " ".join(
            f"{svg.number(across(at + side))},{svg.number(up(getattr(one, name)))}"
            for at, one in run
            for side in (0, 1)
        )
        yield svg.element("polyline", class_=kind, points=points)


def _marks(
    weeks: Sequence[Week],
    across: Callable[[float], float],
    up: Callable[[float], float],
    step: float,
) -> Iterator[str]:
    """Yield how far up a bar the sources reach that mean and band are of, where it is not all."""
    for at, one in enumerate(weeks):
        if one.sources and one.by_sources != one.incidents:
            x, y = across(at), up(one.by_sources)
            yield svg.element("line", class_="shared", x1=x, x2=x + step, y1=y, y2=y)


def _labels(
    weeks: Sequence[Week], across: Callable[[float], float], height: float, width: float
) -> list[str]:
    """Return the Mondays under the bars, as many as can be read; none sticks out at the right."""
    made, found = [], _dates(weeks)
    year = next((at for at, (_, said) in enumerate(found) if at and said[-1:].isdigit()), 0)
    free = 0.0
    for number, (at, said) in enumerate(found):
        end = across(at) + _LETTER * len(said)
        if free <= across(at) and end <= width:
            kind = "quiet tick other" if (number - year) % 2 else "quiet tick"
            made.append(svg.text(across(at), height - 6, said, class_=kind))
            free = end + _LETTER
    return made


def _dates(weeks: Sequence[Week]) -> list[tuple[int, str]]:
    """Return (place, words) of the labels: each Monday, or months by their first, a year once."""
    days = [one.since for one in weeks]
    if len(days) <= _MOST_LABELS:
        return [(at, f"{day.day} {_MONTHS[day.month - 1]}") for at, day in enumerate(days)]
    firsts = [(at, day) for at, day in enumerate(days) if day.day <= WEEK]
    step = next((one for one in _STEPS if len(firsts) <= one * _MOST_LABELS), _STEPS[-1])
    shown = [(at, day) for at, day in firsts if (day.month - 1) % step == 0]
    thinned = shown[:: -(-len(shown) // _MOST_LABELS) or 1]
    made, year = [], 0
    for at, day in thinned:
        month = _MONTHS[day.month - 1]
        made.append((at, month if day.year == year else f"{month} {day.year}"))
        year = day.year
    return made


_STEPS = (1, 2, 3, 6, 12)
"""Months between labels: a year is parted alike."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
