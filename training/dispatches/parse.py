"""Parse annotated dispatches, apply corrections, and check every span and value.

    python -m training.dispatches.parse [FILE...]        check our own texts, or the files given

The format is described in `training/dispatches/FORMAT.md`.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from watchfloor.coding.encoder.labels import CLAIM_KINDS, MODES, RELATIONS, STATUSES, TYPES

HERE = Path(__file__).parent
LABELS = ("PER", "ORG", "LOC", "FAC", "WEA", "NORP")
FIELDS = {
    "E": "anchor type mode status actor recipient place instrument date dead injured arrested"
    " count by inc",
    "C": "kind speaker cue content quoted condition horizon",
    "F": "subject quantity text value of place date",
    "R": "subject predicate object evidence since until",
}
NEEDED = {
    "E": "anchor type status",
    "C": "kind speaker content quoted",
    "F": "subject quantity text value",
    "R": "subject predicate object evidence",
}
LISTS = {"E": "events", "C": "claims", "F": "figures", "R": "relations"}
MANY = frozenset({"actor", "recipient", "instrument", "by", "place"})
_SPANS = "anchor speaker cue content condition subject object evidence text"
ONE = frozenset(_SPANS.split())
COUNTED = frozenset({"dead", "injured", "arrested", "count"})
_QUOTED = re.compile(r'"([^"]+)"(?:#(\d+))?')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class BadLineError(ValueError):
    """A line of annotation that the format does not allow."""


def documents(
    files: Iterable[Path], corrections: Iterable[Path] = ()
) -> tuple[list[Any], list[str]]:
    """Return the documents of source files after corrections, and what is wrong with them."""
    changes: dict[str, list[Mapping[str, str | None]]] = {}
    for path in corrections:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            changes.setdefault(row["doc"], []).append(row)
    found, errors = [], []
    for path in files:
        for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            document, wrong = _document(block, changes)
            errors += [f"{path.name}: {one}" for one in wrong]
            if document:
                found.append(document)
    return found, errors


def _document(
    block: str, changes: Mapping[str, Sequence[Mapping[str, str | None]]]
) -> tuple[dict[str, Any] | None, list[str]]:
    head, _, rest = block.partition("\n")
    names = [part.strip() for part in head.split(" | ")]
    body, mark, tail = rest.partition("\n---\n")
    if len(names) < 5 or not mark:
        return None, [f"{names[0]}: header needs id | source | published | genre | title, then ---"]
    text = body.strip("\n")
    document: dict[str, Any] = dict(
        zip(("id", "source", "published", "genre", "title"), names, strict=False), text=text
    )
    document |= {name: [] for name in (*LISTS.values(), "entities")}
    lines, errors = _corrected(tail.splitlines(), changes.get(names[0], ()))
    for line in lines:
        kind, _, more = line.partition(" | ")
        try:
            if kind.strip() == "N":
                document["entities"] += _names(text, more)
            elif kind.strip() in LISTS:
                document[LISTS[kind.strip()]].append(_line(text, kind.strip(), more.split(" | ")))
            elif line.strip():
                errors.append(f"unknown kind of line {kind!r}")
        except (BadLineError, ValueError) as error:
            errors.append(f"{error} in: {line[:90]}")
    return document, [f"{names[0]}: {error}" for error in errors]


def _corrected(
    lines: list[str], changes: Sequence[Mapping[str, str | None]]
) -> tuple[list[str], list[str]]:
    errors = []
    for change in changes:
        old, new = change["old"], change["new"]
        if old is None:
            last = max((n for n, line in enumerate(lines) if line.startswith("E |")), default=-1)
            lines.insert(last + 1, new or "")
            continue
        places = [n for n, line in enumerate(lines) if line.strip() == old.strip()]
        if not places:
            errors.append(f"correction finds no line {old[:80]}")
        elif new is None:
            del lines[places[0]]
        else:
            lines[places[0]] = new
    return lines, errors


def _line(text: str, kind: str, parts: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        name, _, value = part.strip().partition("=")
        if not name:
            continue
        if name not in FIELDS[kind].split() or name in found:
            message = f"field {name!r} is unknown or there twice"
            raise BadLineError(message)
        found[name] = _value(text, kind, name, value.strip())
    missing = [name for name in NEEDED[kind].split() if name not in found]
    if missing:
        message = f"{kind} without {', '.join(missing)}"
        raise BadLineError(message)
    _check(kind, found)
    return found


def _value(text: str, kind: str, name: str, value: str) -> Any:
    if name in COUNTED or (name == "date" and "=" in value):
        match = re.fullmatch(r'("[^"]+"(?:#\d+)?)=(.+)', value)
        if not match:
            message = f'{name} must be "words"=LOW..HIGH'
            raise BadLineError(message)
        low, high = _interval(match[2], days=name == "date")
        ends = ("from", "to") if name == "date" else ("low", "high")
        return {**_span(text, match[1]), ends[0]: low, ends[1]: high}
    if name == "value":
        return dict(zip(("low", "high"), _interval(value, days=False), strict=True))
    if name == "horizon":
        return dict(zip(("from", "to"), _interval(value, days=True), strict=True))
    if name in MANY and not (kind == "F" and name == "place"):
        spans = [_span(text, match[0]) for match in _QUOTED.finditer(value)]
        if not spans:
            message = f"no quoted span in {value}"
            raise BadLineError(message)
        return spans
    if name in ONE or name == "place":
        return _span(text, value)
    return value


def _check(kind: str, found: dict[str, Any]) -> None:
    allowed: dict[str, Sequence[str]] = {
        "type": TYPES,
        "status": STATUSES,
        "kind": CLAIM_KINDS[1:],
        "predicate": RELATIONS[1:],
        "quoted": ("yes", "no"),
    }
    for name, values in allowed.items():
        if name in found and found[name] not in values:
            message = f"{name} {found[name]!r} is none of {', '.join(values)}"
            raise BadLineError(message)
    if kind == "E":
        found["mode"] = [mode for mode in found.get("mode", "").split("+") if mode]
        known = dict(MODES).get(found["type"], ())
        for mode in found["mode"]:
            if mode not in known:
                message = f"mode {mode} is not of {found['type']}"
                raise BadLineError(message)


def _span(text: str, words: str) -> dict[str, Any]:
    match = _QUOTED.fullmatch(words.strip())
    if not match:
        message = f"not a quoted span: {words}"
        raise BadLineError(message)
    start = -1
    for _ in range(int(match[2] or 1)):
        start = text.find(match[1], start + 1)
        if start < 0:
            message = f"not in the text that often: {words}"
            raise BadLineError(message)
    return {"text": match[1], "start": start, "end": start + len(match[1])}


def _interval(words: str, *, days: bool) -> tuple[Any, Any]:
    match = re.fullmatch(r"([^.]*(?:\.\d+)?)\.\.([^.]*(?:\.\d+)?)", words.strip())
    if not match:
        message = f"not LOW..HIGH: {words}"
        raise BadLineError(message)
    ends: list[Any] = []
    for side in (match[1].strip(), match[2].strip()):
        if not side:
            ends.append(None)
        elif days:
            if not _DAY.fullmatch(side):
                message = f"not an ISO date: {side}"
                raise BadLineError(message)
            ends.append(side)
        else:
            ends.append(float(side) if "." in side else int(side))
    if None not in ends and ends[0] > ends[1]:
        message = f"interval runs backwards: {words}"
        raise BadLineError(message)
    return ends[0], ends[1]


def _names(text: str, more: str) -> list[dict[str, Any]]:
    found = []
    for part in more.split(" | "):
        match = re.fullmatch(r'([A-Z]+) ("[^"]+"(?:#\d+)?)', part.strip())
        if not match or match[1] not in LABELS:
            message = f"no name: {part!r}"
            raise BadLineError(message)
        found.append({**_span(text, match[2]), "label": match[1]})
    return found


def cut_words(document: Mapping[str, Any]) -> list[str]:
    """Return the spans of a document that begin or end inside a word."""
    text, found = document["text"], []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "start" in value:
                start, end = value["start"], value["end"]
                before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
                after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
                if before or after:
                    found.append(f"{document['id']}: {value['text']!r} cuts a word")
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    for name in (*LISTS.values(), "entities"):
        walk(document[name])
    return found


def own_files() -> list[Path]:
    """Return the source files of our own texts."""
    return sorted((HERE / "src").glob("*.txt"))


def correction_files() -> list[Path]:
    """Return the files of corrections to the shared training part."""
    return sorted(HERE.glob("corrections-*.jsonl"))


def main(arguments: Sequence[str]) -> int:
    """Check files and count what is in them."""
    files = [Path(name) for name in arguments] or own_files()
    found, errors = documents(files)
    for document in found:
        errors += cut_words(document)
    for error in errors:
        print(error)
    events = [event for document in found for event in document["events"]]
    print(f"{len(found)} documents, {len(events)} events, {len(errors)} errors")
    for name in ("type", "status"):
        print(name, dict(Counter(event[name] for event in events).most_common()))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
