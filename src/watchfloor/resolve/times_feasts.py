"""Feasts and holidays: fixed, computed, by the weekday of a month, and by the country of the text.

The day is the one nearest to publication behind it, in a plan the next one.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from watchfloor.model import Interval
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times_grammar import ORDINALS, Anchor, Reading
from watchfloor.resolve.times_moons import (
    chinese_new_year,
    diwali,
    easter,
    hebrew_new_year,
    hijri,
    hijri_in,
    nowruz,
    orthodox_easter,
)

Match = re.Match[str]
Stretch = tuple[date, date]
InYear = Callable[[int], tuple[Stretch, ...]]
GOOD, FAIR = 0.9, 0.75


def _fixed(month: int, day: int) -> InYear:
    return lambda year: ((date(year, month, day), date(year, month, day)),)


def _moved(start: Callable[[int], date | None], shift: int, length: int = 1) -> InYear:
    def find(year: int) -> tuple[Stretch, ...]:
        day = start(year)
        if day is None:
            return ()
        first = day + timedelta(days=shift)
        return ((first, first + timedelta(days=length - 1)),)

    return find


def _weekday(month: int, weekday: int, nth: int) -> InYear:
    """Return the nth such weekday of a month; -1 is the last."""

    def find(year: int) -> tuple[Stretch, ...]:
        if nth > 0:
            first = date(year, month, 1)
            ahead = (weekday - first.weekday()) % days.WEEK_DAYS + days.WEEK_DAYS * (nth - 1)
            day = first + timedelta(days=ahead)
        else:
            last = days.month(year, month).to or date(year, month, 28)
            day = last - timedelta(days=(last.weekday() - weekday) % days.WEEK_DAYS)
        return ((day, day),)

    return find


def _islamic(month: int, day: int) -> InYear:
    return lambda year: tuple((one, one) for one in hijri_in(year, month, day))


def _ramadan(year: int) -> tuple[Stretch, ...]:
    found = []
    for first in hijri_in(year, 9, 1):
        lunar = (year - 622) * 33 // 32
        ends = (hijri(lunar + step, 10, 1) for step in (-1, 0, 1, 2))
        last = [end for end in ends if end and 0 < (end - first).days <= 30]  # noqa: PLR2004  (a lunar month)
        found += [(first, last[0] - timedelta(days=1))] if last else []
    return tuple(found)


MONDAY, THURSDAY = 0, 3
FEASTS: dict[str, InYear] = {
    "christmas eve": _fixed(12, 24),
    "christmas(?: day)?": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "(?:orthodox|coptic) christmas(?: day)?": _fixed(1, 7),
    "(?:orthodox|coptic) christmas eve": _fixed(1, 6),
    "new year'?s'? eve": _fixed(12, 31),
    "new year'?s'?(?: day)?|new year": _fixed(1, 1),
    "(?:the )?epiphany|three kings day": _fixed(1, 6),
    "valentine'?s day": _fixed(2, 14),
    "st\\.? patrick'?s day": _fixed(3, 17),
    "(?:international )?women'?s day": _fixed(3, 8),
    "may day|(?:international )?(?:workers|labou?r)'?s?'? day (?:of|on) 1 may": _fixed(5, 1),
    "(?:all saints'?|all hallows'?) day": _fixed(11, 1),
    "hallowe'?en": _fixed(10, 31),
    "(?:armistice|veterans|remembrance) day": _fixed(11, 11),
    "anzac day": _fixed(4, 25),
    "bastille day": _fixed(7, 14),
    "(?:the )?(?:fourth|4th) of july": _fixed(7, 4),
    "juneteenth": _fixed(6, 19),
    "cinco de mayo": _fixed(5, 5),
    "(?:quds|al-quds|jerusalem) day": lambda year: tuple(
        (end - timedelta(days=(end.weekday() - 4) % 7),) * 2 for _, end in _ramadan(year)
    ),
    "(?:western )?easter(?: sunday)?": _moved(easter, 0),
    "good friday": _moved(easter, -2),
    "palm sunday": _moved(easter, -7),
    "maundy thursday": _moved(easter, -3),
    "(?:holy|easter) saturday": _moved(easter, -1),
    "easter monday": _moved(easter, 1),
    "holy week": _moved(easter, -7, 7),
    "easter weekend": _moved(easter, -2, 4),
    "ash wednesday": _moved(easter, -46),
    "shrove tuesday|mardi gras": _moved(easter, -47),
    "ascension(?: day)?": _moved(easter, 39),
    "pentecost(?: sunday)?|whit sunday": _moved(easter, 49),
    "(?:orthodox|eastern) easter(?: sunday)?": _moved(orthodox_easter, 0),
    "orthodox good friday": _moved(orthodox_easter, -2),
    "orthodox palm sunday": _moved(orthodox_easter, -7),
    "eid[ -](?:al|ul|el)[ -]fitr|eid[ -]ul-fitr|end of ramadan": _islamic(10, 1),
    "eid[ -](?:al|ul|el)[ -](?:adha|azha|ghadir)|bakrid|feast of (?:the )?sacrifice|kurban bayram":
        _islamic(12, 10),
    "eid": lambda year: tuple(
        (one, one) for month, day in ((10, 1), (12, 10)) for one in hijri_in(year, month, day)
    ),
    "ashura": _islamic(1, 10),
    "arbaeen": _islamic(2, 20),
    "(?:islamic|hijri) new year": _islamic(1, 1),
    "mawlid(?: al-nabi)?|(?:the )?prophet'?s birthday": _islamic(3, 12),
    "(?:the )?(?:holy )?(?:month of )?(?:ramadan|ramzan|ramadhan)": _ramadan,
    "nowruz|newroz|novruz|persian new year": _moved(nowruz, 0),
    "rosh hashanah?|jewish new year": _moved(hebrew_new_year, 0),
    "yom kippur|day of atonement": _moved(hebrew_new_year, 9),
    "sukkot": _moved(hebrew_new_year, 14, 7),
    "simchat torah": _moved(hebrew_new_year, 21),
    "passover": _moved(lambda year: hebrew_new_year(year) - timedelta(days=163), 0),
    "(?:lunar|chinese) new year|spring festival|tet": _moved(chinese_new_year, 0),
    "diwali|deepavali": _moved(diwali, 0),
    "thanksgiving(?: day)?": _weekday(11, THURSDAY, 4),
    "(?:martin luther king(?: jr\\.?)?|mlk) day": _weekday(1, MONDAY, 3),
    "presidents'? day": _weekday(2, MONDAY, 3),
    "memorial day": _weekday(5, MONDAY, -1),
    "labou?r day": _weekday(9, MONDAY, 1),
    "columbus day": _weekday(10, MONDAY, 2),
    "9/11|september 11 attacks": lambda _: ((date(2001, 9, 11),) * 2,),
}  # fmt: skip

NATIONAL: dict[str, tuple[tuple[str, int, int], ...]] = {
    "independence day": (
        (r"ukrain|kyiv|kiev|kharkiv|odesa|donetsk", 8, 24),
        (r"pakistan|karachi|lahore|quetta", 8, 14),
        (r"india(?!n ocean)|delhi|mumbai|kashmir|manipur", 8, 15),
        (r"myanmar|burma|rakhine|yangon", 1, 4),
        (r"poland|warsaw|polish", 11, 11),
        (r"nigeria|lagos|abuja", 10, 1),
        (r"kenya|nairobi", 12, 12),
        (r"south sudan|juba", 7, 9),
        (r"sudan|khartoum", 1, 1),
        (r"mexic", 9, 16),
        (r"philippin|manila|mindanao", 6, 12),
        (r"indonesia|jakarta|papua", 8, 17),
        (r"lebanon|lebanese|beirut", 11, 22),
        (r"colombia|bogot", 7, 20),
        (r"somalia|mogadishu", 7, 1),
        (r"afghan|kabul|kandahar", 8, 19),
        (r"armenia|yerevan", 9, 21),
        (r"belarus|minsk", 7, 3),
        (r"kosovo|pristina", 2, 17),
        (r"\bmali\b|bamako", 9, 22),
        (r"american|u\.s\.|washington|united states", 7, 4),
    ),
    "republic day": (
        (r"turkey|turkish|ankara|istanbul|izmir", 10, 29),
        (r"pakistan|karachi|lahore|quetta", 3, 23),
        (r"india|delhi|mumbai|punjab|kashmir|assam", 1, 26),
    ),
    "victory day": (
        (r"bangladesh|dhaka", 12, 16),
        (r"turk|ankara", 8, 30),
        (r"russia|moscow|kremlin|soviet|belarus|kazakh|kyrgyz", 5, 9),
    ),
    "national day": (
        (r"china|chinese|beijing|hong kong", 10, 1),
        (r"taiwan|taipei", 10, 10),
        (r"france|french|paris", 7, 14),
        (r"spain|spanish|madrid|catalonia", 10, 12),
        (r"saudi|riyadh", 9, 23),
    ),
    "constitution day": ((r"spain|spanish", 12, 6), (r"ukrain|kyiv", 6, 28)),
    "armed forces day": ((r"myanmar|burma|yangon|mandalay", 3, 27),),
}  # fmt: skip

_NAMES = "|".join(f"(?P<f{index}>{name})" for index, name in enumerate(FEASTS))
_PLACED = "|".join(NATIONAL)
FEAST = late_regex(
    r"(?:(?:on|during|in|for|at|over|throughout) )?(?:the )?"
    r"(?:(?P<part>first|second|third|last|final|opening) (?P<unit>day|night|week) of (?:the )?"
    r"|(?P<edge>eve|start|beginning|end) of (?:the )?|(?P<which>last|this|next) |"
    r"(?P<owner>[a-z .-]{3,25})'s )?"
    rf"(?:{_NAMES}|(?P<placed>{_PLACED}))"
    r"(?: holidays?| festival| feast| celebrations?)?(?: (?:in |of )?(?P<year>[12][0-9]{3}))?"
)


def read_feast(text: str, anchor: Anchor) -> Reading | None:
    """Return the reading of a feast's name with its edge, its part or its year, or None."""
    match = FEAST.fullmatch(text)
    if match is None:
        return None
    find = _finder(match, anchor)
    stretch = find and _chosen(match, find, anchor)
    if stretch is None:
        return None
    interval = _part(match, stretch, anchor)
    return (
        Reading(interval, "feast", GOOD if match["placed"] is None else FAIR) if interval else None
    )


