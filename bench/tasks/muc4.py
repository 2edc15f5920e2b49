"""MUC-4: incident templates from a whole document. Figures in percent.

Each chain of events whose status has a stage in MUC-4 becomes one template; type and roles are
relabelled by `bench/maps/muc4_*.csv`. A filler is one entity with one string, as in the text. MUC-4
reports terrorist incidents only: of a coder that decides which events are of that context
(`decides`), only those count.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import maps
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.ceaf import ROLES, SLOTS, TYPE, Template, normal, ree, tf
from bench.score.tally import Tally, f1_of
from bench.task import Baseline, Figures, Table, Task
from watchfloor.model import Event, Filler

PERCENT = 100
ACRONYM = re.compile(r"[(\[]([A-Za-z]{2,10})[)\]]")


@dataclass(frozen=True, slots=True)
class Case:
    """One document and the templates of its annotators (GTT's version of the key)."""

    id: str
    text: str
    templates: tuple[Template, ...]


Said = tuple[Template, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read the JSONL of the set: `gtt_templates`, or `templates` of the same form without it."""
    return tuple(
        Case(
            row["id"],
            row["text"],
            _templates(row["gtt_templates"] if "gtt_templates" in row else row["templates"]),
        )
        for row in read_jsonl(path)
    )


def _templates(rows: Sequence[Mapping[str, Any]]) -> Said:
    """Return the templates without the repeats that GTT's key contains."""
    found: list[Template] = []
    for row in rows:
        roles = {
            role: tuple(tuple(mention[0] for mention in entity) for entity in row[role])
            for role in ROLES
        }
        template = Template(row["incident_type"], roles)
        if template not in found:
            found.append(template)
    return tuple(found)


def predict(product: Product, case: Case) -> Said:
    """Code the document and relabel its chains."""
    text = read_text(product, {"id": case.id, "text": case.text})
    _, events = product.code(text.document)
    return relabel(concerned(product, events))


def concerned(product: Product, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of MUC-4's context, if the coder decides it; else all."""
    marked = [one for one in maps.rows("muc4_contexts") if one["context"] in product.decides]
    return tuple(
        one for one in events if not marked or any(row["context"] in one.context for row in marked)
    )


def relabel(events: Sequence[Event]) -> Said:
    """Return one template for each chain of events that MUC-4 would report."""
    return tuple(template for template, _ in reported(events))


def reported(events: Sequence[Event]) -> list[tuple[Template, list[Event]]]:
    """Return the templates with the chain that each is made of; the first of two that are equal."""
    chains: dict[str, list[Event]] = {}
    stages = {row["status"] for row in maps.rows("muc4_statuses")}
    for event in events:
        if event.status in stages:
            chains.setdefault(event.chain, []).append(event)
    found: list[tuple[Template, list[Event]]] = []
    for chain in chains.values():
        kinds = [kind for event in chain if (kind := incident_type(event))]
        if kinds:
            template = Template(max(kinds, key=_rarity), _roles(chain))
            if all(template != one for one, _ in found):
                found.append((template, chain))
    return found


def incident_type(event: Event) -> str:
    """Return the MUC-4 type of an event by the first row of the map that fits, or nothing."""
    anchor = (event.anchor.text or "").lower()
    for row in maps.rows("muc4_types"):
        words = row["word"].split("|") if row["word"] else []
        if (
            row["type"] == event.type
            and (not row["mode"] or row["mode"] in event.mode)
            and (not words or any(re.search(rf"\b{re.escape(word)}", anchor) for word in words))
        ):
            return row["incident_type"]
    return ""


def _rarity(kind: str) -> bool:
    """Put a telling type before `attack`, which any act of the chain may be called."""
    return kind != "attack"


def _roles(chain: Sequence[Event]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {role: {} for role in ROLES}
    for event in chain:
        for role in ("actor", "recipient", "instrument"):
            for filler in getattr(event, role):
                slot = muc4_role(role, filler)
                words = (filler.text or "").lower()
                if slot and normal(words):
                    found[slot].setdefault(normal(words), (words,))
    return {role: tuple(entities.values()) for role, entities in found.items()}


def muc4_role(role: str, filler: Filler) -> str | None:
    """Return the MUC-4 role of a filler by the map, or None."""
    entity = "known" if filler.entity_id else "unknown"
    for row in maps.rows("muc4_roles"):
        fits = (row["role"], row["kind"]) == (role, filler.kind.value)
        if fits and row["entity"] in ("", entity):
            return row["muc4"]
    return None


def tally(case: Case, said: Said) -> Tally:
    """Count one document for both scores."""
    return {**ree(case.templates, said), **tf(case.templates, said)}


def figures(counts: Tally) -> Figures:
    """Return CEAF-REE micro F1 over the five roles and CEAF-TF micro F1 over roles and type."""
    return Figures(
        {"ree_f1": _micro(counts, "ree", ROLES), "template_f1": _micro(counts, "tf", SLOTS)}
    )


def _micro(counts: Tally, score: str, slots: Sequence[str]) -> float:
    def total(name: str) -> float:
        return sum(counts.get((score, slot, name), 0) for slot in slots)

    found = total("found") if score == "tf" else total("right")
    return PERCENT * f1_of(total("right"), total("predicted"), found, total("gold"))


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return both scores by slot."""
    rows = [
        (
            slot,
            None if slot == TYPE else _micro(counts, "ree", (slot,)),
            _micro(counts, "tf", (slot,)),
            counts.get(("tf", slot, "gold"), 0),
            counts.get(("tf", slot, "predicted"), 0),
        )
        for slot in SLOTS
    ]
    return (Table("F1 by slot", ("slot", "REE", "TF", "gold", "predicted"), tuple(rows)),)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return a line in the form that MUC-4 scorers read."""
    templates = [{TYPE: one.incident_type, **one.roles} for one in said]
    return {"id": case.id, "templates": templates}


def most_frequent_type(cases: Sequence[Case]) -> list[Said]:
    """Give every document one template of the file's most frequent type, without fillers."""
    kinds = [template.incident_type for case in cases for template in case.templates]
    kind = max(sorted(set(kinds)), key=kinds.count) if kinds else "attack"
    return [(Template(kind, {}),) for _ in cases]


def acronyms(cases: Sequence[Case]) -> list[Said]:
    """Take every acronym in brackets for the organisation behind one attack."""
    said: list[Said] = []
    for case in cases:
        names = dict.fromkeys(name.lower() for name in ACRONYM.findall(case.text) if name.isupper())
        names.pop("text", None)  # "[TEXT]" opens the body of every message of the set
        said.append((Template("attack", {"PerpOrg": tuple((name,) for name in names)}),))
    return said


MUC4: Task[Case, Said] = Task(
    name="muc4",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("one template of the most frequent type a document", "", most_frequent_type),
        Baseline("one attack by every acronym in brackets", "acronyms_", acronyms),
    ),
)
