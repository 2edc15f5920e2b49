"""Walk the dates of one document in the order of the text, so that each leans on the one before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchfloor.model import NO_DAY_SAID, DatePrecision, Interval, Published, Resolution
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times import SCENE, Told, resolve_date
from watchfloor.resolve.times_anniversary import moved, years_back
from watchfloor.resolve.times_numeric import order_of

LEANS = frozenset({DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR, DatePrecision.RANGE})
STOP = late_regex(r"[.!?](?:[\"'”’)]*)\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
LEANING = late_regex(
    r"\b(?:later|earlier|after|before|same|that|following|next|previous|preceding|eve|dawn|noon"
    r"|morning|afternoon|evening|night|midnight|afterwards|day)\b",
    re.IGNORECASE,
)
"""Words that may lean on a date told before."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
PLAIN = late_regex(
    r"\b(?:(?:last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,? (?:the )?[0-9]{1,2}"
    rf"(?:st|nd|rd|th)?(?: of)? {_MONTH}|, {_MONTH} [0-9]{{1,2}})?(?:,? [12][0-9]{{3}})?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? [12][0-9]{{3}})?"
    rf"|{_MONTH} [0-9]{{1,2}}(?![0-9:])(?:, [12][0-9]{{3}})?|{_MONTH} [12][0-9]{{3}}"
    r"|yesterday|today|this morning|last night|in (?:1[89]|20)[0-9]{2})(?![a-z0-9])",
    re.IGNORECASE,
)
LASTS = late_regex(
    r"(?:for |after |in |over )?(?:(?:nearly|almost|about|some|more than|over) )?"
    r"(?:[0-9]+|[a-z]+)[ -](?:day|night|week|fortnight|month|year)s?\Z"
    r"|(?:entered |in |on )?(?:an?|the|its|their) [0-9]+(?:st|nd|rd|th) (?:straight |consecutive )?"
    r"(?:day|night)\Z"
    r"|for (?:a|the) [a-z]+ (?:straight |consecutive |successive )?(?:day|night)(?: running)?\Z"
    r"|(?:ever )?since\b(?! then| that)",
    re.IGNORECASE,
)
"""What lasts up to the day that its sentence tells of, if this is over."""
ASIDE = late_regex(
    r",\s+(?:whom?|whose|which|where)\b(?:[^,;:.!?\n]|\.(?=[A-Za-z]|\s[a-z])){0,120}\Z"
)
"""A clause about somebody or something that was named: "the general, whom a drone killed on"."""
AHEAD = 160
"""Characters in which that day is looked for."""
FARTHEST = 2
"""Paragraphs back: "that night" leans on no day told of farther away."""
BACK = 600
"""Characters in which a date to lean on is looked for."""
SHORTLY = timedelta(days=7)
"""How long before publication a thing told without a word of time may lie."""
UNDATED = f"{NO_DAY_SAID}: on or shortly before publication"
SHORT = 10
"""Days of a range that a narrative may lean on."""


def resolve_dates(
    text: str,
    spans: Sequence[tuple[int, int]],
    published: Published | None,
    coming: Mapping[tuple[int, int], bool] | None = None,
) -> list[Resolution | None]:
    """Return what each span of date words means; the answers stand in the order of `spans`.

    `coming` says of spans whether what they date lies ahead, where the coding knows.
    """
    found: dict[tuple[int, int], Resolution | None] = {}
    ahead = coming or {}
    walk = _Walk(text, published, order_of(text), "\n\n" if "\n\n" in text else "\n")
    for start, end in sorted(set(spans)):
        resolution = walk.step(start, end, ahead.get((start, end)))
        if resolution is not None:  # what follows leans on the day itself
            resolution = moved(resolution, years_back(text, end))
        found[start, end] = resolution
    return [found[span] for span in spans]


