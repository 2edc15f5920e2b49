"""Actor mentions to entities of the knowledge base, with the rule, the score and the runners-up.

By its own words first (`actors_phrase`), then by what the text named before (`actors_refer`). A
mention that means nobody whom the tables hold stays a mention; private people are never entities.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from watchfloor.model import Coded, Document, Mention, MentionKind, Resolution
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import PERSON, knowledge
from watchfloor.resolve.actors_people import TITLES
from watchfloor.resolve.actors_phrase import read
from watchfloor.resolve.actors_refer import Told, antecedents
from watchfloor.resolve.actors_scan import NOWHERE, Scene, bearers, scan, state_of
from watchfloor.resolve.actors_words import PRONOUNS

STATE_KINDS = frozenset(
    {
        MentionKind.GOVERNMENT,
        MentionKind.STATE_FORCE,
        MentionKind.ORGANISATION,
        MentionKind.GROUP,
        MentionKind.ARMED_GROUP,
    }
)
ACTOR_KINDS = STATE_KINDS | {MentionKind.PERSON}
FIRST_NAME = late_regex(r"\w[,;:]? (?P<word>[A-Z][^\W\d_]+) $")
OLDER = 31
"""Days by which a sentence's own date lies before publication to be the day of its offices."""


def resolve_actor(words: str, kind: MentionKind, scene: Scene = NOWHERE) -> Resolution | None:
    """Return the actor that the words of a mention mean by themselves; None if unknown."""
    return read(words, kind, scene) if kind in ACTOR_KINDS else None


def resolve_actors(
    document: Document,
    coded: Coded,
    resolved: Mapping[int, Resolution],
    metonyms: Collection[int] = (),
) -> dict[int, Resolution]:
    """Return what the actor mentions of a coding mean, by mention index.

    Args:
        document: whose text is read as a whole for names, acronyms and countries.
        coded: the mentions; none is moved.
        resolved: dates and places of the same coding, which say when and where.
        metonyms: indexes of place mentions that act or speak: "Tehran said"; of groups, a people's
            adjective before its act: "an Israeli strike".
    """
    wanted = {
        index: one
        for index, one in enumerate(coded.mentions)
        if one.kind in ACTOR_KINDS or index in metonyms
    }
    if not wanted:
        return {}
    scene = scan(document.text, _published(document), _countries(resolved))
    scene = replace(scene, placed=_placed(coded, resolved))
    when = _Days(coded, resolved, scene)
    found: dict[int, Resolution] = {}
    # a text names the same ones again and again
    readings: dict[tuple[str, MentionKind, date | None, bool], Resolution | None] = {}
    for index, mention in wanted.items():
        kind = MentionKind.GOVERNMENT if index in metonyms else mention.kind
        day = when.of(mention)
        adjective = index in metonyms and mention.kind is MentionKind.GROUP
        key = (mention.text or "", kind, day, adjective)
        if key not in readings:
            here = scene if day == scene.day else replace(scene, day=day)
            reading = _of_an_act(key[0], here) if adjective else read(key[0], kind, here)
            readings[key] = reading
        resolution = readings[key]
        if resolution is not None and not _namesake(mention, resolution, scene):
            found[index] = resolution
    _refer(wanted, found, scene)
    _cluster(wanted, found)
    return found


def _of_an_act(text: str, scene: Scene) -> Resolution | None:
    """Return the government of the state whose people an adjective names."""
    if state_of(text) is None:
        return None
    found = read(f"{text} government", MentionKind.GOVERNMENT, scene)
    return found and replace(found, rule="adjective of an act: its government", score=_OF_AN_ACT)


_OF_AN_ACT = 0.6


def _published(document: Document) -> date | None:
    published = document.published
    return (published.to or published.from_) if published else None


def _countries(resolved: Mapping[int, Resolution]) -> list[str]:
    places = (one.place for _, one in sorted(resolved.items()))
    return [place.country for place in places if place and place.country]


