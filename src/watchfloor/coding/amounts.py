"""Amounts of anything in words or digits, with the words that bound them.

What the bounding words mean is one table, `SPREAD`, after what annotators of dispatches made of
them: "about 200" is within five per cent, "nearly 1,000" no more and no less than five per cent
under it, "more than 300" has no upper end. Vague words count from the least that they say.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from watchfloor.coding.numbers import FEW, value_of
from watchfloor.coding.words import Sentence, numerals
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

Value = int | float

LARGEST = 10**15
"""Beyond this no amount is read: digits of a hostile text end here."""

SPREAD: Mapping[str, tuple[float | None, float | None]] = MappingProxyType(
    {
        "about": (0.95, 1.05),
        "nearly": (0.95, 1.0),
        "floor": (1.0, None),
        "ceiling": (None, 1.0),
    }
)
"""Bounding words -> low and high as shares of the number; None: no such bound."""

CUES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        tuple(words.split()): kind
        for kind, given in (
            ("about", "about|around|some|roughly|approximately|an estimated|estimated|circa"),
            ("about", "something like|or so|perhaps|in the region of"),
            ("nearly", "nearly|almost|close to|just under|just short of|approaching"),
            ("floor", "at least|more than|over|no fewer than|no less than|not less than"),
            ("floor", "upwards of|in excess of|well over|just over|a minimum of|exceeding"),
            ("ceiling", "up to|at most|as many as|as much as|no more than|not more than"),
            ("ceiling", "fewer than|less than|under|a maximum of"),
        )
        for words in given.split("|")
    }
)
_AFTER: Mapping[tuple[str, ...], str] = {
    ("or", "more"): "floor",
    ("or", "so"): "about",
    ("or", "fewer"): "ceiling",
}
_LONGEST_CUE = max(map(len, CUES))

_DIGITS = late_regex(r"\d{1,3}(?:,\d{3})+|\d{1,15}(?:\.\d{1,4})?")
_SPAN = late_regex(r"(\d{1,6})-(\d{1,6})")
_SCALES = MappingProxyType(
    {
        **{"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12},
        **{"trillion": 10**12, "lakh": 10**5, "crore": 10**7},
    }
)
_SHORT_SCALES = MappingProxyType({"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9})
_VAGUE = MappingProxyType(
    {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6}
)
_MANY_TIMES = MappingProxyType({"tens": 20, "hundreds": 200, "dozens": 24})
_SIGNS = frozenset("$€£")


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens `start..end` of an amount with its bounding words; low, best, high as they set it."""

    start: int
    end: int
    low: Value | None
    best: Value | None
    high: Value | None

    @property
    def least(self) -> Value:
        """Return the number itself, or the bound that is known."""
        return next(one for one in (self.best, self.low, self.high, 0) if one is not None)


def amount_at(sentence: Sentence, place: int) -> Amount | None:
    """Return the amount whose number begins at token `place`, or None."""
    low = sentence.lower
    vague = _vague(low, place)
    if vague is not None:
        return vague
    span = _SPAN.fullmatch(low[place])
    if span is not None:
        first, last = int(span[1]), int(span[2])
        return Amount(place, place + 1, first, None, last) if first < last else None
    value, end = number_at(sentence, place)
    if end == place:
        return None
    if low[place] in _SCALES and low[max(0, place - 1) : place] in (("a",), ("another",)):
        place -= 1
    return _range(sentence, place, value, end) or _bounded(low, Amount(place, end, *[value] * 3))


def number_at(sentence: Sentence, place: int) -> tuple[Value, int]:
    """Return (value, end) of the bare number at token `place`; (0, place) if there is none."""
    low = sentence.lower
    word, after = low[place], low[place + 1 : place + 2]
    if word == "half" and low[place + 1 : place + 2] in (("a",), ("million",), ("dozen",)):
        scale = low[place + 2] if after == ("a",) and place + 2 < len(low) else after[0]
        if scale in ("million", "billion", "dozen"):
            return _SCALES[scale] // 2, place + (3 if after == ("a",) else 2)
    if word in ("a", "another") and after and after[0] in _SCALES:
        return _SCALES[after[0]], place + 2
    if _DIGITS.fullmatch(word):
        digits = word.replace(",", "")
        value: Value = float(digits) if "." in digits else int(digits)
        return _scaled(sentence, value, place + 1, place)
    if word in numerals() or "-" in word:
        found, end = value_of(low, place)
        if found >= 0 and word not in _VAGUE:
            return found, end
    return 0, place


