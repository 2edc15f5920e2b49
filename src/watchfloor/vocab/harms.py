"""Words by which a count of people says what befell them, to hold a value against its words."""

import re
from collections.abc import Iterable

_STEMS = {
    "dead": "dead|die[ds]?|dying|deaths?|kill|slain|fatal|bod(?:y|ies)\\b|martyr|lives|toll",
    "injured": "injur|wound|hurt|maim",
    "arrested": "arrest|detain|detention|captur|custody|round(?:ed|ing) up|prisoner",
    "abducted": "abduct|kidnap|hostage|captive|seiz|taken|captur",
}
_PATTERNS = {name: re.compile(rf"\b(?:{stems})", re.IGNORECASE) for name, stems in _STEMS.items()}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,12}")


def contradiction(field: str, words: str, values: Iterable[int | None]) -> str | None:
    """Return why words cannot be those of a count, None if they may be.

    Words that name another harm and not its own, or other numbers in digits, cannot. Words without
    either ("dozens of fighters") are believed.
    """
    own = _PATTERNS.get(field)
    others = [name for name, one in _PATTERNS.items() if name != field and one.search(words)]
    if own and others and not own.search(words):
        return f"these words count the {others[0]}, not the {field}"
    told = {int(one.replace(",", "")) for one in _NUMBER.findall(words)}
    if told and not told & set(values):
        return f"these words give {', '.join(map(str, sorted(told)))}"
    return None
