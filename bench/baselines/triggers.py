"""Same lemma: a word that mostly is a trigger elsewhere in the file is one here.

It learns from the file it is scored on, by five folds over documents, so no text judges itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.baselines.words import words

FOLDS = 5

Found = tuple[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Learned:
    """One text with the head words of its triggers and their types."""

    text: str
    triggers: tuple[Found, ...]


def same_lemma(documents: Sequence[Learned]) -> list[tuple[Found, ...]]:
    """Return, for each document, what the other folds say of its words."""
    stems = [list(words(document.text)) for document in documents]
    counts = [Counter(stem for _, _, stem in one) for one in stems]
    kinds = [Counter(_typed(document, one)) for document, one in zip(documents, stems, strict=True)]
    found: list[tuple[Found, ...]] = []
    tables = [_table(counts, kinds, fold) for fold in range(min(FOLDS, len(documents)))]
    for number, one in enumerate(stems):
        table = tables[number % FOLDS]
        found.append(
            tuple(((start, end), table[stem]) for start, end, stem in one if stem in table)
        )
    return found


def _typed(document: Learned, stems: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Yield stem and type of every word that is the head of a trigger, once a word."""
    heads = {span[0]: kind for span, kind in document.triggers}
    for start, _, stem in stems:
        if start in heads:
            yield stem, heads[start]


def _table(
    counts: Sequence[Mapping[str, int]], kinds: Sequence[Mapping[tuple[str, str], int]], fold: int
) -> dict[str, str]:
    """Return stem -> most frequent type, of stems that are triggers more often than not."""
    seen: Counter[str] = Counter()
    typed: dict[str, Counter[str]] = {}
    for number, (here, types) in enumerate(zip(counts, kinds, strict=True)):
        if number % FOLDS == fold:
            continue
        seen.update(here)
        for (stem, kind), n in types.items():
            typed.setdefault(stem, Counter())[kind] += n
    return {
        stem: min(types, key=lambda kind: (-types[kind], kind))
        for stem, types in typed.items()
        if 2 * sum(types.values()) > seen[stem]
    }
