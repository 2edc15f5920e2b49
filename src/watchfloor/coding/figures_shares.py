"""Parts and sums of money: 28 of its 48 seats, a third of the schools, $3bn."""

from dataclasses import replace

from watchfloor.coding.amounts import CUES, Amount, Value, number_at, spread
from watchfloor.coding.figures_nouns import nouns
from watchfloor.coding.figures_phrases import OWNERS, Counted, Span, in_context, noun_at
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "usd": "USD", "eur": "EUR", "us$": "USD"}


_PARTS = {
    **{"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5), "tenth": (1, 10)},
    **{"two-thirds": (2, 3), "three-quarters": (3, 4), "two-fifths": (2, 5)},
}


def fraction(look: Look, place: int) -> Counted | None:
    """Read "a third of the schools", "one in four residents", "three out of five ministers"."""
    low = look.sentence.lower
    part = _PARTS.get(low[place])
    if part is not None and low[place + 1 : place + 2] == ("of",):
        noun = noun_at(look, place + 1)
        if noun is None:
            return None
        start = place - 1 if low[max(0, place - 1) : place] in (("a",), ("one",)) else place
        return share_of(look, (start, place + 1), part, noun)
    value, end = number_at(look.sentence, place)
    if end == place:
        return None
    if low[end : end + 1] in (("third",), ("thirds",), ("quarters",), ("fifths",)):
        part = _PARTS[low[end].removesuffix("s")]
        noun = noun_at(look, end + 1) if low[end + 1 : end + 2] == ("of",) else None
        return share_of(look, (place, end + 1), (value, part[1]), noun) if noun else None
    joint = 2 if low[end : end + 2] == ("out", "of") else low[end : end + 1] == ("in",)
    if joint and end + joint < len(low):
        whole, last = number_at(look.sentence, end + joint)
        noun = noun_at(look, last) if last > end + joint and value < whole else None
        if noun is not None and noun[2] in nouns().many.values():
            return share_of(look, (place, last), (value, whole), noun)
    return None


def share_of(
    look: Look, span: Span, part: tuple[Value, Value], noun: tuple[int, int, str]
) -> Counted:
    """Return `part`, some of so many, of a counted noun; `span` holds the words of the part."""
    start, head, quantity = noun
    amount = Amount(*span, *[part[0]] * 3)
    return Counted(
        start=span[0],
        end=head + 1,
        subject=(start, head + 1),
        head=head,
        quantity=in_context(look, quantity, (span[0], head + 1)),
        amount=amount,
        of=part[1],
        unit="share",
    )


def money(sentence: Sentence, place: int, amount: Amount) -> Counted | None:
    """Read a sum behind a currency's sign: $1.2 billion, USD 150 million."""
    before = sentence.lower[max(0, place - 1) : place]
    if not before or before[0] not in _SIGNS:
        return None
    shown = amount if amount.start < place else _cued(sentence, place - 1, amount)
    return replace(
        of_money(sentence, shown, amount.end, ""),
        start=min(shown.start, place - 1),
        unit=_SIGNS[before[0]],
    )


def _cued(sentence: Sentence, sign: int, amount: Amount) -> Amount:
    """Return an amount behind a currency's sign with the bounding words before the sign."""
    for size in range(min(3, sign), 0, -1):
        kind = CUES.get(sentence.lower[sign - size : sign])
        if kind is not None and amount.best is not None:
            return spread(replace(amount, start=sign - size), kind)
    return amount


def of_money(sentence: Sentence, amount: Amount, end: int, currency: str) -> Counted:
    """Return a sum as a figure; its subject is the sum itself."""
    unit = currency or None
    subject = (end, end)
    return Counted(amount.start, end, subject, -1, "money", amount, unit=unit)


def percent_sign(low: tuple[str, ...], place: int) -> int:
    """Return how many tokens "%", "percent" or "per cent" take at `place`; 0: it stands not."""
    if low[place : place + 1] in (("%",), ("percent",)):
        return 1
    return 2 * (low[place : place + 2] == ("per", "cent"))


def percent(look: Look, amount: Amount) -> Counted | None:
    """Read "22 percent of the funds"; a percentage of nothing that is counted is no figure."""
    low = look.sentence.lower
    size = percent_sign(low, amount.end)
    end = amount.end + size
    if not size or low[end : end + 1] != ("of",):
        return None
    owner = low[end + 1 : end + 2]
    if owner and owner[0] in OWNERS and low[end + 2 : end + 3] in (("vote",), ("votes",)):
        noun: tuple[int, int, str] | None = (end + 2, end + 2, "votes")
    elif low[end + 1 : end + 3] in (("the", "funds"), ("the", "funding"), ("the", "money")):
        noun = (end + 2, end + 2, "money")
    else:
        noun = noun_at(look, end)
    if noun is None:
        return None
    part = share_of(look, (amount.start, end), (amount.least, 100), noun)
    own = replace(amount, end=end)  # "60 to 70 %", "more than 95 %" keep their bounds
    return replace(part, amount=own, unit="percent")


def of_total(look: Look, amount: Amount) -> Counted | None:
    """Read "28 of its 48 seats", "14 of the 60 trucks"."""
    sentence = look.sentence
    low = sentence.lower
    at = amount.end
    if low[at : at + 1] != ("of",):
        return None
    at += 1
    while at < min(len(low), amount.end + 4) and low[at] in OWNERS | {"some", "about", "possible"}:
        at += 1
    if at >= len(low):
        return None
    whole, end = number_at(sentence, at)
    noun = noun_at(look, end) if end > at and whole >= amount.least else None
    if noun is None:
        return None
    start, head, quantity = noun
    return Counted(
        start=amount.start,
        end=head + 1,
        subject=(start, head + 1),
        head=head,
        quantity=in_context(look, quantity, (amount.start, head + 1)),
        amount=amount,
        of=whole,
    )
