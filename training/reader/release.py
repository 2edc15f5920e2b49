"""Keep a stage for the next engineer: half precision, without the frozen embeddings, with sha256.

    python -m training.reader.release STAGE.pt training/stages/STAGE.safetensors

A kept stage is loaded again with `--init`, like a fresh one.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file


def main(arguments: Sequence[str]) -> int:
    """Write the parameters as float16 and note their sha256 beside them."""
    source, target = map(Path, arguments)
    state = torch.load(source, weights_only=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: value.half().contiguous() for name, value in state.items()}, target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    sums = target.parent / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    kept = [line for line in lines if not line.endswith(target.name)]
    sums.write_text("\n".join(sorted([*kept, f"{digest}  {target.name}"])) + "\n", encoding="utf-8")
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB sha256 {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
