"""The keys under which names of places are stored and looked up.

The build step imports this file by its path, so it asks for nothing but the standard library.
"""

import re
import unicodedata
from functools import lru_cache

PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
    | dict.fromkeys("'‘’ʻʼʽʾʿ´`′.\"“”", "")
    | dict.fromkeys("-‐‑–—/,_", " ")
)
SHORT_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
ARTICLES = frozenset(
    {"al", "el", "ul"}
    | {vowel + letter for vowel in "ae" for letter in ("d", "n", "r", "s", "sh", "t", "z")}
    | {"ath", "ud", "ur"}
)
"""The Arabic article before sun and moon letters, as it is written in Latin letters."""

# One sound, many spellings: longer strings first. The result is for comparing, not for reading.
SOUNDS = (
    ("dzh", "j"), ("tch", "ch"), ("sch", "sh"), ("dj", "j"), ("ph", "f"), ("ck", "k"),
    ("gh", "g"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"), ("y", "i"), ("w", "v"),
    ("e", "i"), ("o", "u"),
)  # fmt: skip
REPEATED = re.compile(r"(.)\1+")
SHORTEST_LOOSE = 5
"""Letters that a loose key must have: shorter ones mean too many places."""


@lru_cache(maxsize=65_536)
def place_key(name: str) -> str:
    """Return the name without case, accents, apostrophes, hyphens and the article "the"."""
    text = name.casefold()
    if text.isascii():
        if text.isalpha():
            return SHORT_FORMS.get(text, text)
    else:
        # some letters have a case only after they are taken apart
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(one for one in parts if not unicodedata.combining(one))
    words = text.translate(PLAIN).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def bare_key(key: str) -> str:
    """Return a key without Arabic articles: "al qaim" is "qaim". What is all article stays."""
    words = [word for word in key.split(" ") if word not in ARTICLES]
    return " ".join(words) if words else key


def loose_key(key: str) -> str:
    """Return one spelling for the many transliterations of a name, "~" before it; or "".

    Articles, spaces, doubled letters and an "h" at the end go; sounds that transliterations
    confuse become one letter.
    """
    text = bare_key(key).replace(" ", "")
    for spelling, sound in SOUNDS:
        text = text.replace(spelling, sound)
    text = REPEATED.sub(r"\1", text)
    text = text.removesuffix("h")
    return f"~{text}" if len(text) >= SHORTEST_LOOSE else ""
