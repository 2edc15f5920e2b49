"""Adapters: each set of `../shared/data` as units for the tasks that it teaches.

A tenth of each set, by a hash of the document's id, is *tune*: never trained on, what thresholds
and calibration are fitted on. Nothing here opens a development or test file.
"""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.dispatches import parse as dispatches_parse
from training.reader.units import (
    Text,
    Unit,
    inside,
    mask_context,
    name_labels,
    paint,
    read,
    units,
)
from training.reader.verbs import patterns
from watchfloor.coding.encoder.labels import (
    CLAIM_KINDS,
    GROUPS,
    INCIDENTS,
    MODE_NAMES,
    RELATIONS,
    ROLE_GROUP,
    ROLES,
    ROOTS,
    STATUSES,
    TYPES,
)
from watchfloor.coding.encoder.wordpiece import WordPiece
from watchfloor.coding.phrases import noun_phrases, tag
from watchfloor.coding.sayings import cue_words

Span = tuple[int, int]
SOURCE = {"by": "attributed_to"}
PARTICIPANTS, PLACES, WEAPONS = ("PER", "ORG", "NORP"), ("LOC", "FAC"), ("WEA",)


def is_tune(doc: str) -> bool:
    """Say whether a document belongs to the tenth that is never trained on."""
    return hashlib.sha256(doc.encode()).digest()[0] % 10 == 0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the sets lie, and the cutter that reads them."""

    root: Path
    cutter: WordPiece


def dispatches(sources: Sources) -> Iterator[Unit]:
    """Yield our annotated texts, corrected, and those written since: every layer."""
    files = sorted((sources.root / "dispatches/src/train").glob("*.txt"))
    found, errors = dispatches_parse.documents(
        [*files, *dispatches_parse.own_files()], dispatches_parse.correction_files()
    )
    for error in errors:
        print("dispatches:", error)
    for document in found:
        yield from dispatch_units(document, sources.cutter)


def dispatch_units(document: dict[str, Any], cutter: WordPiece) -> list[Unit]:
    """Return the windows of one annotated dispatch."""
    text = read(document["text"], cutter)
    made = units(text, "dispatches", document["id"])
    verdicts = verdicts_of(text)
    events = [_event(text, event, verdicts) for event in document["events"]]
    names = [
        (*text.span(match.start(), match.end()), entity["label"])
        for entity in document["entities"]
        for match in re.finditer(_word(entity["text"]), document["text"])
    ]
    claims = [_claim(text, claim) for claim in document["claims"]]
    relations = [_relation(text, one) for one in document["relations"]]
    phrases = [text.span(*span) for span in _phrases(text)]
    for window, unit in zip(text.windows, made, strict=True):
        _place_events(window, unit, events)
        _place_names(window, unit, names)
        _place_claims(window, unit, text, claims)
        unit.phrases = [span for one in phrases if (span := inside(window, one))]
        for left, right, kind in relations:
            one, other = inside(window, left), inside(window, right)
            if one and other and max(one[0], other[0]) >= unit.home:
                unit.relations.append((*one, *other, kind))
        mask_context(unit)
    return made


def _word(text: str) -> str:
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _phrases(text: Text) -> Iterator[Span]:
    """Yield the characters of every plain noun phrase, which the product offers as fillers."""
    for passage in text.passages:
        sentence, view = passage.sentence, passage.view
        for one in view.phrases if view else noun_phrases(tag(sentence), sentence.body):
            yield sentence.starts[one.start], sentence.ends[one.end - 1]


def verdicts_of(text: Text) -> list[tuple[int, int, int]]:
    """Return (start, end, status) of the lexicon's triggers, in characters."""
    found = []
    for passage in text.passages:
        for trigger, verdict in zip(passage.triggers, passage.verdicts, strict=True):
            start = passage.sentence.starts[trigger.start]
            end = passage.sentence.ends[trigger.end - 1]
            found.append((start, end, STATUSES.index(verdict.status.value)))
    return found


def rule_status(verdicts: list[tuple[int, int, int]], start: int, end: int) -> int:
    """Return the lexicon's status of the trigger at a span, or the number of statuses."""
    for low, high, status in verdicts:
        if low < end and start < high:
            return status
    return len(STATUSES)


