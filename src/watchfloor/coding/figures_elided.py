"""Numbers whose noun stands elsewhere: fell to 2,500; the nearly 1,000 in Syria; 12 are missing."""

from watchfloor.coding.amounts import Amount, Value
from watchfloor.coding.figures_nouns import nouns
from watchfloor.coding.figures_phrases import VAGUE, Counted, Span, in_context
from watchfloor.coding.look import Look

_BACK = 12
"""Tokens back to the noun whose number rose or fell: the number of ... fell to 2,500."""


_TELLING = frozenset({"number", "numbers", "strength", "level", "levels", "total", "size", "toll"})


_BODIES = frozenset({"force", "army", "contingent", "garrison", "militia"})


_GOING_ON = frozenset({"to", "the", "holds", "held", "now", "lost", "won"})
"""Words before a number that counts what the figure before it counted."""

_LEADING = frozenset(
    {
        *("to", "at", "from", "of", "is", "was", "reached", "passed", "stood", "numbers"),
        *("numbered", "numbering", "totalled", "totals", "counts", "topped", "exceeded", "hit"),
    }
)


def strong(look: Look, place: int) -> Counted | None:
    """Read "a 1,500-strong contingent", "a 600-member force"."""
    number, _, rest = look.sentence.lower[place].partition("-")
    if rest not in ("strong", "member", "man", "person", "soldier"):
        return None
    digits = number.replace(",", "")
    if not digits.isdigit() or not digits.isascii() or len(digits) > 9:  # noqa: PLR2004  (no hostile digits)
        return None
    value = int(digits)
    head = place + 1
    tags = look.tags
    while head + 1 < len(tags) and tags[head + 1] in "NC" and head < place + 4:
        head += 1
    if head >= len(tags) or tags[head] not in "NC":
        return None
    low = look.sentence.lower
    around = frozenset(low[max(0, place - 10) : head + 10])
    fighters = not nouns().contexts["fighters"].isdisjoint(around)
    troops = not nouns().contexts["troops"].isdisjoint(around)
    quantity = "fighters" if fighters else "troops" if troops else "members"
    amount = Amount(place, place + 1, value, value, value)
    return Counted(place, head + 1, (place + 1, head + 1), head, quantity, amount)


def elided(look: Look, amount: Amount, place: int, before: list[Counted]) -> Counted | None:
    """Read a number whose noun stands elsewhere, or nowhere: thousands fled."""
    low, start = look.sentence.lower, amount.start
    if low[place] in (*VAGUE, "thousands") or low[place : place + 2] == ("tens", "of"):
        return _crowd(look, amount)
    if low[place] in ("one", "a") or not _open(look, amount.end):
        return None
    lead = low[start - 1] if start else ""
    told = _told_before(look, start) if lead in _LEADING else None
    bare = _bare(look, amount)
    if bare is not None or told is not None:
        return bare or (_inherited(amount, *told) if told else None)
    last = before[-1] if before and lead in _GOING_ON else None
    if before and lead == "from" and before[-1].end == start - 1:
        last = before[-1]  # fell to 28 seats from 48
    if last is None or last.quantity == "money" or last.unit is not None:
        return None
    of = last.amount.best if "which" in low[max(0, start - 4) : start] else None
    return _inherited(amount, last.subject, last.quantity, of)


def _crowd(look: Look, amount: Amount) -> Counted | None:
    """Read "thousands marched": people of whom the words around say what they are."""
    start, end = amount.start, amount.end
    quantity = in_context(look, "people", (start, end))
    if quantity == "people" or look.tags[end : end + 1] not in ("V", "A", "I", "W"):
        return None
    return Counted(start, end, (start, end), -1, quantity, amount)


def _bare(look: Look, amount: Amount) -> Counted | None:
    """Read "five missing", "12 were missing", "800 displaced", "a force of 600"."""
    low, start, end = look.sentence.lower, amount.start, amount.end
    after = end + 1 if low[end : end + 1] in (("were",), ("are",), ("remain",)) else end
    for quantity in ("missing", "displaced", "homeless"):
        if low[after : after + 1] == (quantity,):
            name = "displaced" if quantity == "homeless" else quantity
            return Counted(start, after + 1, (after, after + 1), -1, name, amount)
    if low[max(0, start - 1) : start] == ("of",) and start > 1 and low[start - 2] in _BODIES:
        name = "fighters" if low[start - 2] == "militia" else "troops"
        return _inherited(amount, (_phrase_start(look, start - 2), start - 1), name)
    return None


def _inherited(amount: Amount, subject: Span, quantity: str, of: Value | None = None) -> Counted:
    return Counted(amount.start, amount.end, subject, -1, quantity, amount, of)


def _open(look: Look, place: int) -> bool:
    """Say whether a phrase ends here, so that a number before it stands alone."""
    tags = look.tags[place : place + 1]
    return not tags or tags in '.;,)ISTAW&B"' or look.sentence.lower[place] in ("last", "this")


def _told_before(look: Look, start: int) -> tuple[Span, str] | None:
    """Return the counted noun, with its quantity, whose number a verb gives: troop levels."""
    low = look.sentence.lower
    telling = False
    for at in range(start - 1, max(look.sentence.body, start - _BACK) - 1, -1):
        if look.tags[at] in ".;":
            return None
        telling = telling or low[at] in _TELLING
        telling = telling or low[at] in ("numbers", "numbered", "numbering", "totals")
        found = nouns().many.get(low[at]) or (nouns().one.get(low[at]) if telling else None)
        if low[at] in _BODIES and telling:
            found = "fighters" if low[at] == "militia" else "troops"
        if found is not None:
            around = low[max(0, at - 6) : at + 3]
            if telling or not _TELLING.isdisjoint(around):
                return (_phrase_start(look, at), at + 1), found
    return None


def _phrase_start(look: Look, at: int) -> int:
    while at > look.sentence.body and look.tags[at - 1] in "NC":
        at -= 1
    return at
