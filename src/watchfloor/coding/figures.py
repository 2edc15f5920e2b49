"""Counted quantities of one sentence that are no casualties: troops, seats, displaced, money.

A figure is an amount with the noun that it counts. Dates, ages, distances, clock times, scores,
names with numbers in them and counts of acts are none; what befell people stays with events, but
the dead of a flood or a crash are a figure, because no event holds them.
"""

from functools import lru_cache

from watchfloor.coding.amounts import Amount, amount_at
from watchfloor.coding.figures_elided import elided, strong
from watchfloor.coding.figures_harm import FOLLOWING, NEAR, Harm
from watchfloor.coding.figures_nouns import nouns
from watchfloor.coding.figures_phrases import Counted, in_context, noun_at
from watchfloor.coding.figures_shares import (
    fraction,
    money,
    of_money,
    of_total,
    percent,
    percent_sign,
)
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, numerals

_FEW = 10
"""Fewer than this are the parties or things of an act, unless a verb of having counts them."""


_SMALL = frozenset(
    {"seats", "votes", "prisoners", "hostages", "missing", "displaced", "battalions", "brigades"}
)
"""Quantities that count from two on."""


_LARGE = 20
"""From here on a noun that the table does not know is a quantity, too: 58 minarets."""


def figures(look: Look) -> list[Counted]:
    """Return the figures of a sentence in the order of the text."""
    sentence = look.sentence
    if not any(_may_begin(word) for word in sentence.lower):
        return []
    found: list[Counted] = []
    harmed = Harm(look)
    place = sentence.body
    while place < len(sentence):
        one = _figure_at(look, place, found) if _may_begin(sentence.lower[place]) else None
        if one is None:
            amount = _amount(sentence, place)
            place = max(place + 1, amount.end if amount else place)
            continue
        kept = harmed.judged(one)
        if kept is not None:
            found.append(kept)
        place = max(one.end, place + 1)
    return found


@lru_cache(maxsize=10_000)
def _may_begin(word: str) -> bool:
    return word[0].isdigit() or word in _OPENERS or word.partition("-")[0] in numerals()


_OPENERS = frozenset({"half", "third", "quarter", "fifth", "several", "few", "tens", "millions"})
"""Words that begin an amount, beside figures and numerals."""


def _amount(sentence: Sentence, place: int) -> Amount | None:
    return amount_at(sentence, place) if _may_begin(sentence.lower[place]) else None


def _figure_at(look: Look, place: int, before: list[Counted]) -> Counted | None:  # noqa: PLR0911  (a chain of readings, the surest first)
    """Return the figure whose number begins at a token."""
    sentence = look.sentence
    if any(start <= place < end for start, end in look.dates):
        return None
    found = strong(look, place) or fraction(look, place)
    if found is not None:
        return found
    amount = amount_at(sentence, place)
    if amount is None or _no_count(sentence, place, amount):
        return None
    found = money(sentence, place, amount) or percent(look, amount)
    if found is not None or percent_sign(sentence.lower, amount.end):
        return found
    if isinstance(amount.least, float):
        return None
    found = of_total(look, amount)
    noun = noun_at(look, amount.end)
    if found is None and noun is not None:
        return _counted(look, amount, noun)
    return found or elided(look, amount, place, before)


def _no_count(sentence: Sentence, place: int, amount: Amount) -> bool:
    """Say whether a number is a year, a clock time, a score or part of a name."""
    low, starts, ends = sentence.lower, sentence.starts, sentence.ends
    before = low[amount.start - 1] if amount.start else ""
    if before in nouns().skip_before or before in ("-", "–", ":", "/", "°"):
        return True
    end = amount.end
    if end < len(low) and starts[end] == ends[end - 1] and low[end] in (":", "/", "-", "–", "°"):
        return True
    if end < len(low) and low[end] in nouns().skip_after:
        return True
    word = low[place]
    year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")  # noqa: PLR2004  (2015)
    return year and amount.start == place and amount.end == place + 1 and not _known(low, end)


def _known(low: tuple[str, ...], place: int) -> bool:
    return low[place : place + 1] != () and low[place] in nouns().many


def _counted(look: Look, amount: Amount, noun: tuple[int, int, str]) -> Counted | None:
    start, head, quantity = noun
    sentence = look.sentence
    known = quantity != sentence.lower[head] or quantity in nouns().many
    least = amount.least
    if not known and least < _LARGE:
        return None
    quantity = in_context(look, quantity, (amount.start, head + 1))
    if least < 2 or (_few(amount) and quantity not in _SMALL and not _had(look, amount.start)):  # noqa: PLR2004  (one is no count)
        return None
    if quantity == "weapons" and _fired(look, amount.start, head + 1):
        return None
    if quantity == "money":
        return of_money(sentence, amount, head + 1, sentence.lower[head])
    return Counted(
        start=amount.start,
        end=head + 1,
        subject=(start, head + 1),
        head=head,
        quantity=quantity,
        amount=amount,
    )


def _few(amount: Amount) -> bool:
    return amount.low == amount.high and amount.least < _FEW


def _had(look: Look, start: int) -> bool:
    """Say whether a verb of having, sending or getting stands before a count."""
    return not nouns().contexts["had"].isdisjoint(look.sentence.lower[max(0, start - 6) : start])


def _fired(look: Look, start: int, end: int) -> bool:
    """Say whether weapons are those of an act: fired 20 rockets, three shells hit."""
    low = look.sentence.lower
    beside = low[max(0, start - NEAR) : start] + low[end : end + FOLLOWING]
    return not nouns().contexts["fired"].isdisjoint(beside)
