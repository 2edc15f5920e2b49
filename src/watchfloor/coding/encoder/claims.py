"""Who says so: source, cue and content put together, and the kind of each claim.

Cues come first: words that hand on what somebody says, by the head and by the table `sayings`. Each
takes the stretch of words beside it that is most likely content, and the participant beside it that
most likely speaks. A quotation that no cue reaches belongs to whoever spoke last in its paragraph,
or is announced right before it. What is believed is decided by a regression over all this.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from watchfloor.coding.encoder.claim_kinds import blames
from watchfloor.coding.encoder.claim_kinds import kind as kind_of_claim
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found, touching
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.evidence import FEATURES, Link, evidence, words_of
from watchfloor.coding.encoder.formulas import Formula, Formulas, is_person, names_armed_group
from watchfloor.coding.encoder.gaps import with_subject
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.identities import identities
from watchfloor.coding.encoder.links import links_of, unclaimed_quotations
from watchfloor.coding.encoder.no_statements import with_negation
from watchfloor.coding.encoder.noun_claims import noun_claims
from watchfloor.coding.encoder.own_words import PARTS
from watchfloor.coding.encoder.performatives import warns_abroad
from watchfloor.coding.encoder.plain_reports import BELIEVED, has_verb
from watchfloor.coding.encoder.relays import accused
from watchfloor.coding.encoder.reporting import cues
from watchfloor.coding.encoder.speakers import UNFITTED, Speakers
from watchfloor.coding.sayings import kinds_of
from watchfloor.coding.words import verb_forms
from watchfloor.model.frozen import dataclass

SPOKEN = frozenset(
    {"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}
)
"""Types of events whose anchors may be the cue of a claim: acts of words."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with its cue and source, in words; `kind` is one of the claim kinds.

    `meant` are the words that say best who the source is: the name that "he" stands for; `via` is
    who hands the words on, `accused` whom they blame.
    """

    content: Span
    cue: Span | None
    source: Span | None
    kind: str
    quoted: bool
    score: float
    meant: Span | None = None
    via: Span | None = None
    accused: Span | None = None
    evidence: tuple[float, ...] = field(default=(), repr=False, compare=False)


def attributions(
    encoded: Encoded,
    heads: Heads,
    text: str,
    fitted: Mapping[str, Any],
    acts: Sequence[Span] = (),
    people: Sequence[Span] = (),
) -> list[Attribution]:
    """Return what is said by somebody, in the order of the text; arguments as of `candidates`."""
    return believed(candidates(encoded, heads, text, fitted, acts, people), fitted)


def believed(found: Sequence[Attribution], fitted: Mapping[str, Any]) -> list[Attribution]:
    """Return the candidates that are claims; `identified` says who their speakers are."""
    least = fitted["attribution"].get("believe", 0.0)
    return [one for one in found if one.score >= max(least, _doubt(one) if least else 0.0)]


def _doubt(one: Attribution) -> float:
    """Return what a claim of a doubtful class needs to be believed.

    On tune of PolNeAR three in ten and fewer are right below these, of all others six in ten.
    """
    seen = dict(zip(FEATURES, one.evidence, strict=True))
    if seen["infinitive"] and not one.quoted:
        return _INFINITIVE
    if not seen["other"]:
        return 0.0
    return _SCARE if one.quoted else _UNKNOWN


_INFINITIVE, _SCARE, _UNKNOWN = 0.65, 0.75, 0.55
"""For "to order ...", for quotations behind a word that hands nothing on, for such words else."""


def identified(
    found: Sequence[Attribution],
    encoded: Encoded,
    people: Sequence[Span],
    names: Sequence[Found],
) -> list[Attribution]:
    """Return attributions whose sources have the words that say best who they are."""
    sources = sorted({one.source for one in found if one.source})
    named = {source for source in sources if source[1] - source[0] > 1}
    meant = identities(sources, encoded, names, sorted({*people, *named}))
    return [replace(one, meant=meant.get(one.source)) if one.source else one for one in found]


def candidates(  # noqa: PLR0913  (a text, what is known of it, and what was fitted)
    encoded: Encoded,
    heads: Heads,
    text: str,
    fitted: Mapping[str, Any],
    acts: Sequence[Span] = (),
    people: Sequence[Span] = (),
    *,
    violence: Sequence[Span] = (),
) -> list[Attribution]:
    """Return what may be said by somebody, in the order of the text, with the evidence for it.

    `acts`, deeds in order, are no cues, `violence` those that somebody answers for; `people` are
    the participants, in order.
    """
    limits = fitted["attribution"]
    contents = Contents.of(encoded, text, limits["content"])
    found = cues(encoded, contents, limits["cue"], acts)
    speakers = Speakers.of(encoded, people, contents.quoted, fitted.get("speaker", UNFITTED))
    links = list(links_of(encoded, contents, found, speakers))
    judged = _judged(links, heads, contents, speakers, acts, fitted) if links else []
    judged = _with_halves(judged)
    kept = _apart(links, judged)
    made = [judged[number] for number in kept]
    more = list(unclaimed_quotations(encoded, contents, [links[number] for number in kept]))
    made += _judged(more, heads, contents, speakers, acts, fitted) if more else []
    made = [_peaceful(one, encoded, acts, violence) for one in made]
    formulas = Formulas.of(speakers, contents, violence)
    made = [one for one in made if not one.cue or not formulas.unclaimed(one.cue[1] - 1)]
    for formula in (*formulas.found(), *noun_claims(formulas)):
        made = _with_formula(made, formula, contents, speakers, acts)
    return _with_subjects(sorted(made, key=lambda one: one.content), encoded)


def _with_subjects(made: Sequence[Attribution], encoded: Encoded) -> list[Attribution]:
    """Return the claims in order, those of a relative clause with whom they speak of."""
    found = []
    for number, one in enumerate(made):
        content = one.content
        if one.cue and not one.quoted:
            others = [other.content for other in (*made[:number], *made[number + 1 :])]
            content = with_subject(content, one.source, one.cue, encoded, others)
        found.append(replace(one, content=content) if content != one.content else one)
    return sorted(found, key=lambda one: one.content)


def _peaceful(
    one: Attribution, encoded: Encoded, acts: Sequence[Span], violence: Sequence[Span]
) -> Attribution:
    """Return a claim of responsibility for an act that nobody has to answer for as none of it.

    "It had entered into an agreement" takes nothing upon itself.
    """
    near = (one.content[0], min(one.content[1], one.content[0] + _DEED_NEAR))
    if one.kind != "responsibility" or touching(violence, near) is not None:
        return one
    given = {word.lower() for word in encoded.texts[slice(*one.content)]}
    if touching(acts, one.content) is None or not _ANSWERS.isdisjoint(given):
        return one
    return replace(one, kind="assessment")


_DEED_NEAR = 10
"""Words of a content among which the deed stands that somebody takes upon himself."""

_ANSWERS = frozenset({"responsibility", "responsible", "behind", "credit", "carried", "claimed"})


def _with_halves(made: Sequence[Attribution]) -> list[Attribution]:
    """Return claims of which the halves of a quotation around a cue are believed alike."""
    best: dict[Span, float] = {}
    for one in made:
        if one.quoted and one.cue:
            best[one.cue] = max(one.score, best.get(one.cue, 0.0))
    return [replace(one, score=best[one.cue]) if one.quoted and one.cue else one for one in made]


def _with_formula(
    made: Sequence[Attribution],
    formula: Formula,
    contents: Contents,
    speakers: Speakers,
    acts: Sequence[Span],
) -> list[Attribution]:
    """Return the claims with one that plain words make, in place of what its cue made before."""
    start, end = formula.content
    same = [one for one in made if one.cue and _meet(one.cue, formula.cue)]
    if any(contents.quoted[one.content[0]] >= 0 for one in same):
        return list(made)  # a quotation says more than the words around it
    if any(one.kind == formula.kind and _within(formula.cue, one.content) for one in made):
        return list(made)  # "said he held the group responsible" is one claim
    for one in same:
        if not formula.exact and one.content[0] <= start and end <= one.content[1]:
            start, end = one.content
    stretch = Stretch(start, end, sum(contents.values[start:end]))
    cue = Found(*formula.cue, 1.0)
    link = Link(stretch, cue, formula.source)
    told = next((one for one in same if one.source), None)
    plain = Attribution(
        (start, end),
        formula.cue,
        formula.source or (told.source if told else None),
        formula.kind,
        quoted=False,
        score=max([_PLAIN, *(one.score for one in same)]),
        via=told.via if told else None,
        accused=formula.accused,
        evidence=evidence(link, 1.0, contents, speakers, acts),
    )
    return [*(one for one in made if one not in same and one.content != (start, end)), plain]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


_PLAIN = 0.6
"""What is believed of a claim that plain words make, at least."""


def _judged(
    links: Sequence[Link],
    heads: Heads,
    contents: Contents,
    speakers: Speakers,
    acts: Sequence[Span],
    fitted: Mapping[str, Any],
) -> list[Attribution]:
    """Return each link with its kind and how much it is to be believed."""
    encoded = contents.encoded
    kinds = heads.claims([one.content.span for one in links])
    weights = fitted.get("claim")
    made = []
    for link, row in zip(links, kinds, strict=True):
        quoted = contents.quoted[link.content.start] >= 0
        cue = with_negation(link.cue.span, encoded) if link.cue else None
        given = [word.lower() for word in encoded.texts[slice(*cue)]] if cue else []
        content = words_of(link.content, encoded)
        deed = touching(acts, link.content.span) is not None
        kind, sure = kind_of_claim(row, given, content, deed=deed)
        if kind in ("assessment", "forecast") and warns_abroad(link, contents):
            kind = "threat"
        if kind in ("assessment", "blame") and _of_its_own(link.source, content, encoded):
            kind = "responsibility"
        others = kind == "responsibility" and _of_others(link, content, encoded)
        if others or _no_denial(kind, given, content):
            kind = "assessment"
        seen = evidence(link, sure, contents, speakers, acts)
        score = link.cue.score if link.cue else 0.5
        if weights is not None:
            told = sum(weights[name] * x for name, x in zip(FEATURES, seen, strict=True))
            score = float(1.0 / (1.0 + np.exp(-min(max(told, -30.0), 30.0))))
        if _performed(link, kind, encoded):
            score = max(score, _PERFORMED)
        if link.plain:
            score = max(score, BELIEVED)
        made.append(
            Attribution(
                link.content.span,
                cue,
                link.source,
                kind,
                quoted,
                score,
                via=link.via,
                accused=_accused(cue, link, speakers) if kind == "blame" else None,
                evidence=seen,
            )
        )
    return made


def _accused(cue: Span | None, link: Link, speakers: Speakers) -> Span | None:
    """Return whom a claim blames; never who speaks."""
    found = accused(cue, link.content.span, speakers)
    return None if found and link.source and _meet(found, link.source) else found


def _of_its_own(source: Span | None, content: Sequence[str], encoded: Encoded) -> bool:
    """Say whether an armed group's organ takes an act upon "the group"."""
    if source is None or tuple(content[:1]) != ("the",) or content[1:2] == []:
        return False
    if content[1] not in _BODIES or not blames(content):
        return False
    return names_armed_group(source, encoded)


