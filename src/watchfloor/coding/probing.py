"""The lexicon's distributions for given spans: what its tables say, with the rest spread evenly."""

from collections.abc import Mapping, Sequence

from watchfloor.coding import roles, status
from watchfloor.coding.domain import Domain
from watchfloor.coding.draft import Draft
from watchfloor.coding.phrases import tag
from watchfloor.coding.scene import Scene, scene
from watchfloor.coding.triggers import NO_EVENT, Row, Trigger, find, table
from watchfloor.coding.words import Sentence, sentences
from watchfloor.model import Document, Mention, Probe, Role, Status

_SURE = {3: 0.9, 2: 0.75, 1: 0.55}
_PRIOR = {
    name: share
    for share, names in (
        (30, "ASSAULT"),
        (11, "COERCE"),
        (6, "RETREAT ACCUSE REQUEST PROTEST"),
        (4, "CONSULT SANCTION REJECT AID AGREE"),
        (3, "THREATEN MOBILIZE SUPPORT"),
        (2, "CONCEDE COOPERATE"),
    )
    for name in names.split()
}
"""How common the types are in news of conflict, roughly; what is said of a word no table knows."""

_UNKNOWN = Row(
    order=(0, 0, 0), rest=(), pos="v", type="ASSAULT", mode=(), weight=1, needs=(), forbids=()
)


def probe(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
    """Return one probe a span, in the order of the spans."""
    found: dict[tuple[int, int], Probe] = {}
    waiting = sorted(set(spans))
    for sentence in sentences(document):
        while waiting and waiting[0][1] <= sentence.starts[0]:
            span = waiting.pop(0)
            found[span] = _nothing(*span)
        while waiting and waiting[0][0] < sentence.ends[-1]:
            span = waiting.pop(0)
            found[span] = _probe(document, sentence, span)
        if not waiting:
            break
    return tuple(found.get(span) or _nothing(*span) for span in spans)


def _probe(document: Document, sentence: Sentence, span: tuple[int, int]) -> Probe:
    """Return the probe of a span that touches this sentence."""
    tokens = [
        place
        for place in range(len(sentence))
        if sentence.starts[place] < span[1] and span[0] < sentence.ends[place]
    ]
    if not tokens:
        return _nothing(*span)
    tags = tag(sentence)
    others = [
        item for item in find(sentence, tags) if item.end <= tokens[0] or item.start > tokens[-1]
    ]
    here = [
        item for item in find(sentence, tags) if item.start <= tokens[-1] and tokens[0] < item.end
    ]
    main = here[0] if here else _guess(sentence, tags, tokens)
    triggers = tuple(sorted([*others, main], key=lambda item: item.start))
    number = triggers.index(main)
    view = scene(sentence, tags, triggers)
    frames: list[roles.Frame] = []
    verdicts: list[status.Verdict] = []
    for place in range(number + 1):
        frames.append(roles.frame(view, place, frames))
        verdicts.append(status.judge(view, place, verdicts))
    types = {main.row.type: _SURE[main.row.weight]} if here else _by_word(sentence, tokens)
    fillers, mentions = _fillers(document, view, main, frames[-1], verdicts[-1])
    return Probe(
        start=span[0],
        end=span[1],
        type=_spread(types, _PRIOR),
        mode=dict.fromkeys(main.row.mode, _SURE[main.row.weight]),
        status=_spread(
            {verdicts[-1].status.value: verdicts[-1].score}, dict.fromkeys(map(str, Status), 1)
        ),
        roles=fillers,
        mentions=mentions,
    )


def _guess(sentence: Sentence, tags: str, tokens: Sequence[int]) -> Trigger:
    """Return a trigger made of the words of a span that no row of the table fits."""
    verb = tags[tokens[0]] == "V" or sentence.lower[tokens[0]].endswith(("ed", "ing"))
    return Trigger(tokens[0], tokens[-1] + 1, _UNKNOWN, verb)


def _by_word(sentence: Sentence, tokens: Sequence[int]) -> dict[str, float]:
    """Return the mass that single words give to types where the table's conditions did not hold."""
    masses: dict[str, float] = {}
    for place in tokens:
        for row in table().rows.get(sentence.lower[place], ()):
            if row.type != NO_EVENT and not row.rest:
                masses[row.type] = masses.get(row.type, 0.0) + row.weight
    total = sum(masses.values())
    return {name: 0.6 * mass / total for name, mass in masses.items()}


def _fillers(
    document: Document,
    view: Scene,
    trigger: Trigger,
    frame: roles.Frame,
    verdict: status.Verdict,
) -> tuple[dict[str, tuple[Role, ...]], tuple[Mention, ...]]:
    """Return the roles around a span, with the mentions they point to."""
    draft = Draft(document, Domain())
    draft.add(view, trigger, frame, verdict)
    coded = draft.coded("probe")
    event = coded.events[0]
    names = ("actor", "recipient", "instrument", "attributed_to", "date", "place")
    return {name: getattr(event, name) for name in names}, coded.mentions


def _nothing(start: int, end: int) -> Probe:
    """Return the probe of a span without words: the priors."""
    return Probe(
        start=start,
        end=end,
        type=_spread({}, _PRIOR),
        mode={},
        status=_spread({Status.ACTUAL.value: 0.8}, dict.fromkeys(map(str, Status), 1)),
        roles={},
    )


def _spread(masses: Mapping[str, float], prior: Mapping[str, float]) -> dict[str, float]:
    """Return a distribution: the masses given, the rest by the prior; it sums to 1."""
    rest, weight = 1.0 - sum(masses.values()), sum(prior.values())
    found = {name: round(masses.get(name, 0.0) + rest * prior[name] / weight, 6) for name in prior}
    best = max(found, key=lambda name: found[name])
    found[best] = round(found[best] + 1.0 - sum(found.values()), 6)
    return found