@dataclass(slots=True)
class _Walk:
    """The walk through one text: what it is told of last, and where that stands."""

    text: str
    published: Published | None
    order: str | None
    paragraph: str
    told: tuple[Interval, int] | None = None
    plans: tuple[Interval, int] | None = None
    """A day told of that lies ahead of publication; what has happened does not lean on it."""

    def step(self, start: int, end: int, coming: bool | None = None) -> Resolution | None:
        """Resolve the words of one span and go on behind them."""
        if LEANING.search(self.text, start, end):
            self._look_back(start, coming)
        resolution = self._resolve(start, end, coming)
        self._keep(resolution, start, end)
        return resolution

    def _keep(self, resolution: Resolution | None, start: int, end: int) -> bool:
        """Take what was resolved as told of, if a narrative can lean on it."""
        interval = resolution.interval if resolution is not None else None
        if interval is None or not _carries(interval) or self._is_aside(interval, start):
            return False
        if self.published is None or interval.from_ is None or interval.from_ <= self.published.to:
            self.told = (interval, end)
        else:
            self.plans = (interval, end)
        return True

    def _is_aside(self, interval: Interval, start: int) -> bool:
        """Say whether a clause looks back to an earlier day than the one that is told of."""
        told = self.told[0].from_ if self.told else None
        if told is None or interval.to is None or interval.to >= told:
            return False
        return ASIDE.search(self.text, max(0, start - AHEAD), start) is not None

    def _look_back(self, start: int, coming: bool | None) -> None:
        """Take the last plain date in front of a leaning one, though it dates no event itself."""
        after = max(start - BACK, self.told[1] if self.told else 0)
        after = max(after, self.text.rfind(self.paragraph, after, start))
        plain = [match.span() for match in PLAIN.finditer(self.text, after, start)]
        for begin, end in reversed(plain):
            if self._keep(self._resolve(begin, end), begin, end) and self._last_told(coming):
                return

    def _last_told(self, coming: bool | None) -> tuple[Interval, int] | None:
        """Return the last thing told of; what lies ahead only where that may be meant."""
        if self.plans is None or coming is False:
            return self.told
        if self.told is None or self.told[1] < self.plans[1]:
            return self.plans
        return self.told

    def _resolve(self, start: int, end: int, coming: bool | None = None) -> Resolution | None:
        lean, told = None, self._last_told(coming)
        if told is not None:
            between = self.text[told[1] : start]
            if between.count(self.paragraph) <= FARTHEST:
                lean = Told(told[0], not STOP.search(between))
        if (lean is None or not lean.same_sentence) and LASTS.match(self.text, start, end):
            lean = self._told_behind(end) or lean
        return resolve_date(
            self.text[start:end],
            self.published,
            before=self.text[max(0, start - SCENE) : start],
            after=self.text[end : end + SCENE],
            told=lean,
            order=self.order,
            coming=coming,
        )

    def _told_behind(self, end: int) -> Told | None:
        """Return the plain date that follows in the sentence: "held for a week, freed Sunday"."""
        stop = STOP.search(self.text, end)
        limit = min(end + AHEAD, stop.start() if stop else len(self.text))
        match = PLAIN.search(self.text, end, limit)
        if match is None:
            return None
        found = self._resolve(*match.span())
        if found is None or found.interval is None or not _carries(found.interval):
            return None
        return Told(found.interval, same_sentence=True)


def resolve_undated(published: Published | None) -> Resolution | None:
    """Return when something happened that a text tells of without a word of time.

    On or shortly before publication; never the bare published date, and nothing where that is
    unknown. docs/decisions/0003-dates.md says why it is a week.
    """
    if published is None:
        return None
    interval = days.between(published.from_ - SHORTLY, published.to)
    return Resolution(interval=interval, rule=UNDATED, score=0.5)


def _carries(interval: Interval) -> bool:
    if interval.precision not in LEANS or interval.from_ is None or interval.to is None:
        return False
    if interval.precision is DatePrecision.RANGE:
        return (interval.to - interval.from_).days < SHORT
    return True