def _of_others(link: Link, content: Sequence[str], encoded: Encoded) -> bool:
    """Say whether one person tells what others did: "Lima said they destroyed the drones"."""
    first = [*content[:2]][content[:1] == ["that"] :][:1]
    return first in (["they"], ["their"]) and is_person(link.source, encoded)


def _no_denial(kind: str, cue: Sequence[str], content: Sequence[str]) -> bool:
    """Say whether "no" only says what was not told: "specified no date", "gave no figures"."""
    if kind != "denial" or content[:1] != ["no"] or has_verb(content):
        return False
    denies = any(made.value == "denial" for word in cue for made in kinds_of(word))
    return not denies and _PARTS_IN.isdisjoint(content)


_PARTS_IN = PARTS | {"one", "nobody"}
_BODIES = frozenset(
    {"group", "movement", "organisation", "organization", "faction", "militia", "militants"}
)


def _performed(link: Link, kind: str, encoded: Encoded) -> bool:
    """Say whether a cue is itself the act, by somebody named: "denied", "accused", "blamed"."""
    if link.cue is None or link.source is None or link.cue.score < _SURE_CUE:
        return False
    last = encoded.texts[link.cue.end - 1].lower()
    if kind == "blame" and blames(words_of(link.content, encoded)):
        return True
    return kind in _ACTS and (
        (kind in kinds_of(last) and kind not in _ALONE) or last in _ACTS[kind]
    )


_ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "denial": frozenset(),
        "blame": frozenset(),
        "responsibility": frozenset(verb_forms("claim")),
        "threat": frozenset(verb_forms("threaten")),
        "pledge": frozenset(verb_forms("promise")),
    }
)
_ALONE = frozenset({"threat", "pledge"})
"""Kinds of which the verb listed alone is the act: who warns or agrees may do other things."""

_PERFORMED, _SURE_CUE = 0.5, 0.5
"""What is believed of such a claim at least, and how sure the head of cues must be."""


def _apart(links: Sequence[Link], made: Sequence[Attribution]) -> list[int]:
    """Return the numbers of links whose contents don't overlap, in order.

    Of two that do the one stays that is more to be believed.
    """
    kept: list[int] = []
    for number in sorted(range(len(links)), key=lambda number: -made[number].score):
        one = links[number]
        place = bisect_left(kept, one.content.start, key=lambda other: links[other].content.start)
        beside = [links[other] for other in kept[max(0, place - 1) : place + 1]]
        if all(
            other.content.end <= one.content.start or one.content.end <= other.content.start
            for other in beside
        ):
            kept.insert(place, number)
    return kept
