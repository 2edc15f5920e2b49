"""Average stages: what the last ones learned, without all that they forgot (Wortsman et al. 2022).

    python -m training.reader.blend OUT.pt ONE.pt OTHER.pt ... [--shares 0.35 0.65]

A stage that sees little but dispatches forgets some attribution; between it and the one before both
are kept. Seeds of one stage average into a net that is better than each.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch


def main(arguments: Sequence[str]) -> int:
    """Write the weighted mean of the stages' parameters."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.blend", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("stages", nargs="+", type=Path)
    parser.add_argument("--shares", nargs="+", type=float, default=[])
    options = parser.parse_args(arguments)
    shares = options.shares or [1.0 / len(options.stages)] * len(options.stages)
    if len(shares) != len(options.stages) or abs(sum(shares) - 1.0) > 1e-6:
        parser.error("--shares: one share a stage, and all of them 1 together")
    nets = [torch.load(path, weights_only=True) for path in options.stages]
    mean = {
        name: sum(share * net[name] for share, net in zip(shares, nets, strict=True))
        for name in nets[0]
    }
    torch.save(mean, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