def _scaled(sentence: Sentence, value: Value, end: int, start: int) -> tuple[Value, int]:
    low = sentence.lower
    if end < len(low):
        touching = sentence.starts[end] == sentence.ends[end - 1]
        scale = (_SHORT_SCALES if touching else _SCALES).get(low[end])
        if scale is not None:
            value, end = round(value * scale, 2), end + 1
        elif touching and low[end][0].isalpha():
            return 0, start  # 3rd, 16th, 82nd
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return (value, end) if value <= LARGEST else (0, start)


def _vague(low: tuple[str, ...], place: int) -> Amount | None:
    word, after = low[place], low[place + 1 : place + 3]
    if word in _MANY_TIMES and after in (("of", "thousands"), ("of", "millions")):
        floor = _MANY_TIMES[word] * (1000 if after[1] == "thousands" else 10**6)
        return Amount(place, place + 3, floor, None, None)
    if word in _VAGUE:
        return Amount(place, place + 1, _VAGUE[word], None, None)
    if word in FEW and after[:1] and after[0] in _SCALES:
        start = place - 1 if low[max(0, place - 1) : place] == ("a",) else place
        return Amount(start, place + 2, FEW[word] * _SCALES[after[0]], None, None)
    return None


def _range(sentence: Sentence, place: int, value: Value, end: int) -> Amount | None:
    """Read "between 3,000 and 3,500", "40 to 50", "1 to 2 million", "two or three"."""
    low = sentence.lower
    between = low[max(0, place - 1) : place] == ("between",)
    joint = low[end : end + 1]
    if joint not in (("and",), ("to",), ("or",)) or end + 1 >= len(low):
        return None
    if joint == ("and",) and not between:
        return None
    before = low[max(0, place - 1) : place]
    signs = before == (low[end + 1],) and low[end + 1] in _SIGNS and end + 2 < len(low)
    upper, last = number_at(sentence, end + 1 + signs)
    if last == end + 1 or (last == end + 2 and low[end + 1] in _SIGNS):
        return None
    scale = _SCALES.get(low[last - 1])
    scaled = scale is not None and value < scale and low[end - 1] not in _SCALES
    if scale is not None and scaled:
        value *= scale
    before = low[max(0, place - 2) : place - 1] if signs else before
    if joint == ("to",) and before == ("from",):
        # a change, not a range, though both may be of one scale: from $85 to $90 million
        return Amount(place, end, value, value, value) if scaled else None
    if not value < upper <= (LARGEST if between else 4 * value):
        return None
    return Amount(place - between, last, value, None, upper)


def _bounded(low: tuple[str, ...], amount: Amount) -> Amount:
    """Widen an amount by the words before or behind it that bound it."""
    start = amount.start
    behind = _AFTER.get(low[amount.end : amount.end + 2])
    if behind is not None:
        return spread(replace(amount, end=amount.end + 2), behind)
    for size in range(min(_LONGEST_CUE, start), 0, -1):
        kind = CUES.get(low[start - size : start])
        if kind is not None:
            return spread(replace(amount, start=start - size), kind)
    return amount


def spread(amount: Amount, kind: str) -> Amount:
    """Return an exact amount with the bounds that one kind of words gives it."""
    value, (below, above) = amount.best or 0, SPREAD[kind]
    low = None if below is None else _share(value, below)
    high = None if above is None else _share(value, above)
    return replace(amount, low=low, high=high, best=value if low and high else None)


def _share(value: Value, share: float) -> Value:
    found = value if share == 1.0 else value * share
    return round(found) if isinstance(value, int) else round(found, 2)
