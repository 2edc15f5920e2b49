"""Learn the word dictionary of the benchmark from the training part of the dispatches.

    python training/dispatches_words.py ../shared/data/dispatches/train.jsonl

A stem enters if it lies inside an event anchor in more than half of its occurrences and at least
twice; its type is the most frequent one of those anchors (of equal ones the first by name).
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # training runs from a checkout: bench is in it

from bench.baselines.words import TABLE, words

SHARE = 0.5
FEWEST = 2

HEADER = """\
# Words that name an event more often than not in the training part of our annotated dispatches
# (CC0), with the type they mostly name. Made by training/dispatches_words.py; do not edit.
"""


def learn(documents: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int, int]]:
    """Return (stem, type, times inside an anchor, times in all) of the words that qualify."""
    seen: Counter[str] = Counter()
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        anchors = [
            (event["anchor"]["start"], event["anchor"]["end"], event["type"])
            for event in document["events"]
        ]
        for start, end, stem in words(document["text"]):
            seen[stem] += 1
            inside = (kind for low, high, kind in anchors if low <= start and end <= high)
            kind = next(inside, None)
            if kind is not None:
                types[stem][kind] += 1
    return [
        (stem, min(kinds, key=lambda kind: (-kinds[kind], kind)), kinds.total(), seen[stem])
        for stem, kinds in sorted(types.items())
        if kinds.total() > SHARE * seen[stem] and kinds.total() >= FEWEST
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the table."""
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    rows = learn([json.loads(line) for line in lines])
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("stem", "type", "anchors", "occurrences"))
        writer.writerows(rows)
    print(f"{len(rows)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