def _finder(match: Match, anchor: Anchor) -> InYear | None:
    if match["placed"]:
        scene = f"{match['owner'] or ''} {anchor.scene}"
        for country, month, day in NATIONAL[match["placed"]]:
            if re.search(country, match["owner"] or scene):
                return _fixed(month, day)
        return None
    groups = match.groupdict()
    return next(find for i, find in enumerate(FEASTS.values()) if groups[f"f{i}"] is not None)


def _chosen(match: Match, find: InYear, anchor: Anchor) -> Stretch | None:
    """Return the feast of the year named, or the one nearest behind or ahead."""
    if match["year"]:
        found = find(int(match["year"]))
        return found[0] if found else None
    if anchor.day is None:
        return (find(2001) or (None,))[0] if match[0].endswith("9/11") else None
    around = range(anchor.day.year - 2, anchor.day.year + 3)
    stretches = sorted({one for year in around for one in find(year)})
    lead = timedelta(days=1 if match["edge"] == "eve" else 0)
    begun = [one for one in stretches if one[0] - lead <= anchor.day]
    coming = [one for one in stretches if one[0] > anchor.day]
    if anchor.ahead or match["which"] == "next":
        return coming[0] if coming else None
    return begun[-1] if begun else None


def _part(match: Match, stretch: Stretch, anchor: Anchor) -> Interval | None:
    first, last = stretch
    if match["edge"]:
        if match["edge"] == "eve":
            first -= timedelta(days=1)
        return days.day(last if match["edge"] == "end" else first)
    if match["part"] is None:
        if anchor.day and first <= anchor.day < last and not anchor.ahead:
            last = anchor.day
        return days.between(first, last)
    length = days.WEEK_DAYS if match["unit"] == "week" else 1
    if match["part"] in ("last", "final"):
        return days.between(last - timedelta(days=length - 1), last)
    nth = 1 if match["part"] == "opening" else ORDINALS[match["part"]]
    start = first + timedelta(days=length * (nth - 1))
    return days.between(start, start + timedelta(days=length - 1))
