"""Fit the regressions over MUC-4 incidents: relevance, kinds, fillers, what belongs together.

    python -m training.reader.tune_incidents --model FOLDER --root ../shared/data

Run after `tune`; it adds `incidents` to `reader.json`. What looks at scores of the heads is fitted
on MUC-4's tune documents, since of the texts it was trained on a head is too sure; which fillers
belong together looks at places, dates and distances alone, and is fitted on the key's fillers of
all training texts. Minutes, most of them for encoding.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from bench.score.ceaf import ROLES, SLOTS, Template, normal, ree, tf
from bench.score.tally import Tally, add, f1_of
from training.reader.sets import MUC_ROLES, is_tune, occurrences, rows
from training.reader.tune import regression
from watchfloor.coding.encoder import anchors, binding
from watchfloor.coding.encoder import incident_fillers as spans
from watchfloor.coding.encoder import incidents as told
from watchfloor.coding.encoder.advice import advice
from watchfloor.coding.encoder.binding import Sentences, Sighting
from watchfloor.coding.encoder.decode import names, trimmed
from watchfloor.coding.encoder.encoded import Encoded, encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.incident_fillers import Entity
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import Model, from_folder
from watchfloor.model import Document

FOLDS = 5
RIDGE = 0.5
ROLE_OF_HEAD = {head: role for role, head in MUC_ROLES.items()}
LINKS = (0.3, 0.4, 0.5, 0.6, 0.7)
ATTACH = (0.5, 0.6, 0.7, 0.8)
RELEVANT = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
SECOND = (0.4, 0.5, 0.6, 0.7, 1.01)
ENTITY = tuple(round(0.05 * step, 2) for step in range(2, 12))

Numbers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """One filler of the key: its strings, where they stand, and the templates that have it."""

    strings: frozenset[str]
    sighting: Sighting
    templates: frozenset[int]


class Case:
    """One text, encoded, with its key."""

    def __init__(self, row: Mapping[str, Any], model: Model) -> None:
        document = Document.new(row["text"])
        encoded = encode(document, model)
        assert encoded is not None
        heads = Heads(model, encoded)
        acts = anchors.candidates(encoded, heads, model.fitted, advice(document, encoded))
        named = trimmed(
            names(encoded.names, encoded.edges, start_at=model.fitted["name"]), encoded.texts
        )
        self.text, self.encoded = row["text"], _slim(encoded)
        self.votes = told.Votes.of(encoded, heads, acts)
        self.around = Sentences.of(encoded, named, row["text"])
        self.templates = templates_of(row)
        self.gold = list(_fillers(self.templates, row["text"], encoded))
        self.proposed: dict[float, list[Entity]] = {}

    def words(self, one: Entity) -> str:
        """Return the best mention of a filler as MUC-4's scorers compare it."""
        start, end = self.encoded.characters(one.mentions[0])
        return normal(self.text[start:end])

    def weighed(self, numbers: Numbers) -> tuple[float, list[Entity]]:
        """Return the text's relevance and its fillers with their scores."""
        relevance = spans.logistic(self.votes.relevance(), numbers["relevance"])
        return relevance, spans.weighed(self.encoded, self.votes.sentences, relevance, numbers)

    def said(self, held: tuple[float, list[Entity]], numbers: Numbers) -> list[told.Incident]:
        """Return what the product would report of a text that it holds relevant."""
        given = (self.encoded, self.votes, self.around, numbers)
        return told.reported(held[1], held[0], *given)

    def templates_of(self, found: Sequence[told.Incident]) -> list[Template]:
        """Return incidents as MUC-4's templates."""
        return [self._template(one.kind, one.entities) for one in found]

    def loose(self, held: Sequence[Entity], least: float) -> list[Template]:
        """Return the fillers of a text without saying what belongs together."""
        return [self._template("attack", [one for one in held if one.score >= least])]

    def _template(self, kind: str, entities: Sequence[Entity]) -> Template:
        roles: dict[str, dict[str, tuple[str, ...]]] = {role: {} for role in ROLES}
        for one in entities:
            words = self.words(one)
            roles[ROLE_OF_HEAD[one.head]].setdefault(words, (words,))
        return Template(kind, {role: tuple(found.values()) for role, found in roles.items()})

    def bound(self, numbers: Numbers) -> list[Template]:
        """Return the key's fillers put together as the product would, each group of its kind."""
        groups = told.bound([one.sighting for one in self.gold], self.encoded, self.around, numbers)
        found = []
        for core, members in groups:
            owners = [owner for one in core or members for owner in self.gold[one].templates]
            best = max(sorted(set(owners)), key=owners.count, default=0)
            roles: dict[str, list[tuple[str, ...]]] = {role: [] for role in ROLES}
            for one in members:
                head = self.gold[one].sighting.head
                roles[ROLE_OF_HEAD[head]].append(tuple(sorted(self.gold[one].strings)))
            kind = self.templates[best].incident_type
            found.append(Template(kind, {role: tuple(all_) for role, all_ in roles.items()}))
        return found