def _event(text: Text, event: dict[str, Any], verdicts: list[tuple[int, int, int]]) -> Any:
    anchor = event["anchor"]
    roles = []
    for name in ("actor", "recipient", "by", "place", "instrument"):
        for span in event.get(name, ()):
            role = ROLES.index(SOURCE.get(name, name))
            roles.append((role, text.span(span["start"], span["end"])))
    for name in ("date", "dead", "injured", "arrested", "count"):
        if name in event:
            span = event[name]
            roles.append((ROLES.index(name), text.span(span["start"], span["end"])))
    return {
        "span": text.span(anchor["start"], anchor["end"]),
        "types": (TYPES.index(event["type"]),),
        "status": STATUSES.index(event["status"]),
        "rule": rule_status(verdicts, anchor["start"], anchor["end"]),
        "modes": tuple(MODE_NAMES.index((event["type"], mode)) for mode in event["mode"]),
        "roles": roles,
        "inc": event.get("inc"),
    }


def _claim(text: Text, claim: dict[str, Any]) -> Any:
    def span(name: str) -> Span | None:
        one = claim.get(name)
        return text.span(one["start"], one["end"]) if one else None

    return {
        "kind": CLAIM_KINDS.index(claim["kind"]),
        "source": span("speaker"),
        "cue": span("cue"),
        "content": span("content"),
    }


def _relation(text: Text, one: dict[str, Any]) -> tuple[Span, Span, int]:
    ends = [text.span(one[name]["start"], one[name]["end"]) for name in ("subject", "object")]
    return ends[0], ends[1], RELATIONS.index(one["predicate"])


def _place_events(window: tuple[int, int, int], unit: Unit, events: list[Any]) -> None:
    """Put events at home in a window into the unit, with the fillers that the window holds."""
    anchors: list[Span] = []
    spans: set[tuple[int, int, int]] = set()
    for event in events:
        anchor = inside(window, event["span"])
        if anchor is None:
            continue
        anchors.append(anchor)
        roles = []
        for role, filler in event["roles"]:
            here = inside(window, filler)
            if here is not None:
                roles.append((role, *here))
                spans.add((*here, ROLE_GROUP[role]))
        if anchor[0] >= unit.home:
            made = {**event, "i": anchor[0], "j": anchor[1], "R": roles}
            del made["span"], made["roles"]
            unit.events.append(made)
    paint(unit, "anchor", anchors)
    for number, group in enumerate(GROUPS):
        # the longer filler wins: the shorter ones inside it are parts of its name
        paint(unit, group, [one[:2] for one in spans if one[2] == number], shorter_last=False)
    unit.cands = sorted(spans)


def _place_names(
    window: tuple[int, int, int], unit: Unit, names: list[tuple[int, int, str]]
) -> None:
    here = []
    for start, end, label in names:
        span = inside(window, (start, end))
        if span:
            here.append((*span, label))
    unit.names = here
    name_labels(unit, [(a, b, (label,)) for a, b, label in here], ("VEH",))


def _place_claims(window: tuple[int, int, int], unit: Unit, text: Text, claims: list[Any]) -> None:
    """Put claims into a unit.

    Dispatches annotate only some kinds of attribution: a sentence without a claim that has a word
    of saying or a quotation mark is left open, which PolNeAR teaches; elsewhere nobody speaks.
    """
    unsaid = _unsaid(window, unit, text, claims)
    for head in ("source", "cue", "content"):
        spans = [inside(window, one[head]) for one in claims if one[head]]
        paint(unit, head, [span for span in spans if span])
        unit.bio[head][unsaid & (unit.bio[head] == 0)] = -1
    for claim in claims:
        span = inside(window, claim["content"]) if claim["content"] else None
        if span and span[0] >= unit.home:
            unit.claims.append({"kind": claim["kind"], "i": span[0], "j": span[1]})


def _unsaid(window: tuple[int, int, int], unit: Unit, text: Text, claims: list[Any]) -> np.ndarray:
    """Return which words of a window stand in sentences of which nobody noted who speaks."""
    unsaid = np.zeros(unit.words, dtype=bool)
    said = [span for one in claims for head in ("source", "cue", "content") if (span := one[head])]
    low = 0
    for passage in text.passages:
        high = low + len(passage.words)
        words = (text.document.text[word.start : word.end] for word in passage.words)
        noted = any(start < high and low < end for start, end in said)
        span = inside(window, (low, high))
        if span and not noted and any(w in _QUOTES or w.lower() in cue_words() for w in words):
            unsaid[slice(*span)] = True
        low = high
    return unsaid


