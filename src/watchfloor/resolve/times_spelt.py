"""Years and numbers that are written as they are spoken: "nineteen ninety-six", "twenty four"."""

import re

from watchfloor.model.late import late_regex

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
         "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: value for value, word in enumerate((*ONES, *TEENS), start=1)} | {
    word: 10 * value for value, word in enumerate(TENS, start=2)
}
_ONE, _TEEN, _TEN = ("|".join(words) for words in (ONES, TEENS, TENS))
_LOW = rf"(?:(?:{_TEN})(?:[ -](?:{_ONE}))?|{_TEEN})"
CENTURY_YEAR = late_regex(
    rf"\b(?P<hundreds>sixteen|seventeen|eighteen|nineteen)"
    rf" (?P<rest>hundred|oh[ -](?:{_ONE})|{_LOW})\b"
    rf"|\b(?P<recent>twenty) (?P<late>{_TEEN}|twenty(?:[ -](?:{_ONE}))?)\b"
)
THOUSAND_YEAR = late_regex(rf"\b(?:the )?year two thousand(?:(?: and)? (?P<rest>{_LOW}|{_ONE}))?\b")
COMPOUND = late_regex(rf"\b(?P<ten>{_TEN})[ -](?P<one>{_ONE})\b")


def in_digits(words: str) -> str:
    """Return lower-case words with spoken years and compound numbers in digits.

    "the year two thousand" is 2000; "two thousand" alone stays, for it counts as often.
    """
    words = THOUSAND_YEAR.sub(lambda found: str(2000 + _low(found["rest"] or "")), words)
    words = CENTURY_YEAR.sub(_year, words)
    return COMPOUND.sub(lambda found: str(_low(found.group())), words)


def _year(found: re.Match[str]) -> str:
    if found["recent"]:
        return str(2000 + _low(found["late"]))
    rest = found["rest"].removeprefix("oh").strip(" -").replace("hundred", "")
    return str(100 * VALUES[found["hundreds"]] + _low(rest))


def _low(words: str) -> int:
    return sum(VALUES[word] for word in re.split("[ -]", words) if word)
