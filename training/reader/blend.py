"""Average two stages: what the last one learned, without all that it forgot (Wortsman et al. 2022).

    python -m training.reader.blend JOINT.pt POLISH.pt OUT.pt [--share 0.5]

The polish stage sees little but dispatches and forgets some attribution; halfway between it and the
joint stage both are kept.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch


def main(arguments: Sequence[str]) -> int:
    """Write (1 - share) of the first and share of the second."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.blend", description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    options = parser.parse_args(arguments)
    one, two = (torch.load(path, weights_only=True) for path in (options.first, options.second))
    share = options.share
    torch.save({name: (1 - share) * one[name] + share * two[name] for name in one}, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
