"""The filters of a brief as data, as words and as the command that makes it again."""

import shlex
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from watchfloor.analyse.periods import Period
from watchfloor.model import Near, Where
from watchfloor.present.brief.words import span_words


def filters_of(where: Where) -> dict[str, object]:
    """Return the filters that are set, as data that `Where.of` reads again."""
    made: dict[str, object] = {}
    for field in fields(where):
        value = getattr(where, field.name)
        if value is None or value == ():
            continue
        if isinstance(value, date):
            made[field.name] = value.isoformat()
        elif isinstance(value, Near):
            made[field.name] = f"{value.lat:g},{value.lon:g},{value.km:g}"
        else:
            made[field.name] = list(value) if isinstance(value, tuple) else value
    return made


def filters_words(where: Where) -> str:
    """Return the filters beside the days: "country IRQ, min sources 2"."""
    held = filters_of(where)
    return said({name: held[name] for name in held if name not in ("since", "until")})


def said(filters: Mapping[str, object]) -> str:
    """Return filters that are data as words: "country IRQ or SYR, set violence"."""
    return ", ".join(
        f"{name.replace('_', ' ')} "
        + (" or ".join(map(str, value)) if isinstance(value, list | tuple) else f"{value}")
        for name, value in filters.items()
    )


def command_of(arguments: Mapping[str, object]) -> str:
    """Return the command that makes a brief of these arguments again, without where it lies."""
    filters = arguments["filters"]
    parts = ["watchfloor", "brief"]
    if isinstance(filters, Mapping):
        for name, value in filters.items():
            for one in value if isinstance(value, list) else [value]:
                parts += [f"--{name.replace('_', '-')}", str(one)]
    if arguments.get("title"):
        parts += ["--title", str(arguments["title"])]
    if arguments.get("unmask"):
        parts.append("--unmask")
    return shlex.join(parts)


def default_title(where: Where, period: Period) -> str:
    """Return a title of the countries and days."""
    about = ", ".join(where.country)
    days = span_words(period.since, period.until)
    return f"Brief on {about}, {days}" if about else f"Brief, {days}"
