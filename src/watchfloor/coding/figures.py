"""Counted quantities of one sentence that are no casualties: troops, seats, displaced, money.

A figure is an amount with the noun that it counts. Dates, ages, distances, clock times, scores,
names with numbers in them and counts of acts are none; what befell people stays with events, but
the dead of a flood or a crash are a figure, because no event holds them.
"""

from dataclasses import dataclass, replace

from watchfloor.coding.amounts import CUES, Amount, amount_at, number_at, spread
from watchfloor.coding.counts import tolls
from watchfloor.coding.figures_nouns import nouns
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, words

Span = tuple[int, int]

_REACH = 8
"""Tokens from a number to the noun it counts, at most: 10,000 of his own well-armed men."""

_BACK = 12
"""Tokens back to the noun whose number rose or fell: the number of ... fell to 2,500."""

_NEAR, _FOLLOWING = 3, 5
"""Tokens before and behind a counted phrase in which a word of harm says what befell it."""

_FEW = 10
"""Fewer than this are the parties or things of an act, unless a verb of having counts them."""

_PEOPLE = frozenset(
    {
        *("people", "fighters", "police", "residents", "students", "children", "workers", "crew"),
        *("ministers", "protesters", "nationals", "members", "suspects", "lawmakers", "diplomats"),
        *("troops", "families", "patients", "passengers", "migrants", "prisoners", "hostages"),
        *("displaced", "refugees", "recruits", "voters", "returnees", "names"),
    }
)
_SMALL = frozenset(
    {"seats", "votes", "prisoners", "hostages", "missing", "displaced", "battalions", "brigades"}
)
"""Quantities that count from two on."""

_LOOSE = frozenset(
    {"people", "families", "residents", "children", "nationals", "workers", "students"}
)
"""Quantities that the words around may say more of: people who fled are displaced."""

_CONTEXTS = (
    *("displaced", "protesters", "missing", "prisoners", "hostages", "refugees", "troops"),
    *("fighters", "deported"),
)
"""What people are said to be, the surest first."""

