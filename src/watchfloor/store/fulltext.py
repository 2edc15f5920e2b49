"""A person's search words as an FTS5 expression: plain words never become its syntax."""

import re
import unicodedata
from dataclasses import dataclass

from watchfloor.errors import UsageError

OPERATORS = ("AND", "OR", "NOT")
MAX_TERMS = 64
MAX_LENGTH = 2_000

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\x00": " "})
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for, as FTS5 expressions: what a text must have, any word of it."""

    expression: str
    any_word: str


def parse(query: str) -> Query:
    """Return the FTS5 expressions for what a person typed.

    Every word must be there. "Quoted words" stand together in that order; a trailing * finds what
    begins so; OR between two words wants either; -word and NOT word leave texts out. The three
    operators are upper case (AND changes nothing); everything else is words.

    Raises:
        UsageError: no word to look for, a quotation mark left open, an operator without its
            words, or far too many words.
    """
    if len(query) > MAX_LENGTH:
        message = f"a search of {len(query)} characters: at most {MAX_LENGTH} are looked for"
        raise UsageError(message)
    # A lone surrogate (bytes of a terminal that are no UTF-8) is in no text.
    text = query.encode("utf-8", "replace").decode("utf-8").translate(_QUOTES)
    if text.count('"') % 2:
        message = f"a quotation mark is left open in {query!r}: close it or leave it out"
        raise UsageError(message)
    wanted, unwanted = _groups(text)
    if not wanted:
        message = f"no word to look for in {query!r}: give at least one that a text should have"
        raise UsageError(message)
    count = sum(map(len, wanted)) + len(unwanted)
    if count > MAX_TERMS:
        message = f"a search of {count} words: at most {MAX_TERMS} are looked for at once"
        raise UsageError(message)
    expression = " AND ".join(f"({' OR '.join(group)})" for group in wanted)
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return Query(expression, " OR ".join(term for group in wanted for term in group))


def _groups(text: str) -> tuple[list[list[str]], list[str]]:
    """Return groups of alternatives, one of each being wanted, and what is not wanted."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    operator = ""
    for part in _PART.finditer(text):
        if part[0] in OPERATORS:
            if operator or (part[0] == "OR" and not wanted):
                raise _misplaced(operator or part[0])
            operator = "" if part[0] == "AND" else part[0]
            continue
        term, excluded = _expression(part), operator == "NOT" or part["minus"] == "-"
        if term is None:
            continue  # a dash or another sign between words
        if excluded and operator == "OR":
            raise _misplaced(operator)
        if excluded:
            unwanted.append(term)
        elif operator == "OR":
            wanted[-1].append(term)
        else:
            wanted.append([term])
        operator = ""
    if operator:
        raise _misplaced(operator)
    return wanted, unwanted


def _expression(part: re.Match[str]) -> str | None:
    """Return a word or phrase for FTS5: always a quoted string, so never syntax or a column."""
    word = part["phrase"] if part["word"] is None else part["word"].rstrip("*")
    if not _has_word(word):
        return None
    prefix = part["star"] == "*" if part["word"] is None else part["word"].endswith("*")
    return f'"{word}"' + (" *" if prefix else "")


def _misplaced(operator: str) -> UsageError:
    meaning = {"OR": "OR stands between two words, either of which will do"}.get(
        operator, "NOT stands before the one word that a text should not have"
    )
    return UsageError(f'{meaning}; to look for the word itself write "{operator.lower()}"')


def _has_word(words: str) -> bool:
    """Tell whether the tokenizer finds a word in it: only letters and digits make one."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in words)
