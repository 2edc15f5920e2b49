"""CAMEO's verb patterns (PETRARCH, MIT) as short made sentences: weak supervision of rare verbs.

The dictionary's format is described in its own head; only what is needed here is read.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from watchfloor.coding.encoder.labels import ROOTS
from watchfloor.coding.words import verb_forms

FALLBACK = {
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "YIELD",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
SIDES = (
    ("Turkey", "Greece"),
    ("rebels", "the government"),
    ("The president", "protesters"),
    ("Soldiers", "villagers"),
    ("Police", "gunmen"),
    ("The minister", "the opposition"),
    ("India", "Pakistan"),
    ("Militants", "troops"),
    ("The United Nations", "Sudan"),
    ("Guerrillas", "the army"),
)
"""Parties for the two sides of a pattern: the encoder should learn the verb, not the names."""


def patterns(root: Path, chance: random.Random) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Yield (sentence, characters of its verb, root or type), none twice."""
    lines = (root / "cameo_verbs/CAMEO.2.0.txt").read_text(errors="ignore").splitlines()
    codes = _codes(root)
    synonyms = _synonyms(lines)
    seen: set[str] = set()
    verb = ""
    for line in lines:
        block = re.match(r"---\s+(\S+)\s+\[(.*?)\]", line)
        if block:
            verb = block[1].split("_")[0].lower()
            continue
        body, _, comment = line.partition("#")
        found = re.search(r"\[([\d:]+)\]", body)
        if not verb or not found or not re.match(r"- |[A-Z]+\b", body):
            continue
        kind = _kind(codes, found[1].split(":")[0])
        if kind not in ROOTS:
            continue
        own = re.match(r"\s*([A-Z]+)\b", comment)
        word = own[1].lower() if body.startswith("- ") and own else verb
        if body.startswith("- "):
            pattern = body[2 : found.start()]
        else:
            word, pattern = body.split()[0].lower(), "*"
        made = _sentence(pattern, word.split("_")[0], synonyms, chance)
        if made and made[0] not in seen:
            seen.add(made[0])
            yield (*made, kind)


def _codes(root: Path) -> dict[str, str]:
    text = (root / "cameo_verbs/CAMEO2PLOVER-2021.txt").read_text(errors="ignore")
    merged = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    return {
        match[1]: merged.get(match[2], match[2])
        for match in re.finditer(r"(?m)^(\d+):\s*([A-Z]+)\s*,", text)
    }


def _kind(codes: dict[str, str], code: str) -> str:
    for part in (code, code[:3], code[:2]):
        if part in codes:
            return codes[part]
    return FALLBACK.get(code[:2], "")


def _synonyms(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        body = line.split("#")[0].strip()
        if body.startswith("&"):
            name = body.split()[0]
        elif body.startswith("+") and name:
            word = body[1:].split("[")[0].strip().replace("_", " ").lower()
            found.setdefault(name, []).append(word)
        elif body:
            name = ""
    return found


def _sentence(
    pattern: str, verb: str, synonyms: dict[str, list[str]], chance: random.Random
) -> tuple[str, tuple[int, int]] | None:
    """Write a pattern out: `$` and `+` are the parties, `*` is the verb."""
    if not verb.isalpha():
        return None
    one, other = chance.choice(SIDES)
    words = re.sub(
        r"&\w+",
        lambda match: chance.choice(synonyms.get(match[0], [match[0][1:].lower()])),
        pattern,
    )
    words = re.sub(r"[{}()^]", " ", words).replace("_", " ").replace("~", " ")
    words = re.sub(r"[A-Z]{2,}", lambda match: match[0].lower(), words)
    if "$" not in words and "%" not in words:
        words = f"$ {words}"
    if "+" not in words:
        words = f"{words} +"
    words = re.sub(r"\s+", " ", words).strip()
    if words.count("*") != 1:
        return None
    before, _, after = words.partition("*")
    forms = verb_forms(verb)
    past = forms[2] if len(forms) > 2 else forms[0]
    before = before.replace("$", one).replace("%", one).replace("+", other)
    after = after.replace("$", one).replace("%", one).replace("+", other)
    sentence = f"{before}{past}{after}."
    return sentence, (len(before), len(before) + len(past))
