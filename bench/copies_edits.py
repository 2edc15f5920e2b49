"""Made copies of real texts, and pages that look like copies and are none.

Every edit is drawn from a seeded generator. What is put in (headlines, footers, site furniture) is
made of words of ours; which footers `watchfloor.ingest` would recognise was not looked at.
"""

import random
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchfloor.ingest import find_boilerplate, normalise
from watchfloor.model import Document

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
OUTLETS = tuple(
    f"{place} {kind}"
    for place in ("Harbour", "Delta", "Northgate", "Saltmarsh", "Kestrel", "Old Quay", "Juniper")
    for kind in ("Post", "Courier", "Tribune", "Radio", "Review", "Online")
)
MENU = (
    *("Home", "World", "Africa", "Asia", "Europe", "Business", "Markets", "Sport", "Football"),
    *("Tennis", "Weather", "Travel", "Culture", "Opinion", "Letters", "Podcasts", "Video", "Live"),
    *("Games", "Jobs", "Property", "Archive", "Newsletters", "Shop", "Contact"),
)
LEAST = 40
"""Words that a cut leaves: less is a headline."""

ABOUT = (
    "{site} has reported from the region since {year} and is read in more than {n} countries.",
    "Our newsroom is independent of its owners and follows a code that you can read on our pages.",
    "Subscribers of {site} can read every edition of the last {n} years in the archive.",
    "Letters to the editor should not be longer than {n} words and carry a name and an address.",
    "The newsroom can be reached on weekdays between eight and six at the desk in the main hall.",
    "Members support the work of {site} with a monthly sum of their choice and join our evenings.",
    "We correct errors where they were made, and keep a list of all corrections since {year}.",
    "Use of these pages means that you agree to our terms, which were last changed in {year}.",
)
FOOTERS = (
    "This article was first published by {site}.",
    "© {year} {site}. All rights reserved.",
    "This story appeared first in {site} and is used here by agreement.",
    "The text above comes from {site}; our newsroom changed the headline only.",
    "Follow {site} for more stories like this one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text of the pool; pages of one family are copies of one text, made by `edits`."""

    document: Document
    family: str
    edits: tuple[str, ...]


def page(
    text: str,
    family: str,
    *,
    source: str | None,
    number: int,
    edits: tuple[str, ...] = (),
    url: str | None = None,
) -> Page:
    """Return a page as `watchfloor ingest` would read it: normalised, furniture marked."""
    clean = normalise(text)
    document = Document.new(
        clean,
        source=source,
        url=url,
        external_id=f"{family}/{number}",
        boilerplate=find_boilerplate(clean),
    )
    return Page(document=document, family=family, edits=edits)


Edit = Callable[[str, random.Random, Sequence[str]], str]


def same(text: str, _: random.Random, __: Sequence[str]) -> str:
    """Leave the text as it is."""
    return text


def headline(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Put a new headline over the text."""
    words = chance.choice(others).split()
    start = chance.randrange(max(1, len(words) - 10))
    return " ".join(words[start : start + chance.randint(5, 10)]).title() + "\n\n" + text


def rewrap(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Break the lines elsewhere, and write quotes and dashes in ASCII or not."""
    if chance.random() < 0.5:
        text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", " - ")
    else:
        text = re.sub(r'"([^"\n]{1,200})"', r"“\1”", text).replace("'", "’")
    width = chance.randint(40, 90)
    return "\n\n".join(textwrap.fill(part, width) for part in text.split("\n") if part.strip())


def footer(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Add two or three lines of a site at the end, at most half as long as the text."""
    lines = chance.sample(FOOTERS, chance.randint(1, 2)) + chance.sample(ABOUT, 1)
    added = [_filled(line, chance) for line in lines]
    while len(" ".join(added).split()) > len(text.split()) / 2:
        added.pop()
    return "\n\n".join([text, *added])


def cut_end(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Keep the first 30 to 80 % of the sentences, and never less than LEAST words."""
    sentences = split(text)
    kept = round(len(sentences) * chance.uniform(0.3, 0.8))
    while kept < len(sentences) and len(" ".join(sentences[:kept]).split()) < LEAST:
        kept += 1
    return join(sentences[:kept])


def drop(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Leave out sentences anywhere, up to a tenth to three tenths of the words."""
    sentences = split(text)
    left = len(text.split()) * chance.uniform(0.1, 0.3)
    gone = set[int]()
    for at in chance.sample(range(len(sentences)), len(sentences)):
        size = len(sentences[at].split())
        if size <= left:
            gone.add(at)
            left -= size
    return join([one for at, one in enumerate(sentences) if at not in gone])


def insert(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Add a paragraph of one to three sentences of another text, at most a third as long."""
    sentences = split(text)
    foreign = split(chance.choice(others))
    start = chance.randrange(len(foreign))
    added = " ".join(foreign[start : start + chance.randint(1, 3)]).split()
    added = added[: max(8, len(text.split()) // 3)]
    at = chance.randint(0, len(sentences))
    return join([*sentences[:at], " ".join(added) + ".", *sentences[at:]])


def reorder(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Move a block of sentences to another place."""
    sentences = split(text)
    first = chance.randrange(len(sentences))
    block = sentences[first : first + max(1, len(sentences) // 4)]
    rest = sentences[:first] + sentences[first + len(block) :]
    at = chance.randint(0, len(rest))
    return join([*rest[:at], *block, *rest[at:]])


def reword(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Replace one word in thirty by another."""
    pool = chance.choice(others).split()
    words = re.split(r"(\s+)", text)
    for at in range(0, len(words), 2):
        if chance.random() < 1 / 30:
            words[at] = chance.choice(pool)
    return "".join(words)


def relead(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Write the first sentence anew, if it is at most a quarter of the text."""
    sentences = split(text)
    size = len(sentences[0].split())
    if size > len(text.split()) / 4:
        return text
    foreign = " ".join(chance.choice(others).split()[:size])
    return join([foreign + ".", *sentences[1:]])


EDITS: dict[str, Edit] = {
    "exact": same,
    "headline": headline,
    "re-wrapped": rewrap,
    "footer": footer,
    "cut": cut_end,
    "dropped": drop,
    "inserted": insert,
    "reordered": reorder,
    "reworded": reword,
    "new lead": relead,
}


def copy_of(original: Page, number: int, chance: random.Random, others: Sequence[str]) -> Page:
    """Return a copy by another outlet, or now and then of no named one, with one to three edits."""
    names = chance.sample(sorted(EDITS), chance.choice((1, 1, 2, 2, 3)))
    text = original.document.text
    for name in sorted(names, key=list(EDITS).index):
        text = EDITS[name](text, chance, others)
    source = None if chance.random() < 0.1 else chance.choice(OUTLETS)
    return page(text, original.family, source=source, number=number, edits=tuple(names))


def furniture(chance: random.Random, words: int) -> tuple[str, str]:
    """Return the menu and the foot of a site, about so many words together."""
    menu = " ".join(chance.sample(MENU, min(len(MENU), max(4, words // 5))))
    site, lines = chance.choice(OUTLETS), list[str]()
    while len(menu.split()) + sum(len(line.split()) for line in lines) < words:
        lines.append(_filled(chance.choice(ABOUT), chance, site))
    return menu, "\n".join(lines)


def split(text: str) -> list[str]:
    """Return the sentences; paragraphs end sentences."""
    return [one for line in text.split("\n") for one in SENTENCE.split(line) if one.strip()]


def join(sentences: Sequence[str]) -> str:
    """Return sentences as text, a paragraph for every third."""
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def _filled(line: str, chance: random.Random, site: str | None = None) -> str:
    return line.format(
        site=site or chance.choice(OUTLETS),
        year=chance.randint(1950, 2022),
        n=chance.randint(12, 300),
    )