def _slim(encoded: Encoded) -> Encoded:
    """Return an encoding without its hidden states, so that all training texts fit in memory."""
    return replace(encoded, sums=encoded.sums[:1], windows=encoded.windows[:1], guidelines={})


def templates_of(row: Mapping[str, Any]) -> list[Template]:
    """Return the templates of a key without their repeats."""
    found: list[Template] = []
    for one in row["gtt_templates"]:
        roles = {
            role: tuple(tuple(mention[0] for mention in entity) for entity in one[role])
            for role in ROLES
        }
        template = Template(one["incident_type"], roles)
        if template not in found:
            found.append(template)
    return found


def _fillers(templates: Sequence[Template], text: str, encoded: Encoded) -> Iterator[Gold]:
    """Yield each filler of a key that stands in the text, once."""
    owners: dict[tuple[str, frozenset[str]], tuple[set[int], set[str]]] = {}
    for number, template in enumerate(templates):
        for role, head in MUC_ROLES.items():
            for mentions in template.roles[role]:
                key = (head, frozenset(map(normal, mentions)))
                owned, words = owners.setdefault(key, (set(), set()))
                owned.add(number)
                words.update(mentions)
    low = text.lower()
    for (head, strings), (owned, all_words) in owners.items():
        places = {encoded.span(*at) for words in all_words for at in occurrences(words, low)}
        found = tuple(sorted(span for span in places if span[0] < span[1]))
        if found:
            yield Gold(strings, Sighting(head, found[: spans.SIGHTS]), frozenset(owned))


Held = tuple[float, list[Entity]]
"""Relevance of a text and its weighed fillers, by regressions that did not see it."""


def fit(cases: Sequence[Case], others: Sequence[Case]) -> Numbers:
    """Return the fitted numbers; `cases` are tune, `others` the texts that training saw."""
    numbers = fit_regressions(cases) | fit_pairs([*cases, *others])
    folds = [fit_regressions(_without(cases, fold)) for fold in range(FOLDS)]
    held = [case.weighed(folds[number % FOLDS]) for number, case in enumerate(cases)]
    numbers["entity"] = fit_threshold(cases, held)
    shared = {name: numbers[name] for name in ("pairs", "link", "attach", "entity")}
    return numbers | fit_gates(cases, held, [one | shared for one in folds])


def fit_threshold(cases: Sequence[Case], held: Sequence[Held]) -> float:
    """Return the likelihood from which a filler is reported, one for all heads.

    Where micro F1 is at its best, the threshold of a calibrated score is half of it (Lipton, Elkan,
    Naryanaswamy 2014): surer than the best of a grid on so few texts, a head at a time.
    """
    best = (0.0, 0.5)
    for entity in ENTITY:
        loose = [case.loose(one, entity) for case, (_, one) in zip(cases, held, strict=True)]
        best = max(best, (_micro(cases, loose, "ree"), entity))
    print(f"fillers micro F1 {best[0]:.3f} at {best[1]}, cross-fitted; half of it is the threshold")
    return round(best[0] / 2, 3)