def _placed(coded: Coded, resolved: Mapping[int, Resolution]) -> list[tuple[int, str]]:
    """Return the countries of resolved places, by where their words begin."""
    return sorted(
        (coded.mentions[index].start or 0, one.place.country)
        for index, one in resolved.items()
        if one.place and one.place.country
    )


class _Days:
    """The day on which offices are asked for: of the sentence's own date, else of publication.

    A text without either is taken to be of the latest day that it names.
    """

    def __init__(self, coded: Coded, resolved: Mapping[int, Resolution], scene: Scene) -> None:
        self.scene = scene
        self.dates: dict[int, date] = {}
        for index, resolution in resolved.items():
            interval, start = resolution.interval, coded.mentions[index].start
            if interval and interval.to and interval.from_ and start is not None:
                self.dates.setdefault(scene.sentence(start), interval.to)
        self.latest = max(self.dates.values(), default=None)

    def of(self, mention: Mention) -> date | None:
        """Return the day for the sentence of a mention."""
        day = self.scene.day
        own = self.dates.get(self.scene.sentence(mention.start or 0))
        if own is not None and (day is None or (day - own).days > OLDER):
            return own
        return day or self.latest


def _namesake(mention: Mention, resolution: Resolution, scene: Scene) -> bool:
    """Return whether the text means another person of that surname: "Ahmad Sadr ... Sadr".

    The first name beside the first such surname decides, whoever bears it.
    """
    words, entity = (mention.text or "").split(), resolution.entity
    if len(words) != 1 or entity is None or entity.type != PERSON:
        return False
    start, text = mention.start or 0, scene.text
    first = _first_name(text, start)
    return first is not None and not any(
        first in name.lower().split() for name in _names_of(entity.entity_id)
    )


def _first_name(text: str, start: int) -> str | None:
    """Return the capitalised word right in front of a surname, unless it is a title or function."""
    match = FIRST_NAME.search(text[max(0, start - 40) : start])
    # without a word in front of it, the capital may be that of a sentence's beginning
    if match is None or match["word"].isupper():
        return None
    word = match["word"]
    if word.lower() in TITLES or bearers(word) or state_of(word):
        return None
    return word.lower()


def _names_of(actor_id: str) -> Sequence[str]:
    row = knowledge().actors[actor_id]
    return (row.name, *row.aliases)


def _refer(wanted: Mapping[int, Mention], found: dict[int, Resolution], scene: Scene) -> None:
    """Resolve descriptions and pronouns by what the text names before them.

    A pronoun that the coding has put with words of another kind means these, whoever they are.
    """
    said = {
        one.cluster
        for one in wanted.values()
        if one.cluster is not None and (one.text or "").lower() not in PRONOUNS
    }
    spans = [
        (one.start or 0, one.end or 0, one.kind, found.get(index))
        for index, one in wanted.items()
        if (one.text or "").lower() not in PRONOUNS
    ]
    told = Told(scene, antecedents(scene, spans))
    for index, mention in sorted(wanted.items(), key=lambda one: (one[1].start, one[1].end)):
        pronoun = (mention.text or "").lower() in PRONOUNS
        if index not in found and not (pronoun and mention.cluster in said):
            start, end = mention.start or 0, mention.end or 0
            resolution = told.refer(start, end, mention.kind)
            if resolution is not None:
                found[index] = resolution
                told.add(start, end, resolution)


def _cluster(wanted: Mapping[int, Mention], found: dict[int, Resolution]) -> None:
    """Give mentions of one cluster of the coding what one of them was resolved to."""
    clusters: dict[int, Resolution] = {}
    for index, mention in wanted.items():
        if mention.cluster is not None and index in found:
            clusters.setdefault(mention.cluster, found[index])
    for index, mention in wanted.items():
        if index not in found and mention.cluster in clusters:
            whole = clusters[mention.cluster]
            found[index] = replace(
                whole,
                rule=f"same as another mention ({whole.rule})",
                score=round(whole.score * 0.9, 3),
            )
