"""One letter a token, and noun phrases as patterns over those letters.

Letters: D determiner, P possessive pronoun, N open word, C capitalised open word, # number,
V verb, A auxiliary, E event words, I preposition, O "of", T "to", & and/or, W who/which/that,
S subordinator, R pronoun, B adverb, ' possessive, then the punctuation , . ; ( ) and ".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.coding.words import Sentence, numerals, word_classes, words
from watchfloor.model.late import late_regex

_PUNCTUATION = {
    mark: letter
    for letter, marks in (
        (",", ",—–-"),
        (".", ".!?…"),
        (";", ";:"),
        ("(", "(["),
        (")", ")]"),
        ('"', "\"“”«»‘’'"),
        ("&", "&"),
        ("N", "%"),
        ("#", "$€£"),
    )
    for mark in marks
}
_POSSESSIVES = frozenset({"'s", "’s", "‘s", "ʼs"})
_PHRASE = late_regex(r"(?:[DP]|B(?=#)){0,4}(?:#B?|B(?=[NC#])){0,4}[NC#](?:[NC#]|'(?=[NC#]))*")
SHORT = 4
"""Letters up to which -ed and -ing say nothing: shed, king."""

_BASE_LIKE = frozenset("DP'#OIC")


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """Tokens `start` to `end` of a sentence, with the token of the head noun."""

    start: int
    end: int
    head: int


_MEASURES = frozenset(
    ("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "mile", "miles", "mi")
)
_TOWARDS = r"(?:north|south)(?:-?(?:east|west))?|east|west"
_DISTANCE = late_regex(
    rf"(?:[0-9.,]+|[a-z]+) (?:{'|'.join(sorted(_MEASURES))})(?: \( [^()]{{1,20}} \))?(?: away)?"
    rf" (?:(?:to the )?(?:due )?(?:{_TOWARDS}) of|outside|from) (?:the )?"
)
_FARTHEST = 12
"""Tokens that a distance has at most: 30 km (19 miles) to the north-east of the."""


def distances(sentence: Sentence) -> tuple[tuple[int, int, int], ...]:
    """Return "30 km north of Djibo" as tokens: its start, the start and the end of the name."""
    lower = sentence.lower
    if _MEASURES.isdisjoint(lower):
        return ()
    found = []
    for place in range(1, len(lower)):
        if lower[place] not in _MEASURES:
            continue
        match = _DISTANCE.match(" ".join((*lower[place - 1 : place + _FARTHEST], "")))
        name = place - 1 + match.group().count(" ") if match else len(lower)
        end = name
        while end < len(lower) and sentence.words[end][0].isupper():
            end += 1
        if end > name:
            found.append((place - 1, name, end))
    return tuple(found)


def apart(tags: str, sentence: Sentence) -> str:
    """Return tags in which "30 km north of" is in no phrase: "four soldiers 30 km north of X"."""
    letters = list(tags)
    for start, name, _ in distances(sentence):
        letters[start:name] = "X" * (name - start)
    return "".join(letters)


def tag(sentence: Sentence) -> str:
    """Return one letter for each token of a sentence."""
    known, plain = word_classes().tags, sentence.shouted
    letters: list[str] = []
    before = "."
    for place, word in enumerate(sentence.words):
        low = sentence.lower[place]
        us = word == "US" and not plain  # the state, no pronoun
        letter = "C" if us else known.get(low) or _PUNCTUATION.get(word)
        if (
            word == "."
            and place + 1 < len(sentence)
            and sentence.lower[place - 1] in words("phrases.title-dots")
        ):
            letter = "C"  # Gen. Piet Okoro is one phrase
        elif (low == "at" and sentence.lower[place + 1 : place + 2] == ("least",)) or (
            low == "than" and before == "B"
        ):
            letter = "B"
        elif letter is None:
            letter = _open_letter(word, low, before, plain or place == sentence.body)
        elif letter == "V" and _describes(sentence, place, before):
            letter = "N"
        elif letter == "V":
            letter = _verb_letter(word, low, before, plain or place == sentence.body)
        elif low == "that" and before in "NC,":
            letter = "W"
        elif low == "that" and before in "VA":
            letter = "S"
        elif (
            letter in "SAB"
            and word[0].isupper()
            and not plain
            and place > sentence.body
            and before != '"'
        ):
            letter = "C" if low in ("may", "will", "once") else letter
        letters.append(letter)
        before = letter
    return "".join(letters)


def _open_letter(word: str, low: str, before: str, free_case: bool) -> str:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Return the letter of a word that no table knows."""
    if low in _POSSESSIVES:
        return "'"
    if word[0].isdigit() or low in numerals():
        return "#"
    if not word[0].isalnum():
        return "-"
    if word[0].isupper() and not free_case:
        return "C"
    if "-" in word:
        return "N"
    if low.endswith("ly"):
        return "B"
    if low.endswith("ed") and before in "NCRWA'B" and len(low) > SHORT:
        return "V"
    if (
        low.endswith("ing")
        and before in ",AVTSIO"
        and len(low) > SHORT + 1
        and low not in words("phrases.nouns-in-ing")
    ):
        return "V"
    return "N"


def _describes(sentence: Sentence, place: int, before: str) -> bool:
    """Say whether a participle stands before its noun: armed men, two masked gunmen."""
    after = sentence.lower[place + 1 : place + 2]
    known = bool(after) and after[0] in word_classes().kinds
    return known and sentence.lower[place].endswith("ed") and before in "DP#.IO"


def _verb_letter(word: str, low: str, before: str, free_case: bool) -> str:
    """Return N for a verb's base or -s form where only a noun fits: the report, his claims."""
    if word[0].isupper() and not free_case:
        return "C"
    if low.endswith(("ed", "ing")):
        return "V"
    if before in "NC" and low in word_classes().kinds:
        return "N"  # security forces, the foreign ministry's guards
    return "N" if before in _BASE_LIKE and before != "C" else "V"


def mark(tags: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the letters with E where an event is named."""
    letters = list(tags)
    for start, end in spans:
        letters[start:end] = "E" * (end - start)
    return "".join(letters)


def noun_phrases(tags: str, body: int) -> tuple[Phrase, ...]:
    """Return the noun phrases of a sentence, each with its "of ..." where one follows."""
    found: list[Phrase] = []
    for match in _PHRASE.finditer(tags, body):
        start, end = match.span()
        if found and found[-1].end == start - 1 and tags[start - 1] == "O":
            last = found[-1]
            found[-1] = Phrase(last.start, end, last.head)
            continue
        found.append(Phrase(start, end, end - 1))
    return tuple(found)