def fit_gates(cases: Sequence[Case], held: Sequence[Held], folds: Sequence[Numbers]) -> Numbers:
    """Return from which relevance a text is reported, and a kind that has no core of its own.

    Relevance by the rule of `fit_threshold`, half of the F1 reached: the grid's best lies lower,
    but what is read into a doubtful text costs the product more than it shows here.
    """
    plain, every = (
        [
            case.said(one, folds[number % FOLDS] | {"second": second})
            for number, (case, one) in enumerate(zip(cases, held, strict=True))
        ]
        for second in (1.01, 0.0)
    )
    best: tuple[float, float, float] = (0.0, 0.3, 0.5)
    for second, relevant in product(SECOND, RELEVANT):
        said = [
            case.templates_of([*one, *(it for it in more[len(one) :] if it.score >= second)])
            if relevance >= relevant
            else []
            for case, one, more, (relevance, _) in zip(cases, plain, every, held, strict=True)
        ]
        best = max(best, (_micro(cases, said, "tf"), relevant, second))
    print(f"templates F1 {best[0]:.3f} at relevance {best[1]}, second {best[2]}, cross-fitted")
    return {"relevant": round(best[0] / 2, 3), "second": best[2]}


def _without(cases: Sequence[Case], fold: int) -> list[Case]:
    return [case for number, case in enumerate(cases) if number % FOLDS != fold]


def fit_regressions(cases: Sequence[Case]) -> Numbers:
    """Fit what looks at the heads' scores."""
    rows_of: dict[str, list[tuple[Sequence[float], bool]]] = {"relevance": [], "kind": []}
    for case in cases:
        known = {template.incident_type for template in case.templates}
        rows_of["relevance"].append((case.votes.relevance(), bool(known)))
        for number, kind in enumerate(INCIDENTS if known else ()):
            rows_of["kind"].append((case.votes.kind(number), kind in known))
    numbers: Numbers = {name: _fitted(found) for name, found in rows_of.items()}
    numbers["entities"] = fit_entities(cases, numbers)
    numbers["repeats"] = fit_repeats(cases, numbers)
    numbers["kinds"] = fit_kinds(cases)
    return numbers


def _candidates(case: Case, numbers: Numbers) -> tuple[float, list[Entity]]:
    relevance = spans.logistic(case.votes.relevance(), numbers["relevance"])
    if relevance not in case.proposed:
        found = spans.candidates(case.encoded, case.votes.sentences, relevance)
        case.proposed[relevance] = found
    return relevance, case.proposed[relevance]


def fit_entities(cases: Sequence[Case], numbers: Numbers) -> list[float]:
    """Fit how likely a candidate is a string of the key."""
    found = []
    for case in cases:
        for one in _candidates(case, numbers)[1]:
            right = any(
                one.head == gold.sighting.head and case.words(one) in gold.strings
                for gold in case.gold
            )
            found.append((one.features, right))
    return _fitted(found)


def fit_repeats(cases: Sequence[Case], numbers: Numbers) -> list[float]:
    """Fit how likely it is right and new, on scores of regressions that did not see its text."""
    found = []
    for fold in range(FOLDS):
        weights = fit_entities(_without(cases, fold), numbers)
        for case in cases[fold::FOLDS]:
            relevance, proposed = _candidates(case, numbers)
            kept = spans.scored(proposed, weights)
            features = spans.repeat_features(kept, case.encoded, relevance)
            found += list(zip(features, _new(case, kept), strict=True))
    return _fitted(found)


