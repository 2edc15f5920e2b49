"""Forecasts and their speakers on the terminal."""

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from watchfloor.analyse.forecasters import LEAST, Forecaster
from watchfloor.model.forecast import Forecast, Probability
from watchfloor.present.claims_view import speaker_words
from watchfloor.present.listing import WIDE, table, words
from watchfloor.present.phrases import NOTHING, interval_words, plural, published_words, short
from watchfloor.present.terminal import one_line


def forecasts_view(found: Sequence[Forecast], width: int, today: date) -> RenderableType:
    """Return one row a forecast; wide windows see the condition and the day it was made too."""
    wide = width >= WIDE
    made = table(
        ("id", {"style": "dim", "min_width": 8}),
        *((("made", {"min_width": 10}),) if wide else ()),
        ("speaker", {"ratio": 2}),
        ("what would happen", {"ratio": 4}),
        *((("condition", {"ratio": 2}),) if wide else ()),
        ("horizon", {"min_width": 10, "max_width": 24}),
        ("chance", {"min_width": 7}),
        ("came", {"min_width": 6}),
    )
    for one in found:
        due = one.is_due(today)
        made.add_row(
            Text(short(one.id)),
            *((words(published_words(one.made)),) if wide else ()),
            words(speaker_words(one.speaker, one.via)),
            words(one.outcome.text),
            *((words(one.condition.text if one.condition else None),) if wide else ()),
            words(_horizon(one)),
            words(chance_words(one.probability)),
            Text(str(one.resolution.outcome) if one.resolution else ("! due" if due else NOTHING)),
        )
    key = "chance: by the words of ICD 203 alone; other words have none"
    return Group(made, Text(), Text(key, style="dim"))


def _horizon(one: Forecast) -> str | None:
    return interval_words(one.horizon.from_, one.horizon.to) if one.horizon else None


def chance_words(chance: Probability | None) -> str | None:
    """Return a range as "55–80 %"."""
    return f"{chance.low * 100:.0f}–{chance.high * 100:.0f} %" if chance else None


def scores_view(found: Sequence[Forecaster]) -> RenderableType:
    """Return the summary of ranked speakers, and a list of forecasts of the others."""
    blocks: list[RenderableType] = []
    ranked = [one for one in found if one.summary]
    if ranked:
        blocks += [_ranked(ranked), Text()]
    for one in found:
        if one.summary:
            continue
        told = f"{one_line(one.name)}: {plural(len(one.forecasts), 'scored forecast')}"
        note = f", no score before {LEAST}; {one.missing} more"
        blocks += [Text.assemble((told, "bold"), (note, "dim")), _list(one), Text()]
    blocks.append(Text("0 is the best score; the range is that of the word", style="dim"))
    return Group(*blocks)


def _ranked(found: Sequence[Forecaster]) -> Table:
    made = table(
        ("", {"min_width": 2}),
        ("speaker", {"ratio": 1}),
        *((name, {"justify": "right", "min_width": 9}) for name in ("forecasts", "Brier")),
        ("90 % interval", {"justify": "right", "min_width": 13}),
        *((name, {"justify": "right", "min_width": 6}) for name in ("log", "skill")),
        *((name, {"justify": "right", "min_width": 6}) for name in ("miscal", "discr", "uncert")),
    )
    for one in found:
        told = one.summary
        if told is None:
            continue
        ends = f"{told.interval[0]:.3f}–{told.interval[1]:.3f}" if told.interval else NOTHING
        made.add_row(
            Text(f"{one.rank}" if one.rank else NOTHING),
            words(one.name),
            Text(f"{len(one.forecasts):,}"),
            Text(f"{told.brier:.3f}"),
            Text(ends),
            Text(f"{told.log:.3f}"),
            Text(NOTHING if told.skill is None else f"{told.skill:.3f}"),
            *(
                Text(f"{part:.3f}")
                for part in (told.miscalibration, told.discrimination, told.uncertainty)
            ),
        )
    return made


def _list(one: Forecaster) -> Table:
    made = table(
        ("forecast", {"style": "dim", "min_width": 8}),
        ("came", {"min_width": 4}),
        ("probability", {"justify": "right", "min_width": 11}),
        ("Brier", {"justify": "right", "min_width": 18}),
        ("log", {"justify": "right", "ratio": 1}),
    )
    for forecast in one.forecasts:
        made.add_row(
            Text(short(forecast.forecast_id)),
            Text("yes" if forecast.happened else "no"),
            Text(f"{forecast.probability:.3f}"),
            Text("{:.3f} ({:.3f}–{:.3f})".format(*forecast.brier)),
            Text("{:.3f} ({:.3f}–{:.3f})".format(*forecast.log)),
        )
    return made
