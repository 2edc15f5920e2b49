"""The peer of task claims: textacy's direct quotes on a file, scored as ours are.

    PYTHONPATH=src:. PYTHON -m bench.textacy_quotes --data ../shared/data/polnear/dev.jsonl

PYTHON is that of an environment with textacy and a small English model of spaCy (`--spacy NAME`, by
default en_core_web_sm); Watchfloor needs neither. Prints the metrics of the task as one JSON line.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.score.tally import add
from bench.tasks.claims import Attribution, Said, load, tally
from bench.tasks.claims_figures import figures


def quotations(text: str, language: Any, extract: Any) -> Iterator[Attribution]:
    """Yield what textacy finds, paragraph by paragraph: its pattern of quotes stops at a line."""
    start = 0
    for line in text.splitlines(keepends=True):
        document = language(line)
        try:
            found = list(extract(document))
        except ValueError:  # an odd number of quotation marks is an error to textacy
            found = []
        for one in found:
            speaker = [(token.idx + start, token.idx + len(token) + start) for token in one.speaker]
            cue = [(token.idx + start, token.idx + len(token) + start) for token in one.cue]
            content = (one.content.start_char + start, one.content.end_char + start)
            yield Attribution(
                source=tuple(speaker), cue=tuple(cue), content=(content,), quoted=True
            )
        start += len(line)


def main(arguments: Sequence[str]) -> int:
    """Print the figures of textacy on a file of the task."""
    parser = argparse.ArgumentParser(prog="python -m bench.textacy_quotes", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--spacy", default="en_core_web_sm")
    options = parser.parse_args(arguments)
    spacy = importlib.import_module("spacy")
    triples = importlib.import_module("textacy.extract.triples")
    language = spacy.load(options.spacy, exclude=["ner"])
    cases, counts = load(options.data), []
    for case in cases:
        said: Said = tuple(quotations(case.text, language, triples.direct_quotations))
        counts.append(tally(case, said))
    total = add(counts)
    made = {
        "peer": f"textacy {importlib.import_module('textacy').__version__}",
        "metrics": figures(total).values,
        "quotes": {name: total.get(("quotes", name), 0) for name in ("gold",)}
        | {"paired": total.get(("speaker", "gold"), 0)},
        "documents": len(cases),
    }
    sys.stdout.write(f"{json.dumps(made)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
