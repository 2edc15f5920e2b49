"""Pairing of gold and predicted things, one to one."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")

WORD = re.compile(r"[\w'-]+")
STOP = frozenset(
    WORD.findall(
        "the a an of in on at to and for by its his her their from with near as is was were that "
        "this who had"
    )
)


def greedy(
    gold: Sequence[Gold],
    predicted: Sequence[Predicted],
    rank: Callable[[Gold, Predicted], tuple[float, ...] | None],
) -> list[tuple[int, int]]:
    """Pair indices one to one, best rank first; a rank of None forbids the pair.

    Equal ranks go to the earlier gold item, then to the earlier prediction.
    """
    allowed = [
        (score, x, y)
        for x, one in enumerate(gold)
        for y, other in enumerate(predicted)
        if (score := rank(one, other)) is not None
    ]
    allowed.sort(key=lambda entry: (tuple(-value for value in entry[0]), entry[1], entry[2]))
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, x, y in allowed:
        if x not in used_gold and y not in used_predicted:
            used_gold.add(x)
            used_predicted.add(y)
            pairs.append((x, y))
    return sorted(pairs)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def content_words(text: str) -> frozenset[str]:
    """Return the words of a filler without articles and prepositions; all if nothing is left."""
    words = text.lower()
    return frozenset(WORD.findall(words)) - STOP or frozenset(words.split())


def shared_fillers(gold: Sequence[str], predicted: Sequence[str]) -> int:
    """Count predicted fillers that share a content word with a gold one, one to one, in order."""
    left = [content_words(text) for text in gold]
    right = 0
    for text in predicted:
        words = content_words(text)
        found = next((index for index, other in enumerate(left) if words & other), None)
        if found is not None:
            del left[found]
            right += 1
    return right


def token_f1(one: str, other: str) -> float:
    """Return how far two texts share their words, 0..1, counting each word as often as it comes."""
    left, right = WORD.findall(one.lower()), WORD.findall(other.lower())
    common = sum(min(left.count(word), right.count(word)) for word in set(left))
    return 2 * common / (len(left) + len(right)) if common else 0.0