def _new(case: Case, kept: Sequence[Entity]) -> list[bool]:
    """Say of each candidate, in order, whether it names a filler that none before it names."""
    left = list(case.gold)
    found = []
    for one in kept:
        words = case.words(one)
        hit = next((g for g in left if g.sighting.head == one.head and words in g.strings), None)
        found.append(hit is not None)
        if hit is not None:
            left.remove(hit)
    return found


def fit_kinds(cases: Sequence[Case]) -> list[float]:
    """Fit a conditional logit (McFadden 1974) over the kinds of the key's templates."""
    given = []
    for case in cases:
        for number, template in enumerate(case.templates):
            own = [one.sighting for one in case.gold if number in one.templates]
            own = [one for one in own if one.head in told.CORES] or own
            sentence = case.encoded.sentence
            places = sorted({int(sentence[at[0]]) for one in own for at in one.spans})
            features = case.votes.kinds_of(places or range(len(case.encoded.edges)))
            given.append((features.astype(float), INCIDENTS.index(template.incident_type)))
    size = given[0][0].shape[1]
    weights = np.zeros(size)
    for _ in range(30):
        gradient, curve = RIDGE * weights, RIDGE * np.eye(size)
        for x, y in given:
            share = np.exp(x @ weights - (x @ weights).max())
            share /= share.sum()
            mean = share @ x
            gradient += mean - x[y]
            curve += (x * share[:, None]).T @ x - np.outer(mean, mean)
        weights -= np.linalg.solve(curve, gradient)
    return _rounded(weights)


def fit_pairs(cases: Sequence[Case]) -> Numbers:
    """Fit which fillers belong together, and how near they have to be, on the key's fillers."""
    found = [
        (
            binding.pair_features(one.sighting, other.sighting, case.encoded, case.around),
            not one.templates.isdisjoint(other.templates),
        )
        for case in cases
        for one, other in combinations(case.gold, 2)
    ]
    numbers: Numbers = {"pairs": _fitted(found)}
    best = (0.0, 0.5, 0.7)
    held = [case for case in cases if case.gold]
    for link, attach in product(LINKS, ATTACH):
        given = numbers | {"link": link, "attach": attach}
        score = _micro(held, [case.bound(given) for case in held], "tf")
        best = max(best, (score, link, attach))
    print(f"templates F1 {best[0]:.3f} of gold fillers on {len(held)} texts, at {best[1:]}")
    return numbers | {"link": best[1], "attach": best[2]}


def _micro(cases: Sequence[Case], said: Sequence[Sequence[Template]], score: str) -> float:
    scorer = {"ree": ree, "tf": tf}[score]
    counts: Tally = add(scorer(case.templates, one) for case, one in zip(cases, said, strict=True))

    def total(name: str) -> float:
        return sum(counts.get((score, slot, name), 0) for slot in SLOTS)

    found = total("found") if score == "tf" else total("right")
    return f1_of(total("right"), total("predicted"), found, total("gold"))


def _fitted(found: Sequence[tuple[Sequence[float], bool]]) -> list[float]:
    x = np.array([features for features, _ in found], dtype=float)
    return _rounded(regression(x, np.array([right for _, right in found], dtype=float)))


def _rounded(weights: Any) -> list[float]:
    return [round(float(weight), 4) for weight in weights]


def main(arguments: Sequence[str]) -> int:
    """Fit and add to `reader.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    options = parser.parse_args(arguments)
    model = from_folder(options.model)
    cases, others = [], []
    for row in rows(options.root / "muc4/train.jsonl"):
        if is_tune(row["id"]):
            cases.append(Case(row, model))
        elif row["gtt_templates"]:
            others.append(Case(row, model))
    print(f"{len(cases)} messages of tune, {len(others)} with templates that training saw")
    path = options.model / "reader.json"
    fitted = json.loads(path.read_text(encoding="utf-8"))
    fitted["incidents"] = fit(cases, others)
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