_QUOTES = frozenset("\"“”‘’«»„'")


NER_SETS: dict[str, tuple[dict[str, tuple[str, ...]], tuple[str, ...]]] = {
    "uner_ewt_train": (
        {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC")},
        ("WEA", "VEH", "NORP"),
    ),
    "wikigold_all": (
        {
            "PER": ("PER",),
            "ORG": ("ORG",),
            "LOC": ("LOC", "FAC"),
            "MISC": ("O", "NORP", "WEA", "VEH"),
        },
        ("WEA", "VEH", "NORP"),
    ),
    "wnut17_train": (
        {
            "PER": ("PER",),
            "ORG": ("ORG",),
            "LOC": ("LOC", "FAC"),
            "MISC": ("O", "NORP", "WEA", "VEH"),
        },
        ("WEA", "VEH", "NORP"),
    ),
    **{
        f"btc_{part}": (
            {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC")},
            ("WEA", "VEH", "NORP"),
        )
        for part in "abefgh"
    },
    "crossner_politics_train": (
        {
            "politician": ("PER",),
            "person": ("PER",),
            "politicalparty": ("ORG",),
            "organisation": ("ORG",),
            "location": ("LOC", "FAC"),
            "country": ("LOC",),
        },
        ("WEA", "VEH", "NORP"),
    ),
    "re3d_bio_train": (
        {
            "Person": ("PER",),
            "Organisation": ("ORG",),
            "Location": ("LOC", "FAC"),
            "Weapon": ("WEA",),
            "MilitaryPlatform": ("VEH",),
            "Vehicle": ("VEH",),
            "Nationality": ("NORP",),
        },
        (),
    ),
}
"""Label -> our kinds, and the kinds that the set does not annotate. CrossNER is MIT."""


def names(sources: Sources) -> Iterator[Unit]:
    """Yield sentences with named entities."""
    closed = _closed_texts(sources.root)
    for name, (labels, unlabelled) in NER_SETS.items():
        for row in rows(sources.root / f"ner/{name}.jsonl"):
            if name.startswith("re3d") and "".join(row["text"].split()) in closed:
                continue
            text = read(row["text"], sources.cutter)
            for window, unit in zip(
                text.windows, units(text, f"ner/{name}", row["id"]), strict=True
            ):
                spans = []
                for entity in row["entities"]:
                    span = inside(window, text.span(entity["start"], entity["end"]))
                    kinds = labels.get(entity["type"], ("O", *unlabelled))
                    if span:
                        spans.append((*span, kinds))
                name_labels(unit, spans, unlabelled)
                yield unit


class _Joined:
    """Text without spaces, to look sentences up in."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = ["".join(text.split()) for text in texts]

    def __contains__(self, sentence: str) -> bool:
        return any(sentence in text for text in self.texts)


def _closed_texts(root: Path) -> _Joined:
    """Return the texts of re3d whose licence forbids training a released model (BBC, NC)."""
    return _Joined(
        [row["text"] for row in rows(root / "re3d/train.jsonl") if "NC" in row["licence"]]
    )


def factuality(sources: Sources) -> Iterator[Unit]:
    """Yield sentences with predicates and how certain they are, -3..3."""
    for row in rows(sources.root / "factuality/uds_ih2_train.jsonl"):
        text = read(row["text"], sources.cutter)
        verdicts = verdicts_of(text)
        for window, unit in zip(text.windows, units(text, "uds", row["id"]), strict=True):
            for target in row["targets"]:
                span = inside(window, text.span(target["start"], target["end"]))
                if span and span[0] >= unit.home:
                    rule = rule_status(verdicts, target["start"], target["end"])
                    unit.events.append(
                        {"i": span[0], "j": span[1], "signed": target["label"], "rule": rule}
                    )
            if unit.events:
                yield unit


def attribution(sources: Sources) -> Iterator[Unit]:
    """Yield PolNeAR's source, cue and content spans."""
    for row in rows(sources.root / "polnear/train.jsonl"):
        text = read(row["text"], sources.cutter)
        one = row["annotators"][0]
        spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for attribution in row["attributions"]:
            if attribution["annotator"] != one:
                continue
            for head, found in spans.items():
                found += [text.span(part["start"], part["end"]) for part in attribution[head]]
        for window, unit in zip(text.windows, units(text, "polnear", row["id"]), strict=True):
            for head, found in spans.items():
                here = [_clip(window, span) for span in found]
                paint(unit, head, [span for span in here if span], shorter_last=head != "content")
            mask_context(unit)
            yield unit


def _clip(window: tuple[int, int, int], span: Span) -> Span | None:
    """Return the part of a span that a window holds: a quotation may run on."""
    start, end = max(span[0], window[0]) - window[0], min(span[1], window[2]) - window[0]
    return (start, end) if start < end else None


WIKI_TYPES = {
    "Conflict.Attack": ("ASSAULT",),
    "Life.Die": ("ASSAULT",),
    "Life.Injure": ("ASSAULT",),
    "ArtifactExistence.DamageDestroyDisableDismantle": ("ASSAULT",),
    "Conflict.Demonstrate": ("PROTEST",),
    "Justice.ArrestJailDetain": ("COERCE",),
    "Justice.ReleaseParole": ("RETREAT",),
    "Justice.Convict": ("SANCTION",),
    "Justice.Sentence": ("SANCTION",),
    "Justice.ChargeIndict": ("ACCUSE",),
    "Justice.InvestigateCrime": ("ACCUSE",),
    "Justice.Acquit": ("CONCEDE",),
    "Contact.RequestCommand": ("REQUEST",),
    "Contact.ThreatenCoerce": ("THREATEN",),
    "Contact.Contact": ("CONSULT",),
}
WIKI_ROLES = {
    "Attacker": "actor",
    "Killer": "actor",
    "Injurer": "actor",
    "Demonstrator": "actor",
    "Jailer": "actor",
    "Prosecutor": "actor",
    "Investigator": "actor",
    "JudgeCourt": "actor",
    "Destroyer": "actor",
    "DamagerDestroyer": "actor",
    "Communicator": "actor",
    "Participant": "actor",
    "Target": "recipient",
    "Victim": "recipient",
    "Detainee": "recipient",
    "Defendant": "recipient",
    "Artifact": "recipient",
    "Recipient": "recipient",
    "Place": "place",
    "Instrument": "instrument",
    "ExplosiveDevice": "instrument",
}


def wikievents(sources: Sources) -> Iterator[Unit]:  # noqa: C901  (the repair of one file)
    """Yield WikiEvents with its triggers repaired.

    The file puts every trigger on the first occurrence of its word (a third are wrong), so every
    occurrence of an annotated trigger word gets the type; arguments stay near the marked one only.
    """
    for row in rows(sources.root / "wikievents/train.jsonl"):
        text = read(row["text"], sources.cutter)
        verdicts = verdicts_of(text)
        found: dict[Span, Any] = {}
        masked: list[Span] = []
        for event in row["events"]:
            kind = WIKI_TYPES.get(event["type"])
            trigger = event["trigger"]
            for match in re.finditer(_word(trigger["text"]), row["text"]):
                span = text.span(match.start(), match.end())
                if kind is None:
                    masked.append(span)
                    continue
                item = found.setdefault(
                    span,
                    {
                        "span": span,
                        "types": (),
                        "rule": rule_status(verdicts, match.start(), match.end()),
                        "roles": [],
                    },
                )
                item["types"] = (*item["types"], TYPES.index(kind[0]))
                for argument in event["args"]:
                    role = WIKI_ROLES.get(argument["role"])
                    filler = text.span(argument["start"], argument["end"])
                    if role and abs(int(text.sent[filler[0]]) - int(text.sent[span[0]])) <= 1:
                        item["roles"].append((ROLES.index(role), filler))
        for window, unit in zip(text.windows, units(text, "wikievents", row["id"]), strict=True):
            _place_events(window, unit, list(found.values()))
            for span in masked:
                here = inside(window, span)
                if here and not unit.bio["anchor"][here[0] : here[1]].any():
                    unit.bio["anchor"][here[0] : here[1]] = -1
            for group in ("date", "number"):
                del unit.bio[group]
            mask_context(unit)
            yield unit


MUC_ROLES = {
    "PerpInd": "perp_ind",
    "PerpOrg": "perp_org",
    "Target": "target",
    "Victim": "victim",
    "Weapon": "weapon",
}


def muc4(sources: Sources) -> Iterator[Unit]:
    """Yield MUC-4: every occurrence of every filler, types of sentences and of the document."""
    for row in rows(sources.root / "muc4/train.jsonl"):
        yield from muc_units(row, sources.cutter)


def muc_units(row: dict[str, Any], cutter: WordPiece) -> list[Unit]:
    """Return the windows of one message."""
    text = read(row["text"], cutter)
    low = row["text"].lower()
    spans: dict[str, set[Span]] = {head: set() for head in MUC_ROLES.values()}
    sentences = np.zeros((int(text.sent[-1]) + 1, len(INCIDENTS) + 1), dtype=np.float32)
    types = np.zeros(len(INCIDENTS) + 1, dtype=np.float32)
    for template in row["gtt_templates"]:
        kind = INCIDENTS.index(template["incident_type"])
        types[[kind, -1]] = 1
        for role, head in MUC_ROLES.items():
            for entity in template[role]:
                for mention in entity:
                    for at in occurrences(mention[0], low):
                        span = text.span(*at)
                        if span[0] < span[1]:
                            spans[head].add(span)
                            sentences[text.sent[span[0]], [kind, -1]] = 1
    made = units(text, "muc4", row["id"])
    for window, unit in zip(text.windows, made, strict=True):
        for head, found in spans.items():
            here = [inside(window, span) for span in found]
            paint(unit, head, [span for span in here if span], shorter_last=False)
        unit.sent_types, unit.doc_types = sentences, types
        mask_context(unit)
    return made


def occurrences(words: str, low: str) -> Iterator[Span]:
    """Yield the characters of whole words in a text in small letters, whatever its line breaks."""
    loose = r"(?<![a-z0-9])" + r"\s+".join(map(re.escape, words.split())) + r"(?![a-z0-9])"
    for match in re.finditer(loose, low):
        yield match.start(), match.end()


def plv(sources: Sources) -> Iterator[Unit]:
    """Yield PLV's sentences with their root."""
    for row in rows(sources.root / "plover/plv_train.jsonl"):
        text = read(row["text"], sources.cutter)
        unit = units(text, "plv", row["id"])[0]
        unit.root = (ROOTS.index(row["root"]),)
        yield unit


YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_NATIONS = "Iran Russia Ukraine Kenya Peru Turkey Japan Somalia France Myanmar Iraq Mali Syria"
NATIONS = _NATIONS.split()


def weak_roots(sources: Sources) -> Iterator[Unit]:
    """Yield made stories and CAMEO's verb patterns with root, some with the verb as anchor."""
    chance = random.Random(1)  # noqa: S311  (a draw that can be repeated)
    seen = set()
    for row in rows(sources.root / "plover/ngec_synthetic.jsonl"):
        root = ROOTS.index(YIELD.get(row["event"], row["event"]))
        parts = []
        if row["title"] not in seen:
            seen.add(row["title"])
            parts.append(re.sub(r"\{.*?\}", lambda _: chance.choice(NATIONS), row["title"]))
        first = re.split(r'(?<=[a-z"\)][.!?])\s+|\n+', row["text"].strip())[0].split()[:45]
        if len(first) > 5:
            parts.append(" ".join(first))
        for part in parts:
            text = read(part, sources.cutter)
            if not text.passages:
                continue
            unit = units(text, "ngec", row["id"])[0]
            unit.root = (root,)
            yield unit
    for number, (sentence, verb, kind) in enumerate(patterns(sources.root, chance)):
        text = read(sentence, sources.cutter)
        unit = units(text, "cameo", f"cameo-{number}")[0]
        unit.root = (ROOTS.index(YIELD.get(kind, kind)),)
        span = text.span(*verb)
        kinds = ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,)
        unit.bio["anchor"] = np.full(unit.words, -1, dtype=np.int8)
        if span[0] < span[1]:
            unit.bio["anchor"][span[0] : span[1]] = 2
            unit.bio["anchor"][span[0]] = 1
            unit.events.append(
                {
                    "i": span[0],
                    "j": span[1],
                    "types": tuple(TYPES.index(one) for one in kinds),
                    "rule": len(STATUSES),
                    "R": [],
                }
            )
        yield unit


Adapter = Callable[[Sources], Iterator[Unit]]
ADAPTERS: dict[str, Adapter] = {
    "dispatches": dispatches,
    "names": names,
    "factuality": factuality,
    "attribution": attribution,
    "wikievents": wikievents,
    "muc4": muc4,
    "plv": plv,
    "weak": weak_roots,
}
