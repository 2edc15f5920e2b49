"""What finds copies without us: equal words, and datasketch."""

import re
from collections.abc import Sequence

from watchfloor.model import Document

RUN, PERMUTATIONS, THRESHOLD = 5, 128, 0.5


def equal_words(documents: Sequence[Document]) -> list[list[int]]:
    """Group texts whose words are equal, case and punctuation aside."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, document in enumerate(documents):
        groups.setdefault(tuple(_words(document)), []).append(at)
    return list(groups.values())


def lsh(documents: Sequence[Document]) -> list[list[int]] | str:
    """Group by datasketch's MinHash LSH as it comes, components over what a query returns."""
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  (an extra)
    except ImportError:
        return "datasketch is not installed: pip install 'watchfloor[bench]'"
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    group_of, groups = dict[int, int](), dict[int, list[int]]()
    for at, document in enumerate(documents):
        words = _words(document)
        runs = [" ".join(words[one : one + RUN]) for one in range(max(1, len(words) - RUN + 1))]
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs])
        group_of[at], groups[at] = at, [at]
        for near in index.query(sketch):
            low, high = sorted((group_of[near], group_of[at]))
            if low != high:
                for member in groups.pop(high):
                    group_of[member] = low
                    groups[low].append(member)
        index.insert(at, sketch)
    return list(groups.values())


def _words(document: Document) -> list[str]:
    return re.findall(r"\w+", document.text.casefold())