_ARMED = frozenset({"troops", "fighters"})
_OWNERS = frozenset({"the", "its", "their", "his", "her", "these", "those", "them", "all", "our"})
_TELLING = frozenset({"number", "numbers", "strength", "level", "levels", "total", "size", "toll"})
_BODIES = frozenset({"force", "army", "contingent", "garrison", "militia"})
_LEADING = frozenset(
    {
        *("to", "at", "from", "of", "is", "was", "reached", "passed", "stood", "numbers"),
        *("numbered", "numbering", "totalled", "totals", "counts", "topped", "exceeded", "hit"),
    }
)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "usd": "USD", "eur": "EUR", "us$": "USD"}
_PARTS = {
    **{"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5), "tenth": (1, 10)},
    **{"two-thirds": (2, 3), "three-quarters": (3, 4), "two-fifths": (2, 5)},
}
_STOPS = frozenset(".;()W&SDPARIOT,#\"-")
_LARGE = 20
"""From here on a noun that the table does not know is a quantity, too: 58 minarets."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure in tokens of its sentence; `head` is the counted noun's token, -1 if unsaid."""

    start: int
    end: int
    subject: Span
    head: int
    quantity: str
    amount: Amount
    of: int | float | None = None
    unit: str | None = None


def figures(look: Look) -> list[Counted]:
    """Return the figures of a sentence in the order of the text."""
    sentence = look.sentence
    if not any(_may_begin(word) for word in sentence.lower):
        return []
    found: list[Counted] = []
    harmed = _Harm(look)
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


def _may_begin(word: str) -> bool:
    return word[0].isdigit() or word in _OPENERS or "-" in word


_OPENERS = frozenset(
    (
        "a another half third quarter fifth several few dozens scores hundreds thousands millions"
        " tens one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy"
        " eighty ninety hundred dozen million two-thirds three-quarters"
    ).split()
)


def _amount(sentence: Sentence, place: int) -> Amount | None:
    return amount_at(sentence, place) if _may_begin(sentence.lower[place]) else None


def _figure_at(look: Look, place: int, before: list[Counted]) -> Counted | None:  # noqa: PLR0911  (a chain of readings, the surest first)
    sentence = look.sentence
    if any(start <= place < end for start, end in look.dates):
        return None
    strong = _strong(look, place)
    if strong is not None:
        return strong
    share = _fraction(look, place)
    if share is not None:
        return share
    amount = amount_at(sentence, place)
    if amount is None or _no_count(sentence, place, amount):
        return None
    money = _money(sentence, place, amount)
    if money is not None:
        return money
    percent = _percent(look, amount)
    if percent is not None or _is_percent(sentence.lower, amount.end):
        return percent
    if isinstance(amount.least, float):
        return None
    total = _of_total(look, amount)
    if total is not None:
        return total
    noun = _noun(look, amount.end)
    if noun is not None:
        return _counted(look, amount, noun)
    return _elided(look, amount, place, before)


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


def _noun(look: Look, place: int) -> tuple[int, int, str] | None:
    """Return (start of the phrase, its head, quantity) of the noun counted from token `place`."""
    low, tags = look.sentence.lower, look.tags
    if low[place : place + 1] == ("of",) and low[place + 1 : place + 2] != ():
        if low[place + 1] not in _OWNERS and low[place - 1] not in ("thousands", *_VAGUE):
            return None
        place += 2 if low[place + 1] in _OWNERS else 1
        if low[place : place + 1] == ("own",):
            place += 1
    last: tuple[int, str] | None = None
    at = place
    while at < min(place + _REACH, len(low)):
        letter = tags[at]
        if letter in _STOPS or any(start <= at < end for start, end in look.dates):
            break
        if letter == "V" and last is not None:
            break
        quantity = _quantity(low, at, place)
        if quantity is not None:
            last = at, quantity
        elif last is None and letter in "NC" and _plural(low[at]) and _ends_phrase(tags, at):
            last = at, "nationals" if letter == "C" else low[at]
        at += 1
    if last is None or _is_act(look, last[0]) or low[last[0]] in nouns().skip_after:
        return None
    return place, *last


_VAGUE = ("hundreds", "dozens", "scores", "millions")


def _quantity(low: tuple[str, ...], at: int, first: int) -> str | None:
    for size in (3, 2, 1):
        if at - size + 1 >= first:
            found = nouns().many.get(" ".join(low[at - size + 1 : at + 1]))
            if found is not None:
                return found
    return None


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3  # noqa: PLR2004


def _ends_phrase(tags: str, at: int) -> bool:
    return tags[at + 1 : at + 2] not in ("N", "C", "'")


def _is_act(look: Look, head: int) -> bool:
    return any(one.start <= head < one.end and not one.verb for one in look.triggers)


def _counted(look: Look, amount: Amount, noun: tuple[int, int, str]) -> Counted | None:
    start, head, quantity = noun
    sentence = look.sentence
    known = quantity != sentence.lower[head] or quantity in nouns().many
    least = amount.least
    if not known and least < _LARGE:
        return None
    quantity = _in_context(look, quantity, (amount.start, head + 1))
    if least < 2 or (_few(amount) and quantity not in _SMALL and not _had(look, amount.start)):  # noqa: PLR2004  (one is no count)
        return None
    if quantity == "weapons" and _fired(look, amount.start, head + 1):
        return None
    if quantity == "money":
        return _of_money(sentence, amount, head + 1, sentence.lower[head])
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
    beside = low[max(0, start - _NEAR) : start] + low[end : end + _FOLLOWING]
    return not nouns().contexts["fired"].isdisjoint(beside)


def _in_context(look: Look, quantity: str, span: Span) -> str:
    """Return what people are, by the words around them: those who fled are displaced."""
    low, contexts = look.sentence.lower, nouns().contexts
    armed = quantity == "people" and low[span[1] - 1] in ("men", "man")
    if quantity not in _LOOSE:
        return quantity
    around = low[max(0, span[0] - 12) : span[0]] + low[span[1] : span[1] + 12]
    for name in _CONTEXTS:
        if (name in _ARMED) <= armed and not contexts[name].isdisjoint(around):
            return name
    return quantity


def _strong(look: Look, place: int) -> Counted | None:
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


def _fraction(look: Look, place: int) -> Counted | None:
    """Read "a third of the schools", "one in four residents", "three out of five ministers"."""
    low = look.sentence.lower
    part = _PARTS.get(low[place])
    if part is not None and low[place + 1 : place + 2] == ("of",):
        noun = _noun(look, place + 1)
        if noun is None:
            return None
        start = place - 1 if low[max(0, place - 1) : place] in (("a",), ("one",)) else place
        return _share(look, (start, place + 1), part, noun)
    value, end = number_at(look.sentence, place)
    if end == place:
        return None
    if low[end : end + 1] in (("third",), ("thirds",), ("quarters",), ("fifths",)):
        part = _PARTS[low[end].removesuffix("s")]
        noun = _noun(look, end + 1) if low[end + 1 : end + 2] == ("of",) else None
        return _share(look, (place, end + 1), (value, part[1]), noun) if noun else None
    joint = 2 if low[end : end + 2] == ("out", "of") else low[end : end + 1] == ("in",)
    if joint and end + joint < len(low):
        whole, last = number_at(look.sentence, end + joint)
        noun = _noun(look, last) if last > end + joint and value < whole else None
        if noun is not None and noun[2] in nouns().many.values():
            return _share(look, (place, last), (value, whole), noun)
    return None


def _share(
    look: Look, span: Span, part: tuple[int | float, int | float], noun: tuple[int, int, str]
) -> Counted:
    start, head, quantity = noun
    amount = Amount(*span, *[part[0]] * 3)
    return Counted(
        start=span[0],
        end=head + 1,
        subject=(start, head + 1),
        head=head,
        quantity=_in_context(look, quantity, (span[0], head + 1)),
        amount=amount,
        of=part[1],
        unit="share",
    )


def _money(sentence: Sentence, place: int, amount: Amount) -> Counted | None:
    before = sentence.lower[max(0, place - 1) : place]
    if not before or before[0] not in _SIGNS:
        return None
    shown = amount if amount.start < place else _cued(sentence, place - 1, amount)
    return replace(
        _of_money(sentence, shown, amount.end, ""),
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


def _of_money(sentence: Sentence, amount: Amount, end: int, currency: str) -> Counted:
    unit = currency or None
    subject = (end, end)
    return Counted(amount.start, end, subject, -1, "money", amount, unit=unit)


def _is_percent(low: tuple[str, ...], place: int) -> int:
    """Return how many tokens "%", "percent" or "per cent" take at `place`; 0: it stands not."""
    if low[place : place + 1] in (("%",), ("percent",)):
        return 1
    return 2 * (low[place : place + 2] == ("per", "cent"))


def _percent(look: Look, amount: Amount) -> Counted | None:
    """Read "22 percent of the funds"; a percentage of nothing that is counted is no figure."""
    low = look.sentence.lower
    size = _is_percent(low, amount.end)
    end = amount.end + size
    if not size or low[end : end + 1] != ("of",):
        return None
    owner = low[end + 1 : end + 2]
    if owner and owner[0] in _OWNERS and low[end + 2 : end + 3] in (("vote",), ("votes",)):
        noun: tuple[int, int, str] | None = (end + 2, end + 2, "votes")
    elif low[end + 1 : end + 3] in (("the", "funds"), ("the", "funding"), ("the", "money")):
        noun = (end + 2, end + 2, "money")
    else:
        noun = _noun(look, end)
    if noun is None:
        return None
    return replace(_share(look, (amount.start, end), (amount.least, 100), noun), unit="percent")


def _of_total(look: Look, amount: Amount) -> Counted | None:
    """Read "28 of its 48 seats", "14 of the 60 trucks"."""
    sentence = look.sentence
    low = sentence.lower
    at = amount.end
    if low[at : at + 1] != ("of",):
        return None
    at += 1
    while at < min(len(low), amount.end + 4) and low[at] in _OWNERS | {"some", "about", "possible"}:
        at += 1
    if at >= len(low):
        return None
    whole, end = number_at(sentence, at)
    noun = _noun(look, end) if end > at and whole >= amount.least else None
    if noun is None:
        return None
    start, head, quantity = noun
    return Counted(
        start=amount.start,
        end=head + 1,
        subject=(start, head + 1),
        head=head,
        quantity=_in_context(look, quantity, (amount.start, head + 1)),
        amount=amount,
        of=whole,
    )


def _elided(look: Look, amount: Amount, place: int, before: list[Counted]) -> Counted | None:
    """Read a number whose noun stands elsewhere: fell to 2,500; and the nearly 1,000 in Syria."""
    low = look.sentence.lower
    start = amount.start
    lead = low[max(0, start - 1) : start]
    vague = low[place] in (*_VAGUE, "thousands") or low[place : place + 2] == ("tens", "of")
    if vague:
        quantity = _in_context(look, "people", (start, amount.end))
        follows = look.tags[amount.end : amount.end + 1]
        if quantity == "people" or follows not in ("V", "A", "I", "O", "W"):
            return None
        return Counted(start, amount.end, (start, amount.end), -1, quantity, amount)
    if low[place] in ("one", "a") or not _open(look, amount.end):
        return None
    bare = _bare(look, amount)
    if bare is not None:
        return bare
    if lead and lead[0] in _LEADING:
        told = _told_before(look, start)
        if told is not None:
            return _inherited(amount, *told)
    if before and (lead and (lead[0] in ("to", "the", "holds", "held", "now", "lost", "won"))):
        last = before[-1]
        if last.quantity != "money" and last.unit is None:
            of = last.amount.best if low[max(0, start - 4) : start].count("which") else None
            return _inherited(amount, last.subject, last.quantity, of)
    return None


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


def _inherited(
    amount: Amount, subject: Span, quantity: str, of: int | float | None = None
) -> Counted:
    return Counted(amount.start, amount.end, subject, -1, quantity, amount, of)


def _open(look: Look, place: int) -> bool:
    """Say whether a phrase ends here, so that a number before it stands alone."""
    tags = look.tags[place : place + 1]
    return not tags or tags in ".;,)ISTAW&B\"" or look.sentence.lower[place] in ("last", "this")


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


class _Harm:
    """What befell people of a sentence, looked up only where a word of harm stands in it."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._low = look.sentence.lower
        self._any = not words("harm.any").isdisjoint(self._low)
        self._accident = not words("cue.accident").isdisjoint(self._low)
        self._tolls: list[Span] | None = None

    def judged(self, one: Counted) -> Counted | None:
        """Return a figure; None if it counts an event's casualties; deaths if an accident's."""
        if one.quantity in ("deaths", "injured"):
            return one if self._accident else None
        if not self._any or not (one.quantity in _PEOPLE or one.head < 0):
            return one
        kind = self._harm(one)
        if kind is None or one.quantity == "money":
            return one
        if self._accident and kind in ("dead", "injured") and one.of is None:
            return replace(one, quantity="deaths" if kind == "dead" else "injured")
        return None

    def _harm(self, one: Counted) -> str | None:
        low, tags = self._low, self._look.tags
        for at in range(one.start - 1, max(-1, one.start - 1 - _NEAR), -1):
            if tags[at] in ".;,":
                break
            kind = _kind(low[at])
            if kind is not None:
                return kind
        for at in range(one.end, min(one.end + _FOLLOWING, len(low))):
            if tags[at] in ".;,":
                break
            kind = _kind(low[at])
            if kind is not None:
                return kind
        return self._toll(one)

    def _toll(self, one: Counted) -> str | None:
        if self._tolls is None:
            self._tolls = [
                (toll.number.start, toll.number.end)
                for toll in tolls(self._look.view)
                if toll.kind.value != "missing"
            ]
        hit = any(low < one.end and one.start < high for low, high in self._tolls)
        return "dead" if hit else None


def _kind(word: str) -> str | None:
    for name in ("dead", "injured", "abducted", "arrested"):
        if word in words(f"harm.{name}"):
            return name
    return None
