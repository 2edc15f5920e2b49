"""Words that date an event, as spans of tokens; what day they mean is settled elsewhere.

A span holds the date words alone, without their preposition: "Thursday", "last week", "2018".
"""

from collections.abc import Iterator

from watchfloor.coding.words import Sentence, numerals, words


def find_dates(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the spans of tokens that are dates, in order."""
    lower, found, place = sentence.lower, [], sentence.body
    openers = words("dates.openers")
    while place < len(lower):
        word = lower[place]
        begins = word in openers or word[0].isdigit() or word.startswith("mid-")
        end = _date(sentence, place) if begins else 0
        if end:
            start = place - (lower[place - 1 : place] in (("late",), ("early",)))
            start -= lower[start - 1 : start] == ("since",)
            found.append((start, end))
        place = end or place + 1
    return tuple(_intervals(lower, found))


def _intervals(lower: tuple[str, ...], found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the dates, two joined as "between 29 October and 1 November" as one."""
    place = 0
    while place < len(found):
        start, end = found[place]
        joins = {"between": "and", "from": "to"}.get(lower[start - 1] if start else "")
        after = found[place + 1] if place + 1 < len(found) else (0, 0)
        if joins and after[0] == end + 1 and lower[end] == joins:
            start, end, place = start - 1, after[1], place + 1
        elif _is_first_day(lower, start, end):
            start -= 2
            start -= lower[start - 1 : start] in (("between",), ("from",))
        yield start, end
        place += 1


def _is_first_day(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Say whether a day stands before a date that begins with one: 2-3 October, 25 to 27 May."""
    joins = lower[start - 1] if start > 1 else ""
    return (
        joins in ("and", "to", "-", "–")
        and start + 1 < end
        and _is_day(lower[start])
        and lower[start + 1] in words("dates.months")
        and _is_day(lower[start - 2])
    )


def _date(sentence: Sentence, place: int) -> int:  # noqa: PLR0911  (one return for each form of a date)
    """Return the end of the date that begins at `place`, or 0."""
    lower, word = sentence.lower, sentence.lower[place]
    after = lower[place + 1] if place + 1 < len(lower) else ""
    if word in words("dates.weekdays") or word.removesuffix("s") in words("dates.weekdays"):
        end = place + 2 if after in words("dates.parts") else place + 1
        if _comma_month(lower, end + 1) and _is_day(lower[end + 1]):
            return _absolute(lower, end + 2)
        return _absolute(lower, end + 1) if _comma_month(lower, end) else end
    if word in words("dates.days"):
        return place + 2 if after in words("dates.parts") else place + 1
    if word in words("dates.months") and _is_month(sentence, place):
        return _absolute(lower, place)
    if word.startswith("mid-") and word[4:] in words("dates.months"):
        return place + 1
    if _is_day(word) and after in words("dates.months"):
        return _absolute(lower, place + 1)
    if _is_year(word):
        return place + 1 if place and lower[place - 1] in words("dates.before-year") else 0
    if word in words("dates.pointers") and (end := _pointed(lower, place)):
        return end
    if word[0].isdigit() or word in numerals() or word in ("a", "several", "few", "some"):
        return _ago(lower, place)
    return 0


def _absolute(lower: tuple[str, ...], month: int) -> int:
    """Return the end of "January 3, 2020", "Jan. 9" or "December 1989" from its month on."""
    end = month + 1
    if end < len(lower) and lower[end] == "." and len(lower[month]) <= 4:  # noqa: PLR2004  (Jan., Sept.)
        end += 1
    if end < len(lower) and _is_day(lower[end]):
        end += 1
    step = end + 1 if end < len(lower) and lower[end] == "," else end
    if step < len(lower) and (_is_year(lower[step]) or _is_short_year(lower, step)):
        end = step + 1
    elif lower[end - 1] == ".":
        end -= 1
    return end


def _comma_month(lower: tuple[str, ...], place: int) -> bool:
    """Say whether a month follows the comma of "Tuesday, March 3" or "Tuesday, 3 March"."""
    comma = lower[place : place + 1] == (",",) or lower[place - 1 : place] == (",",)
    return comma and place + 1 < len(lower) and lower[place + 1] in words("dates.months")


def _is_month(sentence: Sentence, place: int) -> bool:
    """Say whether a word that may be a month is one: March and May are also words."""
    lower, word = sentence.lower, sentence.words[place]
    after = lower[place + 1] if place + 1 < len(lower) else ""
    if after == "." and place + 2 < len(lower):
        after = lower[place + 2]
    before = lower[place - 1] if place else ""
    if lower[place] not in ("march", "may", "mar", "sep", "dec", "jan", "august"):
        return word[0].isupper()
    sure = (
        before in words("dates.before-month")
        or _is_day(after)
        or _is_year(after)
        or _is_day(before)
    )
    return sure and word[0].isupper()


def _is_day(word: str) -> bool:
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return digits.isascii() and digits.isdigit() and len(digits) <= 2 and 1 <= int(digits) <= 31  # noqa: PLR2004  (days of a month)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20")  # noqa: PLR2004  (four digits)


def _is_short_year(lower: tuple[str, ...], place: int) -> bool:
    """Say whether two digits after a day and a month are a year: 30 DEC 89."""
    word = lower[place]
    return len(word) == 2 and word.isascii() and word.isdigit() and int(word) > 31  # noqa: PLR2004  (two digits, no day)


def _pointed(lower: tuple[str, ...], place: int) -> int:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Return the end of "last week", "this year", "the first two weeks of 2022", or 0."""
    word, after = lower[place], lower[place + 1] if place + 1 < len(lower) else ""
    if word == "the":
        if after in ("weekend", "day") and lower[place + 2 : place + 3] in (
            ("before",),
            ("after",),
            ("weekend",),
        ):
            return place + 3
        if after == "weekend":
            return place + 2
        if after in ("previous", "same", "following", "next", "past", "last", "first"):
            end = place + 2
            while end < len(lower) and (
                lower[end] in numerals() or lower[end].isdigit() or lower[end] == "few"
            ):
                end += 1
            if end < len(lower) and (
                lower[end] in words("dates.units") or lower[end] in words("dates.spans")
            ):
                return _of_period(lower, end + 1)
        return 0
    if after in words("dates.units") and word != "the":
        if word in ("that", "this") and after == "day":
            return 0
        return place + 2
    if after in words("dates.weekdays") or (
        after in words("dates.months") and word in ("last", "next", "this")
    ):
        return place + 2
    return 0


def _of_period(lower: tuple[str, ...], end: int) -> int:
    """Return the end of "of 2022", "of January" or "of this month" at `end`, else `end`."""
    first, second = (*lower[end + 1 : end + 3], "", "")[:2]
    if lower[end : end + 1] != ("of",):
        return end
    if first in words("dates.months"):
        return _absolute(lower, end + 1)
    if _is_year(first):
        return end + 2
    named = first in ("this", "last", "the") and second in words("dates.units")
    return end + 3 if named else end


def _ago(lower: tuple[str, ...], place: int) -> int:
    """Return the end of "two days ago" or "three weeks earlier", or 0."""
    if lower[place + 1 : place + 2] and lower[place + 1] in words("dates.spans"):
        return (
            place + 3
            if lower[place + 2 : place + 3] and lower[place + 2] in words("dates.after")
            else 0
        )
    return 0
